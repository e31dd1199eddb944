"""A question becomes the statement that it is about, so that a parser trained on news reads it."""

from __future__ import annotations

import pytest

from bot.understand.grammar.questions import asserted


@pytest.mark.parametrize(("question", "statement", "polar"), [
    ("Why did Ann Lee resign?", "Ann Lee did resign.", False),
    ("Why did the biscuit factory's owner scrap plans to axe staff?",
     "The biscuit factory's owner did scrap plans to axe staff.", False),
    ("By how many votes did Vale beat Reed?", "Vale did beat Reed.", False),
    ("Why has the average wait at the hospital grown?", "The average wait at the hospital has grown.", False),
    ("Is Ines Vale the mayor of Northmouth?", "Ines Vale is the mayor of Northmouth.", True),
    ("Was the delay caused by a strike?", "The delay was caused by a strike.", True),
    ("Where was Nils Holm, who was born in Oslo, a doctor?", "Nils Holm, who was born in Oslo, was a doctor.", False),
    ("Is it true that the pier closed?", "The pier closed.", True),
    ("After the vote, why did the council appeal?", "After the vote, the council did appeal.", False),
    ("Who bought the ferry?", "Who bought the ferry?", False),
    ("ferry timetable", "ferry timetable?", False),
])
def test_a_question_is_turned_into_a_statement(question: str, statement: str, polar: bool) -> None:
    made = asserted(question)
    assert (made.tree.text, made.polar) == (statement, polar)


@pytest.mark.parametrize("question", ["", "?", "did", "Is it true that", "why why why did", "¿Por qué?", "a" * 3_000])
def test_any_text_is_taken(question: str) -> None:
    asserted(question)
