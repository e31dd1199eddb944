"""Phrases that name a time, and the days that each means against a given one."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.languages.en.calendar import MONTHS, PARTS_OF_YEAR, SEASONS, SHORT_MONTHS, SPANS, WEEKDAYS
from bot.languages.en.numbers import COUNTS, ORDINALS
from bot.languages.patterns import either
from corpus.text.dates import parse_date

RECENT = timedelta(days=90)        # "recently"
MAX_COUNT = 500                    # of days to years looked back on; more is no time that news is asked for
MAX_TIMES = 12                     # of one question; the rest are left out

Days = tuple[date, date]           # first and last day
Reader = Callable[[dict[str, str], date | None], Days | None]

_MONTHS = {**MONTHS, **SHORT_MONTHS}

_MONTH = f"(?P<month>{either(_MONTHS)})"
FULL_MONTH = f"(?P<month>{either(MONTHS)})"
_WEEKDAY = f"(?P<weekday>{either(WEEKDAYS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MANY = rf"(?P<many>\d{{1,3}}|{either(COUNTS)})"
_UNIT = rf"(?P<unit>{either(SPANS)})s?"
# A year stands alone: not in a sum, a share, a decimal, a longer number or "2,020 people".
_BARE = r"(?<![\d,.$£€¥/-])(?<![$£€¥] )(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\s?%|[\d/'’]|-\d(?!\d-\d)|-year|s\b)\b"


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase that names a time, and the days that it means."""

    start: int
    end: int
    days: Days
    reader: Reader


def find_time_phrases(question: str, today: date | None) -> list[TimePhrase]:
    """Where a text names times, in order, `MAX_TIMES` at most; without `today`, not those that are read from it."""
    found: list[TimePhrase] = []
    taken = bytearray(len(question))
    for shape, reader in _READERS:
        for match in shape.finditer(question):
            start, end = match.span()
            if not any(taken[start:end]) and (days := reader(match.groupdict(), today)):
                found.append(TimePhrase(start, end, days, reader))
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda each: each.start)[:MAX_TIMES]


def _read_day(parts: dict[str, str], today: date | None) -> Days | None:
    month = int(parts["month"]) if parts["month"].isdigit() else month_number(parts["month"])
    try:
        day = date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
    return day, day


def _read_slashed(parts: dict[str, str], today: date | None) -> Days | None:
    moment = parse_date(parts["slashed"], future=True)
    return (moment.date(), moment.date()) if moment else None


def _read_month(parts: dict[str, str], today: date | None) -> Days | None:
    return months(int(parts["year"]), month_number(parts["month"]), 1)


def _read_season(parts: dict[str, str], today: date | None) -> Days | None:
    return months(int(parts["year"]), SEASONS[parts["season"].casefold()], 3)


def _read_part(parts: dict[str, str], today: date | None) -> Days | None:
    first, last = PARTS_OF_YEAR[parts["part"].casefold()]
    return months(int(parts["year"]), first, last - first + 1)


def _read_quarter(parts: dict[str, str], today: date | None) -> Days | None:
    number = ORDINALS.get(parts["quarter"].casefold()) or int(parts["quarter"])
    return months(int(parts["year"]), 3 * number - 2, 3)


def _read_decade(parts: dict[str, str], today: date | None) -> Days | None:
    first = int(parts["decade"] if len(parts["decade"]) == 4 else f"19{parts['decade']}")
    return date(first, 1, 1), date(first + 9, 12, 31)


def read_year(parts: dict[str, str], today: date | None) -> Days | None:
    """A year that stands alone."""
    return date(int(parts["year"]), 1, 1), date(int(parts["year"]), 12, 31)


def _read_years(parts: dict[str, str], today: date | None) -> Days | None:
    first, last = int(parts["from"]), int(parts["to"])
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _read_attacks(parts: dict[str, str], today: date | None) -> Days | None:
    return date(2001, 9, 11), date(2001, 9, 11)


def _read_near_day(parts: dict[str, str], today: date | None) -> Days | None:
    """The last 10 June, not after today; a year given as "last year" counts."""
    if not today:
        return None
    year = today.year - (1 if parts.get("back") else 0)
    found = _read_day({**parts, "year": str(year)}, today)
    return found if not found or found[0] <= today else _read_day({**parts, "year": str(year - 1)}, today)


