"""The roll picks what the database would, whatever was written, withdrawn or put under embargo meanwhile."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from corpus import Article
from index import Archive, Scope
from index.search import local as engine
from index.search.filter_columns import Roll
from index.store.articles import Store
from index.store.visibility import in_scope
from index.types.arrays import Ids
from tests.fakes import ARTICLES, WordEmbedder

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
SECTIONS, AUTHORS = ("News", "Sport", "news", "Ärzte", ""), ("Ann Lee", "Bob Ray", "ann", "Lee")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path, new=True)
    yield made
    made.close()


def test_it_picks_what_the_database_would_through_many_changes(store: Store) -> None:
    chance = random.Random(5)
    roll = Roll(store)
    for _ in range(12):
        changed(store, chance)
        for _ in range(8):
            agree(roll, store, some_scope(chance))
        agree(roll, store, Scope(now=NOW))


def test_one_that_begins_late_picks_the_same(store: Store) -> None:
    chance = random.Random(6)
    for _ in range(6):
        changed(store, chance)
    for _ in range(30):
        agree(Roll(store), store, some_scope(chance))


def test_an_embargo_ends_by_the_clock_alone(store: Store) -> None:
    store.put([(made(1, embargoed_until=NOW), [(0, 4)]), (made(2, expires=NOW), [(0, 4)])])
    roll = Roll(store)
    for hours in (-1, 0, 1):
        agree(roll, store, Scope(now=NOW + timedelta(hours=hours)))


def test_what_is_being_withdrawn_is_out_at_once(store: Store, tmp_path: Path) -> None:
    store.put([(made(number), [(0, 4), (4, 8)]) for number in range(5)])
    roll, elsewhere = Roll(store), Store(tmp_path)
    assert roll.within(Scope(now=NOW)) is None
    elsewhere.tombstones.bury(["made-3"], "a court order")
    assert agree(roll, store, Scope(now=NOW)) == 8
    elsewhere.erase(["made-3"])
    elsewhere.tombstones.finish(["made-3"])
    assert roll.within(Scope(now=NOW)) is None
    elsewhere.close()


def test_a_database_put_back_to_an_older_copy_is_read_anew(store: Store, tmp_path: Path) -> None:
    store.put([(made(1), [(0, 4)])])
    with store.looking() as db:
        db.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    store.put([(made(2, section="Sport"), [(0, 4)])])
    store.put([(made(1, section="Sport"), [(0, 4)])])
    roll = Roll(store)
    assert roll.within(Scope(sections=("Sport",), now=NOW)) is None
    older = tmp_path / "older"
    older.mkdir()
    (tmp_path / "copy.db").rename(older / "archive.db")
    roll._store = Store(older)
    assert agree(roll, roll._store, Scope(sections=("Sport",), now=NOW)) == 0
    roll._store.close()


@pytest.mark.parametrize("wide", [0.0, 1.1])
def test_hits_by_word_are_the_same_whether_all_or_the_picked_ones_are_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wide: float
) -> None:
    monkeypatch.setattr(engine, "WIDE", wide)
    chance = random.Random(3)
    words = "iron bridge ferry harbour council budget fog swan cup school lamp mill".split()
    with Archive.create(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        archive.add(
            replace(made(number, chance), text=" ".join(chance.choices(words, k=chance.randint(3, 30))))
            for number in range(300)
        )
        for _ in range(40):
            scope, query = some_scope(chance), " ".join(chance.sample(words, 2))
            ids = archive._ranking._engine.within(scope).worded(query, 20)[0]
            every, scores = archive._lexical.search(query, 10_000)
            shown = np.isin(every, listed(archive._store, scope))
            limit = min(20, int(shown.sum()))
            assert len(ids) == limit
            by_id = dict(zip(every.tolist(), scores.tolist(), strict=True))
            assert [by_id[id] for id in ids.tolist()] == scores[shown][:limit].tolist()
            assert set(ids.tolist()) <= set(every[shown].tolist())


def test_a_large_archive_reads_its_roll_while_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_LONG", 1)
    with Archive.create(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
    for _ in range(3):        # and closed at once, while it is being read
        with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
            hits = archive.search("bridge", Scope(sections=("Transport",)))
            assert {hit.article.section for hit in hits} == {"Transport"}
        Archive.open(tmp_path / "archive", embedder=WordEmbedder()).close()


def agree(roll: Roll, store: Store, scope: Scope) -> int:
    """How many both pick."""
    picked, expected = roll.within(scope), listed(store, scope)
    if picked is None:
        assert len(expected) == store.passages.counts()[0]
        return len(expected)
    assert np.flatnonzero(picked.marks).tolist() == expected.tolist()
    assert picked.count == len(expected)
    return picked.count


def listed(store: Store, scope: Scope) -> Ids:
    """What the database says to the question."""
    where, values = in_scope(scope)
    query = f"SELECT p.id FROM articles a JOIN passages p ON p.article = a.key WHERE {where}"
    return store.passages._ids(query, values)


def changed(store: Store, chance: random.Random) -> None:
    """Add, replace, remove, bury and erase some."""
    spans = [(at, at + 4) for at in range(0, 16, 4)]
    store.put([(made(each, chance), spans[: chance.randint(0, 4)]) for each in chance.sample(range(60), 12)])
    store.remove([f"made-{each}" for each in chance.sample(range(60), 3)])
    if chance.random() < 0.4:
        store.erase([each.id for each in store.tombstones.unfinished()])
        store.tombstones.finish([each.id for each in store.tombstones.unfinished()])
        store.tombstones.bury([f"made-{chance.randrange(60)}"], "a reason")


def made(number: int, chance: random.Random | None = None, **more: object) -> Article:
    given: dict[str, object] = {"title": f"Article {number}", "text": "one two three four five"}
    if chance:
        given |= {
            "text": chance.choice(("one two three four five", "six seven eight nine ten")),
            "section": chance.choice(SECTIONS), "authors": tuple(chance.sample(AUTHORS, chance.randint(0, 2))),
            "published": NOW - timedelta(days=chance.randint(0, 9)) if chance.random() < 0.8 else None,
            "embargoed_until": NOW + timedelta(days=chance.randint(-2, 2)) if chance.random() < 0.3 else None,
            "expires": NOW + timedelta(days=chance.randint(-2, 2)) if chance.random() < 0.3 else None,
            "status": "usable" if chance.random() < 0.9 else "canceled",
        }
    return Article(id=f"made-{number}", **{**given, **more})  # type: ignore[arg-type]


def some_scope(chance: random.Random) -> Scope:
    return Scope(
        since=NOW - timedelta(days=chance.randint(0, 9)) if chance.random() < 0.3 else None,
        until=NOW if chance.random() < 0.2 else None,
        sections=tuple(chance.sample(SECTIONS[:4], chance.randint(0, 2))) if chance.random() < 0.5 else (),
        authors=(chance.choice((*AUTHORS, "Nobody")),) if chance.random() < 0.3 else (),
        languages=("en",) if chance.random() < 0.1 else (),
        now=NOW + timedelta(days=chance.randint(-2, 2)),
    )
