"""Read a table with a header: one article a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest
from pathlib import PurePath

from corpus.readers.json_record import AS_THEY_ARE
from corpus.record.aliases import field_of, plain_name
from corpus.record.day_order import in_one_order, read_or_report
from corpus.record.fields import Fields
from corpus.record.file_id import file_id
from corpus.record.record import MAX_HTML, articles_from
from corpus.text.clean import clean_line
from corpus.text.decode import File, text_lines
from corpus.text.rows import MAX_ROWS, Grid, lines_of
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

DELIMITERS = ",;\t|"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_SEPARATOR = re.compile(r"\"?sep=([,;\t|])\"?")


def read_csv(path: File, name: str, report: Report, fields: Fields = AS_THEY_ARE) -> Iterator[Article]:
    """The articles of a .csv or .tsv file, one row in memory at a time; what separates the cells is found out.

    A table of figures, such as results, is one article, a row a line. Raises RecordError when the first row names
    articles, but no text or html column.
    """
    csv.field_size_limit(MAX_HTML)   # of the whole process; Python's own limit of 131,072 is less than a long read
    lines = (line for _, line in text_lines(path, name, report))
    first = next(lines, "")
    stated = _SEPARATOR.fullmatch(first.strip("\r\n "))   # Excel's own word for what separates the cells
    first = next(lines, "") if stated else first
    rows = csv.reader(chain([first], lines), delimiter=stated[1] if stated else _delimiter(first))
    header = [cell.strip() for cell in next(rows, [])]
    articles = fields.known_in(header) and _holds_articles(fields.applied(dict.fromkeys(header, "")))
    if not articles and not fields.names and _holds_figures(header):
        yield from _figures(header, rows, name, report)
        return
    if not articles:
        raise RecordError(
            f"The first row names no text or html column ({', '.join(header)[:200]}); name the columns there."
        )
    records = ((f"{name}:{number}", fields.applied(record)) for number, row in _rows(rows, name, report)
               if (record := _record(header, row, f"{name}:{number}")))
    for place, record in in_one_order(records, name, report):
        yield from read_or_report(record, place, report, articles_from)


def _figures(header: list[str], rows: Iterator[list[str]], name: str, report: Report) -> Iterator[Article]:
    """A table that is an article itself: each row with the heads of its columns, under the file's name as its title."""
    cells = [[cell.strip() for cell in row] for _, row in islice(_rows(rows, name, report), MAX_ROWS + 1)]
    if len(cells) > MAX_ROWS:
        raise RecordError(f"This table has no text or html column and more than {MAX_ROWS:,} rows; split it.")
    if _names_people(header, cells):
        raise RecordError("This is a list of people with their mail addresses, and no article; leave it out.")
    report(Notice(name, "This table has no text or html column; it was read as one article, a row a line."))
    title = clean_line(re.sub(r"[_-]+", " ", PurePath(name.removesuffix(".gz")).stem))
    record = {"title": title[:1].upper() + title[1:], "text": "\n\n".join(lines_of(Grid(cells, header)))}
    yield from articles_from(record, name, report, file_id=file_id(name))


def _names_people(header: list[str], cells: list[list[str]]) -> bool:
    """Whether a column holds mail addresses, by its head or in most of its rows."""
    columns = list(zip_longest(*cells[:100], fillvalue=""))
    return any(plain_name(head) in ("email", "emailaddress", "mail", "mailaddress") for head in header) or any(
        2 * sum(_ADDRESS.fullmatch(cell) is not None for cell in column) > len(column) for column in columns)


def _holds_figures(header: list[str]) -> bool:
    """Whether the first row names columns, of which none is a headline or an address, as a list of articles has."""
    known = {(field_of(cell) or ("",))[0] for cell in header}
    return len(header) > 1 and all(cell and not cell[0].isdigit() for cell in header) and not known & {"title", "url"}


def _record(header: list[str], row: list[str], place: str) -> dict[str, str] | Notice:
    """The cells of a row by their columns; nothing for an empty row, and a notice for one that has too many."""
    cells = [cell.strip() for cell in row]
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) > len(header):
        message = f"This row has {len(cells)} cells, the first row has {len(header)}; put cells with commas in quotes."
        return Notice(place, message, skipped=True)
    return dict(zip(header, cells, strict=False)) if any(cells) else {}


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
