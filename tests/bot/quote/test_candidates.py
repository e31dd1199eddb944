"""Each sentence of what was found is weighed by what speaks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.candidates import candidates, share, taken_apart
from bot.quote.fitted import SENTENCES
from index import Archive, Closeness, Scope
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article


def test_everything_that_speaks_for_a_sentence_raises_its_score() -> None:
    plain = candidate("One crow.")
    for name in ("covered", "title", "typed", "timely", "fresh", "lists", "answers"):
        assert replace(plain, **{name: 1.0}).score > plain.score
    assert replace(plain, context=1.0).score >= plain.score      # the model that reads it sees its context itself
    for near in (Closeness(1, 0, 0), Closeness(0, 0, 1)):
        assert replace(plain, near=near).score > plain.score


def test_what_stands_deep_in_an_article_is_less_likely_to_answer() -> None:
    assert candidate("Six terns.").score < candidate("One crow.").score


def test_every_feature_has_a_fitted_weight() -> None:
    assert set(candidate("One crow.").features) == set(SENTENCES)


@pytest.mark.parametrize("question", ["Who won?", "“Who won?”", 'He asked: "Who won?" '])
def test_a_sentence_that_asks_is_no_answer(question: str) -> None:
    story = article("a", "A", question)
    statement = article("b", "B", question.replace("?", "."))
    stated = candidate(statement.text, statement).score
    assert candidate(question, story).score == pytest.approx(stated + SENTENCES["asks"])


def test_share_is_by_weight() -> None:
    assert share({"swan": 3.0, "harbour": 1.0}, {"swan", "ferry"}) == 0.75
    assert share({}, {"swan"}) == 1.0
    assert share({"swan": 0.0}, set()) == 1.0


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


def test_candidates_are_sentences_best_first(archive: Archive) -> None:
    text = "Will the ferry sail all winter?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    assert ranked[0].text == "The ferry will sail all winter."
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)


def test_without_hits_there_are_no_candidates(archive: Archive) -> None:
    assert candidates(archive, taken_apart(archive, "Who won?", "Who won?"), []) == []


def test_what_the_sentence_before_says_is_context(archive: Archive) -> None:
    text = "How many crew stay on when the ferry sails all winter?"
    ranked = candidates(archive, taken_apart(archive, text, text), archive.search(text, Scope()))
    crew = next(each for each in ranked if "ten crew" in each.text)
    assert crew.covered < crew.context
def test_an_enumeration_counts_only_where_several_are_asked_for(archive: Archive) -> None:
    text = "The storm took the power of Alba, Brora, Cullen and Ewe."
    archive.add([article("islands", "Islands without power", text)])
    hits = archive.search("islands storm power", Scope())
    for text, lists in (("Which islands lost power in the storm?", 1.0), ("When did the storm come?", 0.0)):
        ranked = candidates(archive, taken_apart(archive, text, text), hits)
        assert next(each.lists for each in ranked if "Alba" in each.text) == lists
