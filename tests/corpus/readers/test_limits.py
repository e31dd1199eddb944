"""Embargo, expiry and status in the formats of newsrooms: what can't be read never makes an article public."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, Notice, SourceError, read

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
JUNE = datetime(2027, 6, 1, 10, tzinfo=UTC)
G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" standard="NewsML-G2"><itemMeta>
<itemClass qcode="ninat:text"/><versionCreated>2026-05-02T10:00:00Z</versionCreated>{meta}</itemMeta>{rights}
<contentMeta>{content}<headline>Treaty</headline></contentMeta><contentSet>{body}</contentSet></newsItem>"""
WORDS = '<inlineData contenttype="text/plain">The treaty of Merrowby was signed on Monday.</inlineData>'
NITF = """<nitf><head><docdata {status}><doc-id id-string="n1"/>{dates}</docdata></head><body><body.head><hedline>
<hl1>Shares fall</hl1></hedline></body.head><body.content><p>Shares fell on Friday.</p></body.content></body></nitf>"""
WXR = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Bell</title>{items}</channel></rss>"""
POST = """<item><title>{id}</title><guid>{id}</guid><content:encoded>It rained.</content:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_parent>{parent}</wp:post_parent>
<wp:post_date_gmt>2024-05-01 09:00:00</wp:post_date_gmt><wp:status>{status}</wp:status>{meta}</item>"""
META = "<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"
RSS = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/"
xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:app="http://www.w3.org/2007/app">
<channel><title>Bell</title><item><title>Mill</title><guid>m</guid>{}</item></channel></rss>"""


