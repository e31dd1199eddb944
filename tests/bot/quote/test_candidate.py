"""A sentence is weighed by what speaks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.fitted import SENTENCES
from index import Closeness
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
