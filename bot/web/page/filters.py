"""The filters of the page: what can be chosen from an archive, and what a browser has chosen."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from pydantic import ValidationError

from bot.web.api.schemas import Filter
from bot.web.http.limits import MAX_NAME
from bot.web.page.histogram import bars, histogram
from bot.web.page.markup import part
from bot.web.page.texts import Words, day, number
from corpus import ScopeError
from index import Figures, Outline, Scope

FIELDS = ("sections", "sources", "authors", "kinds")
RECENT, YEARS = 30, 4     # days, and calendar years, that are offered by name
LISTED = 8                # names of a field that can be ticked; more are typed
MAX_CHOSEN = 16_000       # characters of what a browser sends
_Field = tuple[str, list[tuple[str, int]], list[tuple[str, int]]]     # its name; what is ticked; what is typed
_UNREADABLE = "These filters can't be read; clear them and choose again."


class Chosen(Filter):
    """The filters of one question, whether its own times may narrow the search and its words be respelt."""

    narrow: bool = True
    respell: bool = True


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where to look for one question."""

    scope: Scope = Scope()
    narrow: bool = True
    respell: bool = True


def chosen(text: object) -> Lookup:
    """What a browser has chosen, as JSON; raises ScopeError for anything else."""
    if not text:
        return Lookup()
    if not isinstance(text, str) or len(text) > MAX_CHOSEN:
        raise ScopeError(_UNREADABLE)
    try:
        read = Chosen.model_validate_json(text.encode("utf-8", "replace"))
    except ValidationError:
        raise ScopeError(_UNREADABLE) from None
    return Lookup(Scope(**read.model_dump(exclude={"narrow", "respell"})), read.narrow, read.respell)


def filters_html(outline: Outline, words: Words, today: date) -> str:
    """The form to choose filters in: dates with a histogram, and the names that the archive files articles under.

    `today` is the newsroom's.
    """
    return part(
        "filters.html", words, days=bars(outline.months), longest=MAX_NAME,
        histogram=histogram(outline.months, words), presets=presets(outline.months, words, today),
        fields=[each for field in FIELDS for each in _field(field, getattr(outline, field))],
    )


def presets(months: Sequence[tuple[str, int]], words: Words, today: date) -> list[tuple[str, str, str]]:
    """Stretches of time to choose with one click, each with its first and last day, as far as the archive has any.

    The last days are counted from today, or from the archive's last month where that has ended.
    """
    if not months:
        return []
    first, last = date.fromisoformat(f"{months[0][0]}-01"), _end(months[-1][0])
    end = min(last, today) if today >= first else last
    named = ((words["preset_days"].format(number=RECENT), RECENT), (words["preset_year"], 365))
    recent = [(name, end - timedelta(days=days)) for name, days in named]
    years = range(last.year, max(first.year, last.year - YEARS), -1)
    return [
        *((name, since.isoformat(), end.isoformat()) for name, since in recent if since >= first),
        *((str(year), f"{year}-01-01", f"{year}-12-31") for year in years),
    ]


def _end(month: str) -> date:
    """The last day of a month, "2024-02"."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])


def searched(passages: int, scope: Scope, figures: Figures, words: Words) -> str:
    """What was gone through: "Searched 1,204 passages from 3 January 2022 to today.", which `scope.now` tells."""
    since = max((each for each in (scope.since, figures.oldest) if each), default=None)
    until = min((each for each in (scope.until, figures.newest) if each), default=None)
    dates = ""
    if passages and since and until and since <= until:
        last = words["today"] if not scope.as_of and until.date() >= scope.moment.date() else day(words, until)
        one = since.date() == until.date()
        dates = (words["dates_day"].format(day=last) if one
                 else words["dates_range"].format(since=day(words, since), until=last))
    return words["searched"].format(passages=number(words, "passage", passages), dates=dates)


def inferred(asked: Scope, used: Scope, words: Words) -> str:
    """The dates that were read from a question, as it was answered; empty when there are none."""
    since = used.since if used.since != asked.since else None
    until = used.until if used.until != asked.until else None
    if since and until:
        return words["inferred_range"].format(since=day(words, since), until=day(words, until))
    if since:
        return words["inferred_since"].format(day=day(words, since))
    return words["inferred_until"].format(day=day(words, until)) if until else ""


def link(question: str, scope: Scope) -> str:
    """The address that asks a question again, with its filters."""
    named = ((name, getattr(scope, name)) for name in ("since", "until", "as_of"))
    dates = [(name, moment.date().isoformat()) for name, moment in named if moment]
    names = [(field, name) for field in FIELDS for name in getattr(scope, field)]
    return f"/?{urlencode([('q', question), *dates, *names], errors='replace')}"


def _field(field: str, names: Iterable[tuple[str, int]]) -> list[_Field]:
    """The names of a field; nothing where there is nothing to choose between."""
    usable = [(name, count) for name, count in names if name and len(name) <= MAX_NAME]
    return [(field, usable[:LISTED], usable[LISTED:])] if len(usable) > 1 else []
