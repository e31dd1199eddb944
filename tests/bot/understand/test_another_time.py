"""A time that is asked after takes the place of the one before, and of nothing else."""

from __future__ import annotations

import pytest

from bot.answer import Turn
from bot.understand.another_time import at_another_time
from bot.understand.follow_up import rewrite

JOBS = "How many jobs were added in October 2018?"


@pytest.mark.parametrize(
    ("before", "time", "text"),
    [
        (JOBS, "in December", "How many jobs were added in December 2018?"),
        (JOBS, "December", "How many jobs were added in December 2018?"),
        (JOBS, "in May 2017", "How many jobs were added in May 2017?"),
        (JOBS, "2017", "How many jobs were added in 2017?"),
        (JOBS, "3 May", "How many jobs were added on 3 May 2018?"),
        (JOBS, "in the third quarter", "How many jobs were added in the third quarter of 2018?"),
        (JOBS, "since March", "How many jobs were added since March 2018?"),
        (JOBS, "last month", "How many jobs were added last month?"),
        ("What happened last week?", "this week", "What happened this week?"),
        ("What happened last week?", "in June 2020", "What happened in June 2020?"),
        ("What happened on Tuesday?", "Wednesday", "What happened on Wednesday?"),
        ("Who won the 2018 World Cup?", "in 2014", "Who won the 2014 World Cup?"),
        ("What did it cost in 2010?", "the 1990s", "What did it cost in the 1990s?"),
        ("What did the mayor announce?", "in June 2020", "What did the mayor announce in June 2020?"),
        ("What did the mayor announce?", "yesterday", "What did the mayor announce yesterday?"),
    ],
)
def test_the_same_is_asked_of_another_time(before: str, time: str, text: str) -> None:
    assert at_another_time(before, time) == text
    for question in (f"And {time}?", f"What about {time}?", f"{time}?"):
        assert rewrite(question, [Turn(before, "")]).text == text


@pytest.mark.parametrize(
    ("before", "time"),
    [
        ("What did Boris Johnson say?", "May"),            # a name, unless months are talked of
        ("What did Boris Johnson say in 2018?", "May"),
        (JOBS, "the 2019 budget"),
        (JOBS, "then"),
        (JOBS, "in the north"),
        (JOBS, ""),
        ("What changed between 2020 and 2023?", "2019"),
        ("Who led in June?", "in Paris"),
    ],
)
def test_what_is_no_time_or_has_no_place_is_left_to_others(before: str, time: str) -> None:
    assert at_another_time(before, time) is None
