"""The HTTP API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.answer import Turn
from bot.generate.health import LISTED, Finding
from bot.web.api import examples
from bot.web.api.name_facets import SearchedNames
from bot.web.api.schemas import AnswerShape, ArticleText, Problem, Question
from bot.web.http.problems import PROBLEM_TYPE, UNEXPECTED, problem
from corpus import ArchiveMissing
from index import Scope
from tests.bot.web.fake_bot import FERRY, MORATORIUM, OVERDUE, POISONED, SECRET, FakeBot, about_amazon

JSON = {"Content-Type": "application/json"}
AMAZON = "What did Amazon announce?"


def events(body: str) -> list[tuple[str, Any]]:
    """The server-sent events of a body as (name, data)."""
    blocks = [block.split("\n") for block in body.split("\n\n") if block]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_an_answer_comes_with_its_citations(client: TestClient) -> None:
    body = client.post("/api/ask", json={"question": AMAZON}).json()
    assert body | json.loads(json.dumps(about_amazon(AMAZON).to_dict())) == body
    assert body["generated"] == {"ai_generated": True, "method": "quotation"}
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
            "history": [Turn("Who?", "Amazon. [1]")],
            "scope": Scope(since="2020-06-01", sections=("Business",), limit=3),
            "narrow": True,
            "respell": True,
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
    assert response.headers["content-type"] == PROBLEM_TYPE
    assert response.json() == problem(422, response.json()["detail"]) | {"request_id": response.headers["x-request-id"]}
    assert response.json()["detail"].endswith(".") and response.json()["code"] == "invalid"


def test_a_refusal_says_where_the_mistake_is(client: TestClient) -> None:
    error = client.post("/api/ask", json={"question": "x", "scope": {"section": "Business"}}).json()["detail"]
    assert error.startswith("scope.section: ")


@pytest.mark.parametrize("path", ["/api/export?answer=yesterday", "/api/answers/yesterday.jsonld"])
def test_an_id_that_is_none_is_refused_without_an_expression(client: TestClient, path: str) -> None:
    detail = client.get(path).json()["detail"]
    assert detail.endswith(": This hasn't the form that it must have; send it as this server gave it.")


def test_broken_json_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"{", headers={"Content-Type": "application/json"})
    assert response.status_code == 422 and "detail" in response.json()


def test_half_a_character_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content=b'{"question": "\\ud800"}', headers={"Content-Type": "application/json"})
    assert response.status_code == 422


def test_an_archive_that_cannot_be_used_is_503(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "busy?"})
    assert response.status_code == 503
    assert response.json()["detail"] == "Another process is writing to the archive; try again in a minute."
    assert response.json()["code"] == "archive"


def test_an_unexpected_error_keeps_its_detail_to_the_log(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "crash"})
    assert response.status_code == 500
    assert response.json()["detail"] == UNEXPECTED and "secret" not in response.text


def test_a_stream_says_each_part_of_an_answer_once(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": AMAZON})
    assert response.headers["content-type"].startswith("text/event-stream")
    answer = json.loads(json.dumps(about_amazon(AMAZON).to_dict()))
    (first, status), *parts, (last, done) = events(response.text)
    assert (first, status, last) == ("status", {"status": "answering"}, "done")
    assert "".join(data["text"] for name, data in parts if name == "text") == answer.pop("text")
    assert [data for name, data in parts if name == "citation"] == answer.pop("citations")
    assert done | answer == done and "text" not in done and "citations" not in done
    assert {name for name, _ in parts} == {"text", "citation"}


def test_a_text_that_the_guards_changed_is_sent_anew(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot, "stream", lambda question, **_: iter(["A guess.", about_amazon(question)]))
    sent = events(client.post("/api/ask/stream", json={"question": AMAZON}).text)
    texts = [data for name, data in sent if name == "text"]
    assert texts == [{"text": "A guess."}, {"text": about_amazon(AMAZON).text, "replace": True}]


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
    *_, text, (name, said) = events(response.text)
    assert text == ("text", {"text": "On 10 June"}) and name == "error"
    assert said["detail"] == UNEXPECTED and said["status"] == 500


def test_search_finds_passages(client: TestClient) -> None:
    body = client.get("/api/search", params={"q": "night ferry"}).json()
    SearchedNames.model_validate(body)
    assert body["hits"][0]["article"]["id"] == FERRY.id
    assert body["hits"][0]["text"] == FERRY.text


def test_search_takes_filters(client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    scopes: list[Scope] = []
    monkeypatch.setattr(bot.archive, "find", lambda query, scope: scopes.append(scope) or [])
    client.get("/api/search?q=x&section=Harbour&section=City&author=Lind&since=2024-01-01&limit=5")
    assert scopes == [Scope(sections=("Harbour", "City"), authors=("Lind",), since="2024-01-01", limit=5)]


@pytest.mark.parametrize("query", ["", "q=" + "x" * 2_001, "q=x&limit=1000", "q=x&since=soon", "q=x&limit=many"])
def test_a_search_that_makes_no_sense_is_refused(client: TestClient, query: str) -> None:
    response = client.get(f"/api/search?{query}")
    assert response.status_code == 422 and response.json()["detail"].endswith(".")


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
    monkeypatch.setitem(client.app.state._state, "stale_after_days", 30)
    stale = client.get("/readyz")
    assert stale.status_code == 503 and "more than 30 days ago" in stale.json()["detail"]
    assert client.get("/healthz").json() == {"status": "stale"}
    monkeypatch.setattr(bot, "trouble", ArchiveMissing("There is no archive."))      # in the processes that answer
    assert client.get("/readyz").json()["detail"] == "There is no archive."
    monkeypatch.undo()
    monkeypatch.setattr(bot.archive, "info", lambda: bot.ask("busy"))
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_readiness_says_whether_the_model_is_reached_and_questions_are_quoted_meanwhile(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/readyz").json()["model"] is None
    found = Finding("gpt-x", False, LISTED, "No answer came.")
    monkeypatch.setitem(client.app.state._state, "reach", SimpleNamespace(look=lambda: found))  # type: ignore[attr-defined]
    ready = client.get("/readyz")
    assert ready.status_code == 200 and ready.json()["status"] == "degraded"
    assert ready.json()["model"] == found.to_dict()
    assert client.post("/api/ask", json={"question": "ferry"}).json()["answered"]


def test_the_api_is_described(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert set(description["paths"]) == {
        "/api/ask", "/api/ask/stream", "/api/search", "/api/events", "/api/articles/{id}", "/api/suggest",
        "/api/feedback", "/api/export", "/api/answers/{id}.jsonld", "/healthz", "/readyz", "/metrics",
    }
    summaries = [route["summary"] for path in description["paths"].values() for route in path.values()]
    assert "Answer a question from the archive, with the passages that the answer rests on" in summaries
    assert all(len(each) > 20 for each in summaries), summaries
    schemas = description["components"]["schemas"]
    assert schemas["Question"]["properties"]["question"]["maxLength"] == 2_000
    for path, operations in description["paths"].items():
        for operation in operations.values():
            assert operation["description"]
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert response["content"][PROBLEM_TYPE]["schema"]["$ref"].endswith("/Problem"), (path, status)
    for shape in ("AnswerShape", "SearchedNames", "ArticleText", "Suggested", "Ready", "Problem", "Question"):
        assert schemas[shape]["examples"], shape


def test_the_examples_have_the_shape_that_they_show() -> None:
    AnswerShape.model_validate(examples.ANSWER)
    SearchedNames.model_validate(examples.SEARCHED)
    ArticleText.model_validate(examples.ARTICLE)
    Question.model_validate(examples.QUESTION)
    Problem.model_validate(examples.PROBLEM)
    assert {name for name, _ in events(examples.STREAM)} == {"status", "text", "citation", "done"}


def test_a_conversation_goes_on_by_its_token(client: TestClient, bot: FakeBot) -> None:
    first = client.post("/api/ask", json={"question": AMAZON}).json()
    second = client.post("/api/ask", json={"question": "And?", "conversation": first["conversation"]}).json()
    client.post("/api/ask", json={"question": "Then?", "conversation": second["conversation"]})
    turn = about_amazon(AMAZON).turn
    assert turn.answer == first["text"] and len(turn.marks) == 3
    assert bot.calls[1]["history"] == [turn]
    assert bot.calls[2]["history"] == [turn, Turn("And?", second["text"], used="And?")]


def test_citations_handed_back_in_a_history_keep_their_numbers(client: TestClient, bot: FakeBot) -> None:
    first = client.post("/api/ask", json={"question": AMAZON}).json()
    kept = {name: first[name] for name in ("question_used", "citations")}
    past = {"question": AMAZON, "answer": first["text"], **kept}
    assert client.post("/api/ask", json={"question": "And?", "history": [past]}).status_code == 200
    assert bot.calls[1]["history"] == [about_amazon(AMAZON).turn]


@pytest.mark.parametrize(
    "wrong", [{"number": 0}, {"number": 1_000}, {"start": -1}, {"article": {"id": "x" * 513}}, {"version": None}]
)
def test_citations_that_no_answer_has_are_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    cited = {"number": 1, "article": {"id": "a"}, "version": "5a", "start": 0, "end": 9, **wrong}
    past = {"question": "Who?", "answer": "Amazon. [1]", "citations": [cited]}
    assert client.post("/api/ask", json={"question": "And?", "history": [past]}).status_code == 422


@pytest.mark.parametrize("more", [{"conversation": "made-up"}, {"conversation": "x" * 33_000}])
def test_a_token_that_nobody_signed_is_refused(client: TestClient, more: dict[str, str]) -> None:
    assert client.post("/api/ask", json={"question": AMAZON, **more}).status_code == 422


def test_a_token_and_a_history_are_one_too_many(client: TestClient) -> None:
    token = client.post("/api/ask", json={"question": AMAZON}).json()["conversation"]
    body = {"question": "And?", "conversation": token, "history": [{"question": "a", "answer": "b"}]}
    assert "not both" in client.post("/api/ask", json=body).json()["detail"]


def test_suggestions_come_from_the_archive(client: TestClient, bot: FakeBot) -> None:
    assert client.get("/api/suggest?limit=2").json() == {"questions": bot.suggestions(2)}
    assert client.get("/api/suggest?limit=21").status_code == 422


def test_a_verdict_is_kept_with_the_answer_it_is_about(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": AMAZON}).json()
    rating = {"answer": answer["id"], "verdict": "wrong source", "comment": "That is another \ud83d firm."}
    body = json.dumps(rating).encode()
    assert client.post("/api/feedback", json={**rating, "comment": "First thought."}).json() == {"status": "kept"}
    sound = body.replace(b"\\ud83d ", b"")
    assert client.post("/api/feedback", content=sound, headers=JSON).json() == {"status": "kept"}
    kept = [row for row in client.app.state.feedback.rows() if row["answer"]["id"] == answer["id"]]
    assert [(row["verdict"], row["comment"]) for row in kept] == [("wrong source", "That is another firm.")]
    assert kept[0]["answer"]["question"] == AMAZON and kept[0]["answer"]["citations"] == answer["citations"]


@pytest.mark.parametrize(
    ("rating", "status"),
    [
        ({"answer": "0" * 32, "verdict": "helpful"}, 404),
        ({"answer": "../etc", "verdict": "helpful"}, 422),
        ({"answer": "0" * 32, "verdict": "great"}, 422),
        ({"answer": "0" * 32, "verdict": "helpful", "comment": "x" * 2_001}, 422),
    ],
)
def test_a_verdict_on_nothing_is_refused(client: TestClient, rating: dict[str, str], status: int) -> None:
    assert client.post("/api/feedback", json=rating).status_code == status


def test_a_conversation_is_kept_as_markdown_or_json(client: TestClient) -> None:
    ids = [client.post("/api/ask", json={"question": each}).json()["id"] for each in (AMAZON, "Who won?")]
    markdown = client.get("/api/export", params={"answer": ids})
    assert "attachment" in markdown.headers["content-disposition"]
    assert markdown.text.index(AMAZON) < markdown.text.index("Who won?")
    turns = client.get("/api/export", params={"answer": [*ids, "0" * 32], "form": "json"}).json()["turns"]
    assert [turn["id"] for turn in turns] == ids
    assert client.get("/api/export", params={"answer": "0" * 32}).status_code == 404
    assert client.get("/api/export", params={"answer": ids, "form": "pdf"}).status_code == 422


def test_figures_count_what_became_of_questions(client: TestClient) -> None:
    def figure(name: str) -> float:
        line = next(each for each in client.get("/metrics").text.splitlines() if each.startswith(name))
        return float(line.rsplit(" ", 1)[1])

    names = {AMAZON: "answered", "Who won?": "refused", " ": "invalid", "crash": "failed"}
    before = {outcome: figure(f'cuttings_questions_total{{outcome="{outcome}"}}') for outcome in names.values()}
    for question in names:
        client.post("/api/ask", json={"question": question})
    after = {outcome: figure(f'cuttings_questions_total{{outcome="{outcome}"}}') for outcome in names.values()}
    assert after == {outcome: count + 1 for outcome, count in before.items()}
    assert figure("cuttings_archive_articles") == 4 and figure("cuttings_answers_in_progress") == 0


def test_figures_are_not_for_the_world(client: TestClient) -> None:
    outside = TestClient(client.app, client=("93.184.215.14", 50_000))
    assert outside.get("/metrics").status_code == 404


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_page_loads_its_scripts_from_another_host(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
