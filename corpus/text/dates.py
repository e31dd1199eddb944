"""Read the dates that news sources write, and refuse to guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FIRST_YEAR = 1600            # the first newspapers are from 1605; earlier years are defaults of some database
AHEAD = timedelta(days=2)    # a scheduled article may be dated tomorrow, in a zone a day ahead of ours
CENTURY_PIVOT = 69           # two-digit years: 69 to 99 are 19xx, 00 to 68 are 20xx, as POSIX reads them
MAX_OFFSET = timedelta(hours=14)
MAX_LENGTH = 100             # characters; the longest shape below takes 70

_NO_DAY = "0000-00-00"   # no date, in WordPress
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)
# The names of RFC 822, and others that news in English uses for one offset only: not IST (India, Israel, Ireland).
_OFFSETS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "sgt": 8, "hkt": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10,
}
_REGIONS = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
}

_ISO = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{8})"
    r"(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_ZONED_DAY = re.compile(r"(\d{4}-\d\d-\d\d|\d{8})(Z|[+-]\d\d(?::?\d\d)?)", re.ASCII)   # a day of XML Schema
_END_OF_DAY = re.compile(r"(?:(?<=t)24(?=:?00)|(?<=[ ,])24(?=:00))(?=:?00(?::?00(?:[.,]0+)?)?(?![\d:]))", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = r"\(?(?P<zone>[a-z]{1,5}|(?:gmt|utc)?[+-]\d{1,2}(?::?\d\d)?)\)?(?:\s*\([a-z ]{1,40}\))?"
_CLOCK = rf"(?:(?:t|,?\s+(?:at\s+)?){_TIME}(?:\s*{_ZONE})?)?"
_NAME = r"(?P<name>[a-z]{3,9})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_SHAPES = tuple(
    re.compile(shape, re.ASCII | re.IGNORECASE)
    for shape in (
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}",
        rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second_number>\d{{1,2}})(?P=mark){_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_NAME}\.?,?[\s-]+{_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}{_NAME}\.?\s+{_DAY},?\s+(?P<year>\d{{4}}){_CLOCK}",
        rf"{_WEEKDAY}{_NAME}\s+{_DAY}\s+{_TIME}(?:\s+{_ZONE})?\s+(?P<year>\d{{4}})",
    )
)


def parse_date(raw: object, *, now: datetime | None = None, future: bool = False) -> datetime | None:
    """The moment that `raw` states, aware (UTC where it names no zone), or None when it states none for certain.

    Reads datetimes and dates; ISO 8601; RFC 2822 and the ways agencies write a day with its month's name; epoch
    seconds and milliseconds. In 7/23/17 the month comes first, unless only the other order is a date; in 23.7.17 the
    day does; 23-7-17 is read only where one order is possible. Numbers of fewer than nine digits are no epoch (2020
    is a year); eight digits are a day, 20200610. A bare day is its midnight, in its zone where it has one; 24:00 is the
    midnight after it. None too for partial dates, years before 1600, and moments more than two days after `now` (the
    clock), which `future` allows: an embargo lies ahead.
    """
    moment = _aware(_moment(raw))
    if moment is None:
        return None
    latest = datetime.max.replace(tzinfo=UTC) if future else (now or datetime.now(UTC)) + AHEAD
    return moment if moment.year >= FIRST_YEAR and moment <= latest else None


def in_zone_of_both(local: str, gmt: str) -> str:
    """The moment that a site's clock and UTC both state, with the offset between them; else what either of them says.

    WordPress keeps both: "2023-05-04 21:30:00" and "2023-05-05 04:30:00" are 2023-05-04T21:30:00-07:00.
    """
    shown, moment = (None if each.startswith(_NO_DAY) else parse_date(each, future=True) for each in (local, gmt))
    if moment is None:
        return "" if local.startswith(_NO_DAY) else local
    offset = shown - moment if shown else timedelta()
    plausible = abs(offset) <= MAX_OFFSET and not offset % timedelta(minutes=15)
    return moment.astimezone(timezone(offset) if plausible else UTC).isoformat()


def first_readable(*written: str) -> str:
    """The first of these that states a moment; where none does, the first that states anything, else empty."""
    stated = [each for each in written if each]
    return next((each for each in stated if parse_date(each, future=True)), stated[0] if stated else "")


def _aware(moment: datetime | None) -> datetime | None:
    """With a zone, and able to be brought to UTC; else None."""
    try:
        if moment is not None and moment.utcoffset() is None:
            moment = moment.replace(tzinfo=UTC)
        return moment if moment and moment.astimezone(UTC) else None
    except (OverflowError, ValueError):
        return None


def _moment(raw: object) -> datetime | None:
    if isinstance(raw, str):
        return _written(raw.strip())
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, date):
        return datetime.combine(raw, time.min)
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not abs(raw) < 1e14:   # nor is NaN
        return None
    return _written(str(int(raw)))


def _written(text: str) -> datetime | None:
    try:
        if len(text) > MAX_LENGTH:
            return None
        begun, ends = _END_OF_DAY.subn("00", text)   # 24:00 is the next day's 00:00
        moment = _stated(begun)
        return moment + timedelta(days=ends) if moment else None
    except (ValueError, OverflowError, OSError):   # a 31 June; an epoch no calendar holds
        return None


def _stated(text: str) -> datetime | None:
    if zoned := _ZONED_DAY.fullmatch(text):
        return datetime.fromisoformat(f"{zoned[1]}T00:00{zoned[2]}")
    if _ISO.fullmatch(text):
        return datetime.fromisoformat(text)
    if text.isascii() and text.removeprefix("-").replace(".", "", 1).isdecimal():
        return _digits(text)
    return _shaped(" ".join(text.split()))


def _digits(text: str) -> datetime | None:
    """Epoch seconds (9 or 10 digits), milliseconds (12 or 13), or the 14 digits of a web archive."""
    whole, _, fraction = text.partition(".")
    size = len(whole.removeprefix("-"))
    if size == 14 and not fraction:
        return datetime.strptime(whole, "%Y%m%d%H%M%S")
    if size in (9, 10):
        return datetime.fromtimestamp(float(text), UTC)
    return datetime.fromtimestamp(float(text) / 1000, UTC) if size in (12, 13) else None


def _shaped(text: str) -> datetime | None:
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            return _built(match.groupdict())
    return None


def _built(parts: dict[str, str | None]) -> datetime | None:
    day, zone = _day(parts), _zone(parts.get("zone"))
    clock = _clock(parts) if parts["hour"] else time.min
    return datetime.combine(day, clock, zone) if day and clock is not None and zone else None


def _day(parts: dict[str, str | None]) -> date | None:
    year = _year(parts["year"] or "")
    if mark := parts.get("mark"):
        return _numeric_day(year, int(parts["first"] or 0), int(parts["second_number"] or 0), mark)
    month = _month(parts["name"]) if parts.get("name") else int(parts["month"] or 0)
    return date(year, month, int(parts["day"] or 0)) if month else None


def _numeric_day(year: int, first: int, second: int, mark: str) -> date | None:
    """Month first after a slash, day first after a dot, the other order where only that is a date."""
    if mark == "-" and first <= 12 and second <= 12 and first != second:
        return None
    month, day = (second, first) if mark == "." else (first, second)
    return date(year, month, day) if month <= 12 else date(year, day, month)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < CENTURY_PIVOT else 1900)


def _month(name: str | None) -> int:
    """1 to 12 for a month's name or its abbreviation of three letters or more, else 0."""
    lowered = (name or "").lower()
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(lowered)), 0)


def _clock(parts: dict[str, str | None]) -> time | None:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))


def _zone(name: str | None) -> tzinfo | None:
    """UTC where no zone is named; None for a name that means several offsets, or nothing."""
    lowered = (name or "utc").lower()
    if lowered in _REGIONS:
        return _region(_REGIONS[lowered])
    if lowered in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[lowered])) if _OFFSETS[lowered] else UTC
    offset = lowered.removeprefix("gmt").removeprefix("utc")
    return _offset(offset) if offset[0] in "+-" else None


def _offset(text: str) -> tzinfo:
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if text[0] == "-" else offset)


def _region(key: str) -> tzinfo | None:
    try:
        return ZoneInfo(key)
    except ZoneInfoNotFoundError:   # a machine without a time zone database
        return None
