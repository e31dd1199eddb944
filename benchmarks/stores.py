"""What an archive costs in a store, beside the same archive in its folder, asked in turns in one run."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.machine import heading
from benchmarks.tables import markdown
from bot import Bot
from corpus import InputError
from index import Archive
from index.milvus import MilvusArchive
from index.search.protocols import Readable

_WARM = "Who won?"


class Counted:
    """A store's client that counts what it is asked."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401
        """In place of `client`."""
        self._client, self.requests = client, 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Its own method, counted."""
        method = getattr(self._client, name)
        return self._counting(method) if callable(method) else method

    def _counting(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*positional: object, **named: object) -> object:
            self.requests += 1
            return method(*positional, **named)

        return ask


@dataclass
class Measured:
    """One archive, and what its searches took."""

    name: str
    archive: Readable
    client: Counted | None = None
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    searched: int = 0      # requests
    asked: int = 0

    def search(self, question: str) -> None:
        """Search once and note what it took; the process's own processor alone."""
        before, busy, began = self.requests, time.process_time(), time.perf_counter()
        self.archive.search(question)
        self.seconds.append(time.perf_counter() - began)
        self.processor.append(time.process_time() - busy)
        self.searched += self.requests - before

    def ask(self, bot: Bot, question: str) -> None:
        """Have it answered and count the requests: what archives of one process share makes its time no figure."""
        before = self.requests
        bot.ask(question)
        self.asked += self.requests - before

    @property
    def requests(self) -> int:
        """To its store, so far."""
        return self.client.requests if self.client else 0


def measure(folder: Path, stores: Sequence[str], questions: Path) -> None:
    """Print a table of searches and answers; each of the questions, JSON Lines, is asked once of each archive."""
    texts = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]
    if not texts:
        raise InputError(f"{questions} holds no question; write one a line, as {{\"question\": \"...\"}}.")
    print(heading())
    measured = [Measured("files", Archive.open(folder)), *(_of_store(store) for store in stores)]
    for each in measured:
        each.archive.search(_WARM)
    in_turns(measured, texts)
    for each in measured:
        bot = Bot(each.archive)
        for text in texts:
            each.ask(bot, text)
    print(table(measured, len(texts)))


def in_turns(measured: Sequence[Measured], questions: Sequence[str]) -> None:
    """Search all for each question, another one first each time."""
    for number, question in enumerate(questions):
        first = number % len(measured)
        for each in (*measured[first:], *measured[:first]):
            each.search(question)


def table(measured: Sequence[Measured], questions: int) -> str:
    """What each took, and how many times what the first one took, in the middle."""
    beside = measured[0]
    return markdown(
        ("", "search, p50, ms", "times files", "processor, ms", "times files", "requests a search", "a question"),
        [(each.name,
          f"{1e3 * statistics.median(each.seconds):.0f}", _times(each.seconds, beside.seconds),
          f"{1e3 * statistics.median(each.processor):.0f}", _times(each.processor, beside.processor),
          f"{each.searched / questions:.1f}", f"{each.asked / questions:.1f}") for each in measured],
    )


def _times(these: Sequence[float], those: Sequence[float]) -> str:
    return f"{statistics.median(mine / theirs for mine, theirs in zip(these, those, strict=True)):.2f}"


def _of_store(store: str) -> Measured:
    archive = MilvusArchive.open(store)
    archive._tables._client = client = Counted(archive._tables._client)
    return Measured(store.partition(":")[0], archive, client)
