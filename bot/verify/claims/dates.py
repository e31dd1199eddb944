"""Dates that sentences give: whole ones, bare years, and those that a weekday or "yesterday" means."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bot.languages.en.calendar import WEEKDAYS
from bot.understand.grammar.memory import forgettable
from bot.verify.times import Time, times

_YEAR = re.compile(
    r"\b(?:in|since|of|by|until|till|before|after|from|during|early|late|mid|summer|winter|spring|autumn|fall|and|to|"
    r"the|between|around|about|back|year)[ -](1[5-9]\d\d|20\d\d)\b(?!\s?(?:per ?cent|%|people|(?-i:[a-z]+s)\b))",
    re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(next |last )?(" + "|".join(WEEKDAYS) + r")\b", re.IGNORECASE)
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1, "this morning": 0}
_PERIOD = re.compile(r"\b(this|last) (year|month|week)\b")
_COMING = re.compile(r"\b(?:will|would|shall|next|until|till|due|expect\w*|plan(?:s|ned)? to)\b", re.I)
_SOON = 14      # days behind publication that a report without such a word may speak of
REACH = 30         # characters before a date in which the word stands that says how it is meant

_BEFORE = re.compile(
    r"\b(since|until|till|by|before|after|from|than)\s+(?:in\s+)?(?:the\s+|about\s+|around\s+)?"
    r"(?:(?:start|beginning|middle|end)\s+of\s+|early\s+|late\s+)?$", re.IGNORECASE)


@forgettable
@lru_cache(maxsize=2_048)
def dates(text: str) -> tuple[Time, ...]:
    """The days, months and years that a plain text names, in order."""
    found = times(text)
    for match in _YEAR.finditer(text):
        start, end = match.span(1)
        if not any(each.start <= start < each.end for each in found):
            found.append(Time(int(match[1]), None, None, start, end))
    return tuple(sorted(found, key=lambda each: each.start))


def meant(text: str, published: date | None) -> list[Time]:
    """The dates of a text, each with its year; without any, the days that its weekdays and "yesterday" mean."""
    if written := dates(text):
        coming = bool(_COMING.search(text))
        return [_in_year(each, published, coming) for each in written]
    if published is None:
        return []
    small = text.casefold()
    if match := _PERIOD.search(small):
        back = match[1] == "last"
        month = published.month if match[2] != "year" else None
        return [Time(published.year - back, month, None, 0, 0)] if not back or month is None else []
    days = [published + timedelta(days) for word, days in _DAYS.items() if word in small]
    days += [published - timedelta((published.weekday() - WEEKDAYS[match[2]]) % 7)
             for match in _WEEKDAY.finditer(small) if match[1] != "next "]
    return [Time(day.year, day.month, day.day, 0, 0) for day in days]


def bound(text: str, time: Time) -> str:
    """The word that says how a date is meant: since, until, by; empty for "in" and "on"."""
    match = _BEFORE.search(text, max(0, time.start - REACH), time.start)
    return match[1].casefold() if match else ""


def agree(one: Time, other: Time) -> bool:
    """Whether two dates may be the same, as far as both say."""
    return all(
        left is None or right is None or left == right
        for left, right in ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    )


def _in_year(time: Time, published: date | None, coming: bool) -> Time:
    """The date with a year: a month without one is of the last twelve, or near the day of publication.

    The latter where something is said to be `coming`.
    """
    if time.year or published is None or not time.month:
        return time
    days = {year: date(year, time.month, min(time.day or (15 if coming else 1), 28))
            for year in (published.year - 1, published.year, published.year + 1)}
    if coming:
        nearest = min(days, key=lambda year: abs((days[year] - published).days))
    else:
        nearest = max(year for year, day in days.items() if (day - published).days <= _SOON)
    return replace(time, year=nearest)
