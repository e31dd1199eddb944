"""What "Wednesday" and "last month" meant on the day an article was printed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.languages.en.calendar import MONTHS, OF_ANOTHER_DAY, WEEKDAYS
from bot.languages.en.verbs import AHEAD_OR_HABIT, IRREGULAR_PAST
from bot.languages.patterns import capitalised, either
from bot.understand.about_archive import day
from index import sentences

MOST = 3     # explanations of one quotation
_WEEK, _LONGEST_MONTH = 7, 31     # days
_Days = tuple[date, date]         # first and last

_WEEKDAYS = tuple(capitalised(WEEKDAYS))
_MONTH_NAMES = tuple(capitalised(MONTHS))
_MONTH = either(_MONTH_NAMES)
_WEEKDAY = re.compile(
    rf"(?:(?<![\w’'])[’']*+(?P<before>[\w’']++)\s++)?\b(?P<day>{either(_WEEKDAYS)})\b(?!\s*[,/-]?\s*(?:\d|{_MONTH})|\s+[A-Z]|[-–])"
)
_PLAIN = re.compile(
    r"(?<!\bthe )(?<!\bthe very )\b(?P<words>[Yy]esterday|[Tt]omorrow|[Ll]ast (?:night|week|month|year)|"
    r"[Tt]his (?:month|year)|[Nn]ext (?:week|month|year))\b(?!['’]s (?:world|men|children|leaders))"
)
# A weekday is the last one before the printing where its sentence tells of the past, and of nothing else.
_AHEAD_OR_HABIT = re.compile(rf"\b{either(AHEAD_OR_HABIT)}\b", re.IGNORECASE)
_PAST = re.compile(rf"\b(?:\w{{2,}}ed|{either(IRREGULAR_PAST)})\b")
# "They asked about a workout on Saturday": when the thing is, not when it was asked about.
_OF_A_THING = re.compile(r"\babout an? [^,;.]*\Z")
_OTHER_DATE = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}})\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """Words of a sentence that mean a time by the day of printing, and the days that they stand for."""

    start: int           # character offset into the sentence
    words: str
    first: date
    last: date

    @property
    def meaning(self) -> str:
        """The time as a newspaper writes it: "10 June 2020", "the week of 1 June 2020", "May 2020", "2019"."""
        days = (self.last - self.first).days
        if days < _WEEK:
            return f"the week of {_day(self.first)}" if days else _day(self.first)
        month = "" if days > _LONGEST_MONTH else f"{_MONTH_NAMES[self.first.month - 1]} "
        return f"{month}{self.first.year}"


def explained(text: str, published: datetime | None) -> list[tuple[str, str]]:
    """The relative dates of a quotation with the dates they stand for, as ("Wednesday", "10 June 2020"), in order.

    They are read against the day of printing. Left out is whatever might be meant otherwise: days to come and habits,
    sentences that tell of another year or name a date themselves, and "yesterday" within speech.
    """
    found: dict[str, str] = {}
    for start, end in sentences(text):
        for each in relative_dates(text[start:end], published):
            words = each.words if each.words in _WEEKDAYS else each.words.lower()
            found.setdefault(words, each.meaning)
    return list(found.items())[:MOST]


def relative_dates(sentence: str, published: datetime | None) -> list[RelativeDate]:
    """The same of one sentence, with where the words stand; empty without a day of printing."""
    if published is None or not 1000 < published.year < 9000:
        return []
    printed = published.date()
    if _OTHER_DATE.search(sentence) or any(int(year) != printed.year for year in _YEAR.findall(sentence)):
        return []
    past = not _AHEAD_OR_HABIT.search(sentence) and bool(_PAST.search(sentence))
    found = [RelativeDate(match.start("day"), match["day"], *_weekday(match["day"], printed))
             for match in _WEEKDAY.finditer(sentence)
             if past and (match["before"] or "").casefold() not in OF_ANOTHER_DAY
             and not _OF_A_THING.search(sentence, 0, match.start("day"))]
    found += [RelativeDate(match.start(), match["words"], *_PLAIN_READERS[match["words"].casefold()](printed))
              for match in _unspoken(sentence)]
    return sorted(found, key=lambda each: each.start)


def _unspoken(sentence: str) -> Iterator[re.Match[str]]:
    """The words of the day that don't stand within speech, which may have been on another day."""
    at = straight = opened = 0
    for match in _PLAIN.finditer(sentence):
        between, at = sentence[at : match.start()], match.start()
        straight += between.count('"')
        opened += between.count("“") - between.count("”")
        if straight % 2 == 0 and opened <= 0:
            yield match


def _weekday(name: str, printed: date) -> _Days:
    return _days(printed, -((printed.weekday() - _WEEKDAYS.index(name)) % _WEEK))


def _day(when: date) -> str:
    return day(datetime(when.year, when.month, when.day))


def _days(printed: date, ahead: int) -> _Days:
    when = printed + timedelta(days=ahead)
    return when, when


def _week(printed: date, weeks: int) -> _Days:
    monday = printed + timedelta(days=_WEEK * weeks - printed.weekday())
    return monday, monday + timedelta(days=_WEEK - 1)


def _month(printed: date, months: int) -> _Days:
    year, month = divmod(printed.year * 12 + printed.month - 1 + months, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def _year(printed: date, years: int) -> _Days:
    return date(printed.year + years, 1, 1), date(printed.year + years, 12, 31)


_PLAIN_READERS: dict[str, Callable[[date], _Days]] = {
    "yesterday": lambda printed: _days(printed, -1),
    "last night": lambda printed: _days(printed, -1),
    "tomorrow": lambda printed: _days(printed, 1),
    "last week": lambda printed: _week(printed, -1),
    "next week": lambda printed: _week(printed, 1),
    "last month": lambda printed: _month(printed, -1),
    "this month": lambda printed: _month(printed, 0),
    "next month": lambda printed: _month(printed, 1),
    "last year": lambda printed: _year(printed, -1),
    "this year": lambda printed: _year(printed, 0),
    "next year": lambda printed: _year(printed, 1),
}
