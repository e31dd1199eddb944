"""Ask the same of another time: "How many in October 2018?" and then "And in December?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.languages.en.calendar import MONTHS
from bot.languages.en.readers.conversation import MOMENTS
from bot.languages.patterns import either
from bot.understand.time_expressions import Named, named_times

_PREPOSITION = r"(?:back\s+)?(?:in|on|during|throughout|within|of|from|since|until|till|before|after|by)"
_BEFORE = re.compile(rf"\b{_PREPOSITION}(?:\s+the)?\s+$", re.IGNORECASE)
_LEAD = re.compile(rf"(?P<preposition>{_PREPOSITION}\s+)?(?:the\s+)?", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(rf"\b{either(MONTHS)}\b", re.IGNORECASE)
_MOMENT = re.compile(MOMENTS, re.IGNORECASE)
_AT_MOMENT = re.compile(rf"\s+(?:{MOMENTS})$", re.IGNORECASE)
_LAST = re.compile(r"last\b", re.IGNORECASE)


def at_another_time(question: str, time: str) -> str | None:
    """The question with `time` in place of the one that it names, or at its end where it names none.

    A year that `time` lacks is that of the other: "in December" after "in October 2018" is in December 2018. A month
    alone is one after another month; else it may be a name ("May"). None when `time` says more than a time, or the
    question names several.
    """
    there = named_times(question)
    if len(there) > 1:
        return None
    before = question[there[0].start : there[0].end] if there else ""
    placed = _with_lead(time, before)
    if placed is None:
        return None
    if not there:
        return f"{question.rstrip(' ?.!')} {placed}?"
    lead = _BEFORE.search(question[: there[0].start])
    if lead or there[0].is_from_today:
        start = lead.start() if lead else there[0].start
        return f"{question[:start]}{placed}{question[there[0].end :]}"
    bare = _LEAD.sub("", placed, count=1)       # of "the 2018 budget"
    return f"{question[: there[0].start]}{bare}{question[there[0].end :]}"


def at_another_moment(question: str, moment: str) -> str | None:
    """The question with "at first" in place of its "in the end", or at its end; None for other words."""
    if not _MOMENT.fullmatch(moment):
        return None
    asked, bracket, before = question.rstrip(" ?.!").partition(" (")
    return f"{_AT_MOMENT.sub('', asked)} {moment[:1].lower()}{moment[1:]}{bracket}{before}?"


def _with_lead(time: str, before: str) -> str | None:
    """The time whole, with its preposition: "in December 2018", "on 3 May", "last week"; None for what is no time."""
    if _MONTH.fullmatch(time) and not _MONTH.search(before):
        return None
    for words in _readings(time, before):
        named = named_times(words)
        lead = _LEAD.match(words)
        if len(named) == 1 and lead and (named[0].start, named[0].end) == (lead.end(), len(words)):
            return words if lead["preposition"] else f"{_preposition(words, named[0])}{words}"
    return None


def _readings(time: str, before: str) -> Iterator[str]:
    """The words as they may be meant, the fullest first."""
    year = _YEAR.search(before)
    if year and not _YEAR.search(time):
        yield f"{time} {year.group()}"
        yield f"{time} of {year.group()}"
    yield time
    yield f"on {time}"
    yield f"in {time}"


def _preposition(words: str, named: Named) -> str:
    if named.is_from_today or _LAST.match(words):
        return ""
    return "on " if named.is_day else "in "
