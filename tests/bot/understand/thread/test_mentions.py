"""Names, titles of works and phrases are found in a text, with what their words tell about them."""

from __future__ import annotations

import pytest

from bot.understand.thread.mentions import GROUP, NAME, PAIR, PERSON, PHRASE, PLACE, WORK, mentions


def found(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.kind) for each in mentions(text)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Who is Ines Vale?", "Ines Vale", PERSON),
        ("Who runs the Queen Maud Infirmary?", "Queen Maud Infirmary", NAME),
        ("What did Hollin & Gray say?", "Hollin & Gray", GROUP),
        ("Who lives in Corn Street?", "Corn Street", PLACE),
        ("Who wrote the novel Cold Light?", "Cold Light", WORK),
        ("Who sang “Blind Man” first?", "Blind Man", WORK),
        ("Who heard it from P. D. Rudd?", "P. D. Rudd", PERSON),
        ("Who painted the iron bridge?", "the iron bridge", PHRASE),
    ],
)
def test_a_name_tells_what_it_is_a_name_of(text: str, name: str, kind: str) -> None:
    assert found(text) == [(name, kind)]


def test_two_names_with_and_are_a_pair_too() -> None:
    assert found("Did Tom Reed and Ines Vale sail?") == [
        ("Tom Reed", PERSON),
        ("Tom Reed and Ines Vale", PAIR),
        ("Ines Vale", PERSON),
    ]


@pytest.mark.parametrize("text", ["Despite this, in May 2020.", "American swans, on Wednesday?", "", "((“", "I can."])
def test_dates_peoples_and_words_that_only_open_a_sentence_are_no_names(text: str) -> None:
    assert found(text) == []


def test_a_phrase_ends_before_its_verb() -> None:
    assert found("Where were the beavers released?") == [("the beavers", PHRASE)]


def test_a_title_or_a_given_name_tells_a_woman_from_a_man() -> None:
    genders = {each.text: each.gender for each in mentions("He told Mrs Rudd, Peter Holt and Ines Vale about it.")}
    assert genders["Mrs Rudd"] == "f"
    assert genders["Peter Holt"] == "m"
    assert genders["Ines Vale"] == "f"


def test_who_opens_a_sentence_and_does_something_acts() -> None:
    found = mentions("Morello chooses pedals. He met Seagal. Yesterday chooses nothing?")
    acting = [each.text for each in found if each.acts]
    assert "Morello" in acting
    assert "Seagal" not in acting


def test_what_stands_between_two_quotations_is_no_title() -> None:
    named = mentions('"all of it was put on solid ground," McCabe said. "but not for long, as it turned out."')
    assert [(each.text, each.kind) for each in named if each.kind != PHRASE] == [("McCabe", NAME)]


def test_what_a_side_scored_is_no_part_of_its_name() -> None:
    assert [each.text for each in mentions("Aldery Rovers 3, Harnchester Ladies 2")] == [
        "Aldery Rovers", "Harnchester Ladies"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He appeared in court in Norham Tuesday.", "Norham"),
        ("Oskel-raised Ines Vale won her first.", "Ines Vale"),
        ("The Fisheries and Harbour Commission met.", "Fisheries and Harbour Commission"),
        ("Five states are to vote.", None),
    ],
)
def test_a_day_where_somebody_is_from_and_a_number_are_no_part_of_a_name(text: str, name: str | None) -> None:
    assert [each.text for each in mentions(text) if each.kind != PHRASE] == ([name] if name else [])


@pytest.mark.parametrize(
    "text",
    ["Oskel – a town that Ines Vale won – is poor.", "(Ines Vale earned more.)", "Tom Reed, like Ines Vale, sings."],
)
def test_whom_a_sentence_only_names_aside_stands_beside_it(text: str) -> None:
    assert [each.beside for each in mentions(text) if each.text == "Ines Vale"] == [True]


def test_bill_is_somebody_where_a_last_name_follows() -> None:
    assert found("What did Bill Reed say?") == [("Bill Reed", PERSON)]
