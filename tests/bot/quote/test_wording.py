"""Quotations are said first, then attributed, marked and explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.citations import cite
from bot.quote.wording import attribution, dated_quotation, quotation, quotations
from corpus import Article
from tests.fakes import ARTICLES, article, day

FERRY, UNDATED = ARTICLES[0], ARTICLES[8]


@pytest.mark.parametrize(
    ("story", "publisher", "words"),
    [
        (replace(FERRY, authors=("Ada Bell", "Bo Lee")), False, "10 January 2023, Ada Bell and Bo Lee"),
        (replace(FERRY, authors=("Ada Bell",)), True, "10 January 2023, Ada Bell, The Quay"),
        (replace(FERRY, authors=()), False, "10 January 2023, The Quay"),
        (replace(FERRY, authors=("The Quay",)), True, "10 January 2023, The Quay"),
        (replace(UNDATED, authors=()), False, "undated, The Quay"),
        (replace(FERRY, authors=(), source=""), False, "10 January 2023, “Ferry to sail all winter”"),
        (replace(FERRY, authors=(), source="", title=""), True, "10 January 2023"),
    ],
)
def test_an_attribution_says_when_and_by_whom(story: Article, publisher: bool, words: str) -> None:
    assert attribution(story, publisher=publisher) == words


def test_each_quotation_is_a_paragraph_that_begins_with_its_words() -> None:
    swans = ARTICLES[4]
    citations = [cite(1, FERRY, 0, 31), cite(2, swans, 0, swans.text.index("\n"))]
    assert quotations(citations, publisher=False) == "\n\n".join(quotation(each, publisher=False) for each in citations)
    assert quotation(citations[0], publisher=False).startswith("“The ferry will sail all winter.” — 10 January 2023")
    assert quotation(citations[1], publisher=False).endswith("[2] (Sunday: 2 April 2023)")


def test_a_course_of_events_has_the_day_in_front() -> None:
    assert dated_quotation(cite(1, FERRY, 0, 31)) == "10 January 2023: “The ferry will sail all winter.” [1]"
    assert dated_quotation(cite(1, UNDATED, 0, 14)).startswith("Undated: “")


def test_what_is_explained_stands_outside_the_quotation() -> None:
    story = article("a", "A", "The boat sank on Wednesday.", day(2020, 6, 12))
    assert quotation(cite(1, story, 0, 27), publisher=False).endswith("[1] (Wednesday: 10 June 2020)")
