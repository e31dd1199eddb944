"""Figures are counted once, and anew as soon as a change or an hour makes others of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from index import Archive
from tests.fakes import WordEmbedder, article, day

NOON = day(2023, 6, 1)


def numbers(archive: Archive, *hours: int) -> list[int]:
    return [archive.figures(NOON + timedelta(hours=each)).articles for each in hours]


def test_an_embargo_and_an_expiry_change_them_by_the_hour(archive: Archive) -> None:
    archive.add([
        article("soon", "Soon", "Soon to be read.", embargoed_until=NOON + timedelta(hours=2)),
        article("brief", "Brief", "Gone before long.", expires=NOON + timedelta(hours=4)),
    ])
    before = numbers(archive, 0)[0]
    assert numbers(archive, 1, 2, 3, 4, 5) == [before, before + 1, before + 1, before, before]
    assert numbers(archive, 1, 4, 0) == [before, before, before]      # a clock may also be set back


def test_what_another_process_does_counts_at_once(archive: Archive, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as reader:
        before = reader.figures(NOON)
        archive.add([article("late", "Late", "It came late.", day(2024, 1, 1))])
        after = reader.figures(NOON)
        assert (after.articles, after.newest) == (before.articles + 1, day(2024, 1, 1))
        archive.withdraw(["late"], "An error")
        assert reader.figures(NOON) == before


def test_nothing_is_counted_twice_where_nothing_changed(archive: Archive) -> None:
    statements: list[str] = []
    archive.figures(NOON)
    archive._store.db.set_trace_callback(statements.append)
    archive.figures(NOON + timedelta(days=1))
    archive._store.db.set_trace_callback(None)
    assert len(statements) == 1 and "count" not in statements[0]
