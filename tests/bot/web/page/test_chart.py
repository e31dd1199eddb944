"""A course of events on its axis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import lxml.html
import pytest

from bot.answer import Answer
from bot.web.page.chart import NEAR, ROWS, chart, rows, ticks_of
from bot.web.page.texts import ENGLISH
from tests.bot.inert import payloads
from tests.bot.web.fake_bot import FERRY, MORATORIUM, about_amazon, cite

COURSE = Answer("What happened with Amazon?", "", "…", True, (
    cite(1, MORATORIUM, "one-year moratorium"),
    cite(2, replace(MORATORIUM, published=datetime(2022, 1, 1, tzinfo=UTC)), "Rekognition"),
    cite(3, FERRY, "night ferry"),
))


def points(answer: Answer) -> list[lxml.html.HtmlElement]:
    return lxml.html.fragment_fromstring(chart(answer, ENGLISH)).xpath(".//ol/li")


def test_each_quotation_has_a_point_where_its_date_lies() -> None:
    first, middle, last = points(COURSE)
    assert "left:0.00%" in first.get("style") and "left:100.00%" in last.get("style")
    assert "left:42." in middle.get("style")
    link = first.find("a")
    assert link.get("href").startswith("/articles/harbour-0610?start=")
    assert link.get("aria-label") == f"1, 10 June 2020: {MORATORIUM.title}"


def test_other_answers_have_no_chart() -> None:
    assert chart(about_amazon("What did Amazon announce?"), ENGLISH) == ""
    assert chart(replace(COURSE, answered=False), ENGLISH) == ""
    assert chart(replace(COURSE, citations=COURSE.citations[:1]), ENGLISH) == ""


def test_near_points_stand_above_each_other() -> None:
    assert rows([0, 20, 40]) == [0, 0, 0]
    assert rows([0, NEAR / 2, NEAR]) == [0, 1, 0]
    assert max(rows([50.0] * 10)) == ROWS - 1


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2024, 1, 1), date(2024, 1, 4), ["1 Jan", "2 Jan", "3 Jan", "4 Jan"]),
        (date(2024, 1, 15), date(2024, 5, 2), ["Feb 2024", "Mar 2024", "Apr 2024", "May 2024"]),
        (date(2020, 1, 1), date(2024, 1, 1), ["2020", "2021", "2022", "2023", "2024"]),
        (date(1901, 6, 1), date(2024, 1, 1), ["1925", "1950", "1975", "2000"]),
    ],
)
def test_the_axis_is_named_at_round_dates(first: date, last: date, names: list[str]) -> None:
    assert [name for _, name in ticks_of(first, last)] == names


def test_events_of_one_day_have_an_axis_too() -> None:
    same = replace(COURSE, citations=(cite(1, FERRY, "night"), cite(2, FERRY, "ferry")))
    assert len(points(same)) == 2


def test_no_headline_of_a_public_list_of_attacks_breaks_out() -> None:
    for payload in payloads():
        hostile = [replace(each, article=replace(each.article, title=payload, id=payload)) for each in COURSE.citations]
        figure = lxml.html.fragment_fromstring(chart(replace(COURSE, citations=tuple(hostile)), ENGLISH))
        assert {each.tag for each in figure.iter()} == {"figure", "figcaption", "ol", "li", "a", "div", "span", "p"}
        assert all(link.get("href").startswith("/articles/") for link in figure.iter("a"))
