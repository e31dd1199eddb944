"""What readers asked in vain, looked into once more: the nearest articles, and whether the archive answers it since."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer import Answer, Citation
from bot.newsroom.sheet import inert_cell
from bot.records.gaps import Gap
from corpus import Article

NEAREST = 3
_ASKED, _SINCE = ("asked", "question", "askers", "month"), ("answered", "answer", "article", "link")
COLUMNS = (*_ASKED, *_SINCE, "nearest")


@dataclass(frozen=True, slots=True)
class GapNow:
    """A gap, and what the archive holds of it now."""

    gap: Gap
    nearest: tuple[Article, ...]
    answer: Citation | None        # the quotation that answers it since


def looked_into(gaps: Sequence[Gap], ask: Callable[[str], Answer]) -> list[GapNow]:
    """Each gap asked again of the archive."""
    return [_asked(gap, ask) for gap in gaps]


def gap_row(now: GapNow) -> dict[str, Any]:
    """A gap as JSON types, in the order of COLUMNS."""
    answer = now.answer
    return {
        "asked": now.gap.words,
        "question": now.gap.question,
        "askers": now.gap.askers,
        "month": now.gap.month,
        "answered": answer is not None,
        "answer": answer.quote if answer else None,
        "article": answer.article.id if answer else None,
        "link": answer.link if answer else None,
        "nearest": [{"id": each.id, "title": each.title} for each in now.nearest],
    }


def gap_csv(found: Sequence[GapNow]) -> str:
    """A row a gap under the names of the columns, with no cell that a spreadsheet would compute."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in found:
        row = {**gap_row(each), "nearest": "; ".join(article.title for article in each.nearest)}
        writer.writerow([inert_cell("" if value is None else str(value)) for value in row.values()])
    return table.getvalue()


def _asked(gap: Gap, ask: Callable[[str], Answer]) -> GapNow:
    answer = ask(gap.words)
    nearest = {hit.article.id: hit.article for hit in answer.hits}
    lead = answer.citations[0] if answer.answered and answer.citations else None
    return GapNow(gap, tuple(nearest.values())[:NEAREST], lead)
