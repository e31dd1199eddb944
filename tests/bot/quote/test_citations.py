"""A citation quotes exactly and links to the place."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from bot.answer import Mark, Turn, version_of
from bot.quote.citations import HIGHEST, Numbering, also_printed, cite, link, numbered
from index import Hit, Passage
from tests.fakes import ARTICLES, article

FERRY, BUDGET = ARTICLES[0], ARTICLES[1]
URL = "https://www.example.org/story"


def fragment(text: str, before: str = "So: ") -> str:
    story = article("a", "A", before + text, url=URL)
    return link(story, len(before), len(before + text)).removeprefix(f"{URL}#:~:text=")


def test_a_quote_is_the_articles_own_words() -> None:
    citation = cite(1, FERRY, 32, 72)
    assert citation.quote == FERRY.text[32:72] == "Captain Ines Vale said ten crew stay on."


def test_a_citation_becomes_json_without_the_articles_text() -> None:
    written = cite(2, FERRY, 0, 31).to_dict()
    assert set(written) == {
        "number", "article", "version", "quote", "start", "end", "link", "twins", "confidence", "later",
    }
    assert (written["number"], written["start"], written["end"]) == (2, 0, 31)
    assert written["quote"] == "The ferry will sail all winter."
    assert written["article"]["id"] == "ferry"
    assert "text" not in written["article"]


def test_a_link_opens_the_article_at_the_words() -> None:
    assert link(FERRY, 0, 31) == "https://www.example.org/ferry#:~:text=ferry%20will%20sail%20all%20winter."


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("Fog, wind", "Fog%2C%20wind"),
        ("a ten-year plan", "a%20ten%2Dyear%20plan"),
        ("Marks & Spencer", "Marks%20%26%20Spencer"),
        ("50% #1 a=b/c?", "50%25%20%231%20a%3Db%2Fc%3F"),
        ("“Café” 詩", "%E2%80%9CCaf%C3%A9%E2%80%9D%20%E8%A9%A9"),
        ("two\n lines", "two%20lines"),
    ],
)
def test_what_has_a_meaning_in_a_text_fragment_is_encoded(text: str, encoded: str) -> None:
    assert fragment(text) == encoded


def test_up_to_fourteen_words_are_named_in_full() -> None:
    text = " ".join(f"w{n}" for n in range(14))
    assert unquote(fragment(text)).split("&text=") == [text, "w0 w1 w2,w11 w12 w13"]
    assert fragment("It sails at ten on Monday.").count("text=") == 0


@pytest.mark.parametrize("before", ["", "It rained.\n\n"])
def test_the_first_word_of_a_paragraph_is_left_out_as_it_may_be_a_drop_cap(before: str) -> None:
    assert unquote(fragment("The ferry will sail.", before)) == "ferry will sail."
    assert unquote(fragment(" ".join(f"w{n}" for n in range(20)), before)).startswith("w1 w2")
    assert unquote(fragment("Fog came.", before)) == "Fog came."


@pytest.mark.parametrize("mark", ["-", "1.", "•"])
def test_the_mark_of_a_lists_item_is_left_out(mark: str) -> None:
    assert unquote(fragment(f"{mark} The ferry will sail.", "")) == "ferry will sail."


def test_a_quotation_over_a_break_is_named_by_an_end_in_each_paragraph() -> None:
    ends = unquote(fragment("The ferry will sail.\n\nIt has ten crew.", "")).split("&text=")
    assert ends == ["ferry will sail.,has ten crew."]


def test_a_row_of_a_table_is_named_by_its_first_and_its_last_cell() -> None:
    row = "Harbour ward: Luke Varga, Labour, 1,187 (Candidate, Party, Votes)"
    assert fragment(row, "") == "Luke%20Varga,1%2C187"


@pytest.mark.parametrize("marks", ["soon", 7, [1, 2], [["a", "b"]], [[0]], {}, [[5, 3]]])
def test_what_a_source_calls_so_and_is_no_mark_is_passed_over(marks: object) -> None:
    extra = {"times": marks, "page_starts": marks}
    story = article("a", "A", "Fog came.", url=URL, kind="transcript", extra=extra)
    assert link(story, 0, 9) == f"{URL}#:~:text=Fog%20came."


def test_of_a_long_quotation_both_ends_are_named() -> None:
    text = " ".join(f"w{n}," for n in range(15))
    longer, shorter = ([unquote(end) for end in each.split(",")] for each in fragment(text).split("&text="))
    assert longer == ["w0, w1, w2, w3, w4, w5,", "w9, w10, w11, w12, w13, w14,"]
    assert shorter == ["w0, w1, w2,", "w12, w13, w14,"]


def test_a_fragment_that_the_url_had_gives_way() -> None:
    story = article("a", "A", "Fog.", url=f"{URL}?page=2#comments")
    assert link(story, 0, 4) == f"{URL}?page=2#:~:text=Fog."


@pytest.mark.parametrize("url", ["", "ftp://example.org/a", "javascript:alert(1)", "/local"])
def test_without_a_web_address_the_reading_view_is_linked(url: str) -> None:
    story = replace(BUDGET, url=url)
    assert link(story, 4, 11) == "/articles/budget?start=4&end=11#passage"


def test_an_id_with_slashes_stays_one_part_of_the_path() -> None:
    story = article("tag:a/b c?", "A", "Fog.")
    assert link(story, 0, 4) == "/articles/tag%3Aa%2Fb%20c%3F?start=0&end=4#passage"


def test_a_citation_carries_the_twins_that_print_the_quote() -> None:
    copy = replace(FERRY, id="copy", source="News Wire")
    shortened = replace(FERRY, id="short", text="The ferry will sail all winter.")
    hits = [
        Hit(Passage(1, FERRY, 0, 72), 1.0, twins=(copy, shortened)),
        Hit(Passage(2, BUDGET, 0, 9), 0.5, twins=(copy,)),
    ]
    assert also_printed(cite(1, FERRY, 0, 31), hits).twins == (copy, shortened)
    crew = also_printed(cite(1, FERRY, 32, 72), hits)
    assert crew.twins == (copy,)
    assert [twin["id"] for twin in crew.to_dict()["twins"]] == ["copy"] and "text" not in crew.to_dict()["twins"][0]
    assert also_printed(cite(1, BUDGET, 0, 9), []).twins == ()


def said(*citations: tuple[int, int, int]) -> Turn:
    """A turn whose answer gave numbers to spans of the ferry's article."""
    return Turn("Who?", "Somebody.", tuple(Mark(n, "ferry", version_of(FERRY), *span) for n, *span in citations))


