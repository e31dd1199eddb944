"""What articles said at each time: their versions in the database, the present one last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from corpus import Article
from index.store.database import Database, batched, clock_micros, from_micros, marks, micros
from index.store.tombstones import Tombstones
from index.types.arrays import Ids

NEVER = np.iinfo(np.int64).max       # since when a version is known of which nobody knows when it came
_DATES = "json_extract(record, '$.published'), json_extract(record, '$.updated'), json_extract(record, '$.corrections')"


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said at one time."""

    number: int                  # from 1
    article: Article
    stored: datetime | None      # when it came; None for one from before this was kept
    replaced: datetime | None    # when the next one came; None for the present one


class FormerVersion(NamedTuple):
    """Which former version it is; no two have the same, of articles that were taken out and came again neither."""

    id: str            # the article's
    number: int
    replaced: int      # microseconds since 1970

    @property
    def name(self) -> str:
        """All of it in one word."""
        return f"{self.number}.{self.replaced}:{self.id}"

    @classmethod
    def named(cls, name: str) -> FormerVersion:
        """The version that a `name` stands for."""
        figures, _, id = name.partition(":")
        number, _, replaced = figures.partition(".")
        return cls(id, int(number), int(replaced))


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

    def present_since(self, generation: int) -> tuple[Ids, Ids]:
        """Keys (n,) of the articles written after that generation, and since when they are known as they stand, (n,).

        In microseconds since 1970, NEVER where nobody knows.
        """
        with self._database.looking() as db:
            rows = db.execute(
                "SELECT key, version, coalesce(stored, (SELECT replaced FROM versions v WHERE v.id = a.id "
                f"AND v.version = a.version - 1)), {_DATES} FROM articles a "
                "WHERE key IN (SELECT article FROM passages WHERE generation > ?)", (generation,)
            ).fetchall()
        since = [_since(number, stored, dates) for _, number, stored, *dates in rows]
        return np.array([row[0] for row in rows], dtype=np.int64), np.array(since, dtype=np.int64)

    def former(self) -> dict[FormerVersion, int]:
        """Every former version, and since when it was known, as `present_since` has it; until it was replaced."""
        with self._database.looking() as db:
            rows = db.execute(
                "SELECT id, version, replaced, coalesce(stored, (SELECT replaced FROM versions w WHERE w.id = v.id "
                f"AND w.version = v.version - 1)), {_DATES} FROM versions v"
            ).fetchall()
        return {FormerVersion(*row[:3]): _since(row[1], row[3], row[4:]) for row in rows}

    def read(self, wanted: Iterable[FormerVersion]) -> dict[FormerVersion, Article]:
        """What these former versions said; without those that are not kept any more."""
        found = {}
        with self._database.looking() as db:
            for each in wanted:
                row = db.execute(
                    "SELECT record FROM versions WHERE id = ? AND version = ? AND replaced = ?", each
                ).fetchone()
                if row:
                    found[each] = Article.from_dict(json.loads(row[0]))
        return found

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


def known_at(versions: Sequence[Version], moment: datetime) -> Version | None:
    """Which of an article's versions was known then: the last one that had come; None where none had.

    The first one is known from the day that it is dated by itself, though the archive was built later.
    """
    at = clock_micros(moment) or 0
    before: list[Version | None] = [None, *versions][: len(versions)]
    came = [each for earlier, each in zip(before, versions, strict=True) if _known_since(each, earlier) <= at]
    return came[-1] if came else None


def _known_since(version: Version, before: Version | None) -> int:
    article, stored = version.article, version.stored or (before.replaced if before else None)
    dates = (article.published, article.updated, *(date for date, _ in article.corrections))
    return _earlier(version.number, micros(stored), [clock_micros(date) for date in dates if date])


def _since(number: int, stored: int | None, dates: Sequence[str | None]) -> int:
    """The same from a row: the dates published and updated, and the corrections as JSON."""
    published, updated, corrections = dates
    written = [published, updated, *(each["date"] for each in json.loads(corrections or "[]"))]
    return _earlier(number, stored, [clock_micros(datetime.fromisoformat(each)) for each in written if each])


def _earlier(number: int, stored: int | None, dates: Sequence[int | None]) -> int:
    """A later version is known since it came; the first one since the last of its own dates, where that is earlier."""
    dated = max((each for each in dates if each is not None), default=NEVER) if number == 1 else NEVER
    return min(NEVER if stored is None else stored, dated)
