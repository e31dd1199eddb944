"""Office files and mail as plain text, with what they say of themselves."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, SourceError, read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
       'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"')
CELLS = (("Candidate", "Votes"), ("Ann Lee", "1,204"), ("Bob Ray", "1,187"))
TEXT = ["Quay shut", "The quay is shut & nobody knows why.", "Ann Lee, 1,204 (Candidate, Votes)",
        "Bob Ray, 1,187 (Candidate, Votes)", "It opens on Friday."]


def zipped(parts: dict[str, str]) -> bytes:
    """An office file of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def docx() -> bytes:
    """A Word file with a change that was struck out, a table and a line break."""
    cells = ["".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) for row in CELLS]
    rows = "".join(f"<w:tr>{each}</w:tr>" for each in cells)
    body = ("<w:p><w:r><w:t>Quay shut</w:t></w:r></w:p><w:p><w:r><w:t>The quay is shut</w:t><w:br/>"
            '<w:t>&amp; nobody</w:t></w:r><w:del><w:r><w:delText> ever</w:delText></w:r></w:del>'
            '<w:r><w:rPr><w:strike/></w:rPr><w:t> not</w:t></w:r><w:ins><w:r><w:rPr><w:strike w:val="0"/></w:rPr>'
            f"<w:t> knows why.</w:t></w:r></w:ins></w:p><w:tbl>{rows}</w:tbl><w:p><w:r><w:t>It opens on</w:t><w:tab/>"
            "<w:t>Friday.</w:t></w:r></w:p>")
    core = ('<c:p xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            "<dc:title>Quay report</dc:title><dc:creator>Ann Lee</dc:creator><dcterms:created>2023-05-04T10:15:00Z"
            "</dcterms:created></c:p>")
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, "docProps/core.xml": core})


def odt() -> bytes:
    """An OpenDocument file with a note, a table and a line break."""
    rows = "".join("<table:table-row>" + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
                                                 for cell in row) + "</table:table-row>" for row in CELLS)
    body = ("<text:h>Quay shut</text:h><text:p>The quay is <text:span>shut</text:span><text:line-break/>&amp; nobody"
            "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note> knows why.</text:p>"
            f"<table:table>{rows}</table:table><text:list><text:list-item><text:p>It opens on<text:s/>Friday.</text:p>"
            "</text:list-item></text:list>")
    meta = ('<m xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="m"><dc:title>Quay report</dc:title>'
            "<meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Bob Ray</dc:creator>"
            "<meta:creation-date>2023-05-04T10:15:00Z</meta:creation-date></m>")
    content = f"<office:d {ODF}><office:body><office:text>{body}</office:text></office:body></office:d>"
    return zipped({"content.xml": content, "meta.xml": meta})


RTF = (rb"{\rtf1\ansi{\info{\title Quay report}{\author Ann Lee}{\creatim\yr2023\mo5\dy4\hr10\min15}}"
       rb"Quay shut\par The quay is {\b shut} & nobody knows why\'85\par It opens on Friday.\par}")
MAIL = (b"From: =?utf-8?q?Ann_Lee?= <ann@bell.example>\r\nTo: desk@bell.example\r\nSubject: Fwd: Quay shut\r\n"
        b"Date: Thu, 04 May 2023 10:15:00 +0000\r\nMessage-ID: <m1@bell.example>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/plain; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 on the quay is shut.\r\n\r\n"
        b"It opens on Friday.\r\n"
        b"-- \r\nAnn Lee, 555 0101\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Other</p>\r\n--b--\r\n")


def read_one(path: Path, content: bytes) -> Article:
    """The article of a file with that content."""
    path.write_bytes(content)
    (article,) = read(path, lambda notice: None)
    return article


@pytest.mark.parametrize(("name", "content"), [("a.docx", docx()), ("a.odt", odt())])
def test_an_office_file_is_its_paragraphs_and_its_tables(tmp_path: Path, name: str, content: bytes) -> None:
    article = read_one(tmp_path / name, content)
    assert article.text.split("\n\n") == TEXT
    assert (article.title, article.authors) == ("Quay report", ("Ann Lee",))
    assert article.published == datetime(2023, 5, 4, 10, 15, tzinfo=UTC)


def test_the_day_in_a_files_name_counts_before_the_one_that_it_was_made_on(tmp_path: Path) -> None:
    assert read_one(tmp_path / "1999-01-02 quay.docx", docx()).published == datetime(1999, 1, 2, tzinfo=UTC)


def test_rtf_is_read(tmp_path: Path) -> None:
    article = read_one(tmp_path / "a.rtf", RTF)
    assert article.text == "Quay shut\n\nThe quay is shut & nobody knows why…\n\nIt opens on Friday."
    assert (article.title, article.authors) == ("Quay report", ("Ann Lee",))
    assert article.published == datetime(2023, 5, 4, tzinfo=UTC)


def test_a_mail_is_its_text_without_signature_and_addresses(tmp_path: Path) -> None:
    article = read_one(tmp_path / "a.eml", MAIL)
    assert article.text == "The café on the quay is shut.\n\nIt opens on Friday."
    assert (article.title, article.authors, article.id) == ("Quay shut", ("Ann Lee",), "m1@bell.example")
    assert article.published == datetime(2023, 5, 4, 10, 15, tzinfo=UTC)
    assert "desk@" not in str(article.to_dict())


@pytest.mark.parametrize("date", ["Thu, 04 May 2023 10:15:00 +99999999999999", f"Thu, 04 May {9**20} 10:15:00 +0000"])
def test_a_mail_whose_date_no_calendar_has_is_read_without_one(tmp_path: Path, date: str) -> None:
    article = read_one(tmp_path / "a.eml", f"Subject: Quay\nDate: {date}\n\nIt is shut.\n".encode())
    assert (article.text, article.published) == ("It is shut.", None)


def test_a_mail_of_html_alone_is_read(tmp_path: Path) -> None:
    head = b"Subject: Quay\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    assert read_one(tmp_path / "a.eml", head + b"<p>It is shut.</p><p>And dark.</p>").text == "It is shut.\n\nAnd dark."


@pytest.mark.parametrize(("name", "content"), [
    ("a.docx", b"PK\x03\x04 nothing"), ("a.docx", zipped({"other": ""})), ("a.odt", zipped({"content.xml": "none"})),
    ("a.docx", zipped({"word/document.xml": f"<w:document {W}/>"})), ("a.rtf", b"plain"), ("a.rtf", b"{\\rtf1 }"),
    ("a.eml", b"Subject: Quay\n\n"), ("a.odt", b"not a zip file"),
])
def test_what_is_none_or_empty_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"save it again|no text|no XML|export it"):
        read_one(tmp_path / name, content)


def test_a_word_file_may_name_its_text_as_it_likes(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(docx())) as usual:
        document = usual.read("word/document.xml").decode()
    relations = ('<Relationships xmlns="r"><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/>'
                 "</Relationships>")
    (tmp_path / "a.docx").write_bytes(zipped({"word/document2.xml": document, "_rels/.rels": relations}))
    (article,) = read(tmp_path / "a.docx", lambda notice: None)
    assert article.text.split("\n\n") == TEXT


def test_a_picture_in_rtf_keeps_nothing_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 The quay {\\pict\\jpegblip \\bin ffd8}is shut.\\par}")
    (article,) = read(tmp_path / "a.rtf", lambda notice: None)
    assert article.text == "The quay is shut."
