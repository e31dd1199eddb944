"""Passages end where sentences end, fit the model, and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model.chunk import TokenCounter, embedded_text, spans, title_in_front
from tests.fakes import WordEmbedder, article

TOKENS = 60


def counter() -> TokenCounter:
    return TokenCounter(WordEmbedder().token_counts)


def test_passages_end_on_sentence_borders() -> None:
    text = " ".join(f"This is sentence number {n}, and it has some words." for n in range(40))
    for start, end in spans(article("a", "Title", text), TOKENS, counter()):
        assert text[start:].startswith("This") and text[end - 1] == "."


@given(st.text(max_size=2_000), st.text(max_size=300))
def test_nothing_but_white_space_is_lost_and_everything_fits(text: str, title: str) -> None:
    count = counter()
    each = article("a", title, text)
    found = spans(each, TOKENS, count)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    for start, end in found:
        assert count.count(embedded_text(title_in_front(title, TOKENS, count), text[start:end])) <= TOKENS


def test_a_sentence_longer_than_a_passage_is_cut_between_words() -> None:
    text = "word " * 500 + "end."
    found = spans(article("a", "", text), TOKENS, counter())
    assert len(found) > 5
    assert all(text[start:end].split() for start, end in found)


def test_a_word_longer_than_a_passage_is_cut_inside() -> None:
    text = "x" * 5_000
    found = spans(article("a", "", text), TOKENS, counter())
    assert "".join(text[start:end] for start, end in found) == text


def test_an_empty_article_has_no_passages() -> None:
    assert spans(article("a", "Title", ""), TOKENS, counter()) == []


def test_a_long_headline_is_cut_on_a_word_border() -> None:
    title = "headline " * 40
    cut = title_in_front(title, TOKENS, counter())
    assert title.startswith(cut) and cut.endswith("headline") and len(cut) < len(title) / 2


@pytest.mark.parametrize("text", ["", "one", "one two two"])
def test_words_are_counted_once_each_time_they_stand(text: str) -> None:
    assert counter().count(text) == len(text.split())


def test_words_are_given_to_the_model_only_once() -> None:
    asked: list[str] = []

    def count(words: list[str]) -> list[int]:
        asked.extend(words)
        return [1] * len(words)

    counter = TokenCounter(count)  # type: ignore[arg-type]
    counter.learn(["a b", "b c"])
    assert counter.count("c b a d") == 4
    assert sorted(asked) == ["a", "b", "c", "d"]
