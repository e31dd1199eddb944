"""The histogram of an archive's articles."""

from __future__ import annotations

import lxml.html

from bot.web.page.filters import HEIGHT, bars, histogram
from bot.web.page.texts import ENGLISH


def test_months_without_an_article_have_a_place_too() -> None:
    shown = bars((("2023-11", 2), ("2024-02", 1)))
    assert [bar.name for bar in shown] == ["Nov 2023", "Dec 2023", "Jan 2024", "Feb 2024"]
    assert [bar.count for bar in shown] == [2, 0, 0, 1]
    assert (shown[-1].since, shown[-1].until) == ("2024-02-01", "2024-02-29")


def test_a_long_archive_is_drawn_by_year() -> None:
    shown = bars((("1931-05", 2), ("1931-06", 1), ("2024-02", 1)))
    assert len(shown) == 94
    assert (shown[0].name, shown[0].count, shown[0].until) == ("1931", 3, "1931-12-31")


def test_the_largest_bar_is_as_high_as_the_drawing_and_the_drawing_is_described() -> None:
    drawing = lxml.html.fragment_fromstring(histogram((("2023-11", 4), ("2024-01", 2)), ENGLISH)).find("svg")
    heights = [float(group.findall("rect")[1].get("height")) for group in drawing.findall("g")]
    assert heights == [HEIGHT, 0, HEIGHT / 2]
    assert drawing.get("aria-label") == (
        "Articles by month: 6 articles from Nov 2023 to Jan 2024, most in Nov 2023 (4)."
    )
    assert drawing.find("g").find("title").text == "Nov 2023: 4 articles"


def test_there_is_nothing_to_draw_of_one_month_or_none() -> None:
    assert histogram((), ENGLISH) == "" == histogram((("2024-01", 9),), ENGLISH)
