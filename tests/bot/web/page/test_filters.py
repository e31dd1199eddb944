"""What can be chosen, what was chosen, and what is said about it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from bot.web.page.filters import LISTED, chosen, filters_html, inferred, link, presets, searched
from bot.web.page.texts import ENGLISH
from corpus import ScopeError
from index import Figures, Outline, Scope
from tests.bot.inert import payloads

TAGS = {"fieldset", "legend", "div", "label", "input", "span", "small", "button", "datalist", "option", "figure", "svg",
        "g", "title", "rect", "figcaption"}
FIGURES = Figures(4, datetime(2022, 1, 3, tzinfo=UTC), datetime(2024, 11, 24, tzinfo=UTC))
NOW = datetime(2025, 6, 1, tzinfo=UTC)


def parsed(html: str) -> lxml.html.HtmlElement:
    """The form, which holds nothing but what is ours."""
    form = lxml.html.fragment_fromstring(html, create_parent="form")
    assert {element.tag for element in form.iterdescendants()} <= TAGS
    assert not [name for element in form.iter() for name in element.attrib if name.startswith("on")]
    return form


def test_the_reader_chooses_among_what_the_archive_holds() -> None:
    outline = Outline(months=(("2024-01", 2), ("2024-03", 1)), sections=(("Sport", 2), ("Town", 1)),
                      kinds=(("news", 2), ("wire", 1)), sources=(("Only One", 3),))
    form = parsed(filters_html(outline, ENGLISH, NOW.date()))
    ticks = [(each.get("name"), each.get("value"), each.get("data-shown")) for each in form.xpath("//*[@value]")]
    assert ticks == [("sections", "Sport", "Sport"), ("sections", "Town", "Town"),
                     ("kinds", "news", "News"), ("kinds", "wire", "Wire copy")]
    days = {each.get("name"): each.get("max") for each in form.xpath("//input[@type='date']")}
    assert days == {"since": "2024-03-31", "until": "2024-03-31", "as_of": None}


def test_a_section_is_shown_as_words_and_chosen_as_it_is_stored() -> None:
    form = parsed(filters_html(Outline(sections=(("white_house", 2), ("Town", 1))), ENGLISH, NOW.date()))
    (tick,) = form.xpath("//*[@value='white_house']")
    assert tick.get("data-shown") == "white house" and "white house" in form.text_content()


def test_names_beyond_the_largest_are_typed() -> None:
    names = tuple((f"Author {number}", 1) for number in range(LISTED + 3))
    form = parsed(filters_html(Outline(authors=names), ENGLISH, NOW.date()))
    assert len(form.xpath("//input[@type='checkbox']")) == LISTED
    assert form.xpath("//datalist/option/@value") == ["Author 8", "Author 9", "Author 10"]


def test_an_archive_without_dates_and_names_says_so() -> None:
    assert "no dates or names" in filters_html(Outline(), ENGLISH, NOW.date())


def test_no_name_of_a_public_list_of_attacks_breaks_out() -> None:
    names = [payload[:200].strip() for payload in payloads()]
    outline = Outline(sections=tuple((name, 1) for name in names), kinds=tuple((name, 1) for name in names))
    form = parsed(filters_html(outline, ENGLISH, NOW.date()))
    values = form.xpath("//fieldset[@data-field='sections']//*[@value]/@value")
    assert [value.split() for value in values] == [name.split() for name in names if name]


def test_what_a_browser_chose_becomes_a_scope() -> None:
    place = chosen(json.dumps({"since": "2024-01-31", "sections": ["Sport"], "narrow": False}))
    assert place.scope == Scope(since="2024-01-31", sections=("Sport",))  # type: ignore[arg-type]
    assert not place.narrow
    assert chosen("").narrow and chosen("").scope == Scope()


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"now": "2031-01-01"}', '{"limit": 5000}', '{"since": "soon"}', '{"sections": "Sport"}', 7,
             json.dumps({"authors": ["x" * 201]}), " " * 20_000, '{"sections": ["\ud800"]}x']
)
def test_what_a_browser_made_up_is_refused_in_one_sentence(text: object) -> None:
    with pytest.raises(ScopeError):
        chosen(text)


@pytest.mark.parametrize(
    ("passages", "scope", "now", "told"),
    [
        (1_204, Scope(), NOW, "Searched 1,204 passages from 3 January 2022 to 24 November 2024."),
        (1_204, Scope(), FIGURES.newest, "Searched 1,204 passages from 3 January 2022 to today."),
        (1_204, Scope(since=FIGURES.newest), FIGURES.newest, "Searched 1,204 passages of today."),
        (1, Scope(since="2023-05-01", until="2023-05-01"), NOW, "Searched 1 passage of 1 May 2023."),  # type: ignore[arg-type]
        (0, Scope(since="2031-05-01"), NOW, "Searched 0 passages."),  # type: ignore[arg-type]
    ],
)
def test_a_reader_is_told_what_was_searched(passages: int, scope: Scope, now: datetime, told: str) -> None:
    assert searched(passages, replace(scope, now=now), FIGURES, ENGLISH) == told


def test_only_dates_that_the_reader_did_not_set_were_read_from_the_question() -> None:
    used = Scope(since="2023-01-01", until="2023-12-31")  # type: ignore[arg-type]
    assert inferred(Scope(), used, ENGLISH) == "1 January 2023 to 31 December 2023"
    assert inferred(Scope(), Scope(since="2023-01-01"), ENGLISH) == "since 1 January 2023"  # type: ignore[arg-type]
    assert inferred(used, used, ENGLISH) == ""


def test_a_link_asks_again_with_the_same_filters() -> None:
    scope = Scope(since="2023-01-01", sections=("A&B", "C"))  # type: ignore[arg-type]
    asked = parse_qs(urlsplit(link("Who? & why\ud800", scope)).query)
    assert asked == {"q": ["Who? & why?"], "since": ["2023-01-01"], "sections": ["A&B", "C"]}


def test_dates_are_offered_by_name_as_far_as_the_archive_goes() -> None:
    months = (("2021-11", 1), ("2022-01", 2), ("2024-02", 1))
    named = [("Last 30 days", "2024-01-30", "2024-02-29"), ("Last twelve months", "2023-03-01", "2024-02-29")]
    years = [(str(year), f"{year}-01-01", f"{year}-12-31") for year in (2024, 2023, 2022)]
    assert presets(months, ENGLISH, date(2025, 6, 1)) == [*named, *years]
    assert presets(months, ENGLISH, date(2024, 2, 10))[0] == ("Last 30 days", "2024-01-11", "2024-02-10")
    assert presets((), ENGLISH, date(2024, 1, 1)) == []
