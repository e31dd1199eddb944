"""How much and in what order: all, every, still, first or second, the highest or the lowest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.languages.en.grammar.light_verbs import RANKING
from bot.languages.en.grammar.quantities import ALL, EVERYBODY, REGULAR
from bot.understand.grammar.clauses import Clause, Phrase
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import contrary, near_stems, same
from bot.verify.claims.claimed import Claimed, Ruling, known, same_any
from bot.verify.claims.statement import Sources, Statement
from bot.verify.numbers import Number, numbers

NEAR = 0.45      # share of the sentence's words that a statement must have in which it is otherwise
_MODIFIES = ("amod", "compound")


def by_extent(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Words of extent and rank that the evidence does not have for the same."""
    near = [each for each in sources.statements if claimed.covered(each.around) >= NEAR]
    for node in claimed.tree.nodes:
        over = claimed.tree.above(node)
        words = f"{node.text} {over.text}" if over is not None else node.text
        if _is_every(claimed.tree, node) and not any(_borne(claimed.tree, node, each) for each in sources.statements):
            yield Ruling(words, "contradicted", None, "scope", 0.4)
        if node.lemma == "still" and node.dep == "advmod":
            yield from (Ruling(words, "contradicted", each, "negation", 0.5)
                        for each in sources.statements if _no_longer(claimed.tree, node, each))
        if node.dep in _MODIFIES:
            yield from (Ruling(node.text, "contradicted", each, "direction", 0.5) for each in near
                        if _other_degree(claimed.tree, node, each.tree))
    yield from _rank(claimed, near)


def by_kind(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """Adjectives of a question of which a sentence that has all the rest has the contrary: a state judge, a federal."""
    for node in claimed.tree.nodes:
        if node.dep in _MODIFIES:
            wrong = [each for each in sources.statements
                     if claimed.concerns(each, (node.place,)) and _other_degree(claimed.tree, node, each.tree)]
            borne = any(node.lemma in {each.lemma for each in one.tree.nodes} for one in sources.statements
                        if claimed.touches(one, (node.place,)))
            if wrong and not borne:
                yield Ruling(claimed.tree.words(claimed.tree.nodes[node.head]), "contradicted", wrong[0], "scope",
                             claimed.covered(wrong[0].around, (node.place,)))


def _is_every(tree: Tree, node: Node) -> bool:
    """Whether a word says that it is so of all of them; not of "all 31", which the number says."""
    over = tree.above(node)
    if node.lemma not in ("all", "every") or over is None or node.dep not in ("det", "predet", "nsubj", "dobj"):
        return False
    titled = node.place > 0 and node.text[:1].isupper()
    excepted = any(each.lemma in ("but", "except", "bar") for each in tree.nodes[node.place + 1 :])
    return not titled and not excepted and not any(each.pos == "NUM" for each in tree.under(over, "nummod"))


def _borne(tree: Tree, node: Node, statement: Statement) -> bool:
    over = tree.above(node)
    head = over.lemma if over is not None and node.dep in ("det", "predet") else ""
    if head == "of" or not head:
        return any(each.lemma in ALL | EVERYBODY for each in statement.tree.nodes)
    for each in statement.tree.nodes:
        above = statement.tree.above(each)
        if head in REGULAR and each.text.casefold() == REGULAR[head]:      # "weekly" is every week
            return True
        if each.lemma in ALL and above is not None and same(above.lemma, head):
            return True
        if each.lemma in EVERYBODY and tree.nodes[node.place].lemma in ALL and head in ("person", "people"):
            return True
    return False


def _no_longer(tree: Tree, still: Node, statement: Statement) -> bool:
    """Whether a statement says "no longer" of what the sentence says "still"."""
    over = tree.above(still)
    denied = "no longer" in statement.text.casefold()
    return over is not None and denied and known(near_stems(over.lemma), statement.stems)


def _other_degree(tree: Tree, adjective: Node, other: Tree) -> bool:
    """Whether the other sentence says the contrary of the same noun, and nowhere this."""
    over = tree.above(adjective)
    if over is None or any(each.lemma == adjective.lemma for each in other.nodes):
        return False
    for each in other.nodes:
        above = other.above(each)
        if each.dep in _MODIFIES and above is not None and same(above.lemma, over.lemma) and (
                contrary(each.text.casefold(), adjective.text.casefold()) or contrary(each.lemma, adjective.lemma)):
            return True
    return False


def _rank(claimed: Claimed, near: list[Statement]) -> Iterator[Ruling]:
    """Another rank for the same one."""
    for number, subject in _ranks(claimed.tree, claimed.clauses):
        for each in near:
            there = [one for one, other in _ranks(each.tree, each.clauses) if same_any(subject, other)]
            if there and all(one.value != number.value for one in there):
                yield Ruling(claimed.tree.text[number.start : number.end], "contradicted", each, "number", 0.5)


def _ranks(tree: Tree, clauses: Sequence[Clause]) -> Iterator[tuple[Number, Phrase]]:
    """The ranks that a sentence gives, and to whom: third, in "came third"."""
    for number in numbers(tree.text):
        nodes = tree.at(number.start, number.end)
        over = tree.above(nodes[-1]) if nodes else None
        clause = next((each for each in clauses if over is not None and each.place == over.place), None)
        if number.ordinal and clause is not None and clause.verb in RANKING and clause.subject is not None:
            yield number, clause.subject
