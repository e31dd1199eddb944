"""The machine-readable mark of an answer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.web.api.answer_ld import QUOTED, TYPE, WRITTEN, answer_ld
from bot.web.service.recent_answers import record
from tests.bot.web.fake_bot import MORATORIUM, FakeBot, about_amazon, abstain

ID = "0" * 32
ARCHIVE = {"name": "The Harbour Bell", "generation": 3, "newest": "2024-02-19T09:30:00+00:00"}


def told(answer: Any, base: str = "https://ask.example") -> dict[str, Any]:
    return answer_ld({"id": ID, **record(replace(answer, archive=ARCHIVE))}, base)


def test_it_names_the_state_of_the_archive_and_every_source() -> None:
    mark = told(about_amazon("What?"))
    assert (mark["@type"], mark["parentItem"]["name"]) == ("Answer", "What?")
    assert mark["isBasedOn"] == {
        "@type": "Dataset", "name": "The Harbour Bell", "version": "3", "temporalCoverage": "../2024-02-19"
    }
    first, _, last = mark["citation"]
    assert first["text"] in MORATORIUM.text and first["isPartOf"]["headline"] == MORATORIUM.title
    assert [author["name"] for author in first["isPartOf"]["author"]] == list(MORATORIUM.authors)
    assert last["isPartOf"]["@type"] == "OpinionNewsArticle"
    assert last["url"].startswith("https://ask.example/articles/opinion/overdue?")


def test_it_says_whether_a_model_wrote_it_and_which() -> None:
    assert told(about_amazon("What?"))["digitalSourceType"] == QUOTED
    written = told(replace(about_amazon("What?"), model="gpt-x"))
    assert written["digitalSourceType"] == WRITTEN and written["creator"]["softwareRequirements"] == "gpt-x"


def test_a_refusal_is_marked_as_one() -> None:
    mark = told(abstain("Who won?"))
    assert mark["abstract"] == "The archive does not hold the answer." and "citation" not in mark


def test_an_answer_gives_its_mark_by_its_id(client: TestClient) -> None:
    id = client.post("/api/ask", json={"question": "What did Amazon announce?"}).json()["id"]
    response = client.get(f"/api/answers/{id}.jsonld")
    assert response.headers["content-type"] == TYPE
    assert response.json()["@id"] == f"http://testserver/api/answers/{id}.jsonld"
    assert client.get(f"/api/answers/{ID}.jsonld").status_code == 404
    assert client.get("/api/answers/x.jsonld").status_code == 422


def test_it_can_stand_in_a_page_whatever_the_archive_holds(client: TestClient) -> None:
    question = "What did the storm </script><script>alert(1)</script><!-- do\u2028?"
    id = client.post("/api/ask", json={"question": question}).json()["id"]
    text = client.get(f"/api/answers/{id}.jsonld").text
    assert not set("<>&\u2028") & set(text)
    mark = json.loads(text)
    assert "</script>" in mark["parentItem"]["name"] and "<iframe" in mark["citation"][0]["text"]
    (citation,) = mark["citation"]
    assert "javascript:" not in str([each.get("url") for each in (citation, citation["isPartOf"])])


def test_it_is_gone_with_an_article_that_is_no_longer_public(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = client.post("/api/ask", json={"question": "What did Amazon announce?"}).json()["id"]
    monkeypatch.setattr(bot.archive, "articles", [each for each in bot.archive.articles if each is not MORATORIUM])
    assert client.get(f"/api/answers/{id}.jsonld").status_code == 404
