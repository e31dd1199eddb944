"""Cleaning text from anywhere."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.text.clean import clean, clean_line, shorten, title_from

WRAPPED = """The city council voted on Tuesday to close the old bridge
until spring, after engineers found cracks in two of its
pillars. The vote was seven to two.

Mayor Ann Lee said the works would cost four million, well-
known firms had bid, and the "ferry will run every hour" in
the meantime."""

NASTY = st.text(st.sampled_from("ab &;#<>\n\t\r\u2028\u200b\u200c\u0301\u0316é\ud83d\ude00.A1x") | st.characters())
MANGLED = st.text("\xa0 \n\u2028a\x85\x91\u00c2\u00c3\u00e0\u00e2\u20ac\u2122\u201d\u2026\u00e9\u00af", max_size=8)
FRAGMENTS = st.lists(
    st.sampled_from(
        ["&", "amp;", "lt;", "#38;", "#x26;", "&nbsp;", "\n", "\n\n", " ", "word", "Word.", "\u200b", "l&#116;;", ";"]
    )
)


def test_paragraphs_are_separated_by_exactly_one_blank_line() -> None:
    raw = "  One.\r\n\r\n\r\n \t\r\n Two\tor  three. \u2029Four.\x0cFive.\n"
    assert clean(raw) == "One.\n\nTwo or three.\n\nFour.\n\nFive."


def test_a_file_with_a_paragraph_a_line_becomes_a_paragraph_a_line() -> None:
    lines = ["The council voted on Tuesday to close the bridge. " * 4, "It was seven to two.", "The mayor said " * 20]
    assert clean("\n".join(lines)).split("\n\n") == [line.strip() for line in lines]


def test_hard_wrapped_text_is_joined_again() -> None:
    first, second = clean(WRAPPED).split("\n\n")
    assert first.startswith("The city council voted on Tuesday to close the old bridge until spring, after engineers")
    assert first.endswith("The vote was seven to two.")
    assert "well-known firms" in second
    assert "\n" not in first + second


def test_an_indented_line_of_wrapped_text_begins_a_paragraph() -> None:
    indented = WRAPPED.replace("\n\n", "\n").replace("The city", "   The city").replace("Mayor", "   Mayor")
    assert clean(indented) == clean(WRAPPED)


def test_a_short_last_line_ends_a_paragraph_of_wrapped_text() -> None:
    assert clean(WRAPPED.replace("\n\n", "\n")) == clean(WRAPPED)


def test_items_of_a_list_in_wrapped_text_stay_apart() -> None:
    assert clean(WRAPPED + "\n- ferries run\n- buses do not").endswith("\n\n- ferries run\n\n- buses do not")


@pytest.mark.parametrize(
    "lines",
    [
        ["Storm closes the old bridge for a week, the mayor says", "The council will meet on Monday to discuss costs"],
        ["Storm closes bridge", "Mayor resigns", "Ferry runs every hour", "Schools open late"],
        ["She said no.", "He said yes.", "They met again on Tuesday evening in the hall.", "Nobody else came to it."],
        ["a" * 60, "the long line that nobody wrapped " * 4],
    ],
)
def test_lines_that_nobody_wrapped_are_not_joined(lines: list[str]) -> None:
    assert clean("\n".join(lines)).split("\n\n") == [line.strip() for line in lines]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("AT&amp;T &lt;b&gt; &quot;x&quot; &#8217; &#x2019; &nbsp;y", "AT&T <b> \"x\" ’ ’ y"),
        ("twice &amp;amp; escaped &amp;lt;p&amp;gt;", "twice & escaped <p>"),
        ("an address ?a=1&copy=2&amplitude=3; not &unknown;", "an address ?a=1&copy=2&amplitude=3; not &unknown;"),
        ("NUL\x00 bell\x07 escape\x1b[31m", "NUL bell escape[31m"),
        ("\u202eevil\u202c bi\u200bdi \ufeffmark so\u00adft \u2066x\u2069", "evil bidi mark soft x"),
        ("hid\u200dden wo\u200crds tag\U000e0041\U000e0042", "hidden words tag"),
        ("می\u200cخواهم 👨\u200d👩\u200d👧 क्\u200dष", "می\u200cخواهم 👨\u200d👩\u200d👧 क्\u200dष"),
        ("half \ud83d and whole \ud83d\ude00", "half \ufffd and whole 😀"),
        ("cafe\u0301 \u212b", "café Å"),
        ("no\xa0break\u2003space\u3000wide", "no break space wide"),
        ("&l&#116;; &#x200b;hidden&zwj;", "< hidden"),
    ],
)
def test_characters_are_what_a_reader_sees(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert clean_line(raw) == cleaned


@pytest.mark.parametrize("nothing", ["", " \n\t\n ", "\u200b", "&nbsp;", "\x00"])
def test_nothing_to_read_is_empty(nothing: str) -> None:
    assert clean(nothing) == clean_line(nothing) == title_from(clean(nothing)) == ""


@given(NASTY | MANGLED)
@example(WRAPPED)
@example("&l&#116;;")
@example("\xa0\u00c2\u201d")
@example("\u00c2\n\u00e9\u00af")
def test_twice_cleaned_is_once_cleaned(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)
    once.encode()
    assert "\n" not in once.replace("\n\n", "")


@given(FRAGMENTS)
def test_pieces_of_entities_do_not_grow_into_new_ones(pieces: list[str]) -> None:
    once = clean("".join(pieces))
    assert clean(once) == once


@pytest.mark.parametrize(
    "piece",
    ["word ", "&amp;", "amp;", "&", "\u0316\u0301", "\u200b", "a\n", " ", "\n", "a" * 50 + " b\n", "\ud83d", "\u200c"],
)
def test_a_million_characters_take_no_more_than_a_second_or_two(piece: str) -> None:
    text = "&a" + piece * (1_000_000 // len(piece))
    start = time.process_time()
    clean(text)
    assert time.process_time() - start < 4   # 0.05 to 0.9 s alone; a quadratic step takes minutes


def test_a_short_first_line_without_a_full_stop_is_the_title() -> None:
    assert title_from("Storm closes the bridge\n\nThe council said on Monday.") == "Storm closes the bridge"
    assert title_from("Who pays for the bridge?\n\nThe council said.") == "Who pays for the bridge?"


def test_without_a_headline_the_first_sentence_is_the_title() -> None:
    assert title_from("Mr. Lee of the U.S. Senate spoke. He left.") == "Mr. Lee of the U.S. Senate spoke."
    assert title_from("LONDON —\n\nThe council said.") == "LONDON —"
    assert title_from("No other line") == "No other line"
    assert title_from("市長は火曜日に述べた。橋は閉鎖される。") == "市長は火曜日に述べた。"


def test_a_long_first_sentence_is_cut_between_words() -> None:
    title = title_from("The council of the town said on Monday that " * 9 + "it closes.")
    assert len(title) <= 110
    assert title.endswith("Monday that The council of the…")


def test_what_fits_is_not_shortened() -> None:
    assert shorten("a b c", 5) == "a b c"
    assert shorten("alpha beta gamma", 12) == "alpha beta…"
    assert shorten("alpha, beta", 7) == "alpha…"
    assert shorten("x" * 20, 5) == "xxxx…"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("O\x92Brien said \x93no\x94 \x97 twice\x85 for \x8050", "O’Brien said “no” — twice… for €50"),
        ("Oâ€™Brien at CafÃ© MÃ¼ller paid â‚¬50", "O’Brien at Café Müller paid €50"),
        ("â€œWe wonâ€\ufffd at CafÃ© MÃ¼ller", "“We won” at Café Müller"),
        ("Ãœber alles.\n\nCafÃ© MÃ¼ller", "Über alles.\n\nCafé Müller"),
        ("O\xe2\x80\x99Brien said \xe2\x80\x9cno\xe2\x80\x9d", "O’Brien said “no”"),
        ("Ã\xa0 la carte", "à la carte"),
    ],
)
def test_characters_that_were_read_in_a_wrong_encoding_are_mended(written: str, meant: str) -> None:
    assert clean(written) == meant == clean(meant)


@pytest.mark.parametrize("right", ["l’été » à Zürich", "SÃO PAULO", "Âge d’or, Île", "ÄÖÜ – 5 °C", "£5 à 10 €"])
def test_what_only_looks_like_it_is_left_alone(right: str) -> None:
    assert clean(right) == right
