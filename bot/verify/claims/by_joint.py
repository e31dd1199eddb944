"""Places and causes: what hangs on the same verb by the same preposition."""

from __future__ import annotations

from collections.abc import Iterator

from bot.grammar.clauses import Clause, Phrase
from bot.languages.en.calendar import DAYS_AND_MONTHS
from bot.languages.en.grammar.joints import CAUSES, PLACES
from bot.languages.en.grammar.light_verbs import CAUSED, CAUSING
from bot.languages.en.grammar.regions import REGIONS
from bot.verify.alike import same
from bot.verify.claims.claimed import (
    Claimed,
    Ruling,
    best,
    known,
    other_name,
    places_of,
    points_at,
    same_any,
    same_thing,
)
from bot.verify.claims.statement import Sources, Statement
from bot.verify.words import stem

SPOKEN_OF = 0.5        # share of the claim's other words with which a place in a statement is not held to be false


def by_joint(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What the sources say of where something in a claim happened, and of what."""
    for clause in claimed.clauses:
        for joint, phrase, kind in _joints(clause):
            places = places_of(claimed, phrase)
            if any(_mentioned(claimed, phrase, places, each) for each in sources.statements):
                continue
            wrong = [each for each in sources.statements if claimed.concerns(each, places)
                     and _differs(clause, joint, phrase, kind, each)]
            if wrong:
                chosen = best(claimed, wrong, places)
                yield Ruling(phrase.text, "contradicted", chosen, kind, claimed.covered(chosen.around, places))


def _joints(clause: Clause) -> Iterator[tuple[str, Phrase, str]]:
    for joint, phrase in clause.joined:
        if joint in PLACES and phrase.names and phrase.named and not _dated(phrase):
            yield joint, phrase, "place"
        elif joint in CAUSES and (clause.verb in CAUSED or " " in joint) and phrase.words:
            yield joint, phrase, "cause"
    if clause.verb in CAUSING and clause.subject is not None and clause.subject.words:
        yield "", clause.subject, "cause"


def _mentioned(claimed: Claimed, phrase: Phrase, places: frozenset[int], statement: Statement) -> bool:
    """Whether a statement that speaks of the same has the place or the cause in any way."""
    words = phrase.names or tuple(phrase.words)
    there = all(known(frozenset((stem(word),)), statement.stems) for word in words)
    return there and claimed.concerns(statement, places, SPOKEN_OF)


def _differs(clause: Clause, joint: str, phrase: Phrase, kind: str, statement: Statement) -> bool:
    for other in statement.clauses:
        if not same(clause.verb, other.verb):
            continue
        if not joint:
            rivals = [other.subject] if other.subject is not None and other.subject.words else []
        else:
            rivals = [each for preposition, each in other.joined if preposition == joint and not _dated(each)]
        if kind == "place":
            rivals = [each for each in rivals if each.named]
            others = all(other_name(phrase, each) and _is_region(each) == _is_region(phrase) for each in rivals)
            if rivals and others and _same_theme(clause, other, statement):
                return True
        elif rivals and not any(same_thing(phrase, each) for each in rivals) and _themes_agree(clause, other, joint):
            return True
    return False


def _themes_agree(clause: Clause, other: Clause, joint: str) -> bool:
    mine = [*clause.objects, *([clause.subject] if clause.subject and joint else [])]
    theirs = [*other.objects, *([other.subject] if other.subject and joint else [])]
    return any(same_thing(one, two) or two.pronoun for one in mine for two in theirs)


def _same_theme(clause: Clause, other: Clause, statement: Statement) -> bool:
    """Whether both speak of the same: of what it happens to, or, where either has none, of who does it."""
    pairs = [(one, two) for one in clause.objects[:1] for two in other.objects[:1]]
    if not pairs and clause.subject is not None and other.subject is not None:
        pairs = [(clause.subject, other.subject)]
    return all(two.pronoun or same_any(one, two) or points_at(two, one, statement) for one, two in pairs)


def _is_region(phrase: Phrase) -> bool:
    return bool(set(phrase.names) & REGIONS)


def _dated(phrase: Phrase) -> bool:
    return phrase.head in DAYS_AND_MONTHS or phrase.head.isdigit()
