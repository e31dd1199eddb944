"""Figures, ranks and years of a sentence: each belongs to the one, and to the year, that the evidence gives it to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understand.grammar.clauses import Clause, Phrase, phrase
from bot.understand.grammar.tree import Node, Tree
from bot.verify.claims.claimed import Claimed, Ruling, same_any
from bot.verify.claims.dates import dates, meant
from bot.verify.claims.figures import compatible, figures
from bot.verify.claims.statement import Sources, Statement, stems_of
from bot.verify.numbers import Number, numbers
from bot.verify.words import stem

SCALES = (1.0, 1e3, 1e6, 1e9)      # "of which the state pays ten" means ten million


@dataclass(frozen=True, slots=True)
class Owned:
    """A figure, or a rank, and whose it is."""

    owner: Phrase
    number: Number
    place: int         # of the number in its sentence


def by_owner(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Figures that the evidence gives to somebody else, ranks of which it gives other ones, and years of other sums."""
    theirs = [(each, one) for each in sources.statements for one in _owned(each.tree, each.clauses)]
    for own in _owned(claimed.tree, claimed.clauses):
        alike = [(each, one) for each, one in theirs if _same_number(own.number, one.number)]
        mine = [(each, one) for each, one in theirs if _is_whose(own.owner, one.owner)
                and own.number.ordinal == one.number.ordinal and _of_one_unit(own.number, one.number)]
        strangers = [each for each, one in alike if not _is_whose(own.owner, one.owner)]
        if own.number.ordinal:
            strangers = [each for each in sources.statements if any(_same_number(own.number, one)
                                                                    for one in numbers(each.text) if one.ordinal)]
        if mine and strangers and not any(_same_number(own.number, one.number) for _, one in mine):
            yield Ruling(f"{own.owner.text} {_written(claimed.tree, own.number)}", "contradicted", strangers[0],
                         "name", 0.5)
    yield from _of_other_years(claimed, sources)


def _owned(tree: Tree, clauses: Sequence[Clause]) -> list[Owned]:
    """The figures and ranks of a sentence with the one whose they are: by "'s", or as what somebody does."""
    by_place = {each.place: each for each in clauses}
    found = []
    for number in numbers(tree.text, claimed=True):
        nodes = tree.at(number.start, number.end)
        dated = any(each.start <= number.start < each.end for each in dates(tree.text))
        owner = _owner(tree, nodes[-1], by_place) if nodes and not dated else None
        if owner is not None and not owner.pronoun and (owner.named or not number.ordinal):
            found.append(Owned(owner, number, nodes[-1].place))
    return found


def _owner(tree: Tree, node: Node, clauses: dict[int, Clause]) -> Phrase | None:
    """Whose a number is: of the noun that it stands with, or of the verb that this depends on."""
    over: Node | None = node
    while over is not None:
        possessor = next((each for each in tree.under(over, "poss") if each.pos in ("PROPN", "NOUN")), None)
        if possessor is not None:
            return phrase(tree, possessor)
        if over.place in clauses and over.pos in ("VERB", "AUX"):
            return clauses[over.place].subject
        over = tree.above(over)
    return None


def _is_whose(owner: Phrase, other: Phrase) -> bool:
    """Whether two own the same, or one is a thing of the other: "the Republican lead" is the Republicans'."""
    return same_any(owner, other) or bool(stems_of(owner.text) & {stem(each) for each in other.names})


def _of_one_unit(own: Number, other: Number) -> bool:
    """Whether both are ranks, sums or shares; a bare number at the end of a phrase may leave its unit out."""
    return own.ordinal or (bool(other.unit) and (own.unit == other.unit or not (own.unit or own.nouns)))


def _same_number(claimed: Number, other: Number) -> bool:
    if claimed.ordinal or other.ordinal:
        return claimed.ordinal == other.ordinal and claimed.value == other.value
    bare = not (claimed.unit or claimed.nouns) and claimed.value < SCALES[1]
    return compatible(claimed, other) or (bare and any(claimed.value * scale == other.value for scale in SCALES[1:]))


def _of_other_years(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """A year and a sum that the evidence has in two sentences, each with another one."""
    years = {each.year for each in meant(claimed.tree.text, None) if each.year}
    for figure in claimed.figures:
        if len(years) != 1 or not figure.number.unit:
            continue
        with_sum = [each for each in sources.statements if _has(figure.number, each) and _years(each)]
        with_year = [each for each in sources.statements if years & _years(each)]
        apart = not any(each in with_sum for each in with_year)
        others = any(each.number.unit == figure.number.unit for one in with_year for each in figures(one.tree))
        if with_sum and others and apart:
            yield Ruling(_written(claimed.tree, figure.number), "contradicted", with_sum[0], "date", 0.5)


def _has(number: Number, statement: Statement) -> bool:
    return any(compatible(number, each.number) for each in figures(statement.tree))


def _years(statement: Statement) -> set[int]:
    return {each.year for each in meant(statement.text, None) if each.year}


def _written(tree: Tree, number: Number) -> str:
    return tree.text[number.start : number.end].strip()
