"""What has changed places: figures, peoples and members of a row that the evidence has with something else."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.en.grammar.joints import BESIDE_OTHERS, BETWEEN
from bot.understand.grammar.clauses import Clause, Phrase
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import same
from bot.verify.claims.claimed import Claimed, Ruling, same_head, same_thing
from bot.verify.claims.dates import dates
from bot.verify.claims.statement import Sources, Statement
from bot.verify.numbers import Number, numbers

MOST = 12          # figures of a sentence that are told apart: a list's have no words of their own
NEAR = 0.5         # share of the sentence's words that a statement must have in which it is the other way round
ROUNDED = 0.01     # share by which a number may be off that is given in fewer digits
_BOUNDS = re.compile(rf"[,;:] |,? \b(?:{'|'.join(BETWEEN)}) ")
_HARD = re.compile(r"[,;:] ")
_COMPARED = re.compile(rf"\b(?:{'|'.join(BESIDE_OTHERS)})\b")
_TELLING = ("NOUN", "PROPN", "ADJ")
_MODIFIES = ("amod", "compound", "poss", "nmod")


@dataclass(frozen=True, slots=True)
class Sphere:
    """A number of a sentence, and the nouns, names and adjectives that stand with it and with no other."""

    number: Number
    words: frozenset[str]
    names: frozenset[str]     # those that are written large


def by_exchange(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Figures of a sentence that the evidence has with the words of another figure, and so with names."""
    near = [each for each in sources.statements if claimed.covered(each.around) >= NEAR]
    own = spheres(claimed.tree)
    compared = bool(_COMPARED.search(claimed.tree.text))
    rows = [(each, spheres(each.tree)) for each in near] if own else []
    for mine in own:
        if any(_fits(mine, there) for _, row in rows for there in row):
            continue
        for each, row in rows:
            crossed = any(_crossed(mine, other, row) for other in own if other is not mine)
            if crossed or (not compared and _of_another_name(mine, row)):
                text = claimed.tree.text[mine.number.start : mine.number.end].strip()
                yield Ruling(text, "contradicted", each, "number", 0.5)
                return


def spheres(tree: Tree) -> list[Sphere]:
    """The figures and years of a sentence with what stands beside each, up to where the next one's words begin."""
    days = [(each.start, each.end) for each in dates(tree.text) if each.month]
    found = [each for each in numbers(tree.text, claimed=True) if not each.ordinal
             and not any(start <= each.start < end for start, end in days)]
    if len(found) > MOST:
        return []
    edges = [_begin(tree.text, found[0].start)] if found else []
    edges += [_between(tree.text, one.end, two.start) for one, two in zip(found, found[1:], strict=False)]
    edges += [_end(tree.text, found[-1].end)] if found else []
    return [_sphere(tree, number, edges[row], edges[row + 1]) for row, number in enumerate(found)
            if edges[row] >= 0 and edges[row + 1] >= 0]


def _begin(text: str, start: int) -> int:
    return max((each.end() for each in _HARD.finditer(text, 0, start)), default=0)


def _end(text: str, end: int) -> int:
    match = _HARD.search(text, end)
    return match.start() if match else len(text)


def _between(text: str, start: int, end: int) -> int:
    """Where the words of one number end and those of the next begin; -1 where that can't be told."""
    bounds = list(_BOUNDS.finditer(text, start, end))
    if not bounds:
        return -1
    beside = len(text[bounds[-1].end() : end].split()) <= 1      # "46% of them, and about 42% of the others"
    return bounds[-1 if beside else 0].end()


def _sphere(tree: Tree, number: Number, start: int, end: int) -> Sphere:
    nodes = [each for each in tree.at(start, end) if each.pos in _TELLING
             and not (number.start <= each.start < number.end)]
    return Sphere(number, frozenset(each.lemma.casefold() for each in nodes),
                  frozenset(each.lemma.casefold() for each in nodes if _large(each)))


def _large(node: Node) -> bool:
    return node.text[:1].isupper() and (node.pos == "PROPN" or node.place > 0)


def _fits(mine: Sphere, there: Sphere) -> bool:
    """Whether the evidence has the figure with those whom the sentence gives it to."""
    names, words = mine.names, mine.words
    return _is_one(mine.number, there.number) and bool(words) and (words <= there.words or bool(names) and (
        names <= there.names))


