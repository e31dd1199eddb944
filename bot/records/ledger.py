"""Records which answers were given on which versions of which articles, so that a newsroom can tell who was told what.

Off unless a server is given a file for it. Nothing is kept of who asked: no address, no name, no browser.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import Any, Protocol

from bot.answer import Answer
from bot.records.private import WAIT_S, keep_private
from bot.records.redact import articles_of, without
from corpus import Article, CuttingsError, InputError
from index.store.articles import Store
from index.store.history import changes

logger = logging.getLogger(__name__)

DAYS = 90            # that an entry is kept, unless another number is given
WAITING = 1_000      # answers that may wait to be written; beyond it they are not recorded
_SWEEP_S = 3_600     # between two looks for entries that are too old
_QUIET_S = 60        # between two warnings of the same trouble
SCHEMA = 1           # number of these tables; 0 in a file from before it was kept, which has the same
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS answers (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,                -- UTC, ISO 8601
        conversation TEXT NOT NULL,      -- a key made from its id
        question TEXT NOT NULL,
        model TEXT NOT NULL,             -- that wrote it; empty where it is quoted
        generation INTEGER,              -- of the archive
        answered INTEGER NOT NULL,
        record TEXT NOT NULL             -- Answer.to_dict without hits, as JSON
    );
    CREATE INDEX IF NOT EXISTS answers_at ON answers (at);
    CREATE INDEX IF NOT EXISTS answers_conversation ON answers (conversation);
    CREATE TABLE IF NOT EXISTS cited (
        answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        article TEXT NOT NULL,
        version INTEGER,                 -- NULL when that version was gone already
        start INTEGER NOT NULL,          -- characters of the version's text
        "end" INTEGER NOT NULL,
        PRIMARY KEY (answer, number)
    );
    CREATE INDEX IF NOT EXISTS cited_article ON cited (article);
    PRAGMA user_version = 1;
"""


class LedgerLost(CuttingsError):
    """The ledger can't be used."""


class Versions(Protocol):
    """What the ledger asks of an archive."""

    @property
    def generation(self) -> int:
        """Grows with every change to the archive."""

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says."""

    def visible(self, ids: set[str]) -> set[str]:
        """Of these articles, those that a reader may see now."""


@dataclass(frozen=True, slots=True)
class Affected:
    """An answer that cited an article as it no longer stands."""

    answer: str
    at: str
    conversation: str
    question: str
    article: str
    version: int | None        # that was cited
    quote: str                 # empty where the article was withdrawn
    stands: bool               # whether the present text still has these words
    since: tuple[str, ...]     # what has changed, a few words each

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {name: list(value) if isinstance(value := getattr(self, name), tuple) else value
                for name in self.__slots__}


class Ledger:
    """Writes answers to an SQLite file in a thread of its own: no answer waits for it, and none fails because of it."""

    def __init__(self, file: Path, archive: Versions, *, days: int = DAYS) -> None:
        """Make or open the file; raises LedgerLost when that can't be done."""
        if days < 1:
            raise InputError(f"The ledger keeps answers {days} days; give 1 or more, or leave the ledger out.")
        self.file, self.lost = file, 0
        self._archive, self._days = archive, days
        self._queue: Queue[tuple[dict[str, Any], Answer, str]] = Queue(WAITING)
        self._closing, self._starting = Event(), Lock()
        self._thread: Thread | None = None
        self._warned = self._swept = -float("inf")
        try:
            keep_private(file)
            with _opened(file) as database:
                if too_new := _too_new(file, database):
                    raise LedgerLost(too_new)
                database.executescript(_SCHEMA)
            self._sweep()
        except (sqlite3.Error, OSError) as error:
            raise LedgerLost(f"The ledger {file} can't be written ({error}); give another file to --ledger.") from None

    def keep(self, record: dict[str, Any], answer: Answer, conversation: str) -> None:
        """Have an answer written soon, as it is remembered under `record`; never waits, never raises."""
        try:
            self._queue.put_nowait((record, answer, conversation))
        except Full:
            self._lose("more answers wait than it can write")
            return
        if self._thread is None:
            self._start()

    def close(self, timeout_s: float = 5) -> None:
        """Write what waits, as far as that takes no longer."""
        self._closing.set()
        if self._thread:
            self._thread.join(timeout_s)

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="ledger", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not (self._closing.is_set() and self._queue.empty()):
            with suppress(Empty):
                entry = self._queue.get(timeout=0.2)
                try:
                    self._write(*entry)
                except Exception as error:      # a full disk, a file that was taken away: the answers go on
                    self._lose(str(error))
            try:
                self._sweep()                   # where nobody asks, time goes by all the same
            except sqlite3.Error as error:
                logger.warning("what is too old was not deleted from %s (%s)", self.file, error)

    def _write(self, record: dict[str, Any], answer: Answer, conversation: str) -> None:
        generation = self._archive.generation
        record = public_now(record, self._archive)
        cited = [(record["id"], each.number, each.article.id, self._archive.version_of(each.article), each.start,
                  each.end) for each in answer.quoted]
        row = (record["id"], record["answered_at"], conversation, record["question"], answer.model,
               answer.archive.get("generation"), answer.answered, json.dumps(record))
        with _opened(self.file) as database:
            with database:
                database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
                database.executemany("INSERT INTO cited VALUES (?, ?, ?, ?, ?, ?)", cited)
            if self._archive.generation != generation:      # withdrawn while this was being written?
                again = public_now(record, self._archive)
                with database:
                    database.execute("UPDATE answers SET record = ? WHERE id = ?", (json.dumps(again), record["id"]))

    def _sweep(self) -> None:
        """Delete what is older than it may be, once an hour."""
        if time.monotonic() - self._swept < _SWEEP_S:
            return
        self._swept = time.monotonic()
        oldest = (datetime.now(UTC) - timedelta(days=self._days)).isoformat(timespec="seconds")
        with _opened(self.file) as database, database:
            database.execute("DELETE FROM answers WHERE at < ?", (oldest,))

    def _lose(self, why: str) -> None:
        self.lost += 1
        if time.monotonic() - self._warned > _QUIET_S:
            self._warned = time.monotonic()
            logger.warning("an answer was not recorded in %s (%s); %d so far", self.file, why, self.lost)


