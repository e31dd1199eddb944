"""Scope: all of them, some or none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.asking import COUNTED
from bot.languages.en.grammar.quantities import ALL, NOBODY, SOME
from bot.understand.grammar.clauses import Clause, Phrase
from bot.verify.alike import same
from bot.verify.claims.claimed import Claimed, Ruling, best
from bot.verify.claims.statement import Sources, Statement

ALL_ELSE = 0.85     # share of the claim's words in a statement from which on another verb says the same


def by_scope(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Quantities of a claim that the sources contradict: all where they say some, none where they say some or all."""
    for clause in claimed.clauses:
        for phrase in clause.phrases:
            if not phrase.quantity or (claimed.partial and phrase.quantity in COUNTED):      # "how many seats"
                continue
            pairs = [(each, there) for each in sources.statements
                     for there in _there(clause, phrase, each, all_else=claimed.covered(each.stems) >= ALL_ELSE)]
            if any(_group(there) == _group(phrase) for _, there in pairs):
                continue
            wrong = [each for each, there in pairs if _exclude(phrase, there) and claimed.concerns(each)]
            if wrong:
                chosen = best(claimed, wrong)
                yield Ruling(f"{phrase.quantity} {phrase.head}", "contradicted", chosen, "scope",
                              claimed.covered(chosen.around))


def _there(clause: Clause, phrase: Phrase, statement: Statement, *, all_else: bool) -> Iterator[Phrase]:
    """What the statement says of as many of them, by the same verb, or by any where it has all else of the claim."""
    for other in statement.clauses:
        if same(clause.verb, other.verb) or all_else:
            yield from (each for each in other.phrases if same(phrase.head, each.head))


def _group(phrase: Phrase) -> str:
    groups = (("all", ALL), ("no", NOBODY), ("some", SOME))
    return next((name for name, words in groups if phrase.quantity in words), "")


def _exclude(one: Phrase, other: Phrase) -> bool:
    return {_group(one), _group(other)} in ({"all", "some"}, {"all", "no"}, {"no", "some"})
