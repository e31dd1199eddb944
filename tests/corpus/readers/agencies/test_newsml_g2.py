"""NewsML-G2 as agencies deliver it, beside what the standard's examples show."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1"><itemMeta><itemClass qcode="ninat:text"/>
<provider><name>Northern Press</name></provider><versionCreated>2024-05-01T10:00:00Z</versionCreated></itemMeta>
<contentMeta>{meta}<headline>Harbour shut</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML></contentSet>
</newsItem>"""
BODY = "<p>The harbour was shut on Monday.</p><p>It stays shut.</p>"


def read_one(tmp_path: Path, meta: str = "", body: str = BODY) -> Article:
    """The article of an item with this metadata and that body."""
    (tmp_path / "a.xml").write_text(ITEM.format(meta=meta, body=body))
    [article] = read(tmp_path / "a.xml", lambda notice: None)
    return article


@pytest.mark.parametrize(("meta", "section"), [
    ('<subject literal="Related topic id" qcode="t:1"/><subject type="cpnat:abstract"><name>Economy</name></subject>',
     "Economy"),
    ('<subject type="cpnat:geoArea"><name>Norland</name></subject><subject><name>Sailing</name></subject>', "Sailing"),
    ('<subject type="cpnat:geoArea"><name>Norland</name></subject>', "Norland"),
    ('<subject literal="Harbours"/>', "Harbours"), ("", ""),
])
def test_the_section_is_a_topic_with_a_name_before_a_place_or_a_label(
    tmp_path: Path, meta: str, section: str
) -> None:
    assert read_one(tmp_path, meta).section == section


@pytest.mark.parametrize(("creators", "authors"), [
    ("<creator><name>Northern Press</name></creator>", ()), ('<creator literal="lee.anna"/>', ()),
    ("<creator><name>Ann Lee</name></creator><creator><name>Northern Press</name></creator>", ("Ann Lee",)),
    ("<infoSource><name>wire.com</name></infoSource><creator><name>wire</name></creator>", ()),
])
def test_an_agency_or_an_account_is_no_author(tmp_path: Path, creators: str, authors: tuple[str, ...]) -> None:
    assert read_one(tmp_path, creators).authors == authors


def test_the_header_and_the_headline_are_no_part_of_the_text(tmp_path: Path) -> None:
    header = "<header><ul><li>Harbours</li></ul><time>01.05.2024</time></header><h1>Harbour shut</h1>"
    assert read_one(tmp_path, body=header + BODY).text == "The harbour was shut on Monday.\n\nIt stays shut."


def test_a_byline_that_stands_as_the_first_paragraph_names_the_authors(tmp_path: Path) -> None:
    assert read_one(tmp_path, body=f"<p>By Ann Lee and Bob Ray</p>{BODY}").authors == ("Ann Lee", "Bob Ray")
    assert read_one(tmp_path, body=f"<p>By Monday it was over.</p>{BODY}").authors == ()


@pytest.mark.parametrize("block", ["p", "pre"])
def test_results_laid_out_by_spaces_stay_line_by_line(tmp_path: Path, block: str) -> None:
    rows = "Monday, May 1\nMerrow Rovers    2 Kestle Town  0\nStrand United    5 Pellow        1\n"
    text = read_one(tmp_path, body=f"<{block}>{rows}</{block}>").text
    assert text.split("\n\n") == ["Monday, May 1", "Merrow Rovers 2 Kestle Town 0", "Strand United 5 Pellow 1"]


def test_a_paragraph_that_its_editor_wrapped_stays_one(tmp_path: Path) -> None:
    body = "<p>\n   The harbour was shut\n   on Monday, the mayor\n   said.\n  </p>"
    assert read_one(tmp_path, body=body).text == "The harbour was shut on Monday, the mayor said."


def test_a_piece_of_a_page_that_was_written_out_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    code = "<p>&lt;div class=\"embed\" id=\"a\"&gt;&lt;/div&gt;&lt;script src=\"https://a.example/e.js\"&gt;&lt;/script&gt;</p>"
    assert read_one(tmp_path, body=BODY + code).text == "The harbour was shut on Monday.\n\nIt stays shut."
    assert "3 < 4" in read_one(tmp_path, body=BODY + "<p>3 &lt; 4, and 5 &gt; 4.</p>").text
