"""The archive's database file: a connection for every thread, transactions, and its errors in plain words."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from weakref import WeakSet

from corpus import ArchiveBusy, ArchiveDamaged, ArchiveFull, ArchiveGone, ArchiveMismatch, InputError
from index.store.migrations import migrate

FILE = "archive.db"
MARK = "mark"          # of meta: what tells this file from every other archive and every copy
_READ = ("schema_version",)     # whatever reads the file, to see that it can be read
_WAIT_S = 30          # how long a writer waits for another one's transaction
_ID_BATCH = 500       # SQLite takes 32,766 parameters; shorter statements are prepared faster

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)     # a full disk, a quota, a limit on files' sizes
_KILLED = "An index writer was killed"     # all that Tantivy says where one of its threads could not write
_UNWRITTEN = ("SQLITE_FULL", *(f"SQLITE_IOERR_{each}" for each in ("WRITE", "FSYNC", "SHMSIZE", "SHMMAP", "SHMOPEN")))

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)     # moments are kept as microseconds since then
_MICROSECOND = timedelta(microseconds=1)


class Database:
    """SQLite in an archive's folder, at today's schema; safe to use from many threads and processes at once."""

    def __init__(self, folder: Path, *, new: bool = False) -> None:
        """Open it; `new` makes the file where there is none. It serves this one file, whatever takes its place."""
        self.path = folder / FILE
        self._name = str(self.path.absolute())
        self._local = threading.local()
        self._connections: WeakSet[_Connection] = WeakSet()
        self._still = False          # it was opened as a file that nobody changes
        with self.explaining():
            connection = self._kept(_connect(self.path, "rwc") if new else self._opened())
            facts = os.stat(self._name)
            self._file, self._written = (facts.st_dev, facts.st_ino), facts.st_mtime_ns
            migrate(connection, may_write=new or writable(self.path))
            self.mark = _mark(connection)

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection; outside of the context managers below, its errors are SQLite's."""
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            opened = self._opened()
            self.insist()            # not before: it could be another file by then
            connection = self._kept(opened)
        return connection

    def in_place(self) -> bool:
        """Whether the file that was opened still lies at its path, and not another one: one system call."""
        try:
            facts = os.stat(self._name)
        except OSError:
            return False
        if (facts.st_dev, facts.st_ino) != self._file:
            return False
        if self._still:
            return facts.st_mtime_ns == self._written and not _log(self.path).exists()
        return facts.st_mtime_ns == self._written or self._same_mark(facts.st_mtime_ns)

    def insist(self) -> None:
        """Raise ArchiveGone where the file that was opened does not lie at its path any more."""
        if not self.in_place():
            raise gone(self.path)

    def generation(self) -> int:
        """Grows with every change to the archive."""
        return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        """What is kept under a name for the archive as a whole."""
        with self.explaining():
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep that."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def number(self, query: str, values: Sequence[Any] = ()) -> int:
        """The one number that a query gives."""
        with self.explaining():
            return int(self.db.execute(query, values).fetchone()[0])

    @contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        """The database, to be read from."""
        with self.explaining():
            yield self.db

    @contextmanager
    def still(self) -> Iterator[None]:
        """Look at one state of the database, whoever is writing."""
        with self.explaining():
            self.db.execute("BEGIN")
            try:
                yield
            finally:
                self.db.execute("COMMIT")

    @contextmanager
    def noting(self) -> Iterator[sqlite3.Connection]:
        """One transaction on what is kept beside the articles; the archive's generation stays."""
        with self.explaining():
            self.insist()
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.insist()        # what is written to a file that nobody can open is lost
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    @contextmanager
    def changing(self) -> Iterator[int]:
        """One transaction under a generation of its own: all of it is kept, or nothing."""
        with self.noting():
            generation = self.generation() + 1
            yield generation
            self.set_meta("generation", str(generation))

    def scrub(self) -> None:
        """Rewrite the database without what was deleted, and empty its log: no page holds any of it afterwards.

        Raises ArchiveBusy when a reader holds on to an older state for too long.
        """
        with self.explaining(), closing(_connect(self.path)) as alone:
            alone.execute("PRAGMA secure_delete = ON")
            alone.execute("VACUUM")
            busy = alone.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise ArchiveBusy(f"{self.path} is being read by another process; run index check --repair in a minute.")

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn what SQLite raises into what the caller can do."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if (known := explained(error, self.path)) is error:
                raise
            raise known from error
        except UnicodeEncodeError:
            raise InputError("A name holds half a character (a lone surrogate), which no article has.") from None

    def _opened(self) -> _Connection:
        """A connection; where nothing can be written one that reads, beside whoever writes, or by itself.

        Without the files that writers share, SQLite reads only a file that nobody changes meanwhile.
        """
        if writable(self.path):
            return _connect(self.path)
        try:
            return _connect(self.path, "ro")
        except sqlite3.OperationalError:
            if _log(self.path).exists() and _log(self.path).stat().st_size:
                raise ArchiveMismatch(
                    f"{self.path} was not closed by whoever wrote to it last, and can't be written here; run index "
                    f"info once where it can."
                ) from None
            self._still = True
            return _connect(self.path, "ro&immutable=1")

    def _kept(self, connection: _Connection) -> _Connection:
        self._local.connection = connection
        self._connections.add(connection)
        return connection

    def _same_mark(self, written: int) -> bool:
        """Whether a file that was written to is still this archive's, and not overwritten with another's bytes."""
        try:
            with closing(sqlite3.connect(_address(self.path, "ro"), uri=True, timeout=_WAIT_S)) as anew:
                same = _mark(anew) == self.mark
        except sqlite3.OperationalError:
            return self.path.exists()      # busy: it is looked at again with the next question
        except sqlite3.DatabaseError:
            return False
        if same:
            self._written = written
        return same

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in list(self._connections):
            connection.close()
        self._connections.clear()
        self._local = threading.local()