def _is_one(claimed: Number, other: Number) -> bool:
    """Whether two numbers are the same, or the same to a percent: 55 and 60 of a hundred are two, however rough."""
    off = 0.0 if claimed.year else ROUNDED
    return claimed.unit == other.unit and math.isclose(claimed.value, other.value, rel_tol=off)


def _crossed(mine: Sphere, other: Sphere, row: list[Sphere]) -> bool:
    """Whether two figures stand each with the other's words."""
    for one in row:
        for two in row:
            if one is two or not (_is_one(mine.number, one.number) and _is_one(other.number, two.number)):
                continue
            first, second = one.words - two.words, two.words - one.words
            across = len(mine.words & second), len(other.words & first)
            if all(across) and sum(across) > len(mine.words & first) + len(other.words & second):
                return True
    return False


def _of_another_name(mine: Sphere, row: list[Sphere]) -> bool:
    """Whether the evidence has the figure with another name, and the sentence's name with another such figure."""
    for one in row:
        if not _is_one(mine.number, one.number):
            continue
        for two in row:
            if one is two or one.number.unit != two.number.unit or one.number.year != two.number.year:
                continue
            first, second = one.names - two.names, two.names - one.names
            about = (mine.words & (one.words | two.words)) - mine.names
            if first and about and mine.names & second and not mine.names & first:
                return True
    return False


def by_people(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Names that tell of which people or place something is, where the evidence has them the other way round."""
    own = _pairs(claimed.tree)
    there = [(each, _pairs(each.tree)) for each in sources.statements if claimed.covered(each.around) >= NEAR]
    for name, noun in own:
        if any((name, noun) in pairs for _, pairs in there):
            continue
        for each, pairs in there:
            others = {one for one, head in pairs if same(head, noun)}
            heads = {head for one, head in pairs if one == name}
            turned = any((one, head) in own for one in others for head in heads)
            if others and heads and turned:
                yield Ruling(f"{name} {noun}", "contradicted", each, "name", 0.5)
                return


def _pairs(tree: Tree) -> set[tuple[str, str]]:
    """The names that stand before a small noun, with it: ("British", "guard")."""
    found = set()
    for node in tree.nodes:
        over = tree.above(node)
        if node.dep in _MODIFIES and over is not None and over.text[:1].islower() and _large(node):
            found.add((node.lemma.casefold(), over.lemma))
    return found


def by_member(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """One of several that do something, whom the evidence names for something else than the others."""
    for clause in claimed.clauses:
        who = clause.subject
        members = (who, *who.also) if who is not None else ()
        if len(members) < 2 or not all(each.named for each in members) or clause.denied:
            continue
        for statement in sources.statements:
            wrong = _stranger(clause, members, statement)
            if wrong is not None and not any(_does(clause, wrong, each) for each in sources.statements):
                yield Ruling(wrong.text, "contradicted", statement, "name", 0.5)


def _stranger(clause: Clause, members: tuple[Phrase, ...], statement: Statement) -> Phrase | None:
    """Who is not among those that do it in a statement, though it names others of them, and this one elsewhere."""
    row = next((each for each in statement.clauses if _is_it(clause, each) and each.subject is not None
                and any(same_thing(one, two) for one in members for two in _row(each.subject))), None)
    if row is None or row.subject is None:
        return None
    theirs = _row(row.subject)
    away = [each for other in statement.clauses if other.subject is not None and other is not row
            and not any(same_thing(other.subject, one) for one in theirs) for each in _row(other.subject)]
    missing = [each for each in members if not any(same_thing(each, other) for other in theirs)]
    return next((each for each in missing if any(same_thing(each, other) for other in away)), None)


def _row(phrase: Phrase) -> tuple[Phrase, ...]:
    return phrase, *phrase.also


def _is_it(clause: Clause, other: Clause) -> bool:
    """Whether two clauses report the same: one verb, of the same things where both name some."""
    alike = not (clause.objects and other.objects) or any(
        same_head(one, two) for one in clause.objects for two in other.objects)
    return same(clause.verb, other.verb) and not other.denied and alike


def _does(clause: Clause, who: Phrase, statement: Statement) -> bool:
    return any(_is_it(clause, each) and each.subject is not None
               and any(same_thing(who, one) for one in _row(each.subject)) for each in statement.clauses)
