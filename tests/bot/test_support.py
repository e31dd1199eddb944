"""Support for an answer grows with what speaks for the nearest sentences."""

from __future__ import annotations

from dataclasses import replace

from bot.support import support
from index import Closeness
from tests.bot.sentences_of import candidate


def test_no_sentences_support_nothing() -> None:
    assert support([]) == 0.0


def test_nearness_of_sentence_and_passage_words_and_names_support_an_answer() -> None:
    best = candidate("One crow.", near=0.9, dense=0.9, tokens=0.9, around=1.0, named=1.0)
    assert 0.5 < support([best]) < 1.0
    for name in ("dense", "tokens", "around", "named"):
        assert support([replace(best, **{name: 0.0})]) < support([best])
    assert support([replace(best, near=Closeness(0.1, 0.1, 0.1))]) < support([best])


def test_names_only_count_in_the_article_of_the_best_sentence() -> None:
    best, second = candidate("One crow.", named=0.0), candidate("Two doves.", named=1.0)
    assert support([best, second]) == support([best, replace(second, named=0.0)])
    assert support([replace(best, named=1.0), second]) > support([best, second])
