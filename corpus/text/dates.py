"""Read the dates that news sources write, and refuse to guess."""

from __future__ import annotations

import re
from collections import deque
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from corpus.text.calendar_names import is_weekday, month_of, offset_of, region_of

FIRST_YEAR = 1600            # the first newspapers are from 1605; earlier years are defaults of some database
AHEAD = timedelta(days=2)    # a scheduled article may be dated tomorrow, in a zone a day ahead of ours
CENTURY_PIVOT = 69           # two-digit years: 69 to 99 are 19xx, 00 to 68 are 20xx, as POSIX reads them
MAX_OFFSET = timedelta(hours=14)
MAX_LENGTH = 100             # characters; the longest shape below takes 70

_NAMED_DAY = re.compile(
    r"(?<!\d)(?P<year>1[6-9]\d\d|20\d\d)[-/]?(?P<month>0[1-9]|1[0-2])[-/]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_NO_DAY = "0000-00-00"   # no date, in WordPress
_ISO = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{8})"
    r"(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_ZONED_DAY = re.compile(r"(\d{4}-\d\d-\d\d|\d{8})(Z|[+-]\d\d(?::?\d\d)?)", re.ASCII)   # a day of XML Schema
_END_OF_DAY = re.compile(r"(?:(?<=t)24(?=:?00)|(?<=[ ,])24(?=:00))(?=:?00(?::?00(?:[.,]0+)?)?(?![\d:]))", re.IGNORECASE)
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]+(?:-feira)?)[.,]*\s+)?"
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?|\s*uhr\b)?"
)
_ZONE = (r"\(?(?P<zone>[a-z]{1,5}|[a-z]{3,10}/[a-z_]{3,20}(?:/[a-z_]{3,20})?|(?:gmt|utc)?[+-]\d{1,2}(?::?\d\d)?)\)?"
         r"(?:\s*\([a-z ]{1,40}\))?")
_CLOCK = rf"(?:(?:t|,?\s+(?:(?:at|um|à|kl\.?|alle|las|às|ore|om|[|–·-])\s+)*){_TIME}(?:\s*{_ZONE})?)?"
_NAME = r"(?P<name>[^\W\d_]{3,12})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?"
_OF = r"(?:(?:of|de|del)\s+|d['’])?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}",
        rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second_number>\d{{1,2}})(?P=mark){_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}(?:le\s+|el\s+|den\s+)?{_DAY}[\s-]+{_OF}{_NAME}\.?,?[\s-]+{_OF}{_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}{_NAME}\.?\s+{_DAY},?\s+(?P<year>\d{{4}}){_CLOCK}",
        rf"{_WEEKDAY}{_NAME}\s+{_DAY}\s+{_TIME}(?:\s+{_ZONE})?\s+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})\.?\s+{_NAME}\s+{_DAY}{_CLOCK}",
        r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]"
        rf"(?:\s*{_TIME})?",
    )
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/", re.ASCII)
_REGION = re.compile(r"\s*\[([A-Za-z]{3,10}/[A-Za-z_/]{3,40})\]$")   # "...+05:30[Asia/Kolkata]", as Java writes it
_EXCEL = range(10_000, 80_000)   # days since 30 December 1899: 1927 to 2118
# What a moment has as its zone that states none, or one whose name means several. Both are UTC until somebody knows
# better: `in_newsroom` puts the newsroom's own zone there.
UNSTATED = timezone(timedelta(), "unstated")
AMBIGUOUS = timezone(timedelta(), "ambiguous")


def day_in_path(path: str) -> str:
    """The last day in the path of a file, as in "bell/1832/1123/0002.xml" or "A-1952-05-04.pdf"; empty for none.

    The last, since folders may be named for the day of a delivery.
    """
    last = next(iter(deque(_NAMED_DAY.finditer(path), maxlen=1)), None)
    return f"{last['year']}-{last['month']}-{last['day']}" if last else ""


def parse_date(
    raw: object, *, now: datetime | None = None, future: bool = False, day_first: bool = False
) -> datetime | None:
    """The moment that `raw` states, aware, or None when it states none for certain.

    Reads datetimes and dates; ISO 8601; RFC 2822 and the ways agencies write a day with its month's name, in twenty
    languages; epoch seconds and milliseconds; the days of spreadsheets, numbers of five digits. In 7/23/17 the month
    comes first, unless only the other order is a date or `day_first` says so; in 23.7.17 the day does; 23-7-17 is read
    only where one order is possible. Other numbers of fewer than nine digits are no date (2020 is a year), eight digits
    are a day, 20200610. A bare day is its midnight, in its zone where it has one; 24:00 is the midnight after it. A
    moment that names no zone has the zone UNSTATED, one that names a zone of several meanings AMBIGUOUS; both count as
    UTC. None too for partial dates, years before 1600, and moments more than two days after `now` (the clock), which
    `future` allows: an embargo lies ahead.
    """
    moment = _aware(_moment(_swapped(raw) if day_first else raw))
    if moment is None:
        return None
    latest = datetime.max.replace(tzinfo=UTC) if future else (now or datetime.now(UTC)) + AHEAD
    return moment if moment.year >= FIRST_YEAR and moment <= latest else None


