"""Messages of agencies in IPTC 7901."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, Notice, SourceError, read

MESSAGE = """\x01nqy062 4 i 211 ccccb   npa 061\r

Merrow-harbour/\r
\x021ST LEAD\r
Harbour of Merrow shut after the storm \r
that broke its wall\r
By Ann Lee, npa =\r

   Merrow (npa) - The harbour of Merrow was shut on Monday after a\r
storm that broke the outer wall, the mayor said on Tuesday after a\r
meeting.\r

   Fishermen were warned too late.\r

# Notebook\r
- Tel: +00 1234; <desk@npa.example>\r

npa al br\r
\x03131137 GMT Nov 13 \r
\x7f\x04"""


def read_all(tmp_path: Path, content: str) -> tuple[list[Article], list[Notice]]:
    """The articles of a file with that content, and what was said."""
    (tmp_path / "a.tst").write_bytes(content.encode())
    notices: list[Notice] = []
    return list(read(tmp_path / "a.tst", notices.append)), notices


def test_a_message_is_its_headline_its_text_and_the_moment_of_sending(tmp_path: Path) -> None:
    (article,), notices = read_all(tmp_path, MESSAGE)
    assert article.title == "Harbour of Merrow shut after the storm that broke its wall"
    assert article.text.split("\n\n") == [
        "Merrow (npa) - The harbour of Merrow was shut on Monday after a storm that broke the outer wall, the mayor "
        "said on Tuesday after a meeting.", "Fishermen were warned too late."]
    assert article.published == datetime(2013, 11, 13, 11, 37, tzinfo=UTC)
    assert (article.authors, article.source, article.status) == (("Ann Lee",), "npa", "usable")
    assert article.extra == {"slugline": "Merrow-harbour"}
    assert not notices


def test_without_a_zone_the_moment_is_read_in_the_newsrooms(tmp_path: Path) -> None:
    (article,), _ = read_all(tmp_path, MESSAGE.replace(" GMT Nov 13", " Nov 13"))
    assert article.published == datetime(2013, 11, 13, 11, 37, tzinfo=UTC)


def test_several_messages_of_a_file_are_several_articles(tmp_path: Path) -> None:
    articles, _ = read_all(tmp_path, MESSAGE + MESSAGE.replace("nqy062", "nqy063").replace("Harbour of", "Quay of"))
    assert [each.title.split()[0] for each in articles] == ["Harbour", "Quay"]


@pytest.mark.parametrize(("mark", "status"), [
    ("1ST LEAD", "usable"), ("KILL", "canceled"), ("MANDATORY KILL", "canceled"), ("EMBARGOED", "withheld"),
    ("(Sperrfrist 12.00 Uhr)", "withheld"),
])
def test_what_is_killed_or_held_back_is_not_shown(tmp_path: Path, mark: str, status: str) -> None:
    assert read_all(tmp_path, MESSAGE.replace("1ST LEAD", mark))[0][0].status == status


def test_what_is_no_message_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It is shut.", encoding="utf-8")
    with pytest.raises(SourceError, match="no message"):
        list(read(tmp_path / "a.txt", lambda notice: None, form="iptc7901"))


AMERICAN = (
    b"\x16\x16\x01W2870\x1fasian\r\nf l\x13\x11 BC-XX--Merrow-Harbour     05-01 0149\r\n"
    b"\x02^BC-XX--Merrow-Harbour,466<\r\n^Harbour of Merrow shut after the storm <\r\n^NPA Photo XNP101<\r\n"
    b"^Eds: With photos.<\r\n^By ANN LEE and BOB RAY=\r\n^Northern Press=\r\n"
    b"\t   MERROW (NPA) _ The harbour was shut, the mayor said: ``It broke.'' \r\n \r\n"
    b"^East Quay=\r\n\x08Lifeboats\x10out;3;1{\x10 \r\n\t   ___\r\n\t   \x03NP-WF-05-01-24 1509GMT<\r\n\x0c\r\n\x04"
)


def test_a_message_of_anpa_1312_is_read_with_its_tagged_lines_and_its_tables(tmp_path: Path) -> None:
    (tmp_path / "a.tst").write_bytes(AMERICAN)
    [article] = read(tmp_path / "a.tst", lambda notice: None)
    assert (article.title, article.authors) == ("Harbour of Merrow shut after the storm", ("Ann Lee", "Bob Ray"))
    assert article.published == datetime(2024, 5, 1, 15, 9, tzinfo=UTC)
    assert (article.source, article.extra["slugline"]) == ("NP", "BC-XX--Merrow-Harbour,466")
    assert article.text == (
        "MERROW (NPA) _ The harbour was shut, the mayor said: “It broke.”\n\nEast Quay\n\nLifeboats out, 3, 1½")


def test_a_message_may_begin_behind_marks_that_once_started_a_machine(tmp_path: Path) -> None:
    [article], _ = read_all(tmp_path, "\x7f\x7f\r\n\x7f" + MESSAGE)
    assert article.title.startswith("Harbour of Merrow shut")


@pytest.mark.parametrize(("line", "status"), [
    (b"^Eds: HOLD FOR RELEASE 6 a.m. Monday.<", "withheld"), (b"^EMBARGOED until Monday<", "withheld"),
    (b"^Storm can kill, officials say<", "usable"), (b"^BC-XX--Merrow-Harbour,KILL<", "canceled"),
])
def test_an_american_message_that_is_not_free_is_not_shown(tmp_path: Path, line: bytes, status: str) -> None:
    slug = b"^BC-XX--Merrow-Harbour,466<"
    content = AMERICAN.replace(slug, line) if b"KILL" in line else AMERICAN.replace(b"^Eds: With photos.<", line)
    (tmp_path / "a.tst").write_bytes(content)
    [article] = read(tmp_path / "a.tst", lambda notice: None)
    assert article.status == status


def test_an_american_message_of_headlines_alone_has_them_as_its_text(tmp_path: Path) -> None:
    head, _, end = AMERICAN.partition(b"\x02")
    lines = b"^Top stories at noon<\r\n^Harbour shut after storm\r\n^Lifeboats out again\r\n\r\n\t   "
    (tmp_path / "a.tst").write_bytes(head + b"\x02" + lines + end[end.index(b"\x03"):])
    [article] = read(tmp_path / "a.tst", lambda notice: None)
    assert (article.title, article.text) == ("Top stories at noon", "Harbour shut after storm\n\nLifeboats out again")


def test_a_message_that_lost_its_frame_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "nqy00062 4 i 211    npa 1003\n\n/Merrow/harbour/\n2ND LEAD\nHarbour shut after the storm\nBy Ann Lee, npa  =\n"
        " \nMerrow (npa) - The harbour was shut.\n\n## Notebook\nNot for publication\n\n101137 GMT Dez 18\n",
        encoding="utf-8")
    (article,) = read(tmp_path / "a.txt", lambda notice: None)
    assert (article.title, article.text) == ("Harbour shut after the storm", "Merrow (npa) - The harbour was shut.")
    assert (article.source, article.authors[0], article.published) == (
        "npa", "Ann Lee", datetime(2018, 12, 10, 11, 37, tzinfo=UTC))
