"""Times in questions of any language: years, and what its months and its room's words make of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from bot.languages.cldr import months
from bot.languages.patterns import either
from bot.languages.room import Relative, Room
from bot.understand.time_expressions import Bind, Period, When

_FIRST, _LAST = 1900, 2100       # years that are taken for years
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    first: date
    last: date
    relative: bool = False


class RoomTimes:
    """Reads times by the months of CLDR and the words of a room."""

    def __init__(self, room: Room) -> None:
        """Make its patterns."""
        self._months = months(room.code)
        named = either(self._months) if self._months else "(?!)"
        self._dated = re.compile(
            rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:\.|er|º)?\s+(?:de\s+)?)?\b(?P<month>{named})\b\.?"
            rf"(?:\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d))?(?!\d)|(?<![\d.,])(?P<alone>(?:19|20)\d\d)(?![\d.,]\d|\d)",
            re.IGNORECASE,
        )
        self._relative = tuple((re.compile(each.words, re.IGNORECASE), each) for each in room.relative)
        self._latest, self._earliest, self._since, self._before, self._between, self._also, self._placed = (
            re.compile(words, re.IGNORECASE) if words else _NEVER
            for words in (room.latest, room.earliest, room.since, room.before, room.between, room.also, room.placed)
        )

    def read(self, question: str, now: datetime | None, focus: str) -> When:
        """What a question says about time, and its focus before the rest."""
        latest = bool(self._latest.search(focus))
        return When(
            period=self._period(focus, now) or self._period(question, now),
            latest=latest,
            earliest=not latest and bool(self._earliest.search(focus)),
        )

    def _period(self, question: str, now: datetime | None) -> Period | None:
        """The time that is named; of several that form no range, from the first to the last."""
        found = sorted(self._mentions(question, now), key=lambda each: each.start)
        if not found:
            return None
        for one, other in pairwise(found):
            if self._also.fullmatch(question, one.end, other.start) and self._between.search(question[: one.start]):
                return _made(one.first, other.last, question[one.start : other.end], "happened")
        if len(found) > 1:
            first, last = min(each.first for each in found), max(each.last for each in found)
            return _made(first, last, " … ".join(question[each.start : each.end] for each in found), "named")
        return self._placed_at(question, found[0])

    def _placed_at(self, question: str, mention: _Mention) -> Period:
        before, words = question[: mention.start], question[mention.start : mention.end]
        if mention.relative:
            return _made(mention.first, mention.last, words, "happened")
        if opened := self._before.search(before):
            return _made(None, mention.first - timedelta(days=1), opened.group() + words, "happened")
        if opened := self._since.search(before):
            return _made(mention.first, None, opened.group() + words, "happened")
        return _made(mention.first, mention.last, words, "happened" if self._placed.search(before) else "named")

    def _mentions(self, question: str, now: datetime | None) -> Iterator[_Mention]:
        for match in self._dated.finditer(question):
            year = int(match["alone"] or match["year"] or 0)
            if match["month"] and not year:
                continue                # of which year isn't said
            month = self._months.get((match["month"] or "").casefold(), 0)
            span = _span(year, month, int(match["day"] or 0))
            if span:
                yield _Mention(*match.span(), *span)
        if now is None:
            return
        for pattern, relative in self._relative:
            for match in pattern.finditer(question):
                count = int(match.groupdict().get("count") or 1)
                if span := _counted(relative, count, now.date()):
                    yield _Mention(*match.span(), *span, relative=True)


def _span(year: int, month: int, day: int) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day; None where there is none such."""
    if not _FIRST <= year < _LAST:
        return None
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = monthrange(year, month)[1]
    if day > last:
        return None
    return date(year, month, day or 1), date(year, month, day or last)


def _counted(relative: Relative, count: int, today: date) -> tuple[date, date] | None:
    """First and last day of a time that is counted from today; None before the years that are taken for years."""
    first_unit, last_unit = relative.first * count, relative.last * count
    if today.year - count * (relative.unit == "year") - count // 12 * (relative.unit == "month") < _FIRST:
        return None
    if relative.unit == "day":
        return today + timedelta(days=first_unit), today + timedelta(days=last_unit)
    if relative.unit == "week":
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(weeks=first_unit), monday + timedelta(weeks=last_unit, days=6)
    if relative.unit == "year":
        return date(today.year + first_unit, 1, 1), date(today.year + last_unit, 12, 31)
    (first, month), (last, until) = (divmod(today.year * 12 + today.month - 1 + by, 12)
                                     for by in (first_unit, last_unit))
    return date(first, month + 1, 1), date(last, until + 1, monthrange(last, until + 1)[1])


def _made(first: date | None, last: date | None, words: str, bind: Bind) -> Period:
    return Period(
        datetime.combine(first, time.min, UTC) if first else None,
        datetime.combine(last, time.max, UTC) if last else None,
        " ".join(words.split()),
        bind,
    )
