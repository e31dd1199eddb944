"""Numbers: another one for the same thing; the right one at the wrong thing is wrong too."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.quantities import FURTHER_ONES
from bot.understand.grammar.tree import Tree
from bot.verify.alike import near_stems, same
from bot.verify.claims.claimed import Claimed, Ruling, best, known
from bot.verify.claims.figures import Figure, compatible, figures, same_kind, written
from bot.verify.claims.statement import Sources, Statement, stems_of
from bot.verify.words import parted, stem

LARGE = 1_000      # from here on a number is of one thing; a smaller one is looked for beside what it counts
NEAR = 40          # characters before and behind a number in which that stands
WIDE = 240         # characters around it in which something of the claim stands
SPOKEN_OF = 0.4        # share of the claim's words there, from which on the figure is not held to be false
AS_NEAR = 0.75         # of the share that a sentence has which gives another figure, the same
ALL = 0.9          # the same where the figure counts something that goes by another word
CLEAR = 0.6       # share of the claim's words from which on a figure may hang on another verb


def by_figure(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What the sources say of each figure of a claim."""
    for figure in claimed.figures:
        near = [each for each in sources.statements if claimed.concerns(each, figure.places)]
        differing = [each for each in near if _differs(claimed, figure, each)]
        nearest = max((claimed.covered(each.around, figure.places) for each in differing), default=0.0)
        least = max(SPOKEN_OF, AS_NEAR * nearest)
        mentioned = any(_written(claimed, figure, each, least) for each in sources.passages)
        wrong = [each for each in near if _misplaced(claimed, figure, each)] if mentioned else differing
        text = _words(claimed, figure)
        if wrong:
            chosen = best(claimed, wrong, figure.places)
            yield Ruling(text, "contradicted", chosen, "number", claimed.covered(chosen.around, figure.places))
        elif mentioned:
            yield Ruling(text, "supported", kind="number")


def _words(claimed: Claimed, figure: Figure) -> str:
    """The figure with what it counts, as the claim has them."""
    nodes = claimed.tree.nodes
    counted = next((each for each in nodes[max(figure.places) :][:5] if each.lemma.casefold() == figure.counts), None)
    end = counted.end if counted is not None else figure.number.end
    return claimed.tree.text[figure.number.start : end].strip()


def _differs(claimed: Claimed, figure: Figure, statement: Statement) -> bool:
    """Whether a statement has another figure for the same thing, and nowhere this one."""
    there = figures(statement.tree)
    kin = [each for each in there if not _are_others(each, statement.tree) and (
        same_kind(figure, each) or _counts_it(claimed, figure, each, statement))]
    if not kin or any(compatible(figure.number, each.number) for each in there):
        return False
    borne = any(figure.verb and _alike(figure.verb, each.verb) for each in kin)
    if not (figure.counts or _has_objects(claimed, figure, statement)):
        return False
    return borne or (not figure.measure and claimed.covered(statement.around, figure.places) >= CLEAR)


def _are_others(figure: Figure, tree: Tree) -> bool:
    """Whether a figure counts only those beside others: two other locations are not all."""
    return any(tree.nodes[place].lemma in FURTHER_ONES
               for place in range(min(figure.places), min(len(tree.nodes), max(figure.places) + 3)))


def _has_objects(claimed: Claimed, figure: Figure, statement: Statement) -> bool:
    """Whether a statement has the objects of the verb that a share or a sum hangs on: 30 percent of what?"""
    objects = [each for clause in claimed.clauses if clause.verb.partition(" ")[0] == figure.verb
               for each in clause.objects if each.place not in figure.places]
    return all(known(near_stems(each.head), statement.stems) for each in objects) and all(
        known(near_stems(word), statement.around) for each in objects for word in each.words)


def _alike(verb: str, other: str) -> bool:
    """Whether two verbs report the same, or point the same way: cut and slash."""
    return same(verb, other) or stem(other) in near_stems(verb)


def _counts_it(claimed: Claimed, figure: Figure, other: Figure, statement: Statement) -> bool:
    """Whether a large figure counts in other words what the claim does: "shows", where all speaks of podcasts."""
    large = min(figure.number.value, other.number.value) >= LARGE and not (figure.number.unit or other.number.unit)
    return large and bool(figure.counts and other.counts) and known(near_stems(figure.counts), statement.around) and (
        claimed.covered(statement.around, figure.places) >= ALL)


def _misplaced(claimed: Claimed, figure: Figure, statement: Statement) -> bool:
    """Whether a statement has this figure for something else, and another one for what the claim says."""
    there = figures(statement.tree)
    borne = [each for each in there if same_kind(figure, each) and figure.verb and same(figure.verb, each.verb)]
    alike = [each for each in there if compatible(figure.number, each.number)]
    return bool(borne and alike) and not any(each in borne or same(figure.verb, each.verb) for each in alike)


def _written(claimed: Claimed, figure: Figure, passage: Statement, least: float) -> bool:
    """Whether a passage has the figure, or one that it may be rounded from, of what the claim counts.

    Around it stands at least that share of the claim's words, nearly as much as where another figure stands; less will
    do where it counts the very thing, since counts are corrected.
    """
    for each in written(passage.text):
        if compatible(figure.number, each):
            beside = {word.stem for word in parted(passage.text[max(0, each.start - NEAR) : each.end + NEAR])}
            of_it = bool(figure.counts and near_stems(figure.counts) & beside)
            around = stems_of(passage.text[max(0, each.start - WIDE) : each.end + WIDE]) | stems_of(passage.context)
            counted = of_it or not figure.counts or each.value >= LARGE
            if counted and claimed.covered(around, figure.places) >= (SPOKEN_OF if of_it else least):
                return True
    return False
