"""A question's words say what kind of answer is asked for, a sentence's words whether it holds one."""

from __future__ import annotations

import pytest

from bot.understand.answer_type import answer_type, fit


def fits(question: str, sentence: str) -> float:
    return fit(answer_type(question), sentence, question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much did the bridge cost?", "money"),
        ("Which budget passed?", "money"),
        ("How long did the strike last?", "duration"),
        ("For how many weeks was it closed?", "duration"),
        ("How old is she?", "age"),
        ("How many swans came back?", "number"),
        ("By how much did it rise?", "number"),
        ("When did it start?", "date"),
        ("Which year was it?", "date"),
        ("Who won?", "person"),
        ("WHICH COUNCILLOR LEFT?", "person"),
        ("Where is it?", "place"),
        ("In which town is it?", "place"),
        ("Why did it close?", "reason"),
        ("What caused the fire?", "reason"),
    ],
)
def test_a_question_asks_for_a_kind(question: str, kind: str) -> None:
    found = answer_type(question)
    assert found is not None
    assert found.name == kind


@pytest.mark.parametrize("question", ["", "Tell me about fog", "Did the ferry sail?", "whenever"])
def test_a_question_may_not_say_its_kind(question: str) -> None:
    assert answer_type(question) is None
    assert fits(question, "Forty swans came back in May.") == 0.5


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How much did it cost?", "It cost $2 million."),
        ("How much did it cost?", "Entry is free."),
        ("How long did it last?", "It took two years."),
        ("How long did it last?", "It was closed overnight."),
        ("How long did it last?", "It was lit for 12½ hours."),
        ("How old is he?", "Tom Reed, 61, said so."),
        ("How many swans came back?", "Forty swans came back."),
        ("How many swans came back?", "Of 40 white swans none came back."),
        ("By how much did it rise?", "It rose by a quarter."),
        ("When did they leave?", "They had left in May."),
        ("When did they leave?", "They left at 9.30 a.m."),
        ("Who sails the ferry?", "Captain Ines Vale said so."),
        ("Who sails the ferry?", "It was Mr Vale."),
        ("Where is the school?", "A new school opened in Mill Lane."),
        ("Why did it close?", "It closed because of fog."),
    ],
)
def test_a_sentence_that_holds_the_kind_fits(question: str, sentence: str) -> None:
    assert fits(question, sentence) == 1.0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How much did it cost?", "It cost the earth."),
        ("How many swans came back?", "Swans came back."),
        ("When did they leave?", "They all left."),
        ("Who sails the ferry?", "captain ines vale said so."),
        ("Where is the school?", "It opened in a lane."),
        ("Who sails the ferry?", ""),
    ],
)
def test_a_sentence_without_the_kind_does_not_fit(question: str, sentence: str) -> None:
    assert fits(question, sentence) == 0.0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("Who is Ines Vale?", "Ines Vale said so."), ("When in May did they leave?", "They had left in May.")],
)
def test_what_the_question_names_does_not_answer_it(question: str, sentence: str) -> None:
    assert fits(question, sentence) == 0.0


def test_a_number_of_something_else_fits_by_half() -> None:
    assert fits("How many swans came back?", "Ten crew stay on.") == 0.5
    assert fits("How many parking spaces are there?", "There are 40 trees.") == 0.5
