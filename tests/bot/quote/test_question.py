"""A question is taken apart once."""

from __future__ import annotations

from bot.quote.question import taken_apart
from index import Archive


def test_a_question_is_taken_apart_once(archive: Archive) -> None:
    question = taken_apart(archive, "How many crew does Ines Vale now have in May 2023?", "How many crew?")
    assert question.kind is not None and question.kind.name == "number"
    assert question.names == set(archive.terms("Ines Vale 2023"))
    assert {"crew", "vale"} <= set(question.weights)
    assert not {"how", "does", "in"} & set(question.weights)
    assert question.period is not None and question.period.since.month == 5
    assert not question.latest   # only the focus says what is asked now


def test_words_that_ask_for_a_form_are_not_looked_for_and_the_model_is_asked_plainly(archive: Archive) -> None:
    text = "What do critics say about the Rekognition ban?"
    question = taken_apart(archive, text, text)
    assert "critic" not in question.weights and set(question.weights) <= set(archive.terms("Rekognition ban"))
    assert question.plainly == "Who is against the Rekognition ban, and why?"
    assert taken_apart(archive, "Who was banned?", "Who was banned?").plainly == "Who was banned?"


def test_a_question_of_stop_words_still_has_words(archive: Archive) -> None:
    assert taken_apart(archive, "Who is it?", "Who is it?").weights
