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
    ("who is paul dunne", "Sheriff Paul Dunne said the border was open."),
    ("Who is Maud Orr?", "“It may give some pause,” said Maud Orr, the chief economist at Small Boats."),
    ("How old is Lotte Vermeer?", "Vermeer, 37, is a rower from Harnchester."),
    ("How old is Lotte Vermeer?", "The race was won by 37-year-old rower Lotte Vermeer."),
    ("how old is lotte vermeer", "Lotte Vermeer, a 37-year-old, won."),
    ("How old was Lotte Vermeer when she died?", "Vermeer has died at age 79, her brother said."),
    ("How old was Mr Vermeer when he died?", "Vermeer died on Sunday at the age of 79."),
    ("How old is Lotte Vermeer?", "The race was won by Lotte Vermeer. The 37-year-old trains in Oskel."),
    ("How old is Lotte Vermeer?", "The race was won by Lotte Vermeer. She is 37 and trains in Oskel."),
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


@pytest.mark.parametrize("sentence", [
    "Vermeer won in 37 minutes.",
    "Vermeer and Ida Moss, 41, were first.",
    "Ida Moss, 41, beat Vermeer.",
    "Vermeer, 37 kilograms lighter, won.",
    "Vermeer is 5-3 ahead.",
    "Vermeer won. Ida Moss, 41, was second.",
    "Vermeer is 37,000 pounds richer.",
])
def test_a_figure_that_is_not_an_age(sentence: str) -> None:
    defining = asks_for_definition("How old is Lotte Vermeer?")
    assert defining is not None
    assert not defining.search(sentence)


@pytest.mark.parametrize("question", ["When did the bridge reopen?", "What did the mayor say about the bridge?"])
def test_other_questions_ask_for_no_definition(question: str) -> None:
    assert asks_for_definition(question) is None