def _read_near_month(parts: dict[str, str], today: date | None) -> Days | None:
    """The last June, not after today; "June last year" and "last June" count back."""
    if not today:
        return None
    month, back = month_number(parts["month"]), parts.get("back")
    year = today.year - (1 if back or month > today.month else 0)
    return months(year, month, 1) if month else None


def read_weekday(parts: dict[str, str], today: date | None) -> Days | None:
    """The last Wednesday up to today; "last Wednesday" lies before it."""
    if not today:
        return None
    back = (today.weekday() - WEEKDAYS[parts["weekday"].casefold()]) % 7
    day = today - timedelta(days=back or (7 if parts.get("last") else 0))
    return day, day


def _read_yesterday(parts: dict[str, str], today: date | None) -> Days | None:
    return (today - timedelta(days=1), today - timedelta(days=1)) if today else None


def _read_today(parts: dict[str, str], today: date | None) -> Days | None:
    return (today, today) if today else None


def _read_this(parts: dict[str, str], today: date | None) -> Days | None:
    """This week takes in the seven days before today: on a Monday nobody means only that day."""
    if not today:
        return None
    unit = parts["unit"].casefold()
    if unit in ("week", "weekend"):
        return today - timedelta(days=7), today
    if unit == "decade":
        return date(today.year // 10 * 10, 1, 1), today
    return today.replace(day=1) if unit == "month" else date(today.year, 1, 1), today


def _read_last(parts: dict[str, str], today: date | None) -> Days | None:
    if not today:
        return None
    unit = parts["unit"].casefold()
    monday = today - timedelta(days=today.weekday())
    if unit == "week":
        return monday - timedelta(days=7), monday - timedelta(days=1)
    if unit == "weekend":
        saturday = monday - timedelta(days=2)
        return saturday, saturday + timedelta(days=1)
    if unit == "month":
        return months(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    if unit == "night":
        return today - timedelta(days=1), today
    years = 10 if unit == "decade" else 1
    first = today.year // years * years - years
    return date(first, 1, 1), date(first + years - 1, 12, 31)


def _read_past(parts: dict[str, str], today: date | None) -> Days | None:
    days = _back(parts)
    return (_days_before(today, days), today) if today and days else None


def _read_ago(parts: dict[str, str], today: date | None) -> Days | None:
    """A time some units ago, give or take half a unit."""
    days = _back(parts)
    if not today or not days:
        return None
    unit = SPANS[parts["unit"].casefold()]
    slack = unit // 2 + 1 if unit > 1 else 0
    return _days_before(today, days + slack), min(today, _days_before(today, days - slack))


def _read_recently(parts: dict[str, str], today: date | None) -> Days | None:
    return (today - RECENT, today) if today else None


def _back(parts: dict[str, str]) -> int:
    many = (parts.get("many") or "one").casefold()
    count = int(many) if many.isdigit() else COUNTS.get(many, 0)
    return count * SPANS[parts["unit"].casefold()] if 0 < count <= MAX_COUNT else 0


def _days_before(today: date, days: int) -> date:
    return today - timedelta(days=min(days, (today - date.min).days))


def months(year: int, month: int, count: int) -> Days | None:
    """From the first day of a month over `count` months."""
    if not 1 <= month <= 12 or not date.min.year <= year < date.max.year:
        return None
    last_year, last_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def month_number(name: str) -> int:
    """The number of a month; 0 for a word that is none."""
    return _MONTHS.get(name.casefold().rstrip("."), 0)   # 0: "Aprıl", say


# The longer before those they hold.
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(shape, re.IGNORECASE), reader)
    for shape, reader in (
        (rf"\b(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}\.?,?\s+{_YEAR}\b", _read_day),
        (rf"\b(?:{_WEEKDAY},?\s+)?{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b", _read_day),
        (rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b", _read_day),
        (r"(?<![\d/])(?P<slashed>\d{1,2}/\d{1,2}/(?:19|20)\d\d)(?![\d/])", _read_slashed),
        (rf"\b{_MONTH}\.?,?\s+(?:of\s+)?{_YEAR}\b(?!\s?%)", _read_month),
        (rf"\b(?P<season>{either(SEASONS)})\s+(?:of\s+)?{_YEAR}\b", _read_season),
        (rf"\b(?P<part>{either(PARTS_OF_YEAR)})(?:\s+in)?[\s-]+{_YEAR}\b", _read_part),
        (rf"\b(?:q(?P<quarter>[1-4])\s+(?:of\s+)?|(?P<named>first|second|third|fourth)\s+quarter\s+of\s+){_YEAR}\b",
         lambda parts, today: _read_quarter({**parts, "quarter": parts["quarter"] or parts["named"]}, today)),
        (r"\b(?P<decade>(?:19|20)\d0)['’]?s\b", _read_decade),
        (r"\bthe\s+['’]?(?P<decade>[2-9]0)['’]?s\b", _read_decade),
        (r"(?<=\bbefore )9/11\b|(?<=\bsince )9/11\b|(?<=\bafter )9/11\b|(?<=\bprior to )9/11\b", _read_attacks),
        (rf"\b(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{FULL_MONTH}(?P<back>\s+last\s+year)?\b(?!,?\s+\d)",
         _read_near_day),
        (rf"(?<!\w\s)\b(?:{_WEEKDAY},?\s+){FULL_MONTH}\.?\s+{_DAY}\b(?![,.]?\d)", _read_near_day),
        (rf"(?<=\b(?:on|of)\s){FULL_MONTH}\.?\s+{_DAY}(?P<back>\s+last\s+year)?\b(?![,.]?\d)", _read_near_day),
        (rf"(?<=\bsince\s){FULL_MONTH}\.?\s+{_DAY}\b(?![,.]?\d)", _read_near_day),
        (rf"(?<=\bin\s){FULL_MONTH}(?:\s+of)?(?P<back>\s+last\s+year)?\b(?!\s*,?\s*\d)(?!['’-])", _read_near_month),
        (rf"(?<=\b(?:since|until)\s){FULL_MONTH}(?P<back>\s+last\s+year)?\b(?!\s*,?\s*\d)(?!['’-])", _read_near_month),
        (rf"\b(?P<back>last)\s+{FULL_MONTH}\b(?!\s*\d)(?!['’-])", _read_near_month),
        (rf"(?<!every )(?<!each )\b(?P<last>last)\s+{_WEEKDAY}\b", read_weekday),
        (rf"(?<=\bon\s){_WEEKDAY}\b(?!,?\s+\d)", read_weekday),
        (rf"(?<=[a-z]{{2}}\s)(?<!\bthe\s)(?<!\bevery\s)(?<!\beach\s)(?<!\bnext\s)(?<!\bblack\s)(?<!\bgood\s){_WEEKDAY}"
         r"(?=\s*(?:[?.;:]|$)|,\s(?!\d)|\s(?:to|after|before|in|at|for|by|with|as|over|because|amid|morning|afternoon|evening|"
         r"night|and|due|from|on|during|when|while|following)\b)", read_weekday),
        (r"\byesterday\b(?!['’]s\s(?!news|match|game|vote|election|attack|meeting))", _read_yesterday),
        (r"(?<=\bhappened )today\b|(?<=\bnews )today\b|\btoday(?=['’]s news)|\bthis (?:morning|afternoon|evening)\b|"
         r"\btonight\b", _read_today),
        (r"\b(?:earlier |later |so far )?this\s+(?:past\s+)?(?P<unit>week|weekend|month|year|decade)\b",
         _read_this),
        (r"(?<!the )(?<!the very )\blast\s+(?P<unit>week|weekend|month|year|decade|night)\b", _read_last),
        (rf"\b(?:in|over|during|within|for)\s+the\s+(?:last|past|previous)\s+(?:{_MANY}\s+(?:of\s+)?)?{_UNIT}\b"
         r"(?! of\b)", _read_past),
        (rf"\b(?<!over )(?<!than ){_MANY}\s+(?:of\s+)?{_UNIT}\s+(?:ago|earlier than today)\b", _read_ago),
        (r"\b(?:recently|lately|in recent (?:days|weeks|months)|of late)\b", _read_recently),
        (r"(?<![\d/-])(?P<from>(?:19|20)\d\d)\s?[-–—]\s?(?P<to>(?:19|20)\d\d)(?![\d/-])\b", _read_years),
        (_BARE, read_year),
    )
)

RELATIVE = frozenset((_read_yesterday, _read_today, _read_this, _read_last, _read_past))
FROM_TODAY = RELATIVE | {_read_ago, _read_recently}
DAYS = frozenset((_read_day, _read_near_day, _read_slashed, read_weekday))
COUNTED = frozenset((_read_past, _read_ago))
NEAR = frozenset((_read_near_day, _read_near_month, _read_ago, _read_season, _read_recently))
