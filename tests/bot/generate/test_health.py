"""Whether a model can be reached is found out without asking it anything."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from langchain_core.language_models import BaseChatModel

from bot.generate.health import CONNECTED, LISTED, NOTHING, Reach, reached
from tests.bot.scripted import ScriptedChat, says

KEY = "sk-secret"


@contextmanager
def provider(status: int, asked: list[str]) -> Iterator[str]:
    """A server that answers everything with one status, and remembers what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path.partition('?')[0]}")
            body = b'{"object": "list", "data": []}' if status == 200 else f"no {KEY}".encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def openai(address: str) -> BaseChatModel:
    package = pytest.importorskip("langchain_openai", reason="pip install -r requirements-llm.txt")
    model: BaseChatModel = package.ChatOpenAI(model="gpt-x", api_key=KEY, base_url=f"{address}/v1")
    return model


def anthropic(address: str) -> BaseChatModel:
    package = pytest.importorskip("langchain_anthropic", reason="pip install -r requirements-llm.txt")
    model: BaseChatModel = package.ChatAnthropic(model="claude-x", api_key=KEY, base_url=address)
    return model


@pytest.mark.parametrize("make", [openai, anthropic])
def test_a_provider_is_asked_for_its_models_and_nothing_else(make: object) -> None:
    asked: list[str] = []
    with provider(200, asked) as address:
        found = reached(make(address))  # type: ignore[operator]
    assert (found.reachable, found.checked, found.detail) == (True, LISTED, "")
    assert asked == ["GET /v1/models"]


@pytest.mark.parametrize(
    ("status", "reachable", "checked", "detail"),
    [
        (401, False, LISTED, "The provider refuses the key."),
        (403, False, LISTED, "The provider refuses the key."),
        (503, False, LISTED, "The provider answers 503."),
        (404, True, CONNECTED, ""),
        (429, True, CONNECTED, ""),
    ],
)
def test_what_it_answers_instead_is_told_in_our_words(
    status: int, reachable: bool, checked: str, detail: str
) -> None:
    asked: list[str] = []
    with provider(status, asked) as address:
        found = reached(openai(address))
    assert (found.reachable, found.checked, found.detail) == (reachable, checked, detail)
    assert KEY not in str(found) and len(asked) == 1      # not tried again


def test_a_server_that_is_not_there_is_out_of_reach() -> None:
    with provider(200, []) as address:
        pass
    found = reached(openai(address))
    assert (found.name, found.reachable, found.detail) == ("gpt-x", False, "No answer came.")


def test_where_there_is_no_list_a_connection_has_to_do() -> None:
    package = pytest.importorskip("langchain_ollama", reason="pip install -r requirements-llm.txt")
    with provider(200, asked := []) as address:
        model = package.ChatOllama(model="llama", base_url=address)
        assert (reached(model).reachable, reached(model).checked) == (True, CONNECTED)
    assert asked == [] and reached(model).reachable is False


def test_a_model_that_says_nothing_of_itself_is_not_judged_nor_asked() -> None:
    model = ScriptedChat(script=says("."))
    found = reached(model)
    assert (found.reachable, found.checked) == (None, NOTHING) and model.calls == []


def test_many_who_ask_cost_one_look_until_it_is_old() -> None:
    now, asked = [0.0], []
    with provider(200, asked) as address:
        reach = Reach(openai(address), 20, lambda: now[0])
        assert reach.look() is reach.look()
        now[0] = 19.9
        reach.look()
        assert len(asked) == 1
        now[0] = 20
        reach.look()
        assert len(asked) == 2
