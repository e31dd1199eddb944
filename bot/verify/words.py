"""Texts as the guards compare them: one kind of quotation mark, dash and space, and words by their stems."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from bot.languages.en.stop_words import STOP_WORDS
from bot.understand.grammar.memory import forgettable

_SIGNS = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": " - ", "−": "-", "\u00a0": " ", "\u00ad": "", "\u200b": "",
})
# Texts that come apart at their punctuation ("$ 160 million", "Examiner 's", "one - year") are put together again.
_TOKENISED = (
    (re.compile(r"``|''"), '"'),
    (re.compile(r" ('(?:s|t|re|ve|ll|d|m)\b)"), r"\1"),
    (re.compile(r" n't\b"), "n't"),
    (re.compile(r"([$£€¥]) (?=\d)"), r"\1"),
    (re.compile(r"(?<=\d) (?=%)"), ""),
    (re.compile(r"(?<=\w) - (?=[a-z])"), "-"),
    (re.compile(r"(?<=\d) ?-- ?(?=\d)"), "-"),
    (re.compile(r" ([.,;:?!)])(?=\s|$)"), r"\1"),
    (re.compile(r"\( "), "("),
)
_WORD = re.compile(r"\d[\d,.]*\d|\d+|[^\W\d_]+(?:['.&-](?=\w)[^\W_]+)*", re.UNICODE)
_ANALYZER = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.stemmer("english")).build()
_JOINT = re.compile(r"[-&]")
_NUMBERED = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and its place."""

    text: str
    start: int
    end: int

    @property
    def large(self) -> bool:
        """Whether it is written with a capital letter."""
        return self.text[:1].isupper()

    @property
    def stem(self) -> str:
        """Its stem, small and without accents."""
        return stem(self.text)


@forgettable
@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """The text with straight quotation marks, plain hyphens, single spaces; paragraphs stay apart."""
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text)]
    text = "\n\n".join(filter(None, paragraphs))
    for found, instead in _TOKENISED:
        text = found.sub(instead, text)
    return text


def words(text: str) -> list[Word]:
    """The words of a text in order; numbers count as words."""
    return [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]


@forgettable
@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word's stem, small, without accents and possessive ending."""
    folded = fold(word).removesuffix("'s").removesuffix("'")
    stems: list[str] = _ANALYZER.analyze(folded)
    return "".join(stems) or folded


@forgettable
@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The word small and without accents."""
    if word.isascii():
        return word.casefold()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join([sign for sign in apart if not unicodedata.combining(sign)])


def content(text: str) -> list[Word]:
    """The words that say what a text is about: no stop words."""
    return [word for word in parted(text) if fold(word.text).removesuffix("'s") not in STOP_WORDS]


def parted(text: str) -> list[Word]:
    """The words of a text, compounds in their parts: "one-year" is two words."""
    found = []
    for word in words(text):
        at = word.start
        for part in _JOINT.split(word.text):
            if part:
                found.append(Word(part, at, at + len(part)))
            at += len(part) + 1
    return found


def stems(text: str) -> frozenset[str]:
    """The stems of those parts."""
    return frozenset([stem(part) for word in _WORD.findall(text) for part in _JOINT.split(word) if part])


def numbered(word: str) -> bool:
    """Whether a word has a digit in it."""
    return bool(_NUMBERED.search(word))
