"""What of Gradio is reached from outside, and what is written down of what should not have been sent."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from bot.web.guard import guard
from bot.web.http.limits import Limits
from bot.web.http.page_guard import NOT_UNDERSTOOD, PageBodies, _wrong
from bot.web.http.places import kind_of, trace
from bot.web.http.quiet import log_without_words
from tests.bot.web.fake_bot import FakeBot
from tests.bot.web.quiet import quiet_app

MARK = "zanzibarbershop"       # a word of a reader's
JSON = {"Content-Type": "application/json"}
SESSION = "abc123def45"
RUN, JOIN = "/chat/gradio_api/run/predict", "/chat/gradio_api/queue/join"
ASKED = [
    {"role": "user", "metadata": None, "content": [{"text": MARK, "type": "text"}], "options": None},
    {"role": "assistant", "metadata": None, "content": [{"text": "No.", "type": "text"}], "options": None},
]


def mounted(client: TestClient) -> Any:
    """Gradio's app inside of ours."""
    app: Any = client.app
    return next(route.app for route in app.routes if getattr(route, "path", "") == "/chat")


def paths_of(routes: Iterable[Any], before: str = "") -> Iterable[str]:
    """All addresses of an app, those of its routers too."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from paths_of(inner.routes, before)
        else:
            yield before + getattr(route, "path", "")


@pytest.fixture
def gradio(client: TestClient) -> dict[str, int]:
    """The numbers of the page's events, by Gradio's names for them."""
    return {event.api_name: number for number, event in mounted(client).get_blocks().fns.items()}


def sent(fn_index: object, data: object, **more: object) -> dict[str, object]:
    return {"data": data, "fn_index": fn_index, "session_hash": SESSION, **more}


# ---- addresses ----

READ = ("/chat/", "/chat/theme.css", "/chat/theme.css?v=1", "/chat/gradio_api/app_id",
        "/chat/static/js/iframeResizer.contentWindow.min.js")
CLOSED = (
    "config", "config/", "gradio_api/config", "gradio_api/info", "gradio_api/info?all_endpoints=1",
    "gradio_api/openapi.json", "gradio_api/dev/reload", "gradio_api/user", "gradio_api/login_check",
    "gradio_api/token", "gradio_api/startup-events", "gradio_api/runs", "gradio_api/run-history/records",
    "gradio_api/deep_link", "gradio_api/file=/etc/hostname", "gradio_api/file/x",
    "gradio_api/proxy=https://example.org", "gradio_api/stream/a/b/1/playlist.m3u8",
    "gradio_api/custom_component/a/client/b/c", "gradio_api/upload_progress?upload_id=1", "gradio_api/vibe-code",
    "gradio_api/call/ask/1", "gradio_api/call/v2/ask/1", "gradio_api/theme.css", "monitoring", "monitoring/summary",
    "svelte/x.js", "favicon.ico", "robots.txt", "pwa_icon", "pwa_icon/192", "manifest.json", "logout", "login",
    "static", "gradio_api/queue/data", "gradio_api/queue/data?session_hash=",
    "gradio_api/queue/data?session_hash=a/b", f"gradio_api/queue/data?session_hash={SESSION}&x=1",
    "gradio_api/heartbeat/", "gradio_api/heartbeat/a/b", f"gradio_api/heartbeat/{'a' * 65}",
    "gradio_api/queue/status", "/", "%2e%2e/chat/config",
)
SHUT = (
    "gradio_api/run/ask", "gradio_api/run/predict/", "gradio_api/api/predict", "gradio_api/call/ask",
    "gradio_api/call/v2/ask", "gradio_api/upload", "gradio_api/process_recording", "gradio_api/component_server",
    "gradio_api/stream/1", "gradio_api/vibe-edit", "gradio_api/run-history/connect", "gradio_api/profiling/clear",
    "login", "upload", "", "gradio_api/queue/push", "gradio_api/dev/reload",
)


@pytest.mark.parametrize("path", READ)
def test_what_the_page_asks_for_is_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.head(path).status_code in (200, 405)


def test_the_pages_scripts_and_styles_are_there(client: TestClient) -> None:
    linked = re.findall(r'"\./(assets/[^"]+)"', client.get("/chat/").text)
    assert linked and all(client.get(f"/chat/{each}").status_code == 200 for each in linked)


@pytest.mark.parametrize("path", CLOSED)
def test_what_it_does_not_ask_for_is_not(client: TestClient, path: str) -> None:
    answer = client.get(f"/chat/{path}")
    assert answer.status_code == 404 and answer.json()["detail"] == "There is nothing here."


@pytest.mark.parametrize("path", SHUT)
def test_nothing_else_takes_what_is_sent(client: TestClient, path: str) -> None:
    for body in ({"json": sent(0, [MARK])}, {"files": {"files": ("a.html", b"<script>")}}):
        assert client.post(f"/chat/{path}", **body).status_code == 404  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_no_other_method_gets_through(client: TestClient, method: str) -> None:
    assert client.request(method, "/chat/").status_code == client.request(method, RUN).status_code == 404


def test_every_route_of_gradio_is_open_by_name_or_closed(client: TestClient) -> None:
    """A newer Gradio's routes stay closed until somebody names them."""
    paths = {re.sub(r"\{[^}]*\}", "x", path) for path in paths_of(mounted(client).routes)}
    answers = {path: client.get(f"/chat{path}").status_code for path in paths if "heartbeat" not in path}
    opened = {path for path, status in answers.items() if status != 404}
    assert len(answers) > 50 and opened <= {"", "/", "/theme.css", "/gradio_api/app_id"}


