"""The archive's one durable truth: articles, passages and vectors in SQLite."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from corpus import ArchiveBusy, ArchiveDamaged, ArchiveFull, ArchiveMismatch, Article, InputError
from index.address import canonical
from index.embed import Array
from index.hit import Passage
from index.migrations import migrate
from index.outline import Outline, outline
from index.recipe import Recipe
from index.scope import Scope
from index.sentences import Span
from index.stories import link, unlink, unlinked

FILE = "archive.db"
_WAIT_S = 30          # how long a writer waits for another one's transaction
_ID_BATCH = 500       # SQLite takes 32,766 parameters; shorter statements are prepared faster
_LINK_BATCH = 1_000   # articles a transaction

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)     # a full disk, a quota, a limit on files' sizes
_KILLED = "An index writer was killed"     # all that Tantivy says where one of its threads could not write
_UNWRITTEN = ("SQLITE_FULL", *(f"SQLITE_IOERR_{each}" for each in ("WRITE", "FSYNC", "SHMSIZE", "SHMMAP", "SHMOPEN")))

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# What is being withdrawn is not even exported, however far that has got.
NOT_WITHDRAWN = "NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.id = a.id)"

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
class Tombstone:
    """That an article was withdrawn, and nothing of what it said."""

    id: str
    address: str                 # canonical URL; empty when it had none of its own
    reason: str
    withdrawn: datetime
    unfinished: bool             # whether a file may still hold its text


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
    published: int | None      # microseconds since 1970

    def before(self, other: Telling) -> bool:
        """Whether this article was published earlier; one without a date comes last."""
        return self.published is not None and (other.published is None or self.published < other.published)


class Store:
    """SQLite behind verbs; every thread has a connection of its own."""

    def __init__(self, folder: Path) -> None:
        """Open or create the database in `folder`, at today's schema."""
        self._path = folder / FILE
        self._local = threading.local()
        self._connections: WeakSet[_Connection] = WeakSet()
        with self._explained():
            migrate(self._db)

    # -- the archive as a whole

    def generation(self) -> int:
        """Grows with every change to the archive."""
        return int(self._meta("generation") or 0)

    def words_generation(self) -> int:
        """Generation of the last change to passages: what the lexical index has to reach."""
        return self._number("SELECT max(ifnull((SELECT max(generation) FROM passages), 0), "
                            "ifnull((SELECT max(generation) FROM removed), 0))")

    def vectors_generation(self) -> int:
        """Generation of the last change to vectors: what the dense index has to reach."""
        return self._number("SELECT max(ifnull((SELECT max(embedded) FROM passages), 0), "
                            "ifnull((SELECT max(generation) FROM removed), 0))")

    def recipe(self) -> Recipe | None:
        """How the archive is built; None for a new one."""
        stored = self._meta("recipe")
        return Recipe.from_dict(json.loads(stored)) if stored else None

    def set_recipe(self, recipe: Recipe) -> None:
        """Keep the recipe of a new archive."""
        with self._change():
            self._set_meta("recipe", json.dumps(recipe.to_dict()))

    def figures(self, moment: datetime) -> Figures:
        """How many articles are visible at `moment`, and their dates; answered from an index alone."""
        where, values = _visible(moment)
        with self._explained():
            articles, dated, oldest, newest = self._db.execute(
                f"SELECT count(*), count(published), min(published), max(published) FROM articles a WHERE {where}",
                values,
            ).fetchone()
        return Figures(articles, _from_micros(oldest), _from_micros(newest), articles - dated)

    def sections(self, moment: datetime) -> tuple[str, ...]:
        """The sections of what is visible at `moment`, as first written, largest first."""
        where, values = _visible(moment)
        with self._explained():
            rows = self._db.execute(
                "SELECT min(json_extract(record, '$.section')) FROM articles a "
                f"WHERE {where} AND section <> '' GROUP BY section ORDER BY count(*) DESC, 1",
                values,
            ).fetchall()
        return tuple(name for (name,) in rows)

    def outline(self, moment: datetime) -> Outline:
        """What is visible at `moment` by month, section, source, author and kind."""
        where, values = _visible(moment)
        with self._explained():
            return outline(self._db, where, values)

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file and between its tables; empty when all is well."""
        try:
            found = [row[0] for row in self._db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [f"a row of {row[0]} points at nothing" for row in self._db.execute("PRAGMA foreign_key_check")]
            lost = self._db.execute(
                "SELECT count(*) FROM passages p WHERE "
                "(p.embedded IS NOT NULL) <> EXISTS (SELECT 1 FROM vectors v WHERE v.passage = p.id) "
                "OR (p.embedded IS NOT NULL) <> EXISTS (SELECT 1 FROM tokens t WHERE t.passage = p.id)"
            ).fetchone()[0]
            rows = self._db.execute("SELECT id, record, crc FROM articles WHERE crc IS NOT NULL")
            found += [f"the article {id} is not as it was stored" for id, record, crc in rows if crc != _crc(record)]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return [str(error)]
        return found + ([f"{lost} passages and their vectors don't match"] if lost else [])

    # -- articles

    def hashes(self, ids: Sequence[str]) -> dict[str, str]:
        """Content hash by id, of those that are there."""
        found: dict[str, str] = {}
        with self._explained():
            for batch in _batched(ids):
                found.update(self._db.execute(f"SELECT id, hash FROM articles WHERE id IN ({_marks(batch)})", batch))
        return found

    def article(self, id: str, moment: datetime | None) -> Article | None:
        """The article of that id; only when visible at `moment`, unless that is None."""
        where, values = _visible(moment) if moment else (NOT_WITHDRAWN, ())
        with self._explained():
            row = self._db.execute(
                f"SELECT record, crc FROM articles a WHERE id = ? AND {where}", (id, *values)
            ).fetchone()
        return self.as_stored(*row) if row else None

    def articles(self, moment: datetime | None = None) -> Iterator[Article]:
        """Every article in the order it came; only those visible at `moment`, unless that is None."""
        where, values = _visible(moment) if moment else (NOT_WITHDRAWN, ())
        with self._explained():
            for row in self._db.execute(f"SELECT record, crc FROM articles a WHERE {where} ORDER BY key", values):
                yield self.as_stored(*row)

    def newest(self, limit: int, moment: datetime) -> list[Article]:
        """The latest visible articles that carry a date, newest first."""
        where, values = _visible(moment)
        with self._explained():
            rows = self._db.execute(
                f"SELECT record, crc FROM articles a WHERE {where} AND published IS NOT NULL "
                "ORDER BY published DESC, key DESC LIMIT ?",
                (*values, limit),
            ).fetchall()
        return [self.as_stored(*row) for row in rows]

    def visible(self, ids: Collection[str], moment: datetime) -> set[str]:
        """Of these articles, those that a reader may see at `moment`."""
        where, values = _visible(moment)
        found: set[str] = set()
        with self._explained():
            for batch in _batched(list(ids)):
                rows = self._db.execute(
                    f"SELECT id FROM articles a WHERE id IN ({_marks(batch)}) AND {where}", (*batch, *values)
                )
                found.update(id for (id,) in rows)
        return found

    def put(self, articles: Sequence[tuple[Article, Sequence[Span]]]) -> None:
        """Add or replace articles with the spans of their passages, all or none; never one that was withdrawn."""
        with self._change() as generation:
            barred = self.barred([article for article, _ in articles])
            for article, spans in articles:
                if article.id not in barred:
                    self._put(article, spans, generation)

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out, their passages, vectors and former versions too; how many there were."""
        with self._change() as generation:
            return self._delete(ids, generation)

    # -- versions

    def versions(self, id: str) -> list[Version]:
        """Every version of an article, the present one last; none of one that isn't there or was withdrawn."""
        if self.tombstone(id):
            return []
        with self._explained():
            rows = self._db.execute(
                "SELECT version, record, stored, replaced FROM versions WHERE id = :id UNION ALL "
                "SELECT version, record, stored, NULL FROM articles WHERE id = :id ORDER BY version",
                {"id": id},
            ).fetchall()
        return [
            Version(number, Article.from_dict(json.loads(record)), _from_micros(stored), _from_micros(replaced))
            for number, record, stored, replaced in rows
        ]

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says; None when there is none any more."""
        with self._explained():
            row = self._db.execute(
                "SELECT version FROM articles WHERE id = ? AND hash = ?", (article.id, article.content_hash)
            ).fetchone()
        if row:
            return int(row[0])
        found = [each.number for each in self.versions(article.id) if each.article.content_hash == article.content_hash]
        return found[-1] if found else None

    def at_address(self, address: str) -> list[str]:
        """Ids of the articles with that canonical address, in the order they came."""
        with self._explained():
            found = self._db.execute(
                "SELECT key, id FROM articles WHERE address = ? AND address <> ''", (address,)
            ).fetchall()
            old = self._db.execute("SELECT key, id, json_extract(record, '$.url') FROM articles WHERE address IS NULL")
            found += [(key, id) for key, id, url in old if url and canonical(url) == address]
        return [id for _, id in sorted(found)]

    def said(self, ids: Sequence[str]) -> list[Article]:
        """Everything that these articles say or said: present and former versions, buried ones too."""
        found = []
        with self._explained():
            for batch in _batched(ids):
                for table in ("articles", "versions"):
                    rows = self._db.execute(f"SELECT record FROM {table} WHERE id IN ({_marks(batch)})", batch)
                    found += [Article.from_dict(json.loads(record)) for (record,) in rows]
        return found

    def forget_versions(self, ids: Sequence[str]) -> None:
        """Delete the former versions of these articles."""
        with self._change():
            self._db.executemany("DELETE FROM versions WHERE id = ?", [(id,) for id in ids])

    def holds(self, phrase: str) -> bool:
        """Whether any article, or a former version of one, has this stretch of a line; reads every record."""
        written = json.dumps(phrase, ensure_ascii=False)[1:-1]
        with self._explained():
            return any(
                self._db.execute(f"SELECT 1 FROM {table} WHERE instr(record, ?) LIMIT 1", (written,)).fetchone()
                for table in ("articles", "versions")
            )

    def present(self, id: str) -> bool:
        """Whether there is an article of that id, hidden or not."""
        with self._explained():
            return self._key(id) is not None

    # -- withdrawal

    def bury(self, ids: Sequence[str], reason: str) -> list[Tombstone]:
        """Hide articles from everybody for good, at once; their rows are there until `erase`. The tombstones set."""
        now = micros(datetime.now(UTC))
        self.note_addresses()
        with self._change():
            for id in ids:
                row = self._db.execute("SELECT address FROM articles WHERE id = ?", (id,)).fetchone()
                if row is None:
                    continue
                address = row[0] or ""
                shared = set(self.at_address(address)) - set(ids)
                self._db.execute("UPDATE articles SET status = 'canceled' WHERE id = ?", (id,))
                self._db.execute(
                    "INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?, ?, 1)",
                    (id, "" if shared else address, reason, now),
                )
        return [tombstone for id in ids if (tombstone := self.tombstone(id)) and tombstone.unfinished]

    def tombstone(self, id_or_address: str) -> Tombstone | None:
        """The tombstone of an article by its id, else by its address."""
        with self._explained():
            row = self._db.execute(
                "SELECT * FROM tombstones WHERE id = :id OR (address = :address AND address <> '') "
                "ORDER BY id <> :id LIMIT 1",
                {"id": id_or_address, "address": canonical(id_or_address)},
            ).fetchone()
        return _tombstone(row) if row else None

    def unfinished(self) -> list[Tombstone]:
        """Withdrawals that were begun and not ended."""
        with self._explained():
            rows = self._db.execute("SELECT * FROM tombstones WHERE unfinished = 1 ORDER BY withdrawn, id").fetchall()
        return [_tombstone(row) for row in rows]

    def barred(self, articles: Sequence[Article]) -> dict[str, Tombstone]:
        """Of these articles, by id, those that may not come in: withdrawn by their id, or new at such an address."""
        with self._explained():
            if not self._db.execute("SELECT EXISTS (SELECT 1 FROM tombstones)").fetchone()[0]:
                return {}
            found = {}
            for article in articles:
                row = self._db.execute(
                    "SELECT * FROM tombstones WHERE id = :id OR (address = :address AND address <> '' "
                    "AND NOT EXISTS (SELECT 1 FROM articles WHERE id = :id)) LIMIT 1",
                    {"id": article.id, "address": canonical(article.url)},
                ).fetchone()
                if row:
                    found[article.id] = _tombstone(row)
        return found

    def erase(self, ids: Sequence[str]) -> Erased:
        """Delete every row of articles that are buried, overwriting what stood there; how many rows."""
        with self._explained():
            self._db.execute("PRAGMA secure_delete = ON")
        before = self._rows()
        with self._change() as generation:
            self._delete(ids, generation)
        return Erased(*(was - now for was, now in zip(before, self._rows(), strict=True)))

    def scrub(self) -> None:
        """Rewrite the database without what was deleted, and empty its log: no page holds any of it afterwards.

        Raises ArchiveBusy when a reader holds on to an older state for too long.
        """
        with self._explained(), closing(_connect(self._path)) as alone:
            alone.execute("PRAGMA secure_delete = ON")
            alone.execute("VACUUM")
            busy = alone.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise ArchiveBusy(f"{self._path} is being read by another process; run index check --repair in a minute.")

    def finish(self, ids: Sequence[str]) -> None:
        """Note that no file holds them any more."""
        with self._change():
            self._db.executemany("UPDATE tombstones SET unfinished = 0 WHERE id = ?", [(id,) for id in ids])

    def readmit(self, id: str) -> bool:
        """Lift the tombstone of that id, so that the article may be added again; whether there was one."""
        with self._change():
            return bool(self._db.execute("DELETE FROM tombstones WHERE id = ? AND NOT unfinished", (id,)).rowcount)

    def elsewhere(self) -> list[Path]:
        """Files outside the archive's folder in which answers are kept, as servers noted them."""
        return [Path(path) for path in json.loads(self._meta("answers") or "[]")]

    def note_elsewhere(self, path: Path) -> None:
        """Note a file in which answers are kept, so that a withdrawal finds it."""
        known = [str(each) for each in self.elsewhere()]
        if str(path) not in known:
            with self._explained():
                self._set_meta("answers", json.dumps([*known, str(path)]))

    # -- stories

    def prints_of_same(self, ids: Sequence[str]) -> list[str]:
        """Ids of the other articles that print the story of one of these."""
        with self._explained():
            rows = self._db.execute(
                "SELECT DISTINCT b.id FROM articles a JOIN stories s ON s.article = a.key JOIN stories t "
                f"ON t.story = s.story JOIN articles b ON b.key = t.article WHERE a.id IN ({_marks(ids)}) "
                "ORDER BY b.key",
                list(ids),
            ).fetchall()
        return [id for (id,) in rows if id not in ids]

    def note_addresses(self) -> None:
        """Note the addresses of articles from before they were; nothing to do in any other archive."""
        with self._explained():
            old = self._db.execute(
                "SELECT key, json_extract(record, '$.url') FROM articles WHERE address IS NULL"
            ).fetchall()
        if old:
            with self._change():
                self._db.executemany(
                    "UPDATE articles SET address = ? WHERE key = ?", [(canonical(url or ""), key) for key, url in old]
                )

    def link_stories(self) -> None:
        """Look for twins among articles from before twins were looked for; nothing to do in any other archive."""
        with self._explained():
            waiting = unlinked(self._db, _LINK_BATCH)
        while waiting:
            with self._change():
                for key, article in waiting:
                    link(self._db, key, article)
            waiting = unlinked(self._db, _LINK_BATCH)

    # -- passages

    def passages(self, ids: Sequence[int], scope: Scope | None = None) -> dict[int, Passage]:
        """Passages by id: those that are still there and, under a scope, in it and visible."""
        where, values = _in_scope(scope) if scope else ("TRUE", ())
        found: dict[int, Passage] = {}
        articles: dict[int, Article] = {}
        with self._explained():
            for batch in _batched(ids):
                rows = self._db.execute(   # CROSS: SQLite would rather go through every visible article first
                    'SELECT p.id, p.start, p."end", a.key, a.record, a.crc FROM passages p CROSS JOIN articles a '
                    f"ON a.key = p.article WHERE p.id IN ({_marks(batch)}) AND {where}",
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
        with self._explained():
            for batch in _batched(ids):
                rows = self._db.execute(
                    "SELECT p.id, a.key, s.story, a.published FROM passages p CROSS JOIN stories s "
                    "ON s.article = p.article CROSS JOIN articles a ON a.key = p.article "
                    f"WHERE p.id IN ({_marks(batch)}) AND s.story IS NOT NULL",
                    batch,
                )
                found.update((id, Telling(article, story, published)) for id, article, story, published in rows)
        return found

    def prints(self, stories: Collection[int], scope: Scope, limit: int) -> dict[int, list[Article]]:
        """The first `limit` articles that print each story, in the scope and visible, by date; undated ones last."""
        where, values = _in_scope(scope)
        found: dict[int, list[Article]] = {}
        with self._explained():
            for story in stories:
                rows = self._db.execute(
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
        with self._still():
            now, removed = self.words_generation(), self.removed_since(generation)
            articles = self._db.execute(f"SELECT key, {', '.join(FILED)} FROM articles {by_key}").fetchall()
            # An article's passages are inserted in one go, so that their ids have no gap.
            passages = self._db.execute(
                f"SELECT article, min(id), max(id) FROM passages {by_article} GROUP BY article"
            ).fetchall()
        return Filed(now, removed, articles, np.array(passages, dtype=np.int64).reshape(-1, 3))

    def buried(self) -> list[int]:
        """Keys of the articles that are being withdrawn; nobody may see them, whatever else is said of them."""
        with self._explained():
            rows = self._db.execute(
                "SELECT a.key FROM tombstones t CROSS JOIN articles a ON a.id = t.id WHERE t.unfinished = 1"
            ).fetchall()
        return [key for (key,) in rows]

    def counts(self) -> tuple[int, int]:
        """How many passages there are, and how many of them have a vector, hidden ones too."""
        with self._explained():
            passages, embedded = self._db.execute("SELECT count(*), count(embedded) FROM passages").fetchone()
        return passages, embedded

    def written_since(self, generation: int) -> Ids:
        """Ids of the passages written after that generation."""
        return self._ids("SELECT id FROM passages WHERE generation > ?", (generation,))

    def removed_since(self, generation: int) -> Ids:
        """Ids of the passages removed after that generation."""
        return self._ids("SELECT passage FROM removed WHERE generation > ?", (generation,))

    def vectors_since(self, generation: int) -> Iterator[tuple[Ids, Array]]:
        """Ids (n,) and vectors (n, dimensions) that came after that generation, in batches."""
        with self._explained():
            cursor = self._db.execute(
                "SELECT v.passage, v.vector FROM passages p JOIN vectors v ON v.passage = p.id WHERE p.embedded > ?",
                (generation,),
            )
            while rows := cursor.fetchmany(10_000):
                yield _matrix(rows)

    def vectors(self, ids: Ids) -> tuple[Ids, Array]:
        """Ids (n,), ascending, and vectors (n, dimensions) of those passages that have been embedded."""
        rows: list[tuple[int, bytes]] = []
        with self._explained():
            for batch in _batched(ids.tolist()):
                rows += self._db.execute(
                    f"SELECT passage, vector FROM vectors WHERE passage IN ({_marks(batch)}) ORDER BY passage", batch
                )
        return _matrix(sorted(rows))

    def vectors_changed_since(self, generation: int) -> int:
        """How many vectors came or went after that generation."""
        return self._number(
            f"SELECT (SELECT count(*) FROM passages WHERE embedded > {generation:d}) + "
            f"(SELECT count(*) FROM removed WHERE generation > {generation:d})"
        )

    def pending(self) -> list[int]:
        """Ids of the passages without a vector: leads before the rest, newest article first."""
        with self._explained():
            rows = self._db.execute(
                "SELECT p.id FROM passages p JOIN articles a ON a.key = p.article WHERE p.embedded IS NULL "
                "ORDER BY p.ordinal > 0, a.published DESC, p.id"
            ).fetchall()
        return [id for (id,) in rows]

    def put_vectors(self, ids: Sequence[int], vectors: Array, tokens: Sequence[bytes]) -> None:
        """Keep vectors (n, dimensions) as float16, and packed tokens; passages that have gone are passed over."""
        halves = vectors.astype("<f2")
        with self._change() as generation:
            for id, half, packed in zip(ids, halves, tokens, strict=True):
                if self._db.execute("UPDATE passages SET embedded = ? WHERE id = ?", (generation, id)).rowcount:
                    self._db.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (id, half.tobytes()))
                    self._db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?)", (id, packed))

    def tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Packed tokens by passage id, of those that have been embedded."""
        found: dict[int, bytes] = {}
        with self._explained():
            for batch in _batched(ids):
                found.update(
                    self._db.execute(f"SELECT passage, data FROM tokens WHERE passage IN ({_marks(batch)})", batch)
                )
        return found

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in list(self._connections):
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    @contextmanager
    def noting(self) -> Iterator[sqlite3.Connection]:
        """One transaction on what is kept beside the articles; the archive's generation stays."""
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        """The database, to be read from."""
        with self._explained():
            yield self._db

    def as_stored(self, record: str, crc: int | None) -> Article:
        """The article of a row; raises ArchiveDamaged when it isn't what was stored."""
        if crc is None or crc == _crc(record):
            return Article.from_dict(json.loads(record))
        raise ArchiveDamaged(
            f"{self._path} has an article that is not as it was stored: the file was damaged. Put back a backup (index "
            f"restore), or build the archive anew from its sources in another folder."
        )

    # -- inside

    @property
    def _db(self) -> sqlite3.Connection:
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = _connect(self._path)
            self._local.connection = connection
            self._connections.add(connection)
        return connection

    def _meta(self, key: str) -> str | None:
        with self._explained():
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _number(self, query: str, values: Sequence[Any] = ()) -> int:
        with self._explained():
            return int(self._db.execute(query, values).fetchone()[0])

    @contextmanager
    def _change(self) -> Iterator[int]:
        """One transaction under a generation of its own: all of it is kept, or nothing."""
        with self.noting():
            generation = self.generation() + 1
            yield generation
            self._set_meta("generation", str(generation))

    @contextmanager
    def _still(self) -> Iterator[None]:
        """Look at one state of the database, whoever is writing."""
        with self._explained():
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite raises into what the caller can do."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if (known := explained(error, self._path)) is error:
                raise
            raise known from error
        except UnicodeEncodeError:
            raise InputError("A name holds half a character (a lone surrogate), which no article has.") from None

    def _ids(self, query: str, values: Sequence[Any]) -> Ids:
        with self._explained():
            ids = np.fromiter((row[0] for row in self._db.execute(query, values)), dtype=np.int64)
        ids.sort()
        return ids

    def _key(self, id: str) -> int | None:
        row = self._db.execute("SELECT key FROM articles WHERE id = ?", (id,)).fetchone()
        return int(row[0]) if row else None

    def _delete(self, ids: Sequence[str], generation: int) -> int:
        found = {id: self._key(id) for id in ids}
        keys = {id: key for id, key in found.items() if key is not None}
        unlink(self._db, list(keys.values()))
        for id, key in keys.items():
            self._drop_passages(key, generation)
            self._db.execute("DELETE FROM articles WHERE key = ?", (key,))
            self._db.execute("DELETE FROM versions WHERE id = ?", (id,))
        return len(keys)

    def _rows(self) -> list[int]:
        tables = ("articles", "versions", "passages", "vectors", "tokens", "stories")
        return [self._number(f"SELECT count(*) FROM {table}") for table in tables]

    def _put(self, article: Article, spans: Sequence[Span], generation: int) -> None:
        before = self._db.execute(
            "SELECT key, version, record, stored FROM articles WHERE id = ?", (article.id,)
        ).fetchone()
        now = micros(datetime.now(UTC))
        columns = {**_columns(article), "stored": now}
        if before is None:
            key = self._db.execute(
                f"INSERT INTO articles ({', '.join(columns)}, version) VALUES ({_marks(columns)}, 1)",
                tuple(columns.values()),
            ).lastrowid
            self._insert_passages(int(key or 0), spans, generation)
            link(self._db, int(key or 0), article)
            return
        key, version, record, stored = before
        self._db.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", (article.id, version, record, now, stored))
        self._db.execute(
            f"UPDATE articles SET {', '.join(f'{name} = ?' for name in columns)}, version = ? WHERE key = ?",
            (*columns.values(), version + 1, key),
        )
        if _same_words(record, article):
            self._db.execute("UPDATE passages SET generation = ? WHERE article = ?", (generation, key))
        else:
            self._drop_passages(key, generation)
            self._insert_passages(key, spans, generation)
            unlink(self._db, [key])
            link(self._db, key, article)

    def _insert_passages(self, key: int, spans: Sequence[Span], generation: int) -> None:
        self._db.executemany(
            'INSERT INTO passages (article, ordinal, start, "end", generation) VALUES (?, ?, ?, ?, ?)',
            [(key, ordinal, start, end, generation) for ordinal, (start, end) in enumerate(spans)],
        )

    def _drop_passages(self, key: int, generation: int) -> None:
        self._db.execute(
            "INSERT INTO removed SELECT id, ? FROM passages WHERE article = ?", (generation, key)
        )
        for table in ("vectors", "tokens"):
            self._db.execute(
                f"DELETE FROM {table} WHERE passage IN (SELECT id FROM passages WHERE article = ?)", (key,)
            )
        self._db.execute("DELETE FROM passages WHERE article = ?", (key,))


