"""Saved pages."""

from __future__ import annotations

import json
import logging
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, RecordError, read
from corpus.readers import read_html
from corpus.text.markup import html_text

BODY = "".join(
    f"<p>On day {n} the council met in the town hall and talked about the old bridge for hours.</p>" for n in range(6)
)
NAV = "<nav><ul><li><a href='/a'>News</a></li><li><a href='/b'>Sport</a></li></ul></nav>"


def page(head: str = "", body: str = BODY, html: str = 'lang="en-GB"') -> str:
    """A news page."""
    main = f"<article><h1>Bridge shut</h1>{body}</article>"
    return f"<!DOCTYPE html><html {html}><head>{head}</head><body>{NAV}{main}</body></html>"


def read_one(tmp_path: Path, html: str | bytes) -> Article:
    """The article of a page."""
    (tmp_path / "a.html").write_bytes(html.encode() if isinstance(html, str) else html)
    (article,) = read_html(tmp_path / "a.html", "a.html", print)
    return article


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(("stated", "title"), [
    ("Opinion | The bridge shut", "Opinion | The bridge shut"),
    ("Old bridge shut", "Bridge shut"),
    ("Why the bridge matters", "Why the bridge matters"),
])
def test_a_heading_that_says_what_the_title_says_is_the_title(tmp_path: Path, stated: str, title: str) -> None:
    assert read_one(tmp_path, page(f'<meta property="og:title" content="{stated}">')).title == title


def test_the_body_comes_from_the_page_and_the_rest_from_json_ld(tmp_path: Path) -> None:
    facts = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "The bridge is shut",
        "datePublished": "2020-06-10T08:00:00Z", "author": [{"name": "Ann Lee"}], "publisher": {"name": "The Post"},
        "articleSection": "Local",
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(facts)}</script><title>Bridge | Site</title>'
        '<link rel="canonical" href="https://post.example/2020/bridge">'
        '<meta property="og:site_name" content="Other"><meta property="article:published_time" content="2019-01-01">'
        '<meta property="article:modified_time" content="2020-06-11T08:00:00Z">'
    )
    article = read_one(tmp_path, page(head))
    assert article.title == "The bridge is shut"
    assert article.published == datetime(2020, 6, 10, 8, tzinfo=UTC)
    assert article.updated == datetime(2020, 6, 11, 8, tzinfo=UTC)
    assert (article.authors, article.source, article.section) == (("Ann Lee",), "The Post", "Local")
    assert (article.language, article.url) == ("en-GB", "https://post.example/2020/bridge")
    assert article.id.startswith("url-")
    assert "On day 0 the council" in article.text
    assert article.text.count("\n\n") >= 5
    assert "Sport" not in article.text


def test_a_plain_page_has_its_title_and_an_id_from_its_file(tmp_path: Path) -> None:
    article = read_one(tmp_path, page())
    assert article.title == "Bridge shut"
    assert article.text.startswith("On day 0")
    assert article.published is None
    assert article.id.startswith("file-a-html-")


def test_a_home_page_is_nobodys_address(tmp_path: Path) -> None:
    assert read_one(tmp_path, page('<link rel="canonical" href="https://post.example/">')).url == ""


def test_the_declared_charset_is_used(tmp_path: Path) -> None:
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    html = page(head, "<p>Мост закрыт до весны, сказал мэр.</p>" * 5)
    assert "Мост закрыт до весны" in read_one(tmp_path, html.encode("cp1251")).text


def test_an_expired_page_is_read_with_its_expiry(tmp_path: Path) -> None:
    article = read_one(tmp_path, page('<meta property="article:expiration_time" content="2021-01-01T00:00:00Z">'))
    assert article.expires == datetime(2021, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="robots" content="noindex, unavailable_after: 2021-01-01">',
        '<meta name="googlebot" content="unavailable_after: 01-Jan-2021 00:00:00 GMT, noarchive">',
        '<meta name="googlebot-news bot" content="unavailable_after: Friday, 01-Jan-2021 00:00:00 UTC">',
        '<meta itemprop="expires" content="2021-01-01T00:00:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "expires": "2021-01-01"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A", "expires": '
        '{"@type": "Date", "@value": "2021-01-01"}}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "expires": "2031-01-01"}</script>'
        '<meta property="article:expiration_time" content="2021-01-01">',
    ],
)
def test_every_expiry_of_a_page_counts(tmp_path: Path, head: str) -> None:
    assert read_one(tmp_path, page(head)).expires == datetime(2021, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="robots" content="unavailable_after: when the fair ends">',
        '<meta property="article:expiration_time" content="soon">', '<meta name="embargo" content="after the vote">',
        '<meta property="bell:embargo_flag" content="1">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "creativeWorkStatus": "Draft"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "creativeWorkStatus": "Half done"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "expires": "in May"}</script>',
    ],
)
def test_a_page_that_may_not_be_shown_is_withheld(tmp_path: Path, head: str) -> None:
    assert read_one(tmp_path, page(head)).status == "withheld"