# ---- headers and queries ----

HEADERS = {
    "X-Forwarded-Host": "evil.example", "X-Gradio-Server": "http://evil.example/", "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil", "X-Forwarded-Port": "99", "X-Forwarded-Server": "evil.example",
    "X-Forwarded-For": "192.0.2.9", "Forwarded": "host=evil.example;proto=https", "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil", "X-Host": "evil.example", "X-Gradio-User": "evil", "X-Gradio-History-Bucket": "evil",
    "X-Gradio-Workflow-Write-Token": "evil", "X-IP-Token": "evil", "Session_Hash": "evil",
    "Authorization": "Bearer evil", "Referer": "https://evil.example/", "Range": "bytes=0-9",
    "X-HTTP-Method-Override": "DELETE", "Cookie": "access-token-unsecure=evil; theme=evil", "X-Zerogpu-Token": "evil",
}


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_changes_the_page(client: TestClient, name: str) -> None:
    for path in ("/chat/", "/chat/theme.css", "/chat/gradio_api/app_id"):
        plain = client.get(path)
        for spelt in (name, name.lower(), name.upper()):
            changed = client.get(path, headers={spelt: HEADERS[name]})
            assert (changed.status_code, changed.content) == (plain.status_code, plain.content), (path, spelt)


@pytest.mark.parametrize(
    "query",
    ["page=evil", "deep_link=evil", "deep_link=../../x", "root=http://evil.example", "__theme=x", "q=Who%3F",
     f"page={MARK}&user=evil"],
)
def test_no_query_changes_the_page(client: TestClient, query: str) -> None:
    asked, plain = (client.get(f"/chat/{each}").text for each in (f"?{query}", ""))
    assert _below_our_head(asked) == _below_our_head(plain)


def test_every_header_that_gradio_names_is_tried_here() -> None:
    """A newer Gradio's headers are taken away as well; this says that there are new ones to try."""
    spec = find_spec("gradio")
    assert spec and spec.submodule_search_locations
    sources = [path.read_text("utf-8") for path in Path(spec.submodule_search_locations[0]).glob("*.py")]
    written = re.compile(r"\bx-[a-z]+(?:-[a-z]+)+\b", re.IGNORECASE)
    named = {each.lower() for text in sources for each in written.findall(text)}
    tried = {name.lower() for name in HEADERS}
    sent_by_it = {"x-hf-authorization", "x-request-id", "x-gradio-target"}
    assert {each for each in named if each.startswith(("x-gradio", "x-forwarded", "x-ip"))} <= tried | sent_by_it


# ---- bodies ----

def deep(levels: int) -> bytes:
    return b'{"data": ' + b"[" * levels + b"]" * levels + b', "fn_index": 1, "session_hash": "abc"}'


STRANGE = ({"index": 0, "value": {"text": MARK, "files": [MARK]}}, {MARK: MARK}, MARK)
MESSAGES: tuple[object, ...] = (
    [ASKED], [{"role": "system", "content": MARK}], [{"role": "user", "content": {"path": MARK}}],
    [{"role": "user", "content": [{"type": "file", "file": {"path": MARK}}]}],
    [{"role": "user", "content": MARK, "metadata": {"title": MARK}}], [{"role": "user", "content": MARK}] * 2_001,
    {"path": MARK, "meta": {"_type": "gradio.FileData"}}, MARK * 5_000, 7, True, {},
)
MALFORMED: list[object] = [
    *(sent(number, [MARK]) for number in (10**9, -1, "1", None, True, 1.5)),
    *(sent(1, data) for data in ({MARK: MARK}, None, MARK, [MARK] * 9)),
    *(sent(1, [MARK], event_data=event) for event in STRANGE),
    *(sent(1, [message]) for message in MESSAGES),
    *(sent(1, [MARK]) | more for more in (
        {"session_hash": f"{MARK}\n"}, {"session_hash": None}, {"batched": True}, {"simple_format": True},
        {"oauth_token": MARK}, {MARK: MARK}, {"event_id": f"{MARK} {MARK}"}, {"trigger_id": MARK},
    )),
    {str(number): MARK for number in range(9)}, sent([1], [MARK]), sent({MARK: 1}, [MARK]), {"data": [MARK]},
    {MARK: MARK}, MARK, [MARK], None, 7,
]
RAW = [b"", b"{", MARK.encode(), b"\xff\xfe" + MARK.encode(), b'{"data": ["' + MARK.encode(), deep(5), deep(1_000),
       f"data={MARK}".encode(), b"[" * 1_000, b"null", b"1e999", b'{"fn_index": ' + b"9" * 5_000 + b"}", deep(60)]


