"""Answer a sheet of questions into a sheet of answers, and go on with one that was stopped."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from bot.answer import Answer, Citation
from bot.bot import Bot
from bot.newsroom.sheet import MAX_CELL, QuestionSheet, SheetRow, inert_cell
from corpus import InputError

_ANSWER = ("answered", "answer", "quotations", "articles", "published", "links")
_ORIGIN = ("notices", "model", "archive", "generation", "answered_at")
ANSWER_COLUMNS = (*_ANSWER, *_ORIGIN)
_END = b"\r\n"                              # of a row, and of nothing else: a row that was torn off has none


def batch(bot: Bot, sheet: QuestionSheet, answers: Path) -> Iterator[Answer]:
    """Ask what isn't answered in the file yet, each question by itself, and write a row as soon as it is answered.

    The file has the sheet's own columns and those in ANSWER_COLUMNS. Raises InputError as `rows_done`.
    """
    done = rows_done(sheet, answers)
    with answers.open("ab") as file:
        if not file.tell():
            _write(file, _columns(sheet))
        for row in sheet.rows[done:]:
            answer = bot.ask(row.question)
            _write(file, [*_given(sheet, row), *_cells(answer)])
            yield answer


def rows_done(sheet: QuestionSheet, answers: Path) -> int:
    """How many of the sheet's questions are answered in the file; a row that was torn off in the middle is cut away.

    Raises InputError where there is a file that is no part of the answers to this sheet, or no folder for one.
    """
    if not answers.parent.is_dir():
        raise InputError(f"There is no folder {answers.parent} for {answers.name}; make it first.")
    content = answers.read_bytes() if answers.exists() else b""
    complete = content[: content.rfind(_END) + len(_END)] if _END in content else b""
    header, *rows = _read(answers, complete) or [[]]
    written = [row[: len(sheet.columns)] for row in rows]
    expected = [_given(sheet, row) for row in sheet.rows[: len(written)]]
    if content and (header != _columns(sheet) or written != expected):
        raise InputError(f"{answers.name} is there already and is no part of the answers to this sheet; name another "
                         "file, or take it away.")
    if complete != content:
        os.truncate(answers, len(complete))
    return len(written)


def _columns(sheet: QuestionSheet) -> list[str]:
    own = (f"answer_{name}" if name in sheet.columns else name for name in ANSWER_COLUMNS)
    return [*map(inert_cell, sheet.columns), *own]


def _read(answers: Path, content: bytes) -> list[list[str]]:
    csv.field_size_limit(MAX_CELL)
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise InputError(f"{answers.name} is there already and can't be read; name another file, or take it "
                         "away.") from None


def _write(file: BinaryIO, cells: Sequence[str]) -> None:
    """One row, out of this process's hands before the next question is asked."""
    line = io.StringIO()
    csv.writer(line, lineterminator=_END.decode()).writerow([inert_cell(cell) for cell in cells])
    mark = "" if file.tell() else "\ufeff"        # spreadsheets take a file without it for one of an older encoding
    file.write((mark + line.getvalue()).encode("utf-8", "replace"))
    file.flush()


def _given(sheet: QuestionSheet, row: SheetRow) -> list[str]:
    return [inert_cell(row.cells[name]) for name in sheet.columns]


def _cells(answer: Answer) -> list[str]:
    """An answer as cells; of several citations each has a line of its own, in the order of their numbers."""
    return [
        "yes" if answer.answered else "no",
        answer.text,
        _lines(answer, lambda citation: " ".join(citation.quote.split())),
        _lines(answer, lambda citation: citation.article.title),
        _lines(answer, lambda citation: _day(citation.article.published)),
        _lines(answer, lambda citation: citation.link),
        "\n".join(answer.notices),
        answer.model,
        str(answer.archive.get("name", "")),
        str(answer.archive.get("generation", "")),
        datetime.now(UTC).isoformat(timespec="seconds"),
    ]


def _lines(answer: Answer, tell: Callable[[Citation], str]) -> str:
    return "\n".join(f"[{citation.number}] {tell(citation)}" for citation in answer.citations)


def _day(published: datetime | None) -> str:
    return published.date().isoformat() if published else "undated"
