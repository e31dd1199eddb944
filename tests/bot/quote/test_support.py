"""Support for an answer grows with what speaks for the nearest sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.candidates import ParsedQuestion
from bot.quote.fitted import ANSWERABLE
from bot.quote.support import evidence, support
from index import Closeness
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article

QUESTION = ParsedQuestion("How many crows came?", {"crow": 4.0, "came": 2.0}, frozenset(), None, None, latest=False)


def test_no_sentences_support_nothing() -> None:
    assert support(QUESTION, []) == 0.0


def test_every_piece_of_evidence_has_a_fitted_weight() -> None:
    assert set(evidence(QUESTION, [candidate("One crow.")])) == set(ANSWERABLE)


def test_nearness_and_names_support_an_answer() -> None:
    best = candidate("One crow.", near=0.9, named=1.0, typed=1.0)
    assert support(QUESTION, [best]) > support(QUESTION, [replace(best, named=0.0)])
    assert support(QUESTION, [best]) > support(QUESTION, [replace(best, near=Closeness(0.1, 0.1, 0.1))])


def test_words_that_are_nowhere_speak_against_an_answer() -> None:
    best = candidate("One crow.")
    there = replace(best, terms=frozenset(("crow", "came")))
    assert evidence(QUESTION, [there])["missing"] == 0.0
    assert evidence(QUESTION, [replace(best, terms=frozenset(("crow",)))])["rarest missing"] == pytest.approx(0.2)
    assert support(QUESTION, [there]) > support(QUESTION, [best])


def test_names_only_count_in_the_article_of_the_best_sentence() -> None:
    best, second = candidate("One crow.", named=0.0), candidate("Two doves.", named=1.0)
    assert support(QUESTION, [best, second]) == support(QUESTION, [best, replace(second, named=0.0)])
    assert support(QUESTION, [replace(best, named=1.0), second]) > support(QUESTION, [best, second])


def test_a_name_that_is_asked_for_and_not_said_speaks_against_an_answer() -> None:
    asked = replace(QUESTION, text="What is the crow called?")
    story = article("pets", "Pets", "She leaves a crow. He leaves a crow called Ada.")
    silent, saying = candidate("She leaves a crow.", story), candidate("He leaves a crow called Ada.", story)
    assert support(asked, [saying]) > support(asked, [silent])
    assert support(QUESTION, [saying]) == support(QUESTION, [silent])


def test_what_says_how_old_somebody_is_speaks_for_an_answer() -> None:
    best = candidate("One crow.")
    assert support(QUESTION, [replace(best, defines=1.0)]) > support(QUESTION, [best])


def test_a_name_that_the_best_sentence_lacks_speaks_against_an_answer() -> None:
    asked = replace(QUESTION, names=frozenset(("crow",)))
    best = candidate("One crow.")
    there = replace(best, terms=frozenset(("crow",)))
    assert evidence(asked, [best])["name missing"] > evidence(asked, [there])["name missing"] == 0.0
