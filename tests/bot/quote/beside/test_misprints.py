"""What a paper says it got wrong is told from what it reports."""

from __future__ import annotations

import pytest

from bot.quote.beside.misprints import is_misprint


@pytest.mark.parametrize("sentence", [
    "In our report of the fair, published on 19 July, we said that 12,000 people had watched.",
    "An earlier version of this article misstated the age of the pilot.",
    "An article on Monday about the ferry incorrectly gave its price as £4.",
    "We wrongly described Ann Lee as the mayor.",
    "A previous version of this story said the dam was built in 1911.",
])
def test_the_words_of_a_mistake(sentence: str) -> None:
    assert is_misprint(sentence)


@pytest.mark.parametrize("sentence", [
    "An earlier version of this article gave her age as 40; she is 42, not 40.",
    "The auditor's report said the dam was built in 1911.",
    "The report, which said that the dam leaked, was published on Monday.",
    "We said goodbye at the quay.",
    "The stewards' count on the day was 8,500.",
    "She said the story had moved her, and that it gave her hope.",
])
def test_what_is_reported(sentence: str) -> None:
    assert not is_misprint(sentence)
