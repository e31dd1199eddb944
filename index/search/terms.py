"""The words of a text as the indexes know them, and which of a question's count for how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import tantivy
from tantivy import TextAnalyzerBuilder, Tokenizer

from index.model.languages import ENGLISH, STEMMERS, asked_in, base, stop_words

SMALL = 1_000          # passages below which an archive is too small to tell a rare word from one it happens to lack
_MAX_TERMS = 64        # of a question: a pasted article is no better a query for being whole
_SPOKEN = {name: code for code, name in reversed(STEMMERS.items())}      # the first language that has a stemmer


class Analysis:
    """The words of texts as the indexes know them, each language's by its own rules."""

    def __init__(self, stemmer: str) -> None:
        """`stemmer` is for texts whose language isn't known."""
        self._default = _SPOKEN.get(stemmer, ENGLISH)

    def terms(self, text: str, language: str = "") -> list[str]:
        """The words of a text in that language, given as a tag: lower-cased, accents folded, stemmed, in order."""
        return analyze(base(language) or self._default)(text)

    def stems(self, text: str, languages: Sequence[str]) -> list[list[str]]:
        """Of each word of a text, the terms that those languages have for it."""
        read = (analyze(each)(text) for each in dict.fromkeys((self._default, *languages)))
        return [list(dict.fromkeys(row)) for row in zip(*read, strict=False)]

    def asked(self, query: str, languages: Sequence[str]) -> list[str]:
        """The words of a query that count, each once, in order, as each of those languages has them.

        All but stop words of its own language, unless it has no others.
        """
        own = asked_in(query, languages)
        stop, stems = stop_terms(own), self.stems(query, languages)
        telling = [row for term, row in zip(analyze(own)(query), stems, strict=False) if term not in stop] or stems
        return list(dict.fromkeys(term for row in telling for term in row))[:_MAX_TERMS]


@lru_cache(maxsize=64)
def analyze(language: str) -> Callable[[str], list[str]]:
    """What makes terms of a text in that language; one without a stemmer keeps its words' forms."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(tantivy.Filter.remove_long(60))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    stemmer = STEMMERS.get(language)
    made = (builder.filter(tantivy.Filter.stemmer(stemmer)) if stemmer else builder).build()
    return made.analyze


def as_analyzed() -> tantivy.TextAnalyzer:
    """For texts that are terms already, with spaces between."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).build()


def verbatim() -> tantivy.TextAnalyzer:
    """Words as phrases know them: lower-cased, accents folded, in the form they have."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


@lru_cache(maxsize=64)
def stop_terms(language: str) -> frozenset[str]:
    """The stop words of a language, as the index knows them."""
    return frozenset(term for word in stop_words(language) for term in analyze(language)(word))


def inverse_frequency(count: int, total: int) -> float:
    """As BM25 has it, of a word in `count` of `total` passages: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return float(np.log1p((max(total, SMALL) - count + 0.5) / (count + 0.5)))
