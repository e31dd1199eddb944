"""What newsrooms have: exports, agencies' formats, feeds; every sample here was written for this project."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from corpus import Article, Fields, Notice, SourceError, read
from corpus.readers import sitemap_places

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Merrowby Bell</title><language>en-GB</language>
<wp:author><wp:author_login>alee</wp:author_login><wp:author_display_name>Ann Lee</wp:author_display_name></wp:author>
<item><title>Bridge shut &amp; sealed</title><link>https://bell.example/bridge</link><dc:creator>alee</dc:creator>
<guid isPermaLink="false">https://bell.example/?p=7</guid>
<content:encoded><![CDATA[[caption id="x"]<img src="a.jpg"> The bridge at dusk[/caption]

The bridge was shut on Monday.
It stays shut until spring.

Correction (3 May 2024): an earlier version of this article misstated the day.]]></content:encoded>
<excerpt:encoded><![CDATA[Shut.]]></excerpt:encoded><wp:post_id>7</wp:post_id>
<wp:post_date>2024-05-01 10:00:00</wp:post_date><wp:post_date_gmt>2024-05-01 09:00:00</wp:post_date_gmt>
<wp:post_modified_gmt>2024-05-03 09:00:00</wp:post_modified_gmt><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><category domain="category" nicename="transport">Transport</category>
<category domain="post_tag" nicename="bridge">bridge</category></item>
<item><title>Secret</title><content:encoded>Not yet.</content:encoded><wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type></item>
<item><title>Photo</title><wp:post_type>attachment</wp:post_type></item>
</channel></rss>"""

NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://unreachable.invalid/nitf.dtd">
<nitf xml:lang="en-US"><head><title>Dam</title><docdata management-status="usable"><doc-id id-string="bell-9"/>
<date.issue norm="20240501T101500+0100"/><date.expire norm="20990101"/><ed-msg info="Adds quote"/>
<correction info="The dam is 90 feet high, not 9."/><doc.copyright year="2024" holder="Bell Wire"/></docdata>
<pubdata name="The Merrowby Bell" position.section="Local" ex-ref="https://bell.example/dam"/></head><body><body.head>
<hedline><hl1>Dam holds</hl1></hedline><byline>By <person>Ann Lee</person> and <person>Bob Ray</person></byline>
<abstract><p>In short.</p></abstract></body.head><body.content><p>The dam held&nbsp;on Monday.</p>
<media><media-caption>A dam</media-caption></media><p>Nobody was hurt.</p></body.content></body></nitf>"""

REUTERS = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" OLDID="1" NEWID="5"><DATE>26-FEB-1987 15:01:01.79</DATE><TOPICS><D>tin</D></TOPICS>
<PLACES><D>peru</D></PLACES><TEXT>&#2;
<TITLE>TIN MINES REOPEN</TITLE><DATELINE>    LIMA, Feb 26 - </DATELINE><BODY>The tin mines of the south
reopened on Thursday after a strike of nine weeks,
the ministry said.
    It gave no figures for the output that was lost in
that time.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""

WIKI = """<mediawiki xml:lang="en"><siteinfo><sitename>Wikinews</sitename>
<base>https://en.wikinews.example/wiki/Main_Page</base></siteinfo>
<page><title>Bridge opens</title><ns>0</ns><id>12</id><revision><id>99</id><timestamp>2010-03-05T10:00:00Z</timestamp>
<text>{{date|March 4, 2010}}
The '''bridge''' over the {{w|River Oskel|Oskel}} [[opening|opened]] on Thursday.&lt;ref&gt;x&lt;/ref&gt;

