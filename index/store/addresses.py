"""Which articles stand at an address."""

from __future__ import annotations

from index.store.database import Database
from index.types.address import canonical


class Addresses:
    """The canonical addresses of an archive's articles, behind verbs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def at(self, address: str) -> list[str]:
        """Ids of the articles with that canonical address, in the order they came."""
        with self._database.looking() as db:
            found = db.execute(
                "SELECT key, id FROM articles WHERE address = ? AND address <> ''", (address,)
            ).fetchall()
            old = db.execute("SELECT key, id, json_extract(record, '$.url') FROM articles WHERE address IS NULL")
            found += [(key, id) for key, id, url in old if url and canonical(url) == address]
        return [id for _, id in sorted(found)]

    def note(self) -> None:
        """Note the addresses of articles from before they were; nothing to do in any other archive."""
        with self._database.looking() as db:
            old = db.execute(
                "SELECT key, json_extract(record, '$.url') FROM articles WHERE address IS NULL"
            ).fetchall()
        if old:
            with self._database.changing():
                self._database.db.executemany(
                    "UPDATE articles SET address = ? WHERE key = ?", [(canonical(url or ""), key) for key, url in old]
                )
