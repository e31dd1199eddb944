"""A figure that later coverage replaced is quoted with the one that replaced it, the newer in front."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.quote.superseded import in_time, with_revision
from corpus import Article
from index import Closeness, Hit, Passage
from tests.fakes import article, day

QUESTION = "How many homes were flooded?"


@dataclass(frozen=True)
class Said:
    """A sentence of an article of its own."""

    text: str
    published: datetime | None = day(2022, 11, 13)
    score: float = 5.0
    covered: float = 0.9
    headed: float = 0.0
    near: Closeness = Closeness(0.7, 0.7, 0.7)

    @property
    def hit(self) -> Hit:
        story: Article = article(f"{self.text}{self.published}", "Flood", self.text, self.published)
        return Hit(Passage(1, story, 0, len(self.text)), 1.0)


FIRST = Said("About 140 homes were flooded.")
LATER = Said("In all, 248 homes were flooded.", day(2023, 6, 1), score=1.0)


def revised(best: Said, other: Said, question: str = QUESTION, *, dated: bool = False) -> list[Said]:
    return with_revision([best], [best, other], question, dated=dated)


def test_both_figures_are_shown_newest_first() -> None:
    assert revised(FIRST, LATER) == [LATER, FIRST]
    assert revised(LATER, FIRST) == [LATER, FIRST]


def test_asked_about_a_time_its_figure_stays_in_front() -> None:
    assert revised(FIRST, LATER, dated=True) == [FIRST, LATER]


@pytest.mark.parametrize(
    "other",
    [
        replace(LATER, text="In all, 140 homes were flooded."),
        replace(LATER, text="In all, 248 cars were flooded."),
        replace(LATER, text="Between 230 homes and 248 homes were flooded."),
        replace(LATER, text="Many homes were flooded."),
        replace(LATER, published=None),
        replace(LATER, published=FIRST.published),
        replace(LATER, covered=0.3),
        replace(LATER, near=Closeness(0.2, 0.2, 0.2)),
    ],
)
def test_whatever_may_be_of_something_else_replaces_nothing(other: Said) -> None:
    assert revised(FIRST, other) == [FIRST]


@pytest.mark.parametrize("question", ["Who was flooded?", "Where did 140 homes stand?", ""])
def test_only_a_question_for_a_figure_has_its_figure_replaced(question: str) -> None:
    assert revised(FIRST, LATER, question) == [FIRST]


def test_nothing_quoted_has_nothing_replaced() -> None:
    assert with_revision([], [FIRST], QUESTION, dated=False) == []


def test_other_quotations_stay_behind_as_far_as_there_is_room() -> None:
    third, fourth = Said("The water fell."), Said("It rose again.")
    assert with_revision([FIRST, third, fourth], [FIRST, LATER], QUESTION, dated=False) == [LATER, FIRST, third]
    assert with_revision([FIRST, LATER, third], [FIRST, LATER], QUESTION, dated=False) == [LATER, FIRST, third]


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("How much will the repairs cost?", "They will cost £3.9m.", "They will cost £5,600,000."),
        ("What percentage of voters came?", "Turnout was 41 per cent.", "Turnout was 43%."),
        ("How many votes did she win by?", "She won by 212 votes.", "She won by 187 votes."),
    ],
)
def test_money_shares_and_counts_are_figures(question: str, sentence: str, other: str) -> None:
    first, later = Said(sentence), Said(other, day(2023, 1, 1))
    assert revised(first, later, question) == [later, first]


def test_figures_are_compared_by_what_they_are_worth() -> None:
    assert revised(Said("It cost £3.9m."), Said("It cost £3,900,000.", day(2023, 1, 1)), "How much did it cost?") == [
        Said("It cost £3.9m.")
    ]


def test_the_newest_or_oldest_of_what_is_nearly_as_likely_stands_in_front_even_if_it_was_not_quoted() -> None:
    old, new, far = Said("A.", day(2021, 1, 1)), Said("B.", day(2023, 1, 1), 4.5), Said("C.", day(2024, 1, 1), 1.0)
    undated = Said("D.", None)
    near = [old, undated, new, far]
    assert in_time([old, undated], near, latest=True, earliest=False) == [new, old, undated]
    assert in_time([new], near, latest=False, earliest=True) == [old, new]
    assert in_time([old, new], near, latest=False, earliest=False) == [old, new]
    assert in_time([undated, new], near, latest=True, earliest=False) == [undated, new]
    assert in_time([], [], latest=True, earliest=False) == []
