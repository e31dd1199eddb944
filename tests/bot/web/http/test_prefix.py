"""Under a path, with the path taken away by a proxy or left where it is, every address leads back under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.web.access.passwords import hashed
from bot.web.http.prefix import UnderPath
from corpus import InputError
from tests.bot.web.fake_bot import FERRY, OVERDUE, FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app

PROXY, STRANGER = "10.0.0.5", "192.0.2.9"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    auth = [f"desk:{hashed('a long password')}"]
    feedback = tmp_path_factory.mktemp("prefix") / "feedback.db"
    return quiet_app(FakeBot(), limits=UNHURRIED, feedback=feedback, auth=auth, interfaces=["openai"])


def client(app: FastAPI, root_path: str = "", peer: str = PROXY, **options: Any) -> TestClient:
    session = app.state.login.sessions.write("desk")
    under: Any = UnderPath.named(app, root_path, [PROXY, "not-an-address"])     # type: ignore[arg-type]
    headers = options.pop("headers", {"Authorization": f"Bearer {session}"})
    return TestClient(under, client=(peer, 50_000), follow_redirects=False, headers=headers, **options)


@pytest.fixture(params=["taken away", "left", "told"])
def under(app: FastAPI, request: pytest.FixtureRequest) -> Any:
    """How a request for a path of the server arrives, by each way of telling the path."""
    def get(path: str, **options: Any) -> Any:
        if request.param == "told":
            headers = {"X-Forwarded-Prefix": "/ask/", **options.pop("headers", {})}
            return client(app).get(path, headers=headers, **options)
        return client(app, "/ask").get(path if request.param == "taken away" else f"/ask{path}", **options)

    return get


def led_to(page: str, path: str) -> set[str]:
    """Where the links and forms of a page at `path` lead to."""
    return {urljoin(path, each) for each in re.findall(r'(?:href|action)="([^"]*)"', page)}


def test_the_reading_view_leads_back(under: Any) -> None:
    page = under(f"/articles/{FERRY.id}")
    assert page.status_code == 200
    links = led_to(page.text, f"/ask/articles/{FERRY.id}")
    assert {"/ask/", "/ask/favicon.ico", f"/ask/articles/{FERRY.id}"} <= links
    assert all(link.startswith("/ask/") for link in links if link.startswith("/"))


def test_it_leads_back_where_a_proxy_spelt_out_the_slash_of_an_id(under: Any) -> None:
    page = under(f"/articles/{OVERDUE.id}")     # while the reader is at opinion%2Foverdue
    links = led_to(page.text, "/ask/articles/opinion%2Foverdue")
    assert page.status_code == 200 and "/ask/" in links and "/" not in links


def test_the_front_page_leads_to_the_chat(under: Any) -> None:
    moved = under("/")
    assert moved.status_code in (302, 303, 307) and moved.headers["location"] == "chat/"     # as seen from /ask/


def test_without_its_slash_it_leads_there_too(app: FastAPI) -> None:
    assert client(app, "/ask").get("/ask").headers["location"] == "/ask/chat/"


def test_who_must_sign_in_is_led_under_the_path_and_back(app: FastAPI) -> None:
    stranger = client(app, "/ask", headers=HTML)
    moved = stranger.get("/articles/ferry-timetable")
    assert moved.headers["location"] == "/ask/login?next=%2Farticles%2Fferry-timetable"
    form = stranger.get("/login?next=%2Farticles%2Fferry-timetable")
    assert "/ask/login" in led_to(form.text, "/ask/login")
    sent = {"user": "desk", "password": "a long password", "next": "/articles/ferry-timetable"}
    assert stranger.post("/login", data=sent).headers["location"] == "/ask/articles/ferry-timetable"


def test_programs_get_whole_addresses(under: Any, app: FastAPI) -> None:
    asked = client(app, "/ask").post("/v1/chat/completions", json={
        "messages": [{"role": "user", "content": "When does the ferry sail?"}]}).json()
    assert "http://testserver/ask/articles/ferry-timetable?" in asked["choices"][0]["message"]["content"]
    answer = asked["cuttings"]["answer"]
    assert under(f"/api/answers/{answer}.jsonld").json()["@id"] == f"http://testserver/ask/api/answers/{answer}.jsonld"
    assert "<http://testserver/ask/articles/ferry-timetable?" in under("/api/export", params={"answer": answer}).text
    assert under("/openapi.json").json()["servers"] == [{"url": "/ask"}]


def test_without_a_path_nothing_has_one(app: FastAPI) -> None:
    page = client(app).get(f"/articles/{FERRY.id}")
    assert "/" in led_to(page.text, f"/articles/{FERRY.id}") and "/ask" not in page.text
    assert "servers" not in client(app).get("/openapi.json").json()


@pytest.mark.parametrize(("peer", "headers"), [
    (STRANGER, [("X-Forwarded-Prefix", "/ask")]),
    (PROXY, [("X-Forwarded-Prefix", "/ask"), ("X-Forwarded-Prefix", "/evil")]),
    (PROXY, [("X-Forwarded-Prefix", "https://evil.example")]),
    (PROXY, [("X-Forwarded-Prefix", "//evil.example")]),
    (PROXY, [("X-Forwarded-Prefix", "/a/../b")]),
    (PROXY, [("X-Forwarded-Prefix", '/"><script>')]),
    (PROXY, [("X-Forwarded-Prefix", "/chat")]),
    (PROXY, [("X-Forwarded-Prefix", "ask")]),
])
def test_a_path_that_nobody_trusted_names_is_none(app: FastAPI, peer: str, headers: list[tuple[str, str]]) -> None:
    session = app.state.login.sessions.write("desk")
    known = [("Authorization", f"Bearer {session}"), *headers]
    page = client(app, peer=peer, headers={}).get(f"/articles/{FERRY.id}", headers=known)
    assert page.status_code == 200 and "/" in led_to(page.text, f"/articles/{FERRY.id}")
    assert not any(word in page.text for word in ("/ask", "/evil", "evil.example", "<script>\"", "/a/"))


@pytest.mark.parametrize("root_path", [
    "/chat", "/api/news", "/a b", "/../x", "https://news.example/ask", "/ask?x", "/a//b",
])
def test_what_is_no_path_to_serve_under_is_refused(app: FastAPI, root_path: str) -> None:
    with pytest.raises(InputError, match="no path to serve under"):
        UnderPath.named(app, root_path, [])     # type: ignore[arg-type]


@pytest.mark.parametrize("root_path", ["", "/", "ask", "/ask/", "/news/ask"])
def test_a_path_may_be_written_with_slashes_or_without(app: FastAPI, root_path: str) -> None:
    named = UnderPath.named(app, root_path, [])     # type: ignore[arg-type]
    assert named.always == (f"/{root_path.strip('/')}" if root_path.strip("/") else "")


def test_requests_of_two_paths_are_kept_apart(app: FastAPI) -> None:
    told = client(app)
    for path in ("/one", "/two", ""):
        headers = {"X-Forwarded-Prefix": path} if path else {}
        page = told.get(f"/articles/{FERRY.id}", headers={**headers, "Host": "news.example"}).text
        assert f'content="http://news.example{path}/articles/{FERRY.id}' in page


def test_no_path_of_the_servers_own_is_one_to_stand_under(tmp_path: Path) -> None:
    everything = quiet_app(FakeBot(), feedback=tmp_path / "feedback.db", gaps=tmp_path / "gaps.json",
                           interfaces=["openai", "mcp", "nlweb"], auth=[f"desk:{hashed('a long password')}"])
    own = {f"/{path.split('/')[1]}" for path in _paths(everything.routes)} - {"/", "/ask"}
    assert {"/chat", "/events", "/gaps"} < own
    for each in own:
        with pytest.raises(InputError, match="is no path to serve under"):
            UnderPath.named(everything, each, [])      # type: ignore[arg-type]


def _paths(routes: Any) -> Iterator[str]:
    """Of all routes, those of included routers too."""
    for route in routes:
        if hasattr(route, "path"):
            yield route.path
        else:
            yield from _paths(route.original_router.routes)
