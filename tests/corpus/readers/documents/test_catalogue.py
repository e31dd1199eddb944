"""Records of libraries' catalogues, in files and against their own rules."""

from __future__ import annotations

from pathlib import Path

from corpus import read
from corpus.readers.documents.catalogue import described
from corpus.text.xml_items import root_of


def test_a_subfield_of_marc_without_its_code_says_nothing() -> None:
    record = described(root_of(
        b"<record><datafield tag='245'><subfield>lost</subfield><subfield code=''>lost</subfield>"
        b"<subfield code='a'>Bridge shut /</subfield></datafield><datafield>"
        b"<subfield code='a'>lost</subfield></datafield></record>"))
    assert record is not None and record["title"] == "Bridge shut"


JATS = b"""<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta><journal-title-group>
<journal-title>The Bell</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1/a</article-id>
<title-group><article-title>Bridge shut</article-title></title-group>
<contrib-group><contrib><name><surname>Lee</surname><given-names>Ann</given-names></name></contrib></contrib-group>
<pub-date><day>4</day><month>5</month><year>2023</year></pub-date></article-meta></front>
<body><p>The bridge was shut (<xref>Ray</xref>; <xref>Lee</xref>).</p></body></article>"""
MARC = b"""<collection xmlns="http://www.loc.gov/MARC21/slim">
<record><datafield tag="245"><subfield code="a">One</subfield></datafield>
<datafield tag="520"><subfield code="a">Of a bridge.</subfield></datafield></record>
<record><datafield tag="245"><subfield code="a">Two</subfield></datafield>
<datafield tag="520"><subfield code="a">Of a quay.</subfield></datafield></record></collection>"""


def test_a_file_of_jats_is_its_article_without_the_brackets_of_its_links(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(JATS)
    (article,) = read(tmp_path / "a.xml", lambda notice: None)
    assert (article.title, article.text, article.authors) == ("Bridge shut", "The bridge was shut.", ("Ann Lee",))
    assert (article.source, article.url, str(article.published)[:10]) == (
        "The Bell", "https://doi.org/10.1/a", "2023-05-04")


def test_a_file_of_a_catalogue_is_a_summary_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(MARC)
    articles = list(read(tmp_path / "a.xml", lambda notice: None))
    assert [(each.title, each.text, each.extra["summary_only"]) for each in articles] == [
        ("One", "Of a bridge.", True), ("Two", "Of a quay.", True)]
