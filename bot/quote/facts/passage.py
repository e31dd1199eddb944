"""What is known of a passage and its sentences whatever is asked: read once, remembered by what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache, partial
from sys import intern

from bot.quote.beside.lead_ins import with_lead_ins
from bot.quote.beside.printed import is_no_sentence
from bot.quote.boilerplate import promotes, says_nothing
from bot.quote.happened import Denials, Stem, denials
from bot.quote.several.enumeration import enumerates
from bot.understand.grammar.memory import forgettable
from bot.understand.languages.language import language
from bot.verify.instruction import to_machine
from corpus import Article
from index import Hit, sentences
from index.model.languages import ENGLISH, base
from index.search.terms import Analysis

REMEMBERED = 512      # passages, by their words: one takes some 30 kB
ARTICLES = 256        # articles whose terms are remembered: one takes some 18 kB
WORDS = 8_192         # whose stems are remembered: most are met again in the next article
BEHIND = 500          # characters behind a passage in which its last sentence may go on


@dataclass(frozen=True)
class SentenceFacts:
    """A sentence that reports something."""

    start: int             # character offsets into the passage, end exclusive
    end: int
    text: str
    following: str         # the sentence behind it
    terms: Set[str]        # its stemmed words, with long forms behind short ones
    before: Set[str]       # those of the sentence before
    stem: Stem

    @cached_property
    def orders(self) -> bool:
        """Whether it speaks to a machine."""
        return to_machine(self.text, self.following)

    @cached_property
    def lists(self) -> float:
        """How much it enumerates."""
        return enumerates(self.text)

    @cached_property
    def denials(self) -> Denials:
        """What it denies or expects."""
        return denials(self.text, self.stem)


@dataclass(frozen=True)
class PassageFacts:
    """A passage with the sentences of it that report something, in order."""

    title: str
    heading: Set[str]      # stemmed words of the headline and its day
    words: str             # and of the passage, as `_joined` has them
    sentences: Sequence[SentenceFacts]
    stem: Stem

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where its sentences stand in it."""
        return [(each.start, each.end) for each in self.sentences]

    @cached_property
    def denials(self) -> Denials:
        """What the headline denies or expects."""
        return denials(self.title, self.stem)

    def around(self, terms: Iterable[str]) -> Set[str]:
        """Of some stemmed words those that the passage or its headline has."""
        return {each for each in terms if each in self.heading or f" {each} " in self.words}


def facts_of(hit: Hit, stemmer: str, spoken: str) -> PassageFacts:
    """The facts of a passage, in an archive with that stemmer, for questions in the language of that code."""
    article, end = hit.article, hit.passage.end
    behind = article.text[end : end + BEHIND].lstrip()
    return _facts(hit.text, behind, article.title, article.published, article.language, stemmer, spoken)


def naming(article: Article, stemmer: str, terms: Set[str]) -> Set[str]:
    """Of some stemmed words those that an article's text has."""
    words = _terms(article.text, article.language, stemmer)
    return {each for each in terms if f" {each} " in words}


@forgettable
@lru_cache(maxsize=REMEMBERED)
def _facts(
    text: str, behind: str, title: str, published: datetime | None, tag: str, stemmer: str, spoken: str
) -> PassageFacts:
    """By all that they are made from: a new version of an article has facts of its own."""
    terms = partial(Analysis(stemmer).terms, language=base(tag))
    in_full = language(spoken).in_full
    heading = frozenset(terms(f"{title} {published:%A %d %B %Y}" if published else title))
    stem = partial(_stems, stemmer=stemmer, language=base(tag))
    read = tuple(_sentences(text, behind, tag, lambda text: terms(in_full(text)), stem))
    return PassageFacts(title, heading, _joined(terms(in_full(text))), read, stem)


def _sentences(
    text: str, behind: str, tag: str, in_full: Callable[[str], list[str]], stem: Stem
) -> Iterator[SentenceFacts]:
    spans, english = list(with_lead_ins(text, sentences(text, tag))), base(tag) == ENGLISH
    texts = [text[start:end] for start, end in spans]
    before: Set[str] = frozenset()
    for (start, end), sentence, following in zip(spans, texts, [*texts[1:], behind], strict=False):
        if not (says_nothing(sentence) or promotes(sentence) or is_no_sentence(sentence, english=english)):
            own = frozenset(map(intern, in_full(sentence)))      # most words stand in many passages
            yield SentenceFacts(start, end, sentence, following, own, before, stem)
            before = own


@forgettable
@lru_cache(maxsize=WORDS)
def _stems(word: str, stemmer: str, language: str) -> frozenset[str]:
    return frozenset(Analysis(stemmer).terms(word, language))


@forgettable
@lru_cache(maxsize=ARTICLES)
def _terms(text: str, tag: str, stemmer: str) -> str:
    """The stemmed words of a text, as `_joined` has them."""
    return _joined(Analysis(stemmer).terms(text, base(tag) or ENGLISH))


def _joined(terms: Sequence[str]) -> str:
    """Words with a space on each side: a tenth of the size of a set of them, and as quickly searched for a few."""
    return f" {' '.join(terms)} "
