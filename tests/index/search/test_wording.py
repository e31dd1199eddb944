"""What is asked of the words themselves."""

from __future__ import annotations

import pytest

from index.search.wording import MOST_PHRASES, Term, Wording, phrases, places, read_search


def phrase(text: str) -> Term:
    return Term(text, exact=True)


@pytest.mark.parametrize(
    ("query", "wording"),
    [
        ('harbour "ferry terminal"', Wording("harbour ferry terminal", ("harbour",), ("ferry terminal",))),
        ("storm -ferry", Wording("storm", ("storm",), excluded=(Term("ferry"),))),
        ('storm -"ferry terminal"', Wording("storm", ("storm",), excluded=(phrase("ferry terminal"),))),
        ("rain OR snow", Wording("rain snow", alternatives=((Term("rain"), Term("snow")),))),
        ('rain OR "wet snow" OR hail road',
         Wording("rain wet snow hail road", ("road",),
                 alternatives=((Term("rain"), phrase("wet snow"), Term("hail")),))),
        ('"wet snow" "dry road"', Wording("wet snow dry road", phrases=("wet snow", "dry road"))),
        ("-ferry", Wording(excluded=(Term("ferry"),))),
    ],
)
def test_operators_are_taken_apart(query: str, wording: Wording) -> None:
    assert read_search(query) == wording


@pytest.mark.parametrize(
    "query",
    ["who won the race", "a well-known baker", "frost of -5 degrees", 'an "unbalanced mark', 'an unbalanced" mark',
     "OR", "OR rain", "rain OR", "rain or snow", "rain - snow", '""', '"!" rain', 'pipes of 6" and 8" width', "--limit",
     ""],
)
def test_what_is_no_operator_stays_as_it_stands(query: str) -> None:
    wording = read_search(query)
    assert wording.plain and wording.text == query


def test_an_or_without_two_sides_is_a_word() -> None:
    assert read_search('"rain" OR').words == ("OR",)
    assert read_search("-rain OR snow") == Wording("OR snow", ("OR", "snow"), excluded=(Term("rain"),))
    assert read_search("rain OR OR snow").plain


@pytest.mark.parametrize("quoted", ['"so be it"', "“so be it”", "„so be it“", "„so be it”", "«so be it»",
                                    "« so be it »", "»so be it«", '("so be it")', '"so  be\tit"'])
def test_every_pair_of_marks_makes_a_phrase(quoted: str) -> None:
    assert phrases(f"Who said {quoted}?") == ("so be it",)
    assert read_search(f"mayor {quoted}").phrases == ("so be it",)


def test_phrases_of_a_question_are_few_and_each_stands_once() -> None:
    many = " ".join(f"“part {number}” “part {number}”" for number in range(20))
    assert phrases(many) == tuple(f"part {number}" for number in range(MOST_PHRASES))
    assert phrases("Who said nothing, “” and “…”?") == ()


def test_places_are_found_whatever_case_accents_and_signs() -> None:
    text = "The Café-Terminal, a café terminal. Cafés terminal."
    assert [text[start:end] for start, end in places(text, ["cafe  terminal", "", "a café"])] == [
        "Café-Terminal", "a café"
    ]
    assert places(text, []) == places("", ["cafe"]) == []


@pytest.mark.parametrize("part", ['"', "“", "„", "»", "“„", '- "', "a OR ", '-"', "-a ", "»«", "x"])
def test_a_long_query_takes_as_many_steps_as_it_is_long(part: str) -> None:
    """No outcome is wrong; that it ends at once is what a square of steps would not do."""
    query = part * (200_000 // len(part))
    assert isinstance(read_search(query), Wording) and len(phrases(query)) <= MOST_PHRASES
