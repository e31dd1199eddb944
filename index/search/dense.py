"""Nearest passages by vector: a FAISS index, cached in a file beside the database."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path

import faiss  # ships wrong types: what its Python wrappers take and give is not in them
import numpy as np

from corpus import ArchiveError
from index.search.faiss_kinds import flat, listed, nearest, outgrown, sample_for, selector
from index.search.filter_columns import Picked
from index.store.articles import Store
from index.types.arrays import Array, Ids

logger = logging.getLogger(__name__)

FILE, STAMP = "dense.faiss", "dense.json"
WORTH_SAVING = 0.02    # share of the vectors that changed since; fewer are caught up with at the next opening
_READ = 16 * 1024 * 1024


class DenseIndex:
    """Proposes the passages nearest to a question; the scores that count are made from the database's vectors."""

    def __init__(self, folder: Path, dimensions: int, flat_until: int, mark: str = "") -> None:
        """Load the cache in `folder` when it is whole and of the database with that mark, else start empty."""
        self._folder, self._mark = folder, mark
        self._dimensions = dimensions
        self._flat_until = flat_until
        self._lock = threading.Lock()       # FAISS lets many read or one write
        self._growing = threading.Lock()
        self._file: _MappedFile | None = None     # that was mapped
        self._index, self.generation = self._load(mapped=True)
        self._mapped = True                 # it may lie in the file: FAISS ends the process that writes to it there
        self._remade = False                # it is of another kind than the one in the file

    @property
    def size(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    def catch_up(self, store: Store) -> None:
        """Take over what the database has gained and lost since this index's generation."""
        with self._lock:
            target = store.vectors.generation()
            if self._mapped and self._overwritten():
                logger.warning("%s was changed while it was read; making it anew", self._folder / FILE)
                self._index, self.generation, self._mapped = flat(self._dimensions), 0, False
            if self.generation == target:
                return
            self._own()
            if self.generation > target:    # the database was put back to an older copy
                self._index, self.generation = flat(self._dimensions), 0
            if len(gone := store.passages.removed_since(self.generation)):
                self._index.remove_ids(gone)
            for ids, vectors in store.vectors.since(self.generation):
                self._index.remove_ids(ids)
                self._index.add_with_ids(vectors, ids)
            self.generation = target

    def rebuild(self, store: Store) -> None:
        """Make it and its cache anew from the database."""
        with self._lock:
            self._index, self.generation, self._mapped = flat(self._dimensions), 0, False
        self.catch_up(store)
        self.grow(store)
        self.write()

    def search(self, query: Array, limit: int, *, only: Picked | None = None) -> Ids:
        """Ids, (n,), of the `limit` nearest to a vector, (dimensions,), best first, `only` of those picked.

        Exact while the index is flat.
        """
        with self._lock:
            limit = min(limit, self.size if only is None else only.count)
            if limit < 1:
                return np.zeros(0, dtype=np.int64)
            if only is None:
                return nearest(self._index, query, limit)
            return nearest(self._index, query, limit, selector(only.marks), only.share)

    @property
    def outgrown(self) -> bool:
        """Whether so many vectors want another index than this one."""
        return outgrown(self._index, self.size, self._flat_until)

    def grow(self, store: Store) -> None:
        """Put the index that fits in place of one that was outgrown; made aside, while questions go on."""
        with self._growing:
            if not self.outgrown:
                return
            index, generation = self._load(mapped=False)      # another process may have made it
            if remade := outgrown(index, self.size, self._flat_until):
                index, generation = self._made(store)
            with self._lock:
                self._index, self.generation, self._mapped, self._remade = index, generation, False, remade
        self.catch_up(store)

    def grow_aside(self, store: Store) -> None:
        """The same in a thread, when there is anything to do and none is at it."""
        if self.outgrown and not self._growing.locked():
            threading.Thread(target=self._grow_quietly, args=(store,), name="dense-index", daemon=True).start()

    def save(self, store: Store) -> None:
        """Write the cache unless hardly anything has changed since the last one."""
        saved = self.saved_generation()
        if saved and not self._remade and store.vectors.changed_since(saved) <= WORTH_SAVING * self.size:
            return
        self.write()

    def write(self) -> None:
        """Write the cache under temporary names, then put it in place; a stamp that doesn't match is never loaded."""
        with self._lock:
            self._own()
            index, stamp = self._folder / FILE, self._folder / STAMP
            try:
                faiss.write_index(self._index, f"{index}.new")
                facts = {"generation": self.generation, "vectors": self.size, "crc32": checksum(Path(f"{index}.new")),
                         "mark": self._mark}
                Path(f"{stamp}.new").write_text(json.dumps(facts), encoding="utf-8")
                os.replace(f"{index}.new", index)
                os.replace(f"{stamp}.new", stamp)
            except (OSError, RuntimeError):       # half a file would take the room that others need
                for left in (index, stamp):
                    Path(f"{left}.new").unlink(missing_ok=True)
                raise
            self._remade = False

    def saved_generation(self) -> int:
        """The generation of the cache on disk; 0 when there is none."""
        try:
            return int(json.loads((self._folder / STAMP).read_text(encoding="utf-8"))["generation"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _overwritten(self) -> bool:
        """Whether the file that is mapped was cut off or written to; a new one in its place does no harm.

        To read past the end of a mapped file would end this process.
        """
        now = _file(self._folder / FILE)
        return bool(now and self._file and now.number == self._file.number and now != self._file)

    def _own(self) -> None:
        """Bring a mapped index into memory, where it can be written to."""
        if self._mapped:
            self._index, self.generation = self._load(mapped=False)
            self._mapped = False

    def _made(self, store: Store) -> tuple[faiss.Index, int]:
        """An index of lists with all the database's vectors, and the generation that it holds at least."""
        generation = store.vectors.generation()
        size = self.size
        every = max(1, size // sample_for(size))
        sample = np.concatenate([vectors[::every] for _, vectors in store.vectors.since(0)])
        index = listed(sample, size)
        for ids, vectors in store.vectors.since(0):
            index.add_with_ids(vectors, ids)
        return index, generation

    def _grow_quietly(self, store: Store) -> None:
        try:
            self.grow(store)
        except (ArchiveError, sqlite3.Error, RuntimeError) as error:      # closed meanwhile, or written to
            logger.info("%s goes on as it was (%s)", self._folder / FILE, error)

    def _load(self, *, mapped: bool) -> tuple[faiss.Index, int]:
        path = self._folder / FILE
        try:
            file = _file(path)
            facts = json.loads((self._folder / STAMP).read_text(encoding="utf-8"))
            if checksum(path) != facts["crc32"]:
                raise ValueError("its checksum does not match")
            if facts.get("mark", self._mark) != self._mark:
                raise ValueError("it is of another archive")
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if mapped else 0)
            if index.d != self._dimensions or index.ntotal != facts["vectors"]:
                raise ValueError("it does not fit its stamp")
            self._file = file if mapped else None
            return index, int(facts["generation"])
        except FileNotFoundError:
            return flat(self._dimensions), 0
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            logger.warning("%s is damaged (%s); making it anew from the database", path, error)
            return flat(self._dimensions), 0


@dataclass(frozen=True, slots=True)
class _MappedFile:
    """What tells a file from another, and from what it was."""

    number: int      # no other file has it as long as this one is mapped
    size: int
    modified: int    # nanoseconds


def _file(path: Path) -> _MappedFile | None:
    """The file of that name; None when there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return _MappedFile(facts.st_ino, facts.st_size, facts.st_mtime_ns)


def checksum(path: Path) -> int:
    """CRC-32 of a file."""
    crc = 0
    with path.open("rb") as file:
        while block := file.read(_READ):
            crc = zlib.crc32(block, crc)
    return crc
