"""Passages by their words for a server without BM25: a Tantivy index of this process, filled from the cluster."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from index.milvus.engine import Narrowed
from index.milvus.passages import PassageRows
from index.milvus.push_cache import PushCache
from index.milvus.rows import FOREVER, among, both, in_scope, sometimes_hidden
from index.milvus.tables import PASSAGES, Tables
from index.search.lexical import LexicalIndex
from index.search.wording import Wording
from index.store.database import micros
from index.types.arrays import Array, Ids
from index.types.hit import Passage
from index.types.scope import Scope


class TantivyWords:
    """Fulfils `Words` from a folder of its own, made anew by each process and gone with it."""

    def __init__(self, passages: PassageRows, stemmer: str) -> None:
        """Start empty; the first question fills it."""
        self._tables = tables = passages.tables
        self._folder = tempfile.TemporaryDirectory(prefix="cuttings-words-", ignore_cleanup_errors=True)
        self._index = LexicalIndex(Path(self._folder.name), stemmer)
        self._shelf = _Shelf(passages)
        self._timed: PushCache[None, Ids] = PushCache(tables, 1)
        self._lock = threading.Lock()

    def narrowed(self, scope: Scope, wording: Wording) -> Narrowed:
        """The part of the archive that is in the scope and worded as asked."""
        where = [in_scope(scope)]
        if not wording.plain:
            self._catch_up()
        if wording.required:
            where.append(among(self._index.holding(*wording.required).tolist()))
        if wording.excluded:
            where.append(f"not ({among(self._index.holding(wording.excluded).tolist())})")
        return Narrowed(scope, wording, both(*where))

    def search(self, query: str, limit: int, part: Narrowed, only: Ids | None) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the `limit` best passages of that part, best first; `only` of these."""
        self._catch_up()
        return self._index.search(query, limit, part.scope, self._hidden(part.scope.moment), only, part.wording)

    def rarity(self, text: str, language: str = "") -> dict[str, float]:
        """Inverse document frequency by stemmed word of a text in that language."""
        self._catch_up()
        return self._index.rarity(self._index.terms(text, language))

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the passages, the most frequent first."""
        self._catch_up()
        return self._index.languages

    def _hidden(self, moment: datetime) -> Ids:
        """Ids, (n,), of the passages that nobody may see at that moment: read once after a push, judged each time."""
        ids, seen_from, seen_until = self._timed.get([None], lambda _: {None: self._read_timed()})[None].T
        at = micros(moment) or 0
        hidden: Ids = ids[(seen_from > at) | (seen_until <= at)]
        return hidden

    def _read_timed(self) -> Ids:
        """Ids, and the moments between which they may be seen, (n, 3), of the passages that are not seen always."""
        rows = self._tables.every(PASSAGES, sometimes_hidden(), ("id", "usable", "embargoed", "expires"))
        timed = [(row["id"], row["embargoed"] if row["usable"] else FOREVER, row["expires"]) for row in rows]
        return np.array(timed, dtype=np.int64).reshape(-1, 3)

    def _catch_up(self) -> None:
        with self._lock:
            self._index.catch_up(self._shelf)


class _Shelf:
    """The cluster as the index reads it."""

    def __init__(self, passages: PassageRows) -> None:
        self._tables, self._passages = passages.tables, passages
        self._known: set[int] = set()

    def generation(self) -> int:
        """Generation of the last push."""
        return self._tables.state().generation

    def written_since(self, generation: int) -> Ids:
        """Ids, (n,), of the passages written after that generation."""
        return _ids(self._tables, f"generation > {generation}")

    def removed_since(self, generation: int) -> Ids:
        """Ids, (n,), of the passages that were there when this was asked before, and are no longer."""
        there = set(_ids(self._tables, "id >= 0").tolist())
        gone, self._known = self._known - there, there
        return np.array(sorted(gone), dtype=np.int64)

    def read(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id, hidden ones too."""
        return self._passages.visible(ids, "")


def _ids(tables: Tables, where: str) -> Ids:
    return np.sort(np.fromiter((row["id"] for row in tables.every(PASSAGES, where, ("id",))), dtype=np.int64))
