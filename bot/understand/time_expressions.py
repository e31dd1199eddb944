"""Times that a question names: "in June 2023", "last week", "since 2016", "now"; read against a given clock."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from corpus.text.dates import parse_date

AFTERMATH = timedelta(days=7)      # news of a day is still printed this long after; of a longer time, as long again
MOST_AHEAD = timedelta(days=31)    # that an announcement stands before what it announces
RECENT = timedelta(days=90)        # "recently"
MAX_COUNT = 500                    # of days to years looked back on; more is no time that news is asked for

_FIRST, _LAST = 1000, 9000         # years of a clock; beyond them the calendar ends before "the past 500 decades"
_SOME_DAY = date(2000, 6, 14)
MAX_TIMES = 12                     # of one question; the rest are left out

Bind = Literal["printed", "happened", "named"]
Days = tuple[date, date]           # first and last day

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_WEEKDAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "couple": 2, "two": 2, "three": 3, "few": 4, "four": 4, "five": 5, "six": 6,
            "seven": 7, "eight": 8, "nine": 9, "ten": 10, "dozen": 12, "twelve": 12, "several": 6}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_SPANS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}

_MONTH = f"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_FULL_MONTH = f"(?P<month>{'|'.join(name for name in _MONTHS if len(name) > 3 and name != 'sept')}|may)"
_WEEKDAY = f"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MANY = rf"(?P<many>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT = rf"(?P<unit>{'|'.join(_SPANS)})s?"
# A year stands alone: not in a sum, a share, a decimal, a longer number or "2,020 people".
_BARE = r"(?<![\d,.$£€¥/-])(?<![$£€¥] )(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\s?%|[\d/'’]|-\d(?!\d-\d)|-year|s\b)\b"


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a question names, both ends inclusive and aware; an end that is None is open.

    `bind` says how it bears on articles. "printed": they were published then. "happened": what is asked for happened
    then, so that it was printed then or after. "named": the time may be part of a name, a plan or a comparison ("the
    2024 budget"), so that articles of that time come first, and no more.
    """

    since: datetime | None
    until: datetime | None
    words: str = ""
    bind: Bind = "named"

    def holds(self, moment: datetime | None, after: timedelta = timedelta()) -> bool:
        """Whether a moment lies in it, or not longer than `after` behind its end; None doesn't."""
        if moment is None or (self.since and moment < self.since):
            return False
        return self.until is None or moment - after <= self.until

    @property
    def printed_since(self) -> datetime | None:
        """From when news of it may be expected: what happens in May is announced in April."""
        if self.until is None or self.bind == "printed" or self.since is None:
            return self.since
        lead = min(max(AFTERMATH, self.until - self.since), MOST_AHEAD)
        return self.since - min(lead, self.since - datetime.min.replace(tzinfo=UTC))

    @property
    def printed_until(self) -> datetime | None:
        """When the last news of it may be expected: some days later, and longer for a longer time."""
        if self.until is None or self.bind == "printed" or self.since is None:
            return self.until
        return self.until + max(AFTERMATH, self.until - self.since)


@dataclass(frozen=True, slots=True)
class When:
    """What a question says about time."""

    period: Period | None = None
    latest: bool = False       # it asks how things stand now
    earliest: bool = False     # it asks how they stood at first
    story: bool = False        # it asks for a course of events


@dataclass(frozen=True, slots=True)
class Named:
    """A time in a text."""

    start: int
    end: int
    is_day: bool           # "3 May"
    is_from_today: bool    # "last week"


def read_time(question: str, now: datetime | None = None, focus: str | None = None) -> When:
    """What the question says about time; `focus` is the part that is asked now, which counts first.

    Without a clock, "last week" and its like say nothing.
    """
    asked = question if focus is None else focus
    latest = wants_latest(asked)
    return When(
        period=named_period(asked, now) or named_period(question, now),
        latest=latest,
        earliest=not latest and wants_earliest(asked),
        story=wants_story(asked),
    )


