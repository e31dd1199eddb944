"""Fusion is held against a naive version of itself."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.fuse import lifted, standardised, zscore_sum

SCORES = st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=30)


@given(SCORES)
def test_standardised_scores_agree_with_the_textbook(scores: list[float]) -> None:
    deviation = statistics.pstdev(scores)
    expected = [(score - statistics.fmean(scores)) / deviation if deviation > 1e-3 else 0 for score in scores]
    if deviation > 1e-3 or deviation == 0:
        np.testing.assert_allclose(standardised(np.array(scores, dtype=np.float32)), expected, atol=2e-2)


def test_an_unscored_passage_is_judged_by_the_other_rankings() -> None:
    words = np.array([0, 4, 1, 3], np.float32)
    fused = zscore_sum((2.0, np.array([1, np.nan, 3, 2], np.float32)), (1.0, words))
    assert fused[1] == pytest.approx(3 * standardised(words)[1]) and fused.argmax() == 1


def test_a_passage_that_no_ranking_scores_is_average() -> None:
    nothing = np.array([1, np.nan, 3], np.float32)
    assert zscore_sum((1.0, nothing), (1.0, nothing))[1] == 0


def test_without_any_vector_the_words_decide() -> None:
    fused = zscore_sum((0.5, np.full(3, np.nan, np.float32)), (0.5, np.array([1, 3, 2], np.float32)))
    assert list(np.argsort(-fused)) == [1, 2, 0]


def test_each_ranking_counts_by_its_weight() -> None:
    dense, lexical = np.array([1, 2], np.float32), np.array([2, 1], np.float32)
    assert zscore_sum((1.0, dense), (0.0, lexical))[1] > 0 > zscore_sum((0.0, dense), (1.0, lexical))[1]
    np.testing.assert_allclose(zscore_sum((0.5, dense), (0.5, lexical)), 0, atol=1e-6)


def test_a_higher_level_is_raised_above_a_lower_one_and_keeps_its_order() -> None:
    scores, levels = np.array([3.0, -1.0, 0.0, 2.0]), np.array([0.0, 1.0, 1.0, 2.0])
    raised = lifted(scores, levels)
    assert np.argsort(-raised).tolist() == [3, 2, 1, 0] and raised[0] == 3.0
    assert np.allclose(lifted(raised, levels), raised)          # already above: as they are
    assert lifted(np.array([1.0, 5.0]), np.zeros(2)).tolist() == [1.0, 5.0]
    assert lifted(np.zeros(0), np.zeros(0)).size == 0
