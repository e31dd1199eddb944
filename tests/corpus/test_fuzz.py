"""Whatever is in a file, it is read or reported in a sentence, without a connection."""

from __future__ import annotations

import io
import json
import socket
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import SourceError, read
from corpus.detect import format_of
from corpus.readers import FORMATS
from corpus.record.places import Arrival
from corpus.web.fetch import Fetcher
from corpus.web.oai import harvest

WORDS = "<p>The bridge was shut on Monday, the mayor said.</p><p>It stays shut until spring &amp; beyond.</p>"
SEEDS: dict[str, bytes] = {name: seed.encode() for name, seed in {
    "wxr": '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="c"><channel>'
           f"<title>B</title><item><title>A</title><guid>1</guid><content:encoded><![CDATA[{WORDS}]]></content:encoded>"
           "<wp:post_date_gmt>2024-05-01 09:00:00</wp:post_date_gmt><wp:status>publish</wp:status></item>"
           "</channel></rss>",
    "feed": '<rss version="2.0"><channel><title>B</title><item><title>A</title><link>https://a.example/1</link>'
            "<pubDate>Wed, 01 May 2024 09:00:00 GMT</pubDate><description>It is shut.</description></item>"
            "</channel></rss>",
    "nitf": '<nitf><head><docdata><doc-id id-string="1"/><date.issue norm="20240501"/></docdata></head><body>'
            f"<body.head><hedline><hl1>A</hl1></hedline></body.head><body.content>{WORDS}</body.content></body></nitf>",
    "newsml-g2": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="1"><itemMeta><versionCreated>'
                 "2024-05-01T09:00:00Z</versionCreated></itemMeta><contentMeta><headline>A</headline></contentMeta>"
                 f"<contentSet><inlineXML><html><body>{WORDS}</body></html></inlineXML></contentSet></newsItem>",
    "newsml-1": '<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>1</PublicIdentifier>'
                '</NewsIdentifier></Identification><NewsManagement><Status FormalName="Usable"/></NewsManagement>'
                "<NewsComponent><NewsLines><HeadLine>A</HeadLine></NewsLines><NewsComponent><ContentItem><DataContent>"
                f"{WORDS}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>",
    "mediawiki": "<mediawiki><page><title>A</title><ns>0</ns><id>1</id><revision><timestamp>2024-05-01T09:00:00Z"
                 "</timestamp><text>{{date|May 1, 2024}} '''A''' [[b|c]] {{w|d}}</text></revision></page></mediawiki>",
    "reuters": '<REUTERS NEWID="1"><DATE>26-FEB-1987 15:01:01.79</DATE><TEXT><TITLE>A</TITLE><BODY>It is shut.\n'
               "Reuter</BODY></TEXT></REUTERS>\n",
    "json": json.dumps({"uri": "1", "versioncreated": "2024-05-01T09:00:00Z", "headlines": [{"value": "A"}],
                        "bodies": [{"role": "html", "contenttype": "text/html", "value": WORDS}]}),
    "jsonl": '{"text": "It is shut.", "published": "2024-05-01"}\n{"text": "It is open."}\n',
    "csv": 'title,text\nA,"It is shut, they said."\n',
    "html": f"<html><head><title>A</title></head><body><article><h1>A</h1>{WORDS * 5}</article></body></html>",
    "markdown": "---\ntitle: A\ndate: 2024-05-01\n---\n\nIt is [shut](x).\n",
    "text": "A bridge is shut\n\nIt is shut.\n",
    "captions": "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann Lee>It is shut.\n\n"
                "00:00:05.000 --> 00:00:06.000\n- Why?\n",
    "ttml": '<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s" end="2s">It is<br/>shut.</p></body></tt>',
    "alto": '<alto><Layout><Page><PrintSpace><TextBlock ID="b"><TextLine>'
            '<String CONTENT="It" WC="0.5"/><String '
            'CONTENT="sh" SUBS_TYPE="HypPart1" SUBS_CONTENT="shut"/><HYP CONTENT="-"/></TextLine>'
            '<TextLine><String CONTENT="ut" SUBS_TYPE="HypPart2" SUBS_CONTENT="shut"/></TextLine></TextBlock>'
            "</PrintSpace></Page></Layout></alto>",
    "page-xml": '<PcGts><Page imageFilename="a" imageWidth="9"><TextRegion id="r"><Coords points="1,2 3,4"/><TextLine>'
                '<TextEquiv index="0" conf="0.5"><Unicode>It is shut'
                "</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>",
    "mets": '<mets xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec>'
            '<file ID="F"><FLocat xlink:href="a.xml"/>'
            '</file></fileSec><structMap TYPE="LOGICAL"><div TYPE="ARTICLE"><area FILEID="F" BEGIN="b"/></div>'
            "</structMap></mets>",
    "pdf": "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
           "/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 48>>stream\nBT /F 12 Tf 20 100 Td "
           "(The quay is shut today.) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n",
    "rtf": "{\\rtf1\\ansi{\\info{\\title A}} It is {\\b shut}\\'85\\par}",
    "eml": "From: Ann Lee <a@b.example>\nSubject: A\nDate: Thu, 04 May 2023 10:15:00 +0000\n\nIt is shut.\n",
    "iptc7901": "\x01eca062 4 i 211 ccccb dpa 061\r\n\r\nQuay/\r\n\x021ST LEAD\r\nQuay shut =\r\n\r\nIt is shut.\r\n"
                "\x03131137 GMT Nov 13\r\n",
    "sitemap": "<urlset><url><loc>https://a.example/1</loc></url></urlset>",
}.items()}
# Records of catalogues, which come as files and within an answer of OAI-PMH.
CATALOGUE = {
    "dublin core": "<dc xmlns:d='http://purl.org/dc/elements/1.1/'><d:title>A</d:title><d:creator>Lee, Ann</d:creator>"
                   "<d:date>2024-05-01</d:date><d:description>It is shut.</d:description>"
                   "<d:identifier>https://a.example/1</d:identifier></dc>",
    "mods": "<mods><titleInfo><title>A</title></titleInfo><name><namePart type='given'>Ann</namePart>"
            "<namePart type='family'>Lee</namePart></name><originInfo><dateIssued>2024-05-01</dateIssued></originInfo>"
            "<abstract>It is shut.</abstract><location><url>https://a.example/1</url></location></mods>",
    "marc": "<record><datafield tag='245'><subfield code='a'>A /</subfield></datafield><datafield tag='520'>"
            "<subfield code='a'>It is shut.</subfield></datafield><datafield tag='100'><subfield code='a'>Lee, Ann,"
            "</subfield></datafield></record>",
    "jats": "<article><front><article-meta><title-group><article-title>A</article-title></title-group><contrib-group>"
            "<contrib><name><surname>Lee</surname><given-names>Ann</given-names></name></contrib></contrib-group>"
            "<pub-date><day>1</day><month>5</month><year>2024</year></pub-date></article-meta></front>"
            "<body><p>It is shut.</p></body></article>",
    **{form: SEEDS[form].decode() for form in ("nitf", "newsml-g2", "newsml-1")},
}
SEEDS |= {"jats": CATALOGUE["jats"].encode(), "catalogue": CATALOGUE["mods"].encode()}
WIRE = (b"\x16\x16\x01W1\x1fa\r\nf l\x13\x11 BC-A   05-01 0149\r\n\x02^BC-A,46<\r\n^Quay shut<\r\n^By ANN LEE=\r\n"
        b"\t   It is ``shut''.\r\n\x08a;b\x10 \r\n\x03NP-WF-05-01-24 1509GMT<\r\n")
