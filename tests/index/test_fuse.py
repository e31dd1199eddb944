"""Fusion is held against a naive version of itself."""

from __future__ import annotations

import statistics

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import standardised, zscore_sum

SCORES = st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=30)


@given(SCORES)
def test_standardised_scores_agree_with_the_textbook(scores: list[float]) -> None:
    deviation = statistics.pstdev(scores)
    expected = [(score - statistics.fmean(scores)) / deviation if deviation > 1e-3 else 0 for score in scores]
    if deviation > 1e-3 or deviation == 0:
        np.testing.assert_allclose(standardised(np.array(scores, dtype=np.float32)), expected, atol=2e-2)


def test_an_unscored_passage_counts_as_average() -> None:
    fused = zscore_sum(np.array([1, np.nan, 3], np.float32), np.array([5, 5, 5], np.float32))
    assert fused[1] == 0 and fused[0] < 0 < fused[2]


def test_without_any_vector_the_words_decide() -> None:
    fused = zscore_sum(np.full(3, np.nan, np.float32), np.array([1, 3, 2], np.float32))
    assert list(np.argsort(-fused)) == [1, 2, 0]


def test_the_weight_is_the_dense_share() -> None:
    dense, lexical = np.array([1, 2], np.float32), np.array([2, 1], np.float32)
    assert zscore_sum(dense, lexical, 1.0)[1] > 0 > zscore_sum(dense, lexical, 0.0)[1]
