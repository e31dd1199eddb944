"""Who wrote an article, where its page says that to readers only."""

from __future__ import annotations

import lxml.html
import pytest

from corpus.readers.page_authors import authors_of

PAGE = "<html lang='{}'><body><p>By Somebody Else</p><h1>Quay shut</h1>{}<p>The quay is shut.</p></body></html>"


def named(shown: str, language: str = "en", **record: object) -> list[str]:
    """The authors of a page that shows this below its headline; none where those of its record stay."""
    page = lxml.html.document_fromstring(PAGE.format(language, shown))
    return authors_of(page, record, {}, stated="stated" in record)


@pytest.mark.parametrize(("shown", "language"), [
    ("<div>By <span>Ann Lee</span></div>", "en"), ("<div><span>By</span><a href='/x'>Ann Lee</a></div>", "en-GB"),
    ("<p class='author'>von <a href='mailto:a@b.co'>Ann Lee</a></p>", "de-DE"),
    ("<div>4 May 2023 by <a href='/blog'>Ann Lee</a></div>", "en"), ("<p>By <b>Ann Lee</b>, CNN</p>", "en"),
    ("<a href='/author/ann-lee/'>Ann Lee</a>", "en"), ("<a href='https://x.co/autoren/name/lee'>Ann Lee</a>", "de"),
    ("<span>Edited by <b itemprop='author'>Ann Lee</b></span>", "en"),
])
def test_the_byline_below_the_headline_names_the_author(shown: str, language: str) -> None:
    assert named(shown, language) == ["Ann Lee"]


@pytest.mark.parametrize("shown", [
    "<p>By then <b>Ann Lee</b> left.</p>", "<p>By <b>Monday</b></p>", "<a href='/people/'>Ann Lee</a>",
    "<p>By <b>" + "Ann Lee " * 200, "<script>By Ann Lee</script>", "<div>by <i>the harbour</i></div>",
])
def test_what_is_no_byline_names_nobody(shown: str) -> None:
    assert named(shown) == []


def test_what_was_stated_stays_unless_it_is_the_site() -> None:
    shown = "<p>By <b>Ann Lee</b></p>"
    assert named(shown, authors=["Bob Ray"], stated=True) == []
    bell = {"authors": ["The Bell"], "source": "The Bell"}
    assert named(shown, **bell, stated=True) == ["Ann Lee"]
    assert named("<p><strong>Ann Lee/Bob Ray</strong></p>", **bell) == ["Ann Lee", "Bob Ray"]
    assert named("<p>By <b>The Bell</b></p>", **bell) == []


def test_departments_of_the_site_are_no_authors() -> None:
    assert named("<p>von <a>Ann Lee, MDR THÜRINGEN</a></p>", "de", source="MDR") == ["Ann Lee"]


def test_a_link_tells_where_a_name_ends() -> None:
    link = "<a href='/author/ann-lee'><b>Ann Lee</b></a><i>Senior Editor</i>"
    assert named(link, authors=["Ann Lee Senior Editor"]) == ["Ann Lee"]
    assert named(link, authors=["Bob Ray"]) == []
