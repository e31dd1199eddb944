"""What HTTP costs: one reader, many at once, and thousands in a row, against `Bot.ask` in the same run.

The server is `app.py` in a process of its own, as a newsroom would start it, with rates lifted; this process is the
readers, over loopback, and asks its own bot in turns with the server's.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.machine import busy_s, family, heading, resident_bytes, seconds, shared_out_bytes
from benchmarks.sets import SAMPLE, sample_questions
from bot import Bot
from index import build

ROOT = Path(__file__).resolve().parent.parent
NAME = "The Merrowby Bell"
ASKED = 40                 # of the sample's questions
READERS = 200              # who all ask at once
BESIDE = 8                 # readers that measure throughput, as many as answers are written at once
TRIES = 5                  # of each question by one reader, either way
ROUNDS = 5                 # of throughput, Bot.ask and HTTP in turns
WARM = 500                 # questions after which memory is first read
OPENINGS = 3               # of the page in a browser
MOST_MORE_MS = 10.0        # that one question may cost over HTTP
LEAST_SHARE = 0.8          # of Bot.ask's throughput
MOST_GROWN = 0.1           # of memory, from WARM questions to all of them
READY_S = 3.0              # the page, until a reader can type
FIRST_MS = 500.0           # from the click to the answer's first characters
_HEADERS = {"Content-Type": "application/json"}
_ADDRESS = re.compile(r"http://[\d.]+:\d+/")

Row = tuple[str, str, str, str]    # what, the figure, the target, whether it is met


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is up."""

    url: str
    pid: int

    def resident(self) -> int:
        """Its memory that is in RAM, in bytes."""
        return resident_bytes(self.pid)

    def together(self) -> list[int]:
        """The memory of each of its processes, in bytes, what they share in parts; the server's first."""
        return [shared_out_bytes(each) for each in family(self.pid)]

    def busy(self) -> float:
        """Seconds of processor that its processes have used."""
        return sum(busy_s(each) for each in family(self.pid))


@dataclass(frozen=True, slots=True)
class Heard:
    """What one reader of many got."""

    whole: bool            # a stream that ended with its answer
    first_s: float         # until its first characters
    seconds: float


