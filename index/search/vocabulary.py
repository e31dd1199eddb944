"""The words of an archive as it prints them: which it knows, and which come near to a word as somebody typed it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_lowercase
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.search.protocols import Engine
from index.search.wording import exactly
from index.types.scope import Scope

FARTHEST = 2           # letters put in, left out, exchanged or swapped between a word typed and one printed
_READ = 4              # passages in which it is looked up how a word is printed
_MOST_TERMS = 20_000   # of one first letter, the most frequent: no typo is worth going through more
_ALIKE = 20            # terms with one beginning that are gone through for the one that ends with it
_MOST_LETTERS = 40     # whose terms are kept in memory
_SWAPS = {
    "c": "ks", "k": "c", "s": "cz", "z": "s", "f": "p", "p": "f", "j": "g", "g": "j", "i": "ye", "y": "i", "e": "i"
}
_WORD = re.compile(r"[^\W_]+")
_FOLLOWED = re.compile(r"[\s-]+[^\W\d_a-z]")
_OPENS = re.compile(r"(?:^|[.!?:\n\"“‘(])\s*[\"“‘(]?$")


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the archive, without case and accents, that comes near to one that was typed."""

    term: str
    distance: int      # letters put in, left out, exchanged or swapped with the one beside it
    passages: int      # that hold it


@dataclass(frozen=True, slots=True)
class Printed:
    """A word, or several in a row, as the archive prints them."""

    text: str
    name: bool         # written large within a sentence, mostly
    opens: bool        # a word written large follows, mostly: it is the first of a longer name
    language: str      # of an article that prints it; empty where that is not known


class Terms(Protocol):
    """The terms of a word index; `LexicalIndex` is one."""

    generation: int

    def knows(self, word: str) -> bool:
        """Whether any passage or headline has the word in any form."""

    def beginning(self, letter: str, limit: int) -> list[tuple[str, int]]:
        """Words that begin so, without case and accents, and how many passages hold each; the most frequent first."""

    def folded(self, text: str) -> list[str]:
        """The words of a text without case and accents, in the form they have."""


class Vocabulary:
    """What a reader may see of an archive's words; safe to use from many threads."""

    def __init__(self, engine: Engine, terms: Terms) -> None:
        """Over an engine and its index of words."""
        self._engine, self._terms = engine, terms
        self._lock = threading.Lock()
        self._generation = -1
        self._beginning: dict[str, dict[str, int]] = {}

    def knows(self, word: str) -> bool:
        """Whether any passage or headline has the word in any form."""
        return self._terms.knows(word)

    def near(self, word: str) -> list[Near]:
        """Words within FARTHEST letters of one, without those that only hidden articles have left out."""
        typed = "".join(self._terms.folded(word))
        found = [
            Near(term, int(distance), counts[term])
            for counts in map(self._counts, sorted({*typed[:2], *_SWAPS.get(typed[:1], "")}))
            for term, distance, _ in process.extract(
                typed, counts.keys(), scorer=OSA.distance, score_cutoff=FARTHEST, limit=None
            )
        ]
        return sorted(found, key=lambda each: (each.distance, -each.passages))

    def with_another_initial(self, word: str) -> list[Near]:
        """Words that differ from one in their first letter alone."""
        typed = "".join(self._terms.folded(word))
        begun = (self._terms.beginning(letter + typed[1:], _ALIKE) for letter in ascii_lowercase if typed[1:])
        return [Near(term, 1, count) for counts in begun for term, count in counts
                if term[1:] == typed[1:] and term != typed]

    def printed(self, words: str, now: datetime | None) -> Printed | None:
        """How the archive prints these words in a row, where a reader may see it at `now`; None where it doesn't."""
        wanted = self._terms.folded(words)
        scope = Scope(now=now)
        ids, _ = self._engine.within(scope, exactly(words)).worded(words, _READ)
        passages = self._engine.passages(ids.tolist(), scope) if wanted else {}
        found = [
            place for passage in passages.values() for text in (passage.text, passage.article.title)
            for place in self._places(text, wanted, passage.article.language)
        ]
        return _agreed([place for place in found if place.within] or found)

    def _counts(self, letter: str) -> dict[str, int]:
        """Passages by word that begins with the letter."""
        with self._lock:
            if self._generation != self._terms.generation or len(self._beginning) > _MOST_LETTERS:
                self._generation, self._beginning = self._terms.generation, {}
            if letter not in self._beginning:
                self._beginning[letter] = dict(self._terms.beginning(letter, _MOST_TERMS))
            return self._beginning[letter]

    def _places(self, text: str, wanted: Sequence[str], language: str) -> Iterator[_Place]:
        """Where those words stand in a row."""
        words = list(_WORD.finditer(text))
        folded = self._terms.folded(text)
        if len(folded) != len(words):      # they don't agree on what a word is
            folded = ["".join(self._terms.folded(word.group())) for word in words]
        for at in range(len(words) - len(wanted) + 1):
            if folded[at : at + len(wanted)] == list(wanted):
                start, end = words[at].start(), words[at + len(wanted) - 1].end()
                within = not _OPENS.search(text[max(0, start - 4) : start])
                yield _Place(text[start:end], within, bool(_FOLLOWED.match(text, end)), language)


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    within: bool       # a sentence, rather than at its beginning
    opens: bool
    language: str


def _agreed(places: Sequence[_Place]) -> Printed | None:
    """What most of the places have; None without any."""
    if not places:
        return None
    name = sum(each.text[0].isupper() for each in places) * 2 > len(places)
    shown = next(each for each in places if each.text[0].isupper() == name)
    return Printed(shown.text, name, sum(each.opens for each in places) * 2 > len(places), shown.language)
