"""NLWeb over HTTP and over MCP, held against the shapes that its specification states."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict, Field

from bot.web.access.passwords import hashed
from bot.web.http.limits import Limits
from bot.web.http.problems import UNEXPECTED
from corpus import InputError
from tests.bot.web.fake_bot import FERRY, MORATORIUM, FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.bot.web.served import served

pytestmark = pytest.mark.filterwarnings("ignore")

AMAZON = {"query": {"text": "What did Amazon announce?"}}
UNKNOWN = {"query": {"text": "Who painted the town hall?"}}
OLD = {"meta": {"version": "0.54"}}


class Stated(BaseModel):
    """A part of a response, with the fields that the specification states and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class StatedMeta(Stated):
    model_config = ConfigDict(extra="allow")          # protocols may add metadata of their own

    response_type: Literal["answer", "elicitation", "promise", "failure", "Answer", "Elicitation", "Promise", "Failure"]
    version: Literal["0.55", "0.54"]
    response_format: Literal["conv_search", "chatgpt_app"] | None = None
    session_context: dict[str, str] | None = None


class StatedGrounding(BaseModel):
    source_urls: list[str] = Field(min_length=1)
    citations: list[str] = Field(min_length=1)
    quotations: list[dict[str, Any]]


class StatedItem(BaseModel):
    """An object of schema.org: a type is needed, everything else depends on it."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(alias="@type")
    context: Literal["https://schema.org"] = Field(alias="@context")
    grounding: StatedGrounding | None = None


class StatedQuestion(Stated):
    id: str
    text: str
    type: Literal["single_select", "multi_select", "text"]
    options: list[str] = []


class StatedElicitation(Stated):
    text: str
    questions: list[StatedQuestion] = Field(min_length=1)


class StatedError(Stated):
    code: str
    message: str


class StatedPromise(Stated):
    token: str = Field(min_length=20)
    estimated_time: int


class StatedResponse(Stated):
    """A response: metadata, and the fields of its kind."""

    meta: StatedMeta = Field(alias="_meta")
    results: list[StatedItem] | None = None
    content: list[dict[str, str]] | None = None
    structuredData: list[StatedItem] | None = None
    elicitation: StatedElicitation | None = None
    promise: StatedPromise | None = None
    error: StatedError | None = None
    known: list[StatedItem] | None = None             # ours: what the archive does say, beside a failure


def checked(response: dict[str, Any]) -> dict[str, Any]:
    """The response, once it has the shape of its kind."""
    read = StatedResponse.model_validate(response)
    kind = read.meta.response_type
    assert kind.islower() == (read.meta.version == "0.55")
    fields = {"results" if kind.lower() == "answer" else "error" if kind.lower() == "failure" else kind.lower()}
    if read.meta.response_format == "chatgpt_app":
        fields = {"content", "structuredData"}
    assert set(response) - {"_meta", "known"} == fields
    return response


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    feedback = tmp_path_factory.mktemp("nlweb") / "feedback.db"
    return quiet_app(FakeBot(), limits=UNHURRIED, feedback=feedback, interfaces=["nlweb", "mcp"])


@pytest.fixture
def site(app: Any) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def ask(site: TestClient, request: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = site.post("/ask", json=request)
    assert answer.status_code == status, answer.text
    return checked(answer.json())


def test_an_answer_is_its_text_and_its_articles_with_their_quotations(site: TestClient) -> None:
    answer = ask(site, AMAZON)
    summary, first, second = answer["results"]
    assert answer["_meta"]["response_type"] == "answer" and answer["_meta"]["cuttings/method"] == "quotation"
    assert summary["@type"] == "SearchSummary" and "[1]" in summary["text"]
    assert (first["@type"], second["@type"]) == ("NewsArticle", "OpinionNewsArticle")
    assert first["name"] == MORATORIUM.title and first["datePublished"].startswith("2020-06-10")
    assert first["correction"][0].startswith("12 June 2020: An earlier version gave the wrong year")
    quotations = first["grounding"]["quotations"]
    assert [each["position"] for each in quotations] == [1, 2]
    assert all(each["text"] in MORATORIUM.text and each["version"] for each in quotations)
    assert first["grounding"]["source_urls"][0].startswith(f"{MORATORIUM.url}#:~:text=")
    assert second["grounding"]["source_urls"][0].startswith("http://testserver/articles/")
    assert "(corrected 12 June 2020)" in first["grounding"]["citations"][0]


def test_a_refusal_is_an_honest_failure(site: TestClient) -> None:
    failure = ask(site, UNKNOWN)
    assert failure["error"]["code"] == "NO_RESULTS" and "holds no answer" in failure["error"]["message"]
    assert failure["known"] == []


def test_a_question_that_may_mean_two_things_is_asked_back(site: TestClient) -> None:
    elicitation = ask(site, {"query": {"text": "Which of them?"}})["elicitation"]
    assert elicitation["text"] == "Do you mean the ferry or the moratorium?"
    options = ["When does the night ferry sail again?", "What did Amazon announce?"]
    assert elicitation["questions"][0]["options"] == options


def test_small_talk_is_an_answer_without_articles(site: TestClient) -> None:
    for mode in ("list", ""):
        results = ask(site, {"query": {"text": "Hello"}, "prefer": {"mode": mode}})["results"]
        assert [each["@type"] for each in results] == ["SearchSummary"]


def test_the_version_before_is_written_as_it_was(site: TestClient) -> None:
    assert ask(site, {**AMAZON, **OLD})["_meta"]["response_type"] == "Answer"
    assert ask(site, {**UNKNOWN, **OLD})["_meta"]["response_type"] == "Failure"
    assert ask(site, {**OLD}, 400)["_meta"]["version"] == "0.54"


def test_it_comes_in_the_form_and_mode_that_is_preferred(site: TestClient) -> None:
    listed = ask(site, {**AMAZON, "prefer": {"mode": "list", "accept-language": "en", "user-agent": "x"}})["results"]
    assert [each["@type"] for each in listed] == ["NewsArticle", "OpinionNewsArticle"]
    for version, type_ in (("0.55", "type"), ("0.54", "Type")):
        prefer = {"prefer": {"response_format": "chatgpt_app"}, "meta": {"version": version}}
        shown = ask(site, {**AMAZON, **prefer})
        assert shown["content"][0][type_] == "text" and shown["structuredData"][0]["@type"] == "SearchSummary"
    assert "results" in ask(site, {**AMAZON, "prefer": {"response_format": "something else"}})


def test_the_filters_and_the_questions_before_reach_the_bot(app: Any, site: TestClient) -> None:
    ask(site, {"query": {"text": "What did Amazon announce?", "site": "The Quay", "temporalCoverage": "2020"},
               "context": {"prev": ["Who sells it?"]}})
    call = app.state.bot.calls[-1]
    assert call["scope"].sources == ("The Quay",) and call["scope"].since.year == 2020
    assert [turn.question for turn in call["history"]] == ["Who sells it?"]


def test_a_conversation_goes_on_from_its_state(app: Any, site: TestClient) -> None:
    session = ask(site, AMAZON)["_meta"]["session_context"]
    again = ask(site, {"query": {"text": "And the ferry?"}, "meta": {"session_context": session}})
    history = app.state.bot.calls[-1]["history"]
    assert [turn.question for turn in history] == ["What did Amazon announce?"] and history[0].marks
    assert again["_meta"]["session_context"]["conversation_id"] == session["conversation_id"]
    wrong = {"state_token": session["state_token"][:-4] + "AAAA"}
    stale = ask(site, {**AMAZON, "meta": {"session_context": wrong}}, 400)
    assert "not valid, or has expired" in stale["error"]["message"]


def events_of(text: str) -> list[tuple[str, dict[str, Any]]]:
    blocks = [block for block in text.strip().split("\n\n") if not block.startswith(":")]
    return [(block.split("\n")[0].removeprefix("event: "), json.loads(block.split("\n", 1)[1].removeprefix("data: ")))
            for block in blocks]


@pytest.mark.parametrize("headers, prefer", [({}, {"streaming": True}), ({"Accept": "text/event-stream"}, {})])
def test_a_stream_begins_tells_each_result_and_ends_with_all_of_it(
    site: TestClient, headers: dict[str, str], prefer: dict[str, Any]
) -> None:
    streamed = site.post("/ask", json={**AMAZON, "prefer": prefer}, headers=headers)
    assert streamed.headers["content-type"].startswith("text/event-stream")
    (start, head), *results, (end, whole) = events_of(streamed.text)
    assert (start, end) == ("start", "complete") and head["_meta"] == whole["_meta"]
    assert [each["result"] for _, each in results] == checked(whole)["results"]
    assert [each["index"] for _, each in results] == [0, 1, 2]


def test_a_failure_is_streamed_too_and_what_can_be_refused_at_once_has_its_status(site: TestClient) -> None:
    (_, _), (_, whole) = events_of(site.post("/ask", json={**UNKNOWN, "prefer": {"streaming": True}}).text)
    assert checked(whole)["error"]["code"] == "NO_RESULTS"
    refused = site.post("/ask", json={"query": {"text": "busy"}, "prefer": {"streaming": True}})
    assert refused.status_code == 503 and checked(refused.json())["error"]["code"] == "ARCHIVE"


@pytest.mark.parametrize("body, status, code", [
    (b"", 400, "INVALID_REQUEST"), (b"{", 400, "INVALID_REQUEST"), (b"[]", 400, "INVALID_REQUEST"),
    (b'{"query": {"text": "x", "price": 3}}', 400, "INVALID_REQUEST"), (b"\xff\xfe", 400, "INVALID_REQUEST"),
    (b"[" * 30_000, 400, "INVALID_REQUEST"), (b'{"query": {"text": "   "}}', 400, "INVALID_REQUEST"),
    (b'{"query": {"text": "x", "temporalCoverage": "never"}}', 400, "INVALID_REQUEST"),
    (b'{"query": {"text": "x", "asOf": "never"}}', 400, "INVALID_REQUEST"),
    (b'{"query": {"text": "busy"}}', 503, "ARCHIVE"), (b'{"query": {"text": "crash"}}', 500, "UNEXPECTED"),
])
def test_what_goes_wrong_is_a_failure_in_a_sentence(site: TestClient, body: bytes, status: int, code: str) -> None:
    answer = site.post("/ask", content=body)
    failure = checked(answer.json())
    assert (answer.status_code, failure["error"]["code"]) == (status, code)
    assert failure["error"]["message"] and "Traceback" not in answer.text and "secret detail" not in answer.text
    assert code != "UNEXPECTED" or failure["error"]["message"] == UNEXPECTED


def test_half_a_character_comes_to_no_harm(site: TestClient) -> None:
    answer = site.post("/ask", content=b'{"query": {"text": "Amazon \\ud800?"}}')
    assert answer.status_code == 400 and checked(answer.json())["error"]["message"].startswith("body: ")


@pytest.fixture
def slow(app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBot]:
    """A bot whose answer takes until its gate opens, asked by who waits for a moment alone."""
    monkeypatch.setattr("bot.web.nlweb.ask.PATIENCE_S", 0.02)
    bot: FakeBot = app.state.bot
    bot.gate.clear()
    bot.closed.clear()
    yield bot
    bot.gate.set()


def promised(site: TestClient) -> str:
    answer = site.post("/ask", json={"query": {"text": "Say slowly what Amazon announced."}})
    assert answer.status_code == 202 and checked(answer.json())["_meta"]["response_type"] == "promise"
    return str(answer.json()["promise"]["token"])


def fetched(site: TestClient, token: str, action: str = "checkin") -> httpx.Response:
    return site.post("/await", json={"promise_token": token, "action": action})


def kept(site: TestClient, token: str) -> httpx.Response:
    """What comes of a promise, when it is there."""
    while (answer := fetched(site, token)).status_code == 202:
        assert answer.json()["promise"]["token"] == token
        time.sleep(0.01)
    return answer


def test_what_takes_long_is_promised_and_given_to_who_comes_back(site: TestClient, slow: FakeBot) -> None:
    token = promised(site)
    assert fetched(site, token).status_code == 202
    slow.gate.set()
    answer = kept(site, token)
    assert answer.status_code == 200 and checked(answer.json())["results"][1]["name"] == MORATORIUM.title
    gone = fetched(site, token)
    assert gone.status_code == 404 and checked(gone.json())["error"]["code"] == "UNKNOWN_PROMISE"


def test_a_question_can_be_taken_back(site: TestClient, slow: FakeBot) -> None:
    token = promised(site)
    taken = fetched(site, token, "cancel")
    assert taken.status_code == 200 and checked(taken.json())["error"]["code"] == "CANCELLED"
    assert slow.closed.wait(10) and fetched(site, token).status_code == 404


def test_what_was_withdrawn_meanwhile_is_not_given(
    site: TestClient, slow: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = promised(site)
    monkeypatch.setattr(slow.archive, "visible", lambda ids: set())
    slow.gate.set()
    gone = kept(site, token)
    assert checked(gone.json())["error"]["code"] == "GONE" and "Amazon" not in gone.text


def test_promises_are_kept_for_a_while_and_no_more_than_so_many(
    site: TestClient, slow: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.nlweb.promises.MOST", 1)
    first, second = promised(site), promised(site)
    assert (fetched(site, first).status_code, fetched(site, second).status_code) == (404, 202)
    monkeypatch.setattr("bot.web.nlweb.promises.KEPT_S", -1)
    assert fetched(site, promised(site)).status_code == 404


@pytest.mark.parametrize("body", [
    b"", b"[]", b"{}", b'{"promise_token": 7}', b'{"promise_token": "x", "action": "stop"}',
])
def test_what_is_no_coming_back_is_refused(site: TestClient, body: bytes) -> None:
    answer = site.post("/await", content=body)
    assert answer.status_code == 400 and checked(answer.json())["error"]["code"] == "INVALID_REQUEST"


def test_it_is_asked_by_post(site: TestClient) -> None:
    assert fetched(site, "x").status_code == 404
    assert site.get("/ask").status_code == 405 and site.get("/ask").json()["code"] == "method"


def test_rates_are_those_of_every_question(tmp_path: Path) -> None:
    limits = Limits(client_rate="1/minute", conversation_rate="", read_rate="")
    app = quiet_app(FakeBot(), limits=limits, feedback=tmp_path / "f.db", interfaces=["nlweb"])
    with TestClient(app) as site:
        assert site.post("/ask", json=AMAZON).status_code == 200
        refused = site.post("/ask", json=AMAZON)
    assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 0
    assert checked(refused.json())["error"]["code"] == "TOO_MANY"


def test_where_readers_sign_in_it_asks_for_that(tmp_path: Path) -> None:
    auth = [f"desk:{hashed('a long password')}"]
    app: Any = quiet_app(FakeBot(), limits=UNHURRIED, feedback=tmp_path / "f.db", interfaces=["nlweb"], auth=auth)
    with TestClient(app) as site:
        assert site.post("/ask", json=AMAZON).status_code == 401
        token = {"Authorization": f"Bearer {app.state.login.sessions.write('desk')}"}
        assert site.post("/ask", json=AMAZON, headers=token).status_code == 200


def test_it_is_there_only_where_it_is_served(tmp_path: Path) -> None:
    with TestClient(quiet_app(FakeBot(), limits=UNHURRIED, feedback=tmp_path / "f.db")) as site:
        assert site.post("/ask", json=AMAZON).status_code == 404


def test_it_is_not_served_under_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="choose another --root-path"):
        quiet_app(FakeBot(), feedback=tmp_path / "f.db", interfaces=["nlweb"], root_path="/ask")


def test_the_model_context_protocol_gives_the_same(app: Any) -> None:
    mcp = pytest.importorskip("mcp")

    async def run(address: str) -> tuple[Any, Any, Any]:
        async with mcp.Client(f"{address}/mcp", mode="auto") as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            answer = await client.call_tool("ask", {**AMAZON, "prefer": {"mode": "list"}})
            return tools, answer, await client.call_tool("ask", {"query": {"text": "x", "price": 3}})

    with served(app) as address:
        tools, answer, wrong = asyncio.run(run(address))
        plain = httpx.post(f"{address}/ask", json={**AMAZON, "prefer": {"mode": "list"}}).json()
    assert {"query", "context", "prefer", "meta"} == set(tools["ask"].input_schema["properties"])
    assert checked(answer.structured_content)["results"] == plain["results"]
    assert json.loads(answer.content[0].text) == answer.structured_content
    assert wrong.is_error and "query.price" in wrong.content[0].text


def test_without_this_interface_mcp_has_no_such_tool(tmp_path: Path) -> None:
    mcp = pytest.importorskip("mcp")

    async def run(address: str) -> set[str]:
        async with mcp.Client(f"{address}/mcp", mode="auto") as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    with served(quiet_app(FakeBot(), limits=UNHURRIED, feedback=tmp_path / "f.db", interfaces=["mcp"])) as address:
        assert "ask" not in asyncio.run(run(address)) and FERRY.title
