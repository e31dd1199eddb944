"""Places of a sentence: what two things of one kind are each of, changed for one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.en.grammar.joints import PLACES, WITHIN
from bot.languages.en.grammar.light_verbs import BEING, LIGHT
from bot.languages.en.grammar.titles import KINDS
from bot.understand.grammar.clauses import Clause, Phrase
from bot.understand.grammar.parser import kind_at
from bot.understand.grammar.tree import Tree
from bot.verify.alike import same
from bot.verify.claims.claimed import Claimed, Ruling
from bot.verify.claims.statement import Sources, Statement

NEAR = 0.45        # share of the sentence's words that a statement must have by itself which has another place


@dataclass(frozen=True, slots=True)
class Standing:
    """What is somewhere, and where."""

    what: str                  # lemma
    where: frozenset[str]      # words of a name, as they stand


def by_place(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What hangs on a verb by a preposition, and is of something else that the evidence has for another thing."""
    for clause in claimed.clauses:
        for joint, phrase in clause.joined:
            if joint not in PLACES - {"by"} or clause.verb in BEING:
                continue
            wrong = [each for each in sources.statements if _of_another(clause, joint, phrase, each)]
            if wrong and any(_has(each.tree, phrase) for each in sources.statements):
                yield Ruling(phrase.text, "contradicted", wrong[0], "place", 0.5)


def by_where(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Where something is that the evidence has in another place, and nowhere there: a track in Oskel."""
    theirs = [(each, one) for each in sources.statements for one in _standings(each.tree)]
    for own in _standings(claimed.tree):
        places = frozenset(node.place for node in claimed.tree.nodes if node.text in own.where)
        there = [(each, one) for each, one in theirs if same(own.what, one.what)]
        if any(own.where & one.where or any(name in f"{each.context} {each.text}" for name in own.where)
               for each, one in there):
            continue
        wrong = [each for each, _ in there if claimed.covered(each.stems, places) >= NEAR]
        if wrong:
            yield Ruling(" ".join(sorted(own.where)), "contradicted", wrong[0], "place", 0.5)


def _standings(tree: Tree) -> Iterator[Standing]:
    """What a sentence says of which town or country something is in."""
    for joint in tree.nodes:
        over = tree.above(joint)
        if joint.lemma not in WITHIN or joint.dep != "prep" or over is None or over.lemma in LIGHT | {*BEING}:
            continue
        for node in tree.under(joint, "pobj"):
            names = [node, *tree.under(node, "compound")]
            if node.pos == "PROPN" and kind_at(tree.text, node.start) in ("GPE", "LOC"):
                yield Standing(over.lemma.casefold(), frozenset(each.text for each in names if each.pos == "PROPN"))


def _of_another(clause: Clause, joint: str, phrase: Phrase, statement: Statement) -> bool:
    """Whether a statement has the same thing there, and of something else: from the roof of the depot, of the hall."""
    mine = _of(phrase)
    if any(name in statement.text.casefold() for name in set(phrase.names) - KINDS):
        return False
    rivals = [each for other in statement.clauses if same(other.verb, clause.verb)
              for preposition, each in other.joined if preposition == joint and same(each.head, phrase.head)]
    named = bool(phrase.names) or any(each.names for each in rivals)
    return bool(mine and rivals and named) and all(_of(each) and not _of(each) & mine for each in rivals)


def _of(phrase: Phrase) -> frozenset[str]:
    return phrase.words - {phrase.head}


def _has(tree: Tree, phrase: Phrase) -> bool:
    """Whether a sentence has the very thing, in another place."""
    return any(node.lemma == phrase.head and _of(phrase) <= {each.lemma.casefold() for each in tree.below(node)}
               for node in tree.nodes)