def read_one(tmp_path: Path, name: str, content: str) -> tuple[Article, list[str]]:
    """The article of a file with that content, and what was said."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    notices: list[Notice] = []
    (article,) = read(tmp_path / name, notices.append)
    return article, [notice.message for notice in notices]


def newsml(meta: str = "", content: str = "", rights: str = "", body: str = WORDS) -> str:
    """A news item with these elements."""
    return G2.format(meta=meta, content=content, rights=rights, body=body)


@pytest.mark.parametrize(
    "meta", ["<embargoed/>", "<embargoed></embargoed>", "<embargoed>soon</embargoed>", "<embargoed>2027</embargoed>",
             "<expires>2027</expires>", "<expires>at noon</expires>", '<pubStatus qcode="stat:onhold2"/>',
             '<pubStatus literal="perhaps"/>', '<pubStatus qcode="stat:embargoed"/>',
             "<embargoed/><embargoed>2020-01-01T00:00:00Z</embargoed>"],
)
def test_newsml_g2_that_may_not_be_shown_is_withheld(tmp_path: Path, meta: str) -> None:
    article, notices = read_one(tmp_path, "a.xml", newsml(meta))
    assert article.status == "withheld"
    assert notices[0].endswith("The article is withheld.")


@pytest.mark.parametrize(
    ("meta", "rights"),
    [
        ("<expires>2025-06-01T00:00:00Z</expires>", ""), ("<expires>2025-06-01Z</expires>", ""),
        ("<expires>2031-01-01Z</expires>", '<rightsInfo validto="2025-06-01"/>'),
        ("<expires>2025-05-31T24:00:00Z</expires>", '<rightsInfo/><rightsInfo validto="2031-01-01"/>'),
    ],
)
def test_the_first_expiry_of_newsml_g2_counts(tmp_path: Path, meta: str, rights: str) -> None:
    assert read_one(tmp_path, "a.xml", newsml(meta, rights=rights))[0].expires == datetime(2025, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("status", ['qcode="stat:usable"', 'uri="http://cv.iptc.org/newscodes/pubstatusg2/usable"',
                                    'literal="usable"'])
def test_newsml_g2_that_is_usable_is_shown(tmp_path: Path, status: str) -> None:
    article, notices = read_one(tmp_path, "a.xml", newsml(f"<pubStatus {status}/>"))
    assert article.visible(NOW)
    assert notices == []


def test_newsml_g2_heeds_the_limits_of_the_nitf_in_it(tmp_path: Path) -> None:
    nitf = NITF.format(status='management-status="withheld"', dates='<date.expire norm="20250601"/>')
    body = f'<inlineXML contenttype="application/nitf+xml">{nitf}</inlineXML>'
    article, _ = read_one(tmp_path, "a.xml", newsml('<pubStatus qcode="stat:usable"/>', body=body))
    assert (article.status, article.expires) == ("withheld", datetime(2025, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize("made", ["2026", "2026-05+02:00", "2026-05", "May"])
def test_a_truncated_date_gives_way_to_the_one_beside_it(tmp_path: Path, made: str) -> None:
    article, _ = read_one(tmp_path, "a.xml", newsml(content=f"<contentCreated>{made}</contentCreated>"))
    assert article.published == datetime(2026, 5, 2, 10, tzinfo=UTC)
    item = {"uri": "urn:1", "type": "text", "contentcreated": made, "versioncreated": "2026-05-02T10:00:00Z",
            "headline": "A", "body_text": "It rained."}
    assert read_one(tmp_path, "a.json", json.dumps(item))[0].published == datetime(2026, 5, 2, 10, tzinfo=UTC)


def test_a_cancellation_without_a_text_is_read_as_one(tmp_path: Path) -> None:
    article, _ = read_one(tmp_path, "a.xml", newsml('<pubStatus qcode="stat:canceled"/>', body=""))
    assert (article.id, article.status) == ("urn:1", "canceled")


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        ('<date.release norm="20270601T100000Z"/>', JUNE),
        ('<date.issue norm="20270601T100000Z"/><date.release norm="20270601T100000Z"/>', JUNE),
        ('<date.issue norm="20260501T120000+0200"/><date.release norm="20260501T100000Z"/>', None),
        ('<date.issue norm="20260501T120000+0200"/><date.release norm="20260501T110000Z"/>',
         datetime(2026, 5, 1, 11, tzinfo=UTC)),
        ('<date.issue norm="20270530"/><date.release norm="20270601T120000+0200"/>', JUNE),
    ],
)
def test_the_release_of_nitf_is_an_embargo_wherever_it_lies_behind(
    tmp_path: Path, dates: str, until: datetime | None
) -> None:
    article, _ = read_one(tmp_path, "a.xml", NITF.format(status="", dates=dates))
    assert (article.embargoed_until, article.status) == (until, "usable")


@pytest.mark.parametrize(
    ("status", "dates"),
    [('management-status="embargoed"', ""), ('management-status="later"', ""), ("", '<date.release norm="at noon"/>'),
     ("", '<date.expire norm="2027"/>')],
)
def test_nitf_that_may_not_be_shown_is_withheld(tmp_path: Path, status: str, dates: str) -> None:
    article, notices = read_one(tmp_path, "a.xml", NITF.format(status=status, dates=dates))
    assert article.status == "withheld"
    assert notices[0].endswith("The article is withheld.")


@pytest.mark.parametrize(
    ("status", "ours"),
    [("publish", "usable"), ("draft", "withheld"), ("pending", "withheld"), ("private", "withheld"),
     ("auto-draft", "withheld"), ("trash", "canceled"), ("future", "usable"), ("", "usable"),
     ("in-progress", "withheld"), ("bell-custom", "withheld"), ("inherit", "withheld")],
)
def test_every_status_of_wordpress_is_read(tmp_path: Path, status: str, ours: str) -> None:
    post = POST.format(id=1, parent=0, status=status, meta="")
    article, notices = read_one(tmp_path, "a.xml", WXR.format(items=post))
    assert article.status == ours
    assert (article.embargoed_until == article.published) is (status == "future")
    assert len(notices) == (status in ("bell-custom", "inherit"))


@pytest.mark.parametrize(("parent", "ours"), [("publish", "usable"), ("draft", "withheld"), ("trash", "canceled")])
def test_a_post_that_inherits_its_status_has_that_of_its_parent(tmp_path: Path, parent: str, ours: str) -> None:
    posts = POST.format(id=1, parent=0, status=parent, meta="") + POST.format(id=2, parent=1, status="inherit", meta="")
    (tmp_path / "a.xml").write_text(WXR.format(items=posts))
    _, child = read(tmp_path / "a.xml", print)
    assert child.status == ours


def test_what_wordpress_plugins_keep_beside_a_post_is_read(tmp_path: Path) -> None:
    def of(*keys: str) -> Article:
        meta = "".join(META.format(*key.split("=")) for key in keys)
        post = POST.format(id=1, parent=0, status="publish", meta=meta)
        return read_one(tmp_path, "a.xml", WXR.format(items=post))[0]

    expired = of("_expiration-date=1748736000", "_expiration-date-status=saved")
    assert expired.expires == datetime(2025, 6, 1, tzinfo=UTC)
    assert of("embargo_until=2027-06-01T10:00:00Z").embargoed_until == JUNE
    assert of("_bell_embargo=soon").status == "withheld"
    assert of("_edit_last=1", "_expiration-date=").visible(NOW)


@pytest.mark.parametrize("element", [
    "<prism:embargoDate>2027-06-01T10:00:00Z</prism:embargoDate>",
    "<dcterms:valid>start=2027-06-01T10:00:00Z; scheme=W3C-DTF</dcterms:valid>",
    "<embargo>2027-06-01T10:00:00Z</embargo>",
])
def test_an_embargo_of_a_feed_is_read_in_any_namespace(tmp_path: Path, element: str) -> None:
    article, _ = read_one(tmp_path, "a.xml", RSS.format(f"<description>Sold.</description>{element}"))
    assert article.embargoed_until == JUNE


@pytest.mark.parametrize("element", [
    "<app:control><app:draft>yes</app:draft></app:control>", "<embargo>tomorrow</embargo>", "<status>draft</status>",
    "<prism:expirationDate>soon</prism:expirationDate>", "<expirationDate>at noon</expirationDate>",
])
def test_a_feed_entry_that_may_not_be_shown_is_withheld(tmp_path: Path, element: str) -> None:
    article, _ = read_one(tmp_path, "a.xml", RSS.format(f"<description>Sold.</description>{element}"))
    assert article.status == "withheld"


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("prefix", ["media", "m2"])
def test_the_caption_of_a_photo_is_not_the_text_of_its_entry(tmp_path: Path, first: bool, prefix: str) -> None:
    caption = f"<{prefix}:description>A heron stands on the weir, seen in the year 1998.</{prefix}:description>"
    words = "<description>The council bought the mill.</description>"
    feed = RSS.replace("xmlns:media", f"xmlns:{prefix}").format(words + caption if first else caption + words)
    article, _ = read_one(tmp_path, "a.xml", feed)
    assert (article.text, article.extra) == ("The council bought the mill.", {"summary_only": True})


@pytest.mark.parametrize("record", [
    {"embargo": "2027-06-01T10:00:00Z", "articles": [{"text": "It rained."}]},
    {"status": "ok", "publish_after": "2027-06-01T10:00:00Z", "items": [{"text": "It rained."}]},
])
def test_an_embargo_over_a_list_counts_for_each_article_in_it(tmp_path: Path, record: object) -> None:
    article, _ = read_one(tmp_path, "a.json", json.dumps(record))
    assert (article.embargoed_until, article.status) == (JUNE, "usable")


@pytest.mark.parametrize("column", ["Embargo Date", "embargo_until", "publishAfter", "PUBLISH-AT"])
def test_an_embargo_in_a_table_is_read_or_withholds_the_row(tmp_path: Path, column: str) -> None:
    table = "id,text,{}\na,It rained.,{}\n"
    assert read_one(tmp_path, "a.csv", table.format(column, "2027-06-01T10:00:00Z"))[0].embargoed_until == JUNE
    assert read_one(tmp_path, "a.csv", table.format(column, "next week"))[0].status == "withheld"
    assert read_one(tmp_path, "a.csv", table.format(column, ""))[0].visible(NOW)


def test_a_wiki_page_under_embargo_is_withheld(tmp_path: Path) -> None:
    page = ("<mediawiki><page><title>A</title><ns>0</ns><id>1</id><revision><text>{{embargoed|2027}} It rained."
            "</text></revision></page></mediawiki>")
    assert read_one(tmp_path, "a.xml", page)[0].status == "withheld"


@pytest.mark.parametrize(("name", "content", "says"), [
    ("a.json", "[" * 100_000, "no JSON (its objects lie too deep within each other)"),
    ("a.jsonl", '{"text": "It is shut."}\n' + "[" * 100_000 + "\n", "a.jsonl:2: This line is no JSON (its"),
    ("a.xml", "<nitf>" + "<block>" * 1_000 + "x" + "</block>" * 1_000 + "</nitf>", "a.xml:1: The XML lies too deep"),
    ("a.zip", "", "a.zip is empty"),
])
def test_what_lies_too_deep_or_is_empty_is_named_with_its_place(
    tmp_path: Path, name: str, content: str, says: str
) -> None:
    (tmp_path / name).write_text(content)
    notices: list[Notice] = []
    try:
        list(read(tmp_path / name, notices.append))
        message = ""
    except SourceError as error:
        message = str(error)
    assert any(says in each for each in (message, *(f"{each.place}: {each.message}" for each in notices)))