@pytest.mark.parametrize("path", [RUN, JOIN])
@pytest.mark.parametrize("body", [*(json.dumps(body).encode() for body in MALFORMED), *RAW], ids=lambda _: "")
def test_what_no_page_sends_is_refused_and_no_word_of_it_is_written(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], path: str, body: bytes
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post(path, content=body, headers=JSON)
    written = "".join(each.getMessage() + str(each.exc_text) for each in caplog.records if "httpx" not in each.name)
    printed = capfd.readouterr()
    assert answer.status_code == 422 and answer.json()["detail"] == NOT_UNDERSTOOD
    assert MARK not in written + printed.out + printed.err + answer.text
    assert len(written) < 2_000 and not printed.out + printed.err


@pytest.mark.parametrize("path", ["cancel", "reset"])
@pytest.mark.parametrize("body", [{MARK: MARK}, {"event_id": MARK * 9}, [], {"event_id": None}, MARK])
def test_that_holds_for_what_stops_an_answer_too(client: TestClient, path: str, body: object) -> None:
    answer = client.post(f"/chat/gradio_api/{path}", json=body)
    assert answer.status_code == 422 and MARK not in answer.text


def test_the_kind_of_the_mistake_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "bot.web.http.request_id"):
        client.post(RUN, json=sent(1, [MARK], **{MARK: MARK}))
        client.post(RUN, json=sent(10**6, [MARK]))
    lines = [line for line in map(json.loads, caplog.messages) if line["event"] == "page"]
    assert [line["outcome"] for line in lines] == ["invalid"] * 2
    assert [line["why"] for line in lines] == ["other fields", "no such event"]


@pytest.mark.parametrize("body", [b"[" + b"{}," * 60_000 + b"0]", b"[" * 60_000, b"[" + b"0," * 210_000 + b"0]"],
                         ids=["objects", "brackets", "numbers"])