def measure(questions: int, browser: bool) -> None:
    """Print the table; `questions` are asked for the memory."""
    print(heading())
    questions_there = sample_questions(SAMPLE / "questions.jsonl")
    asked = [each.text for each in questions_there if each.answerable and not each.before][:ASKED]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / NAME
        build(folder, [SAMPLE / "articles"])
        _print(("over the sample archive, loopback", "measured", "target", "met"))
        _print(("-" * 58, "-" * 11 + ":", "-" * 13 + ":", "--:"))
        for row in _over_http(folder, asked, questions):
            _print(row)
        if browser:
            with serving(folder) as server:
                for row in _in_a_browser(server, asked):
                    _print(row)


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[Server]:
    """`app.py` over the archive, on a free port, in a process that ends with the block."""
    command = [sys.executable, "app.py", "--archive", str(folder), "--port", "0", "--client-rate", "",
               "--conversation-rate", "", *more]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CUTTINGS_")}
    with subprocess.Popen(command, cwd=ROOT, env=clean, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = _ADDRESS.search(line)
            if found is None:
                raise RuntimeError(f"app.py did not come up: {line!r}")
            yield Server(found[0], process.pid)
        finally:
            process.terminate()


def _over_http(folder: Path, asked: Sequence[str], questions: int) -> Iterator[Row]:
    bot = Bot.open(folder)
    with serving(folder) as server:
        _warm_up(bot, server, asked)
        yield from _one_reader(bot, server, asked)
        yield from _work(bot, server, asked)
        yield from _throughput(bot, server, asked)
        yield from _many_readers(server, asked)
        bot.archive.close()
    with serving(folder) as server:      # a fresh one: the readers above have shown it memory it need not hold
        yield from _memory(server, asked, questions)


def _warm_up(bot: Bot, server: Server, asked: Sequence[str]) -> None:
    for question in asked:
        bot.ask(question)
        _ask(server, question)


def _one_reader(bot: Bot, server: Server, asked: Sequence[str]) -> Iterator[Row]:
    pairs = [_least(partial(bot.ask, question), partial(_ask, server, question)) for question in asked]
    alone, over = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    more = statistics.median(over - alone for alone, over in pairs) * 1000
    yield f"one reader: `Bot.ask`, best of {TRIES}, median, ms", f"{alone:.1f}", "", ""
    yield f"one reader: `POST /api/ask`, best of {TRIES}, median, ms", f"{over:.1f}", "", ""
    yield ("one reader: what HTTP adds to a question, median, ms", f"{more:.1f}", f"at most {MOST_MORE_MS:.0f}",
           _met(more <= MOST_MORE_MS))


def _least(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The least seconds of each, in turns: what a machine's other work adds, it adds to some tries and not to all."""
    times = [(seconds(one), seconds(other)) for _ in range(TRIES)]
    return min(first for first, _ in times), min(second for _, second in times)


def _work(bot: Bot, server: Server, asked: Sequence[str]) -> Iterator[Row]:
    began = busy_s()
    for question in asked:
        bot.ask(question)
    between, served = busy_s(), busy_s(server.pid)
    for question in asked:
        _ask(server, question)
    alone, over = ((used / len(asked)) * 1000 for used in (between - began, busy_s(server.pid) - served))
    yield "processor time a question: `Bot.ask` / server, ms", f"{alone:.1f} / {over:.1f}", "", ""


def _throughput(bot: Bot, server: Server, asked: Sequence[str]) -> Iterator[Row]:
    rates = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for question in asked:
            bot.ask(question)
        between = time.perf_counter()
        _asked_beside(server, asked)
        rates.append((len(asked) / (between - began), len(asked) / (time.perf_counter() - between)))
    alone, over = (statistics.median(each) for each in zip(*rates, strict=True))
    share = statistics.median(over / alone for alone, over in rates)
    yield "answers a second, `Bot.ask` in a loop", f"{alone:.1f}", "", ""
    yield f"answers a second, `POST /api/ask` by {BESIDE} at once", f"{over:.1f}", "", ""
    yield ("share of `Bot.ask`'s, median of rounds", f"{share:.0%}", f"at least {LEAST_SHARE:.0%}",
           _met(share >= LEAST_SHARE))


def _many_readers(server: Server, asked: Sequence[str]) -> Iterator[Row]:
    heard = asyncio.run(_all_at_once(server, list(islice(cycle(asked), READERS))))
    whole = sum(each.whole for each in heard)
    firsts = sorted(each.first_s for each in heard)
    lasts = sorted(each.seconds for each in heard)
    yield (f"{READERS} readers at once: complete streams", f"{whole}", f"{READERS}", _met(whole == READERS))
    yield f"{READERS} readers at once: first characters, p50 / p95, s", _spread(firsts), "", ""
    yield f"{READERS} readers at once: whole answer, p50 / p95, s", _spread(lasts), "", ""


def _memory(server: Server, asked: Sequence[str], questions: int) -> Iterator[Row]:
    supply = cycle(asked)
    _asked_beside(server, list(islice(supply, WARM)))
    before = server.resident()
    _asked_beside(server, list(islice(supply, max(0, questions - WARM))))
    after = server.resident()
    grown = after / before - 1
    yield f"resident after {WARM:,} questions, MB", f"{before / 1e6:.0f}", "", ""
    yield f"resident after {questions:,} questions, MB", f"{after / 1e6:.0f}", "", ""
    yield "grown by", f"{grown:+.1%}", f"at most {MOST_GROWN:.0%}", _met(grown <= MOST_GROWN)


def _ask(server: Server, question: str) -> None:
    """One question over a connection of its own, answered, or an error: a figure of refusals would be none."""
    place = urlsplit(server.url)
    with closing(HTTPConnection(place.hostname or "", place.port, timeout=120)) as connection:
        connection.request("POST", "/api/ask", json.dumps({"question": question}), _HEADERS)
        response = connection.getresponse()
        body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{response.status} for {question!r}: {body[:300]!r}")


def _asked_beside(server: Server, asked: Sequence[str]) -> None:
    """All the questions by so many readers, each asking the next one when it has its answer."""
    with ThreadPoolExecutor(BESIDE) as readers:
        list(readers.map(lambda question: _ask(server, question), asked))


async def _all_at_once(server: Server, asked: Sequence[str]) -> list[Heard]:
    return await asyncio.gather(*(_stream(server, question) for question in asked))


async def _stream(server: Server, question: str) -> Heard:
    """One streamed answer, read by hand: two hundred of a client library's would be half of what is measured."""
    place = urlsplit(server.url)
    body = json.dumps({"question": question}).encode()
    head = (
        f"POST /api/ask/stream HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    began, first_s, seen = time.perf_counter(), 0.0, b""
    try:
        incoming, outgoing = await asyncio.open_connection(place.hostname, place.port)
        outgoing.write(head.encode() + body)
        while piece := await incoming.read(65_536):
            seen += piece
            if not first_s and b"event: text" in seen:
                first_s = time.perf_counter() - began
        outgoing.close()
    except OSError:
        return Heard(False, 0.0, time.perf_counter() - began)
    whole = seen.startswith(b"HTTP/1.1 200 ") and b"event: done\n" in seen and b"event: error" not in seen
    return Heard(whole, first_s, time.perf_counter() - began)


def _in_a_browser(server: Server, asked: Sequence[str]) -> Iterator[Row]:
    from benchmarks.browser import open_and_ask

    seen = [open_and_ask(server.url, question) for question in asked[:OPENINGS]]
    ready_s = statistics.median(each.ready_s for each in seen)
    first_ms = statistics.median(each.first_ms for each in seen)
    yield ("first load: requests / kB on the wire", f"{seen[0].requests} / {seen[0].bytes / 1000:.0f}", "70 / 500",
           _met(seen[0].requests <= 70 and seen[0].bytes <= 500_000))
    yield (f"page, until a reader can type, median of {OPENINGS}, s", f"{ready_s:.2f}", f"at most {READY_S:.0f}",
           _met(ready_s <= READY_S))
    yield (f"click to first characters, median of {OPENINGS}, ms", f"{first_ms:.0f}", f"at most {FIRST_MS:.0f}",
           _met(first_ms <= FIRST_MS))


def _print(row: Row) -> None:
    """A line of the table at once: the whole of it takes minutes."""
    what, figure, target, met = row
    print(f"| {what:<58} | {figure:>12} | {target:>14} | {met:>3} |", flush=True)


def _spread(times: Sequence[float]) -> str:
    return f"{times[len(times) // 2]:.1f} / {times[int(len(times) * 0.95)]:.1f}"


def _met(is_met: bool) -> str:
    return "yes" if is_met else "no"