def test_what_was_cited_before_keeps_its_number_and_new_words_go_on_behind() -> None:
    history = [said((1, 0, 31)), said((1, 0, 31), (2, 0, 72))]
    found = numbered([(FERRY, 32, 72), (FERRY, 0, 31), (BUDGET, 0, 9)], history)
    assert [(each.number, each.article.id, each.start) for each in found] == [
        (3, "ferry", 32), (1, "ferry", 0), (4, "budget", 0)
    ]


def test_another_version_of_an_article_is_another_cutting() -> None:
    corrected = replace(FERRY, title="Ferry to sail all winter after all")
    assert [each.number for each in numbered([(corrected, 0, 31)], [said((1, 0, 31))])] == [2]


def test_a_number_stands_for_one_cutting_whatever_a_history_says() -> None:
    made_up = [said((1, 0, 31), (1, 32, 72), (0, 1, 2), (-5, 2, 3), (HIGHEST + 1, 3, 4), (7, 0, 31))]
    numbering = Numbering(made_up)
    assert [numbering.number(FERRY, *span) for span in ((0, 31), (32, 72), (1, 2), (3, 4))] == [1, 2, 3, 4]


def test_numbers_stay_short_in_the_longest_conversation() -> None:
    assert [each.number for each in numbered([(FERRY, 0, 9), (FERRY, 1, 9)], [said((HIGHEST, 0, 31), (1, 2, 3))])] == [
        2, 3
    ]
