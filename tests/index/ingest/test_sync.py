"""What vanished from a source goes, and nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import InputError, SourceError
from corpus.web import Fetcher, Manners
from index import Archive
from index.ingest.build import Built, IngestOptions, Sync, update
from index.ingest.sync import MaxRemovals
from tests.fakes import ARTICLES, WordEmbedder, day
from tests.pages import feed, item, page, sitemap, words
from tests.sites import XML, Site, site

RSS = "application/rss+xml"
HALF = MaxRemovals(share=0.5)


class Kept:
    """An archive that is kept equal to sources; what it says is remembered."""

    def __init__(self, folder: Path) -> None:
        self.archive = Archive.create(folder, embedder=WordEmbedder())
        self.said: list[str] = []

    def sync(self, *sources: Path | str, limit: MaxRemovals = HALF, fetcher: Fetcher | None = None) -> Built:
        self.said = []
        return update(self.archive, sources, options=IngestOptions(fetcher=fetcher, sync=Sync(limit, self.said.append)))

    def titles(self) -> list[str]:
        return sorted(article.title for article in self.archive.articles())


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = Kept(tmp_path / "archive")
    with made.archive:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten articles, a file each."""
    made = tmp_path / "news"
    made.mkdir()
    for number in range(10):
        (made / f"{number}.txt").write_text(f"Article {number}\n\nIt happened at {number}.")
    return made


@pytest.mark.parametrize(("text", "articles", "most"), [
    ("5%", 1_000, 50), ("5%", 10, 1), ("5%", 1, 0), ("100%", 1, 1), ("100%", 40, 40), ("0%", 40, 0), ("0", 40, 0),
    ("12", 40, 12), ("99.9%", 40, 39),
])
def test_a_share_always_lets_one_go_and_never_the_last(text: str, articles: int, most: int) -> None:
    assert MaxRemovals.parse(text).of(articles) == most


@pytest.mark.parametrize("text", ["", "many", "-1", "101%", "1e9", "1.5", "5 percent"])
def test_a_limit_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        MaxRemovals.parse(text)


def test_a_file_that_was_deleted_takes_its_article_with_it(kept: Kept, folder: Path) -> None:
    kept.sync(folder)
    (folder / "3.txt").unlink()
    built = kept.sync(folder)
    assert (built.removed, built.unchanged) == (1, 9) and len(kept.titles()) == 9
    assert kept.said == [f"1 of 10 articles are no longer in {folder} and are removed."]
    assert kept.archive.check() == []


def test_without_sync_nothing_goes(kept: Kept, folder: Path) -> None:
    kept.sync(folder)
    (folder / "3.txt").unlink()
    assert update(kept.archive, [folder]).removed is None and len(kept.titles()) == 10


def test_more_than_the_limit_stops_before_anything_is_removed(kept: Kept, folder: Path) -> None:
    kept.sync(folder)
    for number in range(3):
        (folder / f"{number}.txt").unlink()
    (folder / "new.txt").write_text("A new one.")
    with pytest.raises(SourceError, match=r"3 of 11 articles are no longer in .*more than --max-removals 5%"):
        kept.sync(folder, limit=MaxRemovals())
    assert len(kept.titles()) == 11
    assert kept.sync(folder, limit=MaxRemovals(number=3)).removed == 3


def test_an_empty_or_missing_folder_empties_nothing(kept: Kept, folder: Path) -> None:
    kept.sync(folder)
    for path in folder.iterdir():
        path.unlink()
    everything = MaxRemovals(share=1)
    with pytest.raises(SourceError):
        kept.sync(folder, limit=everything)
    folder.rmdir()
    with pytest.raises(SourceError):
        kept.sync(folder, limit=everything)
    assert len(kept.titles()) == 10


