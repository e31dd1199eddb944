"""Places of a sentence: what two things of one kind are each of, changed for one another."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages.en.grammar.joints import PLACES
from bot.languages.en.grammar.light_verbs import BEING
from bot.languages.en.grammar.titles import KINDS
from bot.understand.grammar.clauses import Clause, Phrase
from bot.understand.grammar.tree import Tree
from bot.verify.alike import same
from bot.verify.claims.claimed import Claimed, Ruling
from bot.verify.claims.statement import Sources, Statement


def by_place(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What hangs on a verb by a preposition, and is of something else that the evidence has for another thing."""
    for clause in claimed.clauses:
        for joint, phrase in clause.joined:
            if joint not in PLACES - {"by"} or clause.verb in BEING:
                continue
            wrong = [each for each in sources.statements if _of_another(clause, joint, phrase, each)]
            if wrong and any(_has(each.tree, phrase) for each in sources.statements):
                yield Ruling(phrase.text, "contradicted", wrong[0], "place", 0.5)


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
