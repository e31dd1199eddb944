"""Times that a question names: "in June 2023", "on 4 May 2023", "now"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_PATTERNS = (
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\.?\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\.?,?\s+(?:of\s+)?{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"(?<![\d,.$£€]){_YEAR}(?![\d,.]\d|\s?%)\b"),
)
_LATEST = re.compile(
    r"\b(?:now|currently|current|today|latest|newest|most recent|most recently|nowadays|at present|so far|these days|"
    r"up to date|in the end|final|finally)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to `until`, both inclusive and aware."""

    since: datetime
    until: datetime


def named_period(question: str) -> Period | None:
    """The day that the question names, else the month, else the year; None when it names none."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(question):
            if period := _period(match.groupdict()):
                return period
    return None


def wants_latest(question: str) -> bool:
    """Whether the question asks how things stand now: then the newest report counts most."""
    return bool(_LATEST.search(question))


def _period(parts: dict[str, str]) -> Period | None:
    year = int(parts["year"])
    named = parts.get("month")
    if named is None:
        return Period(datetime(year, 1, 1, tzinfo=UTC), _day_end(year, 12, 31))
    month = int(named) if named.isdigit() else _MONTHS.get(named.casefold().rstrip("."), 0)   # 0: "Aprıl", say
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(parts["day"]) if parts.get("day") else None
    if day is None:
        return Period(datetime(year, month, 1, tzinfo=UTC), _day_end(year, month, last))
    return Period(datetime(year, month, day, tzinfo=UTC), _day_end(year, month, day)) if 1 <= day <= last else None


def _day_end(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC) + timedelta(days=1, microseconds=-1)
