"""The engine of one machine: FAISS proposes by vector, Tantivy by word, and SQLite has the last word."""

from __future__ import annotations

from index.dense import DenseIndex
from index.embed import Array
from index.lexical import LexicalIndex
from index.scope import Scope
from index.store import Ids, Store


class LocalEngine:
    """Fulfils `Engine` with the files of an archive's folder."""

    def __init__(self, store: Store, dense: DenseIndex, lexical: LexicalIndex) -> None:
        """Over a database and its two caches."""
        self._store, self._dense, self._lexical = store, dense, lexical
        self.vectors, self.tokens, self.passages = store.vectors, store.tokens, store.passages
        self.tellings, self.prints = store.tellings, store.prints

    def within(self, scope: Scope) -> LocalWithin:
        """The part that a question asks for."""
        return LocalWithin(self._store, self._dense, self._lexical, scope)


class LocalWithin:
    """Fulfils `Within`: ids from the database narrow both indexes."""

    def __init__(self, store: Store, dense: DenseIndex, lexical: LexicalIndex, scope: Scope) -> None:
        """Look up which passages are in the scope, and which nobody may see."""
        self._dense, self._lexical, self._scope = dense, lexical, scope
        self._hidden = store.ids_hidden(scope.moment)
        self._only = store.ids_in(scope) if scope.filtered else None

    def near(self, vector: Array, limit: int) -> Ids:
        """Ids of the nearest passages, best first."""
        return self._dense.search(vector, limit, only=self._only, never=self._hidden)

    def worded(self, query: str, limit: int, only: Ids | None = None) -> tuple[Ids, Array]:
        """Ids and BM25 scores of the passages that share most words, best first."""
        return self._lexical.search(query, limit, self._scope, self._hidden, only=only)
