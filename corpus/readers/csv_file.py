"""Read a table with a header: one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from corpus.readers.json_record import AS_THEY_ARE
from corpus.record.aliases import field_of
from corpus.record.fields import Fields
from corpus.record.record import MAX_HTML, articles_from
from corpus.text.decode import File, text_lines
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

DELIMITERS = ",;\t|"


def read_csv(path: File, name: str, report: Report, fields: Fields = AS_THEY_ARE) -> Iterator[Article]:
    """The articles of a .csv or .tsv file, one row in memory at a time; what separates the cells is found out.

    Raises RecordError when the first row names no text or html column.
    """
    csv.field_size_limit(MAX_HTML)   # of the whole process; Python's own limit of 131,072 is less than a long read
    lines = (line for _, line in text_lines(path, name, report))
    first = next(lines, "")
    rows = csv.reader(chain([first], lines), delimiter=_delimiter(first))
    header = [cell.strip() for cell in next(rows, [])]
    if not (fields.known_in(header) and _holds_articles(fields.applied(dict.fromkeys(header, "")))):
        raise RecordError(
            f"The first row names no text or html column ({', '.join(header)[:200]}); name the columns there."
        )
    for number, row in _rows(rows, name, report):
        yield from _article(header, row, f"{name}:{number}", report, fields)


def _article(
    header: list[str], row: list[str], place: str, report: Report, fields: Fields
) -> Iterator[Article]:
    cells = [cell.strip() for cell in row]
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) > len(header):
        message = f"This row has {len(cells)} cells, the first row has {len(header)}; put cells with commas in quotes."
        report(Notice(place, message, skipped=True))
    elif any(cells):
        yield from articles_from(fields.applied(dict(zip(header, cells, strict=False))), place, report)


def _rows(rows: Iterator[list[str]], name: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line they begin on; a row that can't be told from the next is reported."""
    while True:
        number = rows.line_num + 1   # type: ignore[attr-defined]
        try:
            row = next(rows, None)
        except csv.Error as error:
            report(Notice(f"{name}:{number}", f"This row can't be read ({error}); mend its quotes.", skipped=True))
            continue
        if row is None:
            return
        yield number, row


def _delimiter(line: str) -> str:
    """What splits the first row into most columns that have a meaning here, or else into most."""
    def columns(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(field_of(cell.strip()) is not None for cell in cells), len(cells)

    return max(DELIMITERS, key=columns)


def _holds_articles(header: Iterable[str]) -> bool:
    return any((known := field_of(cell)) is not None and known[0] in ("text", "html") for cell in header)
