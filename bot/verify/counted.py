"""Small counts that stand in no passage: of what the sentence, or a passage, names one by one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understand.grammar.parser import tree, trees
from bot.understand.grammar.tree import Node, Tree
from bot.verify.alike import same
from bot.verify.numbers import Number

MOST = 12          # that are counted
_HEADS = ("NOUN", "PROPN")


def counted(number: Number, sentence: str, evidence: Sequence[str]) -> bool:
    """Whether a number of a plain sentence counts what it names ("two senators, Lee and Reed"), or a passage does.

    A passage must have as many of them, joined by "and", for the subject or the object of the same verb.
    """
    if number.unit or number.ordinal or number.year or not 2 <= number.value <= MOST or number.value % 1:
        return False
    own = tree(sentence)
    noun = _noun(own, number)
    if noun is None:
        return False
    if any(len(each) == number.value for each in _named(own, noun)):
        return True
    verb = own.above(noun)
    if verb is None or verb.pos != "VERB" or not noun.dep.startswith(("nsubj", "dobj")):
        return False
    return any(each.dep == noun.dep and len(_joined(there, each)) == number.value
               for there in trees([each for each in evidence if " and " in each])
               for node in there.nodes if node.pos == "VERB" and same(node.lemma, verb.lemma)
               for each in there.under(node, noun.dep) if each.pos in _HEADS)


def _noun(tree: Tree, number: Number) -> Node | None:
    """What a number counts."""
    nodes = tree.at(number.start, number.end)
    over = tree.above(nodes[-1]) if nodes else None
    if nodes and any(each.lemma == "of" for each in tree.under(nodes[-1], "prep")):      # "two of the candidates"
        return nodes[-1]
    return over if over is not None and nodes[-1].dep == "nummod" and over.pos in _HEADS else None


def _named(tree: Tree, noun: Node) -> list[list[Node]]:
    """The rows of things that stand beside a noun and explain it."""
    over = tree.above(noun)
    explaining = [*tree.under(noun, "appos"), *([over] if over is not None and noun.dep == "appos" else [])]
    behind = _joined(tree, noun)[1:]      # "two senators, Lee and Reed": a parser takes the names for further ones
    names = [behind] if all(each.pos == "PROPN" for each in behind) and noun.pos == "NOUN" else []
    return [*(_joined(tree, each) for each in explaining), *names]


def _joined(tree: Tree, node: Node) -> list[Node]:
    """A noun with those that are joined to it by "and" or commas."""
    found, waiting = [node], [node]
    while waiting:
        for each in tree.under(waiting.pop(), "conj"):
            if each.pos in _HEADS:
                found.append(each)
                waiting.append(each)
    return found