def explained(error: Exception, path: Path) -> Exception:
    """The product's own error for what a database or a file system raised; the error itself when there is none."""
    text = str(error)
    if has_no_room(error):
        return ArchiveFull(
            f"The disk that holds {path.parent} is full, or takes no more from this process. What was stored before is "
            f"kept; make room and run the same command again: it goes on where it was."
        )
    if "locked" in text or "busy" in text:
        return ArchiveBusy(f"{path} is being written by another process; try again when it has finished.")
    no_way = isinstance(error, PermissionError | FileExistsError | NotADirectoryError)
    if no_way or "readonly" in text or "unable to open" in text or "Read-only" in text:
        return ArchiveMismatch(f"{path} can't be opened for writing; check the path, its owner and its permissions.")
    misused = isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError)
    if isinstance(error, sqlite3.DatabaseError) and not misused:
        return ArchiveDamaged(
            f"{path} can't be read as an archive ({text}). Put back a copy of it, or build the archive anew from its "
            f"sources in another folder."
        )
    return error


def has_no_room(error: Exception) -> bool:
    """Whether the system took no more bytes; SQLite, Tantivy and FAISS each say so in words of their own."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "") in _UNWRITTEN:
        return True
    text = str(error)
    if _KILLED in text:
        return True
    return any(f"(os error {code})" in text or os.strerror(code) in text for code in _NO_ROOM)


class _Connection(sqlite3.Connection):
    """Closed with the thread it belongs to: only a subclass can be held weakly."""

    def __del__(self) -> None:
        self.close()


def _connect(path: Path) -> _Connection:
    connection = sqlite3.connect(
        path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False, factory=_Connection
    )
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _columns(article: Article) -> dict[str, Any]:
    """The row of an article, without key and version."""
    record = json.dumps(article.to_dict(), ensure_ascii=False, default=str)
    return {
        "id": article.id,
        "hash": article.content_hash,
        "record": record,
        "crc": _crc(record),
        "published": micros(article.published),
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


def _tombstone(row: Sequence[Any]) -> Tombstone:
    id, address, reason, withdrawn, unfinished = row
    return Tombstone(id, address, reason, _EPOCH + withdrawn * _MICROSECOND, bool(unfinished))


def _visible(moment: datetime) -> tuple[str, tuple[Any, ...]]:
    """SQL and values for what a reader may see at `moment`: the same rule as Article.visible."""
    at = micros(moment)
    return (
        "(a.status = 'usable' AND (a.embargoed_until IS NULL OR a.embargoed_until <= ?) "
        "AND (a.expires IS NULL OR a.expires > ?))",
        (at, at),
    )


def _in_scope(scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """SQL and values for the scope's filters and visibility."""
    where, values = _visible(scope.moment)
    clauses, parameters = [where], list(values)
    for column, comparison, bound in (("published", ">=", scope.since), ("published", "<=", scope.until)):
        if bound is not None:
            clauses.append(f"a.{column} {comparison} ?")
            parameters.append(micros(bound))
    for column, names in (
        ("section", scope.sections), ("source", scope.sources), ("kind", scope.kinds), ("language", scope.languages)
    ):
        if names:
            clauses.append(f"a.{column} IN ({_marks(names)})")
            parameters.extend(name.casefold() for name in names)
    if scope.authors:
        clauses.append("(" + " OR ".join("instr(a.authors, ?)" for _ in scope.authors) + ")")
        parameters.extend(f"\n{name.casefold()}\n" for name in scope.authors)
    return " AND ".join(clauses), tuple(parameters)


def _matrix(rows: Sequence[tuple[int, bytes]]) -> tuple[Ids, Array]:
    """Ids (n,) and vectors (n, dimensions) from rows of the table."""
    halves = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f2")
    width = len(halves) // max(1, len(rows))
    return np.array([id for id, _ in rows], dtype=np.int64), halves.reshape(len(rows), width).astype(np.float32)


def _batched(values: Sequence[Any]) -> Iterator[list[Any]]:
    return (list(values[start : start + _ID_BATCH]) for start in range(0, len(values), _ID_BATCH))


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)


def micros(moment: datetime | None) -> int | None:
    """Microseconds since 1970, exact."""
    if moment is None:
        return None
    return (moment - _EPOCH) // _MICROSECOND


def _from_micros(micros: int | None) -> datetime | None:
    return None if micros is None else _EPOCH + micros * _MICROSECOND
