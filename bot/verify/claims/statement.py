"""What claims are held against: sentences of the archive with what they need to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from bot.languages.en.grammar.contraries import CONVERSES
from bot.languages.en.grammar.light_verbs import LOSING
from bot.languages.en.numbers import NUMBER_SIGN
from bot.understand.grammar.clauses import Clause, clauses
from bot.understand.grammar.memory import forgettable
from bot.understand.grammar.parser import tree, trees
from bot.understand.grammar.tree import Tree
from bot.verify.words import plain, stem, stems


@dataclass(frozen=True)
class Statement:
    """A sentence, or a passage, as guards compare it."""

    text: str
    context: str = ""                # headline and the sentence before
    published: date | None = None
    row: int = 0                     # of the sentence among those that the caller gave

    @cached_property
    def tree(self) -> Tree:
        """Its grammar."""
        return tree(self.text)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What it says, clause by clause."""
        return clauses_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return stems_of(self.text)

    @cached_property
    def around(self) -> frozenset[str]:
        """The stems of its words and its context's."""
        return self.stems | stems_of(self.context)


@dataclass(frozen=True)
class Sources:
    """The statements that a claim is held against, the likeliest first, and the passages that they stand in."""

    statements: tuple[Statement, ...] = ()
    passages: Iterable[Statement] = ()      # what is written there isn't unheard of


@forgettable
@lru_cache(maxsize=512)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a plain sentence; no thread waits for another one's, as it would for a cached property's."""
    return clauses(tree(text))


def both_sides(clause: Clause) -> Iterator[Clause]:
    """The clause, and the same from the other party's side: who was sold to bought, who was lost to beat the loser."""
    yield clause
    verb = CONVERSES.get(clause.verb)
    party = next((phrase for joint, phrase in clause.joined if joint == "to"), None)
    lost = clause.verb in LOSING
    if not verb or party is None or (lost and any(each.named for each in clause.objects)):      # "lost Lee to them"
        return
    doer = () if clause.subject is None else (clause.subject,)
    objects = clause.objects if clause.objects and not lost else doer
    joined = tuple(("from", each) for each in doer)
    yield replace(clause, verb=verb, subject=party, objects=objects, joined=joined, passive=False)


@forgettable
@lru_cache(maxsize=2_048)
def stems_of(text: str) -> frozenset[str]:
    """The stems of a plain text's words."""
    return stems(text)


def parts_of(word: str) -> frozenset[str]:
    """The stems of a word; of one with digits, as Cop26, those of its parts, as texts are taken apart too."""
    return stems_of(word) if any(map(str.isdigit, word)) else frozenset((stem(word),))


def statement(text: str, context: str = "", published: date | None = None, row: int = 0) -> Statement:
    """A statement of texts as they stand in an article."""
    return Statement(in_a_line(text), in_a_line(context), published, row)


def in_a_line(text: str) -> str:
    """A text as it is parsed: plain, in one line, and "No. 5" as one word: a parser takes its "No" for a denial."""
    return " ".join(NUMBER_SIGN.sub("No.", plain(text)).split())


def parse(statements: Iterable[Statement]) -> None:
    """Parse them together, which takes half as long as one by one."""
    trees([each.text for each in statements])
