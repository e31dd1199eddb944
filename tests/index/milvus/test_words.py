"""Milvus is asked no more often than it must be."""

from __future__ import annotations

from typing import Any

import pytest

from index.milvus.engine import MilvusWords
from index.search.terms import inverse_frequency


class Counting:
    """Tables that count what they are asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count(self, of: str, where: str) -> int:
        self.asked.append(where)
        return 5_000 if where == "id >= 0" else 40


def test_the_passages_of_a_word_are_counted_once_after_each_push() -> None:
    tables: Any = Counting()
    mark = ["first push"]
    words = MilvusWords(tables, "english", lambda: ("en",), lambda: mark[0])
    assert words.rarity("ferries")["ferri"] == pytest.approx(inverse_frequency(40, 5_000))
    assert len(tables.asked) == 2
    assert words.rarity("ferry harbour").keys() == {"ferri", "harbour"} and len(tables.asked) == 3
    words.rarity("harbour ferry")
    assert len(tables.asked) == 3
    mark[0] = "second push"
    words.rarity("ferry")
    assert len(tables.asked) == 5


def test_counts_are_kept_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.milvus.engine._COUNTED", 3)
    tables: Any = Counting()
    words = MilvusWords(tables, "english", lambda: ("en",), lambda: "push")
    for word in ("ferry", "harbour", "bridge", "swan", "tide", "mast"):
        words.rarity(word)
        assert len(words._counted[1]) <= 5
