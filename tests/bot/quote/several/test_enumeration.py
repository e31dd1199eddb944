"""Sentences that enumerate are known, and questions that ask for several things."""

from __future__ import annotations

import pytest

from bot.quote.several.enumeration import asks_for_several, enumerates, longest_series


@pytest.mark.parametrize("question", [
    "Which states banned it?", "List all the candidates", "Name the candidates", "names of the winners",
    "Who are the three hosts of the gala?", "Which five islands lost power?", "What foods were on the list?",
    "Which parts of the county don't change their clocks?",
])
def test_several_are_asked_for(question: str) -> None:
    assert asks_for_several(question)


@pytest.mark.parametrize("question", [
    "Who won the cup?", "What was the cost?", "Which bus was late?", "When did the ferry sail?",
    "What is the name of the mayor?",
    "Name of the judge who sent him to prison",
])
def test_one_is_asked_for(question: str) -> None:
    assert not asks_for_several(question)


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("It names Alba, Brora, Cullen and Dornoch.", 4),
        ("It names Alba, Brora, Cullen, and Dornoch, which is the smallest.", 4),
        ("The ferry sailed, which surprised the harbour master and his dog.", 1),
        ("The ferry sailed.", 0),
        ("They met on Jan. 9, 2009, and the board voted without a word to close the lido for good.", 1),
    ],
)
def test_items_are_counted(sentence: str, items: int) -> None:
    assert max(0, longest_series(sentence)) == items or items <= 1 and longest_series(sentence) <= 2


def test_how_much_it_enumerates() -> None:
    assert enumerates("It names Alba, Brora, Cullen, Dornoch and Ewe.") == 1.0
    assert enumerates("Alba lost its pier; Brora lost its quay; Cullen lost its light.") == 0.75
    assert enumerates("The beavers are Bracken and Chisel.") == 0.5
    assert enumerates("The ferry sailed.") == 0.0


def test_a_list_without_end_is_read_once() -> None:
    assert enumerates("a, " * 20_000) == 0.0