def _swapped(raw: object) -> object:
    """A date such as 04/05/2027 with its first two numbers the other way round; anything else as it is."""
    return _SLASHED.sub(r"\2/\1/", raw.strip()) if isinstance(raw, str) else raw


def in_newsroom(moment: datetime | None, zone: tzinfo | None) -> datetime | None:
    """The moment on the newsroom's clock: what states no zone is in its zone. Without a `zone`, in UTC, or as it is."""
    if moment is None:
        return None
    unsaid = moment.tzinfo is UNSTATED or moment.tzinfo is AMBIGUOUS
    if zone is None:
        return moment.replace(tzinfo=UTC) if unsaid else moment
    try:
        return moment.replace(tzinfo=zone) if unsaid else moment.astimezone(zone)
    except OverflowError:   # at either end of the calendar
        return moment.replace(tzinfo=UTC) if unsaid else moment


def may_lie_ahead(moment: datetime, now: datetime) -> bool:
    """Whether a moment is after `now`, in whatever zone it is meant where it states none."""
    unsaid = moment.tzinfo is UNSTATED or moment.tzinfo is AMBIGUOUS
    return moment > now - (MAX_OFFSET if unsaid else timedelta())


def written(moment: datetime) -> str:
    """The moment in ISO 8601, without a zone where it states none."""
    return (moment.replace(tzinfo=None) if moment.tzinfo is UNSTATED else moment).isoformat()


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
            moment = moment.replace(tzinfo=UNSTATED)
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
    if region := _REGION.search(text):
        return _in_region(_stated(text[: region.start()]), region[1])
    if text.isascii() and text.removeprefix("-").replace(".", "", 1).isdecimal():
        return _digits(text)
    return _shaped(" ".join(text.split()))


def _digits(text: str) -> datetime | None:
    """Epoch seconds (9 or 10 digits), milliseconds (12 or 13), 14 digits of a web archive, or a spreadsheet's day."""
    integral, _, fraction = text.partition(".")
    size = len(integral.removeprefix("-"))
    if size == 14 and not fraction:
        return datetime.strptime(integral, "%Y%m%d%H%M%S")
    if size == 5 and int(integral) in _EXCEL:
        return datetime(1899, 12, 30) + timedelta(seconds=round(float(text) * 86_400))
    if size in (9, 10):
        return datetime.fromtimestamp(float(text), UTC)
    return datetime.fromtimestamp(float(text) / 1000, UTC) if size in (12, 13) else None


def _shaped(text: str) -> datetime | None:
    if _FOREIGN_DIGIT.search(text):
        return None
    for shape in _SHAPES:
        if (match := shape.fullmatch(text)) and (moment := _built(match.groupdict())):
            return moment
    return None


def _built(parts: dict[str, str | None]) -> datetime | None:
    if (weekday := parts.get("weekday")) and not is_weekday(weekday):
        return None
    day, clock = _day(parts), _clock(parts) if parts["hour"] else time.min
    return datetime.combine(day, clock, _zone(parts.get("zone"))) if day and clock is not None else None


def _day(parts: dict[str, str | None]) -> date | None:
    year = _year(parts["year"] or "")
    if mark := parts.get("mark"):
        return _numeric_day(year, int(parts["first"] or 0), int(parts["second_number"] or 0), mark)
    month = month_of(parts["name"] or "") if parts.get("name") else int(parts["month"] or 0)
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


def _clock(parts: dict[str, str | None]) -> time | None:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if (half and not 1 <= hour <= 12) or not (half or parts["minute"]):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))


def _zone(name: str | None) -> tzinfo:
    """The zone of that name; UNSTATED without one, AMBIGUOUS for a name that means several, or nothing."""
    if not name or name.lower() == "uhr":
        return UNSTATED
    hours = offset_of(name)
    if hours is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    offset = name.lower().removeprefix("gmt").removeprefix("utc")
    if offset[:1] in ("+", "-"):
        return _offset(offset)
    return (_region(region) if (region := region_of(name)) else None) or AMBIGUOUS


def _in_region(moment: datetime | None, name: str) -> datetime | None:
    """The moment on the clock of a region, where no offset tells already."""
    if moment is None or moment.utcoffset() is not None:
        return moment
    return moment.replace(tzinfo=_region(name) or AMBIGUOUS)


def _offset(text: str) -> tzinfo:
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if text[0] == "-" else offset)


def _region(key: str) -> tzinfo | None:
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):   # a machine without a time zone database; no such place
        return None
