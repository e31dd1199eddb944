"""Vectors and tokens of passages in the database, as float16 and at one bit a dimension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.store.database import Database, batched, marks
from index.types.arrays import Array, Ids


class Vectors:
    """The vectors and tokens of an archive's passages, behind verbs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def generation(self) -> int:
        """Generation of the last change to vectors: what the dense index has to reach."""
        return self._database.number(
            "SELECT max(ifnull((SELECT max(embedded) FROM passages), 0), "
            "ifnull((SELECT max(generation) FROM removed), 0))"
        )

    def read(self, ids: Ids) -> tuple[Ids, Array]:
        """Ids (n,), ascending, and vectors (n, dimensions) of those passages that have been embedded."""
        rows: list[tuple[int, bytes]] = []
        with self._database.looking() as db:
            for batch in batched(ids.tolist()):
                rows += db.execute(
                    f"SELECT passage, vector FROM vectors WHERE passage IN ({marks(batch)}) ORDER BY passage", batch
                )
        return _matrix(sorted(rows))

    def since(self, generation: int) -> Iterator[tuple[Ids, Array]]:
        """Ids (n,) and vectors (n, dimensions) that came after that generation, in batches."""
        with self._database.looking() as db:
            cursor = db.execute(
                "SELECT v.passage, v.vector FROM passages p JOIN vectors v ON v.passage = p.id WHERE p.embedded > ?",
                (generation,),
            )
            while rows := cursor.fetchmany(10_000):
                yield _matrix(rows)

    def changed_since(self, generation: int) -> int:
        """How many vectors came or went after that generation."""
        return self._database.number(
            f"SELECT (SELECT count(*) FROM passages WHERE embedded > {generation:d}) + "
            f"(SELECT count(*) FROM removed WHERE generation > {generation:d})"
        )

    def tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Packed tokens by passage id, of those that have been embedded."""
        found: dict[int, bytes] = {}
        with self._database.looking() as db:
            for batch in batched(ids):
                found.update(db.execute(f"SELECT passage, data FROM tokens WHERE passage IN ({marks(batch)})", batch))
        return found

    def put(self, ids: Sequence[int], vectors: Array, tokens: Sequence[bytes]) -> None:
        """Keep vectors (n, dimensions) as float16, and packed tokens; passages that have gone are passed over."""
        halves = vectors.astype("<f2")
        with self._database.changing() as generation:
            db = self._database.db
            for id, half, packed in zip(ids, halves, tokens, strict=True):
                if db.execute("UPDATE passages SET embedded = ? WHERE id = ?", (generation, id)).rowcount:
                    db.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (id, half.tobytes()))
                    db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?)", (id, packed))


def _matrix(rows: Sequence[tuple[int, bytes]]) -> tuple[Ids, Array]:
    """Ids (n,) and vectors (n, dimensions) from rows of the table."""
    halves = np.frombuffer(b"".join([vector for _, vector in rows]), dtype="<f2")
    width = len(halves) // max(1, len(rows))
    return np.array([id for id, _ in rows], dtype=np.int64), halves.reshape(len(rows), width).astype(np.float32)
