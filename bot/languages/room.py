"""What a language's room holds beside its stop words; a language without one has all of it empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of answer in patterns: how questions ask for it, and alternatives that sentences hold it by."""

    name: str
    asked: str
    answering: tuple[str, ...]
    cased: bool = False          # whether capitals matter in what answers


class Relative(NamedTuple):
    """Words for a time that is counted from today, in units from `first` to `last`: "last week" is ("week", -1, -1).

    Where the words state a number, as their group `count`, both are that many times as far: "three years ago" is
    ("year", -1, -1), "the last three years" ("year", -1, 0).
    """

    words: str                   # a pattern
    unit: str                    # "day", "week", "month" or "year"
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Room:
    """The words of one language, in patterns that hold whatever the case."""

    code: str
    kinds: tuple[Kind, ...] = ()              # the first that is asked for counts
    counted: str = ""                         # "how many", with the noun that is counted as its group
    nouns_are_large: bool = False             # so that a capital alone names nobody
    before_nouns: frozenset[str] = frozenset()     # words behind which a noun stands rather than a name
    opening: str = ""                         # what a question begins with that goes on with the one before
    pointing: frozenset[str] = frozenset()    # words that stand for what was named before
    latest: str = ""                          # how things stand now is asked
    earliest: str = ""                        # how they stood at first
    since: str = ""                           # before a time from which on it happened
    before: str = ""                          # before a time up to which
    between: str = ""                         # before the first of two times
    also: str = ""                            # between the two
    placed: str = ""                          # before a time at which it happened
    relative: tuple[Relative, ...] = ()
    talk: tuple[tuple[str, str], ...] = ()    # (name of the reply, pattern of what it replies to)
