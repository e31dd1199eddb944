"""Draws a course of events on an axis of dates; each point leads to its quotation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.answer import Answer, Citation
from bot.understand.time_expressions import wants_story
from bot.web.page.markup import part
from bot.web.page.texts import ENGLISH, Words, day_of_year, short_month

LEAST = 2              # points that make a course
NEAR = 9.0             # per cent of the axis that two points need between them to share a row
ROWS = 4
TICKS = 6              # at most
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 300, 600, 1200)      # months between ticks


def tells_a_course(answer: Answer) -> bool:
    """Whether an answer tells what happened in order of time, by dated quotations."""
    asked = answer.question_used or answer.question
    return answer.answered and wants_story(asked) and len(_dated(answer.citations)) >= LEAST


def chart(answer: Answer, words: Words) -> str:
    """The chart as HTML, placed by percentages; empty for an answer that tells no course."""
    if not tells_a_course(answer):
        return ""
    dated = _dated(answer.citations)
    first, last = _axis([moment.date() for _, moment in dated])
    places = [_place(moment.date(), first, last) for _, moment in dated]
    points = [
        {"citation": citation, "moment": moment, "title": " ".join(citation.article.title.split())[:120],
         "left": f"{place:.2f}", "row": row}
        for (citation, moment), place, row in zip(dated, places, rows(places), strict=True)
    ]
    ticks = [(f"{_place(at, first, last):.2f}", name) for at, name in ticks_of(first, last, words)]
    return part("chart.html", words, points=points, ticks=ticks, height=max(rows(places)) + 1)


def rows(places: Sequence[float]) -> list[int]:
    """A row for each point, so that near ones don't cover each other; the last row takes what fits nowhere."""
    ends: list[float] = []
    found = []
    for place in places:
        row = next((row for row, end in enumerate(ends) if place - end >= NEAR), len(ends))
        row = min(row, ROWS - 1)
        if row == len(ends):
            ends.append(place)
        else:
            place = max(place, ends[row])
            ends[row] = place
        found.append(row)
    return found


def ticks_of(first: date, last: date, words: Words = ENGLISH) -> list[tuple[date, str]]:
    """Round dates on the axis with their names: days where it is short, else months, else years."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 2:
        step = max(1, (last - first).days // TICKS + 1)
        days = [first + timedelta(days=at) for at in range(0, (last - first).days + 1, step)]
        return [(each, day_of_year(words, each.day, each.month)) for each in days]
    step = next((step for step in _STEPS if months / step <= TICKS), _STEPS[-1])
    start = first.year * 12 + first.month - 1
    marks = [at for at in range(-(-start // step) * step, last.year * 12 + last.month, step)]
    dates = [date(at // 12, at % 12 + 1, 1) for at in marks]
    named = [(each, f"{short_month(words, each.month)} {each.year}" if step < 12 else str(each.year)) for each in dates]
    return [(each, name) for each, name in named if first <= each <= last]


def _dated(citations: Sequence[Citation]) -> list[tuple[Citation, datetime]]:
    """The citations that carry a date, the oldest first."""
    dated = [(each, each.article.published) for each in citations if each.article.published]
    return sorted(dated, key=lambda pair: pair[1])


def _axis(days: Sequence[date]) -> tuple[date, date]:
    """First and last day of the axis: of all points, two days at least."""
    first, last = min(days), max(days)
    return (first, last) if first < last else (first, _later(last))


def _later(last: date) -> date:
    return last + timedelta(days=1) if last < date.max else last


def _place(at: date, first: date, last: date) -> float:
    """Per cent of the axis from its beginning."""
    return 100 * (at - first).days / max(1, (last - first).days)