def writable(path: Path) -> bool:
    """Whether this process may write to a database: to the file, and to the folder for what SQLite puts beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


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
    if "unable to open" in text and not path.exists():
        return gone(path)
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


def gone(path: Path) -> ArchiveGone:
    """What to say where the database that was opened does not lie at its path any more."""
    return ArchiveGone(
        f"The archive in {path.parent} was taken away or exchanged while it was open. Put it back (index restore) or "
        f"build it again; a server answers from it as soon as it is there."
    )


def has_no_room(error: Exception) -> bool:
    """Whether the system took no more bytes; SQLite, Tantivy and FAISS each say so in words of their own."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "") in _UNWRITTEN:
        return True
    text = str(error)
    return _KILLED in text or any(f"(os error {code})" in text or os.strerror(code) in text for code in _NO_ROOM)


def batched(values: Sequence[Any]) -> Iterator[list[Any]]:
    """The values in lists that are short enough to be a statement's parameters."""
    return (list(values[start : start + _ID_BATCH]) for start in range(0, len(values), _ID_BATCH))


def marks(values: Iterable[Any]) -> str:
    """A `?` for each."""
    return ", ".join(["?" for _ in values])


def micros(moment: datetime | None) -> int | None:
    """Microseconds since 1970, exact."""
    if moment is None:
        return None
    return (moment - EPOCH) // _MICROSECOND


def clock_micros(moment: datetime | None) -> int | None:
    """The same of what the article's own clock showed, so that its day there is its day, and can be filtered by.

    A filter's border goes by its own clock too: 2023-05-04T00:00 in any zone is where 4 May begins.
    """
    return None if moment is None else micros(moment.replace(tzinfo=UTC))


def from_micros(micros: int | None) -> datetime | None:
    """The moment of such a number."""
    return None if micros is None else EPOCH + micros * _MICROSECOND


class _Connection(sqlite3.Connection):
    """Closed with the thread it belongs to: only a subclass can be held weakly."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):     # of one that could not be opened
            self.close()


def _mark(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (MARK,)).fetchone()
    return row[0] if row else ""


def _log(path: Path) -> Path:
    """The file of what was written since, which SQLite puts beside a database and takes away at its close."""
    return path.with_name(f"{path.name}-wal")


def _address(path: Path, mode: str) -> str:
    """The file as SQLite opens it: "rwc" makes it where it is missing, "rw" and "ro" don't."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def _connect(path: Path, mode: str = "rw") -> _Connection:
    connection = sqlite3.connect(
        _address(path, mode), uri=True, timeout=_WAIT_S, isolation_level=None, check_same_thread=False,
        factory=_Connection,
    )
    kept = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON") if mode in ("rw", "rwc") else _READ
    try:
        for pragma in kept:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
