"""Bylines as newspapers print them."""

from __future__ import annotations

import pytest

from corpus.text.byline import distinct_names, is_nobody, name_in, names_in, printed_byline, signed_by, without_beside


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee and Bob Ray, Staff Writers", ("Ann Lee", "Bob Ray")),
        ("Ann Lee, Bob Ray, and Cy Poe", ("Ann Lee", "Bob Ray", "Cy Poe")),
        ("Ann Lee; Bob Ray | Cy Poe & Di Fox", ("Ann Lee", "Bob Ray", "Cy Poe", "Di Fox")),
        ("Story by Ann Lee with Bob Ray", ("Ann Lee", "Bob Ray")),
        ("By ANN LEE\nBBC News", ("Ann Lee", "BBC News")),
        ("By ANN MCRAE and JO O'DELL-FOX", ("Ann McRae", "Jo O'Dell-Fox")),
        ("By ALEXA ST. JOHN", ("Alexa St. John",)), ("By BOB DeMILLO", ("Bob DeMillo",)),
        ("Autorin Ann Lee", ("Ann Lee",)), ("Text: Ann Lee (lee)", ("Ann Lee",)), ("Ann Lee (27)", ("Ann Lee (27)",)),
        ("ANN LEE", ("ANN LEE",)),
        ("Martin King, Jr. and Ann Lee", ("Martin King Jr.", "Ann Lee")),
        ("Ann Lee, political editor at The Post", ("Ann Lee",)),
        ("Ann Lee, Special to The Post", ("Ann Lee",)),
        ("Ann Lee (ann@post.example) @annlee", ("Ann Lee",)),
        ("Ann Lee, Ann Lee", ("Ann Lee",)),
        ("Anderson Byrd", ("Anderson Byrd",)),
        ("Lee, Ann", ("Lee, Ann",)),
        ("Lee, Ann; Ray, Bob", ("Ann Lee", "Bob Ray")),
        ("Ana García y Luis Pérez", ("Ana García", "Luis Pérez")),
        ("Anna Rossi e Luca Bianchi", ("Anna Rossi", "Luca Bianchi")),
        ("Anna Müller und Jan Weiß", ("Anna Müller", "Jan Weiß")),
        ("Marie Dupont et Paul Leroy", ("Marie Dupont", "Paul Leroy")),
        ("Eva Vos en Jan Smit", ("Eva Vos", "Jan Smit")), ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Anna Müller, Berlin", ("Anna Müller",)), ("By Ann Lee in New York", ("Ann Lee",)),
        ("By Ann Lee | 4 May 2023", ("Ann Lee",)), ("Ann Lee, May 4, 2023 10:15", ("Ann Lee",)),
        ("Story by Ann Lee, photos by Bob Ray and Cy Poe", ("Ann Lee",)), ("Ann Lee; Fotos: Bob Ray", ("Ann Lee",)),
        ("Staff", ("Staff",)),
        ("By ", ()),
        ("", ()),
    ],
)
def test_a_byline_is_taken_apart_into_names(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


def test_a_single_name_loses_its_by_and_nothing_else() -> None:
    assert name_in(" By  Johnson &amp; Johnson ") == "Johnson & Johnson"


@pytest.mark.parametrize("printed", ["-1", "- By - by Ann Lee -", "By: Ann Lee,"])
def test_what_was_read_once_reads_the_same_again(printed: str) -> None:
    once = name_in(printed)
    assert name_in(once) == once and names_in(once) == (once,)


@pytest.mark.parametrize(
    "byline", ["4 May 2023", "By 04.05.2023", "Photograph: John Roe", "Foto: Jan Weiß", "photos by John Roe", "admin",
               "Unknown", "N/A", "Imagen de Ana Gil"],
)
def test_a_date_a_credit_and_an_account_are_nobody(byline: str) -> None:
    assert is_nobody(byline)
    assert names_in(byline) == ()


def test_names_that_look_alike_are_somebody() -> None:
    for name in ("Ann User-Lee", "Anon Y. Mouse", "None Lee", "May Day", "Bild am Sonntag"):
        assert not is_nobody(name)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Doe, John and Roe, Jane", ("John Doe", "Jane Roe")),
        ("Doe, John A. & O’Neil, Jane", ("John A. Doe", "Jane O’Neil")),
        ("Ann Lee, Bob Ray and Cy Poe", ("Ann Lee", "Bob Ray", "Cy Poe")),
    ],
)
def test_family_names_first_are_told_beside_an_and(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


def test_where_somebody_writes_from_is_no_name_in_french_and_portuguese() -> None:
    assert names_in("Marie Dupont et Paul Leroy à Paris", "fr") == ("Marie Dupont", "Paul Leroy")
    assert names_in("Ana Souza em Lisboa", "pt") == ("Ana Souza",)


@pytest.mark.parametrize(("text", "printed"), [
    ("By Ann Lee\n\nIt rained.", "By Ann Lee"),
    ("By Ann Lee and Bob de Ray\n\nIt rained.", "By Ann Lee and Bob de Ray"),
    ("By Ann Lee", ""), ("By Monday it rained.\n\nIt poured.", ""), ("It rained.\n\nBy Ann Lee", ""),
])
def test_a_byline_may_stand_as_the_first_paragraph(text: str, printed: str) -> None:
    assert printed_byline(text) == printed


@pytest.mark.parametrize("byline", ["gr/bp", "daa/mt/msr", "lee.anna", "ann_leeds"])
def test_initials_of_those_who_worked_on_it_and_accounts_are_nobody(byline: str) -> None:
    assert names_in(byline) == ()


@pytest.mark.parametrize(("taken", "names"), [
    (["Ann E Lee December"], ["Ann E Lee"]), (["Ann E Lee May"], ["Ann E Lee"]), (["Teresa May"], ["Teresa May"]),
    (["January"], []), (["See full bio"], []), (["Username"], []), (["Last Updated January"], []),
    (["Ann Lee View author archive Get author RSS feed"], ["Ann Lee"]),
    (["Ann Lee Ann Lee Chief of something"], ["Ann Lee"]),
    (["Ann Lee", "Ann Lee"], ["Ann Lee"]), (["Decimus Lee"], ["Decimus Lee"]),
])
def test_what_stands_behind_a_name_on_a_page_is_not_of_it(taken: list[str], names: list[str]) -> None:
    assert without_beside(taken) == names


def test_a_name_comes_once_however_it_is_spelt() -> None:
    assert distinct_names(["Ann Lee", "Ann-Lee", "", "ann lee", "Bob Ray"]) == ("Ann Lee", "Bob Ray")
@pytest.mark.parametrize(("authors", "signed"), [
    (("Ann Lee", "Cnn Business"), ("Ann Lee",)),
    (("Ann Lee", "Former Quay Producer", "Current Quay Employee"), ("Ann Lee",)),
    (("Analysis Ann B. Lee",), ("Ann B. Lee",)), (("Opinion Ann Lee", "Ann Lee"), ("Ann Lee",)),
    (("Ann Lee Bo Ray", "Ann Lee", "Bo Ray"), ("Ann Lee", "Bo Ray")),
    (("Ann Lee Bo Ray Cy Poe", "Ann Lee", "Bo Ray", "Cy Poe"), ("Ann Lee", "Bo Ray", "Cy Poe")),
    (("Backgroundurl Avatar_Large", "Story Count", "Popular Tags", "Showtags Popular_Tags"), ()),
    (("The Quay Staff",), ()),
    (("Ann Lee", "Opinion Contributor"), ("Ann Lee",)), (("Ann Lee", "Staff Writer At"), ("Ann Lee",)),
    (("Special To Cnn",), ()), (("Reuters",), ("Reuters",)), (("Ann Lee", "Ann"), ("Ann Lee", "Ann")),
    (("Jean Review", "Ann Lee Ray", "Ann Lee"), ("Jean Review", "Ann Lee Ray", "Ann Lee")),
])
def test_who_signed_are_people_each_once(authors: tuple[str, ...], signed: tuple[str, ...]) -> None:
    assert signed_by(authors) == signed
