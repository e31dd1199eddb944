"""People, places and organisations of a search: only names that its articles hold, counted by article."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from bot.web.api.name_facets import KINDS, LISTED, NamedIn, SearchedNames, name_facets
from corpus import Article
from tests.fakes import article

TEXTS = (
    "Amina Rourke met staff of Harnchester University in Saltgate. People live in Saltgate.",
    "Mayor Amina Rourke, 44, spoke in Saltgate about Harnchester University.",
    "Orrin Vane won. Ms Rourke was there, in Saltgate. The Quell is a pub.",
    "Nobody was named. It rained on Saturdays.",
)
FOUND = [article(f"a{number}", f"Report {number}", text) for number, text in enumerate(TEXTS)]


def test_names_are_counted_by_article_and_those_whose_kind_is_open_are_left_out() -> None:
    assert name_facets(FOUND) == {
        "people": [NamedIn("Amina Rourke", 2)],
        "places": [NamedIn("Saltgate", 3)],
        "organisations": [NamedIn("Harnchester University", 2)],
    }


def test_every_name_is_held_by_as_many_articles_as_it_says() -> None:
    for names in name_facets(FOUND).values():
        assert all(sum(each.name in f"{one.title} {one.text}" for one in FOUND) == each.articles for each in names)


def test_what_is_asked_for_already_and_what_all_articles_hold_narrows_nothing() -> None:
    assert name_facets(FOUND, "saltgate")["places"] == []
    assert name_facets(FOUND[:2])["people"] == []
    assert name_facets([]) == dict.fromkeys(KINDS, [])


def test_articles_in_other_languages_are_not_read_as_english() -> None:
    german = [Article(each.id, each.title, each.text, language="de") for each in FOUND]
    assert name_facets(german) == dict.fromkeys(KINDS, [])


def test_a_common_word_with_a_capital_and_what_the_stands_before_is_no_place() -> None:
    texts = ("He lives in Cumbral County. In Saltgate, in County hall, they cited Article 2 in the Constitution.",
             "In Cumbral County, in Saltgate, a vote in the Constitution.", "It is in the county of Cumbral.", "Rain.")
    found = [article(f"c{number}", "", text) for number, text in enumerate(texts)]
    assert [each.name for each in name_facets(found)["places"]] == ["Cumbral County", "Saltgate"]


def test_a_kind_lists_the_most_frequent_few() -> None:
    many = [article(f"b{number}", "", " ".join(f"Anna Quill{chr(97 + each)} came." for each in range(number % 12)))
            for number in range(24)]
    people = name_facets(many)["people"]
    assert len(people) == LISTED
    assert [each.articles for each in people] == sorted((each.articles for each in people), reverse=True)


@pytest.mark.parametrize("asked", [True, False])
def test_a_program_gets_them_when_it_asks(client: TestClient, asked: bool) -> None:
    body = client.get("/api/search", params={"q": "the", "names": asked}).json()
    SearchedNames.model_validate(body)
    assert ("names" in body) is asked
    assert not asked or sorted(body["names"]) == sorted(KINDS)
