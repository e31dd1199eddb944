"""What an archive holds, in outline: its articles by month, and the names they are filed under."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST_NAMES = 200       # of sections, sources, authors, kinds: the largest

Counted = tuple[tuple[str, int], ...]      # names or months with the number of their articles


@dataclass(frozen=True, slots=True)
class Outline:
    """Counts of what a reader may see at one moment."""

    months: Counted = ()       # "2024-01", oldest first, by UTC; months without an article are left out
    sections: Counted = ()     # as first written, largest first
    sources: Counted = ()
    authors: Counted = ()
    kinds: Counted = ()


def outline(db: sqlite3.Connection, where: str, values: Sequence[Any]) -> Outline:
    """The outline of the articles (as `a`) that fulfil `where`."""
    return Outline(
        months=_months(db, where, values),
        sections=_names(db, "section", where, values),
        sources=_names(db, "source", where, values),
        authors=_authors(db, where, values),
        kinds=_names(db, "kind", where, values),
    )


def _months(db: sqlite3.Connection, where: str, values: Sequence[Any]) -> Counted:
    rows = db.execute(
        "SELECT strftime('%Y-%m', published / 1000000, 'unixepoch') AS month, count(*) FROM articles a "
        f"WHERE {where} AND published IS NOT NULL GROUP BY month ORDER BY month",
        values,
    )
    return tuple((month, count) for month, count in rows if month)


def _names(db: sqlite3.Connection, column: str, where: str, values: Sequence[Any]) -> Counted:
    """The names in a column, which holds them case-folded; the first record has them as written."""
    rows = db.execute(
        f"SELECT json_extract(b.record, '$.{column}'), number FROM "
        f"(SELECT {column} AS name, count(*) AS number, min(key) AS first FROM articles a "
        f"WHERE {where} AND {column} <> '' GROUP BY {column} ORDER BY number DESC, name LIMIT {MOST_NAMES}) "
        "JOIN articles b ON b.key = first ORDER BY number DESC, name",
        values,
    )
    return tuple((str(name).strip(), number) for name, number in rows)


def _authors(db: sqlite3.Connection, where: str, values: Sequence[Any]) -> Counted:
    """Each author of each article; the column holds them between line breaks."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    rows = db.execute(
        f"SELECT authors, count(*), min(key) FROM articles a WHERE {where} AND authors <> '' GROUP BY authors", values
    )
    for joined, number, key in rows:
        for name in {name for name in joined.split("\n") if name.strip()}:
            counts[name] += number
            first[name] = min(key, first.get(name, key))
    largest = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES]
    return tuple((_as_written(db, first[name], name), number) for name, number in largest)


def _as_written(db: sqlite3.Connection, key: int, folded: str) -> str:
    rows = db.execute(
        "SELECT author.value FROM articles a, json_each(a.record, '$.authors') author WHERE a.key = ?", (key,)
    )
    return next((str(name).strip() for (name,) in rows if str(name).casefold() == folded), folded)
