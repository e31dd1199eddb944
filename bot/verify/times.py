"""Days, months and weekdays as texts write them, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.languages.en.calendar import (
    DAYS_FROM_TODAY,
    MONTHS,
    MONTHS_AND_WORDS,
    MONTHS_FROM_TODAY,
    QUARTERS,
    SHORT_MONTHS,
    WEEKDAYS,
)
from bot.languages.patterns import capitalised, either

_MONTHS = {**MONTHS, **SHORT_MONTHS}
_NAME = rf"(?P<month>{either(_MONTHS)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)\b"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)      # some papers' copy is all small
    for shape in (
        rf"\b{_DAY} (?:of )?{_NAME},?(?: {_YEAR})?",
        rf"\b{_NAME} {_DAY}(?:,? {_YEAR})?(?![\d,]*\d)",
        rf"\b{_NAME},? (?:of )?{_YEAR}",
        r"\b(?P<year>1[0-9]\d\d|20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
    )
)
_ALONE = re.compile(rf"\b{_NAME}(?! \d)", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:in|of|since|until|by|from|through|during|last|this|next|late|early|mid|between|every|each|and|before|after)"
    r"[ -]$", re.IGNORECASE,
)
_BEFORE = 12       # characters before a month, in which such a word stands
_WEEKDAYS = tuple(capitalised(WEEKDAYS))
_WEEKDAY = re.compile(rf"\b({either(WEEKDAYS)})s?\b", re.IGNORECASE)
_WEEK = 7
_QUARTER = re.compile(
    rf"\b(?P<which>{either(QUARTERS)}) (?:quarter|three months) of (?:the year )?{_YEAR}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Time:
    """A day or month of a text; what it leaves open is None."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


def times(text: str) -> list[Time]:
    """The days and months that a plain text names, in order."""
    found: list[Time] = []
    taken = bytearray(len(text))
    for shape in (*_SHAPES, _ALONE):
        for match in shape.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            for each in _made(match) if shape is not _ALONE else _alone(match, text):
                found.append(each)
                taken[each.start : each.end] = b"\1" * (each.end - each.start)
    return sorted(found, key=lambda each: each.start)


def weekdays(text: str) -> list[str]:
    """The weekdays that a text names."""
    return [name.capitalize() for name in _WEEKDAY.findall(text)]


def mentions_date(claimed: Time, text: str, published: Iterable[datetime | None]) -> bool:
    """Whether the text names that day or month, or says it by a weekday or "yesterday" of a day of publication."""
    dates = times(text)
    moments = [moment.date() for moment in published if moment]
    years = {int(year) for year in re.findall(r"\b(?:1[0-9]\d\d|20\d\d)", text)} | {day.year for day in moments}
    for each in dates:
        if each.month != claimed.month or (claimed.day and each.day != claimed.day):
            continue
        if claimed.year is None or each.year == claimed.year or (each.year is None and claimed.year in years):
            return True
    if claimed.day is None and any(_fits(claimed, day) for moment in moments for day in _months(moment, text)):
        return True
    if claimed.day is None and any(_fits(claimed, day) for day in _ends_of_quarters(text)):
        return True
    return any(_fits(claimed, day) for moment in moments for day in _around(moment, text))


def mentions_weekday(weekday: str, text: str, published: Iterable[datetime | None]) -> bool:
    """Whether the text names that weekday, or a day which falls on it."""
    if weekday in weekdays(text):
        return True
    moments = [moment.date() for moment in published if moment]
    days = [*moments, *(day for moment in moments for day in _around(moment, text))]
    for each in times(text):
        for year in {each.year} if each.year else {moment.year for moment in moments}:
            if year and each.month and each.day:
                days.extend(_dated(year, each.month, each.day))
    return any(_WEEKDAYS[day.weekday()] == weekday for day in days)


def _made(match: re.Match[str]) -> Iterator[Time]:
    parts = match.groupdict()
    named = parts["month"]
    month = int(named) if named.isdigit() else _MONTHS.get(named.casefold(), 0)     # "APRİL" is none
    day = int(parts["day"]) if parts.get("day") else None
    if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
        yield Time(int(parts["year"]) if parts.get("year") else None, month, day, *match.span())


def _alone(match: re.Match[str], text: str) -> Iterator[Time]:
    month = _MONTHS.get(match["month"].casefold())
    if month and _is_month(match, text):
        yield Time(None, month, None, *match.span())


def _is_month(match: re.Match[str], text: str) -> bool:
    """Whether "May", "March" or a short name is the month here."""
    return match["month"].casefold() not in MONTHS_AND_WORDS or bool(
        _POINTS.search(text, max(0, match.start() - _BEFORE), match.start()))


def _around(moment: date, text: str) -> Iterator[date]:
    """The days that a text published then means by its weekdays and by "yesterday"; the day of publication too."""
    yield moment
    small = text.casefold()
    for word, days in DAYS_FROM_TODAY.items():
        if word in small:
            yield moment + timedelta(days)
    named = set(weekdays(text))
    for days in range(-_WEEK, _WEEK + 1):
        if _WEEKDAYS[(moment + timedelta(days)).weekday()] in named:
            yield moment + timedelta(days)


def _months(moment: date, text: str) -> Iterator[date]:
    """A day of each month that a text published then means by "last month" and the like."""
    small = text.casefold()
    for words, months in MONTHS_FROM_TODAY.items():
        if words in small:
            count = 12 * moment.year + moment.month - 1 + months
            yield date(count // 12, count % 12 + 1, 1)


def _ends_of_quarters(text: str) -> Iterator[date]:
    """A day of the first and the last month of the quarters that a text names: "the first three months of 2019"."""
    for match in _QUARTER.finditer(text):
        last = QUARTERS[match["which"].casefold()]
        yield from (date(int(match["year"]), month, 1) for month in (last - 2, last))


def _dated(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:      # 31 June
        return


def _fits(claimed: Time, day: date) -> bool:
    return (
        claimed.month == day.month
        and (claimed.day is None or claimed.day == day.day)
        and (claimed.year is None or claimed.year == day.year)
    )