PARTS = {
    "docx": ("word/document.xml", b'<d xmlns:w="w"><w:p><w:r><w:t>It is shut.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p>'
                                  b"<w:t>Ann</w:t></w:p></w:tc></w:tr></w:tbl></d>"),
    "odt": ("content.xml", b'<d xmlns:t="t"><t:p>It is <t:span>shut</t:span>.</t:p></d>'),
}


def zipped(part: str, content: bytes) -> bytes:
    """An office file of one part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as office:
        office.writestr(part, content)
    return packed.getvalue()


SEEDS |= {form: zipped(part, content) for form, (part, content) in PARTS.items()}
PIECES = [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"\0", b"\xff\xfe", b"&x;",
          b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
          b"{{", b"}}", b"[[", b"[caption]", b'"', b"\n", b"{", b"}", b"[", b"9" * 400, b"0000-00-00", b"<a" * 300]
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(PIECES), st.binary(max_size=6))),
    max_size=8,
)


def mutated(seed: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The seed with some pieces of it replaced by others."""
    for place, length, piece in edits:
        at = int(place * len(seed))
        seed = seed[:at] + piece + seed[at + length :]
    return seed


def read_quietly(path: Path, form: str = "") -> None:
    """Read a file; only our own error may come of it."""
    try:
        for article in read(path, lambda notice: None, form=form):
            assert article.text
    except SourceError as error:
        assert len(str(error)) < 2_000


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_there_is_a_seed_for_every_format() -> None:
    assert set(SEEDS) | {"ninjs", "ap"} == set(FORMATS)


