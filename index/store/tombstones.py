"""Which articles were withdrawn, for good: hidden from the first moment, and barred from coming back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus import Article
from index.store.addresses import Addresses
from index.store.database import EPOCH, Database, micros
from index.types.address import canonical


@dataclass(frozen=True, slots=True)
class Tombstone:
    """That an article was withdrawn, and nothing of what it said."""

    id: str
    address: str                 # canonical URL; empty when it had none of its own
    reason: str
    withdrawn: datetime
    unfinished: bool             # whether a file may still hold its text


class Tombstones:
    """The tombstones of an archive, behind verbs."""

    def __init__(self, database: Database, addresses: Addresses) -> None:
        self._database, self._addresses = database, addresses

    def bury(self, ids: Sequence[str], reason: str) -> list[Tombstone]:
        """Hide articles from everybody for good, at once; their rows are there until `erase`. The tombstones set."""
        now = micros(datetime.now(UTC))
        self._addresses.note()
        with self._database.changing():
            for id in ids:
                row = self._database.db.execute("SELECT address FROM articles WHERE id = ?", (id,)).fetchone()
                if row is None:
                    continue
                address = row[0] or ""
                shared = set(self._addresses.at(address)) - set(ids)
                self._database.db.execute("UPDATE articles SET status = 'canceled' WHERE id = ?", (id,))
                self._database.db.execute(
                    "INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?, ?, 1)",
                    (id, "" if shared else address, reason, now),
                )
        return [tombstone for id in ids if (tombstone := self.find(id)) and tombstone.unfinished]

    def find(self, id_or_address: str) -> Tombstone | None:
        """The tombstone of an article by its id, else by its address."""
        with self._database.looking() as db:
            row = db.execute(
                "SELECT * FROM tombstones WHERE id = :id OR (address = :address AND address <> '') "
                "ORDER BY id <> :id LIMIT 1",
                {"id": id_or_address, "address": canonical(id_or_address)},
            ).fetchone()
        return _tombstone(row) if row else None

    def unfinished(self) -> list[Tombstone]:
        """Withdrawals that were begun and not ended."""
        with self._database.looking() as db:
            rows = db.execute("SELECT * FROM tombstones WHERE unfinished = 1 ORDER BY withdrawn, id").fetchall()
        return [_tombstone(row) for row in rows]

    def buried(self) -> list[int]:
        """Keys of the articles that are being withdrawn; nobody may see them, whatever else is said of them."""
        with self._database.looking() as db:
            rows = db.execute(
                "SELECT a.key FROM tombstones t CROSS JOIN articles a ON a.id = t.id WHERE t.unfinished = 1"
            ).fetchall()
        return [key for (key,) in rows]

    def barred(self, articles: Sequence[Article]) -> dict[str, Tombstone]:
        """Of these articles, by id, those that may not come in: withdrawn by their id, or new at such an address."""
        with self._database.looking() as db:
            if not db.execute("SELECT EXISTS (SELECT 1 FROM tombstones)").fetchone()[0]:
                return {}
            found = {}
            for article in articles:
                row = db.execute(
                    "SELECT * FROM tombstones WHERE id = :id OR (address = :address AND address <> '' "
                    "AND NOT EXISTS (SELECT 1 FROM articles WHERE id = :id)) LIMIT 1",
                    {"id": article.id, "address": canonical(article.url)},
                ).fetchone()
                if row:
                    found[article.id] = _tombstone(row)
        return found

    def finish(self, ids: Sequence[str]) -> None:
        """Note that no file holds them any more."""
        with self._database.changing():
            self._database.db.executemany("UPDATE tombstones SET unfinished = 0 WHERE id = ?", [(id,) for id in ids])

    def readmit(self, id: str) -> bool:
        """Lift the tombstone of that id, so that the article may be added again; whether there was one."""
        with self._database.changing():
            gone = self._database.db.execute("DELETE FROM tombstones WHERE id = ? AND NOT unfinished", (id,))
            return bool(gone.rowcount)

    def elsewhere(self) -> list[Path]:
        """Files outside the archive's folder in which answers are kept, as servers noted them."""
        return [Path(path) for path in json.loads(self._database.meta("answers") or "[]")]

    def note_elsewhere(self, path: Path) -> None:
        """Note a file in which answers are kept, so that a withdrawal finds it."""
        known = [str(each) for each in self.elsewhere()]
        if str(path) not in known:
            with self._database.explaining():
                self._database.set_meta("answers", json.dumps([*known, str(path)]))


def _tombstone(row: Sequence[Any]) -> Tombstone:
    id, address, reason, withdrawn, unfinished = row
    return Tombstone(id, address, reason, EPOCH + timedelta(microseconds=withdrawn), bool(unfinished))
