"""Milvus is asked no more often than it must be, and what was read of it is forgotten with the next push."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from index.milvus.archive import Facts, MilvusArchive
from index.milvus.engine import MilvusWords
from index.milvus.passages import PassageRows
from index.milvus.push_cache import PushCache
from index.milvus.tables import State
from index.search.terms import inverse_frequency


@dataclass
class Counting:
    """Tables that count what they are asked."""

    every: int = 5_000
    announced: State = State("first push", 1, 1)
    asked: list[str] = field(default_factory=list)

    def state(self) -> State:
        return self.announced

    def count(self, of: str, where: str) -> int:
        self.asked.append(where)
        return self.every if where == "id >= 0" else 40

    def search(self, field: str, wanted: str, where: str, limit: int) -> dict[int, float]:
        self.asked.append(wanted)
        return dict.fromkeys(range(40), 1.0)


def words_of(tables: Any) -> MilvusWords:
    return MilvusWords(PassageRows(tables), "english", lambda: ("en",))


@pytest.mark.parametrize("every", [5_000, 5_000_000])
def test_the_passages_of_a_word_are_counted_once_after_each_push(every: int) -> None:
    tables = Counting(every)
    words = words_of(tables)
    assert words.rarity("ferries")["ferri"] == pytest.approx(inverse_frequency(40, every))
    assert len(tables.asked) == 2
    assert words.rarity("ferry harbour").keys() == {"ferri", "harbour"} and len(tables.asked) == 3
    words.rarity("harbour ferry")
    assert len(tables.asked) == 3
    tables.announced = State("second push", 2, 2)
    words.rarity("ferry")
    assert len(tables.asked) == 5


def test_counts_are_kept_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.milvus.engine._COUNTED", 3)
    words = words_of(Counting())
    for word in ("ferry", "harbour", "bridge", "swan", "tide", "mast"):
        words.rarity(word)
        assert len(words._counts._values) <= 3


def test_what_an_earlier_push_brought_is_never_kept_for_the_next() -> None:
    tables: Any = Counting()
    cache: PushCache[int, str] = PushCache(tables, 10)

    def withdrawn_while_it_is_read(keys: list[int]) -> dict[int, str]:
        tables.announced = State("first push", 1, 2)
        return dict.fromkeys(keys, "withdrawn")

    assert cache.get([1], withdrawn_while_it_is_read) == {1: "withdrawn"}
    assert cache.lacks([1])
    assert cache.get([1, 2], lambda keys: {1: "new"}) == {1: "new"}
    assert cache.get([2, 1], lambda keys: {2: "late"}) == {2: "late", 1: "new"}


def test_another_push_is_read_when_it_was_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: Any = Counting()
    archive = MilvusArchive.__new__(MilvusArchive)
    archive._tables, archive._facts = tables, Facts("first push", {}, ())
    assert archive.state == "first push"
    tables.announced = State("second push", 2, 2)
    monkeypatch.setattr("index.milvus.archive._facts", lambda tables: Facts(tables.state().mark, {}, ()))
    assert archive.state == "second push"
