"""Somebody of another given name: who is asked about, where the archive knows only a namesake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile
from typing import TYPE_CHECKING

from bot.languages.en.given_names import FEMALE, MALE
from corpus import Article

if TYPE_CHECKING:
    from nicknames import NickNamer

NAMED = 3          # namesakes that a reader may choose from, at most
ALIKE = 3          # letters at the beginning by which two given names may be one: Alex, Alexander
_FULL = re.compile(r"\b(?=([A-Z][a-z'’-]+)(?: [A-Z][\w'’-]*\.?)?? ([A-Z][\w'’-]*[^\W\d_])\b)")
_BEFORE = re.compile(r"\b[A-Z][a-z'’-]+(?: [A-Z][\w'’-]*\.?){0,2} \Z")
_NEAR = 48         # characters before a surname in which given names stand


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Whom the archive doesn't know, and who is called so but for the given name."""

    asked: str                   # as the question writes the name
    known: tuple[str, ...]       # as the articles print theirs, NAMED at most, the most often named first
    other: bool                  # whether all of them are somebody else, and none may be who is asked about

    def instead(self, question: str) -> tuple[str, ...]:
        """The question about each of them."""
        return tuple(question.replace(self.asked, name) for name in self.known)


def namesakes(question: str, near: Sequence[Article]) -> Namesakes | None:
    """Whom the articles call by the surname of somebody in the question, and otherwise; None where they know the name.

    Those whose given name may be short for the question's, or the other way round, go before all others.
    """
    named = [match for match in _FULL.finditer(question) if _is_given(match[1])]
    texts = list(dict.fromkeys(f"{each.title}\n{each.text}" for each in near)) if named else []
    for match in named:
        given, surname = match[1], match[2].removesuffix("'s").removesuffix("’s")
        asked = question[match.start() : match.start(2)] + surname
        if any(asked in text for text in texts):
            continue
        others = [name for text in texts for name in _called(surname, text)]
        if any(given in name.split() for name in others):      # "Ann B. Lee"
            continue
        same = [name for name in others if any(_may_be(given, word) for word in name.split()[:-1])]
        if others:
            known = sorted(dict.fromkeys(same or others), key=others.count, reverse=True)
            return Namesakes(asked, tuple(known[:NAMED]), not same)
    return None


def _called(surname: str, text: str) -> Iterator[str]:
    """The full names with that surname in a text, as it prints them."""
    for match in re.finditer(rf"(?<= ){re.escape(surname)}\b", text):
        before = _BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
        words = list(dropwhile(lambda word: not _is_given(word), before.group().split() if before else ()))
        if words:      # "Mayor Ann Lee" is Ann Lee
            yield " ".join([*words, surname])


def _is_given(word: str) -> bool:
    small = word.casefold()
    return small in MALE or small in FEMALE or bool(_short(small))


def _may_be(one: str, other: str) -> bool:
    """Whether two given names may be one person's: alike, one short for the other, or an initial."""
    small, plain = one.casefold(), other.casefold().rstrip(".")
    return (small[:ALIKE] == plain[:ALIKE] or len(plain) == 1 and plain == small[0]
            or plain in _short(small) or not _short(small).isdisjoint(_short(plain)))


@lru_cache(maxsize=1)
def _names() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


@lru_cache(maxsize=1024)
def _short(name: str) -> frozenset[str]:
    """What a given name is short for and what is short for it, in small letters; empty for what is none."""
    return frozenset(_names().nicknames_of(name) | _names().canonicals_of(name))
