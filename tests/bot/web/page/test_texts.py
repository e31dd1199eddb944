"""What the interface says, in every language."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from string import Formatter

import pytest

from bot.answer import LENGTHS
from bot.understand import about_archive as figures
from bot.web.http.limits import MAX_COMMENT
from bot.web.page.preview import own_script
from bot.web.page.texts import (
    ENGLISH,
    FRENCH,
    GERMAN,
    LOCALES,
    MAX_HEADER,
    SPANISH,
    TEXTS,
    Words,
    day,
    day_of_year,
    figure,
    names,
    number,
    script,
    short_day,
    wanted,
    words,
)

PAGE = own_script()
FIRST, THIRD = datetime(2024, 5, 1, tzinfo=UTC), datetime(2022, 1, 3, tzinfo=UTC)

each_language = pytest.mark.parametrize("table", TEXTS.values(), ids=TEXTS)


def fields(text: str) -> list[str | None]:
    """The fields of a text, however often each and in whatever order."""
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


def test_every_word_that_the_page_says_is_in_the_table() -> None:
    said = set(re.findall(r"\bsay\.(\w+)", PAGE))
    assert said <= ENGLISH.keys()
    unnamed = {"helpful", "not helpful", "wrong source", "sections", "sources", "authors", "kinds", "language"}
    assert said | unnamed <= json.loads(script(PAGE))["fr"].keys()


def test_german_french_and_spanish_stand_beside_english() -> None:
    assert list(TEXTS) == ["en", "de", "fr", "es"]
    assert {path.stem for path in LOCALES.iterdir()} == TEXTS.keys()


@each_language
def test_every_language_has_every_text_with_the_same_fields(table: Words) -> None:
    assert list(table) == list(ENGLISH)
    assert {key: fields(text) for key, text in table.items()} == {key: fields(text) for key, text in ENGLISH.items()}
    assert all(text for text in table.values())


@each_language
def test_no_text_holds_what_means_something_to_html_or_markdown(table: Words) -> None:
    assert not [text for text in table.values() if set(text) & set('<>&"*_[]`\\|#')]


@each_language
def test_every_language_has_twelve_months(table: Words) -> None:
    assert len(table["months"].split()) == len(table["months_short"].split()) == 12


def test_french_never_breaks_a_line_before_its_signs() -> None:
    assert not [text for text in FRENCH.values() if re.search(r" [:;?!»]|« ", text)]
    assert FRENCH["quoted"] == "«\u202f{text}\u202f»"


def test_spanish_questions_open_as_they_close() -> None:
    assert all(text.count("?") == text.count("¿") and text.count("!") == text.count("¡") for text in SPANISH.values())


@pytest.mark.parametrize(
    ("header", "read"),
    [
        ("", []),
        ("de-AT", ["de"]),
        ("fr;q=0.3, es;q=0.9,de", ["de", "es", "fr"]),
        ("en;q=0, de;q=0.000, fr;q=0.001", ["fr"]),
        ("de; q=0.5 , fr ;q= 0.50", ["de", "fr"]),            # the same share: as they stand
        ("es-419;q=1.000", ["es"]),
        ("*, *;q=0.5, de;q=0.1", ["de"]),
        ("de;q=2, fr;q=-1, es;q=nan, en;q=1e9, it;q=0.1234, pt;level=1", []),
        ("<script>, de\x00, dé, ,;,q=1, fr;q=0.5;q=0.6", []),
    ],
)
def test_a_header_is_read_by_how_much_each_language_is_wanted(header: str, read: list[str]) -> None:
    assert wanted(header) == read


def test_no_more_of_a_header_is_read_than_browsers_send() -> None:
    assert wanted("x" * MAX_HEADER + ",de") == []
    assert wanted("tlh," * 100_000 + "de") == ["tlh"] * (MAX_HEADER // 4)
    assert wanted("en;q=0.1," + " " * 183 + "de;q=0.95") == ["en"]      # one cut in the middle would be another


def test_the_most_wanted_language_that_we_speak_is_spoken() -> None:
    assert words("tlh, fr;q=0.8, de;q=0.9") is GERMAN
    assert words("en-GB,de;q=0.9") is words("tlh, xx;q=0.5") is words() is ENGLISH


def test_dates_are_written_as_newspapers_write_them() -> None:
    assert [day(said, FIRST) for said in TEXTS.values()] == [
        "1 May 2024", "1. Mai 2024", "1er mai 2024", "1 de mayo de 2024"
    ]
    assert [short_day(said, THIRD) for said in TEXTS.values()] == [
        "3 Jan 2022", "3. Jan. 2022", "3 janv. 2022", "3 ene 2022"
    ]
    assert day_of_year(GERMAN, 3, 1) == "3. Jan." and day(GERMAN, None) == short_day(GERMAN, None) == ""


def test_english_dates_are_those_of_the_answers() -> None:
    for month in range(1, 13):
        moment = datetime(2024, month, 7, tzinfo=UTC)
        assert day(ENGLISH, moment) == figures.day(moment)


def test_numbers_take_the_form_of_their_language() -> None:
    assert number(ENGLISH, "passage", 1) == "1 passage" and number(ENGLISH, "passage", 1_204) == "1,204 passages"
    assert number(ENGLISH, "passage", 0) == "0 passages" and number(FRENCH, "passage", 0) == "0 passage"
    assert number(FRENCH, "passage", 2) == "2 passages" and number(FRENCH, "passage", 1) == "1 passage"
    assert [number(said, "passage", 1_000_000) for said in TEXTS.values()] == [
        "1,000,000 passages", "1.000.000 Passagen", "1\u202f000\u202f000 passages", "1.000.000 pasajes"
    ]
    assert [[number(said, "article", count) for count in (0, 1, 2)] for said in TEXTS.values()] == [
        ["0 articles", "1 article", "2 articles"], ["0 Artikel", "1 Artikel", "2 Artikel"],
        ["0 article", "1 article", "2 articles"], ["0 artículos", "1 artículo", "2 artículos"],
    ]
    assert [figure(said, 12_345) for said in TEXTS.values()] == ["12,345", "12.345", "12\u202f345", "12.345"]


def test_names_stand_in_a_row() -> None:
    assert names(GERMAN, ()) == "" and names(GERMAN, ("Ann",)) == "Ann"
    assert names(SPANISH, ("Ann", "Bob", "Cy {x}")) == "Ann, Bob y Cy {x}"


def test_the_table_for_the_page_cannot_end_its_script() -> None:
    tables = json.loads(script(PAGE))
    assert tables.keys() == TEXTS.keys()
    assert all(text == TEXTS[language][key] for language, table in tables.items() for key, text in table.items())
    assert "automation" not in tables["en"] and "<" not in script(PAGE)


def test_the_page_has_the_servers_limits() -> None:
    limits = re.search(r"LIMITS = (\{[^}]*\})", PAGE)
    assert limits and json.loads(limits[1]) == {"question": LENGTHS.question, "comment": MAX_COMMENT}
    assert not re.search(r'maxlength: ?"\d|MOST = \d', PAGE)