def named_period(question: str, now: datetime | None = None) -> Period | None:
    """The time that the question names; None when it names none. Two that form no range are one, from first to last."""
    found = list(_periods(question, now))
    if len(found) > 1 and not _COMPARED.search(question):
        found = [each for each in found if each.bind != "named"] or found
    if len(found) < 2:
        return found[0] if found else None
    since, until = [each.since for each in found], [each.until for each in found]
    return Period(
        min(each for each in since if each) if all(since) else None,
        max(each for each in until if each) if all(until) else None,
        " … ".join(each.words for each in found),
    )


def named_times(text: str) -> list[Named]:
    """Where a text names times, in order, whatever day it is read on."""
    found = _mentions(text, _SOME_DAY)
    return [Named(each.start, each.end, each.reader in _DAYS, each.reader in _FROM_TODAY) for each in found]


_LATEST = re.compile(
    r"(?<!the )\b(?:now|currently|today|most recently|nowadays|at present|at the moment|so far|these days|up to date|"
    r"in the end|finally|as of|as things stand)\b|\b(?:current|newest|most recent|"
    r"final (?:cost|bill|price|figure|total|result|toll|score|vote|count|sum|say|decision))\b|\blatest\b(?! to\b)",
    re.IGNORECASE,
)
_EARLIEST = re.compile(
    r"\b(?:originally|initially|at first|at the outset|to begin with|earliest|original (?:\w+ )?"
    r"(?:cost|price|plan|budget|estimate|figure|date|deadline|bill|sum|number|report)|"
    r"first (?:report(?:s|ed)?|mention(?:ed)?|article|story|coverage|estimate[ds]?|announce[ds]?|sa(?:y|id)|thought|"
    r"plan(?:ned)?|propose[ds]?|promised?|heard|quoted|put at))\b",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|give me|show me|tell me|write|make|draw up|what(?: i|’|')s|what was|"
    r"i want|i'd like)\s+)*(?:(?:a|an|the)\s+)?(?:\w+\s+)?(?:timeline|time line|chronology|history|course of events)\s+"
    r"(?:of|for|about|on|in|behind)\b|^\W*what(?:'s|’s| has| had)?\s+(?:happened|been happening|happening)\s+"
    r"(?:(?:with|in the case of|in the matter of|around|since|so far|between|from|during|in|on|over|last|this|"
    r"yesterday|today)\b|\W*$)|^\W*how did .{3,80}? (?:unfold|develop|come about)\b",
    re.IGNORECASE,
)


def wants_latest(question: str) -> bool:
    """Whether the question asks how things stand now: then the newest report counts most."""
    return bool(_LATEST.search(question))


def wants_earliest(question: str) -> bool:
    """Whether it asks how things stood at first; "the first man on the moon" doesn't."""
    return bool(_EARLIEST.search(question))


def wants_story(question: str) -> bool:
    """Whether it asks for a course of events: "What happened with the bridge?", "a timeline of the strike"."""
    return bool(_STORY.search(question))


# -- the words for times, the longer before those they hold

Reader = Callable[[dict[str, str], date | None], Days | None]


def _read_day(parts: dict[str, str], today: date | None) -> Days | None:
    month = int(parts["month"]) if parts["month"].isdigit() else _month(parts["month"])
    try:
        day = date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
    return day, day


def _read_slashed(parts: dict[str, str], today: date | None) -> Days | None:
    moment = parse_date(parts["slashed"], future=True)
    return (moment.date(), moment.date()) if moment else None


def _read_month(parts: dict[str, str], today: date | None) -> Days | None:
    return _months(int(parts["year"]), _month(parts["month"]), 1)


def _read_season(parts: dict[str, str], today: date | None) -> Days | None:
    return _months(int(parts["year"]), _SEASONS[parts["season"].casefold()], 3)


def _read_part(parts: dict[str, str], today: date | None) -> Days | None:
    first, last = _PARTS[parts["part"].casefold()]
    return _months(int(parts["year"]), first, last - first + 1)


def _read_quarter(parts: dict[str, str], today: date | None) -> Days | None:
    named = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    number = named.get(parts["quarter"].casefold()) or int(parts["quarter"])
    return _months(int(parts["year"]), 3 * number - 2, 3)


def _read_decade(parts: dict[str, str], today: date | None) -> Days | None:
    first = int(parts["decade"] if len(parts["decade"]) == 4 else f"19{parts['decade']}")
    return date(first, 1, 1), date(first + 9, 12, 31)


def _read_year(parts: dict[str, str], today: date | None) -> Days | None:
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
    month, back = _month(parts["month"]), parts.get("back")
    year = today.year - (1 if back or month > today.month else 0)
    return _months(year, month, 1) if month else None


def _read_weekday(parts: dict[str, str], today: date | None) -> Days | None:
    """The last Wednesday up to today; "last Wednesday" lies before it."""
    if not today:
        return None
    back = (today.weekday() - _WEEKDAYS[parts["weekday"].casefold()]) % 7
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
        return _months(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
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
    unit = _SPANS[parts["unit"].casefold()]
    slack = unit // 2 + 1 if unit > 1 else 0
    return _days_before(today, days + slack), min(today, _days_before(today, days - slack))


def _read_recently(parts: dict[str, str], today: date | None) -> Days | None:
    return (today - RECENT, today) if today else None


def _back(parts: dict[str, str]) -> int:
    many = (parts.get("many") or "one").casefold()
    count = int(many) if many.isdigit() else _NUMBERS.get(many, 0)
    return count * _SPANS[parts["unit"].casefold()] if 0 < count <= MAX_COUNT else 0


def _days_before(today: date, days: int) -> date:
    return today - timedelta(days=min(days, (today - date.min).days))


def _months(year: int, month: int, count: int) -> Days | None:
    """From the first day of a month over `count` months."""
    if not 1 <= month <= 12 or not date.min.year <= year < date.max.year:
        return None
    last_year, last_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def _month(name: str) -> int:
    return _MONTHS.get(name.casefold().rstrip("."), 0)   # 0: "Aprıl", say


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(shape, re.IGNORECASE), reader)
    for shape, reader in (
        (rf"\b(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}\.?,?\s+{_YEAR}\b", _read_day),
        (rf"\b(?:{_WEEKDAY},?\s+)?{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b", _read_day),
        (rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b", _read_day),
        (r"(?<![\d/])(?P<slashed>\d{1,2}/\d{1,2}/(?:19|20)\d\d)(?![\d/])", _read_slashed),
        (rf"\b{_MONTH}\.?,?\s+(?:of\s+)?{_YEAR}\b(?!\s?%)", _read_month),
        (rf"\b(?P<season>{'|'.join(_SEASONS)})\s+(?:of\s+)?{_YEAR}\b", _read_season),
        (rf"\b(?P<part>early|mid|late)(?:\s+in)?[\s-]+{_YEAR}\b", _read_part),
        (rf"\b(?:q(?P<quarter>[1-4])\s+(?:of\s+)?|(?P<named>first|second|third|fourth)\s+quarter\s+of\s+){_YEAR}\b",
         lambda parts, today: _read_quarter({**parts, "quarter": parts["quarter"] or parts["named"]}, today)),
        (r"\b(?P<decade>(?:19|20)\d0)['’]?s\b", _read_decade),
        (r"\bthe\s+['’]?(?P<decade>[2-9]0)['’]?s\b", _read_decade),
        (r"(?<=\bbefore )9/11\b|(?<=\bsince )9/11\b|(?<=\bafter )9/11\b|(?<=\bprior to )9/11\b", _read_attacks),
        (rf"\b(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{_FULL_MONTH}(?P<back>\s+last\s+year)?\b(?!,?\s+\d)",
         _read_near_day),
        (rf"(?<!\w\s)\b(?:{_WEEKDAY},?\s+){_FULL_MONTH}\.?\s+{_DAY}\b(?![,.]?\d)", _read_near_day),
        (rf"(?<=\b(?:on|of)\s){_FULL_MONTH}\.?\s+{_DAY}(?P<back>\s+last\s+year)?\b(?![,.]?\d)", _read_near_day),
        (rf"(?<=\bsince\s){_FULL_MONTH}\.?\s+{_DAY}\b(?![,.]?\d)", _read_near_day),
        (rf"(?<=\bin\s){_FULL_MONTH}(?:\s+of)?(?P<back>\s+last\s+year)?\b(?!\s*,?\s*\d)(?!['’-])", _read_near_month),
        (rf"(?<=\b(?:since|until)\s){_FULL_MONTH}(?P<back>\s+last\s+year)?\b(?!\s*,?\s*\d)(?!['’-])", _read_near_month),
        (rf"\b(?P<back>last)\s+{_FULL_MONTH}\b(?!\s*\d)(?!['’-])", _read_near_month),
        (rf"(?<!every )(?<!each )\b(?P<last>last)\s+{_WEEKDAY}\b", _read_weekday),
        (rf"(?<=\bon\s){_WEEKDAY}\b(?!,?\s+\d)", _read_weekday),
        (rf"(?<=[a-z]{{2}}\s)(?<!\bthe\s)(?<!\bevery\s)(?<!\beach\s)(?<!\bnext\s)(?<!\bblack\s)(?<!\bgood\s){_WEEKDAY}"
         r"(?=\s*(?:[?.;:]|$)|,\s(?!\d)|\s(?:to|after|before|in|at|for|by|with|as|over|because|amid|morning|afternoon|evening|"
         r"night|and|due|from|on|during|when|while|following)\b)", _read_weekday),
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
        (_BARE, _read_year),
    )
)

# -- how a time stands in the question

_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to|until|till|through|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_SHORT_MONTH = re.compile(rf"\b(?P<words>(?P<how>between|from)\s+{_FULL_MONTH})\s+(?:and|to|until|till|through)\s+$",
                          re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?P<how>since|after|before|until|till|up to|prior to|as of|as at)"
    r"(?P<between>(?:\s+[\w'’-]+){1,5}?\s+(?:in|of|on))?(?:\s+the)?(?:\s+(?:start|beginning|end)\s+of)?\s+$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|starting(?:\s+(?:in|on|from))?)\s+$", re.IGNORECASE)
