"""Order in time: before it, where the sources have it after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.en.grammar.joints import ORDER
from bot.languages.en.grammar.measures import MEASURES
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import near_stems
from bot.verify.claims.claimed import Claimed, Ruling, best, known
from bot.verify.claims.statement import Sources
from bot.verify.words import stem

NEAR = 0.6         # share of the claim's words that a statement must have which has the other order
EVENT = 0.5        # share of an event's words by which it is the same


@dataclass(frozen=True, slots=True)
class Ordered:
    """One event before or after another."""

    mark: Node                              # the word that says so
    direction: int                          # -1 for before, 1 for after
    event: tuple[frozenset[str], ...]       # of the event behind that word: the stems that may stand for each word
    text: str


def by_order(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Events of a claim that the sources have in the other order."""
    for order in _orders(claimed.tree):
        near = [each for each in sources.statements if claimed.concerns(each, (), NEAR)]
        found = [(each, other) for each in near for other in _orders(each.tree) if _same_event(order, other)]
        if found and all(other.direction != order.direction for _, other in found):
            chosen = best(claimed, [each for each, _ in found])
            yield Ruling(order.text, "contradicted", chosen, "order", claimed.covered(chosen.around))


def _orders(tree: Tree) -> list[Ordered]:
    """What a sentence says to come before or after what."""
    return [Ordered(mark, ORDER[mark.lemma], _words(tree, mark, event), tree.text[mark.start : _end(tree, event)])
            for mark in tree.nodes if mark.lemma in ORDER for event in _behind(tree, mark)]


def _behind(tree: Tree, mark: Node) -> list[Node]:
    """The event that a word of order stands before: a clause, or a noun; none of somebody, as in "before Biden"."""
    over = tree.above(mark)
    if mark.dep in ("mark", "advmod") and over is not None and over.dep in ("advcl", "pcomp"):
        return [over]
    return [each for each in tree.under(mark, "pobj", "pcomp") if each.pos != "PROPN"][:1] if mark.dep == "prep" else []


def _words(tree: Tree, mark: Node, event: Node) -> tuple[frozenset[str], ...]:
    telling = [each for each in tree.below(event) if each.place > mark.place and each.lemma not in MEASURES
               and each.pos in ("NOUN", "PROPN", "VERB")]
    return tuple(near_stems(each.lemma.casefold()) | {stem(each.text)} for each in telling)


def _end(tree: Tree, event: Node) -> int:
    return tree.below(event)[-1].end


def _same_event(order: Ordered, other: Ordered) -> bool:
    """Whether both have the same event behind the word of order, by most of its words."""
    theirs = frozenset[str]().union(*other.event)
    shared = sum(known(forms, theirs) for forms in order.event)
    return bool(order.event) and shared >= EVENT * len(order.event)
