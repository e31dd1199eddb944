"""Read web pages in processes of their own, as many at a time as there are cores, where there are enough of them."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import IO, Any

from corpus.readers.html import page_record
from corpus.types.errors import RecordError

logger = logging.getLogger(__name__)

START_AFTER = 30              # pages; a process takes as long to start as 20 pages to read
MAX_WORKERS = 4               # of 90 MB each; four read more pages than are ever embedded meanwhile
MAX_DEATHS = 5                # of one worker's processes, one after the other: then pages are not what it dies of
START_S = 60                  # after which a process that hasn't begun to read is given up
AHEAD = 8                     # pages for each worker that are given out before their turn
MAX_AHEAD_BYTES = 64 * 2**20  # of all of them
COMMAND = (sys.executable, "-m", "corpus.pages.worker")

_ROOT = Path(__file__).resolve().parents[2]
_TOO_LONG = "This page took too long, or more memory than there is; leave it out, or shorten it."
_LOST, _UNREAD = {"lost": True}, {"unread": True}


@dataclass(slots=True)
class _Job:
    """A page that was given out, and what came back."""

    page: bytes
    done: Event = field(default_factory=Event)
    answer: dict[str, Any] = field(default_factory=dict)

    def end(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.done.set()


class PagePool:
    """Says what pages hold, as `page_record` does; pages given out before their turn are read by other processes.

    Processes are started by the page after the first `after`. They speak over pipes alone, and end with this one. A
    page that ends its process, or takes it too long, is lost, and the process replaced. Where no process can be
    started, pages are read here. One thread at a time may use a pool.
    """

    def __init__(self, *, workers: int | None = None, after: int = START_AFTER,
                 command: Sequence[str] = COMMAND) -> None:
        can_start = bool(sys.executable) and not getattr(sys, "frozen", False)   # not in a program that was frozen
        self._workers = (_cores() if workers is None else workers) if can_start else 0
        self._after, self._command = after, command
        self._count = self._bytes = self._alive = 0
        self._begun = self._closed = self._given_up = False
        self._jobs: dict[bytes, _Job] = {}
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = Lock()   # of _alive and what goes with it
        self._processes: set[subprocess.Popen[bytes]] = set()

    @property
    def active(self) -> bool:
        """Whether it pays to give out pages; begins with that once it does."""
        if self._workers and self._count >= self._after and not self._begun:
            self._begun, self._alive = True, self._workers
            for _ in range(self._workers):
                Thread(target=self._work, name="page reader", daemon=True).start()
        return self._alive > 0

    @property
    def full(self) -> bool:
        """Whether enough pages are given out."""
        return len(self._jobs) >= AHEAD * self._workers or self._bytes >= MAX_AHEAD_BYTES

    def give(self, page: bytes) -> bytes:
        """Have a page read whose turn will come; what is returned is for `forget`, once it has."""
        ticket = _digest(page)
        if ticket in self._jobs:
            return b""
        job = _Job(page)
        with self._lock:
            if not self._alive:
                return b""
            self._queue.put(job)
        self._jobs[ticket] = job
        self._bytes += len(page)
        return ticket

    def forget(self, ticket: bytes) -> None:
        """The turn of a page is over."""
        if job := self._jobs.pop(ticket, None):
            self._bytes -= len(job.page)

    def record(self, page: bytes) -> dict[str, Any]:
        """What the page holds; raises RecordError as `page_record` does, and for a page that was lost."""
        self._count += 1
        job = self._jobs.get(_digest(page)) if self._jobs else None
        if job is None:
            return page_record(page)
        job.done.wait()
        return _record(job)

    def read(self, page: bytes) -> dict[str, Any]:
        """What a page holds that came alone, from anybody: it is read here only where no process can be started.

        Raises what `record` raises.
        """
        ticket = self.give(page) if self.active else b""
        job = self._jobs.get(ticket)
        if job is not None:
            job.done.wait()
            self.forget(ticket)
        if self._given_up and (job is None or job.answer is _UNREAD):
            raise RecordError(_TOO_LONG)
        return page_record(page) if job is None else _record(job)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._closed = True
            processes = list(self._processes)
        for _ in range(self._workers):
            self._queue.put(None)
        for process in processes:
            process.kill()   # they hold nothing that could be lost
        self._jobs.clear()

    def _work(self) -> None:
        """Give pages to one process, or to the one that replaces it, until there are no more."""
        try:
            deaths = 0
            while deaths < MAX_DEATHS and (answered := self._served()) is not None:
                deaths = 1 if answered else deaths + 1
            self._given_up = deaths >= MAX_DEATHS
        except (OSError, ValueError):   # nothing could be started, or what was started is no Python
            logger.debug("no process for reading pages", exc_info=True)
        finally:
            self._retire()

    def _served(self) -> int | None:
        """How many pages a process has answered when it died; None when it was not to read any more, or never did."""
        with self._process() as process:
            if process is None or not _ready(process):
                return None
            answered = 0
            while job := self._queue.get():
                answer = _asked(process, job.page)
                job.end(answer or _LOST)
                if answer is None:
                    return answered
                answered += 1
            return None

    @contextmanager
    def _process(self) -> Iterator[subprocess.Popen[bytes] | None]:
        if self._is_closed():
            yield None
            return
        # Pipes and nothing else: no fork of a process with threads, and no main module that has to be importable.
        process = subprocess.Popen(   # noqa: S603
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
        with self._lock:
            self._processes.add(process)
        if self._is_closed():
            process.kill()
        try:
            yield process
        finally:
            with self._lock:
                self._processes.discard(process)
            process.kill()
            with suppress(OSError):
                process.communicate()

    def _is_closed(self) -> bool:
        with self._lock:
            return self._closed

    def _retire(self) -> None:
        """Leave; the last one hands back what nobody will read."""
        with self._lock:
            self._alive -= 1
            while not self._alive and not self._queue.empty():
                if job := self._queue.get():
                    job.end(_UNREAD)


def _record(job: _Job) -> dict[str, Any]:
    """What a page holds that was read elsewhere, or else could not be."""
    if job.answer is _LOST:
        raise RecordError(_TOO_LONG)
    if "refused" in job.answer:
        raise RecordError(job.answer["refused"])
    return job.answer["record"] if "record" in job.answer else page_record(job.page)


def _cores() -> int:
    """How many processes are quicker than none; a single one isn't."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = min(MAX_WORKERS, len(affinity(0)) if affinity else os.cpu_count() or 1)
    return cores if cores > 1 else 0


def _ready(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process has said that it reads."""
    timer = Timer(START_S, process.kill)
    timer.daemon = True
    timer.start()
    try:
        return process.stdout is not None and read_frame(process.stdout) is not None
    finally:
        timer.cancel()


def _asked(process: subprocess.Popen[bytes], page: bytes) -> dict[str, Any] | None:
    """What the process says about a page; None when it died of it."""
    assert process.stdin and process.stdout   # noqa: S101   # they are pipes
    try:
        write_frame(process.stdin, page)
        answer = read_frame(process.stdout)
    except (OSError, ValueError):
        return None
    return None if answer is None else json.loads(answer)


def read_frame(source: IO[bytes]) -> bytes | None:
    """The bytes that were sent; None at the end."""
    size = source.readline(20)
    if not size.endswith(b"\n"):
        return None
    content = source.read(int(size))
    return content if len(content) == int(size) else None


def write_frame(sink: IO[bytes], content: bytes) -> None:
    """Send bytes: their number in a line, and they themselves."""
    sink.write(b"%d\n" % len(content))
    sink.write(content)
    sink.flush()


def _digest(page: bytes) -> bytes:
    return hashlib.sha256(page).digest()
