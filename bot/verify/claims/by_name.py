"""Names: somebody else did it, or has the office."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.light_verbs import BEING, LIGHT, MUTUAL
from bot.languages.en.grammar.titles import OFFICES
from bot.understand.grammar.clauses import Clause, Phrase
from bot.verify.alike import same
from bot.verify.claims.claimed import (
    Claimed,
    Ruling,
    best,
    comparable,
    in_common,
    other_name,
    places_of,
    points_at,
    same_head,
    same_thing,
)
from bot.verify.claims.statement import Sources, Statement

_PASSED_OVER = (LIGHT - {*BEING}) | MUTUAL


def by_name(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What the sources say of each name that does something in a claim, suffers it, or has an office."""
    for clause in claimed.clauses:
        if clause.verb in _PASSED_OVER:
            continue
        for slot, phrase in _named(clause):
            if slot == "subject" and clause.objects and clause.verb not in BEING and not claimed.acts_on(clause):
                continue
            places = places_of(claimed, phrase)
            if any(each.pos in ("NOUN", "PROPN") for each in claimed.tree.nodes[phrase.place + 1 :][:1]):
                continue      # "the Twitter whistleblower", taken apart by a parser
            shared = in_common(claimed.tree, clause)
            fits = [(each, there) for each in sources.statements for there in _there(shared, slot, each)]
            if any(_same(phrase, each, there) for each, there in fits):
                continue
            if clause.verb in BEING and not _has_another_office(clause, phrase, sources):
                continue
            wrong = [each for each, there in fits if other_name(phrase, there) and claimed.concerns(each, places)
                     and not _asked_about(claimed, there) and comparable(
                             phrase, claimed.tree, there, each.tree, each.context)]
            if wrong:
                chosen = best(claimed, wrong, places)
                yield Ruling(phrase.text, "contradicted", chosen, "name", claimed.covered(chosen.around, places))


def _named(clause: Clause) -> Iterator[tuple[str, Phrase]]:
    if clause.subject is not None and clause.subject.named:
        yield "subject", clause.subject
    if clause.verb not in BEING:
        yield from (("object", each) for each in clause.objects if each.named)


def _same(phrase: Phrase, statement: Statement, there: Phrase) -> bool:
    """Whether it may be the one that is claimed: by name, or a pronoun in a text that names it."""
    return points_at(there, phrase, statement) if there.pronoun else same_thing(phrase, there)


def _has_another_office(clause: Clause, phrase: Phrase, sources: Sources) -> bool:
    """Whether it is known who the one is that is claimed to have an office, as a rival or with another one.

    Offices change hands: that somebody else has it at some time contradicts nothing.
    """
    offices = {each.head for each in clause.objects}
    return any(
        phrase.named and any(each.named and same_thing(phrase, each) for each in other.phrases)
        and (other.verb not in BEING or not offices & {each.head for each in other.objects})
        for statement in sources.statements for other in statement.clauses
    )


def _asked_about(claimed: Claimed, there: Phrase) -> bool:
    """Whether the claim itself has the name, in another place."""
    return any(claimed.tree.nodes[place].text.casefold() in there.names for place in claimed.names)


def _there(clause: Clause, slot: str, statement: Statement) -> Iterator[Phrase]:
    """Who stands in the same place of a clause that reports the same."""
    if slot == "subject":
        yield from _agents(clause.verb, statement)
    for other in statement.clauses:
        if not same(clause.verb, other.verb) or not _others_agree(clause, slot, in_common(statement.tree, other)):
            continue
        if other.unreal or other.intended and not clause.intended:
            continue
        if slot == "subject" and other.subject is not None:
            yield other.subject
        if slot == "object":
            yield from other.objects[:1]


def _agents(verb: str, statement: Statement) -> Iterator[Phrase]:
    """Who is said to be the one who does it: "the buyer was Ann Lee"."""
    nouns = {verb.rstrip("e") + ending for ending in ("er", "or")}
    for other in statement.clauses:
        if other.verb in BEING and not other.denied:
            parts = [*([other.subject] if other.subject else []), *other.objects]
            if any(each.head in nouns for each in parts):
                yield from (each for each in parts if each.named)


def _others_agree(clause: Clause, slot: str, other: Clause) -> bool:
    """Whether what else the clause speaks of stands in the other one too; of an office, the office."""
    if clause.verb in BEING:
        offices = [each for each in clause.objects if each.words & OFFICES]
        return any(one.head == two.head and one.words - set(one.names) <= two.words
                   for one in offices for two in other.objects)
    rest = [each for each in clause.phrases if (each is clause.subject) == (slot == "object") and not each.pronoun]
    if not rest:
        return slot == "object" and clause.subject is not None
    return any(same_head(one, two) for one in rest for two in other.phrases) or any(
        two.pronoun for two in (*other.objects, *([other.subject] if other.subject and slot == "object" else [])))
