"""Days are counted on the clock that an article was printed by, and the newsroom's zone is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.understand.time_expressions import read_time
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


def test_yesterday_is_the_newsrooms(tmp_path: Path) -> None:
    evening = datetime(2023, 5, 6, 3, 0, tzinfo=UTC)     # 5 May in Los Angeles
    for timezone, printed in (("", {"early", "utc"}), ("America/Los_Angeles", {"late", "early", "utc"})):
        with Archive.open(built(tmp_path, timezone), embedder=WordEmbedder()) as archive:
            present = archive.at_present(Scope(now=evening))
            assert present.moment == evening
            period = read_time("What did the council vote on yesterday?", present.moment).period
            assert period is not None
            found = archive.search("council voted", replace(present, since=period.since, until=period.until))
            assert {hit.article.id for hit in found} == printed
            assert archive.at_present(Scope(now=datetime.max.replace(tzinfo=UTC))).moment.year == 9999


SITE = """<rss xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Bell</title><item>
<title>Quay</title><guid>q</guid><content:encoded>It burnt yesterday.</content:encoded>
<wp:post_date>2023-05-04 21:30:00</wp:post_date><wp:post_date_gmt>2023-05-05 04:30:00</wp:post_date_gmt>
<wp:status>publish</wp:status></item></channel></rss>"""


@pytest.mark.parametrize(("content", "clock"), [
    (SITE, "UTC-07:00"), (SITE.replace("05-05 04:30", "05-04 21:30"), ""),
    (SITE.replace("05-04 21:30", "05-05 10:15"), "UTC+05:45"),
])
def test_without_a_named_zone_the_offset_of_the_articles_is_the_archives(
    tmp_path: Path, content: str, clock: str
) -> None:
    (tmp_path / "site.xml").write_text(content, encoding="utf-8")
    evening = datetime(2023, 5, 6, 3, 0, tzinfo=UTC)
    build(tmp_path / "news", [tmp_path / "site.xml"], embedder=WordEmbedder())
    with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as archive:
        assert (archive.origins.timezone(), archive.origins.clock()) == ("", clock)
        day = {"UTC-07:00": 5, "UTC+05:45": 6, "": 6}[clock]
        assert archive.at_present(Scope(now=evening)).moment.day == day
    build(tmp_path / "news", [tmp_path / "site.xml"], embedder=WordEmbedder(), fields=Fields(timezone="Europe/London"))
    with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as archive:
        assert archive.origins.clock() == "Europe/London"


def test_articles_of_several_clocks_give_the_archive_none(tmp_path: Path) -> None:
    with Archive.open(built(tmp_path), embedder=WordEmbedder()) as archive:
        assert archive.origins.clock() == ""
