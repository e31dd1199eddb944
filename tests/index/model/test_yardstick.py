"""Cosines of a model that lays all texts into a cone are told as the default model's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from index import Embedder, Recipe, load_embedder
from index.model.embed import Reading
from index.model.reader import Reader
from index.model.tokens import AS_IS
from index.model.yardstick import DEFAULT, PAIRS, Level, Levels, levels, yardstick


class Coned:
    """The default model with all its vectors drawn towards one direction."""

    name, query_prompt, passage_prompt = "coned", "", ""

    def __init__(self) -> None:
        self._model = load_embedder()
        self.fingerprint, self.dimensions = "coned", self._model.dimensions
        self.max_tokens, self.token_counts = self._model.max_tokens, self._model.token_counts

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return drawn(self._model.embed(texts))

    def read(self, texts: Sequence[str]) -> list[Reading]:
        return [replace(each, vector=drawn(each.vector), tokens=drawn(each.tokens)) for each in self._model.read(texts)]


def drawn(vectors: np.ndarray) -> np.ndarray:
    towards = vectors + 1.5 / np.sqrt(vectors.shape[-1])
    return (towards / np.linalg.norm(towards, axis=-1, keepdims=True)).astype(np.float32)


def reader(model: Embedder) -> Reader:
    return Reader(model, Recipe(model=model.name, fingerprint=model.fingerprint, dimensions=model.dimensions))


def test_the_default_models_levels_are_those_written_down() -> None:
    model = load_embedder()
    read = reader(model)
    measured = levels(read.question, read.passages)
    np.testing.assert_allclose(np.array(measured), np.array(DEFAULT), atol=0.01)
    assert read.yardstick == AS_IS


def test_a_coned_models_cosines_are_laid_over_the_default_ones() -> None:
    model = Coned()
    asked, (_, answer), (_, other) = PAIRS[0][0], PAIRS[0], PAIRS[1]
    right, wrong = reader(model).similarities(asked, [answer, other])
    plain_right, plain_wrong = reader(load_embedder()).similarities(asked, [answer, other])
    raw = model.embed([asked, other])
    assert raw[0] @ raw[1] > 0.6
    assert (right, wrong) == pytest.approx((plain_right, plain_wrong), abs=0.15)


def test_levels_that_are_met_are_the_default_models() -> None:
    own = Levels(Level(0.72, 0.87), Level(0.65, 0.79), Level(0.69, 0.87))
    scale = yardstick(own)
    for line, mine, default in zip((scale.dense, scale.gist, scale.words), own, DEFAULT, strict=True):
        np.testing.assert_allclose(line.of(np.array(mine)), default, atol=1e-5)


def test_a_model_whose_texts_lie_apart_or_that_tells_nothing_apart_is_left_as_it_is() -> None:
    assert yardstick(Levels(Level(0.1, 0.5), Level(0.1, 0.5), Level(0.2, 0.6))) == AS_IS
    assert yardstick(Levels(*[Level(0.9, 0.9)] * 3)) == AS_IS


def test_texts_longer_than_the_model_reads_are_compared_as_far_as_it_reads_them() -> None:
    [cosine] = reader(load_embedder()).similarities("the ferry " * 400, ["the ferry " * 300])
    assert cosine > 0.9
