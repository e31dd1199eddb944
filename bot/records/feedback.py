"""Keeps what readers think of answers, beside the answers themselves, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.records.private import WAIT_S, keep_private
from corpus import CuttingsError, InputError

FILE = "feedback.db"
VERDICTS = ("helpful", "not helpful", "wrong source")
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
        """Keep a verdict on an answer: its question, text, passages and the archive's generation go with it.

        Raises InputError for a verdict that is none, and FeedbackLost where the file can't be written.
        """
        if verdict not in VERDICTS:
            raise InputError(f"{verdict!r} is no verdict; give one of: {', '.join(VERDICTS)}.")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        generation = record.get("archive", {}).get("generation")
        kept = json.dumps(record, ensure_ascii=True)
        row = (at, record["id"], verdict, sound(comment), sound(record["question"]), generation, kept)
        try:
            keep_private(self._file)
            with closing(sqlite3.connect(self._file, timeout=WAIT_S)) as database, database:
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
            with closing(sqlite3.connect(self._file, timeout=WAIT_S)) as database:
                yield database
        except sqlite3.Error as error:
            raise InputError(f"{self._file} can't be used as a file of feedback ({error}).") from None


def sound(text: str) -> str:
    """Text that SQLite takes: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
