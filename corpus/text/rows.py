"""Lay a table out as lines, one for each row, so that a row is found and quoted by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, zip_longest
from typing import Any

import lxml.html
from lxml import etree

from corpus.text.clean import clean_line

MAX_ROWS, MAX_COLUMNS = 2_000, 50
MAX_HEADS = 100         # characters of all heads together, to stand behind every row; longer ones stand above
MAX_CAPTION = 80        # characters of a caption that stands before every row; a longer one stands above
MAX_LINE = 20_000       # characters of a line that is taken apart into cells
MAX_CELL = 300          # characters; a table with longer cells lays out a page
MAX_BARE_CELL = 40      # on average, in a table without heads and caption
MOSTLY_LINKS = 0.6      # of the letters, in a table that leads elsewhere

_LAID_OUT = re.compile(r"(?:(?P<caption>[^:]{1,160}): )?(?P<cells>.+) \((?P<heads>[^()]+)\)")
_BETWEEN, _BETWEEN_LISTS = ", ", "; "
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_APART = frozenset(("br", "p", "div", "li"))
_WITHIN = ("table", "form", "ul", "ol", "h1", "h2", "h3", "iframe", "video")   # of what lays out a page


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, the heads of its columns and its rows; a row of one cell names those below it."""

    rows: Sequence[Sequence[str]]
    heads: Sequence[str] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row as `lines_of` laid it out, taken apart again."""

    caption: str
    cells: tuple[tuple[int, int], ...]   # where each begins and ends in the line
    heads: tuple[str, ...]               # as many


def row_in(line: str) -> RowLine | None:
    """The cells of a line that is a row with the heads of its columns; None for any other line."""
    match = _LAID_OUT.fullmatch(line) if line.endswith(")") and len(line) <= MAX_LINE else None
    if match is None:
        return None
    between = _BETWEEN_LISTS if _BETWEEN_LISTS in match["heads"] else _BETWEEN
    heads, cells = match["heads"].split(between), match["cells"].split(between)
    if len(heads) != len(cells) or len(cells) < 2:
        return None
    starts = list(accumulate((len(cell) + len(between) for cell in cells[:-1]), initial=match.start("cells")))
    spans = tuple((start, start + len(cell)) for start, cell in zip(starts, cells, strict=True))
    return RowLine(match["caption"] or "", spans, tuple(heads))


def lines_of(grid: Grid) -> list[str]:
    """The rows as lines: "Harbour ward: Ann Lee, Green, 1,204 (Candidate, Party, Votes)".

    Semicolons part the cells of a row in which one has a comma and a space: "Lee, Ann; 1,204 (Name; Votes)".
    What is too long to stand in every line comes first, in a line of its own.
    """
    caption, heads = grid.caption, tuple(grid.heads)
    above = [caption] if len(caption) > MAX_CAPTION else []
    if sum(map(len, heads)) > MAX_HEADS:
        above, heads = [*above, ", ".join(filter(None, heads))], ()
    return [*above, *_lines(grid.rows, heads, "" if len(caption) > MAX_CAPTION else caption)]


def _lines(rows: Sequence[Sequence[str]], heads: Sequence[str], caption: str) -> Iterator[str]:
    group = ""
    for row in rows:
        if len(row) == 1 and len(heads) != 1:
            group = row[0]
        elif any(row):
            place = ", ".join(filter(None, (caption, group if len(group) <= MAX_CAPTION else "")))
            yield f"{place.rstrip(' :.')}: {_line(row, heads)}" if place else _line(row, heads)


def _line(row: Sequence[str], heads: Sequence[str]) -> str:
    """The cells that say something, and behind them the heads of their columns."""
    pairs = [(cell, head) for cell, head in zip_longest(row, heads, fillvalue="") if cell]
    lists = len(pairs) > 1 and any(_BETWEEN in each for pair in pairs for each in pair)
    between = _BETWEEN_LISTS if lists else _BETWEEN
    named = between.join(head for _, head in pairs if head)
    return between.join(cell for cell, _ in pairs) + (f" ({named})" if named else "")


def lay_out_tables(root: lxml.html.HtmlElement) -> None:
    """Put a paragraph for every row in the place of each table of a page that holds data; tables of layout stay."""
    for table in list(root.iter("table")):
        if _holds_data(table) and (grid := grid_of(table, _caption(table))).rows:
            _replace(table, lines_of(grid))


def grid_of(table: Any, caption: str = "") -> Grid:   # noqa: ANN401
    """A table of HTML, XHTML or NITF; a cell that spans several rows or columns stands in each, or in the first."""
    rows, heads = [], None
    for row, is_head in _rows(table):
        if is_head and heads is None and len(row) > 1:
            heads = row
        elif row != heads:
            rows.append(row)
    if heads is None and opens_with_heads(rows):
        heads, *rows = rows
    own = next((each for each in table if _name(each) == "caption"), None)
    return Grid(rows, heads or (), caption or _words_of(own))


def opens_with_heads(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has no figures, and nearly every other has: so heads are told that are marked as cells."""
    first, *others = rows or [[]]
    figures = [any(cell[:1].isdigit() or cell[-1:].isdigit() for cell in row) for row in others if len(row) > 1]
    bare = len(first) > 1 and all(cell and not any(map(str.isdigit, cell)) for cell in first)
    return bare and len(figures) > 1 and sum(figures) >= 0.9 * len(figures)