[[File:a.jpg|thumb|A [[bridge]]]]It had been [http://a.example shut] for a year.

== Sources ==
* {{source|url=http://b.example|title=No}}
{{publish}}
[[Category:Published]] [[Category:Transport]]</text></revision></page>
<page><title>Draft</title><ns>0</ns><id>13</id><revision><id>1</id><timestamp>2010-03-05T10:00:00Z</timestamp>
<text>{{develop}} Half a story.</text></revision></page>
<page><title>Talk:Bridge</title><ns>1</ns><id>14</id><revision><text>Hm.</text></revision></page></mediawiki>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Bell</title>
<entry><id>tag:bell,1</id><title>Lido &lt;b&gt;reopens&lt;/b&gt;</title><link href="https://bell.example/lido"/>
<published>2024-07-30T08:00:00+01:00</published><updated>2024-07-30T09:00:00+01:00</updated>
<author><name>Ann Lee</name></author><author><name>Bob Ray</name></author><category term="Leisure"/>
<rights>All rights reserved</rights>
<content type="html">&lt;p&gt;The lido reopened.&lt;/p&gt;&lt;p&gt;Hundreds swam.&lt;/p&gt;</content></entry></feed>"""

NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<packageItem guid="p"><itemClass/><contentMeta><headline>Floods</headline></contentMeta>
<groupSet><group><itemRef residref="urn:1"/></group></groupSet></packageItem>
<newsItem guid="urn:1" version="3" xml:lang="en"><rightsInfo><copyrightNotice>© Bell</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Bell Wire"/>
<versionCreated>2024-05-02T08:00:00Z</versionCreated><firstCreated>2024-05-01T08:00:00Z</firstCreated>
<embargoed>2024-05-03T08:00:00Z</embargoed><pubStatus qcode="stat:withheld"/>
<edNote>Corrects the height of the dam</edNote><signal qcode="sig:correction"/></itemMeta>
<contentMeta><by>By Ann Lee</by><genre qcode="genre:analysis"/><headline>Rain</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>It rained.</p><p>It poured.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""

AP = {"data": {"item": {
    "uri": "https://api.ap.example/content/1", "altids": {"itemid": "1"}, "type": "text", "pubstatus": "usable",
    "versioncreated": "2024-05-02T08:00:00Z", "firstcreated": "2024-05-01T08:00:00Z", "headline": "Dam holds",
    "bylines": [{"by": "By ANN LEE", "title": "Staff"}, {"by": "By BOB RAY"}], "language": "en",
    "editorialtypes": ["Correction"], "ednote": "Corrects height.", "copyrightnotice": "Copyright 2024",
    "links": [{"rel": "canonical", "href": "https://ap.example/dam"}],
    "body_nitf": "<body.content><block><p>The dam held.</p><p>Nobody was hurt.</p></block></body.content>",
}}}

ALL = {"a.xml": WXR, "b.xml": NITF, "c.sgm": REUTERS, "d.xml": WIKI, "e.xml": ATOM, "f.xml": NEWSML,
       "g.json": json.dumps(AP)}


def read_all(tmp_path: Path, name: str, content: str | bytes, **how: object) -> tuple[list[Article], list[Notice]]:
    """The articles of a file with that content, and the notices."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    notices: list[Notice] = []
    return list(read(path, notices.append, **how)), notices   # type: ignore[arg-type]


def test_a_wordpress_export_is_told_from_a_feed_and_its_posts_are_read(tmp_path: Path) -> None:
    (article, draft), notices = read_all(tmp_path, "export.xml", WXR)
    assert article.title == "Bridge shut & sealed"
    assert article.text.startswith("The bridge was shut on Monday. It stays shut until spring.\n\nCorrection")
    assert article.published == datetime(2024, 5, 1, 9, tzinfo=UTC)
    assert article.updated == datetime(2024, 5, 3, 9, tzinfo=UTC)
    assert (article.authors, article.section, article.source) == (("Ann Lee",), "Transport", "The Merrowby Bell")
    assert article.corrections[0][0] == datetime(2024, 5, 3, tzinfo=UTC)
    assert article.extra["tags"] == ["bridge"]
    assert draft.status == "withheld"
    assert [notice.message for notice in notices] == ["1 items that are no posts were passed over (1 attachment)."]


def test_nitf_gives_every_field_from_its_place(tmp_path: Path) -> None:
    (article,), notices = read_all(tmp_path, "a.xml", NITF)
    assert notices == []
    assert (article.id, article.title, article.url) == ("bell-9", "Dam holds", "https://bell.example/dam")
    assert article.text == "The dam held on Monday.\n\nNobody was hurt."
    assert article.published == datetime(2024, 5, 1, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    assert article.authors == ("Ann Lee", "Bob Ray")
    assert (article.source, article.section, article.language) == ("The Merrowby Bell", "Local", "en-US")
    assert article.corrections == ((None, "The dam is 90 feet high, not 9."),)
    assert article.rights == "© 2024 Bell Wire"
    assert article.expires == datetime(2099, 1, 1, tzinfo=UTC)
    assert article.extra["editors_note"] == "Adds quote"


def test_reuters_stories_keep_their_paragraphs_and_lose_their_signature(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, "a.sgm", REUTERS)
    assert (article.id, article.title, article.kind) == ("reuters-5", "TIN MINES REOPEN", "wire")
    assert article.text.split("\n\n") == [
        "LIMA, Feb 26 - The tin mines of the south reopened on Thursday after a strike of nine weeks, "
        "the ministry said.",
        "It gave no figures for the output that was lost in that time.",
    ]
    assert article.published == datetime(1987, 2, 26, 15, 1, 1, tzinfo=UTC)
    assert article.section == "tin"


def test_wikinews_pages_become_plain_text_and_unfinished_ones_are_withheld(tmp_path: Path) -> None:
    (article, draft), notices = read_all(tmp_path, "a.xml", WIKI)
    assert article.text == "The bridge over the Oskel opened on Thursday.\n\nIt had been shut for a year."
    assert article.published == datetime(2010, 3, 4, tzinfo=UTC)
    assert (article.url, article.section) == ("https://en.wikinews.example/wiki/Bridge_opens", "Transport")
    assert draft.status == "withheld"
    assert "1 of other namespaces" in notices[-1].message


def test_atom_gives_zone_authors_and_rights(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, "a.xml", ATOM)
    assert article.published == datetime(2024, 7, 30, 8, tzinfo=timezone(timedelta(hours=1)))
    assert article.authors == ("Ann Lee", "Bob Ray")
    assert (article.section, article.rights, article.source) == ("Leisure", "All rights reserved", "The Bell")
    assert article.text == "The lido reopened.\n\nHundreds swam."


def test_newsml_g2_gives_embargo_status_correction_and_package(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, "a.xml", NEWSML)
    assert (article.id, article.status, article.kind) == ("urn:1", "withheld", "analysis")
    assert article.embargoed_until == datetime(2024, 5, 3, 8, tzinfo=UTC)
    assert article.corrections[0][1] == "Corrects the height of the dam"
    assert article.text == "It rained.\n\nIt poured."
    assert (article.extra["package"], article.source) == ("Floods", "Bell Wire")


def test_ap_json_gives_its_nitf_body_and_every_byline(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, "a.json", json.dumps(AP))
    assert article.authors == ("Ann Lee", "Bob Ray")
    assert article.text == "The dam held.\n\nNobody was hurt."
    assert (article.url, article.rights) == ("https://ap.example/dam", "Copyright 2024")
    assert article.corrections[0][1] == "Corrects height."


def test_archives_are_read_through_whatever_they_hold(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in ALL.items():
            zipped.writestr(f"2024/{name}", content)
        zipped.writestr("2024/lines.jsonl.gz", gzip.compress(b'{"text": "Packed twice."}\n'))
        zipped.writestr("__MACOSX/._a.xml", "x")
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as packed:
        for name, content in ALL.items():
            info = tarfile.TarInfo(f"2024/{name}")
            info.size = len(content.encode())
            packed.addfile(info, io.BytesIO(content.encode()))
    from_zip = [article.title for article in read(tmp_path / "all.zip", lambda notice: None)]
    from_tar = [article.title for article in read(tmp_path / "all.tar.gz", lambda notice: None)]
    assert from_zip == [*from_tar, "Packed twice."]
    assert len(from_tar) == 9


def test_a_zip_bomb_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.text.decode.MIN_SUSPECT_BYTES", 1_000_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("a.txt", "0" * 5_000_000)
    with pytest.raises(SourceError, match="far more than news does"):
        list(read(tmp_path / "a.zip", lambda notice: None))


@pytest.mark.parametrize("root", ["rss", "nitf", "newsItem", "mediawiki", "unknown"])
@pytest.mark.parametrize("declared", [
    '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">',
    '<!ENTITY c SYSTEM "file:///etc/passwd">', '<!ENTITY % c SYSTEM "http://unreachable.invalid/x.dtd"> %c;',
])
def test_entities_of_a_file_are_never_expanded(tmp_path: Path, root: str, declared: str) -> None:
    with pytest.raises(SourceError, match=r"declares entities of its own|no known format"):
        read_all(tmp_path, "a.xml", f"<!DOCTYPE {root} [{declared}]><{root}><item>&c;</item></{root}>")


def test_an_item_that_the_file_breaks_off_in_is_left_out(tmp_path: Path) -> None:
    articles, notices = read_all(tmp_path, "a.xml", WXR[: WXR.index("Not yet.") + 3])
    assert [article.title for article in articles] == ["Bridge shut & sealed"]
    assert notices[-1].skipped
    assert "breaks off" in notices[-1].message


def test_broken_xml_is_mended_and_reported_with_its_line(tmp_path: Path) -> None:
    articles, notices = read_all(tmp_path, "a.xml", WXR.replace("Secret", "R&D secret"))
    assert len(articles) == 2
    assert notices[0].place.startswith("a.xml:")
    assert "broken" in notices[0].message


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "iso-8859-5"])
def test_xml_is_read_in_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{NITF.split("?>", 1)[1]}'.replace("Nobody was hurt", "Никто")
    (article,), _ = read_all(tmp_path, "a.xml", xml.encode(encoding))
    assert article.text.endswith("Никто.")


def test_a_format_can_be_forced_and_fields_renamed(tmp_path: Path) -> None:
    fields = Fields.parse(["title=Schlagzeile", "text=inhalt.lang"])
    line = json.dumps({"Schlagzeile": "Brücke zu", "inhalt": {"lang": "Die Brücke ist zu."}, "title": "x"})
    (article,), _ = read_all(tmp_path, "a.dat", line, form="jsonl", fields=fields)
    assert (article.title, article.text) == ("Brücke zu", "Die Brücke ist zu.")
    table = "kopf;koerper\nBrücke zu;Die Brücke ist zu.\n"
    (row,), _ = read_all(tmp_path, "a.csv", table, fields=Fields.parse(["title=kopf", "text=koerper"]))
    assert (row.title, row.text) == ("Brücke zu", "Die Brücke ist zu.")


@pytest.mark.parametrize("pair", ["title", "headline=x", "=x", "title="])
def test_a_map_that_makes_no_sense_is_refused(pair: str) -> None:
    with pytest.raises(SourceError, match="write it as title=Headline"):
        Fields.parse([pair])


def test_a_map_to_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no column 'kopf'"):
        read_all(tmp_path, "a.csv", "title,text\na,b\n", fields=Fields.parse(["title=kopf"]))
    with pytest.raises(SourceError, match="no format 'xls'"):
        read(tmp_path / "a.csv", print, form="xls")


def test_content_counts_before_the_suffix(tmp_path: Path) -> None:
    assert read_all(tmp_path, "a.txt", NITF)[0][0].title == "Dam holds"
    assert read_all(tmp_path, "feed", ATOM)[0][0].source == "The Bell"
    assert read_all(tmp_path, "a.json", '{"text": "One."}\n{"text": "Two."}\n')[0][1].text == "Two."


def test_a_sitemap_lists_addresses(tmp_path: Path) -> None:
    xml = ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
           'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc>'
           "<lastmod>2024-05-01</lastmod><news:news><news:publication><news:name>Bell</news:name>"
           "<news:language>en</news:language></news:publication><news:title>One</news:title>"
           "<news:publication_date>2024-05-01T08:00:00Z</news:publication_date></news:news></url></urlset>")
    (tmp_path / "a.xml").write_text(xml)
    (place,) = sitemap_places(tmp_path / "a.xml", "a.xml", print)
    assert (place.url, place.title, place.source) == ("https://a.example/1", "One", "Bell")
    with pytest.raises(SourceError, match="a list of 1 addresses"):
        list(read(tmp_path / "a.xml", lambda notice: None))


def test_hugo_front_matter_in_toml_and_jekyll_file_names_are_read(tmp_path: Path) -> None:
    toml = '+++\ntitle = "Bridge shut"\ndate = 2024-05-01T09:00:00Z\nauthors = ["Ann Lee"]\ndraft = true\n+++\nIt is.\n'
    (article,), _ = read_all(tmp_path, "a.md", toml)
    assert (article.title, article.authors, article.status) == ("Bridge shut", ("Ann Lee",), "withheld")
    assert article.published == datetime(2024, 5, 1, 9, tzinfo=UTC)
    (post,), _ = read_all(tmp_path, "2024-05-02-bridge.md", "---\ntitle: Bridge\n---\nIt is.\n")
    assert post.published == datetime(2024, 5, 2, tzinfo=UTC)


@pytest.mark.parametrize("mapped", ["title=Nope.x", "authors=author_id@data.nowhere.id.name"])
def test_a_map_under_which_no_record_has_anything_is_named(tmp_path: Path, mapped: str) -> None:
    content = {"data": [{"text": "It is shut."}, {"text": "It is open."}]}
    lines = "\n".join(map(json.dumps, content["data"]))
    for name, written in (("a.json", json.dumps(content)), ("b.jsonl", lines), ("c.json", '{"text": "It is shut."}')):
        (tmp_path / name).write_text(written)
        notices: list[Notice] = []
        list(read(tmp_path / name, notices.append, fields=Fields.parse([mapped, "text=text"])))
        ours, _, theirs = mapped.partition("=")
        assert [each.message for each in notices] == [
            f"No record here has {theirs!r}, which is mapped to {ours}; see how the file spells it."]


def test_a_list_that_is_not_there_is_refused_with_the_file_s_name(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"data": {}}')
    with pytest.raises(SourceError, match=r"a\.json: There is no list at 'data\.posts', but null"):
        list(read(tmp_path / "a.json", lambda notice: None, fields=Fields(items="data.posts")))


def test_a_link_without_its_site_is_one_of_the_site_of_the_export(tmp_path: Path) -> None:
    feed = ("<rss version='2.0'><channel><title>The Bell</title><link>https://bell.example/news/</link><item><title>Quay"
            "</title><link>/a/quay</link><description>The quay is shut.</description></item></channel></rss>")
    posts = feed.replace("<rss ", "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='c' ").replace(
        "description>", "content:encoded>")
    for name, content in (("a.rss", feed), ("b.xml", posts)):
        (article,), notices = read_all(tmp_path, name, content)
        assert (article.url, notices) == ("https://bell.example/a/quay", [])
