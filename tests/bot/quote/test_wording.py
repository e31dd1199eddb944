"""Quotations are said first, then attributed, marked and explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.citations import cite
from bot.quote.wording import attribution, dated_quotation, in_marks, quotations, recognised_poorly, within_marks
from corpus import Article
from tests.fakes import ARTICLES, article, day

FERRY, UNDATED = ARTICLES[0], ARTICLES[8]


@pytest.mark.parametrize(
    ("story", "publisher", "words"),
    [
        (replace(FERRY, authors=("Ada Bell", "Bo Lee")), False, "10 January 2023, Ada Bell and Bo Lee"),
        (replace(FERRY, authors=("Ada Bell", "Bo Lee", "Cy Poe")), False,
         "10 January 2023, Ada Bell, Bo Lee and Cy Poe"),
        (replace(FERRY, authors=("Ada Bell", "Bo Lee", "Cy Poe", "Di Orr")), False,
         "10 January 2023, Ada Bell, Bo Lee and 2 others"),
        (replace(FERRY, authors=("Ada Bell", "Political Reporter", "Quay Wire", "Reuters")), False,
         "10 January 2023, Ada Bell"),
        (replace(FERRY, authors=("Reuters",)), False, "10 January 2023, Reuters"),
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


def test_a_quotation_begins_with_its_words_and_each_article_is_a_paragraph() -> None:
    swans = ARTICLES[4]
    first, second = cite(1, FERRY, 0, 31), cite(2, swans, 0, swans.text.index("\n"))
    paragraphs = quotations([first, second], publisher=False).split("\n\n")
    assert paragraphs[0].startswith("“The ferry will sail all winter.” — 10 January 2023")
    assert paragraphs[0].endswith("[1]")
    assert paragraphs[1].endswith("[2]")


def test_two_quotations_of_one_article_share_where_they_are_from() -> None:
    story = article("a", "A", "The boat sank on Wednesday. Nobody had used it since Monday.", day(2020, 6, 12))
    text = quotations([cite(2, story, 28, 60), cite(1, story, 0, 27)], publisher=False)
    assert text == (
        "“Nobody had used it since Monday.” [2] “The boat sank on Wednesday.” [1] — "
        f"{attribution(story, publisher=False)} (Monday: 8 June 2020; Wednesday: 10 June 2020)"
    )


def test_a_course_of_events_has_the_day_in_front() -> None:
    assert dated_quotation(cite(1, FERRY, 0, 31)) == "10 January 2023: “The ferry will sail all winter.” [1]"
    assert dated_quotation(cite(1, UNDATED, 0, 14)).startswith("Undated: “")


def test_what_is_explained_stands_outside_the_quotation() -> None:
    story = article("a", "A", "The boat sank on Wednesday.", day(2020, 6, 12))
    assert quotations([cite(1, story, 0, 27)], publisher=False).endswith("[1] (Wednesday: 10 June 2020)")


@pytest.mark.parametrize(("words", "meant"), [
    ("The boat sank on Friday.", ""),                                  # the day in front of the brackets
    ("The boat sank on Friday, and a buoy on Monday.", " (Monday: 8 June 2020)"),
    ("Boats sank this month.", ""),
    ("Boats sank this year.", ""),
    ("Boats sank last month.", " (last month: May 2020)"),
])
def test_no_day_is_explained_that_stands_beside_it(words: str, meant: str) -> None:
    quoted = cite(1, article("a", "A", words, day(2020, 6, 12)), 0, len(words))
    assert quotations([quoted], publisher=False).partition("[1]")[2] == meant
    assert dated_quotation(quoted).partition("[1]")[2] == meant


def test_what_a_machine_read_from_a_scan_says_how_surely() -> None:
    scan = replace(FERRY, extra={"blocks": [[0, 0.42, 1, 2, 3, 4]]})
    assert "read from a scan (42 % sure) [1]" in quotations([cite(1, scan, 0, 31)], publisher=False)
    assert dated_quotation(cite(1, scan, 0, 31)).endswith("[1], read from a scan (42 % sure)")
    assert recognised_poorly([cite(1, scan, 0, 31), cite(2, FERRY, 0, 31)]).startswith("A machine read [1] from")
    assert recognised_poorly([cite(2, FERRY, 0, 31)]) == ""


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("“We will open,” Ann Lee said.", "‘We will open,’ Ann Lee said."),
        ('"We will open," she said. "Now.', "‘We will open,’ she said. ‘Now."),
        ("The vote was fair. “Then we wait", "The vote was fair. ‘Then we wait"),
        ("as he put it” and left", "as he put it’ and left"),
        ("“It sank,’’ she said. “He sailed,", "‘It sank,’’ she said. ‘He sailed,"),
        ("„Es sank“, sagte sie.", "‘Es sank’, sagte sie."),
        ('The "old" pipe is 5" wide.', 'The ‘old’ pipe is 5" wide.'),
    ],
)
def test_marks_within_a_quotation_are_single_ones(words: str, shown: str) -> None:
    assert within_marks(words) == shown


@pytest.mark.parametrize(("words", "shown"), [
    ("“It sank,’’ she said. “He sailed,", "“‘It sank,’ she said. ‘He sailed,”"),
    ("It is the \"best offer'' for the quay, ''a gift.''", "“It is the ‘best offer’ for the quay, ‘a gift.’”"),
    ("``It sank,'' she said", "“‘It sank,’ she said”"),
])
def test_a_mark_made_of_two_is_one(words: str, shown: str) -> None:
    assert in_marks(words) == shown
