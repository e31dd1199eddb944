"""Fits find what a set was made with."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.fit import REFUSED, logistic_fit, shifted, softmax_fit
from bot.quote.fitted import FILE


def test_a_feature_that_the_right_sentence_has_gets_weight_and_noise_none() -> None:
    random = np.random.default_rng(0)
    searches = []
    for _ in range(200):
        rows = random.normal(size=(6, 2))
        rows[0, 0] += 2.0
        searches.append((rows, np.arange(6) == 0))
    telling, noise = softmax_fit([searches])
    assert telling > 1.0 and abs(noise) < 0.2


def test_a_feature_that_answerable_questions_have_gets_weight() -> None:
    random = np.random.default_rng(0)
    yes = np.column_stack([np.ones(200), random.normal(1.0, 1.0, 200)])
    no = np.column_stack([np.ones(50), random.normal(-1.0, 1.0, 50)])
    constant, telling = logistic_fit([(yes, True), (no, False)])
    assert telling > 0.5 and abs(constant) < 0.5


def test_the_constant_is_moved_until_as_many_are_refused_as_may_be_in_each_set_alike() -> None:
    easy = np.column_stack([np.ones(1000), np.linspace(5, 9, 1000)])
    hard = np.column_stack([np.ones(10), np.arange(10)])
    moved = shifted(np.array([0.0, 1.0]), [easy, hard])
    refused = [float(np.mean(part @ moved < 0)) for part in (easy, hard)]
    assert moved[1] == 1.0 and np.mean(refused) == pytest.approx(REFUSED, abs=0.06)


def test_the_numbers_say_where_they_come_from() -> None:
    assert '"fitted_on"' in FILE.read_text(encoding="utf-8") and "benchmarks fit" in FILE.read_text(encoding="utf-8")
