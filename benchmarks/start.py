"""How long a cold start takes: to an answer on the command line, and to the first page of the server.

Each is measured in turns with what it is held against: importing sentence-transformers, and a chat of Gradio's own.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.request import urlopen

from benchmarks.machine import heading, seconds
from benchmarks.sets import SAMPLE
from benchmarks.tables import row
from bot import Bot
from index import build

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "Who won the race for mayor?"
TURNS = 5
MOST_ANSWER = 0.5      # of importing sentence-transformers and one answer
MOST_PAGE = 1.3        # of Gradio's own chat
_POLL_S, _PATIENCE_S = 0.02, 120.0
_BARE = "import gradio; gradio.ChatInterface(lambda message, history: message).launch(server_port={port}, quiet=True)"


def measure() -> None:
    """Print the table; the machine's file cache is warm and the model is converted before the first turn."""
    print(heading())
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "archive"
        build(folder, [SAMPLE / "articles"])
        bot = Bot.open(folder)
        bot.ask(QUESTION)
        answer_s = statistics.median(seconds(lambda: bot.ask(QUESTION)) for _ in range(TURNS))
        bot.archive.close()
        imported = [sys.executable, "-c", "import sentence_transformers"]
        asked = [sys.executable, "-m", "bot", QUESTION, "--archive", str(folder)]
        alone, ours = _in_turns(lambda: _ran(imported) + answer_s, lambda: _answered(asked))
        _rows("`python -m bot`, to a cited answer", "importing sentence_transformers, and an answer", alone, ours,
              MOST_ANSWER)
        served = [sys.executable, "app.py", "--archive", str(folder), "--port", "{port}"]
        alone, ours = _in_turns(lambda: _page([sys.executable, "-c", _BARE]), lambda: _page(served))
        _rows("`app.py`, to its first page", "Gradio's own chat, to its first page", alone, ours, MOST_PAGE)


def _in_turns(alone: Callable[[], float], ours: Callable[[], float]) -> tuple[list[float], list[float]]:
    """Seconds of each, pair by pair, after one of each that does not count."""
    pairs = [(alone(), ours()) for _ in range(TURNS + 1)][1:]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _ran(command: Sequence[str]) -> float:
    return seconds(lambda: subprocess.run(command, cwd=ROOT, env=_environment(), check=True))


def _answered(command: Sequence[str]) -> float:
    """Seconds until the process has answered and ended; an answer without a citation would be no figure."""
    began = time.perf_counter()
    ran = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=True)
    if "\n[1] " not in ran.stdout:
        raise RuntimeError(f"python -m bot cited nothing: {ran.stdout[:300]!r}")
    return time.perf_counter() - began


def _page(command: Sequence[str]) -> float:
    """Seconds from the start of a server, told its port, until a reader has its page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    with subprocess.Popen(
        [part.replace("{port}", str(port)) for part in command], cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL
    ) as process:
        try:
            while not _is_there(f"http://127.0.0.1:{port}/"):
                if process.poll() is not None or time.perf_counter() - began > _PATIENCE_S:
                    raise RuntimeError(f"{command[1]} served no page")
                time.sleep(_POLL_S)
            return time.perf_counter() - began
        finally:
            process.terminate()


def _is_there(url: str) -> bool:
    """Whether the page, behind a redirect where there is one, comes whole."""
    try:
        with urlopen(url, timeout=_PATIENCE_S) as response:
            return response.status == 200 and b"<html" in response.read()
    except OSError:
        return False


def _environment() -> dict[str, str]:
    """As a reader's shell, with nothing chosen for this project; Gradio's reports are off for both."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CUTTINGS_")}
    if "CUTTINGS_CACHE" in os.environ:
        clean["CUTTINGS_CACHE"] = os.environ["CUTTINGS_CACHE"]      # where the converted model is
    return clean | {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}


def _rows(what: str, beside: str, alone: Sequence[float], ours: Sequence[float], most: float) -> None:
    ratio = statistics.median(mine / theirs for theirs, mine in zip(alone, ours, strict=True))
    row(f"{beside}, s", f"{statistics.median(alone):.2f}")
    row(f"{what}, s", f"{statistics.median(ours):.2f}")
    row(f"ratio (median of {TURNS} pairs); at most {most} is aimed at", f"{ratio:.2f}")
