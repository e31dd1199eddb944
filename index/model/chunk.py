"""Cut an article into passages on sentence borders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from corpus import Article
from index.model.sentences import Span, sentences
from index.types.recipe import TITLE_SHARE

_WORD = re.compile(r"\S+")
_CACHED_WORDS = 300_000   # the vocabulary of a large archive; some 40 MB
SPECIAL_TOKENS = 4       # [CLS], [SEP] and the like, and the line break after the title


class TokenCounter:
    """Counts a model's tokens word by word, remembering each word: 20 times the speed of tokenising afresh."""

    def __init__(self, token_counts: Callable[[Sequence[str]], list[int]]) -> None:
        """`token_counts` gives the number of tokens of each word, as Embedder.token_counts does."""
        self._token_counts = token_counts
        self._known: dict[str, int] = {}

    def count(self, text: str) -> int:
        """Tokens in `text`, special tokens not counted."""
        words = text.split()
        try:
            return sum([self._known[word] for word in words])
        except KeyError:
            self._learn(set(words))
            return sum([self._known[word] for word in words])

    def learn(self, texts: Iterable[str]) -> None:
        """Count the words of many texts at once, which is far quicker than as they come."""
        self._learn({word for text in texts for word in text.split()})

    def _learn(self, words: set[str]) -> None:
        if len(self._known) > _CACHED_WORDS:
            self._known.clear()
        missing = [word for word in words if word not in self._known]
        self._known.update(zip(missing, self._token_counts(missing), strict=True))


def spans(article: Article, passage_tokens: int, counter: TokenCounter) -> list[Span]:
    """Spans of `article.text` in order, without gaps but white space; each fits the model with `title_in_front`."""
    budget = passage_tokens - SPECIAL_TOKENS - counter.count(title_in_front(article.title, passage_tokens, counter))
    found: list[Span] = []
    used = 0
    for start, end in sentences(article.text, article.language):
        for first, last, size in pieces(article.text, start, end, budget, counter):
            if found and used + size <= budget:
                found[-1] = (found[-1][0], last)
                used += size
            else:
                found.append((first, last))
                used = size
    return found


def title_in_front(title: str, passage_tokens: int, counter: TokenCounter) -> str:
    """The title, cut on a word border to its share of a passage's tokens."""
    share = int(passage_tokens * TITLE_SHARE)
    if counter.count(title) <= share:
        return title
    kept: list[str] = []
    for word in title.split():
        if counter.count(" ".join([*kept, word])) > share:
            break
        kept.append(word)
    return " ".join(kept)


def embedded_text(title: str, text: str) -> str:
    """What the model reads of a passage."""
    return f"{title}\n{text}" if title else text


def pieces(text: str, start: int, end: int, budget: int, counter: TokenCounter) -> list[tuple[int, int, int]]:
    """(start, end, tokens) of one sentence, cut where it is longer than the budget: between words, else inside one."""
    size = counter.count(text[start:end])
    if size <= budget:
        return [(start, end, size)]
    found: list[tuple[int, int, int]] = []
    for match in _WORD.finditer(text, start, end):
        for first, last, cost in _word_pieces(text, match.start(), match.end(), budget, counter):
            if found and found[-1][2] + cost <= budget:
                found[-1] = (found[-1][0], last, found[-1][2] + cost)
            else:
                found.append((first, last, cost))
    return found


def _word_pieces(text: str, start: int, end: int, budget: int, counter: TokenCounter) -> list[tuple[int, int, int]]:
    """One word, halved until each part fits."""
    cost = counter.count(text[start:end])
    if cost <= budget or end - start == 1:
        return [(start, end, cost)]
    middle = (start + end) // 2
    return [
        *_word_pieces(text, start, middle, budget, counter),
        *_word_pieces(text, middle, end, budget, counter),
    ]
