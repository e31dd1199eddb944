"""Nearest passages by vector: a FAISS index, cached in a file beside the database."""

from __future__ import annotations

import json
import logging
import os
import threading
import zlib
from contextlib import suppress
from pathlib import Path

import faiss  # ships wrong types: what its Python wrappers take and give is not in them
import numpy as np

from index.embed import Array
from index.store import Ids, Store

logger = logging.getLogger(__name__)

FILE, STAMP = "dense.faiss", "dense.json"
_READ = 16 * 1024 * 1024


class DenseIndex:
    """Inner products with every vector, exactly as the database holds them (float16)."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        """Load the cache in `folder` when it is whole and fits, else start empty at generation 0."""
        self._folder = folder
        self._dimensions = dimensions
        self._lock = threading.Lock()    # FAISS lets many read or one write
        self._index, self.generation = self._load()

    @property
    def size(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    def catch_up(self, store: Store) -> None:
        """Take over what the database has gained and lost since this index's generation."""
        with self._lock:
            target = store.vectors_generation()
            if self.generation == target:
                return
            if self.generation > target:    # the database was put back to an older copy
                self._index, self.generation = _empty(self._dimensions), 0
            if len(gone := store.removed_since(self.generation)):
                self._index.remove_ids(gone)
            for ids, vectors in store.vectors_since(self.generation):
                self._index.remove_ids(ids)
                self._index.add_with_ids(vectors, ids)
            self.generation = target

    def rebuild(self, store: Store) -> None:
        """Make it and its cache anew from the database."""
        with self._lock:
            self._index, self.generation = _empty(self._dimensions), 0
        self.catch_up(store)
        self.save()

    def search(
        self, query: Array, limit: int, *, only: Ids | None = None, never: Ids | None = None
    ) -> tuple[Ids, Array]:
        """Ids and inner products of the `limit` nearest, best first; `only` these ids, or all but `never`."""
        with self._lock:
            limit = min(limit, self.size if only is None else len(only))
            if limit < 1:
                return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
            selector = _selector(only, never)
            parameters = faiss.SearchParameters(sel=selector) if selector else None
            scores, ids = self._index.search(query.reshape(1, -1), limit, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def scores(self, query: Array, ids: Ids) -> Array:
        """Inner products with the passages of those ids, (n,); NaN for those without a vector."""
        with self._lock:
            with suppress(RuntimeError):       # FAISS's word for an id that isn't there
                all_scores: Array = self._index.reconstruct_batch(ids) @ query
                return all_scores
            scores = np.full(len(ids), np.nan, dtype=np.float32)
            for row, id in enumerate(ids.tolist()):
                with suppress(RuntimeError):
                    scores[row] = self._index.reconstruct(id) @ query
        return scores

    def save(self) -> None:
        """Write the cache under temporary names, then put it in place; a stamp that doesn't match is never loaded."""
        with self._lock:
            index, stamp = self._folder / FILE, self._folder / STAMP
            faiss.write_index(self._index, f"{index}.new")
            facts = {"generation": self.generation, "vectors": self.size, "crc32": checksum(Path(f"{index}.new"))}
            Path(f"{stamp}.new").write_text(json.dumps(facts), encoding="utf-8")
            os.replace(f"{index}.new", index)
            os.replace(f"{stamp}.new", stamp)

    def saved_generation(self) -> int:
        """The generation of the cache on disk; 0 when there is none."""
        try:
            return int(json.loads((self._folder / STAMP).read_text(encoding="utf-8"))["generation"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _load(self) -> tuple[faiss.Index, int]:
        path = self._folder / FILE
        try:
            facts = json.loads((self._folder / STAMP).read_text(encoding="utf-8"))
            if checksum(path) != facts["crc32"]:
                raise ValueError("its checksum does not match")
            index = faiss.read_index(str(path))
            if index.d != self._dimensions or index.ntotal != facts["vectors"]:
                raise ValueError("it does not fit its stamp")
            return index, int(facts["generation"])
        except FileNotFoundError:
            return _empty(self._dimensions), 0
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            logger.warning("%s is damaged (%s); making it anew from the database", path, error)
            return _empty(self._dimensions), 0


def checksum(path: Path) -> int:
    """CRC-32 of a file."""
    crc = 0
    with path.open("rb") as file:
        while block := file.read(_READ):
            crc = zlib.crc32(block, crc)
    return crc


def _empty(dimensions: int) -> faiss.Index:
    flat = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(flat)


def _selector(only: Ids | None, never: Ids | None) -> faiss.IDSelector | None:
    if only is not None:
        return _bitmap(only)
    if never is not None and len(never):
        return faiss.IDSelectorNot(faiss.IDSelectorBatch(never))
    return None


def _bitmap(ids: Ids) -> faiss.IDSelector:
    """One bit an id: a look-up costs the same however many are selected."""
    bits = np.zeros(int(ids.max()) // 8 + 1 if len(ids) else 1, dtype=np.uint8)
    np.bitwise_or.at(bits, ids // 8, np.left_shift(1, ids % 8).astype(np.uint8))
    return faiss.IDSelectorBitmap(bits)