_ONWARDS = re.compile(r"^\s+(?:on|onwards?)\b(?!\s+\w+day)", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:back\s+)?(?:in|on|during|throughout|within|of|from)(?:\s+the)?\s+$", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:of|from|for|the|this)\s+$", re.IGNORECASE)     # "of 1998", "the 2024 budget"
_PRINT = re.compile(
    r"\b(?:articles?|stor(?:y|ies)|coverage|cuttings?|headlines?|news|editions?|issues?|letters|columns?|archive|papers?)"
    r"(?:\s+(?:published|printed|dated|written|that (?:appeared|ran)))?(?:\s+(?:about|on)\s+[\w\s'’-]{2,40}?)?"
    r"(?:\s+(?:in|on|during|of|from|since|between|after|before|until|up to))?(?:\s+the)?\s+$",
    re.IGNORECASE,
)
# "The highest since 1994" and "the first time in two years" measure; they don't say when.
_MEASURED = re.compile(
    r"\b(?:first|highest|lowest|biggest|largest|worst|best|most|fewest|lowest|longest|shortest|strongest|deadliest|"
    r"hottest|coldest|warmest|record|than|compared|anniversary|only)\b[^?.!]*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|due(?! to\b)|planned|plans?|scheduled|expected|set to|(?:is|are|be|[’']s) (?:\w+ )?going to|"
    r"upcoming|next|forecast|predicted|projected|supposed|target(?:ed)?|by|deadline|aims?|hopes?|born|built|founded|established|would)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:compar\w+|versus|vs|than|difference|differ|changed?)\b", re.IGNORECASE)
