"""Nearest vectors: exact while there are few, nearly so in lists, whole under every filter, gone when removed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.search.dense import FILE, DenseIndex
from index.search.faiss_kinds import GROWTH, lists_for
from index.search.filter_columns import Picked
from index.types.arrays import Array, Ids

DIMENSIONS = 32
FLAT_UNTIL = 500
MANY = 3_000


class Vectors:
    """What a dense index asks of a store: vectors that come and go, a generation a change."""

    def __init__(self, vectors: Array) -> None:
        self.rows: dict[int, tuple[int, Array]] = {}
        self.gone: dict[int, int] = {}
        self.changes = 0
        self.vectors = self.passages = self
        self.add(range(1, len(vectors) + 1), vectors)

    def add(self, ids: Ids | range, vectors: Array) -> None:
        self.changes += 1
        self.rows |= {int(id): (self.changes, each) for id, each in zip(ids, vectors, strict=True)}

    def remove(self, ids: Ids) -> None:
        self.changes += 1
        for id in ids.tolist():
            del self.rows[id]
            self.gone[id] = self.changes

    def generation(self) -> int:
        return self.changes

    def removed_since(self, generation: int) -> Ids:
        return np.array([id for id, at in self.gone.items() if at > generation], dtype=np.int64)

    def since(self, generation: int) -> Iterator[tuple[Ids, Array]]:
        found = [(id, each) for id, (at, each) in self.rows.items() if at > generation]
        if found:
            yield np.array([id for id, _ in found], dtype=np.int64), np.stack([each for _, each in found])

    def changed_since(self, generation: int) -> int:
        return sum(len(ids) for ids, _ in self.since(generation)) + len(self.removed_since(generation))


def test_a_flat_index_proposes_the_nearest(tmp_path: Path) -> None:
    store = Vectors(unit(400))
    index = filled(tmp_path, store)
    assert index.search(unit(1, seed=5)[0], 10).tolist() == nearest(store, unit(1, seed=5)[0])[:10]
    assert not index.outgrown


def test_lists_propose_nearly_the_same(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    index = grown(tmp_path, store)
    questions = stories(60, seed=9)
    found = [len(set(index.search(each, 50).tolist()) & set(nearest(store, each)[:10])) for each in questions]
    assert np.mean(found) >= 9.7


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_a_filter_gives_as_many_as_were_asked_for(tmp_path: Path, share: float) -> None:
    store = Vectors(stories(MANY))
    index = grown(tmp_path, store)
    only = np.sort(np.random.default_rng(2).permutation(MANY)[: int(share * MANY)] + 1)
    held = 0
    for each in stories(30, seed=9):
        found = index.search(each, 20, only=picked(only)).tolist()
        assert len(found) == 20
        assert set(found) <= set(only.tolist())
        held += len(set(found) & set(nearest(store, each, only)[:10]))
    assert held >= 0.97 * 300


def test_more_than_pass_a_filter_is_never_given(tmp_path: Path) -> None:
    index = grown(tmp_path, Vectors(stories(MANY)))
    assert set(index.search(unit(1)[0], 50, only=picked(np.array([7, 2_999]))).tolist()) == {7, 2_999}
    assert index.search(unit(1)[0], 50, only=picked(np.zeros(0, dtype=np.int64))).tolist() == []


def test_what_is_not_picked_is_not_proposed(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    index = grown(tmp_path, store)
    question = stories(1, seed=9)[0]
    hidden = nearest(store, question)[:100]
    shown = picked(np.setdiff1d(np.arange(1, MANY + 1), hidden))
    assert not set(index.search(question, 200, only=shown).tolist()) & set(hidden)


def test_what_is_removed_leaves_the_index_and_its_file(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    index = grown(tmp_path, store)
    index.write()
    gone = np.arange(1, 51)
    store.remove(gone)
    index.catch_up(store)
    index.write()
    again = DenseIndex(tmp_path, DIMENSIONS, FLAT_UNTIL)
    assert again.size == MANY - 50
    assert not set(again.search(unit(1)[0], MANY).tolist()) & set(gone.tolist())


def test_an_index_read_from_its_file_takes_in_what_came_since(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    grown(tmp_path, store).write()
    fresh = unit(1, seed=11)
    store.add(range(9_001, 9_002), fresh)
    index = DenseIndex(tmp_path, DIMENSIONS, FLAT_UNTIL)
    index.catch_up(store)
    assert index.search(fresh[0], 1).tolist() == [9_001]


def test_an_empty_index_read_from_its_file_takes_in_what_came_since(tmp_path: Path) -> None:
    DenseIndex(tmp_path, DIMENSIONS, FLAT_UNTIL).write()
    index = DenseIndex(tmp_path, DIMENSIONS, FLAT_UNTIL)
    index.catch_up(Vectors(unit(3)))     # type: ignore[arg-type]
    assert index.size == 3


def test_a_few_changes_are_not_worth_writing_the_file(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    index = grown(tmp_path, store)
    index.save(store)
    before = (tmp_path / FILE).stat().st_mtime_ns
    store.add(range(9_001, 9_011), unit(10))
    index.catch_up(store)
    index.save(store)
    assert (tmp_path / FILE).stat().st_mtime_ns == before
    store.add(range(9_101, 9_301), unit(200))
    index.catch_up(store)
    index.save(store)
    assert (tmp_path / FILE).stat().st_mtime_ns > before


def test_an_outgrown_index_answers_until_the_other_is_made(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    index = filled(tmp_path, store)
    assert index.outgrown
    index.grow_aside(store)      # type: ignore[arg-type]
    assert len(index.search(unit(1)[0], 10)) == 10
    for thread in threading.enumerate():
        if thread.name == "dense-index":
            thread.join()
    assert not index.outgrown
    assert index.size == MANY


def test_an_index_another_process_made_is_taken_over(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    waiting = filled(tmp_path, store)
    grown(tmp_path, store).write()
    store.add(range(9_001, 9_002), unit(1, seed=11))
    waiting.grow(store)          # type: ignore[arg-type]
    assert not waiting.outgrown
    assert waiting.search(unit(1, seed=11)[0], 1).tolist() == [9_001]


def test_lists_are_made_anew_when_there_are_many_more(tmp_path: Path) -> None:
    store = Vectors(stories(FLAT_UNTIL + 1))
    index = grown(tmp_path, store)
    assert not index.outgrown
    more = GROWTH * (FLAT_UNTIL + 1)
    store.add(range(10_001, 10_001 + more), stories(more, seed=3))
    index.catch_up(store)        # type: ignore[arg-type]
    assert index.outgrown
    index.grow(store)            # type: ignore[arg-type]
    assert index._index.nlist == lists_for(index.size)


def test_an_index_that_was_made_anew_is_written_however_little_has_changed(tmp_path: Path) -> None:
    store = Vectors(stories(MANY))
    filled(tmp_path, store).write()
    index = DenseIndex(tmp_path, DIMENSIONS, FLAT_UNTIL)
    index.grow(store)            # type: ignore[arg-type]
    index.save(store)            # type: ignore[arg-type]
    assert not DenseIndex(tmp_path, DIMENSIONS, FLAT_UNTIL).outgrown


def test_lists_in_the_file_that_were_made_for_fewer_are_not_taken_over(tmp_path: Path) -> None:
    store = Vectors(stories(FLAT_UNTIL + 1))
    index = grown(tmp_path, store)
    index.write()
    more = GROWTH * (FLAT_UNTIL + 1)
    store.add(range(10_001, 10_001 + more), stories(more, seed=3))
    index.catch_up(store)        # type: ignore[arg-type]
    index.grow(store)            # type: ignore[arg-type]
    assert not index.outgrown
    assert index._index.nlist == lists_for(index.size)


def picked(ids: Ids) -> Picked:
    marks = np.zeros(int(ids.max(initial=0)) + 1, dtype=np.bool_)
    marks[ids] = True
    return Picked(marks, len(ids), len(ids) / MANY)


def filled(folder: Path, store: Vectors) -> DenseIndex:
    index = DenseIndex(folder, DIMENSIONS, FLAT_UNTIL)
    index.catch_up(store)        # type: ignore[arg-type]
    return index


def grown(folder: Path, store: Vectors) -> DenseIndex:
    index = filled(folder, store)
    index.grow(store)            # type: ignore[arg-type]
    return index


def nearest(store: Vectors, query: Array, only: Ids | None = None) -> list[int]:
    ids = list(store.rows) if only is None else only.tolist()
    scores = np.stack([store.rows[id][1] for id in ids]) @ query
    return [ids[row] for row in np.argsort(-scores)]


def stories(count: int, seed: int = 1) -> Array:
    """Vectors that lie around a hundred subjects, as passages do."""
    subjects = unit(100, seed=77)
    random = np.random.default_rng(seed)
    return normed(subjects[random.integers(0, 100, count)] + 0.8 * unit(count, seed=seed + 1))


def unit(count: int, seed: int = 4) -> Array:
    return normed(np.random.default_rng(seed).standard_normal((count, DIMENSIONS), dtype=np.float32))


def normed(vectors: Array) -> Array:
    made: Array = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
    return made
