"""A server with more readers than places: nobody gets another's answer, nobody is lost, and nobody holds others up."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.machine import family
from bot import Bot
from bot.answer import Answer
from bot.web.http.limits import Limits
from index import Archive, build
from tests.bot.web.fake_bot import FakeBot
from tests.browser.conftest import running
from tests.fakes import WordEmbedder, article

ROOT = Path(__file__).parents[2]
ARTICLES = 40
LIMITS = Limits(client_rate="", conversation_rate="", read_rate="", waiting=1_000, patience_s=600, answer_s=600)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Bot]]:
    """A server over an archive each of whose articles holds a word of its own."""
    archive = Archive.create(tmp_path_factory.mktemp("marked") / "archive", embedder=WordEmbedder())
    archive.add([article(f"a{number}", f"Report {mark(number)}", told(number)) for number in range(ARTICLES)])
    archive.embed()
    bot = Bot(archive)
    with running(bot, limits=LIMITS) as url:
        yield url, bot


@pytest.mark.trials(40, 500)
def test_conversations_at_once_are_not_mixed_up(marked: tuple[str, Bot], trials: int) -> None:
    url, bot = marked
    alone = [_alone(bot, number) for number in range(ARTICLES)]
    assert len(set(alone)) == ARTICLES

    async def everybody() -> list[str]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=url, timeout=600, limits=limits) as client:
            numbers = [number % ARTICLES for number in range(trials)]
            return await asyncio.gather(*(_conversation(client, number, alone[number]) for number in numbers))

    with ThreadPoolExecutor(1) as aside:      # a browser's tests leave an event loop running in this thread
        told = aside.submit(lambda: asyncio.run(everybody())).result()
    assert [each for each in told if each] == []


def _alone(bot: Bot, number: int) -> tuple[str, str]:
    """What a reader with the server to herself is told in two turns."""
    first = bot.ask(asked(number))
    return first.text, bot.ask(asked((number + 1) % ARTICLES), history=[first.turn]).text


async def _conversation(client: httpx.AsyncClient, number: int, alone: tuple[str, str]) -> str:
    """Two questions of one reader, the second with the token of the first; what was wrong about the answers."""
    token = ""
    for question, expected in zip((asked(number), asked((number + 1) % ARTICLES)), alone, strict=True):
        more = {"conversation": token} if token else {}
        response = await client.post("/api/ask", json={"question": question, **more})
        if response.status_code != 200:
            return f"{response.status_code}: {response.text[:200]}"
        answer = response.json()
        token = answer.get("conversation", "")
        if answer["question"] != question or answer["text"] != expected:
            return f"asked {question!r}, told {answer['text'][:200]!r}"
    return ""


def mark(number: int) -> str:
    """A word that one article holds."""
    return f"ship{number}x"


def asked(number: int) -> str:
    """A question that only this article answers."""
    return f"Where is {mark(number)} laid up?"


def told(number: int) -> str:
    """Its text, unlike the others'."""
    chance = random.Random(number)
    words = " ".join("".join(chance.choices("aeioulmnrst", k=6)) for _ in range(30))
    return f"{mark(number)} is laid up in the dock of {words.split()[0].title()}. {words.capitalize()}."


def test_a_reader_who_trickles_and_one_who_leaves_hold_nobody_up(marked: tuple[str, Bot]) -> None:
    url, bot = marked
    host, port = httpx.URL(url).host, httpx.URL(url).port
    body = json.dumps({"question": "What happened in the harbour?"}).encode()
    head = (f"POST /api/ask/stream HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode()
    slow = [socket.create_connection((host, port)) for _ in range(20)]
    gone = [socket.create_connection((host, port)) for _ in range(20)]
    for each in slow:
        each.sendall(head + body[:5])      # and nothing more
    for each in gone:
        each.sendall(head + body)
        each.close()
    for number in range(10):
        answer = httpx.post(f"{url}api/ask", json={"question": asked(number)}, timeout=60)
        assert answer.json()["text"] == bot.ask(asked(number)).text
    for each in slow:
        each.close()


def test_a_bot_that_hangs_is_cut_off() -> None:
    bot = _Hanging()
    with running(bot, limits=Limits(client_rate="", conversation_rate="", answer_s=1, at_once=2)) as url:
        question = {"question": "What did Amazon announce?"}
        answers = [httpx.post(f"{url}api/ask", json=question, timeout=60) for _ in range(2)]
        bot.ended.set()
    assert [each.status_code for each in answers] == [504] * 2
    assert all("long" in each.json()["detail"] for each in answers)


@pytest.fixture
def traces() -> Iterator[tuple[str, list[int]]]:
    """The address of a collector of traces, and the sizes of what it was sent."""
    sizes: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sizes.append(len(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", sizes
        server.shutdown()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one article, with the model that a server opens it with."""
    scratch = tmp_path_factory.mktemp("built")
    build(scratch / "archive", [_article(scratch)])
    return scratch / "archive"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_server_told_to_stop_finishes_and_ends(built: Path, traces: tuple[str, list[int]], workers: int) -> None:
    endpoint, sizes = traces
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}
    command = [sys.executable, "app.py", "--archive", str(built), "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as server:
        assert server.stdout
        url = server.stdout.readline().split()[3]
        question = {"question": "What happened to the ferry?"}
        with httpx.stream("POST", f"{url}api/ask/stream", json=question, timeout=60) as response:
            lines = response.iter_lines()
            assert next(lines) == "event: status"      # it is being answered
            started = family(server.pid)
            assert len(started) > workers or workers == 1
            server.send_signal(signal.SIGTERM)
            assert "event: done" in list(lines)
        assert server.wait(timeout=60) == 0      # by its own exit, which closes and clears away what is left
    assert sizes                                 # the trace of the last question, too
    _all_gone(started)


def test_answer_processes_end_with_a_server_that_is_killed(tmp_path: Path) -> None:
    program = ("if __name__ == '__main__':\n    from tests.bot.web.workers.test_pool import Path, processes_over\n"
               f"    made = processes_over(Path({str(tmp_path)!r}))\n    made.start()\n    print('up', flush=True)\n"
               "    *_, answer = made.stream('Who goes slowly?')\n")
    script = tmp_path / "server.py"
    script.write_text(program, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout and server.stdout.readline() == "up\n"
        started = family(server.pid)
        server.kill()
    assert len(started) > 2
    _all_gone(started)


def _all_gone(processes: list[int]) -> None:
    """Wait until none of them is left: they end one after another."""
    until = time.monotonic() + 30
    while left := [id for id in processes if Path(f"/proc/{id}").exists()]:
        assert time.monotonic() < until, left
        time.sleep(0.05)


def _article(folder: Path) -> Path:
    path = folder / "ferry.txt"
    path.write_text("Ferry laid up\n\nThe ferry was laid up in the harbour on Monday after its engine failed, "
                    "the harbour master said. It will sail again in May.\n", encoding="utf-8")
    return path


class _Hanging(FakeBot):
    """Never answers until it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = threading.Event()

    def stream(self, *arguments: Any, **named: Any) -> Iterator[str | Answer]:
        self.ended.wait(60)
        return super().stream(*arguments, **named)
