"""Building from addresses: what becomes an article, which one, and what is left alone the next time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus import Article, Notice, SourceError
from corpus.pages.pool import PagePool
from corpus.web import Fetcher, Manners
from index import Archive
from index.ingest.build import Built, IngestOptions, update
from tests.fakes import WordEmbedder, day
from tests.pages import feed, index_of, item, page, sitemap, words
from tests.sites import XML, Site, site

RSS = "application/rss+xml"


class Newsroom:
    """An archive, a site, and the reader between them; the clock stands until it is moved."""

    def __init__(self, folder: Path, served: Site, fetcher: Fetcher) -> None:
        self.site, self.fetcher = served, fetcher
        self.archive = Archive.create(folder, embedder=WordEmbedder())
        self.now = datetime(2024, 6, 1, tzinfo=UTC)
        self.notices: list[Notice] = []

    def read(self, *sources: str | Path) -> Built:
        self.notices = []
        self.site.asked.clear()
        return update(self.archive, sources, report=self.notices.append,
                      options=IngestOptions(fetcher=self.fetcher), now=lambda: self.now)

    def titles(self) -> list[str]:
        return [article.title for article in self.archive.articles()]

    def only(self) -> Article:
        [article] = self.archive.articles()
        return article


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    # A process takes seconds to start where many tests run; one test below has it.
    monkeypatch.setattr("corpus.web.survey.PagePool", lambda **given: PagePool(workers=0))
    with (
        site() as served,
        Fetcher(manners=Manners(pause_s=0, timeout_s=5, total_s=20), allowed=lambda address: True) as fetcher,
    ):
        made = Newsroom(tmp_path / "news", served, fetcher)
        with made.archive:
            yield made


def test_a_page_becomes_an_article_under_its_canonical_address(room: Newsroom) -> None:
    url = room.site.put("/a?utm_source=x", page("Bridge closed", canonical=room.site.url("/bridge?utm_medium=y")))
    assert room.read(url).added == 1
    article = room.only()
    assert (article.title, article.url, article.source) == ("Bridge closed", room.site.url("/bridge"), "The Quay")
    assert article.published == datetime(2024, 5, 1, 9, tzinfo=UTC)


def test_a_page_is_read_by_a_process_of_its_own_in_the_charset_that_its_server_states(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools: list[PagePool] = []

    def made(**given: int) -> PagePool:
        pools.append(PagePool(**given))
        return pools[-1]

    monkeypatch.setattr("corpus.web.survey.PagePool", made)
    monkeypatch.setattr("corpus.pages.pool.page_record", None)   # not here
    html = page("Café closed").encode("cp1250")
    url = room.site.put("/a", html, "text/html; charset=cp1250")
    assert room.read(url).added == 1
    assert room.only().title == "Café closed"
    assert len(pools) == 1


def test_an_unchanged_page_is_asked_for_with_its_mark(room: Newsroom) -> None:
    url = room.site.put("/a", page("Bridge closed"), ETag='"1"')
    room.read(url)
    built = room.read(url)
    assert (built.added, built.changed, built.unchanged) == (0, 0, 1)
    assert room.site.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_changed_page_is_a_new_version_of_the_same_article(room: Newsroom) -> None:
    url = room.site.put("/a", page("Bridge closed"), ETag='"1"')
    room.read(url)
    room.site.put("/a", page("Bridge closed", "the bridge and the ferry"), ETag='"2"')
    built = room.read(url)
    assert (built.added, built.changed) == (0, 1) and "the ferry" in room.only().text


def test_a_page_reached_twice_is_one_article(room: Newsroom) -> None:
    right = room.site.url("/bridge")
    first, second = (room.site.put(path, page("Bridge closed", canonical=right)) for path in ("/amp/bridge", "/bridge"))
    room.site.put("/feed", feed(item(right, "Bridge closed", day(2024, 5, 1), guid="quay:7")), RSS)
    room.read(first, second)
    room.read(room.site.url("/feed"))
    assert room.titles() == ["Bridge closed"]


def test_a_page_finds_the_article_that_came_from_an_export(room: Newsroom, tmp_path: Path) -> None:
    url = room.site.put("/bridge", page("Bridge closed"))
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"id": "post-7", "url": url, "title": "Bridge closed", "text": "Old words."}))
    room.read(export)
    assert room.read(url).changed == 1
    assert room.only().id == "post-7" and "town hall" in room.only().text


def test_a_page_can_not_take_the_place_of_another_sites_article(room: Newsroom, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"id": "7", "url": "https://paper.example/a", "title": "True", "text": "True words."}))
    room.read(export)
    url = room.site.put("/fake", page("Fake", canonical="https://paper.example/a"))
    room.site.put("/feed", feed(item(room.site.url("/f"), "Fake too", day(2024, 5, 1), words("x"), guid="7")), RSS)
    room.read(url, room.site.url("/feed"))
    assert room.titles() == ["True", "Fake", "Fake too"]
    assert room.archive.article("7").text == "True words."   # type: ignore[union-attr]


def test_a_feed_gives_whole_texts_as_they_are_and_reads_the_page_of_a_summary(room: Newsroom) -> None:
    whole, short = room.site.url("/whole"), room.site.put("/short", page("Swans return"))
    room.site.put("/feed", feed(item(whole, "Bridge closed", day(2024, 5, 2), words("the bridge")),
                                item(short, "Swans return", day(2024, 5, 1))), RSS)
    assert room.read(room.site.url("/feed")).added == 2
    assert room.site.paths() == ["/feed", "/short"]
    assert "town hall" in next(each.text for each in room.archive.articles() if each.title == "Swans return")


def test_text_that_breaks_off_is_no_whole_text(room: Newsroom) -> None:
    url = room.site.put("/a", page("Bridge closed"))
    room.site.put("/feed", feed(item(url, "Bridge closed", day(2024, 5, 2), "The bridge was shut [&hellip;]")), RSS)
    room.read(room.site.url("/feed"))
    assert "town hall" in room.only().text


def test_a_page_lends_what_it_lacks_from_its_feed(room: Newsroom) -> None:
    bare = f"<html><body><article><h1>Swans</h1><p>{words('swans')}</p></article></body></html>"
    url = room.site.put("/a", bare)
    room.site.put("/feed", feed(item(url, "Swans return", day(2024, 5, 1))), RSS)
    room.read(room.site.url("/feed"))
    assert room.only().published == day(2024, 5, 1) and room.only().source == "The Quay"


def test_what_a_feed_says_about_another_sites_page_is_not_believed(room: Newsroom) -> None:
    with site() as other:
        elsewhere = other.put("/a", page("The true title", published="2023-01-01T00:00:00Z")).replace(
            "127.0.0.1", "localhost")
        room.site.put("/feed", feed(item(elsewhere, "A lie", day(2024, 5, 1), words("lies"))), RSS)
        room.read(room.site.url("/feed"))
    assert room.only().title == "The true title" and "lies" not in room.only().text


def test_a_feed_that_is_the_same_costs_one_request(room: Newsroom) -> None:
    url = room.site.put("/a", page("Bridge closed"))
    room.site.put("/feed", feed(item(url, "Bridge closed", day(2024, 5, 1))), RSS, ETag='"f"')
    room.read(room.site.url("/feed"))
    room.read(room.site.url("/feed"))
    assert room.site.paths() == ["/feed"]


def test_of_a_changed_feed_only_new_pages_are_read(room: Newsroom) -> None:
    one, two = room.site.put("/one", page("One")), room.site.put("/two", page("Two"))
    room.site.put("/feed", feed(item(one, "One", day(2024, 5, 1))), RSS)
    room.read(room.site.url("/feed"))
    room.site.put("/feed", feed(item(two, "Two", day(2024, 5, 2)), item(one, "One", day(2024, 5, 1))), RSS)
    built = room.read(room.site.url("/feed"))
    assert room.site.paths() == ["/feed", "/two"] and (built.added, built.unchanged) == (1, 1)


def test_a_page_that_failed_is_tried_again_though_the_feed_is_the_same(room: Newsroom) -> None:
    url = room.site.put("/a", "", status=500)
    room.site.put("/feed", feed(item(url, "One", day(2024, 5, 1)), item(room.site.put("/b", page("Two")), "Two",
                                                                        day(2024, 5, 2))), RSS, ETag='"f"')
    assert room.read(room.site.url("/feed")).skipped == 1
    room.site.put("/a", page("One"))
    assert room.read(room.site.url("/feed")).added == 1


def test_a_removed_article_comes_back_from_a_page_that_is_the_same(room: Newsroom) -> None:
    url = room.site.put("/a", page("Bridge closed"), ETag='"1"')
    room.read(url)
    room.archive.remove([room.only().id])
    assert room.read(url).added == 1


def test_entries_that_share_an_address_stay_apart(room: Newsroom) -> None:
    live = room.site.url("/live")
    room.site.put("/feed", feed(*(item(live, f"Entry {number}", day(2024, 5, number), words(f"goal {number}"),
                                       guid=f"entry-{number}") for number in (1, 2, 3))), RSS)
    room.read(room.site.url("/feed"))
    assert room.titles() == ["Entry 1", "Entry 2", "Entry 3"]


def test_a_paywalled_page_is_skipped_with_the_reason_and_not_asked_for_all_the_time(room: Newsroom) -> None:
    wall = "<html><body><h1>Secret</h1><p>First lines only.</p><p>Subscribe to continue reading.</p></body></html>"
    walled, free = room.site.put("/walled", wall), room.site.put("/free", page("Free"))
    room.site.put("/feed", feed(item(walled, "Secret", day(2024, 5, 1)), item(free, "Free", day(2024, 5, 2))), RSS)
    built = room.read(room.site.url("/feed"))
    assert (built.added, built.skipped) == (1, 1)
    assert "subscribers only" in str(room.notices[0]) and room.notices[0].place == walled
    room.read(room.site.url("/feed"))
    assert room.site.paths() == ["/feed"]
    room.now += timedelta(days=2)
    room.read(room.site.url("/feed"))
    assert room.site.paths() == ["/feed", "/walled"]


def test_a_page_in_another_charset_than_its_own_words_say(room: Newsroom) -> None:
    html = page("Мост закрыт", "моста").replace('<meta charset="utf-8">', '<meta charset="iso-8859-1">')
    room.read(room.site.put("/a", html.encode("windows-1251"), "text/html; charset=windows-1251"))
    assert room.only().title == "Мост закрыт"


def test_a_sitemap_index_is_followed_and_what_it_dates_is_read_once(room: Newsroom) -> None:
    old, new = room.site.put("/old", page("Old")), room.site.put("/new", page("New"))
    inner = room.site.put("/inner.xml.gz", gzip.compress(sitemap([(old, "2024-01-01"), (new, "2024-05-01")]).encode()),
                          "application/x-gzip")
    whole = room.site.put("/sitemap.xml", index_of(inner), XML)
    room.read(whole)
    assert room.titles() == ["New", "Old"]
    assert room.read(whole).unchanged == 2 and room.site.paths() == ["/sitemap.xml", "/inner.xml.gz"]
    room.site.put("/inner.xml.gz", gzip.compress(sitemap([(old, "2024-05-20"), (new, "2024-05-01")]).encode()))
    room.read(whole)
    assert room.site.paths() == ["/sitemap.xml", "/inner.xml.gz", "/old"]


def test_a_sitemap_in_a_circle_ends(room: Newsroom) -> None:
    whole = room.site.put("/sitemap.xml", index_of(room.site.url("/sitemap.xml")), XML)
    with pytest.raises(SourceError, match="too deep"):
        room.read(whole)
    assert len(room.site.paths()) < 10


def test_soft_404s_are_no_articles(room: Newsroom) -> None:
    room.site.put("/", page("Welcome to the Quay"))
    room.site.put("/gone", "", status=302, Location="/")
    room.site.put("/sitemap.xml", sitemap([(room.site.url("/gone"), ""), (room.site.put("/a", page("A")), "")]), XML)
    room.read(room.site.url("/sitemap.xml"))
    assert room.titles() == ["A"] and "first page" in str(room.notices[0])


def test_a_file_of_news_behind_an_address_is_read_as_one(room: Newsroom) -> None:
    body = json.dumps({"id": "7", "title": "Bridge", "text": "It is shut."}) + "\n" + json.dumps({"text": "Another."})
    assert room.read(room.site.put("/export", body, "application/json")).added == 2


@pytest.mark.parametrize(("body", "type", "reason"), [
    (feed(), RSS, "no entry"), ("<rss><channel><item><title>x", RSS, "No|no"), (sitemap([]), XML, "no page"),
    ("<html><body>Nothing here</body></html>", "text/html", "No article"), ("", "text/html", "No article|no"),
    ('<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel></channel></rss>', RSS, "entities"),
])
def test_a_source_without_articles_is_an_error_and_loses_nothing(
    room: Newsroom, body: str, type: str, reason: str
) -> None:
    url = room.site.put("/a", page("Bridge closed"))
    room.read(url)
    room.site.put("/a", body, type)
    with pytest.raises(SourceError, match=reason):
        room.read(url)
    assert room.titles() == ["Bridge closed"]


def test_a_malformed_feed_gives_what_can_be_read(room: Newsroom) -> None:
    whole = feed(item(room.site.url("/one"), "One", day(2024, 5, 1), words("one")),
                 item(room.site.url("/two"), "Two", day(2024, 5, 2), words("two")))
    room.site.put("/feed", whole.replace("</channel></rss>", "<item><title>Three & counting</tit"), RSS)
    assert room.read(room.site.url("/feed")).added == 2
    assert any("broken" in str(notice) for notice in room.notices)


def test_a_source_that_fails_leaves_the_others_be(room: Newsroom) -> None:
    with pytest.raises(SourceError, match="/missing"):
        room.read(room.site.url("/missing"), room.site.put("/a", page("Bridge closed")))
    assert room.titles() == ["Bridge closed"]


def test_real_pages_and_feeds_are_read_from_a_server(room: Newsroom, data: Path) -> None:
    pages = sorted((data / "article_extraction_benchmark" / "html").glob("*.html.gz"))[:6]
    urls = [room.site.put(f"/{number}", path.read_bytes(), "text/html", Content_Encoding="gzip")
            for number, path in enumerate(pages)]
    for name, kind in (("small_atom", "application/atom+xml"), ("encoding_WINDOWS-1251", "text/xml"),
                       ("rdf_UTF8", "text/xml")):
        room.site.put(f"/{name}", (data / "feeds" / "miniflux" / f"{name}.xml").read_bytes(), kind)
    for url in urls:
        try:
            room.read(url)
        except SourceError as error:
            assert str(error).endswith(".")
    assert len(room.titles()) >= 4
    assert all(each.url.startswith(room.site.address) for each in room.archive.articles())