def test_an_embargo_of_a_page_is_read(tmp_path: Path) -> None:
    article = read_one(tmp_path, page('<meta name="bell.embargo_date" content="2099-01-01">'))
    assert article.embargoed_until == datetime(2099, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="expires" content="never">', '<meta http-equiv="expires" content="0">',
        '<meta name="sailthru.expire_date" content="2021-01-01">', '<meta name="robots" content="index, follow">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "creativeWorkStatus": "Published"}</script>',
    ],
)
def test_what_says_nothing_about_the_article_hides_nothing(tmp_path: Path, head: str) -> None:
    assert read_one(tmp_path, page(head)).visible(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "html",
    ["", "<html></html>", f"<html><body>{NAV}<ul><li><a href=/1>Mayor wins</a></ul>", "<!-- -->", "{}", "<" * 5000],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, html: str) -> None:
    with pytest.raises(RecordError, match="No article was found in this page"):
        read_one(tmp_path, html)


def test_extraction_says_nothing_to_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    read_one(tmp_path, page())
    with pytest.raises(RecordError):
        read_one(tmp_path, "<html></html>")
    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


def test_control_characters_in_a_piece_are_white_space() -> None:
    assert html_text("<p>The bridge\x01is</p><p>shut&#1;today</p>") == "The bridge is\n\nshut today"


def test_what_a_page_does_not_state_is_found_in_it(tmp_path: Path) -> None:
    head = "<title>Bridge shut | The Bell</title><meta name='twitter:site' content='@bellpaper'>"
    byline = "<p class='byline'><a rel='author' class='author' href='/lee'>Ann Lee</a></p>"
    dated = "<time datetime='2020-06-10T08:00:00Z' class='published'>10 June 2020</time>"
    article = read_one(tmp_path, page(head, byline + dated + BODY))
    assert (article.title, article.authors, article.source) == ("Bridge shut", ("Ann Lee",), "Bellpaper")
    assert str(article.published).startswith("2020-06-10")


@pytest.mark.parametrize("tag", ["aside", "footer", "div", "button"])
def test_a_wall_is_seen_wherever_the_page_puts_it(tmp_path: Path, tag: str) -> None:
    wall = f"<p>The council met in the hall.</p><{tag}>Subscribe to continue reading</{tag}>"
    with pytest.raises(RecordError, match="subscribers only"):
        read_one(tmp_path, page(body=wall))


@pytest.mark.parametrize("box", [
    "<aside><p>More of the bridge, the river and the mayor in our series.</p></aside>",
    "<div class='related-articles'><p>The mayor resigned on Tuesday, after the vote.</p></div>",
    "<footer><p>The Bell is printed in the old mill at the river.</p></footer>",
    "<figure><figcaption>The bridge in March, seen from the mill.</figcaption></figure>",
])
def test_what_stands_beside_the_article_is_not_in_its_text(tmp_path: Path, box: str) -> None:
    assert read_one(tmp_path, page(body=BODY + box)).text == read_one(tmp_path, page()).text


@pytest.mark.parametrize("name", ["related", "sidebar", "most-read", "latest-news", "also-read"])
def test_the_date_of_another_article_is_no_date(tmp_path: Path, name: str) -> None:
    story = "<p>The harbour bridge reopened on Thursday after two years of repairs, the council said.</p>" * 5
    box = f'<div class="{name}"><a href="x">Old story</a> <time datetime="2011-01-01">1 January 2011</time></div>'
    page = f"<html><body><article><h1>Bridge reopens</h1>{story}</article>{box}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (article,) = read(tmp_path / "a.html", lambda notice: None)
    assert article.published is None


