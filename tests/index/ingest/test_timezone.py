"""Days are counted on the clock that an article was printed by, and the newsroom's zone is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Fields, InputError
from index import Archive, Scope, build
from tests.fakes import WordEmbedder

RECORDS = [
    {"id": "late", "text": "The council voted late.", "published": "2023-05-04T22:30:00-07:00"},
    {"id": "early", "text": "The council voted early.", "published": "2023-05-05T06:30:00+10:00"},
    {"id": "utc", "text": "The council voted in between.", "published": "2023-05-05T04:30:00Z"},
]


def built(tmp_path: Path, timezone: str = "") -> Path:
    """An archive of these records."""
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in RECORDS), encoding="utf-8")
    build(tmp_path / "news", [tmp_path / "a.jsonl"], embedder=WordEmbedder(),
          fields=Fields(timezone=timezone))
    return tmp_path / "news"


def on(folder: Path, day: str) -> set[str]:
    """What a search of one day gives."""
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        return {hit.article.id for hit in archive.search("council voted", Scope(since=day, until=day))}   # type: ignore[arg-type]


def test_a_filter_finds_the_day_that_a_card_shows(tmp_path: Path) -> None:
    folder = built(tmp_path)
    assert (on(folder, "2023-05-04"), on(folder, "2023-05-05")) == ({"late"}, {"early", "utc"})


def test_the_newsrooms_zone_is_kept_and_its_days_are_counted(tmp_path: Path) -> None:
    folder = built(tmp_path, "America/Los_Angeles")
    assert on(folder, "2023-05-04") == {"late", "early", "utc"}
    assert on(built(tmp_path), "2023-05-04") == {"late", "early", "utc"}
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        assert archive.origins.timezone() == "America/Los_Angeles"
        assert archive.article("utc").published.isoformat() == "2023-05-04T21:30:00-07:00"   # type: ignore[union-attr]
        assert archive.info().newest == archive.article("late").published   # type: ignore[union-attr]


def test_a_zone_that_there_is_not_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no time zone"):
        built(tmp_path, "Mars/Sea")
    assert not (tmp_path / "news").exists()