def _rows(table: Any) -> Iterator[tuple[list[str], bool]]:   # noqa: ANN401
    """Each row, and whether all its cells are heads. One cell across the table comes as a row of one."""
    below: dict[int, tuple[int, str]] = {}   # what hangs down into the next rows, by column
    for row in islice((each for each in table.iter() if _name(each) == "tr"), MAX_ROWS):
        cells = [each for each in row if _name(each) in ("td", "th")]
        if len(cells) == 1 and not below and _span(cells[0], "colspan") > 1:
            yield [_words_of(cells[0])], False
            continue
        yield _taken(cells, below), bool(cells) and (
            all(_name(each) == "th" for each in cells) or _name(row.getparent()) == "thead")


def _taken(cells: list[Any], below: dict[int, tuple[int, str]]) -> list[str]:
    line: list[str] = []
    waiting = iter(cells)
    while len(line) < MAX_COLUMNS:
        if (hanging := below.get(len(line))) is not None:
            left, words = hanging
            below.pop(len(line)) if left == 1 else below.update({len(line): (left - 1, words)})
            line.append(words)
        elif (cell := next(waiting, None)) is not None:
            words, down = _words_of(cell), _span(cell, "rowspan")
            for across in range(min(_span(cell, "colspan"), MAX_COLUMNS - len(line))):
                if down > 1:
                    below[len(line)] = (down - 1, words if not across else "")
                line.append(words if not across else "")
        else:
            return line
    return line


def _holds_data(table: lxml.html.HtmlElement) -> bool:
    """Whether it is a table to its readers, not one that lays out a page or leads elsewhere."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants(*_WITHIN), None) is not None:
        return False
    rows = list(islice(table.iter("tr"), MAX_ROWS))
    cells = list(islice(table.iter("td", "th"), MAX_ROWS * MAX_COLUMNS))
    sizes = [len(clean_line(cell.text_content())) for cell in cells]
    if len(rows) < 2 or len(cells) < 1.5 * len(rows) or max(sizes) > MAX_CELL or not any(sizes):
        return False
    linked = sum(len(link.text_content().strip()) for link in table.iter("a"))
    says_so = next(table.iter("th", "caption", "thead"), None) is not None
    return linked < MOSTLY_LINKS * sum(sizes) and (says_so or sum(sizes) <= MAX_BARE_CELL * len(sizes))


def _caption(table: lxml.html.HtmlElement) -> str:
    """Its own, that of the figure around it, or the heading right above it; empty without one."""
    parent = table.getparent()
    if parent is not None and parent.tag == "figure":
        if words := _words_of(next(parent.iter("figcaption"), None)):
            return words
        table = parent
    above = table.getprevious()
    own = next(table.iter("caption"), None)
    return "" if own is not None or above is None or above.tag not in _HEADINGS else _words_of(above)


def _replace(table: lxml.html.HtmlElement, lines: list[str]) -> None:
    parent = table.getparent()
    if parent is not None and parent.tag == "figure":
        table, parent = parent, parent.getparent()
    if parent is None:
        return
    box = etree.Element("div")
    for each in lines:
        etree.SubElement(box, "p").text = each
    box.tail = table.tail
    parent.replace(table, box)


def _span(cell: Any, name: str) -> int:   # noqa: ANN401
    stated = cell.get(name) or ""
    return max(1, min(int(stated), MAX_ROWS)) if stated.isascii() and stated.isdigit() and len(stated) < 5 else 1


def _words_of(element: Any) -> str:   # noqa: ANN401
    """Its words in one line; empty for no element."""
    if element is None:
        return ""
    for each in element.iter():
        if _name(each) in _APART:
            each.tail = f" {each.tail or ''}"
    return clean_line("".join(element.itertext()))


def _name(element: Any) -> str:   # noqa: ANN401
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
