"""Several processes that answer, as if they were one bot: whoever is free takes the next question."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from queue import Empty, Queue, SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from bot.answer import Answer
from bot.bot import History
from bot.generate.health import Finding, Looking
from bot.quote.suggest.follow_ups import AnswerGiven
from bot.quote.suggest.starters import Starter, Starters
from bot.web.http.limits import TryLater
from bot.web.workers.opening import BotOpening
from bot.web.workers.process import Call
from bot.web.workers.seat import AnswerLost, AnswerProcess, Seat
from corpus import CuttingsError
from index import Readable, Scope
from index.model.memory import settle

logger = logging.getLogger(__name__)

_GRACE_S = 2.0             # for processes that are told to end: one that is still loading doesn't hear it
_AGAIN_S = 0.5             # before one is started again that could not start, doubled with each failure
_AGAIN_MOST_S = 30.0
_NOBODY = "Nothing is there to write answers at the moment; please ask again later."
_LOOK_S = 0.5              # between two looks whether there is anybody to wait for


class AnswerProcesses:
    """Processes that have a bot each, of which every one answers several calls at once; `close` ends them."""

    def __init__(self, archive: Readable, opening: BotOpening, count: int, at_once: int) -> None:
        """Over an archive that is open here for what is no question; `opening` is handed to each of `count` processes.

        Together they answer `at_once` questions at the same time, and each of them something else beside.
        """
        self.archive = archive
        self.reach: Looking | None = _Reach(self) if opening.model else None
        self._opening, self._count, self._seats = opening, count, ceil(at_once / count)
        self._questions: Queue[Seat] = Queue()
        self._asides: Queue[Seat] = Queue()      # for what readers must not wait behind
        self._starters = Starters(archive, self._found_starters)
        self._processes: dict[int, AnswerProcess] = {}
        self._ready: set[int] = set()
        self._trouble: BaseException | None = None
        self._closing = Event()
        self._lock = Lock()

    def start(self) -> None:
        """Start all, and wait until each is ready; raises what keeps one from it, and ends the others."""
        atexit.register(self.close)
        outcomes: SimpleQueue[BaseException | None] = SimpleQueue()
        for number in range(self._count):
            Thread(target=self._keep, args=(number, outcomes.put), name=f"keeps-{number}", daemon=True).start()
        for _ in range(self._count):
            if trouble := outcomes.get():
                self.close()
                raise trouble

    def close(self) -> None:
        """End all; what they are writing is cut off. Nothing is started any more."""
        self._closing.set()
        with self._lock:
            processes = list(self._processes.values())
        for each in processes:
            each.end()
        until = monotonic() + _GRACE_S
        for each in processes:
            each.ended(until - monotonic())
        atexit.unregister(self.close)

    @property
    def pids(self) -> list[int]:
        """The numbers of those that can answer."""
        with self._lock:
            return [self._processes[number].pid for number in sorted(self._ready)]

    @property
    def trouble(self) -> TryLater | None:
        """Why nobody can answer at present; None while anybody can."""
        if self._ready or not self._trouble:
            return None
        return TryLater(str(self._trouble) if isinstance(self._trouble, CuttingsError) else _NOBODY)

    def stay_ready(self, stopped: Event, every_s: float = 30.0) -> None:
        """As a Bot's: find what to begin with whenever the archive has changed; for a thread of a server."""
        settle()
        self._starters.keep_found(stopped, every_s)

    def ask(self, question: str, *, history: History = (), scope: Scope = Scope()) -> Answer:
        """As a Bot's."""
        *_, answer = self.stream(question, history=history, scope=scope)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, *, history: History = (), scope: Scope = Scope(), **how: bool
    ) -> Iterator[str | Answer]:
        """As a Bot's; closing it frees the process that answers."""
        yield from self._replies(self._questions, ("stream", (question,), {"history": history, "scope": scope, **how}))

    def suggestions(self, limit: int = 6, *, wait: bool = True) -> list[str]:
        """As a Bot's."""
        return self._starters.some(limit, wait=wait)

    def follow_ups(self, given: AnswerGiven, limit: int = 3) -> list[str]:
        """As a Bot's."""
        found: list[str] = self.aside("follow_ups", given, limit)
        return found

    def aside(self, name: str, *given: object) -> Any:  # noqa: ANN401
        """What one process gives for a call that is no question."""
        *_, found = self._replies(self._asides, (name, given, {}))
        return found

    def _found_starters(self, _: Event) -> Sequence[Starter]:
        found: Sequence[Starter] = self.aside("starters")
        return found

    def _replies(self, seats: Queue[Seat], call: Call) -> Iterator[Any]:
        """What a call gives, from whoever is free first; its seat is free again when that is closed."""
        seat = self._taken(seats, call)
        try:
            yield from seat.replies()
        finally:
            if seat.usable:
                seats.put(seat)

    def _taken(self, seats: Queue[Seat], call: Call) -> Seat:
        """A seat that has taken the call; raises a CuttingsError where nobody can."""
        while True:
            with suppress(Empty):
                seat = seats.get(timeout=_LOOK_S)
                if seat.usable:
                    with suppress(AnswerLost):      # it has just ended, and did nothing of this call
                        seat.call(call)
                        return seat
                continue
            if self._closing.is_set():
                raise TryLater("The server is being stopped; please ask again in a moment.")
            if trouble := self.trouble:
                raise trouble

    def _keep(self, number: int, tell: Callable[[BaseException | None], None]) -> None:
        """Start a process, and another one whenever that has ended; `tell` hears how the first start went."""
        failures = 0
        while process := self._started(number):
            trouble = process.wait_until_ready()
            tell(trouble)
            tell = _nobody
            if trouble:
                failures, self._trouble = failures + 1, trouble
                process.ended(_GRACE_S)
                self._warn("An answer process could not start, and is started again: %s", trouble)
                self._closing.wait(min(_AGAIN_MOST_S, _AGAIN_S * 2**failures))
            else:
                failures, self._trouble = 0, None
                self._serve(number, process)
                self._warn("An answer process ended (status %s); another one takes its place.", process.status)

    def _warn(self, words: str, why: object) -> None:
        if not self._closing.is_set():
            logger.warning(words, why)

    def _started(self, number: int) -> AnswerProcess | None:
        """A new process; None where all are to end."""
        with self._lock:
            if self._closing.is_set():
                return None
            process = self._processes[number] = AnswerProcess(self._opening, self._seats + 1)
            return process

    def _serve(self, number: int, process: AnswerProcess) -> None:
        """Hand out its seats until it has ended."""
        with self._lock:
            self._ready.add(number)
        aside, *seats = process.seats
        self._asides.put(aside)
        for seat in seats:
            self._questions.put(seat)
        process.wait_until_ended()
        with self._lock:
            self._ready.discard(number)


@dataclass(frozen=True, slots=True)
class _Reach:
    """Looks at the chat model as the processes have it."""

    processes: AnswerProcesses

    def look(self) -> Finding:
        """As a Bot's."""
        found: Finding = self.processes.aside("reach")
        return found


def _nobody(trouble: BaseException | None) -> None:
    """Where nobody waits for how it went."""
