"""Whose somebody is: the firm, the university or the party that a name stands with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understand.grammar.clauses import OWN
from bot.understand.grammar.parser import kind_at
from bot.understand.grammar.tree import Node, Tree
from bot.verify.claims.claimed import Claimed, Ruling, unlike
from bot.verify.claims.statement import Sources

_JOINTS = frozenset(("of", "at", "for", "from", "with"))


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A name, and that of what it is of."""

    who: frozenset[str]       # words, small
    whose: frozenset[str]
    kind: str                 # of what it is of: ORG, GPE; empty where that isn't known
    role: str                 # what the name is there: director; empty where that isn't said
    text: str                 # of what it is of

    def excludes(self, other: Affiliation) -> bool:
        """Whether somebody who is the one is hardly the other: of two things of one kind, or the same of both."""
        alike = self.kind == other.kind or self.role == other.role
        return bool(self.kind and (other.kind or other.role)) and alike and unlike(self.whose, other.whose)


def by_affiliation(claimed: Claimed, sources: Sources) -> Iterator[Ruling]:
    """What somebody is of, where the evidence has them of something else and never of this."""
    theirs = [(each, one) for each in sources.statements for one in _affiliations(each.tree)]
    for own in _affiliations(claimed.tree):
        others = [(each, one) for each, one in theirs if not unlike(own.who, one.who)]
        if others and all(own.excludes(one) for _, one in others) and not any(
                _named_together(own, each.text) for each in sources.statements):
            yield Ruling(own.text, "contradicted", others[0][0], "name", 0.5)


def _affiliations(tree: Tree) -> Iterator[Affiliation]:
    """Each name with that of what it is of: "Ann Lee of Oskel Trust", "Ann Lee, head of Oskel Trust"."""
    for node in tree.nodes:
        if node.pos != "PROPN" or node.dep == "compound":
            continue
        heads = [node, *(each for each in tree.under(node, "appos") if each.pos == "NOUN")]
        over = tree.above(node)
        if over is not None and node.dep == "appos" and over.pos == "NOUN":
            heads.append(over)
        for head in heads:
            for joint in tree.under(head, "prep"):
                if joint.lemma in _JOINTS:
                    role = head.lemma if head.pos == "NOUN" else ""
                    yield from (_made(tree, node, each, role) for each in tree.under(joint, "pobj")
                                if each.text[:1].isupper())


def _made(tree: Tree, name: Node, of: Node, role: str) -> Affiliation:
    return Affiliation(_name(tree, name), _name(tree, of), kind_at(tree.text, of.start), role, tree.words(of, OWN))


def _name(tree: Tree, node: Node) -> frozenset[str]:
    return frozenset(each.text.casefold() for each in (node, *tree.under(node, "compound")))


def _named_together(own: Affiliation, text: str) -> bool:
    """Whether a text names both side by side in some other way: "Oskel Trust's Ann Lee"."""
    small = text.casefold()
    return any(f"{word}'s {name}" in small or f"{word} {name}" in small for word in own.whose for name in own.who)
