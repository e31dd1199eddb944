"""Read a sheet of questions: a CSV file whose first row names the columns, with one question a row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bot.answer import LENGTHS
from corpus import InputError, Notice, RecordError
from corpus.text.decode import text_lines

QUESTION = "question"
MAX_CELL = 100_000     # characters
_FORMULA = ("=", "+", "-", "@", "\t")      # a spreadsheet would compute a cell that begins so
_DELIMITERS = ",;\t|"
_NONE_AT_ALL = "\x1f"    # where there is one column, commas are the question's own


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One question with whatever else its row has."""

    place: str                   # "questions.csv:7", as a person would look it up
    question: str
    cells: Mapping[str, str]     # every cell by its column's name, stripped


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A sheet of questions."""

    columns: tuple[str, ...]     # as the first row has them, in lower case
    rows: tuple[SheetRow, ...]


def read_sheet(path: Path) -> QuestionSheet:
    """The sheet in a file, in whatever encoding and with whatever of , ; | or a tab between its cells.

    Raises InputError that names the row for what is no sheet of questions: no column "question", no questions, a row
    with too many cells or without a question, a question that can't be asked.
    """
    try:
        return _sheet(path.name, _rows(path))
    except RecordError as error:
        why, of_articles, _ = str(error).partition("; export its articles")
        raise InputError(f"{path.name} can't be read as a sheet of questions: {why}"
                         f"{'; save it as CSV.' if of_articles else ''}") from None


def inert_cell(cell: str) -> str:
    """A cell that no spreadsheet computes, and without the end of a row (a carriage return) in it."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{lines}" if lines.startswith(_FORMULA) else lines


def _sheet(name: str, rows: Iterator[tuple[int, list[str]]]) -> QuestionSheet:
    _, header = next(rows, (0, []))
    columns = tuple(cell.strip().casefold() for cell in header)
    _check_columns(name, columns)
    read = tuple(_row(f"{name}:{number}", columns, cells) for number, cells in rows if any(map(str.strip, cells)))
    if not read:
        raise InputError(f"{name} names its columns and has no question below them.")
    return QuestionSheet(columns, read)


def _check_columns(name: str, columns: Sequence[str]) -> None:
    if QUESTION not in columns:
        named = f"It has: {', '.join(columns)[:200]}." if any(columns) else "It is empty."
        raise InputError(f"The first row of {name} names no column “{QUESTION}”; name the one with the questions so. "
                         f"{named}")
    if twice := [column for column, count in Counter(columns).items() if column and count > 1]:
        raise InputError(f"The first row of {name} names “{twice[0]}” twice; give each column a name of its own.")


def _row(place: str, columns: Sequence[str], row: Sequence[str]) -> SheetRow:
    cells = [cell.strip() for cell in row]
    while len(cells) > len(columns) and not cells[-1]:
        cells.pop()
    if len(cells) > len(columns):
        raise InputError(f"{place}: this row has {len(cells)} cells, the first row has {len(columns)}; put cells with "
                         "commas in quotes.")
    by_column = {**dict.fromkeys(columns, ""), **dict(zip(columns, cells, strict=False))}
    question = by_column[QUESTION]
    if len(question) > LENGTHS.question:
        longest = f"{LENGTHS.question:,}"
        raise InputError(f"{place}: this question has {len(question):,} characters; ask in at most {longest}.")
    if not any(map(str.isalnum, question)):
        raise InputError(f"{place}: there is no question in this row.")
    return SheetRow(place, question, by_column)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows, each with the number of the line it begins on."""
    lines = (line for _, line in text_lines(path, path.name, _refuse))
    first = next(lines, "")
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader(chain([first], lines), delimiter=_delimiter(first), strict=True)
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise InputError(f"{path.name}:{number}: this row can't be read ({error}); mend its quotes.") from None
        if row is None:
            return
        yield number, row


def _refuse(notice: Notice) -> None:
    """What a reader of articles reports and goes on from, a sheet is refused for: a skipped question is none asked."""
    if notice.skipped:
        raise InputError(str(notice))


def _delimiter(line: str) -> str:
    """What splits the first row so that a cell is the question's column, and into most cells."""
    def fits(delimiter: str) -> tuple[bool, int]:
        cells = _cells(line, delimiter)
        return QUESTION in cells, len(cells)

    best = max(_DELIMITERS, key=fits)
    return best if len(_cells(line, best)) > 1 else _NONE_AT_ALL


def _cells(line: str, delimiter: str) -> list[str]:
    rows: Iterable[list[str]] = csv.reader([line], delimiter=delimiter)
    return [cell.strip().casefold() for row in rows for cell in row]
