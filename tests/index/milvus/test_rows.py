"""What is written to Milvus fits into its fields, and comes back as it was."""

from __future__ import annotations

import base64
import random

import pytest

from corpus import ArchiveMismatch
from index.milvus.rows import MAX_TEXT, as_bytes, as_text, fitting


def test_packed_tokens_come_back_as_they_were_in_the_common_base_85() -> None:
    random.seed(3)
    for length in (*range(20), 9_331, 52_000):
        for packed in (random.randbytes(length), b"\xff" * length, b"\0" * length):
            text = as_text(packed)
            assert text == base64.b85encode(packed).decode()
            assert as_bytes(text) == packed


def test_tokens_too_long_for_a_field_are_refused() -> None:
    assert len(as_text(bytes(MAX_TEXT // 5 * 4))) == MAX_TEXT
    with pytest.raises(ArchiveMismatch, match="a model of fewer dimensions"):
        as_text(bytes(MAX_TEXT // 5 * 4 + 1))


@pytest.mark.parametrize("word", ["word", "слово", "한국어", "𝔴𝔬𝔯𝔡"])
def test_words_are_cut_to_the_bytes_of_a_field_and_never_inside_of_a_word(word: str) -> None:
    for number in range(1, 40_000, 1_111):
        words = " ".join([word] * number)
        cut = fitting(words)
        assert len(cut.encode()) <= MAX_TEXT and set(cut.split(" ")) == {word}
        assert cut == words or len(cut.encode()) + len(f" {word}".encode()) > MAX_TEXT
