"""Sentences end where a reader would say they end."""

from __future__ import annotations

import pytest

from index.model.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The vote was 7 to 2.", "It ended at noon."],
        ["Dr. Smith paid $5.3 million.", "Nobody asked why."],
        ["It opened at 5 a.m. Monday with a speech.", "Few came."],
        ["Dr. No left.", "Mr. Lee stayed."],
        ["He left at 5 p.m.", "The rest went home."],
        ["“We won,” she said.", "“At last!”"],
        ["Émile 😀 came.", "He sang."],
    ],
)
def test_sentences_end_where_they_should(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_no_sentence_crosses_a_paragraph() -> None:
    assert cut("A headline without a stop\n\nThen a sentence. ") == ["A headline without a stop", "Then a sentence."]


@pytest.mark.parametrize("text", ["", " \n\n ", "\n\n\n\n"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert cut(text) == []


def test_an_endless_paragraph_is_cut_at_spaces() -> None:
    text = "word " * 20_000
    found = sentences(text)
    assert len(found) > 1
    assert all(text[start:end].startswith("word") and text[start:end].endswith("word") for start, end in found)
