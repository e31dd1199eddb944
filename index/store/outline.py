"""What an archive holds, in outline: its articles by month, and the names they are filed under."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

MOST_NAMES = 200       # of sections, sources, authors, kinds: the largest
COLUMNS = ("section", "source", "authors", "kind")      # in the order that Outline has them

Counted = tuple[tuple[str, int], ...]      # names or months with the number of their articles


@dataclass(frozen=True, slots=True)
class Outline:
    """Counts of what a reader may see at one moment."""

    months: Counted = ()       # "2024-01", oldest first, by their own clocks; months without an article are left out
    sections: Counted = ()     # as first written, largest first
    sources: Counted = ()
    authors: Counted = ()
    kinds: Counted = ()
    until: datetime | None = field(default=None, kw_only=True)      # when time alone changes it next; None for never


class Tally(NamedTuple):
    """A name with its articles."""

    name: str              # case-folded
    written: str           # as the first of them has it
    articles: int
    first: int             # the first one's key


def outline(
    db: sqlite3.Connection, where: str, values: Sequence[Any] = (), until: datetime | None = None
) -> Outline:
    """The outline of the articles (as `a`) that fulfil `where`, as it stays `until` then."""
    return Outline(
        months(db, where, values), *(counted(tallies(db, column, where, values)) for column in COLUMNS), until=until
    )


def months(db: sqlite3.Connection, where: str, values: Sequence[Any] = ()) -> Counted:
    """The months of those articles, oldest first."""
    rows = db.execute(
        "SELECT strftime('%Y-%m', published / 1000000, 'unixepoch') AS month, count(*) FROM articles a "
        f"WHERE {where} AND published IS NOT NULL GROUP BY month ORDER BY month",
        values,
    )
    return tuple((month, count) for month, count in rows if month)


def tallies(
    db: sqlite3.Connection, column: str, where: str, values: Sequence[Any] = (), most: int = MOST_NAMES
) -> list[Tally]:
    """The `most` largest names in one of COLUMNS, of those articles."""
    return (_authors if column == "authors" else _names)(db, column, where, values, most)


def joined(tallied: Iterable[Tally], more: Iterable[tuple[int, str]]) -> list[Tally]:
    """Tallies and more articles: each a key and a name as written."""
    found = {each.name: each for each in tallied}
    for key, written in more:
        name = written.casefold()
        before = found.get(name, Tally(name, written.strip(), 0, key))
        first = min(before, Tally(name, written.strip(), 0, key), key=lambda each: each.first)
        found[name] = first._replace(articles=before.articles + 1)
    return list(found.values())


def counted(tallied: Iterable[Tally]) -> Counted:
    """The largest names, as an outline shows them."""
    largest = sorted(tallied, key=lambda each: (-each.articles, each.name))[:MOST_NAMES]
    return tuple((each.written, each.articles) for each in largest)


def _names(db: sqlite3.Connection, column: str, where: str, values: Sequence[Any], most: int) -> list[Tally]:
    """The names in a column, which holds them case-folded; the first record has them as written."""
    rows = db.execute(
        f"SELECT name, json_extract(b.record, '$.{column}'), number, first FROM "
        f"(SELECT {column} AS name, count(*) AS number, min(key) AS first FROM articles a "
        f"WHERE {where} AND {column} <> '' GROUP BY {column} ORDER BY number DESC, name LIMIT {most}) "
        "JOIN articles b ON b.key = first",
        values,
    )
    return [Tally(name, str(written).strip(), number, first) for name, written, number, first in rows]


def _authors(db: sqlite3.Connection, column: str, where: str, values: Sequence[Any], most: int) -> list[Tally]:
    """Each author of each article; the column holds them between line breaks."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    rows = db.execute(
        f"SELECT {column}, count(*), min(key) FROM articles a WHERE {where} AND {column} <> '' GROUP BY {column}",
        values,
    )
    for together, number, key in rows:
        for name in {name for name in together.split("\n") if name.strip()}:
            counts[name] += number
            first[name] = min(key, first.get(name, key))
    largest = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [Tally(name, _as_written(db, first[name], name), number, first[name]) for name, number in largest]


def _as_written(db: sqlite3.Connection, key: int, folded: str) -> str:
    rows = db.execute(
        "SELECT author.value FROM articles a, json_each(a.record, '$.authors') author WHERE a.key = ?", (key,)
    )
    return next((str(name).strip() for (name,) in rows if str(name).casefold() == folded), folded)
