"""Quotations are introduced, marked and explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cite import cite
from bot.telling import introduction, told
from corpus import Article
from tests.fakes import ARTICLES, article, day


@pytest.mark.parametrize(
    ("story", "words"),
    [
        (ARTICLES[0], "On 10 January 2023, The Quay reported:"),
        (ARTICLES[8], "The Quay, undated, reports:"),
        (replace(ARTICLES[0], source=""), "On 10 January 2023, “Ferry to sail all winter” reported:"),
        (replace(ARTICLES[8], source=""), "“The old lighthouse”, undated, reports:"),
    ],
)
def test_an_introduction_says_when_and_by_whom(story: Article, words: str) -> None:
    assert introduction(story) == words


def test_each_quotation_is_a_paragraph_with_its_mark() -> None:
    ferry, swans = ARTICLES[0], ARTICLES[4]
    citations = [cite(1, ferry, 0, 31), cite(2, ferry, 32, 72), cite(3, swans, 0, swans.text.index("\n"))]
    assert told(citations) == (
        "On 10 January 2023, The Quay reported: “The ferry will sail all winter.” [1]\n\n"
        "The same article says: “Captain Ines Vale said ten crew stay on.” [2]\n\n"
        "On 2 April 2023, The Quay reported: “Forty swans came back to the harbour on Sunday.” [3] "
        "(Sunday: 2 April 2023)"
    )


def test_how_things_stand_now_is_told_as_of_a_day() -> None:
    ferry = ARTICLES[0]
    assert told([cite(1, ferry, 0, 31)], latest=True).startswith("As of 10 January 2023, The Quay reported: “The ferry")
    assert told([cite(1, ARTICLES[8], 0, 14)], latest=True).startswith("The Quay, undated, reports:")


def test_what_is_explained_stands_outside_the_quotation() -> None:
    story = article("a", "A", "The boat sank on Wednesday.", day(2020, 6, 12))
    assert told([cite(1, story, 0, 27)]) == (
        "On 12 June 2020, The Quay reported: “The boat sank on Wednesday.” [1] (Wednesday: 10 June 2020)"
    )
