"""What articles said at each time: their versions in the database, the present one last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus import Article
from index.store.database import Database, batched, from_micros, marks
from index.store.tombstones import Tombstones


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said at one time."""

    number: int                  # from 1
    article: Article
    stored: datetime | None      # when it came; None for one from before this was kept
    replaced: datetime | None    # when the next one came; None for the present one


class ArticleVersions:
    """Every version of an archive's articles, behind verbs."""

    def __init__(self, database: Database, tombstones: Tombstones) -> None:
        self._database, self._tombstones = database, tombstones

    def of(self, id: str) -> list[Version]:
        """Every version of an article, the present one last; none of one that isn't there or was withdrawn."""
        if self._tombstones.find(id):
            return []
        with self._database.looking() as db:
            rows = db.execute(
                "SELECT version, record, stored, replaced FROM versions WHERE id = :id UNION ALL "
                "SELECT version, record, stored, NULL FROM articles WHERE id = :id ORDER BY version",
                {"id": id},
            ).fetchall()
        return [
            Version(number, Article.from_dict(json.loads(record)), from_micros(stored), from_micros(replaced))
            for number, record, stored, replaced in rows
        ]

    def number_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says; None when there is none any more."""
        with self._database.looking() as db:
            row = db.execute(
                "SELECT version FROM articles WHERE id = ? AND hash = ?", (article.id, article.content_hash)
            ).fetchone()
        if row:
            return int(row[0])
        numbers = [each.number for each in self.of(article.id) if each.article.content_hash == article.content_hash]
        return numbers[-1] if numbers else None

    def every(self, ids: Sequence[str]) -> list[Article]:
        """Everything that these articles say or said: present and former versions, buried ones too."""
        articles = []
        with self._database.looking() as db:
            for batch in batched(ids):
                for table in ("articles", "versions"):
                    rows = db.execute(f"SELECT record FROM {table} WHERE id IN ({marks(batch)})", batch)
                    articles += [Article.from_dict(json.loads(record)) for (record,) in rows]
        return articles

    def forget(self, ids: Sequence[str]) -> None:
        """Delete the former versions of these articles."""
        with self._database.changing():
            self._database.db.executemany("DELETE FROM versions WHERE id = ?", [(id,) for id in ids])

    def contain(self, phrase: str) -> bool:
        """Whether any article, or a former version of one, has this stretch of a line; reads every record."""
        written = json.dumps(phrase, ensure_ascii=False)[1:-1]
        with self._database.looking() as db:
            return any(
                db.execute(f"SELECT 1 FROM {table} WHERE instr(record, ?) LIMIT 1", (written,)).fetchone()
                for table in ("articles", "versions")
            )
