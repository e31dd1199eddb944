"""A real server and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

START_LIMIT_S = 60         # importing Gradio alone takes five seconds, three times that beside other work

pytest.importorskip("playwright", reason="pip install playwright")

import uvicorn  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright  # noqa: E402

from app import IDLE_S  # noqa: E402
from bot.bot import Bot  # noqa: E402
from index import build  # noqa: E402
from tests.bot.web.fake_bot import FakeBot  # noqa: E402
from tests.bot.web.quiet import UNHURRIED, quiet_app  # noqa: E402

expect.set_options(timeout=60_000)     # a limit for what never comes, not a measure of speed

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "articles"

_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]


@dataclass(frozen=True)
class Served:
    """A page that is up, and two questions for it."""

    url: str
    question: str              # answered, with a citation
    unanswerable: str


@dataclass(frozen=True)
class Scripted(Served):
    """A page over the fake bot, for what only a fake can be asked."""

    bot: FakeBot
    poisoned: str              # answered from an article full of attacks
    slow: str                  # answered only when bot.gate is set


@pytest.fixture(scope="session")
def scripted() -> Iterator[Scripted]:
    """The real web app on a free port, over the fake bot."""
    bot = FakeBot()
    with running(bot) as url:
        yield Scripted(
            url=url,
            question="What did Amazon announce about its face recognition software?",
            unanswerable="Who won the chess olympiad?",
            bot=bot,
            poisoned="What did the storm do to the fish hall?",
            slow="What did Amazon announce? Answer slowly.",
        )


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page that a reader meets: the default model over the sample archive."""
    folder = tmp_path_factory.mktemp("served") / "The Merrowby Bell"
    build(folder, [SAMPLE])
    with running(Bot.open(folder)) as url:
        yield Served(url, "Who was confirmed as mayor after the recount?", "What is the capital of Mongolia?")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: CUTTINGS_CHROMIUM, else the system's, else Playwright's own."""
    with sync_playwright() as playwright:
        path = _chromium(playwright)
        if path is None:
            _missing("no Chromium was found; install one or name it in CUTTINGS_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who has never been here, at a desk."""
    clipboard = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=clipboard)
    broken: list[str] = []
    context.on("weberror", lambda each: broken.append(str(each.error)))
    yield context
    context.close()
    assert broken == []        # no script of the page, ours or Gradio's, failed


@pytest.fixture
def page(context: BrowserContext, served: Served) -> Page:
    """The page that a reader would meet, ready to be asked."""
    return _opened(context, served.url)


@pytest.fixture
def scripted_page(context: BrowserContext, scripted: Scripted) -> Page:
    """The page over the fake bot, ready to be asked."""
    return _opened(context, scripted.url)


def _opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.get_by_label("Ask the archive").wait_for()
    return page


@contextmanager
def running(bot: Bot | FakeBot, **options: Any) -> Iterator[str]:
    """The web app over a bot, in a thread of its own, and its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = quiet_app(bot, **{"limits": UNHURRIED, **options})
    server = uvicorn.Server(uvicorn.Config(
        app, log_level="warning", timeout_graceful_shutdown=1, timeout_keep_alive=IDLE_S))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    _await_start(server, thread)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    server.should_exit = True
    thread.join(START_LIMIT_S)


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "The server did not start."
        time.sleep(0.05)


def _chromium(playwright: Playwright) -> str | None:
    named = os.environ.get("CUTTINGS_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [named] if named else [*map(shutil.which, names), playwright.chromium.executable_path]
    return next((path for path in found if path and Path(path).is_file()), None)


def _missing(what: str) -> None:
    """Skip, or fail where a browser is demanded."""
    if os.environ.get("CUTTINGS_DEMAND_BROWSER") == "1":
        pytest.fail(f"CUTTINGS_DEMAND_BROWSER is 1, and {what}.")
    pytest.skip(f"BROWSER TESTS NOT RUN: {what}.")
