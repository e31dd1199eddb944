"""Archives and vectors are made once, go on where they were stopped, and are made anew when anything differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.caches import archive_key, archive_of, fitting, vectors_of
from benchmarks.sets import QuestionSet
from index import Archive
from index.archive import archive as archives
from index.types.arrays import Array
from tests.fakes import ARTICLES, WordEmbedder

NEWS = QuestionSet("news", ARTICLES, ())


class Stopping(WordEmbedder):
    """A model that is killed at its second batch."""

    calls = 0

    def embed(self, texts: Sequence[str]) -> Array:
        self.calls += 1
        if self.calls == 2:
            raise KeyboardInterrupt
        return super().embed(texts)


def quiet(text: str) -> None:
    """Nobody listens."""


def test_an_archive_is_built_once(tmp_path: Path) -> None:
    first, again = WordEmbedder(), WordEmbedder()
    with archive_of(NEWS, tmp_path, first, quiet) as archive:
        assert archive.info().embedded == archive.info().passages > 0
    with archive_of(NEWS, tmp_path, again, quiet):
        assert (len(first.embedded) > 0, again.embedded) == (True, [])
    assert len(list(tmp_path.iterdir())) == 1


def test_a_larger_archive_put_into_the_cache_is_cut_down_to_the_set(tmp_path: Path) -> None:
    few = QuestionSet("news", ARTICLES[:4], ())
    archive_of(few, tmp_path, WordEmbedder(), quiet).close()
    [folder] = tmp_path.iterdir()
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
    with archive_of(few, tmp_path, WordEmbedder(), quiet) as archive:
        assert {article.id for article in archive.articles()} == {article.id for article in ARTICLES[:4]}


def test_another_word_in_an_article_makes_another_archive() -> None:
    other = (replace(ARTICLES[0], text="The ferry will not sail."), *ARTICLES[1:])
    assert archive_key(other, WordEmbedder()) != archive_key(ARTICLES, WordEmbedder())
    assert archive_key(ARTICLES[::-1], WordEmbedder()) == archive_key(ARTICLES, WordEmbedder())


def test_another_model_or_passage_size_makes_another_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    key = archive_key(ARTICLES, WordEmbedder())
    model = WordEmbedder()
    model.fingerprint = "words-2"
    assert archive_key(ARTICLES, model) != key
    monkeypatch.setattr(archives, "PASSAGE_TOKENS", 32)
    assert archive_key(ARTICLES, WordEmbedder()) != key


def test_code_that_cuts_articles_otherwise_makes_another_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    key = archive_key(ARTICLES, WordEmbedder())
    monkeypatch.setattr(archives, "spans", lambda article, tokens, counter: [(0, 1)])
    assert archive_key(ARTICLES, WordEmbedder()) != key


def test_vectors_go_on_where_they_were_stopped(tmp_path: Path) -> None:
    texts = [f"text number{number}" for number in range(300)]
    with pytest.raises(KeyboardInterrupt):
        vectors_of(texts, tmp_path, Stopping(), quiet)
    model = WordEmbedder()
    vectors = vectors_of(texts, tmp_path, model, quiet)
    assert len(model.embedded) == 300 - 256
    np.testing.assert_array_equal(vectors, WordEmbedder().embed(texts))
    assert vectors_of([], tmp_path, model, quiet).shape == (0, model.dimensions)


def test_a_text_too_long_for_the_model_is_cut_between_words() -> None:
    model = WordEmbedder()
    assert fitting(" ".join(["word"] * 200), model).split() == ["word"] * (model.max_tokens - 2)
    assert fitting("two  words", model) == "two  words"
    assert fitting("", model) == ""
