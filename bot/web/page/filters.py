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
from bot.web.http.roles import DESK_ALONE
from bot.web.page.markup import part
from bot.web.page.texts import ENGLISH, Words, day, figure, number, short_month
from corpus import ScopeError
from index import Figures, Outline, Scope

FIELDS = ("sections", "sources", "authors", "kinds")
RECENT, YEARS = 30, 4     # days, and calendar years, that are offered by name
LISTED = 8                # names of a field that can be ticked; more are typed
MAX_CHOSEN = 16_000       # characters of what a browser sends
WIDTH, HEIGHT = 600, 72          # of the drawing, which is stretched to the place it gets
MOST_BARS = 120                  # months; beyond ten years a bar is a year, else none could be seen
_GAP = 0.15                      # of a bar's place
_Field = tuple[str, list[tuple[str, int]], list[tuple[str, int]]]     # its name; what is ticked; what is typed
_UNREADABLE = "These filters can't be read; clear them and choose again."


class Chosen(Filter):
    """The filters of one question, whether its own times may narrow the search and its words be respelt."""

    narrow: bool = True
    respell: bool = True
    preview: bool = False      # what is under embargo too


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where to look for one question."""

    scope: Scope = Scope()
    narrow: bool = True
    respell: bool = True


def chosen(text: object, *, desk: bool = False) -> Lookup:
    """What a browser has chosen, as JSON; raises ScopeError for anything else, and for a preview but by the desk."""
    if not text:
        return Lookup()
    if not isinstance(text, str) or len(text) > MAX_CHOSEN:
        raise ScopeError(_UNREADABLE)
    try:
        read = Chosen.model_validate_json(text.encode("utf-8", "replace"))
    except ValidationError:
        raise ScopeError(_UNREADABLE) from None
    if read.preview and not desk:
        raise ScopeError(DESK_ALONE)
    return Lookup(Scope(**read.model_dump(exclude={"narrow", "respell"})), read.narrow, read.respell)


def filters_html(outline: Outline, words: Words, today: date, *, desk: bool = False) -> str:
    """The form to choose filters in: dates with a histogram, and the names that the archive files articles under.

    `today` is the newsroom's; its desk may choose a preview.
    """
    return part(
        "filters.html", words, days=bars(outline.months), longest=MAX_NAME,
        histogram=histogram(outline.months, words), presets=presets(outline.months, words, today), desk=desk,
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
        today = not scope.as_of and until.date() >= scope.moment.date()
        one = since.date() == until.date()
        key = ("dates_today" if today else "dates_day") if one else "dates_since" if today else "dates_range"
        dates = words[key].format(since=day(words, since), until=day(words, until), day=day(words, until))
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


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year, and how many articles it has."""

    since: str        # ISO days, both inclusive
    until: str
    name: str         # "May 2023", or "2023"
    count: int


def bars(months: tuple[tuple[str, int], ...], words: Words = ENGLISH) -> list[Bar]:
    """A bar a month from the first to the last, empty ones too; a bar a year where those would be too many."""
    if not months:
        return []
    counts = dict(months)
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (months[0][0], months[-1][0]))
    if last - first < MOST_BARS:
        return [_month(at // 12, at % 12 + 1, counts.get(f"{at // 12:04}-{at % 12 + 1:02}", 0), words)
                for at in range(first, last + 1)]
    return [_year(year, sum(count for month, count in months if int(month[:4]) == year))
            for year in range(first // 12, last // 12 + 1)]


def histogram(months: tuple[tuple[str, int], ...], words: Words) -> str:
    """The drawing, its bars carrying their days for whoever clicks one; empty for fewer than two bars."""
    shown = bars(months, words)
    if len(shown) < 2:
        return ""
    most = max(shown, key=lambda bar: bar.count)
    place = WIDTH / len(shown)
    title = words["histogram_month" if len(shown[0].name) > 4 else "histogram_year"]
    total = number(words, "article", sum(bar.count for bar in shown))
    label = words["histogram_told"].format(
        title=title, count=total, first=shown[0].name, last=shown[-1].name, most=most.name,
        number=figure(words, most.count),
    )
    drawn = [(bar, _box(bar, index * place, place, most.count)) for index, bar in enumerate(shown)]
    return part("histogram.html", words, drawn=drawn, label=label, title=title, first=shown[0].name,
                last=shown[-1].name, width=WIDTH, height=HEIGHT)


def _box(bar: Bar, left: float, place: float, most: int) -> dict[str, str]:
    """Where the bar stands, and behind it a column of full height that can be clicked, however low the bar."""
    height = max(1.5, HEIGHT * bar.count / most) if bar.count else 0.0
    box = {"left": left, "place": place, "inner": left + place * _GAP / 2, "top": HEIGHT - height,
           "width": place * (1 - _GAP), "height": height}
    return {name: f"{value:.2f}" for name, value in box.items()}


def _month(year: int, month: int, count: int, words: Words) -> Bar:
    last = calendar.monthrange(max(year, 1), month)[1]
    return Bar(f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}",
               f"{short_month(words, month)} {year}", count)


def _year(year: int, count: int) -> Bar:
    return Bar(f"{year:04}-01-01", f"{year:04}-12-31", f"{year:04}", count)
