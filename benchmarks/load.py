"""What many readers at once get: answers a second, how long each waits, who is refused, and what it costs.

First one process is asked by one thread and by eight in turns, the same questions; then readers ask `app.py`, in a
process of its own, for so many seconds, each the next question as soon as it has an answer. With several workers
servers without and with them are asked in turns instead.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from benchmarks.machine import heading
from benchmarks.sets import SAMPLE, sample_questions
from benchmarks.tables import row
from benchmarks.web import NAME, Server, serving
from bot import Bot
from index import build

THREADS = 8          # that ask one process beside each other, as many as a server answers with
ROUNDS = 5           # of one thread and eight in turns
PAIRS = 3            # of servers without workers and with them
ASKED = 40           # questions a round
WARM = 10            # asked of the server before time is taken
REFUSED = (429, 503)


@dataclass(slots=True)
class Reader:
    """What one reader got."""

    waits: list[float] = field(default_factory=list)     # seconds until each answer
    refused: int = 0
    failed: int = 0


def measure(readers: int, duration_s: float, archive: Path | None, questions: Path | None, workers: int = 1) -> None:
    """Print the figures, over the sample archive unless another is named with a file of its questions (JSON Lines)."""
    print(heading())
    asked = _questions(questions)
    with tempfile.TemporaryDirectory() as scratch:
        folder = archive or Path(scratch) / NAME
        if archive is None:
            build(folder, [SAMPLE / "articles"])
        if workers > 1:
            _in_turns(folder, asked, readers, duration_s, workers)
            return
        _threads(folder, asked)
        with serving(folder) as server:
            _served(server, asked, readers, duration_s)


def _in_turns(folder: Path, asked: Sequence[str], readers: int, duration_s: float, workers: int) -> None:
    """A server without workers and one with them, PAIRS times."""
    ratios = []
    for _ in range(PAIRS):
        rates = []
        for each in (1, workers):
            row("-- workers", str(each))
            with serving(folder, "--workers", str(each)) as server:
                rates.append(_served(server, asked, readers, duration_s))
        ratios.append(rates[1] / rates[0])
    row(f"answers a second with {workers} workers, of those without: each pair; median",
        f"{', '.join(f'{each:.2f}' for each in ratios)}; {statistics.median(ratios):.2f} times")


def _questions(file: Path | None) -> list[str]:
    if file is None:
        return [each.text for each in sample_questions(SAMPLE / "questions.jsonl") if not each.before]
    return [json.loads(line)["question"] for line in file.read_text(encoding="utf-8").splitlines()]


def _threads(folder: Path, asked: Sequence[str]) -> None:
    bot = Bot.open(folder)
    bot.prepare()
    for question in asked[:ASKED]:       # what is remembered of passages is there for both
        bot.ask(question)
    pairs = [(_rate(bot, asked[:ASKED], 1), _rate(bot, asked[:ASKED], THREADS)) for _ in range(ROUNDS)]
    bot.archive.close()
    for threads, rounds in zip((1, THREADS), zip(*pairs, strict=True), strict=True):
        rates, busy = (statistics.median(each) for each in zip(*rounds, strict=True))
        row(f"one process, {threads} at once: answers a second, processor ms an answer", f"{rates:.1f}, {busy:.0f}")
    ratio = statistics.median(many[0] / alone[0] for alone, many in pairs)
    row(f"{THREADS} at once against one after the other, median of {ROUNDS} pairs", f"{ratio:.2f} times")


def _rate(bot: Bot, asked: Sequence[str], threads: int) -> tuple[float, float]:
    """Answers a second, and milliseconds of processor time an answer."""
    began, busy = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(threads) as readers:
        list(readers.map(bot.ask, asked))
    return len(asked) / (time.perf_counter() - began), (time.process_time() - busy) / len(asked) * 1000


def _served(server: Server, asked: Sequence[str], readers: int, duration_s: float) -> float:
    """Print what so many readers got; the answers a second."""
    for question in asked[:WARM]:        # what only the first questions load
        asyncio.run(_ask(server, question))
    busy, began = server.busy(), time.perf_counter()
    got = asyncio.run(_all(server, asked, readers, began + duration_s))
    took, used = time.perf_counter() - began, server.busy() - busy
    for what, figure in figures(got, took, used):
        row(f"{readers} readers: {what}", figure)
    parts = server.together()
    row("memory of the server and of what it started at the end, MB",
        f"{sum(parts) / 1e6:.0f} ({', '.join(f'{each / 1e6:.0f}' for each in parts)})")
    return sum(len(each.waits) for each in got) / took


def figures(readers: Sequence[Reader], took_s: float, used_s: float) -> Iterator[tuple[str, str]]:
    """What was got in `took_s` seconds with `used_s` of processor time, each with what it is."""
    waits = np.array([wait for each in readers for wait in each.waits])
    yield "answers, refused, failed", (f"{len(waits):,}, {sum(each.refused for each in readers):,}, "
                                       f"{sum(each.failed for each in readers):,}")
    yield "answers a second", f"{len(waits) / took_s:.1f}"
    if len(waits):
        spread = " / ".join(f"{each:.2f}" for each in np.quantile(waits, (0.5, 0.95, 0.99)))
        yield "seconds until an answer, p50 / p95 / p99", spread
        yield "processor ms of the server an answer; cores", f"{used_s / len(waits) * 1000:.0f}; {used_s / took_s:.2f}"
    counts = [len(each.waits) for each in readers]
    yield "answers of a reader, fewest / most; fairness", f"{min(counts)} / {max(counts)}; {fairness(counts):.2f}"


def fairness(counts: Sequence[int]) -> float:
    """Jain's index of what each reader got: 1 where all got as much, 1 / n where one got everything."""
    squares = sum(each * each for each in counts)
    return sum(counts) ** 2 / (len(counts) * squares) if squares else 1.0


async def _all(server: Server, asked: Sequence[str], readers: int, until: float) -> list[Reader]:
    numbers = count()
    return await asyncio.gather(*(_reader(server, asked, numbers, until) for _ in range(readers)))


async def _reader(server: Server, asked: Sequence[str], numbers: Iterator[int], until: float) -> Reader:
    """One reader, who asks whatever question is next until the time is over."""
    reader = Reader()
    while (began := time.perf_counter()) < until:
        status = await _ask(server, asked[next(numbers) % len(asked)])
        if status == 200:
            reader.waits.append(time.perf_counter() - began)
        elif status in REFUSED:
            reader.refused += 1
            await asyncio.sleep(1)
        else:
            reader.failed += 1
    return reader


async def _ask(server: Server, question: str) -> int:
    """The status of one question's answer; 0 where the connection broke."""
    place, body = urlsplit(server.url), json.dumps({"question": question}).encode()
    head = (f"POST /api/ask HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n")
    try:
        incoming, outgoing = await asyncio.open_connection(place.hostname, place.port)
        outgoing.write(head.encode() + body)
        reply = await incoming.read()
        outgoing.close()
        return int(reply.split(b" ", 2)[1])
    except (OSError, IndexError, ValueError):
        return 0
