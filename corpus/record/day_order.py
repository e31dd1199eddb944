"""Judge the dates of a table together: one 13/05 tells that 04/05 is in May."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, TypeAlias

from corpus.record.aliases import field_of
from corpus.types.article import Article
from corpus.types.notice import Notice, Report

MAX_LOOKED_AT = 10_000          # records that are held until the order is known
MAX_KEPT = 32_000_000           # characters of them
_DATES = frozenset(("published", "updated", "embargoed_until", "expires"))
_NUMERIC = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?=$|[\sT,])", re.ASCII)
Numbered: TypeAlias = tuple[str, Any]   # where a record stands, and what it holds


def in_one_order(records: Iterator[Numbered], name: str, report: Report) -> Iterator[Numbered]:
    """The records, with their numeric dates such as 04/05/2023 written year first where their column tells the order.

    Looked at are the first ten thousand. What was decided is reported, and what could not be.
    """
    first_records = _first_records(records)
    orders = _orders([record for _, record in first_records if isinstance(record, Mapping)], name, report)
    for place, record in chain(first_records, records):
        yield place, _written(record, orders) if orders and isinstance(record, Mapping) else record


def read_or_report(
    record: Any, place: str, report: Report, read: Callable[[Any, str, Report], Iterator[Article]]   # noqa: ANN401
) -> Iterator[Article]:
    """What is read of a record; of a notice that stands for one, nothing, and it is passed on in its turn."""
    if isinstance(record, Notice):
        report(record)
    else:
        yield from read(record, place, report)


def _first_records(records: Iterator[Numbered]) -> list[Numbered]:
    first_records, size = [], 0
    for each in islice(records, MAX_LOOKED_AT):
        first_records.append(each)
        values = each[1].values() if isinstance(each[1], Mapping) else ()
        size += sum(len(value) for value in values if isinstance(value, str))
        if size > MAX_KEPT:
            break
    return first_records


def _orders(records: list[Mapping[str, Any]], name: str, report: Report) -> dict[str, bool]:
    """Whether the day comes first, for every column whose dates tell it."""
    shown: dict[str, Counter[str]] = {}
    open_ones: dict[str, str] = {}
    for record in records:
        for column, value in record.items():
            if isinstance(value, str) and (match := _NUMERIC.match(value)) and _is_date(str(column)):
                order = _order_shown_by(int(match[1]), int(match[3]))
                shown.setdefault(str(column), Counter())[order] += 1
                open_ones.update({} if order != "open" else {str(column): match[0].strip()})
    orders = {}
    for column, counts in shown.items():
        if bool(counts["day"]) != bool(counts["month"]):
            orders[column] = counts["day"] > 0
        if counts["open"]:
            report(Notice(name, _sentence(column, counts, open_ones[column])))
    return orders


def _is_date(column: str) -> bool:
    known = field_of(column)
    return known is not None and known[0] in _DATES


def _order_shown_by(first: int, second: int) -> str:
    """What a date tells about its column: "day" or "month" comes first, or "open"."""
    if first > 12 >= second:
        return "day"
    return "month" if second > 12 >= first else "same" if first == second else "open"


def _sentence(column: str, counts: Counter[str], example: str) -> str:
    many = counts["open"]
    dates = f"{f'{many:,} dates such as ' if many > 1 else 'The date '}{example!r} in {column[:40]!r}"
    if counts["day"] and counts["month"]:
        return f"{dates} can't be told: some others begin with the day, some with the month. Write 2023-05-04 instead."
    if counts["day"] or counts["month"]:
        first = "day" if counts["day"] else "month"
        others = "another" if counts[first] == 1 else f"{counts[first]:,} others"
        return f"{dates}: read with the {first} first, as {others} can only be."
    return f"{dates}: read month first after a slash, as nothing tells the order; write 2023-05-04 instead."


def _written(record: Mapping[str, Any], orders: Mapping[str, bool]) -> Mapping[str, Any]:
    return {**record, **{column: _year_first(record[column], day_first) for column, day_first in orders.items()
                         if isinstance(record.get(column), str)}}


def _year_first(value: str, day_first: bool) -> str:
    """The date with its parts in an order that means one thing; of two digits for a year, the day before a dot."""
    match = _NUMERIC.match(value)
    if match is None:
        return value
    day, month = (int(match[1]), int(match[3])) if day_first else (int(match[3]), int(match[1]))
    rest = value[match.end() :]
    return f"{match[4]}-{month:02}-{day:02}{rest}" if len(match[4]) == 4 else f"{day}.{month}.{match[4]}{rest}"
