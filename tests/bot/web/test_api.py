"""The HTTP API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.web.refusals import UNEXPECTED
from bot.web.shapes import AnswerShape, ArticleText, Searched
from index import Scope
from tests.bot.web.fake_bot import FERRY, MORATORIUM, OVERDUE, POISONED, SECRET, FakeBot, about_amazon

AMAZON = "What did Amazon announce?"


def events(body: str) -> list[tuple[str, Any]]:
    """The server-sent events of a body as (name, data)."""
    blocks = [block.split("\n") for block in body.split("\n\n") if block]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_an_answer_comes_with_its_citations(client: TestClient) -> None:
    body = client.post("/api/ask", json={"question": AMAZON}).json()
    assert body == json.loads(json.dumps(about_amazon(AMAZON).to_dict()))
    assert body["citations"][0]["quote"] == MORATORIUM.text[slice(*(body["citations"][0][k] for k in ("start", "end")))]


def test_answers_have_the_shape_that_is_documented(client: TestClient) -> None:
    for question in (AMAZON, "hello", "Who won?", "the ferry"):
        AnswerShape.model_validate(client.post("/api/ask", json={"question": question}).json())


def test_history_and_scope_reach_the_bot(client: TestClient, bot: FakeBot) -> None:
    past = [{"question": "Who?", "answer": "Amazon. [1]"}]
    scope = {"since": "2020-06-01", "sections": ["Business"], "limit": 3}
    assert client.post("/api/ask", json={"question": AMAZON, "history": past, "scope": scope}).status_code == 200
    assert bot.calls == [
        {
            "question": AMAZON,
            "history": [("Who?", "Amazon. [1]")],
            "scope": Scope(since="2020-06-01", sections=("Business",), limit=3),
        }
    ]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": None},
        {"question": 7},
        {"question": "x" * 2_001},
        {"question": "x", "model": "other"},
        {"question": "x", "history": [{"question": "a", "answer": "b"}] * 21},
        {"question": "x", "history": [{"question": "a", "answer": "b" * 20_001}]},
        {"question": "x", "history": [{"question": "a", "answer": "b", "role": "system"}]},
        {"question": "x", "history": "a"},
        {"question": "x", "scope": {"section": "Business"}},
        {"question": "x", "scope": {"now": "2099-01-01"}},
        {"question": "x", "scope": {"limit": 51}},
        {"question": "x", "scope": {"limit": 0}},
        {"question": "x", "scope": {"authors": ["a"] * 51}},
        {"question": "x", "scope": {"authors": ["a" * 201]}},
        {"question": "x", "scope": {"since": "soon"}},
        {"question": "x", "scope": {"since": "2024-02-01", "until": "2024-01-01"}},
        {"question": " "},
        ["question"],
    ],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_request_that_cannot_be_used_is_refused_in_one_sentence(client: TestClient, path: str, body: object) -> None:
    response = client.post(path, json=body)
    assert response.status_code == 422
    assert list(response.json()) == ["error"]
    assert response.json()["error"].endswith(".")


def test_a_refusal_says_where_the_mistake_is(client: TestClient) -> None:
    error = client.post("/api/ask", json={"question": "x", "scope": {"section": "Business"}}).json()["error"]
    assert error.startswith("scope.section: ")


def test_broken_json_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"{", headers={"Content-Type": "application/json"})
    assert response.status_code == 422 and "error" in response.json()


def test_half_a_character_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content=b'{"question": "\\ud800"}', headers={"Content-Type": "application/json"})
    assert response.status_code == 422


def test_an_archive_that_cannot_be_used_is_503(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "busy?"})
    assert response.status_code == 503
    assert response.json() == {"error": "Another process is writing to the archive; try again in a minute."}


def test_an_unexpected_error_keeps_its_detail_to_the_log(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "crash"})
    assert response.status_code == 500
    assert response.json() == {"error": UNEXPECTED}


def test_a_stream_is_text_and_then_the_answer(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": AMAZON})
    assert response.headers["content-type"].startswith("text/event-stream")
    *texts, (last, answer) = events(response.text)
    assert {name for name, _ in texts} == {"text"}
    assert "".join(data["text"] for _, data in texts) == answer["text"]
    assert last == "answer" and answer == json.loads(json.dumps(about_amazon(AMAZON).to_dict()))


@pytest.mark.parametrize(("question", "status"), [("busy?", 503), ("crash", 500)])
def test_a_stream_that_cannot_start_has_an_honest_status(client: TestClient, question: str, status: int) -> None:
    response = client.post("/api/ask/stream", json={"question": question})
    assert response.status_code == status and "secret" not in response.text


def test_a_stream_that_breaks_off_says_so(client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Iterator[str]:
        yield "On 10 June"
        raise RuntimeError("secret detail")

    monkeypatch.setattr(bot, "stream", broken)
    response = client.post("/api/ask/stream", json={"question": AMAZON})
    assert events(response.text) == [("text", {"text": "On 10 June"}), ("error", {"error": UNEXPECTED})]


def test_search_finds_passages(client: TestClient) -> None:
    body = client.get("/api/search", params={"q": "night ferry"}).json()
    Searched.model_validate(body)
    assert body["hits"][0]["article"]["id"] == FERRY.id
    assert body["hits"][0]["text"] == FERRY.text


def test_search_takes_filters(client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    scopes: list[Scope] = []
    monkeypatch.setattr(bot.archive, "search", lambda query, scope: scopes.append(scope) or [])
    client.get("/api/search?q=x&section=Harbour&section=City&author=Lind&since=2024-01-01&limit=5")
    assert scopes == [Scope(sections=("Harbour", "City"), authors=("Lind",), since="2024-01-01", limit=5)]


@pytest.mark.parametrize("query", ["", "q=" + "x" * 2_001, "q=x&limit=1000", "q=x&since=soon", "q=x&limit=many"])
def test_a_search_that_makes_no_sense_is_refused(client: TestClient, query: str) -> None:
    response = client.get(f"/api/search?{query}")
    assert response.status_code == 422 and list(response.json()) == ["error"]


@pytest.mark.parametrize("id", [MORATORIUM.id, OVERDUE.id, "opinion%2Foverdue", POISONED.id])
def test_an_article_is_read_by_its_id(client: TestClient, id: str) -> None:
    body = client.get(f"/api/articles/{id}").json()
    ArticleText.model_validate(body)
    assert body["id"] == id.replace("%2F", "/")


def test_fields_that_nobody_vetted_stay_inside(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = replace(FERRY, id="odd", text="half \ud83d a character", extra={"internal": "note"})
    monkeypatch.setattr(bot.archive, "articles", [odd])
    response = client.get("/api/articles/odd")
    assert response.json()["text"] == "half ? a character"
    assert "internal" not in response.text


@pytest.mark.parametrize("id", [SECRET.id, "unknown", "", "%00", "../../etc/passwd"])
def test_a_withdrawn_article_is_answered_like_an_unknown_one(client: TestClient, id: str) -> None:
    response = client.get(f"/api/articles/{id}")
    assert response.status_code == 404
    assert SECRET.title not in response.text


def test_health_and_readiness(client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["generation"] == 3
    monkeypatch.setattr(bot.archive, "info", lambda: bot.ask("busy"))
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_the_api_is_described(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert set(description["paths"]) == {
        "/api/ask", "/api/ask/stream", "/api/search", "/api/articles/{id}", "/healthz", "/readyz"
    }
    assert description["components"]["schemas"]["Question"]["properties"]["question"]["maxLength"] == 2_000
    for path in description["paths"].values():
        for operation in path.values():
            assert operation["description"]


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_page_loads_its_scripts_from_another_host(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
