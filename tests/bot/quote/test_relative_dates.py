"""Relative dates of an old article are read against the day it was printed, or left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.quote.relative_dates import MOST, explained

PRINTED = datetime(2020, 6, 12, 9, tzinfo=UTC)   # a Friday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He resigned on Wednesday.", [("Wednesday", "10 June 2020")]),
        ("He resigned Wednesday after a vote.", [("Wednesday", "10 June 2020")]),
        ("The vote was held on Friday night.", [("Friday", "12 June 2020")]),
        ("She told Tuesday's committee so.", [("Tuesday", "9 June 2020")]),
        ("It fell last month and was found yesterday.", [("last month", "May 2020"), ("yesterday", "11 June 2020")]),
        ("Last year it was sold; next year it opens.", [("last year", "2019"), ("next year", "2021")]),
        ("It was shut last week.", [("last week", "the week of 1 June 2020")]),
        ("They met on Monday. They met again on Tuesday.", [("Monday", "8 June 2020"), ("Tuesday", "9 June 2020")]),
    ],
)
def test_a_relative_date_is_explained(text: str, expected: list[tuple[str, str]]) -> None:
    assert explained(text, PRINTED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The council will meet on Wednesday.",
        "The forecast for Saturday, the day of the fair, looked sunny.",
        "Seats were sold for Sunday.",
        "They reached out to him about a rehearsal in Merrowby on Saturday.",
        "A storm that drowned two barns is poised to reach the coast on Wednesday.",
        "The hall is closed on Mondays.",
        "He met them every Monday.",
        "The Sunday Times said so.",
        "He died on Good Friday.",
        "They met on Wednesday 3 June.",
        "In 1912 she sailed on Wednesday.",
        '"I saw it yesterday," he said.',
        "It rose by 3 per cent in the last year.",
        "Nothing happened.",
        "",
    ],
)
def test_what_might_be_meant_otherwise_is_left_alone(text: str) -> None:
    assert explained(text, PRINTED) == []


def test_an_undated_article_explains_nothing() -> None:
    assert explained("He resigned on Wednesday.", None) == []


def test_the_day_is_that_of_the_paper_not_of_greenwich() -> None:
    east = datetime(2020, 6, 12, 1, tzinfo=timezone(timedelta(hours=9)))
    assert explained("He resigned on Friday.", east) == [("Friday", "12 June 2020")]


def test_months_and_weeks_cross_the_year() -> None:
    assert explained("It was shut last month.", datetime(2021, 1, 2, tzinfo=UTC)) == [("last month", "December 2020")]
    assert explained("It was shut last week.", datetime(2021, 1, 2, tzinfo=UTC)) == [
        ("last week", "the week of 21 December 2020")
    ]


def test_a_long_quotation_is_not_explained_to_death() -> None:
    text = " ".join(f"They met on {name}." for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
    assert len(explained(text, PRINTED)) == MOST
