"""A sentence as a tree of words: what depends on what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Node:
    """A word of a sentence; parts of speech, tags and dependencies are named as in Universal Dependencies and CLEAR."""

    place: int         # in the sentence, from 0
    text: str
    lemma: str         # small, but for names
    pos: str           # NOUN, PROPN, VERB, ...
    tag: str           # NNS, VBD, ...
    dep: str           # nsubj, dobj, ...
    head: int          # place of the word that it depends on; its own for the root
    start: int         # character offsets into the sentence, end exclusive
    end: int


@dataclass(frozen=True)
class Tree:
    """A parsed sentence."""

    text: str
    nodes: tuple[Node, ...] = ()

    @cached_property
    def _children(self) -> tuple[tuple[Node, ...], ...]:
        rows: list[list[Node]] = [[] for _ in self.nodes]
        for node in self.nodes:
            if node.head != node.place:
                rows[node.head].append(node)
        return tuple(map(tuple, rows))

    @property
    def root(self) -> Node | None:
        """The word that all others depend on; None of an empty sentence."""
        return next((each for each in self.nodes if each.dep == "ROOT"), None)

    def under(self, node: Node, *deps: str) -> tuple[Node, ...]:
        """The words that depend on this one directly, by these dependencies where any are named, in order."""
        children = self._children[node.place]
        return tuple([each for each in children if each.dep in deps]) if deps and children else children

    def above(self, node: Node) -> Node | None:
        """The word that this one depends on; None for the root."""
        return None if node.head == node.place else self.nodes[node.head]

    def below(self, node: Node, without: frozenset[str] = frozenset()) -> list[Node]:
        """The word and all that depends on it, in order; not what hangs on it by a dependency in `without`."""
        children, found, waiting = self._children, [node], [node]
        while waiting:
            for child in children[waiting.pop().place]:
                if child.dep not in without:
                    found.append(child)
                    waiting.append(child)
        return sorted(found, key=attrgetter("place"))

    def near(self, node: Node, steps: int) -> list[Node]:
        """The words that are up to so many steps up or down from this one, in order; not the word itself."""
        found, edge = {node.place}, [node]
        for _ in range(steps):
            beside = [each for one in edge for each in (*self._children[one.place], self.above(one))]
            edge = [each for each in beside if each is not None and each.place not in found]
            found |= {each.place for each in edge}
        return [self.nodes[place] for place in sorted(found - {node.place})]

    def words(self, node: Node, without: frozenset[str] = frozenset()) -> str:
        """The same as text."""
        nodes = self.below(node, without)
        return self.text[nodes[0].start : nodes[-1].end]

    def at(self, start: int, end: int) -> list[Node]:
        """The words that lie within these characters."""
        return [each for each in self.nodes if each.start < end and start < each.end]
