"""Limits, headers and closed doors."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.web.guard import guard
from bot.web.http.settings import Settings
from corpus import InputError
from tests.bot.web.fake_bot import FakeBot

JSON = {"Content-Type": "application/json"}


def chunks(count: int) -> Iterator[bytes]:
    """A body whose length nobody announces."""
    yield b'{"question": "'
    for _ in range(count):
        yield b"x" * 1_000
    yield b'"}'


def test_a_body_that_announces_too_much_is_413(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"x" * 100_001, headers=JSON)
    assert response.status_code == 413
    assert response.json()["detail"] == "The request is larger than 100,000 bytes; send less."


def test_a_chunked_body_is_counted_as_it_comes(client: TestClient) -> None:
    assert client.post("/api/ask", content=chunks(200), headers=JSON).status_code == 413
    assert client.post("/api/ask", content=chunks(50), headers=JSON).status_code == 422     # read, then found too long


def test_the_limit_holds_for_the_chat_too(client: TestClient) -> None:
    assert client.post("/chat/gradio_api/queue/join", content=chunks(200), headers=JSON).status_code == 413


@pytest.mark.parametrize(
    "path", ["/chat/", "/healthz", "/articles/ferry-timetable", "/nowhere", "/api/articles/x", "/demo", "/widget.js"]
)
def test_every_response_says_what_a_browser_may_do(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://news.example https://*.partner.example")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "*" not in policy.replace("https://*.partner.example", "") and "unsafe-eval" not in policy


def test_only_the_chat_may_run_scripts(client: TestClient) -> None:
    assert "script-src 'self'" in client.get("/chat/").headers["content-security-policy"]
    policy = client.get("/articles/ferry-timetable").headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy


def test_a_refusal_of_the_guards_carries_the_headers_too(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"x" * 100_001, headers=JSON)
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/healthz", "/chat/theme.css", "/chat/", "/api/search?q=x"])
def test_an_unknown_origin_is_not_let_in(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"Origin": "https://evil.example"}).headers
    assert "access-control-allow-origin" not in headers
    assert "access-control-allow-credentials" not in headers


def test_an_allowed_origin_may_call_the_api(client: TestClient) -> None:
    origin = {"Origin": "https://news.example"}
    preflight = client.options(
        "/api/ask",
        headers={**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"},
    )
    assert preflight.status_code == 200
    for response in (preflight, client.post("/api/ask", json={"question": "hello"}, headers=origin)):
        assert response.headers["access-control-allow-origin"] == "https://news.example"
        assert "access-control-allow-credentials" not in response.headers


def test_a_star_lets_in_the_names_under_it_and_no_others(client: TestClient) -> None:
    for origin, allowed in [
        ("https://www.partner.example", True),
        ("https://partner.example", False),
        ("http://www.partner.example", False),
        ("https://www.partner.example.evil.example", False),
        ("https://evilpartner.example", False),
    ]:
        headers = client.get("/healthz", headers={"Origin": origin}).headers
        assert (headers.get("access-control-allow-origin") == origin) is allowed, origin


@pytest.mark.parametrize("path", ["/api/ask", "/articles/crash"])
def test_what_breaks_carries_the_headers_too(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(bot.archive, "article", broken)
    origin = {"Origin": "https://news.example"}
    body = {"json": {"question": "crash"}} if path == "/api/ask" else {}
    response = client.request("POST" if body else "GET", path, headers=origin, **body)
    assert response.status_code == 500 and "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff" and response.headers["x-request-id"]
    assert "frame-ancestors" in response.headers["content-security-policy"]
    assert response.headers["access-control-allow-origin"] == "https://news.example"


def test_every_response_has_an_id_of_its_own_or_the_proxys(client: TestClient) -> None:
    first, second = (client.get("/healthz").headers["x-request-id"] for _ in range(2))
    assert first != second
    given = {"X-Request-ID": "edge-7f3a9c01"}
    assert client.get("/healthz", headers=given).headers["x-request-id"] == "edge-7f3a9c01"
    for forged in ("x", "a b c d e f g h", "é" * 10, "y" * 65):
        forged_header = {"X-Request-ID": forged.encode()}
        assert client.get("/healthz", headers=forged_header).headers["x-request-id"] != forged


def test_a_request_is_logged_without_its_question(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "bot.web.http.request_id"):
        client.get("/api/search?q=whistleblower")
        client.post("/api/ask", json={"question": "Is the whistleblower named?"})
    lines = [json.loads(message) for message in caplog.messages]
    assert [line["event"] for line in lines] == ["request", "question", "request"]
    assert lines[0]["path"] == "/api/search" and lines[1]["outcome"] == "refused" and lines[2]["status"] == 200
    assert lines[1]["request"] == lines[2]["request"]
    assert "whistleblower" not in caplog.text


def test_a_host_that_is_not_trusted_is_refused(client: TestClient) -> None:
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/healthz", headers={"Host": "127.0.0.1:7860"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("news.example", 200), ("NEWS.example:443", 200), ("a.b.partner.example", 200), ("[::1]:7860", 200),
     ("partner.example", 400), ("xpartner.example", 400), ("news.example.", 400), ("news.example:x", 400),
     ("news.example:65535", 200), ("news.example:65536", 400), ("news.example:99999", 400), ("[::1]:99999", 400),
     ("news.example:0", 400), ("news.example:", 400),
     ("news.example@evil.example", 400), ("evil.example/news.example", 400), ("", 400)],
)
def test_a_host_is_known_by_its_whole_name(host: str, status: int) -> None:
    app = FastAPI()
    app.get("/")(lambda: {})
    guard(app, Settings(trusted_hosts=["news.example", "*.Partner.example", "[::1]"]))
    answer = TestClient(app).get("/", headers={"Host": host})
    assert answer.status_code == status
    assert status == 200 or answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "options",
    [
        {"allow_origins": ["*"]},
        {"allow_origins": ["news.example"]},
        {"allow_origins": ["https://news.example/"]},
        {"allow_origins": ["https://a.example; script-src *"]},
        {"allow_origins": ["https://a.example\r\nX-Evil: 1"]},
        {"allow_origins": ["javascript:x"]},
        {"allow_origins": ["https://*"]},
        {"allow_origins": ["https://news.example:99999"]},
        {"trusted_hosts": ["https://news.example"]},
        {"trusted_hosts": ["a*b"]},
    ],
)
def test_a_setting_that_is_no_origin_is_refused_at_the_start(options: dict[str, list[str]]) -> None:
    with pytest.raises(InputError, match="write it like"):
        guard(FastAPI(), Settings(**options))
