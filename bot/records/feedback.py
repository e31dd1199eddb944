"""Keeps what readers think of answers, beside the answers themselves, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.records.private import keep_private
from corpus import CuttingsError, InputError
from index.cli.errors import plainly
from index.store.articles import Store
from index.store.database import FILE as STORE
from index.store.redact import articles_of, without

FILE = "feedback.db"
VERDICTS = ("helpful", "not helpful", "wrong source")
_WAIT_S = 5
_TABLE = (
    "CREATE TABLE IF NOT EXISTS feedback ("
    "id INTEGER PRIMARY KEY, at TEXT NOT NULL, answer TEXT NOT NULL UNIQUE, verdict TEXT NOT NULL, "
    "comment TEXT NOT NULL, question TEXT NOT NULL, generation INTEGER, record TEXT NOT NULL)"
)
_KEEP = (
    "INSERT INTO feedback (at, answer, verdict, comment, question, generation, record) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (answer) DO UPDATE SET at = excluded.at, verdict = excluded.verdict, comment = excluded.comment"
)


class FeedbackLost(CuttingsError):
    """The feedback could not be written."""


class Feedback:
    """One file of verdicts; a second verdict on the same answer takes the place of the first."""

    def __init__(self, file: Path) -> None:
        """The file is made with the first verdict, not before: an archive may lie where nobody can write."""
        self._file = file

    def add(self, record: Mapping[str, Any], verdict: str, comment: str = "") -> None:
        """Keep a verdict on an answer: its question, text, passages and the archive's generation go with it."""
        if verdict not in VERDICTS:
            raise InputError(f"{verdict!r} is no verdict; give one of: {', '.join(VERDICTS)}.")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        generation = record.get("archive", {}).get("generation")
        kept = json.dumps(record, ensure_ascii=True)
        row = (at, record["id"], verdict, _sound(comment), _sound(record["question"]), generation, kept)
        try:
            keep_private(self._file)
            with closing(sqlite3.connect(self._file, timeout=_WAIT_S)) as database, database:
                database.execute(_TABLE)
                database.execute(_KEEP, row)
        except (sqlite3.Error, OSError) as error:
            raise FeedbackLost(
                f"Feedback can't be kept in {self._file.name} ({error}); please tell the newsroom."
            ) from None

    def forget(self, answers: Collection[str], conversations: Collection[str]) -> int:
        """Delete the verdicts on these answers, and on all of these conversations' answers; how many there were."""
        if not self._file.exists():
            return 0
        with self._opened() as database:
            database.execute("PRAGMA secure_delete = ON")
            found = [
                (id,) for id, answer, record in database.execute("SELECT id, answer, record FROM feedback")
                if answer in answers or json.loads(record).get("conversation") in conversations
            ]
            with database:
                database.executemany("DELETE FROM feedback WHERE id = ?", found)
            database.execute("VACUUM")
        return len(found)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every verdict in the order it came, with the whole record of its answer."""
        if not self._file.exists():
            return
        with self._opened() as database:
            for at, verdict, comment, record in database.execute(
                "SELECT at, verdict, comment, record FROM feedback ORDER BY id"
            ):
                yield {"at": at, "verdict": verdict, "comment": comment, "answer": json.loads(record)}

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file as it is; raises InputError where it is something else."""
        try:
            keep_private(self._file)
            with closing(sqlite3.connect(self._file, timeout=_WAIT_S)) as database:
                yield database
        except sqlite3.Error as error:
            raise InputError(f"{self._file} can't be used as a file of feedback ({error}).") from None


def _public(rows: Iterator[dict[str, Any]], archive: Path) -> Iterator[dict[str, Any]]:
    """The rows without what articles say that are no longer public."""
    if not (archive / STORE).is_file():
        typer.echo(f"There is no archive in {archive}; what was withdrawn from it since may be in here.", err=True)
        yield from rows
        return
    with closing(Store(archive)) as store:
        for row in rows:
            named = articles_of(row["answer"])
            gone = named - store.visible(named, datetime.now(UTC))
            yield {**row, "answer": without(row["answer"], gone)} if gone else row


def _sound(text: str) -> str:
    """Text that SQLite takes: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help="What readers think of answers.")


@cli.callback()
def feedback() -> None:
    """What readers think of answers."""


@cli.command()
def export(
    archive: Annotated[
        Path | None, typer.Option("--archive", envvar="CUTTINGS_ARCHIVE", help="The archive's folder.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", envvar="CUTTINGS_FEEDBACK", help="The file, when it lies elsewhere.")
    ] = None,
) -> None:
    """Print every verdict as JSON lines: when, verdict, comment, and the answer with its passages.

    What no reader may see any more is left out of answers, as the archive beside the file or named with it knows.
    """
    with plainly():
        found = file or (archive / FILE if archive else None)
        if found is None:
            raise InputError("Name the archive (--archive DIR) or the file of feedback (--file FILE).")
        if not found.exists():
            raise InputError(f"There is no feedback in {found} so far.")
        for row in _public(Feedback(found).rows(), archive or found.parent):
            typer.echo(_sound(json.dumps(row, ensure_ascii=False)))
