"""Markup that no parser should see."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Notice, RecordError, read
from corpus.text.markup import html_text
from corpus.text.tags import MAX_ATTRIBUTES, check_tags

MANY = MAX_ATTRIBUTES + 1
BODY = "".join(f"<p>On day {n} the council met in the hall and talked of the bridge for hours.</p>" for n in range(9))


@pytest.mark.parametrize("attributes", [
    " a" * MANY, "/a" * MANY, " a=1" * MANY, " a = '>'" * MANY, ' a=">"b' * MANY, "\n=a" * 2 * MANY,
    ' a="x"' * MANY + ' b="',
], ids=["bare", "slashes", "values", "closed within", "no space", "equals", "unclosed"])
def test_an_element_of_too_many_attributes_is_refused(attributes: str) -> None:
    with pytest.raises(RecordError, match="more than 1,000 attributes"):
        check_tags(f"<p>Before</p><x-y{attributes}>")


@pytest.mark.parametrize("before", [
    "<!-->", "<!--->", "<!-- a --!>", "<!-- a -->", "<script>a<!--</script>", "<style>", "<!--", "<p a='",
])
def test_nothing_hides_it(before: str) -> None:
    with pytest.raises(RecordError):
        check_tags(f"{before}<p{' a' * MANY}>")


@pytest.mark.parametrize("page", [
    f"<script>if (a <b{' c' * MANY}) d()</script>", f"<!-- <a{' b' * MANY}> -->", f"<p{' a' * 900}>",
    f"a < b{' c' * MANY}",
    f"<p title='{' a' * MANY}'>" * 3, "<p>" * MANY, f"<p class=a>{'word ' * MANY}</p>",
], ids=["script", "comment", "fewer", "less than", "value", "elements", "text"])
def test_what_is_no_such_element_is_let_through(page: str) -> None:
    check_tags(page)


def test_text_of_such_html_is_refused() -> None:
    for html in (f"<p{' a' * MANY}>Rain fell.</p>", f"<html><p{' a' * MANY}>Rain fell.</p></html>"):
        with pytest.raises(RecordError):
            html_text(html)


def test_a_page_a_feed_and_an_export_say_which_item_they_leave_out(tmp_path: Path) -> None:
    bad = f"&lt;p{' a' * MANY}&gt;Rain fell on the harbour.&lt;/p&gt;"
    good = "Rain fell on the harbour for days, and the ferries stayed where they were."
    (tmp_path / "page.html").write_text(f"<html><body><article{' a' * MANY}>{BODY}</article></body></html>")
    items = "".join(f"<item><title>{text[:4]}</title><description>{text}</description></item>" for text in (bad, good))
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0'><channel><title>Bell</title>{items}</channel></rss>")
    posts = items.replace("description>", "content:encoded>")
    (tmp_path / "export.wxr.xml").write_text(
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'>"
        f"<channel><wp:wxr_version>1.2</wp:wxr_version>{posts}</channel></rss>")
    notices: list[Notice] = []

    articles = list(read(tmp_path, notices.append))

    assert [article.text for article in articles] == [good, good]
    refused = [notice.place for notice in notices if "attributes" in notice.message]
    assert refused == ["export.wxr.xml:1", "feed.xml[0]", "page.html"]
