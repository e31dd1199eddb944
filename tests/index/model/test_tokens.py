"""What one bit a dimension tells is held against the full vectors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.embed import Reading
from index.model.tokens import (
    NO_TOKENS,
    Contrast,
    Probe,
    contrasts,
    match,
    max_similarities,
    pack,
    probe,
    rotation,
    unpack,
)
from index.types.arrays import Array

WIDTH = 384
EVERY = np.ones(3, dtype=bool)


def unit(rows: int, seed: int, width: int = WIDTH) -> Array:
    vectors = np.random.default_rng(seed).standard_normal((rows, width)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def reading(rows: int, seed: int = 1, width: int = WIDTH) -> Reading:
    return Reading(unit(1, seed, width)[0], unit(rows, seed, width), np.arange(rows, dtype=np.int32) * 5)


def everything(question: Reading) -> Probe:
    return probe(question, [f"word {row}" for row in range(len(question.starts))])


@settings(deadline=None)
@given(st.integers(0, 40), st.sampled_from((8, 12, 64, 384)), st.integers(0, 50))
def test_what_is_packed_comes_back(rows: int, width: int, title: int) -> None:
    one = reading(rows, width=width)
    tokens = unpack(pack(one, title))
    assert tokens.bits.shape == (rows, width)
    assert np.array_equal(tokens.starts, one.starts - title)
    assert np.array_equal(tokens.bits == 1, one.tokens @ rotation(width) > 0)


def test_a_token_takes_a_bit_a_dimension() -> None:
    assert len(pack(reading(100), 0)) == 4 + 100 * (WIDTH // 8 + 6)


def test_the_rotation_keeps_lengths_and_angles() -> None:
    for width in (8, 100, WIDTH):
        np.testing.assert_allclose(rotation(width) @ rotation(width).T, np.eye(width), atol=1e-5)


def test_cosines_are_told_from_bits() -> None:
    question, passage = reading(6, 2), reading(150, 3)
    passage.tokens[7] = question.tokens[2]      # one that is said in both
    told = match(everything(question), unpack(pack(passage, 0))).cosines
    exact = question.tokens @ passage.tokens.T
    assert np.abs(told - exact).max() < 0.16 and np.abs(told - exact).mean() < 0.035
    assert told[2].argmax() == 7 and told[2, 7] == pytest.approx(1.0, abs=0.01)


def test_a_stretch_is_as_close_as_its_own_tokens() -> None:
    question, passage = reading(3, 4), reading(20, 5)
    passage.tokens[10:13] = question.tokens
    held = match(everything(question), unpack(pack(passage, 0)))
    elsewhere, there = held.within([(0, 50), (50, 65)])
    assert there.words > 0.95 and there.weakest > 0.95 and there.gist > 0.7
    assert elsewhere.words < 0.4 and elsewhere.gist < 0.4
    assert held.overall.words >= there.words


def test_the_title_counts_for_the_whole_passage_only() -> None:
    question, passage = reading(2, 6), reading(10, 7)
    passage.tokens[:2] = question.tokens
    held = match(everything(question), unpack(pack(passage, 10)))
    assert held.within([(0, 40)])[0].words < 0.4 < 0.95 < held.overall.words


def test_where_no_token_begins_the_whole_passage_speaks() -> None:
    held = match(everything(reading(2)), unpack(pack(reading(4), 0)))
    assert held.within([(16, 17)]) == [held.overall]


def test_stretches_are_as_close_together_as_one_by_one() -> None:
    held = match(everything(reading(3, 4)), unpack(pack(reading(20, 5), 0)))
    spans = [(0, 12), (12, 13), (14, 40), (14, 1_000), (40, 1_000), (1_000, 2_000)]
    for (start, end), near in zip(spans, held.within(spans), strict=True):
        alone = held.within([(start, end)])[0]
        found = (near.gist, near.words, near.weakest)
        assert found == pytest.approx((alone.gist, alone.words, alone.weakest), abs=1e-6)
        inside = (held.starts >= start) & (held.starts < end)
        inside = inside if inside.any() else np.ones_like(inside)
        assert near.words == pytest.approx(float(held.cosines[:, inside].max(axis=1).mean()))


def test_only_words_that_count_are_looked_for() -> None:
    question = reading(3, 8)
    chosen = probe(question, ["swan", "", "ferry"])
    np.testing.assert_allclose(chosen.tokens, (question.tokens @ rotation(WIDTH))[[0, 2]], atol=1e-6)
    assert chosen.words == ("swan", "ferry")
    assert len(probe(question, ["", "", ""]).tokens) == 3


def test_many_passages_at_once_score_as_one_by_one() -> None:
    question = everything(reading(4, 9))
    passages = [unpack(pack(reading(rows, rows), 0)) for rows in (3, 40, 1)]
    scores = max_similarities(question, [passages[0], NO_TOKENS, *passages[1:]])
    np.testing.assert_allclose(
        scores,
        [match(question, each).overall.words if each else np.nan for each in (passages[0], None, *passages[1:])],
        atol=1e-5,
    )


def test_without_passages_or_tokens_nothing_is_scored() -> None:
    assert max_similarities(everything(reading(2)), []).shape == (0,)
    assert np.isnan(max_similarities(everything(reading(0)), [unpack(pack(reading(3), 0))])).all()
    assert match(everything(reading(2)), NO_TOKENS_OF_WIDTH).overall.words == 0.0


NO_TOKENS_OF_WIDTH = unpack(pack(reading(0), 0))


def test_what_only_one_stretch_holds_sets_it_apart() -> None:
    question, passage = reading(3, 11), reading(30, 12)
    for at in (2, 12, 22):
        passage.tokens[at] = question.tokens[0]     # in every stretch
    passage.tokens[15] = question.tokens[1]         # in the second alone
    held = match(everything(question), unpack(pack(passage, 0)))
    stretches = [each.likeness for each in held.within([(0, 50), (50, 100), (100, 150)])]
    first, second, third = contrasts(stretches, held.gist, EVERY)
    assert second.peak > 1.2 > max(first.peak, third.peak)
    assert second.gist > max(first.gist, third.gist)
    first, second, third = contrasts(stretches, held.gist, np.array([True, False, False]))     # what all of them hold
    assert second.peak < 1.2


def test_a_stretch_without_tokens_is_set_apart_from_nothing() -> None:
    held = match(everything(reading(2)), unpack(pack(reading(4), 0)))
    nothing = match(everything(reading(2)), NO_TOKENS_OF_WIDTH).overall.likeness
    assert contrasts([], held.gist, EVERY) == [] and contrasts([nothing], held.gist, EVERY) == [Contrast()]
    alone, none = contrasts([held.overall.likeness, nothing], held.gist, EVERY[:2])
    assert alone.peak == 0.0 and none == Contrast()
