"""Causes and grounds that no passage has of the same, where a sentence gives others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.grammar.tree import Node, Tree
from bot.languages.en.grammar.joints import GROUNDS, REASONS
from bot.languages.en.grammar.light_verbs import LIGHT
from bot.verify.alike import near_stems, same
from bot.verify.claims.claimed import Claimed, Ruling, best, known
from bot.verify.claims.statement import Sources, Statement
from bot.verify.words import stem

SPOKEN_OF = 0.5    # share of the claim's other words with which a passage speaks of the same
NEAR = 0.6         # the same of a sentence that gives another cause
ALL = 0.75         # the same where no verb has to agree


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
                 if claimed.concerns(each, ground.places, SPOKEN_OF)]
        if not words or any(known(forms, each.around) for each in about for forms in words):
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
    """The stems that may stand for each word that tells the cause; none of one with a number or a name in it."""
    below = tree.below(ground.node)
    if any(each.pos in ("NUM", "PROPN") for each in below):
        return []
    return [near_stems(each.lemma.casefold()) | {stem(each.text)} for each in below
            if each.pos in ("NOUN", "VERB", "ADJ")]
