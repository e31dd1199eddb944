"""Figures over time: taken where a sentence gives one sum for what is asked, drawn with what they rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import lxml.html
import pytest

from bot.web.page.figures import MOST, Point, measures, numbers_html, points
from bot.web.page.texts import ENGLISH, TEXTS
from corpus import Article
from tests.bot.inert import payloads

NAME, COST = "Quay Bridge", ("cost", "price", "bill")


def terms(text: str) -> list[str]:
    return [word.strip(".,") for word in text.lower().split()]


def report(year: int, text: str, title: str = "News") -> Article:
    return Article(id=f"r{year}", title=title, text=text, published=datetime(year, 5, 1, tzinfo=UTC))


REPORTS = [
    report(2022, "It rained. The Quay Bridge will cost £3.9m, not the £2.4m first thought."),
    report(2021, "The cost of the bridge is put at £2,400,000."),
    report(2024, "It opened.", title="Final bill for bridge is £7.1 million"),
]


def made(*more: Article) -> list[Point]:
    return points([*REPORTS, *more], NAME, COST, terms)


def test_each_report_gives_its_figure_and_the_sentence_that_it_stands_in() -> None:
    assert [(each.figure, each.value) for each in made()] == [
        ("£2,400,000", 2_400_000), ("£3.9m", 3_900_000), ("£7.1 million", 7_100_000)]
    assert [each.sentence[:9] for each in made()] == ["The cost ", "The Quay ", "Final bil"]


@pytest.mark.parametrize(
    "text",
    ["The Quay Bridge cost rose from £2m to £4m.", "The ferry will cost £3m.", "The bridge got a grant of £5m.",
     "The Quay Bridge will cost $5m."],
    ids=["two sums", "another thing", "another measure", "another currency"],
)
def test_a_sentence_that_may_tell_of_something_else_counts_for_nothing(text: str) -> None:
    assert len(made(report(2023, text))) == 3


def test_nothing_is_drawn_of_few_or_of_what_can_hardly_be_the_same() -> None:
    assert points(REPORTS[:2], NAME, COST, terms) == []
    assert made(report(2023, "Crossing the bridge will cost £2.")) == []
    assert made(*(report(2000 - at, "It rained.") for at in range(MOST))) == []       # nor of very many
    undated = [replace(each, published=None) for each in REPORTS]
    assert points(undated, NAME, COST, terms) == [] and numbers_html([], ENGLISH) == ""


@pytest.mark.parametrize(
    ("question", "words"),
    [("How much did the bridge cost?", COST), ("What happened with the bridge?", COST),
     ("Who pays the fine?", ("pay", "fine")), ("Who is the mayor?", ())],
)
def test_a_sum_is_asked_for_or_part_of_a_story(question: str, words: tuple[str, ...]) -> None:
    assert set(measures(question)) == set(words)


@pytest.mark.parametrize("said", TEXTS.values(), ids=list(TEXTS))
def test_the_drawing_has_a_table_behind_it(said: dict[str, str]) -> None:
    figure = lxml.html.fragment_fromstring(numbers_html(made(), said))
    rows = [[cell.text_content() for cell in row] for row in figure.iter("tr")][1:]
    assert [row[1] for row in rows] == ["£2,400,000", "£3.9m", "£7.1 million"]
    assert "The Quay Bridge will cost £3.9m" in rows[1][2]
    [svg] = figure.iter("svg")
    assert "£2,400,000" in svg.get("aria-label") and len(figure.xpath(".//a[@class='point']")) == 3


def test_nothing_of_a_public_list_of_attacks_comes_out_alive() -> None:
    for payload in payloads():
        poisoned = [replace(each, title=payload, id=payload + each.id) for each in made() for each in [each.article]]
        figure = numbers_html(points(poisoned, NAME, COST, terms), ENGLISH)
        made_of = {each.tag for each in lxml.html.fragment_fromstring(f"<div>{figure}</div>").iter()}
        assert made_of <= {"div", "figure", "figcaption", "svg", "polyline", "a", "span", "details", "summary", "table",
                           "thead", "tbody", "tr", "th", "td"}
