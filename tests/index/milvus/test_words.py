"""Milvus is asked no more often than it must be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from index.milvus.archive import Facts, MilvusArchive
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


def test_another_push_is_looked_for_once_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    now, asked = [100.0], list[str]()

    def query(of: str, where: str, output: list[str]) -> list[dict[str, str]]:
        asked.append(where)
        return [{"digest": "first push"}]

    monkeypatch.setattr("index.milvus.archive.monotonic", lambda: now[0])
    archive = MilvusArchive.__new__(MilvusArchive)
    archive._looked, archive._facts = 0.0, Facts("first push", {}, ())
    archive._tables = SimpleNamespace(query=query)  # type: ignore[assignment]
    assert archive.state == archive.state == "first push" and len(asked) == 1
    now[0] += 1
    assert archive.state == "first push" and len(asked) == 2
