"""The archive's one durable truth: articles, passages and vectors in SQLite."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import ArchiveDamaged, Article
from index.model.embed import Array
from index.model.sentences import Span
from index.store.addresses import Addresses
from index.store.database import Database, batched, clock_micros, from_micros, marks, micros
from index.store.outline import Outline, outline
from index.store.stories import link, unlink, unlinked
from index.store.tombstones import Tombstones
from index.store.visibility import NOT_WITHDRAWN, in_scope, shown_at
from index.types.address import canonical
from index.types.hit import Passage
from index.types.recipe import Recipe
from index.types.scope import Scope

_LINK_BATCH = 1_000   # articles a transaction

Ids = NDArray[np.int64]

FILED = ("status", "embargoed_until", "expires", "published", "section", "source", "kind", "language", "authors")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a reader may see at one moment."""

    articles: int
    oldest: datetime | None    # publication dates
    newest: datetime | None
    undated: int = 0           # articles without such a date


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said at one time."""

    number: int                  # from 1
    article: Article
    stored: datetime | None      # when it came; None for one from before this was kept
    replaced: datetime | None    # when the next one came; None for the present one


@dataclass(frozen=True, slots=True)
class Filed:
    """What filters and embargoes look at, of the articles that were written after a generation."""

    generation: int              # the one that this brings up to
    removed: Ids                 # passages that have gone
    articles: list[tuple[Any, ...]]      # key, then `FILED`
    passages: NDArray[np.int64]  # (n, 3): an article's key, its first passage, its last


@dataclass(frozen=True, slots=True)
class Erased:
    """What a withdrawal took out of the database, in rows."""

    articles: int = 0
    versions: int = 0            # former ones
    passages: int = 0
    vectors: int = 0
    tokens: int = 0              # passages' token vectors
    stories: int = 0             # entries among the articles that print the same story


@dataclass(frozen=True, slots=True)
class Telling:
    """Whose passage it is, of a story that several articles print."""

    article: int               # keys of the database
    story: int
    published: int | None      # microseconds since 1970, by the article's own clock

    def before(self, other: Telling) -> bool:
        """Whether this article was published earlier; one without a date comes last."""
        return self.published is not None and (other.published is None or self.published < other.published)


class Store(Database):
    """The archive's articles, passages and vectors, behind verbs."""

    def __init__(self, folder: Path, *, new: bool = False) -> None:
        """Open the database in `folder`; `new` makes it where there is none."""
        super().__init__(folder, new=new)
        self.addresses = Addresses(self)
        self.tombstones = Tombstones(self, self.addresses)

    # -- the archive as a whole

    def words_generation(self) -> int:
        """Generation of the last change to passages: what the lexical index has to reach."""
        return self.number("SELECT max(ifnull((SELECT max(generation) FROM passages), 0), "
                           "ifnull((SELECT max(generation) FROM removed), 0))")

    def vectors_generation(self) -> int:
        """Generation of the last change to vectors: what the dense index has to reach."""
        return self.number("SELECT max(ifnull((SELECT max(embedded) FROM passages), 0), "
                           "ifnull((SELECT max(generation) FROM removed), 0))")

    def recipe(self) -> Recipe | None:
        """How the archive is built; None for a new one."""
        stored = self.meta("recipe")
        return Recipe.from_dict(json.loads(stored)) if stored else None

    def set_recipe(self, recipe: Recipe) -> None:
        """Keep the recipe of a new archive."""
        with self.changing():
            self.set_meta("recipe", json.dumps(recipe.to_dict()))

    def figures(self, moment: datetime) -> Figures:
        """How many articles are visible at `moment`, and their dates; answered from an index alone."""
        where, values = shown_at(moment)
        with self.explaining():
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
            found += [f"the article {id} is not as it was stored" for id, record, crc in rows if crc != _crc(record)]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return [str(error)]
        return found + ([f"{lost} passages and their vectors don't match"] if lost else [])

    # -- articles

    def hashes(self, ids: Sequence[str]) -> dict[str, str]:
        """Content hash by id, of those that are there."""
        found: dict[str, str] = {}
        with self.explaining():
            for batch in batched(ids):
                found.update(self.db.execute(f"SELECT id, hash FROM articles WHERE id IN ({marks(batch)})", batch))
        return found

    def article(self, id: str, moment: datetime | None) -> Article | None:
        """The article of that id; only when visible at `moment`, unless that is None."""
        where, values = shown_at(moment) if moment else (NOT_WITHDRAWN, ())
        with self.explaining():
            row = self.db.execute(
                f"SELECT record, crc FROM articles a WHERE id = ? AND {where}", (id, *values)
            ).fetchone()
        return self.as_stored(*row) if row else None

    def articles(self, moment: datetime | None = None) -> Iterator[Article]:
        """Every article in the order it came; only those visible at `moment`, unless that is None."""
        where, values = shown_at(moment) if moment else (NOT_WITHDRAWN, ())
        with self.explaining():
            for row in self.db.execute(f"SELECT record, crc FROM articles a WHERE {where} ORDER BY key", values):
                yield self.as_stored(*row)

    def newest(self, limit: int, moment: datetime) -> list[Article]:
        """The latest visible articles that carry a date, newest first."""
        where, values = shown_at(moment)
        with self.explaining():
            rows = self.db.execute(
                f"SELECT record, crc FROM articles a WHERE {where} AND published IS NOT NULL "
                "ORDER BY published DESC, key DESC LIMIT ?",
                (*values, limit),
            ).fetchall()
        return [self.as_stored(*row) for row in rows]

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

    def put(self, articles: Sequence[tuple[Article, Sequence[Span]]]) -> None:
        """Add or replace articles with the spans of their passages, all or none; never one that was withdrawn."""
        with self.changing() as generation:
            barred = self.tombstones.barred([article for article, _ in articles])
            for article, spans in articles:
                if article.id not in barred:
                    self._put(article, spans, generation)

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out, their passages, vectors and former versions too; how many there were."""
        with self.changing() as generation:
            return self._delete(ids, generation)

    # -- versions

    def versions(self, id: str) -> list[Version]:
        """Every version of an article, the present one last; none of one that isn't there or was withdrawn."""
        if self.tombstones.find(id):
            return []
        with self.explaining():
            rows = self.db.execute(
                "SELECT version, record, stored, replaced FROM versions WHERE id = :id UNION ALL "
                "SELECT version, record, stored, NULL FROM articles WHERE id = :id ORDER BY version",
                {"id": id},
            ).fetchall()
        return [
            Version(number, Article.from_dict(json.loads(record)), from_micros(stored), from_micros(replaced))
            for number, record, stored, replaced in rows
        ]

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says; None when there is none any more."""
        with self.explaining():
            row = self.db.execute(
                "SELECT version FROM articles WHERE id = ? AND hash = ?", (article.id, article.content_hash)
            ).fetchone()
        if row:
            return int(row[0])
        found = [each.number for each in self.versions(article.id) if each.article.content_hash == article.content_hash]
        return found[-1] if found else None

    def said(self, ids: Sequence[str]) -> list[Article]:
        """Everything that these articles say or said: present and former versions, buried ones too."""
        found = []
        with self.explaining():
            for batch in batched(ids):
                for table in ("articles", "versions"):
                    rows = self.db.execute(f"SELECT record FROM {table} WHERE id IN ({marks(batch)})", batch)
                    found += [Article.from_dict(json.loads(record)) for (record,) in rows]
        return found

    def forget_versions(self, ids: Sequence[str]) -> None:
        """Delete the former versions of these articles."""
        with self.changing():
            self.db.executemany("DELETE FROM versions WHERE id = ?", [(id,) for id in ids])

    def holds(self, phrase: str) -> bool:
        """Whether any article, or a former version of one, has this stretch of a line; reads every record."""
        written = json.dumps(phrase, ensure_ascii=False)[1:-1]
        with self.explaining():
            return any(
                self.db.execute(f"SELECT 1 FROM {table} WHERE instr(record, ?) LIMIT 1", (written,)).fetchone()
                for table in ("articles", "versions")
            )

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

    # -- passages

    def passages(self, ids: Sequence[int], scope: Scope | None = None) -> dict[int, Passage]:
        """Passages by id: those that are still there and, under a scope, in it and visible."""
        where, values = in_scope(scope) if scope else ("TRUE", ())
        found: dict[int, Passage] = {}
        articles: dict[int, Article] = {}
        with self.explaining():
            for batch in batched(ids):
                rows = self.db.execute(   # CROSS: SQLite would rather go through every visible article first
                    'SELECT p.id, p.start, p."end", a.key, a.record, a.crc FROM passages p CROSS JOIN articles a '
                    f"ON a.key = p.article WHERE p.id IN ({marks(batch)}) AND {where}",
                    (*batch, *values),
                )
                for id, start, end, key, record, crc in rows:
                    if key not in articles:
                        articles[key] = self.as_stored(record, crc)
                    found[id] = Passage(id, articles[key], start, end)
        return found

    def tellings(self, ids: Sequence[int]) -> dict[int, Telling]:
        """Of these passages, those of a story that several articles print, hidden ones too."""
        found: dict[int, Telling] = {}
        with self.explaining():
            for batch in batched(ids):
                rows = self.db.execute(
                    "SELECT p.id, a.key, s.story, a.published FROM passages p CROSS JOIN stories s "
                    "ON s.article = p.article CROSS JOIN articles a ON a.key = p.article "
                    f"WHERE p.id IN ({marks(batch)}) AND s.story IS NOT NULL",
                    batch,
                )
                found.update((id, Telling(article, story, published)) for id, article, story, published in rows)
        return found

    def prints(self, stories: Collection[int], scope: Scope, limit: int) -> dict[int, list[Article]]:
        """The first `limit` articles that print each story, in the scope and visible, by date; undated ones last."""
        where, values = in_scope(scope)
        found: dict[int, list[Article]] = {}
        with self.explaining():
            for story in stories:
                rows = self.db.execute(
                    "SELECT a.record, a.crc FROM stories s CROSS JOIN articles a ON a.key = s.article "
                    f"WHERE s.story = ? AND {where} ORDER BY a.published IS NULL, a.published, a.key LIMIT ?",
                    (story, *values, limit),
                )
                found[story] = [self.as_stored(*row) for row in rows]
        return found

    def filed_since(self, generation: int) -> Filed:
        """Articles whose passages were written after that generation, and passages that went; at one moment."""
        written = f"IN (SELECT article FROM passages WHERE generation > {generation:d})"
        by_key, by_article = (f"WHERE key {written}", f"WHERE article {written}") if generation else ("", "")
        with self.still():
            now, removed = self.words_generation(), self.removed_since(generation)
            articles = self.db.execute(f"SELECT key, {', '.join(FILED)} FROM articles {by_key}").fetchall()
            # An article's passages are inserted in one go, so that their ids have no gap.
            passages = self.db.execute(
                f"SELECT article, min(id), max(id) FROM passages {by_article} GROUP BY article"
            ).fetchall()
        return Filed(now, removed, articles, np.array(passages, dtype=np.int64).reshape(-1, 3))

    def counts(self) -> tuple[int, int]:
        """How many passages there are, and how many of them have a vector, hidden ones too."""
        with self.explaining():
            passages, embedded = self.db.execute("SELECT count(*), count(embedded) FROM passages").fetchone()
        return passages, embedded

    def written_since(self, generation: int) -> Ids:
        """Ids of the passages written after that generation."""
        return self._ids("SELECT id FROM passages WHERE generation > ?", (generation,))

    def removed_since(self, generation: int) -> Ids:
        """Ids of the passages removed after that generation."""
        return self._ids("SELECT passage FROM removed WHERE generation > ?", (generation,))

    def vectors_since(self, generation: int) -> Iterator[tuple[Ids, Array]]:
        """Ids (n,) and vectors (n, dimensions) that came after that generation, in batches."""
        with self.explaining():
            cursor = self.db.execute(
                "SELECT v.passage, v.vector FROM passages p JOIN vectors v ON v.passage = p.id WHERE p.embedded > ?",
                (generation,),
            )
            while rows := cursor.fetchmany(10_000):
                yield _matrix(rows)

    def vectors(self, ids: Ids) -> tuple[Ids, Array]:
        """Ids (n,), ascending, and vectors (n, dimensions) of those passages that have been embedded."""
        rows: list[tuple[int, bytes]] = []
        with self.explaining():
            for batch in batched(ids.tolist()):
                rows += self.db.execute(
                    f"SELECT passage, vector FROM vectors WHERE passage IN ({marks(batch)}) ORDER BY passage", batch
                )
        return _matrix(sorted(rows))

    def vectors_changed_since(self, generation: int) -> int:
        """How many vectors came or went after that generation."""
        return self.number(
            f"SELECT (SELECT count(*) FROM passages WHERE embedded > {generation:d}) + "
            f"(SELECT count(*) FROM removed WHERE generation > {generation:d})"
        )

    def pending(self) -> list[int]:
        """Ids of the passages without a vector: leads before the rest, newest article first."""
        with self.explaining():
            rows = self.db.execute(
                "SELECT p.id FROM passages p JOIN articles a ON a.key = p.article WHERE p.embedded IS NULL "
                "ORDER BY p.ordinal > 0, a.published DESC, p.id"
            ).fetchall()
        return [id for (id,) in rows]

    def put_vectors(self, ids: Sequence[int], vectors: Array, tokens: Sequence[bytes]) -> None:
        """Keep vectors (n, dimensions) as float16, and packed tokens; passages that have gone are passed over."""
        halves = vectors.astype("<f2")
        with self.changing() as generation:
            for id, half, packed in zip(ids, halves, tokens, strict=True):
                if self.db.execute("UPDATE passages SET embedded = ? WHERE id = ?", (generation, id)).rowcount:
                    self.db.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (id, half.tobytes()))
                    self.db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?)", (id, packed))

    def tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Packed tokens by passage id, of those that have been embedded."""
        found: dict[int, bytes] = {}
        with self.explaining():
            for batch in batched(ids):
                found.update(
                    self.db.execute(f"SELECT passage, data FROM tokens WHERE passage IN ({marks(batch)})", batch)
                )
        return found

    def as_stored(self, record: str, crc: int | None) -> Article:
        """The article of a row; raises ArchiveDamaged when it isn't what was stored."""
        if crc is None or crc == _crc(record):
            return Article.from_dict(json.loads(record))
        raise ArchiveDamaged(
            f"{self.path} has an article that is not as it was stored: the file was damaged. Put back a backup (index "
            f"restore), or build the archive anew from its sources in another folder."
        )

    # -- inside

    def _next_change(self, moment: datetime) -> datetime | None:
        """When time alone changes next what a reader may see."""
        row = self.db.execute(
            "SELECT min(at) FROM (SELECT min(embargoed_until) AS at FROM articles WHERE embargoed_until > :now "
            "UNION ALL SELECT min(expires) FROM articles WHERE expires > :now)", {"now": micros(moment)}
        ).fetchone()
        return from_micros(row[0])

    def _ids(self, query: str, values: Sequence[Any]) -> Ids:
        with self.explaining():
            ids = np.fromiter((row[0] for row in self.db.execute(query, values)), dtype=np.int64)
        ids.sort()
        return ids

    def _key(self, id: str) -> int | None:
        row = self.db.execute("SELECT key FROM articles WHERE id = ?", (id,)).fetchone()
        return int(row[0]) if row else None

    def _delete(self, ids: Sequence[str], generation: int) -> int:
        found = {id: self._key(id) for id in ids}
        keys = {id: key for id, key in found.items() if key is not None}
        unlink(self.db, list(keys.values()))
        for id, key in keys.items():
            self._drop_passages(key, generation)
            self.db.execute("DELETE FROM articles WHERE key = ?", (key,))
            self.db.execute("DELETE FROM versions WHERE id = ?", (id,))
        return len(keys)

    def _rows(self) -> list[int]:
        tables = ("articles", "versions", "passages", "vectors", "tokens", "stories")
        return [self.number(f"SELECT count(*) FROM {table}") for table in tables]

    def _put(self, article: Article, spans: Sequence[Span], generation: int) -> None:
        before = self.db.execute(
            "SELECT key, version, record, stored FROM articles WHERE id = ?", (article.id,)
        ).fetchone()
        now = micros(datetime.now(UTC))
        columns = {**_columns(article), "stored": now}
        if before is None:
            key = self.db.execute(
                f"INSERT INTO articles ({', '.join(columns)}, version) VALUES ({marks(columns)}, 1)",
                tuple(columns.values()),
            ).lastrowid
            self._insert_passages(int(key or 0), spans, generation)
            link(self.db, int(key or 0), article)
            return
        key, version, record, stored = before
        self.db.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", (article.id, version, record, now, stored))
        self.db.execute(
            f"UPDATE articles SET {', '.join(f'{name} = ?' for name in columns)}, version = ? WHERE key = ?",
            (*columns.values(), version + 1, key),
        )
        if _same_words(record, article):
            self.db.execute("UPDATE passages SET generation = ? WHERE article = ?", (generation, key))
        else:
            self._drop_passages(key, generation)
            self._insert_passages(key, spans, generation)
            unlink(self.db, [key])
            link(self.db, key, article)

    def _insert_passages(self, key: int, spans: Sequence[Span], generation: int) -> None:
        self.db.executemany(
            'INSERT INTO passages (article, ordinal, start, "end", generation) VALUES (?, ?, ?, ?, ?)',
            [(key, ordinal, start, end, generation) for ordinal, (start, end) in enumerate(spans)],
        )

    def _drop_passages(self, key: int, generation: int) -> None:
        self.db.execute(
            "INSERT INTO removed SELECT id, ? FROM passages WHERE article = ?", (generation, key)
        )
        for table in ("vectors", "tokens"):
            self.db.execute(
                f"DELETE FROM {table} WHERE passage IN (SELECT id FROM passages WHERE article = ?)", (key,)
            )
        self.db.execute("DELETE FROM passages WHERE article = ?", (key,))


