"""PDF: columns in reading order, headlines apart, page numbers, and what has no text named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.quote.citations import link
from corpus import Article, Notice, SourceError, read
from corpus.readers.documents.pdf_layout import Box, paragraphs

Piece = tuple[float, float, float, str]   # left, bottom, size, words

HEADLINE: list[Piece] = [(50, 740, 24, "Harbour shut after the storm")]
LEFT = ["The harbour of Merrow was shut on", "Monday after a storm that broke the",
        "outer wall, and the mayor told cap-",
        "tains to keep away until the works", "are done, which may take a month."]
RIGHT = ["Fishermen said that they had been", "warned too late. The council meets", "on Thursday to vote on the money",
         "for the wall, the clerk said, and a", "report is due before the summer."]
PICTURE = "q 400 0 0 400 50 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q"
COLUMNS: list[Piece] = [*HEADLINE, *((50, 700 - 14 * row, 11, words) for row, words in enumerate(LEFT)),
                        *((320, 700 - 14 * row, 11, words) for row, words in enumerate(RIGHT))]


def pdf(*pages: Sequence[Piece] | str, info: str = "") -> bytes:
    """A PDF with these pieces of text, or what else is drawn, on its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for number, page in enumerate(pages):
        stream = page if isinstance(page, str) else "".join(
            f"BT /F {size} Tf {left} {bottom} Td ({words}) Tj ET\n" for left, bottom, size, words in page)
        objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R"
                    "/Resources<</Font<</F 3 0 R>>>>>>", f"<</Length {len(stream)}>>stream\n{stream}endstream"]
    body, places = "%PDF-1.4\n", []
    for number, each in enumerate([*objects, f"<<{info}>>"], start=1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj\n{each}\nendobj\n"
    size = len(places) + 1
    return (f"{body}xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}trailer<</Size {size}/Root 1 0 R"
            f"/Info {size - 1} 0 R>>\nstartxref\n{len(body)}\n%%EOF").encode()


def read_all(path: Path, content: bytes) -> tuple[list[Article], list[str]]:
    """The articles of a file with that content, and what was said."""
    path.write_bytes(content)
    notices: list[Notice] = []
    return list(read(path, notices.append)), [each.message for each in notices]


def test_columns_are_read_one_after_the_other_and_broken_words_put_together(tmp_path: Path) -> None:
    (article,), notices = read_all(tmp_path / "bell-2023-05-04.pdf", pdf(COLUMNS))
    left = " ".join(LEFT).replace("cap- tains", "captains")
    assert article.text.split("\n\n") == [HEADLINE[0][3], left, " ".join(RIGHT)]
    assert (article.title, article.published) == (HEADLINE[0][3], datetime(2023, 5, 4, tzinfo=UTC))
    assert not notices


def test_a_citation_opens_the_page_that_it_stands_on(tmp_path: Path) -> None:
    second: list[Piece] = [(50, 700, 11, "It goes on here, on the second page of the paper.")]
    (article,), _ = read_all(tmp_path / "a.pdf", pdf(COLUMNS, second))
    at = article.text.index("It goes on")
    assert article.extra["page_starts"] == [[0, 1], [at, 2]]
    placed = Article(id="a", title="A", text=article.text, url="https://bell.example/a.pdf", extra=article.extra)
    assert link(placed, at, at + 10) == "https://bell.example/a.pdf#page=2"
    assert link(placed, 0, 10) == "https://bell.example/a.pdf#page=1"


def test_pages_that_are_pictures_are_named_and_blank_ones_are_not(tmp_path: Path) -> None:
    _, notices = read_all(tmp_path / "a.pdf", pdf(COLUMNS, PICTURE))
    assert "1 of 2 pages" in notices[0] and "page 2" in notices[0]
    assert read_all(tmp_path / "b.pdf", pdf(COLUMNS, [], [(50, 700, 11, "Sports")]))[1] == []
    with pytest.raises(SourceError, match="--ocr has Tesseract"):
        read_all(tmp_path / "c.pdf", pdf(PICTURE))
    with pytest.raises(SourceError, match="nothing on its pages"):
        read_all(tmp_path / "d.pdf", pdf([]))


def test_letters_of_another_size_stay_in_their_word_and_come_once(tmp_path: Path) -> None:
    small_capitals: list[Piece] = [(50, 700, 14, "H"), (60.1, 700, 10, "ARBOUR"), (105, 700, 14, "T"),
                                   (113.5, 700, 10, "RUST")]
    (article,), _ = read_all(tmp_path / "a.pdf", pdf(COLUMNS, small_capitals))
    assert article.text.endswith("HARBOUR TRUST")


def test_text_that_is_set_from_above_keeps_the_order_of_its_file(tmp_path: Path) -> None:
    words = "harbourshutafterstorm"
    stacked: list[Piece] = [(50, 780 - 30 * row, 12, letter) for row, letter in enumerate(words)]
    (article,), _ = read_all(tmp_path / "a.pdf", pdf(stacked))
    assert article.text.replace("\n\n", "") == words


@pytest.mark.parametrize(("title", "kept"), [
    ("Annual report of the port", True), ("report_v3.docx", False), ("1952-05-04-bell", False), ("Harbours", True)])
def test_a_title_counts_where_a_person_gave_it(tmp_path: Path, title: str, kept: bool) -> None:
    (article,), _ = read_all(tmp_path / "a.pdf", pdf(COLUMNS, info=f"/Title({title})/Author(Ann Lee)"))
    assert (article.title == title) is kept


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing", b"no pdf", pdf(COLUMNS)[:200]])
def test_what_is_no_pdf_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match="PDF"):
        read_all(tmp_path / "a.pdf", content)