def key_of(conversation: str) -> str:
    """What stands for a conversation in what is kept: from its id, and not to be turned back into it."""
    return hashlib.blake2b(conversation.encode("utf-8", "replace"), digest_size=12).hexdigest() if conversation else ""


def public_now(record: dict[str, Any], archive: Versions) -> dict[str, Any]:
    """The record of an answer without what articles say that no reader may see now."""
    named = articles_of(record)
    gone = named - archive.visible(named)
    return without(record, gone) if gone else record


def affected(file: Path, store: Store, ids: Sequence[str]) -> list[Affected]:
    """The answers that cited one of these articles in a version that no longer stands, the oldest first."""
    found: list[Affected] = []
    with _known(file) as database:
        for id in ids:
            tombstone = store.tombstones.find(id)
            versions = {each.number: each.article for each in store.versions.of(id)}
            present = versions[max(versions)] if versions else None
            rows = database.execute(
                'SELECT a.id, a.at, a.conversation, a.question, a.record, c.number, c.version, c.start, c."end" '
                "FROM cited c JOIN answers a ON a.id = c.answer WHERE c.article = ? ORDER BY a.at, a.id, c.number",
                (id,),
            )
            for answer, at, conversation, question, record, number, version, start, end in rows:
                seen = versions.get(version)
                if present is not None and seen is not None and version == max(versions):
                    continue
                if present is None:
                    since: tuple[str, ...] = (
                        f"withdrawn on {tombstone.withdrawn:%Y-%m-%d}: {tombstone.reason}" if tombstone else "removed",
                    )
                else:
                    since = changes(seen, present) if seen else ("the version it cited is not kept",)
                quote = seen.text[start:end] if seen else _quote(record, number)
                stands = bool(quote and present and quote in present.text)
                found.append(Affected(answer, at, conversation, question, id, version, quote, stands, since))
    return sorted(found, key=lambda each: (each.at, each.answer))


def forget(file: Path, name: str) -> tuple[list[str], str]:
    """Delete a conversation, named by its key, its id or one of its answers' ids; the answers deleted, and its key."""
    with _known(file) as database:
        row = database.execute(
            "SELECT conversation FROM answers WHERE conversation IN (?, ?) OR id = ? LIMIT 1",
            (name, key_of(name), name),
        ).fetchone()
        if row is None:
            return [], ""
        chosen = ("conversation = ?", row[0]) if row[0] else ("id = ?", name)
        ids = [id for (id,) in database.execute(f"SELECT id FROM answers WHERE {chosen[0]}", chosen[1:])]
        with database:
            database.execute(f"DELETE FROM answers WHERE {chosen[0]}", chosen[1:])
        database.execute("VACUUM")
    return ids, row[0]


def _quote(record: str, number: int) -> str:
    kept = json.loads(record)
    quoted = [*kept["citations"], *kept.get("more", ())]       # records of before the fold have none
    return next((str(each["quote"]) for each in quoted if each["number"] == number), "")


@contextmanager
def _known(file: Path) -> Iterator[sqlite3.Connection]:
    """A ledger that is there; raises InputError where there is none, or something else."""
    if not file.is_file():
        raise InputError(f"There is no ledger {file}; a server writes one with --ledger FILE.")
    try:
        with _opened(file) as database:
            if too_new := _too_new(file, database):
                raise InputError(too_new)
            yield database
    except sqlite3.Error as error:
        raise InputError(f"{file} can't be used as a ledger ({error}).") from None


def _too_new(file: Path, database: sqlite3.Connection) -> str:
    """What to say of a ledger that another version wrote; empty when this one can use it."""
    number = database.execute("PRAGMA user_version").fetchone()[0]
    return "" if number <= SCHEMA else (
        f"The ledger {file} was written by a newer version of Cuttings (schema {number}; this one reads up to "
        f"{SCHEMA}). Upgrade Cuttings, or name another file."
    )


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=WAIT_S)) as database:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("PRAGMA foreign_keys = ON")
        yield database
