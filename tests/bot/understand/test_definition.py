"""What says what a thing is."""

from __future__ import annotations

import pytest

from bot.understand.definition import asks_for_definition


@pytest.mark.parametrize(("question", "sentence"), [
    ("What is a Millholm Snap?", "It bakes the Millholm Snap, the ginger biscuit that made the firm's name."),
    ("what is keep maud open", "That was disputed by the campaign group Keep Maud Open."),
    ("What's the Ossing Cup?", "The Ossing Cup is a race for boats built in the valley."),
    ("what does OVB stand for", "OVB stands for Oskel Valley Buses."),
    ("Who is Lotte Vermeer?", "Lotte Vermeer, 33, of Harnchester Harriers, came second."),
    ("definition of a snoop hour", "Friday's snoop hour (one pound a go) begins at six."),
])
def test_a_sentence_that_says_what_it_is(question: str, sentence: str) -> None:
    defining = asks_for_definition(question)
    assert defining is not None
    assert defining.search(sentence)


@pytest.mark.parametrize("sentence", [
    "Sales of the Millholm Snap rose by 44 per cent.",
    "The council heard on Tuesday that Millholm Snap sales were flat.",
])
def test_a_sentence_that_only_names_it(sentence: str) -> None:
    defining = asks_for_definition("what is a millholm snap")
    assert defining is not None
    assert not defining.search(sentence)


@pytest.mark.parametrize("question", ["When did the bridge reopen?", "What did the mayor say about the bridge?"])
def test_other_questions_ask_for_no_definition(question: str) -> None:
    assert asks_for_definition(question) is None