def test_a_body_of_too_many_parts_is_not_even_read(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.http.page_guard.json.loads", lambda _: pytest.fail("It was read."))
    assert _wrong({"path": RUN}, body) == "too many parts"


def test_inputs_of_another_kind_are_refused(client: TestClient, gradio: dict[str, int]) -> None:
    for name, data in [("_clear_and_save_textbox", [ASKED]), ("_clear_and_save_textbox", []), ("lambda", [MARK]),
                       ("_append_message_to_history", [ASKED, ASKED]), ("opened", [None]), ("load_example", [0])]:
        assert client.post(RUN, json=sent(gradio[name], data)).status_code == 422, name


def test_what_the_page_sends_gets_through(client: TestClient, gradio: dict[str, int]) -> None:
    for name, data, more in [
        ("_clear_and_save_textbox", ["Who?"], {"trigger_id": 7}), ("_clear_and_save_textbox", ["cut \ud83d"], {}),
        ("_append_message_to_history", [None, []], {"event_data": None}), ("lambda", [ASKED], {}), ("opened", [], {}),
        ("_save_conversation", [None, None, []], {}), ("remembered", ["0" * 32], {}),
        ("_pop_last_user_message", [None], {"event_data": {"index": 0, "value": MARK}}),
    ]:
        answer = client.post(RUN, content=json.dumps(sent(gradio[name], data, **more)), headers=JSON)
        assert answer.status_code == 200, (name, answer.text)
    assert client.post("/chat/gradio_api/reset", json={"event_id": SESSION, "session_hash": SESSION}).status_code == 200


def test_a_page_that_sends_more_than_a_page_can_is_refused_before_it_is_read(tmp_path: Path) -> None:
    app = quiet_app(FakeBot(), limits=Limits(client_rate="2/minute"), feedback=tmp_path / "f.db")
    with TestClient(app, client=("192.0.2.1", 1)) as busy, TestClient(app, client=("192.0.2.2", 1)) as other:
        statuses = [busy.post(RUN, content=b"{").status_code for _ in range(41)]
        assert statuses == [422] * 40 + [429]

        refused = busy.post(RUN, json=sent(1, [MARK]))
        assert refused.status_code == 429 and 1 <= int(refused.headers["retry-after"]) <= 60
        assert other.post(RUN, content=b"{").status_code == 422
        assert busy.get("/chat/").status_code == 200


def test_a_body_is_handed_on_as_it_came(tmp_path: Path) -> None:
    """In the pieces that it came in, none of them copied."""
    pieces = [b'{"event_id": "a", ', b'"session_hash": "b"}']
    read: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            read.append(message["body"])
            if not message["more_body"]:
                return

    async def scene() -> None:
        messages = iter([{"type": "http.request", "body": piece, "more_body": piece is pieces[0]} for piece in pieces])

        async def receive() -> Any:
            return next(messages)

        owner = FastAPI()
        owner.state.page_inputs = {}
        scope = {"type": "http", "method": "POST", "path": "/chat/gradio_api/reset", "app": owner}
        await PageBodies(app)(scope, receive, app)  # type: ignore[arg-type]

    asyncio.run(scene())
    assert [piece is kept for piece, kept in zip(pieces, read, strict=True)] == [True, True]


# ---- logs ----

def test_a_stream_that_nobody_began_ends_without_a_word_in_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get(f"/chat/gradio_api/queue/data?session_hash={MARK}")
    assert answer.status_code == 200 and "session_not_found" in answer.text
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


def test_a_stream_that_was_refused_half_way_is_ended() -> None:
    app = FastAPI()

    @app.get("/")
    def half() -> StreamingResponse:
        def pieces() -> Iterable[bytes]:
            yield b"half"
            raise HTTPException(404)

        return StreamingResponse(pieces())

    guard(app)
    with TestClient(app) as client:
        assert client.get("/").text == "half"


class Worded(Exception):
    """Its text is a reader's."""


def broken(*_: object, **__: object) -> None:
    try:
        raise KeyError(MARK)
    except KeyError as error:
        raise Worded(f"Can't do {MARK}") from error


def test_what_breaks_in_the_page_is_logged_without_its_words(
    client: TestClient, gradio: dict[str, int], bot: FakeBot, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bot, "suggestions", broken)
    answer = client.post(RUN, json=sent(gradio["opened"], []))
    printed = capfd.readouterr()
    assert answer.status_code == 500 and MARK not in caplog.text + printed.out + printed.err + answer.text
    assert "Worded" in caplog.text and "in broken" in caplog.text


@pytest.mark.parametrize("path", ["/api/articles/x", "/articles/x"])
def test_what_breaks_elsewhere_is_too(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    monkeypatch.setattr(bot.archive, "article", broken)
    assert client.get(path).status_code == 500
    assert "Worded" in caplog.text and "KeyError" in caplog.text and "in broken" in caplog.text
    assert MARK not in caplog.text


@pytest.mark.parametrize(
    "name", ["uvicorn.error", "asyncio", "bot.web.http.problems", "bot.web.refusals", "bot.web.http.quiet"]
)
def test_no_logger_of_errors_writes_their_words(caplog: pytest.LogCaptureFixture, name: str) -> None:
    log_without_words()
    try:
        broken()
    except Worded as error:
        logging.getLogger(name).error("Exception in ASGI application\n", exc_info=error)
    assert "Worded" in caplog.text and "KeyError" in caplog.text and MARK not in caplog.text


def test_a_task_that_failed_unnoticed_is_named_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    log_without_words()

    async def scene() -> None:
        failing = asyncio.ensure_future(asyncio.to_thread(broken))
        await asyncio.wait([failing])
        asyncio.get_running_loop().call_exception_handler({
            "message": "Task exception was never retrieved", "exception": failing.exception(), "future": failing,
        })

    asyncio.run(scene())
    assert "never retrieved" in caplog.text and "Worded" in caplog.text and MARK not in caplog.text


def test_a_systems_own_words_are_kept() -> None:
    assert kind_of(OSError(28, "No space left on device", MARK)) == "OSError: No space left on device"
    assert kind_of(OSError(MARK)) == "OSError" and kind_of(ValueError(MARK)) == "ValueError"
    assert trace(ValueError(MARK)).endswith("ValueError")


def test_readers_of_the_page_wait_at_the_desk_and_not_at_gradios_queue(tmp_path: Path) -> None:
    app = quiet_app(FakeBot(), limits=Limits(at_once=2, waiting=100), feedback=tmp_path / "f.db")
    queue = mounted(TestClient(app)).get_blocks()._queue
    assert queue.default_concurrency_limit is None and queue.max_thread_count > 102 and queue.max_size > 100


def _below_our_head(page: str) -> str:
    """The page without the title and the address that our own head makes of a question."""
    return re.sub(r"<title>.*?</title>|<meta property=\"og:(?:title|url)\"[^>]*>", "", page)
