"""Places and causes: what hangs on the same verb by the same preposition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.en.calendar import DAYS_AND_MONTHS
from bot.languages.en.grammar.asking import OPEN
from bot.languages.en.grammar.joints import AGAINST, CAUSES, GROUNDS, PLACES, REASONS
from bot.languages.en.grammar.light_verbs import CAUSED, CAUSING, COMPETING, LIGHT
from bot.languages.en.grammar.regions import REGIONS
from bot.understand.grammar.clauses import Clause, Phrase
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import near_stems, same
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
NEAR = 0.6             # the same of a sentence that gives another cause
ALL = 0.75             # the same where no verb has to agree


def by_joint(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What the sources say of where something in a claim happened, and of what."""
    for clause in claimed.clauses:
        for joint, phrase, kind in _joints(clause):
            if (kind == "place" and claimed.counts) or _is_open(claimed.tree, phrase):
                continue
            places = places_of(claimed, phrase)
            if any(_mentioned(claimed, phrase, places, each) for each in sources.statements):
                continue
            wrong = [each for each in sources.statements if claimed.concerns(each, places)
                     and _differs(clause, joint, phrase, kind, each)]
            if wrong:
                chosen = best(claimed, wrong, places)
                yield Ruling(phrase.text, "contradicted", chosen, kind, claimed.covered(chosen.around, places))


def _is_open(tree: Tree, phrase: Phrase) -> bool:
    """Whether a phrase is what a question asks for, or people in general: "which country", "the following"."""
    return bool({each.lemma for each in tree.below(tree.nodes[phrase.place])} & OPEN)


def _joints(clause: Clause) -> Iterator[tuple[str, Phrase, str]]:
    for joint, phrase in clause.joined:
        if clause.verb in COMPETING and joint in AGAINST:      # whom it was lost to
            continue
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
    return there and claimed.touches(statement, places, SPOKEN_OF)


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
    return phrase.head in DAYS_AND_MONTHS or phrase.head.isdigit() or not any(map(str.isalpha, phrase.text))


@dataclass(frozen=True, slots=True)
class Ground:
    """What something is done for, or comes of."""

    verb: str                     # lemma of what it is a cause of
    joint: str                    # "for", "because of"
    node: Node                    # the noun or the gerund
    places: frozenset[int]        # of its words


def by_cause(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Causes of a claim that the sources know nothing of, and have others for."""
    for ground in _grounds(claimed.tree):
        words = _words(claimed.tree, ground)
        about = [each for each in (*sources.passages, *sources.statements)
                 if claimed.touches(each, ground.places, SPOKEN_OF)]
        if not words or ground.node.lemma in OPEN or any(
                known(forms, each.around) for each in about for forms in words):
            continue
        wrong = [each for each in sources.statements if _gives_another(claimed, ground, each)]
        if wrong:
            chosen = best(claimed, wrong, ground.places)
            yield Ruling(claimed.tree.words(ground.node), "contradicted", chosen, "cause",
                         claimed.covered(chosen.around, ground.places))


def _gives_another(claimed: Claimed, ground: Ground, statement: Statement) -> bool:
    others = [each for each in _grounds(statement.tree) if _words(statement.tree, each)]
    if any(each.joint == ground.joint and same(each.verb, ground.verb) for each in others):
        return claimed.concerns(statement, ground.places, NEAR)
    given = ground.joint in REASONS and any(each.joint in REASONS for each in others)
    return given and claimed.concerns(statement, ground.places, ALL)


def _grounds(tree: Tree) -> list[Ground]:
    """What the verbs of a sentence, and what hangs on them, have behind a word of cause."""
    return [Ground(verb, joint, node, frozenset(each.place for each in tree.below(node)))
            for prep in tree.nodes if prep.dep == "prep" and (verb := _verb(tree, prep)) not in ("", *LIGHT)
            for joint, node in _caused(tree, prep) if joint in GROUNDS]


def _caused(tree: Tree, prep: Node) -> Iterator[tuple[str, Node]]:
    two = next((each for each in tree.under(prep, "pcomp", "prep", "fixed") if each.pos == "ADP"), None)
    joint = f"{prep.lemma} {two.lemma}" if two is not None else prep.lemma
    nodes = [*tree.under(prep, "pobj", "pcomp"), *(tree.under(two, "pobj") if two is not None else ())]
    yield from ((joint, each) for each in nodes if each.pos in ("NOUN", "VERB"))


def _verb(tree: Tree, prep: Node) -> str:
    over = tree.above(prep)
    while over is not None and over.pos != "VERB":
        over = tree.above(over)
    return over.lemma if over is not None else ""


def _words(tree: Tree, ground: Ground) -> list[frozenset[str]]:
    """The stems that may stand for each word that tells the cause; none of one with a number or a name in it.

    A parser takes "258bn" for a noun.
    """
    below = tree.below(ground.node)
    if any(each.pos in ("NUM", "PROPN") or any(map(str.isdigit, each.text)) for each in below):
        return []
    return [near_stems(each.lemma.casefold()) | {stem(each.text)} for each in below
            if each.pos in ("NOUN", "VERB", "ADJ")]
