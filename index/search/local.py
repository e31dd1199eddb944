"""The engine of one machine: FAISS proposes by vector, Tantivy by word, and SQLite has the last word."""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import numpy as np

from corpus import ArchiveError
from index.search.dense import DenseIndex
from index.search.filter_columns import Picked, Roll
from index.search.lexical import LexicalIndex
from index.search.wording import ANY, Wording
from index.store.articles import Store
from index.types.arrays import Array, Ids
from index.types.scope import Scope

logger = logging.getLogger(__name__)

WIDE = 0.2         # share of the passages from which it is cheaper to look at more hits than to filter them by word
_MARGIN = 1.3      # more hits than that share of them would be enough, on average
_LONG = 50_000     # passages whose roll takes long enough to read that it is begun at the opening
_NONE = np.zeros(0, dtype=np.int64)


class LocalEngine:
    """Fulfils `Engine` with the files of an archive's folder."""

    def __init__(self, store: Store, dense: DenseIndex, lexical: LexicalIndex) -> None:
        """Over a database and its two caches."""
        self._roll, self._dense, self._lexical = Roll(store), dense, lexical
        self.vectors, self.tokens = store.vectors.read, store.vectors.tokens
        passages = store.passages
        self.passages, self.of_stories, self.prints = passages.read, passages.of_stories, passages.prints
        self._reading: threading.Thread | None = None

    def within(self, scope: Scope, wording: Wording = ANY) -> LocalWithin:
        """The part that a question asks for."""
        every = partial(self._roll.picked, scope)
        return LocalWithin(self._dense, self._lexical, scope, self._roll.within(scope), every, wording)

    def of_articles(self, scope: Scope, moments: Sequence[datetime], keys: Ids) -> Picked:
        """The passages in the scope of these articles, by their keys (n,), that are visible at each of the moments."""
        return self._roll.of_articles(scope, moments, keys)

    def articles(self, picked: Picked) -> tuple[Ids, Ids]:
        """Keys (n,) of the articles of those passages, and when each was published, (n,); see `Roll.articles`."""
        return self._roll.articles(picked)

    def among(self, picked: Picked, scope: Scope, wording: Wording = ANY) -> LocalWithin:
        """The part that a question asks for, where it was picked already."""
        return LocalWithin(self._dense, self._lexical, scope, picked, lambda: picked, wording)

    def weight(self, query: str) -> float:
        """How rare the words of a query are here, all together: what BM25 scores of two engines are compared by."""
        return sum(self._lexical.rarity(self._lexical.terms(query)).values())

    @property
    def terms(self) -> LexicalIndex:
        """Its index of words."""
        return self._lexical

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of its index of words, the most frequent first."""
        return self._lexical.languages

    def size(self, scope: Scope) -> int:
        """How many passages that is."""
        return self._roll.size(scope)

    def prepare(self) -> None:
        """Read in a thread what the first question would have to wait for."""
        if self._dense.size >= _LONG:
            self._reading = threading.Thread(target=self._read_roll, name="roll", daemon=True)
            self._reading.start()

    def close(self) -> None:
        """Wait for that: SQLite ends the process when a connection is closed that is being read from."""
        if self._reading:
            self._reading.join()

    def _read_roll(self) -> None:
        try:
            self._roll.catch_up()
        except (ArchiveError, sqlite3.Error) as error:       # the next question says so
            logger.info("the roll was not read (%s)", error)


class LocalWithin:
    """Fulfils `Within`: what the roll picks narrows both indexes, and so does the wording."""

    def __init__(
        self,
        dense: DenseIndex,
        lexical: LexicalIndex,
        scope: Scope,
        picked: Picked | None,
        every: Callable[[], Picked],
        wording: Wording,
    ) -> None:
        """In what was `picked` for a scope; None for every passage, which `every` gives by their ids."""
        self._dense, self._lexical, self._scope, self._picked = dense, lexical, scope, picked
        self._every, self._wording = every, wording

    def near(self, vector: Array, limit: int) -> Ids:
        """Ids, (n,), of the passages nearest to a unit vector, (dimensions,), best first."""
        return self._dense.search(vector, limit, only=self._picked if self._wording.plain else self._obeying())

    def worded(self, query: str, limit: int, only: Ids | None = None) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the passages that share most words, best first."""
        picked, wording = self._picked, self._wording
        if only is not None:
            only = only if picked is None else only[picked.holds(only)]
            return self._lexical.search(query, limit, only=only, wording=wording)
        if picked is None:
            return self._lexical.search(query, limit, wording=wording)
        return self._worded(query, limit, picked)

    def _obeying(self) -> Picked:
        """The passages that are worded as asked: the words' index knows them, the vectors' is handed their ids."""
        picked, wording = self._every(), self._wording
        if wording.required:
            picked = picked.only(self._lexical.holding(*wording.required))
        return picked.without(self._lexical.holding(wording.excluded)) if wording.excluded else picked

    def _worded(self, query: str, limit: int, picked: Picked) -> tuple[Ids, Array]:
        """The same of those picked: hits of all passages are gone through as long as many of them pass."""
        filtered = picked.share < WIDE or not picked.count
        depth = limit if filtered else math.ceil(_MARGIN * limit / picked.share)
        while True:
            scope = self._scope if filtered else Scope()
            ids, scores = self._lexical.search(query, depth, scope, wording=self._wording)
            kept = np.flatnonzero(picked.holds(ids))[:limit]
            if len(kept) == limit or len(ids) < depth:
                return ids[kept], scores[kept]
            depth, filtered = (depth * 4 if filtered else depth), True
