"""Draws how many articles an archive has by month, as an SVG whose colours are the page's."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

from bot.web.page.markup import part
from bot.web.page.texts import ENGLISH, Words, figure, number, short_month

WIDTH, HEIGHT = 600, 72          # of the drawing, which is stretched to the place it gets
MOST_BARS = 120                  # months; beyond ten years a bar is a year, else none could be seen
_GAP = 0.15                      # of a bar's place


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
