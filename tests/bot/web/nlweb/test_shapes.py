"""What an NLWeb request may say, and which part of the archive it asks for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.web.nlweb.shapes import BEFORE, CURRENT, NlwebRequest, read_request, version_wanted
from corpus import InputError
from index import Scope

NAME = "The Harbour Bell"


def scope_of(**query: Any) -> Scope:
    return request_of({"query": {"text": "Who won?", **query}}).query.scope(NAME)


def request_of(said: dict[str, Any]) -> NlwebRequest:
    return read_request(json.dumps(said).encode(), NlwebRequest)


@pytest.mark.parametrize("query, scope", [
    ({}, Scope()),
    ({"site": "all"}, Scope()),
    ({"site": NAME}, Scope()),
    ({"site": ["The Quay", "all"]}, Scope(sources=("The Quay",))),
    ({"itemType": "NewsArticle"}, Scope()),
    ({"itemType": ["OpinionNewsArticle", "ReviewNewsArticle"]}, Scope(kinds=("opinion", "review"))),
    ({"author": "Ann Lee", "articleSection": ["News"], "inLanguage": "en"},
     Scope(authors=("Ann Lee",), sections=("News",), languages=("en",))),
    ({"temporalCoverage": "2024"}, Scope(since="2024-01-01", until="2024-12-31")),
    ({"temporalCoverage": "2024-02"}, Scope(since="2024-02-01", until="2024-02-29")),
    ({"temporalCoverage": "2023-05-04/2024-02"}, Scope(since="2023-05-04", until="2024-02-29")),
    ({"temporalCoverage": "../2024"}, Scope(until="2024-12-31")),
    ({"temporalCoverage": "2024/.."}, Scope(since="2024-01-01")),
    ({"asOf": "2024-02-01", "num_results": 3}, Scope(as_of="2024-02-01", limit=3)),
])
def test_filters_are_in_schema_orgs_words(query: dict[str, Any], scope: Scope) -> None:
    assert scope_of(**query) == scope


@pytest.mark.parametrize("query, sentence", [
    ({"price": "less than $20"}, "query.price: Extra inputs"),
    ({"itemType": "Recipe"}, "Nothing here is a 'Recipe'; there are NewsArticle, "),
    ({"temporalCoverage": "lately"}, "is no date"), ({"temporalCoverage": "2024-13"}, "is no date"),
    ({"temporalCoverage": "0000"}, "is no date"), ({"temporalCoverage": "2024/2023"}, "is later than"),
    ({"num_results": 0}, "query.num_results"), ({"num_results": 10**9}, "query.num_results"),
    ({"text": ""}, "query.text"), ({"text": 7}, "query.text"), ({"text": "x" * 2_001}, "query.text"),
    ({"site": {"a": 1}}, "query.site"), ({"author": ["x"] * 1_000}, "query.author"),
])
def test_what_can_t_be_filtered_by_is_refused_by_name(query: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence.replace("(", r"\\(")):
        scope_of(**query)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{}", b'{"query": "Who won?"}', b"\xff", b"[" * 50_000,
                                  b'{"query": {"text": "a"}, "extra": 1}', b'{"query": {"text": "a"}, "meta": []}'])
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(InputError):
        read_request(body, NlwebRequest)


def test_the_questions_before_are_turns_without_answers() -> None:
    context = {"prev": ["Who won?"], "text": "x", "memory": "y"}
    asked = request_of({"query": {"text": "And when?"}, "context": context})
    assert [(turn.question, turn.answer) for turn in asked.turns()] == [("Who won?", "")]


def test_what_is_null_is_left_out() -> None:
    asked = request_of({"query": {"text": "Who?", "site": None}, "context": {"prev": None}, "prefer": {"mode": None},
                        "meta": None})
    assert asked == request_of({"query": {"text": "Who?"}})


def test_a_question_that_stands_by_itself_needs_none() -> None:
    query = {"text": "And when?", "decontextualized_query": "When did she win?"}
    asked = request_of({"query": query, "context": {"@type": "ConversationalContext", "prev": ["Who won?"]}})
    assert asked.question == "When did she win?" and asked.turns() == ()


def test_a_context_of_another_kind_is_refused() -> None:
    asked = request_of({"query": {"text": "Who?"}, "context": {"@type": "https://example.org/Memory"}})
    with pytest.raises(InputError, match="ConversationalContext"):
        asked.turns()


@pytest.mark.parametrize("meta, version", [
    ({}, CURRENT), ({"version": "0.55"}, CURRENT), ({"version": "0.54"}, BEFORE), ({"api_version": "0.54"}, BEFORE),
    ({"version": "9"}, CURRENT), ({"version": 7}, CURRENT), ([], CURRENT), (None, CURRENT),
])
def test_it_is_answered_in_the_version_that_is_asked_for(meta: object, version: str) -> None:
    assert version_wanted(json.loads(json.dumps({"meta": meta}))) == version
