"""Comparisons: which of two numbers of the evidence is the larger, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.en.grammar.measures import FURTHER
from bot.verify.alike import kin
from bot.verify.arithmetic import differing
from bot.verify.claims.claimed import Claimed, Ruling
from bot.verify.claims.statement import Sources, Statement
from bot.verify.numbers import Number, numbers
from bot.verify.words import content, numbered

BESIDE = 90        # characters before a number in which stands what it is of
LEAD = 2           # words more beside the one number than beside the other that tell whose it is
BEHIND = 25        # and behind it


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is said to be more, or less, than another."""

    direction: int                 # 1 for more
    one: frozenset[str]            # stems of what only stands before the word that compares
    other: frozenset[str]          # and of what only stands behind it
    number: Number                 # by how much
    text: str


def by_comparison(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Differences of which the evidence has the larger number for the other side."""
    compared = _compared(claimed.tree.text)
    if compared is None:
        return
    pairs = [(each, pair) for each in sources.passages
             for pair in differing(compared.number, claimed.tree.text, each.text)]
    signs = [_sign(compared, *pair, each.text) for each, pair in pairs]
    if compared.direction in signs or -compared.direction not in signs:
        return
    passage, (first, _) = pairs[signs.index(-compared.direction)]
    yield Ruling(compared.text, "contradicted", _sentence(passage, first, sources), "direction", 0.6)


def _compared(text: str) -> Comparison | None:
    words = [each for each in content(text) if not numbered(each.text)]
    every = text.casefold().replace(",", " ").split()
    sign = next((FURTHER[word.strip(".")] for word in every if word.strip(".") in FURTHER), 0)
    word = next((each for each in FURTHER if each in every), "")
    found = [each for each in numbers(text, claimed=True) if not each.ordinal and not each.year]
    if not sign or not found or not word:
        return None
    at = text.casefold().index(word)
    before = frozenset(form for each in words if each.start < at for form in kin(each.stem))
    behind = frozenset(form for each in words if each.start > at for form in kin(each.stem))
    return Comparison(sign, before - behind, behind - before, found[0], text[: at + len(word)])


def _sign(compared: Comparison, first: Number, second: Number, text: str) -> int:
    """1 where what is compared has the larger of two numbers, -1 for the smaller, 0 where that isn't clear."""
    here, there = (_around(each, other, text) for each, other in ((first, second), (second, first)))
    here, there = here - there, there - here
    lead = len(compared.one & here) + len(compared.other & there) - len(compared.one & there) - len(
        compared.other & here)
    larger = 1 if first.value > second.value else -1
    return 0 if abs(lead) < LEAD else larger if lead > 0 else -larger


def _around(number: Number, other: Number, text: str) -> frozenset[str]:
    """The stems beside a number, up to the other one and to the sentence's ends."""
    start = max(0, number.start - BESIDE, other.end if other.end <= number.start else 0)
    end = min(number.end + BEHIND, other.start if other.start >= number.end else len(text))
    start = max(start, text.rfind(". ", start, number.start) + 1)
    behind = re.split(r"[,;.] ", text[number.end : end])[0]
    return frozenset(each.stem for each in content(f"{text[start : number.start]} {behind}"))


def _sentence(passage: Statement, number: Number, sources: Sources) -> Statement | None:
    written = passage.text[number.start : number.end].strip()
    return next((each for each in sources.statements if written in each.text), None)
