"""Plain statements of what somebody named did are turned into the question of when; nothing else is."""

from __future__ import annotations

import pytest

from bot.understand.grammar.asking import how_many_asked, when_asked, where_asked, who_asked
from bot.understand.grammar.parser import tree


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Neil Haverstock resigned as deputy mayor on Monday.", "When did Neil Haverstock resign as deputy mayor?"),
        ("The Tollgate Bridge was closed on Monday after a flood.", "When was the Tollgate Bridge closed?"),
        ("Theodora Vance took charge of the Corn Street library in May.",
         "When did Theodora Vance take charge of the Corn Street library?"),
    ],
)
def test_a_statement_becomes_a_question(sentence: str, question: str) -> None:
    asked = when_asked(tree(sentence))
    assert asked and asked[0] == question


@pytest.mark.parametrize(
    "sentence",
    [
        "He resigned on Monday.", "The council met on Monday.", "Neil Haverstock did not resign on Monday.",
        "Neil Haverstock will resign on Monday.", "Neil Haverstock was mayor until Monday.", "On Monday.", "",
        "Neil Haverstock said on Monday that he was ill.", "Bernard Ottley took 744 votes on Thursday.",
        "Neil Haverstock sold his house on Monday.",
    ],
)
def test_what_is_no_plain_statement_of_somebody_named_becomes_none(sentence: str) -> None:
    assert when_asked(tree(sentence)) is None


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Neil Haverstock resigned as deputy mayor on Monday.", "Who resigned as deputy mayor?"),
        ("Theodora Vance took charge of the Corn Street library.", "Who took charge of the Corn Street library?"),
    ],
)
def test_a_statement_becomes_the_question_of_who(sentence: str, question: str) -> None:
    assert (asked := who_asked(tree(sentence))) and asked[0] == question


@pytest.mark.parametrize(
    "sentence",
    ["Mr Tuxley accepted the outcome.", "Amina Rourke took office eight days ago.", "He resigned as mayor.",
     "Neil Haverstock did not resign as deputy mayor.", "Ann Lee died on Monday.", ""],
)
def test_what_would_ask_for_nobody_in_particular_becomes_no_question_of_who(sentence: str) -> None:
    assert who_asked(tree(sentence)) is None


@pytest.mark.parametrize(
    ("sentence", "question", "number"),
    [
        ("Twelve boats sank in the Fish Dock on Monday.", "How many boats sank in the Fish Dock?", "Twelve"),
        ("At least 31 people died in Erie County.", "How many people died in Erie County?", "31"),
        ("Some 40 families were rescued in Saltgate.", "How many families were rescued in Saltgate?", "40"),
    ],
)
def test_a_number_of_somebody_is_asked_for(sentence: str, question: str, number: str) -> None:
    assert how_many_asked(tree(sentence)) == (question, number)


@pytest.mark.parametrize(
    "sentence",
    ["Two died.", "Boats sank in the dock.", "Twelve boats will sink in the Fish Dock.",
     "Twelve boats did not sink in it.", "Two of them sank in the Fish Dock.", "Prices rose 3 per cent.", ""],
)
def test_no_number_is_asked_for_where_the_sentence_alone_would_not_say_of_what(sentence: str) -> None:
    assert how_many_asked(tree(sentence)) is None


def test_a_statement_becomes_the_question_of_where() -> None:
    asked = where_asked(tree("Ann Lee was arrested in Merrowby on Monday."))
    assert asked == ("Where was Ann Lee arrested?", "Merrowby")
    assert where_asked(tree("Ann Lee resigned on Monday.")) is None
    assert where_asked(tree("Ann Lee opened the school in Merrowby.")) is None      # it may be the school that is there
