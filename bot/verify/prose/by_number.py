"""Numbers of a sentence: each belongs in the evidence to what the sentence gives it to, or can be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.en.grammar.joints import CHANGES
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import same
from bot.verify.arithmetic import worked_out
from bot.verify.claims.claimed import Claimed, Ruling
from bot.verify.claims.figures import Figure, compatible, figures
from bot.verify.claims.statement import Sources, Statement

SMALL = 12         # up to here a number stands in any report


@dataclass(frozen=True, slots=True)
class Footing:
    """Where a figure stands in what a sentence says."""

    verb: str         # what happens to it: promised, in "the 180 it had promised"
    joint: str        # the preposition that it hangs on


def by_number(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Figures that stand in the evidence, and for something else than the sentence says."""
    own = figures(claimed.tree)
    values = [each for one in sources.statements for each in figures(one.tree)]
    evidence = "\n\n".join(f"{each.context}\n\n{each.text}" for each in sources.passages)
    derived = [each for each in own if worked_out(each.number, claimed.tree.text, evidence)]
    for figure in own:
        wrong = [each for each in sources.statements if _turned(claimed.tree, figure, own, each)]
        if wrong:
            yield _ruling(claimed, figure, wrong[0])
        elif figure not in derived and _counts_others(figure, values):
            yield _ruling(claimed, figure, None)
    yield from _backwards(claimed, own, sources)


def place_of(tree: Tree, figure: Figure) -> Footing:
    """The verb and the preposition that a figure hangs on, through what it counts."""
    node: Node | None = tree.nodes[max(figure.places)]
    joint = ""
    while node is not None:
        if node.pos == "VERB" or (node.pos == "AUX" and node.dep not in ("aux", "auxpass")):
            return Footing(node.lemma, joint)
        if relative := next(iter(tree.under(node, "relcl")), None):
            return Footing(relative.lemma, "")
        if node.pos == "ADP":
            joint = joint or node.lemma
        node = tree.above(node)
    return Footing("", joint)


def _turned(tree: Tree, figure: Figure, own: list[Figure], statement: Statement) -> bool:
    """Whether a statement has two figures of the sentence the other way round, or the end of a change for its step."""
    mine = place_of(tree, figure)
    placed = [(each, place_of(statement.tree, each)) for each in figures(statement.tree)]
    alike = [place for each, place in placed if compatible(figure.number, each.number)]
    if not mine.verb or not alike or any(_fits(mine, place) for place in alike):
        return False
    if any(same(mine.verb, place.verb) and {mine.joint, place.joint} <= CHANGES for place in alike):
        return True
    for other in own:
        theirs = place_of(tree, other)
        there = [place for each, place in placed if compatible(other.number, each.number)]
        crossed = any(_fits(mine, place) for place in there) and any(_fits(theirs, place) for place in alike)
        if crossed and not _fits(mine, theirs):
            return True
    return False


def _backwards(claimed: Claimed, own: list[Figure], sources: Sources) -> Iterator[Ruling]:
    """A change "from 14 to 11" where the evidence has 14 now."""
    ends = {place_of(claimed.tree, each).joint: each for each in own}
    if "from" not in ends or "to" not in ends:
        return
    now = [(each, figure) for each in sources.statements if any(node.lemma == "now" for node in each.tree.nodes)
           for figure in figures(each.tree)]
    begins = next((each for each, figure in now if compatible(ends["from"].number, figure.number)), None)
    if begins is not None and not any(compatible(ends["to"].number, figure.number) for _, figure in now):
        yield _ruling(claimed, ends["from"], begins)


def _fits(mine: Footing, other: Footing) -> bool:
    alike = mine.joint == other.joint or not {mine.joint, other.joint} <= CHANGES
    return same(mine.verb, other.verb) and alike


def _counts_others(figure: Figure, values: list[Figure]) -> bool:
    """Whether the evidence counts the same with other figures only, and gives this one to other things."""
    if not figure.counts or figure.measure or figure.number.value == 1:
        return False
    alike = [each for each in values if compatible(figure.number, each.number)]
    counting = [each for each in values if each.counts and same(each.counts, figure.counts)]
    telling = figure.number.value > SMALL
    return bool(alike and counting) and not any(
        each in counting or any(same(noun, figure.counts) for noun in each.beside)
        or (not each.counts and (telling or same(each.verb, figure.verb))) for each in alike)


def _ruling(claimed: Claimed, figure: Figure, statement: Statement | None) -> Ruling:
    text = claimed.tree.text[figure.number.start : figure.number.end].strip()
    return Ruling(text, "contradicted", statement, "number", 0.5)
