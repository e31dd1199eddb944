"""Scores and counts of votes: a match won 82-81 was not won 88-71."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understand.grammar.tree import Tree
from bot.verify.alike import near_stems, same
from bot.verify.claims.claimed import Claimed, Ruling, best, known
from bot.verify.claims.statement import Sources, Statement

NEAR = 0.6         # share of the claim's other words that a sentence with another score must have by itself
# Two counts with a hyphen between; not a season, a date or an age, and no range that counts something.
_SCORE = re.compile(r"(?<![\w.,/$£€-])(\d{1,3})-(\d{1,3})(?![\w/%-]|[.,]\d| (?:per ?cent|years?|days?|hours?)\b)")


def by_score(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Scores of a claim, of which no passage has one and a sentence on the same has another."""
    for pair, (start, end) in _scores(claimed.tree.text):
        if any(pair == other for each in sources.passages for other, _ in _scores(each.text)):
            continue
        places = frozenset(node.place for node in claimed.tree.at(start, end))
        verb, noun = _bearers(claimed.tree, min(places))
        wrong = [each for each in sources.statements if claimed.concerns(each, places)
                 and claimed.covered(each.stems, places) >= NEAR and _has_another(pair, verb, noun, each)]
        if wrong:
            chosen = best(claimed, wrong, places)
            yield Ruling(claimed.tree.text[start:end], "contradicted", chosen, "score",
                         claimed.covered(chosen.around, places))


def _has_another(pair: tuple[int, ...], verb: str, noun: str, statement: Statement) -> bool:
    """Whether a statement has one other score, of what happened in the claim."""
    there = {other for other, _ in _scores(statement.text)}
    if len(there) != 1 or pair in there:
        return False
    happened = any(same(verb, each.verb) and not (each.denied or each.unreal) for each in statement.clauses)
    return happened or any(word and known(near_stems(word), statement.stems) for word in (verb, noun))


def _scores(text: str) -> list[tuple[tuple[int, ...], tuple[int, int]]]:
    """The scores of a text, the smaller count first, each with where it stands."""
    found = ((tuple(sorted(map(int, match.groups()))), match.span()) for match in _SCORE.finditer(text))
    return [(pair, span) for pair, span in found]


def _bearers(tree: Tree, place: int) -> tuple[str, str]:
    """The verb that a word hangs on, and the noun right above it; empty where there is none."""
    node = tree.above(tree.nodes[place])
    noun = node.lemma.casefold() if node is not None and node.pos == "NOUN" else ""
    while node is not None and node.pos != "VERB":
        node = tree.above(node)
    return node.lemma.casefold() if node is not None else "", noun
