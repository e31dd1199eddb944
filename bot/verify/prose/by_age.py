"""Ages: how old somebody is, or was who died, in a claim and in the article that answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.languages.en.grammar.irregular_verbs import IRREGULAR
from bot.verify.claims.claimed import Claimed, Ruling, best
from bot.verify.claims.statement import Sources, Statement, stems_of
from bot.verify.words import stem

NEAR = 0.45        # share of the claim's other words that a sentence with another age, its headline and so on must have
LATER = 1          # years by which an age may differ: birthdays pass between two reports
_NAME = r"(?<![\w'.-])[A-Z][\w'.-]{0,30}(?: (?:de |van |von |al-|bin )?[A-Z][\w'-]{0,30}){0,4}"
_AGE = r"(?P<age>[1-9]\d)"
_SHAPES = tuple(map(re.compile, (
    rf"\b{_AGE}[- ]years?[- ]old\b[^,.;:?!\"]{{0,40}}?\b(?P<name>{_NAME})",
    rf"\b(?P<name>{_NAME})(?:,| is| was)(?: only| just)?(?: an?| the)? {_AGE}[- ]years?[- ]old\b",
    rf"\b(?P<name>{_NAME}),? (?:aged |\()?{_AGE}(?:,|\)|$)",
)))
_DEAD = re.compile(rf"\b(?:at|aged?)(?: the)?(?: age)?(?: of)? {_AGE}\b(?! (?:[a-z]+s|percent)\b)")


def by_age(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Ages of a claim, of which the sources have another for the same person."""
    for name, age, (start, end) in _ages(claimed):
        everywhere = [*sources.statements, *sources.passages]
        known_ages = [other for each in everywhere for whose, other, _ in _ages(each) if whose[-1] == name[-1]]
        if any(abs(age - other) <= LATER for other in known_ages):
            continue
        places = frozenset(node.place for node in claimed.tree.at(start, end))
        wrong = [each for each in sources.statements if claimed.covered(each.around, places) >= NEAR
                 and any(_is_same(name, whose) for whose, _, _ in _ages(each))]
        if wrong:
            chosen = best(claimed, wrong, places)
            yield Ruling(claimed.tree.text[start:end], "contradicted", chosen, "age",
                         claimed.covered(chosen.around, places))


def _is_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be of one person: the last is the same, and the first where both have one."""
    return one[-1] == other[-1] and (len(one) == 1 or len(other) == 1 or one[0] == other[0])


def _ages(sentence: Claimed | Statement) -> list[tuple[tuple[str, ...], int, tuple[int, int]]]:
    """Who is how old, by name, and where that stands."""
    text = sentence.tree.text if isinstance(sentence, Claimed) else sentence.text
    found = [(tuple(match["name"].split()), int(match["age"]), match.span("age"))
             for shape in _SHAPES for match in shape.finditer(text)]
    return [*found, *_of_the_dead(sentence, text)]


def _of_the_dead(sentence: Claimed | Statement, text: str) -> Iterator[tuple[tuple[str, ...], int, tuple[int, int]]]:
    """Who died at which age; of a passage nothing, as it is not parsed."""
    dead = {stem(form) for form in ("die", *IRREGULAR.get("die", ()))}
    match = _DEAD.search(text) if stems_of(text) & dead else None
    if match is None or len(text) > 600:
        return
    for clause in sentence.clauses:
        if clause.verb == "die" and clause.subject is not None and clause.subject.named:
            words = [each for each in clause.subject.text.split() if each.casefold() in clause.subject.names]
            if words:
                yield tuple(words), int(match["age"]), match.span("age")
