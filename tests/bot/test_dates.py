"""Times are read from questions as readers write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.dates import named_period, wants_latest


def days(question: str) -> tuple[str, str] | None:
    period = named_period(question)
    return (period.since.date().isoformat(), period.until.date().isoformat()) if period else None


@pytest.mark.parametrize(
    "written",
    ["4 May 2023", "4th of May, 2023", "May 4, 2023", "may 4th 2023", "2023-05-04", "04 MAY 2023"],
)
def test_a_day_is_read_in_many_spellings(written: str) -> None:
    assert days(f"What happened on {written}?") == ("2023-05-04", "2023-05-04")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("June 2023", ("2023-06-01", "2023-06-30")),
        ("Sept. 2023", ("2023-09-01", "2023-09-30")),
        ("dec of 1999", ("1999-12-01", "1999-12-31")),
        ("February 2024", ("2024-02-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023, and why", ("2023-01-01", "2023-12-31")),
    ],
)
def test_a_month_or_a_year_is_read_whole(written: str, period: tuple[str, str]) -> None:
    assert days(f"What happened in {written}?") == period


def test_a_period_lasts_from_the_first_moment_to_the_last() -> None:
    period = named_period("What happened on 31 December 2023?")
    assert period is not None
    assert period.since == datetime(2023, 12, 31, tzinfo=UTC)
    assert period.until + timedelta(microseconds=1) == datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("Was it on 31 April 2023?", ("2023-04-01", "2023-04-30")),
        ("Was it on 2023-13-01?", ("2023-01-01", "2023-12-31")),
        ("Was it on 0 May 2023?", ("2023-05-01", "2023-05-31")),
    ],
)
def test_of_a_day_that_does_not_exist_the_rest_counts(question: str, period: tuple[str, str]) -> None:
    assert days(question) == period


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Who may win?",
        "Did it cost $2023?",
        "Did it cost £ 2,023 or 2023.5 or 12020?",
        "Did it grow by 2023%?",
        "What happened in May 1823?",
        "Who was born on 4 May?",
    ],
)
def test_a_question_without_a_time_names_none(question: str) -> None:
    assert named_period(question) is None


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who is the current mayor?", True),
        ("What is the LATEST on the bridge?", True),
        ("Who finally won?", True),
        ("What does the bridge now cost?", True),
        ("Who was mayor in 2023?", False),
        ("Is anything known?", False),
        ("", False),
    ],
)
def test_a_question_may_ask_how_things_stand_now(question: str, wanted: bool) -> None:
    assert wants_latest(question) is wanted
