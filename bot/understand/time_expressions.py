"""Times that a question names: "in June 2023", "last week", "since 2016", "now"; read against a given clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.understand.time_phrases import (
    COUNTED,
    DAYS,
    FROM_TODAY,
    FULL_MONTH,
    NEAR,
    RELATIVE,
    TimePhrase,
    find_time_phrases,
    month_number,
    months,
    read_weekday,
    read_year,
)

AFTERMATH = timedelta(days=7)      # news of a day is still printed this long after; of a longer time, as long again
MOST_AHEAD = timedelta(days=31)    # that an announcement stands before what it announces

_FIRST, _LAST = 1000, 9000         # years of a clock; beyond them the calendar ends before "the past 500 decades"
_SOME_DAY = date(2000, 6, 14)

Bind = Literal["printed", "happened", "named"]


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
    found = find_time_phrases(text, _SOME_DAY)
    return [Named(each.start, each.end, each.reader in DAYS, each.reader in FROM_TODAY) for each in found]


_LATEST = re.compile(
    r"(?<!the )\b(?:now|currently|today|most recently|nowadays|at present|at the moment|so far|these days|up to date|"
    r"in the end|finally|as of|as things stand)\b|\b(?:current|newest|most recent|"
    r"final (?:cost|bill|price|figure|total|result|toll|score|vote|count|sum|say|decision))\b|\blatest\b(?! to\b)|"
    r"^\W*(?:(?:so|and|but)\W+)?(?:(?:is|are)\b(?! (?:any|some)(?:thing|body|one)\b)|"
    r"who(?:['’]s| is| are) the (?:[a-z][\w'’-]+ ){0,2}[a-z][\w'’-]+(?= of\b|\W*$))",
    re.IGNORECASE,
)
_HABIT = re.compile(r"\W*(?:(?:so|and|but)\W+)?(?:when|where|who|what|how \w+)(?: \w+){0,2} (?:do|does)\b", re.I)
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


def asks_of_habit(question: str) -> bool:
    """Whether it asks what is so as a rule: "When does it open?"; of two that answer the newer is better."""
    return bool(_HABIT.match(question))


def wants_earliest(question: str) -> bool:
    """Whether it asks how things stood at first; "the first man on the moon" doesn't."""
    return bool(_EARLIEST.search(question))


def wants_story(question: str) -> bool:
    """Whether it asks for a course of events: "What happened with the bridge?", "a timeline of the strike"."""
    return bool(_STORY.search(question))


# -- how a time stands in the question

_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to|until|till|through|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_SHORT_MONTH = re.compile(rf"\b(?P<words>(?P<how>between|from)\s+{FULL_MONTH})\s+(?:and|to|until|till|through)\s+$",
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
def _periods(question: str, now: datetime | None) -> Iterator[Period]:
    """The times of a question, in order."""
    mentions = find_time_phrases(question, now.date() if now and _FIRST < now.year < _LAST else None)
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


def _is_range(question: str, one: TimePhrase, other: TimePhrase) -> bool:
    joined = _AND.fullmatch(question, one.end, other.start)
    if joined is None or one.days[0] > other.days[1]:
        return False
    return joined.group().strip() in ("-", "–", "—") or bool(_BETWEEN.search(question[: one.start]))


def _range(question: str, one: TimePhrase, other: TimePhrase) -> Period:
    start = before.start() if (before := _BETWEEN.search(question[: one.start])) else one.start
    bind: Bind = "printed" if _PRINT.search(question[:start]) else _bind(question, one, placed=True, ranged=True)
    return _made(one.days[0], other.days[1], question[start : other.end], bind)


def _period(question: str, mention: TimePhrase) -> Period | None:
    before = question[: mention.start]
    first, last = mention.days
    printed: Bind | None = "printed" if _PRINT.search(before) else None
    if opened := _SHORT_MONTH.search(before):      # "between June and August 2020"
        month = months(first.year, month_number(opened["month"]), 1)
        if month and month[0] <= first:
            return _made(month[0], last, question[opened.start() : mention.end], printed or "happened")
    if opened := _OPEN.search(before):
        return _open(question, mention, opened)
    if (opened := _FROM.search(before)) and (onwards := _ONWARDS.match(question[mention.end :])):
        return _made(first, None, question[opened.start() : mention.end + onwards.end()], printed or "happened")
    placed = _PLACED.search(before)
    words = question[placed.start() if placed else mention.start : mention.end]
    if _MEASURED.search(before) and mention.reader in COUNTED:
        return None
    return _made(first, last, words, printed or _bind(question, mention, placed=bool(placed)))


def _open(question: str, mention: TimePhrase, opened: re.Match[str]) -> Period | None:
    """A range with one end; None for "the highest since 1994"."""
    how, (first, last) = opened["how"].casefold(), mention.days
    if question[mention.end :].startswith(("'s", "’s")):       # "before this week's ceremony"
        return _made(first, last, question[mention.start : mention.end])
    event = opened["between"] or (mention.reader is read_year and opened.group().casefold().endswith("the "))
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


def _bind(question: str, mention: TimePhrase, *, placed: bool, ranged: bool = False) -> Bind:
    """A year of something ("the 2024 budget", "the flood of 1998"), and a time ahead, are only named."""
    if mention.reader in RELATIVE:
        long = (mention.days[1] - mention.days[0]).days > 366
        return "named" if long or _MEASURED.search(question[: mention.start]) else "happened"
    if mention.reader is read_weekday and not placed and question[mention.start :][:4].casefold() == "last":
        return "happened"
    of_year = mention.reader is read_year and not ranged and _SUBJECT.search(question[: mention.start])
    near = mention.reader in NEAR
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