_RELATIVE = frozenset((_read_yesterday, _read_today, _read_this, _read_last, _read_past))
_FROM_TODAY = _RELATIVE | {_read_ago, _read_recently}
_DAYS = frozenset((_read_day, _read_near_day, _read_slashed, _read_weekday))


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    days: Days
    reader: Reader


def _periods(question: str, now: datetime | None) -> Iterator[Period]:
    """The times of a question, in order."""
    mentions = _mentions(question, now.date() if now and _FIRST < now.year < _LAST else None)
    skip = False
    for number, mention in enumerate(mentions):
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        if skip:
            skip = False
        elif following and _is_range(question, mention, following):
            skip = True
            yield _range(question, mention, following)
        elif (period := _period(question, mention)) is not None:
            yield period


def _mentions(question: str, today: date | None) -> list[_Mention]:
    found: list[_Mention] = []
    taken = bytearray(len(question))
    for shape, reader in _READERS:
        for match in shape.finditer(question):
            start, end = match.span()
            if not any(taken[start:end]) and (days := reader(match.groupdict(), today)):
                found.append(_Mention(start, end, days, reader))
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda each: each.start)[:MAX_TIMES]


def _is_range(question: str, one: _Mention, other: _Mention) -> bool:
    joined = _AND.fullmatch(question, one.end, other.start)
    if joined is None or one.days[0] > other.days[1]:
        return False
    return joined.group().strip() in ("-", "–", "—") or bool(_BETWEEN.search(question[: one.start]))