def linked_data(**stated: object) -> str:
    """A page's head with what it states of its article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **stated})}</script>'


@pytest.mark.parametrize(("heading", "stated"), [
    ("Harbour: The old bridge is shut", "The old bridge is shut"),
    ("The old bridge is shut", "The old bridge is shut | The Bell"),
    ("The old bridge is shut", "The old bridge is shut - The Bell - 4 May 2023"),
])
def test_a_kicker_and_the_name_of_the_site_are_not_of_the_title(tmp_path: Path, heading: str, stated: str) -> None:
    content = page(f'<meta property="og:title" content="{stated}">').replace("Bridge shut", heading)
    assert read_one(tmp_path, content).title == "The old bridge is shut"


def test_the_post_before_is_no_page_of_the_same_article(tmp_path: Path) -> None:
    own = '<link rel="canonical" href="https://a.example/bridge"><meta property="og:title" content="Bridge shut">'
    other = read_one(tmp_path, page(own + '<link rel="prev" href="https://a.example/ferry">'))
    assert (other.title, other.url) == ("Bridge shut", "https://a.example/bridge")
    further = read_one(tmp_path, page(own + '<link rel="prev" href="/bridge?page=2">'))
    assert further.title == "Bridge shut (3)"


def test_where_the_site_signs_for_machines_the_name_that_readers_see_is_the_authors(tmp_path: Path) -> None:
    head = linked_data(headline="Bridge shut", author={"name": "The Bell"}, publisher={"name": "The Bell"})
    printed = '<span class="article__author">By Ann Lee and Bob Ray</span>'
    assert read_one(tmp_path, page(head, printed + BODY)).authors == ("Ann Lee", "Bob Ray")
    assert read_one(tmp_path, page(head, printed.replace("By Ann Lee and Bob Ray", "More") + BODY)).authors == (
        "The Bell",)


@pytest.mark.parametrize("free", [True, False])
def test_a_text_that_the_page_states_counts_where_most_of_it_is_not_found(tmp_path: Path, free: bool) -> None:
    sentences = [f"On day {day} the mayor said that the old bridge stays shut." for day in range(40)]
    text = "\n\n".join(sentences)
    head = linked_data(headline="Bridge shut", articleBody=text, isAccessibleForFree=free)
    article = read_one(tmp_path, page(head, BODY + BODY))
    assert (article.text == text) is free


def test_what_is_behind_a_wall_is_not_taken_from_what_the_page_states(tmp_path: Path) -> None:
    head = linked_data(headline="Bridge shut", articleBody="The mayor said that the old bridge stays shut. " * 40)
    with pytest.raises(RecordError, match="to subscribers only"):
        read_one(tmp_path, page(head, f"{BODY[:200]}<p>Subscribe to continue reading.</p>"))


def test_what_medium_never_published_is_withheld(tmp_path: Path) -> None:
    export = ('<!DOCTYPE html><html><body><article class="h-entry"><header><h1 class="p-name">Bridge</h1></header>'
              f'<section class="e-content">{BODY}</section><footer>{{}}<p>Exported from <a href="https://medium.com">'
              "Medium</a> on September 21, 2018.</p></footer></article></body></html>")
    signed = 'By <a class="p-author">Ann Lee</a> on <time class="dt-published" datetime="2018-08-11">11 August</time>'
    assert read_one(tmp_path, export.format("")).status == "withheld"
    assert read_one(tmp_path, export.format(signed)).status == "usable"


def test_where_the_site_signs_the_name_that_the_page_gives_its_statistics_is_the_author_s(tmp_path: Path) -> None:
    site = linked_data(author={"name": "The Bell"}, publisher={"name": "The Bell"})
    for key in ("parsely-author", "cXenseParse:author", "dcterms.creator"):
        assert read_one(tmp_path, page(f'{site}<meta name="{key}" content="Ann Lee">')).authors == ("Ann Lee",)
        assert read_one(tmp_path, page(f'{site}<meta name="{key}" content="ann-lee-12">')).authors == ("The Bell",)


def test_all_whom_a_page_marks_side_by_side_are_its_authors(tmp_path: Path) -> None:
    byline = '<p>By <a rel="author" href="/1">Ann Lee</a> and <a rel="author" href="/2">Bob Ray</a></p>'
    other = '<div><a rel="author" href="/3">Cy Poe</a></div>'
    assert read_one(tmp_path, page(body=byline + BODY + other)).authors == ("Ann Lee", "Bob Ray")
