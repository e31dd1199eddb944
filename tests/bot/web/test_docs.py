"""The programs in docs/api.md, run as they stand there against a server that is up."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from bot.web.api import completions
from bot.web.api import routes as api
from bot.web.service.conversation_token import Conversations
from bot.web.service.desk import Desk
from tests.bot.web.fake_bot import FakeBot, about_amazon
from tests.bot.web.quiet import UNHURRIED

# The server runs in this process, and what its libraries deprecate would end it under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")

API = Path(__file__).resolve().parents[3] / "docs" / "api.md"
QUESTION = "What did Amazon announce?"


def program(language: str, speaks_of: str) -> str:
    """The code block of a language that has this in it."""
    blocks = re.findall(rf"```{language}\n(.*?)```", API.read_text("utf-8"), re.DOTALL)
    (found,) = (block for block in blocks if speaks_of in block)
    return str(found)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The API on a port, without the page, which the programs don't need."""
    app = FastAPI()
    app.state.desk, app.state.conversations = Desk(FakeBot(), UNHURRIED), Conversations()
    app.include_router(api.router)
    app.include_router(completions.router)
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=running.run, args=([listener],), daemon=True)
    thread.start()
    while not running.started:
        assert thread.is_alive(), "The server did not start."
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join(30)


def test_the_python_program_reads_a_stream(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    exec(program("python", "urllib"), names)
    answer = names["ask"](server, QUESTION)
    assert capsys.readouterr().out == about_amazon(QUESTION).text
    assert answer["answered"] and [each["number"] for each in answer["citations"]] == [1, 2, 3]


def test_the_javascript_program_reads_a_stream(server: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js on this machine")
    told = "(text) => process.stdout.write(text)).then((answer) => console.log('|' + answer.citations.length)"
    call = f"ask({server!r}, {QUESTION!r}, {told})"
    command = [node, "-e", program("js", "fetch") + call]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout == f"{about_amazon(QUESTION).text}|3\n"


def test_the_program_for_chat_completions_gets_an_answer(server: str) -> None:
    names: dict[str, Any] = {}
    asks = program("python", "from openai").replace("http://127.0.0.1:7860", server)
    exec(asks.replace("Who is the mayor of Merrowby?", QUESTION), names)
    message = names["completion"].choices[0].message
    assert message.content.startswith(about_amazon(QUESTION).text) and len(message.annotations) == 3
