"""What "Wednesday" and "last month" meant on the day an article was printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from bot.languages.en.calendar import MONTHS, OF_ANOTHER_DAY, WEEKDAYS
from bot.languages.en.verbs import AHEAD_OR_HABIT, IRREGULAR_PAST
from bot.languages.patterns import capitalised, either
from bot.understand.about_archive import day
from index import sentences

MOST = 3     # explanations of one quotation

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
_OTHER_DATE = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}})\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def explained(text: str, published: datetime | None) -> list[tuple[str, str]]:
    """The relative dates of a quotation with the dates they stand for, as ("Wednesday", "10 June 2020"), in order.

    They are read against the day of printing. Left out is whatever might be meant otherwise: days to come and habits,
    sentences that tell of another year or name a date themselves, and "yesterday" within speech.
    """
    if published is None or not 1000 < published.year < 9000:
        return []
    printed = published.date()
    found: dict[str, str] = {}
    for start, end in sentences(text):
        sentence = text[start:end]
        if _OTHER_DATE.search(sentence) or any(int(year) != printed.year for year in _YEAR.findall(sentence)):
            continue
        for words, meaning in _in_sentence(sentence, printed):
            found.setdefault(words, meaning)
    return list(found.items())[:MOST]


def _in_sentence(sentence: str, printed: date) -> list[tuple[str, str]]:
    past = not _AHEAD_OR_HABIT.search(sentence) and bool(_PAST.search(sentence))
    places = [(match.start("day"), match["day"], _weekday(match["day"], printed))
              for match in _WEEKDAY.finditer(sentence)
              if past and (match["before"] or "").casefold() not in OF_ANOTHER_DAY]
    places += [(match.start(), match["words"], _PLAIN_READERS[match["words"].casefold()](printed))
               for match in _unspoken(sentence)]
    return [(words[:1].upper() + words[1:] if words in _WEEKDAYS else words.lower(), meaning)
            for _, words, meaning in sorted(places)]


def _unspoken(sentence: str) -> Iterator[re.Match[str]]:
    """The words of the day that don't stand within speech, which may have been on another day."""
    at = straight = opened = 0
    for match in _PLAIN.finditer(sentence):
        between, at = sentence[at : match.start()], match.start()
        straight += between.count('"')
        opened += between.count("“") - between.count("”")
        if straight % 2 == 0 and opened <= 0:
            yield match


def _weekday(name: str, printed: date) -> str:
    return _day(printed - timedelta(days=(printed.weekday() - _WEEKDAYS.index(name)) % 7))


def _day(when: date) -> str:
    return day(datetime(when.year, when.month, when.day))


def _week(printed: date, weeks: int) -> str:
    monday = printed + timedelta(days=7 * weeks - printed.weekday())
    return f"the week of {_day(monday)}"


def _month(printed: date, months: int) -> str:
    year, month = divmod(printed.year * 12 + printed.month - 1 + months, 12)
    return f"{_MONTH_NAMES[month]} {year}"


_PLAIN_READERS: dict[str, Callable[[date], str]] = {
    "yesterday": lambda printed: _day(printed - timedelta(days=1)),
    "last night": lambda printed: _day(printed - timedelta(days=1)),
    "tomorrow": lambda printed: _day(printed + timedelta(days=1)),
    "last week": lambda printed: _week(printed, -1),
    "next week": lambda printed: _week(printed, 1),
    "last month": lambda printed: _month(printed, -1),
    "this month": lambda printed: _month(printed, 0),
    "next month": lambda printed: _month(printed, 1),
    "last year": lambda printed: str(printed.year - 1),
    "this year": lambda printed: str(printed.year),
    "next year": lambda printed: str(printed.year + 1),
}