@pytest.mark.parametrize("form", sorted(SEEDS))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_mutated_files_are_read_or_refused(tmp_path: Path, form: str, edits: list[tuple[float, int, bytes]]) -> None:
    (tmp_path / "a.xml").write_bytes(mutated(SEEDS[form], edits))
    read_quietly(tmp_path / "a.xml", form)
    if form != "pdf":     # each is read by a process of its own
        read_quietly(tmp_path / "a.xml")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_mutated_messages_of_american_wires_are_read_or_refused(
    tmp_path: Path, edits: list[tuple[float, int, bytes]]
) -> None:
    (tmp_path / "a.tst").write_bytes(mutated(WIRE, edits))
    read_quietly(tmp_path / "a.tst", "iptc7901")


class Answers:
    """A repository that gives the same answer to every request."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def get(self, url: str, **_: object) -> SimpleNamespace:
        """The answer, as a fetcher gives it."""
        return SimpleNamespace(data=self._answer, url=url)


@pytest.mark.parametrize("form", sorted(CATALOGUE))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, within=st.booleans())
def test_mutated_records_of_catalogues_are_read_or_refused(
    form: str, edits: list[tuple[float, int, bytes]], within: bool
) -> None:
    record = CATALOGUE[form].encode()
    answer = (b"<OAI-PMH><responseDate>2024-05-01T09:00:00Z</responseDate><ListRecords><record><header><identifier>1"
              b"</identifier></header><metadata>%s</metadata></record></ListRecords></OAI-PMH>")
    answer = answer % mutated(record, edits) if within else mutated(answer % record, edits)
    fetcher = cast(Fetcher, Answers(answer))
    try:
        for event in harvest("https://a.example/oai", fetcher, lambda notice: None, recall=lambda place: None,
                             now=lambda: datetime(2024, 5, 2, tzinfo=UTC)):
            assert not isinstance(event, Arrival) or event.article.text
    except SourceError as error:
        assert len(str(error)) < 2_000


@pytest.mark.parametrize("form", sorted(PARTS))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_mutated_parts_of_office_files_are_read_or_refused(
    tmp_path: Path, form: str, edits: list[tuple[float, int, bytes]]
) -> None:
    part, content = PARTS[form]
    (tmp_path / "a.xml").write_bytes(zipped(part, mutated(content, edits)))
    read_quietly(tmp_path / "a.xml", form)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, issue_too=st.booleans())
def test_mutated_pages_of_an_issue_are_read_or_refused(
    tmp_path: Path, edits: list[tuple[float, int, bytes]], issue_too: bool
) -> None:
    (tmp_path / "a.xml").write_bytes(mutated(SEEDS["alto"], edits))
    (tmp_path / "mets.xml").write_bytes(mutated(SEEDS["mets"], edits if issue_too else []))
    read_quietly(tmp_path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, packing=st.sampled_from(["zip", "tar", "tar.gz"]))
def test_mutated_archives_are_read_or_refused(
    tmp_path: Path, edits: list[tuple[float, int, bytes]], packing: str
) -> None:
    held = io.BytesIO()
    if packing == "zip":
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, seed in SEEDS.items():
                zipped.writestr(f"{name}.xml", seed)
    else:
        with tarfile.open(fileobj=held, mode="w:gz" if packing.endswith("gz") else "w") as packed:
            for name, seed in SEEDS.items():
                info = tarfile.TarInfo(f"{name}.xml")
                info.size = len(seed)
                packed.addfile(info, io.BytesIO(seed))
    path = tmp_path / f"a.{packing}"
    path.write_bytes(mutated(held.getvalue(), edits))
    read_quietly(path)


@settings(max_examples=100, deadline=None)
@given(head=st.binary(max_size=200), suffix=st.sampled_from(["", ".txt", ".json", ".xml"]))
def test_any_bytes_have_a_format_or_none(head: bytes, suffix: str) -> None:
    assert format_of(head, suffix) in {"", *FORMATS}
