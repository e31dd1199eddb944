"""The archive's one durable truth: articles in SQLite, and beside them their versions, passages and vectors."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from corpus import ArchiveMissing, Article
from index.model.sentences import Span
from index.store.addresses import Addresses
from index.store.database import Database, batched, from_micros, marks, micros
from index.store.outline import Outline, outline
from index.store.passages import Passages
from index.store.record import as_stored, columns, crc_of, same_words
from index.store.stories import link, unlink, unlinked
from index.store.tombstones import Tombstones
from index.store.vectors import Vectors
from index.store.versions import ArticleVersions
from index.store.visibility import NOT_WITHDRAWN, shown_at
from index.types.recipe import Recipe

_LINK_BATCH = 1_000   # articles a transaction


@dataclass(frozen=True, slots=True)
class Figures:
    """What a reader may see at one moment."""

    articles: int
    oldest: datetime | None    # publication dates
    newest: datetime | None
    undated: int = 0           # articles without such a date


@dataclass(frozen=True, slots=True)
class _KeptFigures:
    """Figures, and what they hold for: counting reads every article, and each answer states them."""

    figures: Figures
    generation: int
    since: datetime
    until: datetime | None     # when time alone changes them

    def hold(self, generation: int, moment: datetime) -> bool:
        return self.generation == generation and self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Erased:
    """What a withdrawal took out of the database, in rows."""

    articles: int = 0
    versions: int = 0            # former ones
    passages: int = 0
    vectors: int = 0
    tokens: int = 0              # passages' token vectors
    stories: int = 0             # entries among the articles that print the same story


class Store(Database):
    """The archive's articles, behind verbs; what belongs to them in `versions`, `passages` and `vectors`."""

    def __init__(self, folder: Path, *, new: bool = False) -> None:
        """Open the database in `folder`; `new` makes it where there is none."""
        super().__init__(folder, new=new)
        self.addresses = Addresses(self)
        self.tombstones = Tombstones(self, self.addresses)
        self.versions = ArticleVersions(self, self.tombstones)
        self.passages, self.vectors = Passages(self), Vectors(self)
        self._figures: _KeptFigures | None = None

    # -- the archive as a whole

    def recipe(self) -> Recipe | None:
        """How the archive is built; None for a new one."""
        stored = self.meta("recipe")
        return Recipe.from_dict(json.loads(stored)) if stored else None

    def begun_recipe(self) -> Recipe:
        """The same; raises ArchiveMissing where the first build was broken off before one was kept."""
        if recipe := self.recipe():
            return recipe
        raise ArchiveMissing(
            f"The first build of the archive in {self.path.parent} was broken off before its first article; run the "
            f"same index build again, which finishes it."
        )

    def set_recipe(self, recipe: Recipe) -> None:
        """Keep the recipe of a new archive."""
        with self.changing():
            self.set_meta("recipe", json.dumps(recipe.to_dict()))

    def figures(self, moment: datetime) -> Figures:
        """How many articles are visible at `moment`, and their dates; counted once as long as nothing changes them."""
        generation, kept = self.generation(), self._figures      # read first: what is counted is that old at most
        if kept is None or not kept.hold(generation, moment) or self.db.in_transaction:
            with self.explaining():
                kept = _KeptFigures(self._counted(moment), generation, moment, self._next_change(moment))
            self._figures = None if self.db.in_transaction else kept
        return kept.figures

    def _counted(self, moment: datetime) -> Figures:
        where, values = shown_at(moment)
        articles, dated, oldest, newest = self.db.execute(
            "SELECT count(*), count(published), min(published), (SELECT json_extract(record, '$.published') FROM "
            f"articles a WHERE {where} ORDER BY published DESC LIMIT 1) FROM articles a WHERE {where}", values * 2,
        ).fetchone()
        return Figures(articles, from_micros(oldest), newest and datetime.fromisoformat(newest), articles - dated)

    def sections(self, moment: datetime) -> tuple[str, ...]:
        """The sections of what is visible at `moment`, as first written, largest first."""
        where, values = shown_at(moment)
        with self.explaining():
            rows = self.db.execute(
                "SELECT min(json_extract(record, '$.section')) FROM articles a "
                f"WHERE {where} AND section <> '' GROUP BY section ORDER BY count(*) DESC, 1",
                values,
            ).fetchall()
        return tuple(name for (name,) in rows)

    def outline(self, moment: datetime) -> Outline:
        """What is visible at `moment` by month, section, source, author and kind."""
        where, values = shown_at(moment)
        with self.still():
            return outline(self.db, where, values, self._next_change(moment))

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file and between its tables; empty when all is well."""
        try:
            found = [row[0] for row in self.db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [f"a row of {row[0]} points at nothing" for row in self.db.execute("PRAGMA foreign_key_check")]
            lost = self.db.execute(
                "SELECT count(*) FROM passages p WHERE "
                "(p.embedded IS NOT NULL) <> EXISTS (SELECT 1 FROM vectors v WHERE v.passage = p.id) "
                "OR (p.embedded IS NOT NULL) <> EXISTS (SELECT 1 FROM tokens t WHERE t.passage = p.id)"
            ).fetchone()[0]
            rows = self.db.execute("SELECT id, record, crc FROM articles WHERE crc IS NOT NULL")
            found += [f"the article {id} is not as it was stored" for id, record, crc in rows if crc != crc_of(record)]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return [str(error)]
        return found + ([f"{lost} passages and their vectors don't match"] if lost else [])

    # -- articles

    def hashes(self, ids: Sequence[str]) -> dict[str, str]:
        """Hash by id of what their sources gave, of those that are there."""
        found: dict[str, str] = {}
        with self.explaining():
            for batch in batched(ids):
                found.update(self.db.execute(
                    f"SELECT id, coalesce(given, hash) FROM articles WHERE id IN ({marks(batch)})", batch
                ))
        return found

    def article(self, id: str, moment: datetime | None, *, preview: bool = False) -> Article | None:
        """The article of that id; only when visible at `moment`, unless that is None, or in a preview."""
        where, values = shown_at(moment, preview=preview) if moment else (NOT_WITHDRAWN, ())
        with self.explaining():
            row = self.db.execute(
                f"SELECT record, crc FROM articles a WHERE id = ? AND {where}", (id, *values)
            ).fetchone()
        return as_stored(self.path, *row) if row else None

    def articles(self, moment: datetime | None = None) -> Iterator[Article]:
        """Every article in the order it came; only those visible at `moment`, unless that is None."""
        where, values = shown_at(moment) if moment else (NOT_WITHDRAWN, ())
        with self.explaining():
            for row in self.db.execute(f"SELECT record, crc FROM articles a WHERE {where} ORDER BY key", values):
                yield as_stored(self.path, *row)

    def of_keys(self, keys: Sequence[int]) -> list[Article]:
        """The articles of those keys, hidden ones too, in their order; without those that have gone."""
        found = {}
        with self.explaining():
            for batch in batched(keys):
                rows = self.db.execute(f"SELECT key, record, crc FROM articles WHERE key IN ({marks(batch)})", batch)
                found.update({key: as_stored(self.path, *row) for key, *row in rows})
        return [found[key] for key in keys if key in found]

    def newest(self, limit: int, moment: datetime) -> list[Article]:
        """The latest visible articles that carry a date, newest first."""
        where, values = shown_at(moment)
        with self.explaining():
            rows = self.db.execute(
                f"SELECT record, crc FROM articles a WHERE {where} AND published IS NOT NULL "
                "ORDER BY published DESC, key DESC LIMIT ?",
                (*values, limit),
            ).fetchall()
        return [as_stored(self.path, *row) for row in rows]

    def visible(self, ids: Collection[str], moment: datetime) -> set[str]:
        """Of these articles, those that a reader may see at `moment`."""
        where, values = shown_at(moment)
        found: set[str] = set()
        with self.explaining():
            for batch in batched(list(ids)):
                rows = self.db.execute(
                    f"SELECT id FROM articles a WHERE id IN ({marks(batch)}) AND {where}", (*batch, *values)
                )
                found.update(id for (id,) in rows)
        return found

    def put(
        self, articles: Sequence[tuple[Article, Sequence[Span]]], given: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Add or replace articles with the spans of their passages, all or none; never one that was withdrawn.

        `given` has the hash by id of those whose source gave something else.
        """
        with self.changing() as generation:
            barred = self.tombstones.barred([article for article, _ in articles])
            for article, spans in articles:
                if article.id not in barred:
                    self._put(article, spans, generation, given.get(article.id, article.content_hash))

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out, their passages, vectors and former versions too; how many there were."""
        with self.changing() as generation:
            return self._delete(ids, generation)

    def present(self, id: str) -> bool:
        """Whether there is an article of that id, hidden or not."""
        with self.explaining():
            return self._key(id) is not None

    # -- withdrawal

    def erase(self, ids: Sequence[str]) -> Erased:
        """Delete every row of articles that are buried, overwriting what stood there; how many rows."""
        with self.explaining():
            self.db.execute("PRAGMA secure_delete = ON")
        before = self._rows()
        with self.changing() as generation:
            self._delete(ids, generation)
        return Erased(*(was - now for was, now in zip(before, self._rows(), strict=True)))

    # -- stories

    def prints_of_same(self, ids: Sequence[str]) -> list[str]:
        """Ids of the other articles that print the story of one of these."""
        with self.explaining():
            rows = self.db.execute(
                "SELECT DISTINCT b.id FROM articles a JOIN stories s ON s.article = a.key JOIN stories t "
                f"ON t.story = s.story JOIN articles b ON b.key = t.article WHERE a.id IN ({marks(ids)}) "
                "ORDER BY b.key",
                list(ids),
            ).fetchall()
        return [id for (id,) in rows if id not in ids]

    def link_stories(self) -> None:
        """Look for twins among articles from before twins were looked for; nothing to do in any other archive."""
        with self.explaining():
            waiting = unlinked(self.db, _LINK_BATCH)
        while waiting:
            with self.changing():
                for key, article in waiting:
                    link(self.db, key, article)
            waiting = unlinked(self.db, _LINK_BATCH)

    # -- inside

    def _next_change(self, moment: datetime) -> datetime | None:
        """When time alone changes next what a reader may see."""
        row = self.db.execute(
            "SELECT min(at) FROM (SELECT min(embargoed_until) AS at FROM articles WHERE embargoed_until > :now "
            "UNION ALL SELECT min(expires) FROM articles WHERE expires > :now)", {"now": micros(moment)}
        ).fetchone()
        return from_micros(row[0])

    def _key(self, id: str) -> int | None:
        row = self.db.execute("SELECT key FROM articles WHERE id = ?", (id,)).fetchone()
        return int(row[0]) if row else None

    def _delete(self, ids: Sequence[str], generation: int) -> int:
        found = {id: self._key(id) for id in ids}
        keys = {id: key for id, key in found.items() if key is not None}
        unlink(self.db, list(keys.values()))
        for id, key in keys.items():
            self.passages.drop(key, generation)
            self.db.execute("DELETE FROM articles WHERE key = ?", (key,))
            self.db.execute("DELETE FROM versions WHERE id = ?", (id,))
        return len(keys)

    def _rows(self) -> list[int]:
        tables = ("articles", "versions", "passages", "vectors", "tokens", "stories")
        return [self.number(f"SELECT count(*) FROM {table}") for table in tables]

    def _put(self, article: Article, spans: Sequence[Span], generation: int, given: str) -> None:
        before = self.db.execute(
            "SELECT key, version, record, stored FROM articles WHERE id = ?", (article.id,)
        ).fetchone()
        now = micros(datetime.now(UTC))
        row = {**columns(article, given), "stored": now}
        if before is None:
            key = self.db.execute(
                f"INSERT INTO articles ({', '.join(row)}, version) VALUES ({marks(row)}, 1)",
                tuple(row.values()),
            ).lastrowid
            self.passages.insert(int(key or 0), spans, generation)
            link(self.db, int(key or 0), article)
            return
        key, version, record, stored = before
        self.db.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", (article.id, version, record, now, stored))
        self.db.execute(
            f"UPDATE articles SET {', '.join(f'{name} = ?' for name in row)}, version = ? WHERE key = ?",
            (*row.values(), version + 1, key),
        )
        if same_words(record, article):
            self.db.execute("UPDATE passages SET generation = ? WHERE article = ?", (generation, key))
        else:
            self.passages.drop(key, generation)
            self.passages.insert(key, spans, generation)
            unlink(self.db, [key])
            link(self.db, key, article)