def _range(question: str, one: _Mention, other: _Mention) -> Period:
    start = before.start() if (before := _BETWEEN.search(question[: one.start])) else one.start
    bind: Bind = "printed" if _PRINT.search(question[:start]) else _bind(question, one, placed=True, ranged=True)
    return _made(one.days[0], other.days[1], question[start : other.end], bind)


def _period(question: str, mention: _Mention) -> Period | None:
    before = question[: mention.start]
    first, last = mention.days
    printed: Bind | None = "printed" if _PRINT.search(before) else None
    if opened := _SHORT_MONTH.search(before):      # "between June and August 2020"
        month = _months(first.year, _month(opened["month"]), 1)
        if month and month[0] <= first:
            return _made(month[0], last, question[opened.start() : mention.end], printed or "happened")
    if opened := _OPEN.search(before):
        return _open(question, mention, opened)
    if (opened := _FROM.search(before)) and (onwards := _ONWARDS.match(question[mention.end :])):
        return _made(first, None, question[opened.start() : mention.end + onwards.end()], printed or "happened")
    placed = _PLACED.search(before)
    words = question[placed.start() if placed else mention.start : mention.end]
    if _MEASURED.search(before) and mention.reader in (_read_past, _read_ago):
        return None
    return _made(first, last, words, printed or _bind(question, mention, placed=bool(placed)))


def _open(question: str, mention: _Mention, opened: re.Match[str]) -> Period | None:
    """A range with one end; None for "the highest since 1994"."""
    how, (first, last) = opened["how"].casefold(), mention.days
    if question[mention.end :].startswith(("'s", "’s")):       # "before this week's ceremony"
        return _made(first, last, question[mention.start : mention.end])
    event = opened["between"] or (mention.reader is _read_year and opened.group().casefold().endswith("the "))
    words, before = question[opened.start() : mention.end], question[: opened.start()]
    printed = bool(_PRINT.search(f"{before.rstrip()} "))
    bind: Bind = "printed" if printed else "happened"
    if how in ("since", "after"):
        if _MEASURED.search(before):
            return None
        return _made(first if event or how == "since" else last + timedelta(days=1), None, words, bind)
    if opened["between"] and how == "before":      # "before a grand jury in 2020"
        return _made(first, last, words)
    until = first - timedelta(days=1) if how in ("before", "prior to") and not event else last
    return _made(None, until, words, bind)


def _bind(question: str, mention: _Mention, *, placed: bool, ranged: bool = False) -> Bind:
    """A year of something ("the 2024 budget", "the flood of 1998"), and a time ahead, are only named."""
    if mention.reader in _RELATIVE:
        long = (mention.days[1] - mention.days[0]).days > 366
        return "named" if long or _MEASURED.search(question[: mention.start]) else "happened"
    if mention.reader is _read_weekday and not placed and question[mention.start :][:4].casefold() == "last":
        return "happened"
    of_year = mention.reader is _read_year and not ranged and _SUBJECT.search(question[: mention.start])
    near = mention.reader in (_read_near_day, _read_near_month, _read_ago, _read_season, _read_recently)
    if not placed or of_year or near or _AHEAD.search(question):
        return "named"
    return "happened"


def _made(first: date | None, last: date | None, words: str, bind: Bind = "named") -> Period:
    return Period(
        datetime.combine(first, time.min, UTC) if first else None,
        datetime.combine(last, time.max, UTC) if last else None,
        " ".join(words.split()),
        bind,
    )
