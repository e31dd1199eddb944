"""How often a row of recurring events is right: rows of real news, marked by hand cell by cell.

The rows of `development` were seen while the rules were made, those of `check` were drawn by other subjects and marked
afterwards. A row is right where what its subject names happened, in whatever sense the sentence has it; a cell where it
is the event's. A cell that a mark leaves empty was filled wrongly when it was marked.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sets import QUESTIONS
from benchmarks.tables import row
from bot.newsroom.events import EventReport, reports_in
from bot.verify.words import stem
from corpus import Article, read

PARTS = ("development", "check")
CELLS = ("happened", "day", "place", "figure")
_PACKS = ("allsides", "realtimeqa-2022-2023")
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """A row that was marked: its sentence, and what is right in its cells."""

    subject: str
    article: str
    start: int
    end: int
    day: str
    place: list[int] | None
    figure: list[int] | None
    happened: bool
    part: str


def measure(data: Path) -> None:
    """Print, by part and cell, how many are filled and how many of those rightly."""
    articles = _articles(data)
    for part in PARTS:
        filled, right = score(articles, part)
        for cell in CELLS:
            row(f"{part}: {cell}, of {filled[cell]} that are given", f"{right[cell] / max(1, filled[cell]):.1%}")


def score(articles: Mapping[str, Article], part: str) -> tuple[Counter[str], Counter[str]]:
    """How many of the marked rows' cells are filled, and how many rightly, by cell."""
    filled: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for mark in (each for each in _marked() if each.part == part and each.article in articles):
        for report in _given(articles[mark.article], mark):
            given = _cells(report)
            for cell in (cell for cell in CELLS if given[cell]):
                filled[cell] += 1
                right[cell] += given[cell] == getattr(mark, cell)
    return filled, right


def _cells(report: EventReport) -> dict[str, object]:
    place, figure = ([*span] if span else None for span in (report.place, report.figure))
    return {"happened": True, "day": report.day, "place": place, "figure": figure}


def _given(article: Article, mark: MarkedEvent) -> list[EventReport]:
    """The row of the marked sentence, if there is one; of several the one that agrees best."""
    same = [each for each in reports_in(article, mark.subject, _terms) if each.start == mark.start]
    agreeing = sorted(same, key=lambda each: -sum(_cells(each)[cell] == getattr(mark, cell) for cell in CELLS))
    return [each for each in agreeing if each.day or each.place][:1]


def _terms(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text)]


def _marked() -> Iterator[MarkedEvent]:
    with (QUESTIONS / "events.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield MarkedEvent(**json.loads(line))


def _articles(data: Path) -> dict[str, Article]:
    """The articles that have a mark, by id; raises FileNotFoundError where the news isn't there."""
    wanted = {each.article for each in _marked()}
    found: dict[str, Article] = {}
    for pack in _PACKS:
        file = data / pack / "articles.jsonl.gz"
        if not file.is_file():
            raise FileNotFoundError(2, "no such file", str(file))
        found |= {each.id: each for each in read(file, lambda notice: None) if each.id in wanted}
    return found
