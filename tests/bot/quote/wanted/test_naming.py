"""What something is called is asked for and said in few ways."""

from __future__ import annotations

import pytest

from bot.quote.wanted.naming import asks_for_a_name, says_a_name


@pytest.mark.parametrize("question", [
    "what is it called?", "what was it named", "what do they call it", "What is its name?",
    "and what was the boat called",
])
def test_these_ask_for_a_name(question: str) -> None:
    assert asks_for_a_name(question)


@pytest.mark.parametrize("question", [
    "who called it?", "what is it?", "what did they say?", "when was the meeting called off",
])
def test_these_do_not(question: str) -> None:
    assert not asks_for_a_name(question)


def test_a_name_is_said_behind_a_word_for_it() -> None:
    assert says_a_name("She built a boat she calls “the Heron”.") and says_a_name("A ship named Heron sank.")
    assert not says_a_name("She called on Monday for a vote.") and not says_a_name("He called the vote unfair.")
