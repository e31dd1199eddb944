"""Bylines as newspapers print them."""

from __future__ import annotations

import pytest

from corpus.text.byline import name_in, names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee and Bob Ray, Staff Writers", ("Ann Lee", "Bob Ray")),
        ("Ann Lee, Bob Ray, and Cy Poe", ("Ann Lee", "Bob Ray", "Cy Poe")),
        ("Ann Lee; Bob Ray | Cy Poe & Di Fox", ("Ann Lee", "Bob Ray", "Cy Poe", "Di Fox")),
        ("Story by Ann Lee with Bob Ray", ("Ann Lee", "Bob Ray")),
        ("By ANN LEE\nBBC News", ("Ann Lee", "BBC News")),
        ("By ANN MCRAE and JO O'DELL-FOX", ("Ann McRae", "Jo O'Dell-Fox")),
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
