"""Tell whether two articles print the same story: word shingles, MinHash to find, exact shares to decide.

https://en.wikipedia.org/wiki/MinHash
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.types.article import Article

Hashes = NDArray[np.uint32]

SHINGLE = 4          # words; three make runs such as "said in a" common to all news
BANDS, ROWS = 6, 3   # texts that share .8 of their shingles meet in a band with 99 %, .7 with 92 %, .3 with 15 %
HASHES = BANDS * ROWS
HEAD = 3_000         # characters of a text that its twins are looked for by; what is found is compared whole
SHORT = 60           # words up to which the headline counts as text: of notices and stubs it is what differs

# Chosen by eye on those pairs of 10,000 real articles (AllSides, RealTimeQA) that share a fifth of their shingles or
# more: every pair that is joined is one story in two prints, while next week's preview, next year's edition and the
# follow-up that repeats its background stay apart, though some share .8 of their shingles.
SHARED = 0.55        # of all shingles of both
CONTAINED = 0.8      # of the shorter text's shingles
PRINTED = 0.7        # of a passage's shingles, for a twin to print it too: not measured; one word edited in 17 passes

_USUAL = 16_384                # bytes of a text that powers are kept for
_BASE = 0x01000193
_CHUNK = 8_192                 # shingles hashed at once: their MinHash takes 1 MB
_FIGURE_WORDS = (
    "two three four five six seven eight nine ten eleven twelve "
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april june july august september october november december"
)                              # "may" and "one" say too many other things
_FIGURE = re.compile(rf"\d+|\b(?:{'|'.join(_FIGURE_WORDS.split())})\b")


# What parts words: ASCII's signs, byte by byte, and the common ones beyond it. Scripts without spaces: a word a sign.
_ASCII = bytes(code if code > 0x7F else ord(chr(code).lower() if chr(code).isalnum() else " ") for code in range(0x100))
_MARKS = (
    "\u00a0\u00ab\u00bb\u00b7\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026"
    "\u3000\u3001\u3002\u300c\u300d\uff0c\uff1a"
)
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff])"
)


def _mixed(numbers: Hashes) -> Hashes:
    """Every bit depends on every bit: the finaliser of MurmurHash3 for 32 bits."""
    numbers = (numbers ^ (numbers >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    numbers = (numbers ^ (numbers >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    mixed: Hashes = numbers ^ (numbers >> np.uint32(16))
    return mixed


def _constants(count: int) -> Hashes:
    """Odd numbers to multiply by, (count,); the same on every machine."""
    return _mixed(np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x9E3779B9)) | np.uint32(1)


_PLACES, _TIMES, _PLUS = np.split(_constants(SHINGLE + 2 * HASHES), [SHINGLE, SHINGLE + HASHES])


def words(text: str) -> Hashes:
    """A hash of each word (n,), in order; case, punctuation and spacing don't count."""
    signs = np.frombuffer(b" " + _spaced(text).translate(_ASCII) + b" ", dtype=np.uint8)
    within = signs != 0x20
    edges = np.flatnonzero(within[1:] != within[:-1])
    first, last = edges[::2], edges[1::2]
    powers, inverse = _powers(max(_USUAL, 1 << len(signs).bit_length()))
    sums = np.cumsum(signs * powers[: len(signs)], dtype=np.uint32)
    return (sums[last] - sums[first]) * inverse[first]     # a polynomial of each word's bytes, mod 2**32


def _spaced(text: str) -> bytes:
    """In UTF-8, with spaces between the words of every script, and in lower case but for ASCII."""
    for mark in "" if text.isascii() else _MARKS:
        text = text.replace(mark, " ")
    if text.isascii():             # most English texts end here, at a tenth of the time
        return text.encode()
    return _UNSPACED.sub(r" \1 ", text.casefold()).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=4)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """An odd number's powers mod 2**32, and those of its inverse, each (count,)."""
    bases = np.array([[_BASE], [pow(_BASE, -1, 1 << 32)]], dtype=np.uint32)
    powers, inverse = np.multiply.accumulate(np.repeat(bases, count, axis=1), axis=1, dtype=np.uint32)
    return powers, inverse


def shingles(text: str) -> Hashes:
    """A hash of every four words in a row (n,), in order; of all the words where there are fewer than four."""
    return _shingles(words(text))


def _shingles(each: Hashes) -> Hashes:
    size = min(SHINGLE, len(each))
    runs = len(each) + 1 - size
    parts = (each[place : place + runs] * _PLACES[place] for place in range(size))
    return _mixed(sum(parts, np.zeros(runs if size else 0, dtype=np.uint32)))


def signature(found: Hashes) -> Hashes:
    """MinHash of shingles (n,): (HASHES,), or (0,) where there are none.

    The share of equal places estimates the share of shingles that two texts have in common.
    """
    if not len(found):
        return found
    lowest = np.full(HASHES, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(found), _CHUNK):
        hashed = _TIMES[:, None] * found[start : start + _CHUNK] + _PLUS[:, None]
        np.minimum(lowest, hashed.min(axis=1), out=lowest)
    return lowest


def bands(places: Hashes) -> list[int]:
    """The buckets of a signature, one a band, none for an empty one; articles that share a bucket are compared."""
    rows = places.astype("<u4").tobytes()
    width = len(rows) // BANDS
    return [band << 32 | zlib.crc32(rows[band * width : (band + 1) * width]) for band in range(BANDS) if width]


@dataclass(frozen=True)
class Print:
    """What an article is compared by."""

    article: Article

    @cached_property
    def shingles(self) -> Hashes:
        """Of the text, with the headline where the text is short; each once, ascending."""
        return np.unique(self._runs)

    @cached_property
    def signature(self) -> NDArray[np.uint32]:
        """MinHash (HASHES,) of the shingles of the text's beginning, which a shortened copy has whole."""
        return signature(self._runs if len(self.article.text) <= HEAD else shingles(self.article.text[:HEAD]))

    @property
    def bands(self) -> list[int]:
        """The buckets to look for twins in; none for a text without words."""
        return bands(self.signature)

    @cached_property
    def figures(self) -> Counter[str]:
        """Numbers, weekdays and months of headline and text, with how often each occurs."""
        return Counter(_FIGURE.findall(f"{self.article.title}\n{self.article.text}".casefold()))

    def holds(self, quote: str) -> bool:
        """Whether it prints what is quoted, but for slight edits: most of its words in order, and all its figures."""
        wanted = np.unique(shingles(quote))
        if not len(wanted) or _common(wanted, self.shingles) < PRINTED * len(wanted):
            return False
        return not Counter(_FIGURE.findall(quote.casefold())) - self.figures

    @cached_property
    def _runs(self) -> Hashes:
        found = words(self.article.text)
        return _shingles(found if len(found) > SHORT else words(f"{self.article.title}\n{self.article.text}"))


def same_story(one: Print, other: Print) -> bool:
    """Whether two articles print one story: the same text, shortened, lengthened or slightly edited.

    Never when each has a figure that the other lacks: that is next week's forecast, or a toll that has risen.
    """
    common = _common(one.shingles, other.shingles)
    smaller, larger = sorted((len(one.shingles), len(other.shingles)))
    if not smaller or common < CONTAINED * smaller or common < SHARED * (smaller + larger - common):
        return False
    return not (one.figures - other.figures and other.figures - one.figures)


def _common(one: Hashes, other: Hashes) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))
