"""The server's end of an answer process: the process, and its seats, each of which takes one call at a time."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running
from typing import Any

from bot.bot import Bot
from bot.web.http.limits import TryLater
from bot.web.http.places import FailedElsewhere
from bot.web.workers.process import ENDED, FAILED, PIECE, STOP, Call, Reply, work
from corpus import CuttingsError

_SPAWN = get_context("spawn")      # a fork would copy locks that threads hold
_LOST = "What was writing this answer has ended; please ask again."


class AnswerLost(TryLater):
    """The process that had a call in hand is gone."""


class Seat:
    """A pipe to an answer process: `call`, then `replies` to its end, then the next."""

    def __init__(self, pipe: Connection) -> None:
        """At this end of the pipe."""
        self._pipe = pipe
        self.usable = True         # until its process is gone

    def call(self, call: Call) -> None:
        """Hand over a call; raises AnswerLost where nobody is there to take it: another may."""
        with suppress(OSError):      # then nothing comes back, either
            self._pipe.send(call)
        self._receive()

    def replies(self) -> Iterator[Any]:
        """What the call gives, piece by piece; raises what it raised there, AnswerLost where the process ends.

        Closing the iterator ends the work behind it.
        """
        kind = PIECE
        try:
            while True:
                kind, value = self._receive()
                if kind == PIECE:
                    yield value
                elif kind == ENDED:
                    return
                else:
                    raise raised(kind, value)
        finally:
            if kind == PIECE and self.usable:
                self._stop()

    def _receive(self) -> Reply:
        try:
            reply: Reply = self._pipe.recv()
            return reply
        except (EOFError, OSError):
            self.usable = False
            raise AnswerLost(_LOST, 1) from None

    def _stop(self) -> None:
        """Ask for no more, and wait until the other end has heard."""
        with suppress(AnswerLost, OSError):
            self._pipe.send(STOP)
            while self._receive()[0] == PIECE:
                pass


class AnswerProcess:
    """One process, from its start to its end."""

    def __init__(self, opening: Callable[[], Bot], seats: int) -> None:
        """Start it; each of its seats answers beside the others, in a thread of its own."""
        ends = [_SPAWN.Pipe() for _ in range(seats + 1)]
        (self._control, *pipes), theirs = [ours for ours, _ in ends], [each for _, each in ends]
        self.seats = [Seat(pipe) for pipe in pipes]
        self._process = _SPAWN.Process(target=work, args=(opening, *theirs), name="cuttings answers", daemon=True)
        with _without_signals():
            self._process.start()
        for each in theirs:
            each.close()           # so that this end reads the end of the pipe when the process ends

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    def wait_until_ready(self) -> BaseException | None:
        """None once its bot is open; otherwise why it never will be."""
        try:
            kind, value = self._control.recv()
        except (EOFError, OSError):
            return AnswerLost(f"A process that was to write answers ended as it started (status {self.status}).", 5)
        return None if kind == ENDED else raised(kind, value)

    def wait_until_ended(self) -> None:
        """Return when the process has ended, for whatever reason."""
        wait([self._process.sentinel])
        for seat in self.seats:
            seat.usable = False

    @property
    def status(self) -> int | None:
        """What it ended with, the number of a signal below zero; None while it runs."""
        self._process.join(1)
        return self._process.exitcode

    def end(self) -> None:
        """Tell it to end, if it still listens."""
        with suppress(OSError):
            self._control.send(STOP)

    def ended(self, within_s: float) -> None:
        """Wait for its end, and force it after so many seconds."""
        self._process.join(max(0, within_s))
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()


def raised(kind: str, value: Any) -> Exception:  # noqa: ANN401
    """The error that a reply tells of."""
    if kind == FAILED:
        return FailedElsewhere(value)
    error_class, sentence = value
    error: CuttingsError = error_class.__new__(error_class, sentence)
    return error


@contextmanager
def _without_signals() -> Iterator[None]:
    """Have a process that is started here never see that the server is told to end: the server tells it when it may."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ensure_running()       # the first start would otherwise do it in between, and let the signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
