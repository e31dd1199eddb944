"""A table of events as rows for a program and as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from bot.newsroom.credit import corrections
from bot.newsroom.events import EventReport
from bot.newsroom.sheet import inert_cell
from bot.quote.citations import link

_CELLS, _CUTTING = ("day", "place", "figure"), ("sentence", "title", "source", "published", "corrections")
COLUMNS = (*_CELLS, *_CUTTING, "article", "start", "end", "link", "others")


def event_row(report: EventReport) -> dict[str, Any]:
    """A report as JSON types, in the order of COLUMNS; a cell that it leaves open is null."""
    article = report.article
    return {
        "day": report.day or None,
        "place": report.words(report.place) or None,
        "figure": report.words(report.figure) or None,
        "sentence": report.sentence,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "corrections": corrections(article),
        "article": article.id,
        "start": report.start,
        "end": report.end,
        "link": link(article, report.start, report.end),
        "others": [each.article.id for each in report.others],
    }


def event_csv(reports: Sequence[EventReport]) -> str:
    """A row a report under the names of the columns, with no cell that a spreadsheet would compute."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([inert_cell(_text(value)) for value in event_row(each).values()] for each in reports)
    return table.getvalue()


def _text(value: object) -> str:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