def test_a_file_that_could_not_be_read_whole_loses_nothing(kept: Kept, tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    lines = [json.dumps(article.to_dict()) for article in ARTICLES]
    news.write_text("\n".join(lines))
    kept.sync(news)
    news.write_text("\n".join([*lines[2:], '{"broken']))
    assert kept.sync(news).removed == 0 and len(kept.titles()) == 12
    assert "could not be read whole" in kept.said[0]
    news.write_text("\n".join(lines[2:]))
    assert kept.sync(news).removed == 2


def test_what_was_too_much_to_remove_is_still_too_much_when_the_file_is_the_same(kept: Kept, tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    lines = [json.dumps(article.to_dict()) for article in ARTICLES]
    news.write_text("\n".join(lines))
    kept.sync(news)
    news.write_text("\n".join(lines[4:]))
    for _ in range(3):
        with pytest.raises(SourceError, match="4 of 12"):
            kept.sync(news, limit=MaxRemovals())
    assert kept.sync(news).removed == 4


def test_articles_of_other_sources_are_none_of_its_business(kept: Kept, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text("\n".join(json.dumps(article.to_dict()) for article in ARTICLES))
    kept.archive.add([])
    kept.sync(folder)
    kept.sync(other)
    (folder / "3.txt").unlink()
    kept.sync(folder)
    assert len(kept.titles()) == 9 + 12


def test_an_article_that_another_source_has_stays(kept: Kept, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    lines = [json.dumps(article.to_dict()) for article in ARTICLES]
    one.write_text("\n".join(lines))
    two.write_text(lines[0])
    kept.sync(one, two)
    one.write_text("\n".join(lines[2:]))
    assert kept.sync(one).removed == 1
    assert "1 of them stay" in kept.said[0] and ARTICLES[0].title in kept.titles()
    assert ARTICLES[1].title not in kept.titles()
    assert kept.sync(one).removed == 0 and kept.said == []


def test_unchanged_files_are_not_read_again(kept: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.sync(folder)
    monkeypatch.setattr(sys.modules["corpus.read"], "file_articles", lambda *of, **more: pytest.fail("read again"))
    built = kept.sync(folder)
    assert (built.added, built.changed, built.unchanged, built.removed) == (0, 0, 10, 0)


def test_a_file_is_read_again_when_it_changed_or_lost_an_article(kept: Kept, folder: Path) -> None:
    kept.sync(folder)
    (folder / "3.txt").write_text("Article 3\n\nIt happened at noon.")
    assert kept.sync(folder).changed == 1
    kept.archive.remove([next(kept.archive.articles()).id])
    assert kept.sync(folder).added == 1


# -- the web


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(manners=Manners(pause_s=0, timeout_s=5, total_s=20), allowed=lambda address: True) as made:
        yield made


def entries(served: Site, *days: int) -> str:
    return feed(*(item(served.put(f"/{each}", page(f"Day {each}")), f"Day {each}", day(2024, 5, each),
                       words(f"day {each}")) for each in days))


def test_what_made_room_in_a_feed_stays(kept: Kept, served: Site, fetcher: Fetcher) -> None:
    url = served.put("/feed", entries(served, 5, 4, 3, 2, 1), RSS)
    kept.sync(url, fetcher=fetcher)
    served.put("/feed", entries(served, 6, 5, 4), RSS)
    del served.pages["/1"]
    assert kept.sync(url, fetcher=fetcher).removed == 0 and len(kept.titles()) == 6


def test_what_left_the_middle_of_a_feed_goes_when_its_server_says_so(
    kept: Kept, served: Site, fetcher: Fetcher
) -> None:
    url = served.put("/feed", entries(served, 5, 4, 3, 2, 1), RSS)
    kept.sync(url, fetcher=fetcher)
    served.put("/feed", entries(served, 5, 4, 1), RSS)
    del served.pages["/3"]                      # 2 left the feed, but its page is there
    assert kept.sync(url, fetcher=fetcher).removed == 1
    assert kept.titles() == ["Day 1", "Day 2", "Day 4", "Day 5"]


def test_a_server_in_trouble_says_nothing_about_its_pages(kept: Kept, served: Site, fetcher: Fetcher) -> None:
    url = served.put("/feed", entries(served, 5, 4, 3, 2, 1), RSS)
    kept.sync(url, fetcher=fetcher)
    served.put("/feed", entries(served, 5, 1), RSS)
    for each in ("/2", "/3", "/4"):
        served.put(each, "", status=500)
    assert kept.sync(url, fetcher=fetcher, limit=MaxRemovals(share=1)).removed == 0


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_feed_that_has_gone_or_is_empty_takes_nothing_with_it(
    kept: Kept, served: Site, fetcher: Fetcher, status: int
) -> None:
    url = served.put("/feed", entries(served, 5, 4, 3), RSS)
    kept.sync(url, fetcher=fetcher)
    served.pages.clear()
    for body, answer in ((feed(), 200), ("", status)):
        served.put("/feed", body, RSS, answer)
        with pytest.raises(SourceError):
            kept.sync(url, fetcher=fetcher, limit=MaxRemovals(share=1))
    assert len(kept.titles()) == 3


def test_a_page_that_a_sitemap_lists_and_its_server_has_not_goes(kept: Kept, served: Site, fetcher: Fetcher) -> None:
    pages = [(served.put(f"/{number}", page(f"Page {number}")), f"2024-05-0{number}") for number in range(1, 6)]
    url = served.put("/sitemap.xml", sitemap(pages), XML)
    kept.sync(url, fetcher=fetcher)
    del served.pages["/1"], served.pages["/2"]
    changed = [(address, "2024-06-01") for address, _ in pages]
    served.put("/sitemap.xml", sitemap([changed[0], *pages[2:]]), XML)   # 1 is listed, 2 is not
    assert kept.sync(url, fetcher=fetcher).removed == 2
    assert kept.titles() == ["Page 3", "Page 4", "Page 5"]


def test_a_site_that_loses_most_of_its_pages_is_not_believed(kept: Kept, served: Site, fetcher: Fetcher) -> None:
    pages = [(served.put(f"/{number}", page(f"Page {number}")), f"2024-05-0{number}") for number in range(1, 9)]
    url = served.put("/sitemap.xml", sitemap(pages), XML)
    kept.sync(url, fetcher=fetcher)
    for number in range(2, 9):
        del served.pages[f"/{number}"]
    served.put("/sitemap.xml", sitemap(pages[:1]), XML)
    with pytest.raises(SourceError, match="nothing was removed"):
        kept.sync(url, fetcher=fetcher, limit=MaxRemovals())
    assert len(kept.titles()) == 8