def story(*lines: str) -> list[Piece]:
    """A page with these paragraphs."""
    return [(50, 740 - 40 * row, 11, words) for row, words in enumerate(lines)]


FRONT = "The mayor told the fishermen of Merrow that the outer wall would"
BACK = "cost four million, and that the council meets on Thursday."


@pytest.mark.parametrize(("on", "back"), [
    ("Continued on page 2", "Continued from page 1"), ("See HARBOUR, Page A2", "HARBOUR: From page A1"),
    ("Fortsetzung auf Seite 2", "Fortsetzung von Seite 1"), ("Suite page 2", "Suite de la page 1"),
    ("Continua en la pag. 2", "Viene de la pag. 1"),
])
def test_a_story_goes_on_where_both_pages_say_so(tmp_path: Path, on: str, back: str) -> None:
    pages = (story(FRONT, on, "Fog is on the way."), story("Another story ends here.", back, BACK))
    (article,), notices = read_all(tmp_path / "a.pdf", pdf(*pages))
    assert article.text.split("\n\n") == [f"{FRONT} {BACK}", "Fog is on the way.", "Another story ends here."]
    assert article.extra["page_starts"] == [[0, 1], [article.text.index("Another"), 2]]
    assert not notices


def test_of_two_stories_the_catchword_tells_which_goes_on_where(tmp_path: Path) -> None:
    front = story(FRONT, "See HARBOUR, page 2", "A lorry hit the gate of the school and", "See SCHOOL, page 2")
    back = story("SCHOOL: from page 1", "nobody was hurt, the head said.", "HARBOUR: from page 1", BACK)
    (article,), _ = read_all(tmp_path / "a.pdf", pdf(front, back))
    assert article.text.split("\n\n") == [
        f"{FRONT} {BACK}", "A lorry hit the gate of the school and nobody was hurt, the head said."]


def test_a_story_that_goes_on_nowhere_is_left_and_named(tmp_path: Path) -> None:
    pages = (story(FRONT, "Continued on page 2"), story("Another story ends here.", BACK.capitalize()))
    (article,), notices = read_all(tmp_path / "a.pdf", pdf(*pages))
    assert article.text.startswith(f"{FRONT}\n\nContinued on page 2")
    assert ["'Continued on page 2'" in each for each in notices] == [True]


@pytest.mark.parametrize(("last", "first", "is_one"), [
    (FRONT, BACK, True), (FRONT + " be re-", "built, and that the council meets on Thursday.", True),
    (FRONT + " stand.", BACK, False), (FRONT, BACK.capitalize(), False), ("Page 1 of 2", BACK, False),
])
def test_a_sentence_goes_on_overleaf(tmp_path: Path, last: str, first: str, is_one: bool) -> None:
    (article,), _ = read_all(tmp_path / "a.pdf", pdf(story("Harbour.", last), story(first)))
    assert (len(article.text.split("\n\n")) == 2) is is_one
    assert "re-" not in article.text


def test_a_first_line_that_is_set_in_begins_a_paragraph() -> None:
    boxes = [Box(10, 88, 90, 98, "One line"), Box(10, 76, 90, 86, "and more."), Box(22, 64, 90, 74, "Two lines"),
             Box(10, 52, 90, 62, "and more.")]
    assert paragraphs(boxes) == ["One line and more.", "Two lines and more."]
    assert paragraphs([]) == []
