"""Places for answers being written, with a short queue before them; places are given back from any thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread

from bot.web.http.limits import Crowded
from bot.web.service.fair_queue import FairQueue

_FIRST_GUESS_S = 1.0       # of how long a place is taken, before any was given back
_SMOOTHING = 8             # places given back that the mean rests on, roughly


@dataclass(eq=False, slots=True)
class _Waiter:
    client: str
    reader: str
    loop: asyncio.AbstractEventLoop
    place: asyncio.Future[bool]      # True: it has one; False: it had to leave
    refused: bool = False

    def settle(self, granted: bool) -> bool:
        """Say which it is, from any thread; False when its event loop has ended, and the reader with it."""
        self.refused = not granted
        try:
            self.loop.call_soon_threadsafe(_settle, self.place, granted)
        except RuntimeError:
            return False
        return True


class Slots:
    """`at_once` places; up to `waiting` questions wait `patience_s` seconds for one, one of each client in turn."""

    def __init__(
        self, at_once: int, waiting: int, patience_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._free = at_once
        self._at_once = at_once
        self._patience_s = patience_s
        self._queue: FairQueue[_Waiter] = FairQueue(waiting)
        self._turnover = Turnover(clock)
        self._lock = Lock()

    @property
    def busy(self) -> int:
        """Places taken."""
        return self._at_once - self._free

    @property
    def waiting(self) -> int:
        """Questions in the queue."""
        return len(self._queue)

    async def take(self, client: str = "", reader: str = "") -> None:
        """Wait for a place; raises Crowded when the queue is full of others' or moves too slowly."""
        loop = asyncio.get_running_loop()
        waiter = _Waiter(client, reader, loop, loop.create_future())
        with self._lock:
            if self._free:
                self._turnover.tick(self.busy)
                self._free -= 1
                self._queue.serve(waiter)
                return
            if leaving := self._queue.put(waiter):
                leaving.settle(granted=False)
        try:
            async with asyncio.timeout(self._patience_s):
                granted = await asyncio.shield(waiter.place)
        except (TimeoutError, asyncio.CancelledError) as error:
            self._leave(waiter)
            if isinstance(error, TimeoutError):
                raise self._crowded() from None
            raise
        if not granted:
            raise self._crowded()

    def give_back(self) -> None:
        """Hand a place to whose turn it is, or keep it free."""
        with self._lock:
            self._turnover.tick(self.busy, given_back=True)
            self._hand_on()

    def _hand_on(self) -> None:
        while waiter := self._queue.get():
            if waiter.settle(granted=True):
                return
        self._free += 1

    def _leave(self, waiter: _Waiter) -> None:
        """Out of the queue; a place that was already on its way goes to the next."""
        with self._lock:
            if not self._queue.remove(waiter) and not waiter.refused:
                self._hand_on()

    def _crowded(self) -> Crowded:
        """The refusal, with how long those take who are waiting now."""
        wait_s = min(self._patience_s, self._turnover.mean_s * (len(self._queue) + 1) / self._at_once)
        return Crowded(crowded(wait_s), wait_s)


class Turnover:
    """How long a place is taken, on the average of the last ones."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.mean_s = _FIRST_GUESS_S
        self._clock = clock
        self._last = clock()
        self._taken_s = 0.0          # by all places together, since one was given back

    def tick(self, busy: int, given_back: bool = False) -> None:
        """Note that so many places were taken until now, and whether one of them is given back."""
        now = self._clock()
        self._taken_s += busy * (now - self._last)
        self._last = now
        if given_back:
            self.mean_s += (self._taken_s - self.mean_s) / _SMOOTHING
            self._taken_s = 0.0


def crowded(wait_s: float) -> str:
    """What a reader is told who finds no place."""
    soon = "a few" if wait_s < 5 else f"about {wait_s:.0f}"
    return f"Many readers are asking at this moment; please ask again in {soon} seconds."


class Workers:
    """A fixed number of threads: each keeps a connection to the archive, and none keeps the process from ending."""

    def __init__(self, count: int) -> None:
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._count = count
        self._started = 0
        self._lock = Lock()

    def do(self, job: Callable[[], None]) -> None:
        """Run the job in one of the threads; it must not raise."""
        with self._lock:
            if self._started < self._count:
                self._started += 1
                Thread(target=self._run, name=f"answers-{self._started}", daemon=True).start()
        self._work.put(job)

    def _run(self) -> None:
        while True:
            self._work.get()()


def _settle(place: asyncio.Future[bool], granted: bool) -> None:
    if not place.done():
        place.set_result(granted)
