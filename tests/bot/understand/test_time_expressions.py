"""Times are read from questions as readers write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.understand.time_expressions import (
    AFTERMATH,
    When,
    asks_of_habit,
    named_period,
    read_time,
    wants_earliest,
    wants_latest,
    wants_story,
)

NOW = datetime(2022, 6, 24, 12, tzinfo=UTC)   # a Friday


def days(question: str) -> tuple[str, str] | None:
    period = named_period(question)
    assert period is None or (period.since and period.until)
    return (period.since.date().isoformat(), period.until.date().isoformat()) if period else None


def read(question: str, now: datetime | None = NOW) -> tuple[str | None, str | None, str] | None:
    """Both ends, open ones None, and how the time bears on articles."""
    if (period := named_period(question, now)) is None:
        return None
    since, until = (moment.date().isoformat() if moment else None for moment in (period.since, period.until))
    return since, until, period.bind


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
    assert period.until is not None and period.until + timedelta(microseconds=1) == datetime(2024, 1, 1, tzinfo=UTC)


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
        ("Is the Lido open?", True),
        ("So are the buses running?", True),
        ("Who is the deputy mayor?", True),
        ("Who's the leader of the council?", True),
        ("Who is the man that sold the mill?", False),
        ("Was the Lido open?", False),
        ("Who was mayor in 2023?", False),
        ("Is anything known?", False),
        ("", False),
    ],
)
def test_a_question_may_ask_how_things_stand_now(question: str, wanted: bool) -> None:
    assert wants_latest(question) is wanted


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Amazon say last week?", ("2022-06-13", "2022-06-19", "happened")),
        ("Who spoke this week?", ("2022-06-17", "2022-06-24", "happened")),
        ("Who resigned yesterday?", ("2022-06-23", "2022-06-23", "happened")),
        ("What happened today?", ("2022-06-24", "2022-06-24", "happened")),
        ("Who won last weekend?", ("2022-06-18", "2022-06-19", "happened")),
        ("What did the council decide last month?", ("2022-05-01", "2022-05-31", "happened")),
        ("Who left last year?", ("2021-01-01", "2021-12-31", "happened")),
        ("Who left earlier this year?", ("2022-01-01", "2022-06-24", "happened")),
        ("Who left their homes in the past three days?", ("2022-06-21", "2022-06-24", "happened")),
        ("Who resigned on Wednesday?", ("2022-06-22", "2022-06-22", "happened")),
        ("Who resigned last Friday?", ("2022-06-17", "2022-06-17", "happened")),
        ("Who died Sunday?", ("2022-06-19", "2022-06-19", "named")),
        ("Who resigned in March?", ("2022-03-01", "2022-03-31", "named")),
        ("Who resigned in March last year?", ("2021-03-01", "2021-03-31", "named")),
        ("Who resigned on 30 June?", ("2021-06-30", "2021-06-30", "named")),
        ("What derailed two weeks ago?", ("2022-06-06", "2022-06-14", "named")),
        ("Who recently resigned?", ("2022-03-26", "2022-06-24", "named")),
    ],
)
def test_relative_times_are_read_against_the_clock(question: str, expected: tuple[str, str, str]) -> None:
    assert read(question) == expected
    assert read(question, None) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What has it said since the election in 2016?", ("2016-01-01", None, "happened")),
        ("What changed after May 2023?", ("2023-06-01", None, "happened")),
        ("What came after the 2020 election?", ("2020-01-01", None, "happened")),
        ("What was policy before 9/11?", (None, "2001-09-10", "happened")),
        ("What did it cost until May 2023?", (None, "2023-05-31", "happened")),
        ("How many live there as of March 2021?", (None, "2021-03-31", "happened")),
        ("From 2020 onwards, what changed?", ("2020-01-01", None, "happened")),
        ("Why is the park closed since June 13?", ("2022-06-13", None, "happened")),
        ("Who led between June and August 2020?", ("2020-06-01", "2020-08-31", "happened")),
        ("Who led from March 2019 to June 2021?", ("2019-03-01", "2021-06-30", "happened")),
        ("Who led in 2019-2021?", ("2019-01-01", "2021-12-31", "happened")),
        ("Who was president in the 1990s?", ("1990-01-01", "1999-12-31", "happened")),
        ("Who was president in the '90s?", ("1990-01-01", "1999-12-31", "happened")),
        ("What happened in late 2019?", ("2019-09-01", "2019-12-31", "happened")),
        ("What was sold in the third quarter of 2021?", ("2021-07-01", "2021-09-30", "happened")),
        ("Who swam in the summer of 2021?", ("2021-06-01", "2021-08-31", "named")),
        ("What happened on 6/10/2020?", ("2020-06-10", "2020-06-10", "happened")),
    ],
)
def test_open_ranges_and_longer_times_are_read(question: str, expected: tuple[str | None, str | None, str]) -> None:
    assert read(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who may march on the capital?",
        "What happened in the march on Washington?",
        "How many died on 9/11?",
        "Did 2,020 people come?",
        "What was the highest rise since 1994?",
        "Was it the first time in two years?",
        "Who writes the Sunday column?",
        "What is the Sunday Times?",
        "Why were they fined for scrapping Sunday services?",
        "When are meetings held every Monday?",
        "What was done in the last week of the war?",
        "Who won £2020, or 2020p, or 2020-year-old wine?",
        "Is May Smith a second lieutenant?",
    ],
)
def test_false_friends_name_no_time(question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize(
    ("question", "bind"),
    [
        ("What did articles from June 2020 say?", "printed"),
        ("What was in the news last week?", "printed"),
        ("What happened in June 2020?", "happened"),
        ("How much was it going to cost in January 2023?", "happened"),
        ("What was in the 2024 budget?", "named"),
        ("How bad was the flood of 1998?", "named"),
        ("Who won the 2022 final?", "named"),
        ("When will it open in 2026?", "named"),
        ("Who was born in 1945?", "named"),
        ("How does January 2023 compare with 2024?", "named"),
    ],
)
def test_a_time_may_be_when_it_was_printed_when_it_happened_or_only_a_name(question: str, bind: str) -> None:
    period = named_period(question, NOW)
    assert period is not None and period.bind == bind


def test_news_of_a_time_is_expected_some_days_longer_and_of_a_longer_time_longer() -> None:
    day, month = named_period("Who fell on 4 May 2023?"), named_period("Who fell in May 2023?")
    assert day and day.until and day.printed_until == day.until + AFTERMATH
    assert month and month.printed_until and month.printed_until.date().isoformat() == "2023-07-01"
    assert month.printed_since and month.printed_since.date().isoformat() == "2023-03-31"   # announced before
    printed = named_period("What did articles from May 2023 say?")
    assert printed and (printed.printed_since, printed.printed_until) == (printed.since, printed.until)
    opened = named_period("What changed since May 2023?")
    assert opened and (opened.printed_since, opened.printed_until) == (opened.since, None)


def test_a_period_holds_moments_and_what_follows_shortly() -> None:
    period = named_period("Who fell on 4 May 2023?")
    assert period
    assert period.holds(datetime(2023, 5, 4, 23, tzinfo=UTC))
    assert not period.holds(datetime(2023, 5, 6, tzinfo=UTC))
    assert period.holds(datetime(2023, 5, 6, tzinfo=UTC), AFTERMATH)
    assert not period.holds(datetime(2023, 5, 3, tzinfo=UTC), AFTERMATH)
    assert not period.holds(None)


def test_the_words_come_with_the_time() -> None:
    period = named_period("What did they say  in June\n2020 of it?")
    assert period and period.words == "in June 2020"


def test_what_is_asked_now_counts_before_the_question_it_leans_on() -> None:
    whole = "And in 2021 (Who won in 2020)?"
    assert read_time(whole, NOW, "And in 2021?").period == named_period("And in 2021?")
    assert read_time("Why (Who won in 2020)?", NOW, "Why?").period == named_period("Who won in 2020?")
    assert read_time("Who won?", NOW) == When()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What was it originally going to cost?", True),
        ("What was the first estimate?", True),
        ("When was it first reported?", True),
        ("Who was the first man on the moon?", False),
        ("What did the first lady wear?", False),
    ],
)
def test_a_question_may_ask_how_things_stood_at_first(question: str, wanted: bool) -> None:
    assert wants_earliest(question) is wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What happened with the bridge?", True),
        ("What has happened so far?", True),
        ("What happened in June 2020?", True),
        ("Give me a timeline of the strike", True),
        ("The history of the hoard?", True),
        ("How did the strike unfold?", True),
        ("What is the highest fine in the history of the town?", False),
        ("What happened to the captain?", False),
        ("Who teaches history on Mondays?", False),
    ],
)
def test_a_question_may_ask_for_a_course_of_events(question: str, wanted: bool) -> None:
    assert wants_story(question) is wanted


@pytest.mark.parametrize("now", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("question", ["last week", "in the past 500 years", "499 decades ago", "last month", "in May",
                                      "on 29 February", "on Monday", "this week", "last decade", "yesterday"])
def test_no_clock_is_too_early_or_too_late(now: datetime, question: str) -> None:
    named_period(f"Who won {question}?", now)


@pytest.mark.parametrize(("question", "habit"), [
    ("When does casualty open?", True), ("How much does a swim cost?", True), ("What time does the pool open?", True),
    ("So where do the buses go?", True), ("When did it open?", False), ("Who does?", True), ("Do buses run?", False),
])
def test_what_is_so_as_a_rule_is_told_from_what_happened_once(question: str, habit: bool) -> None:
    assert asks_of_habit(question) is habit