def _columns(article: Article) -> dict[str, Any]:
    """The row of an article, without key and version."""
    record = json.dumps(article.to_dict(), ensure_ascii=False, default=str)
    return {
        "id": article.id,
        "hash": article.content_hash,
        "record": record,
        "crc": _crc(record),
        "published": clock_micros(article.published),
        "section": article.section.casefold(),
        "source": article.source.casefold(),
        "kind": article.kind.casefold(),
        "language": article.language.casefold(),
        "authors": "".join(f"\n{author.casefold()}\n" for author in article.authors),
        "status": article.status,
        "embargoed_until": micros(article.embargoed_until),
        "expires": micros(article.expires),
        "address": canonical(article.url),
    }


def _crc(record: str) -> int:
    return zlib.crc32(record.encode("utf-8", "surrogatepass"))


def _same_words(record: str, article: Article) -> bool:
    """Whether passages and vectors may stay: they depend on title, text and language alone."""
    before = json.loads(record)
    return all(before[name] == getattr(article, name) for name in ("title", "text", "language"))


def _matrix(rows: Sequence[tuple[int, bytes]]) -> tuple[Ids, Array]:
    """Ids (n,) and vectors (n, dimensions) from rows of the table."""
    halves = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f2")
    width = len(halves) // max(1, len(rows))
    return np.array([id for id, _ in rows], dtype=np.int64), halves.reshape(len(rows), width).astype(np.float32)

