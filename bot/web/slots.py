"""Places for answers being written, with a short queue before them; places are given back from any thread."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread

from bot.web.limits import Crowded

CROWDED = "Many readers are asking at this moment; please ask again in a few seconds."

_Waiter = tuple[asyncio.AbstractEventLoop, "asyncio.Future[None]"]


class Slots:
    """`at_once` places; up to `waiting` questions wait `patience_s` seconds for one, first come, first served."""

    def __init__(self, at_once: int, waiting: int, patience_s: float) -> None:
        self._free = at_once
        self._at_once = at_once
        self._most = waiting
        self._patience_s = patience_s
        self._waiters: deque[_Waiter] = deque()
        self._lock = Lock()

    @property
    def busy(self) -> int:
        """Places taken."""
        return self._at_once - self._free

    @property
    def waiting(self) -> int:
        """Questions in the queue."""
        return len(self._waiters)

    async def take(self) -> None:
        """Wait for a place; raises Crowded when the queue is full or moves too slowly."""
        loop = asyncio.get_running_loop()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            if len(self._waiters) >= self._most:
                raise Crowded(CROWDED)
            waiter = (loop, loop.create_future())
            self._waiters.append(waiter)
        try:
            async with asyncio.timeout(self._patience_s):
                await asyncio.shield(waiter[1])
        except (TimeoutError, asyncio.CancelledError) as error:
            self._leave(waiter)
            if isinstance(error, TimeoutError):
                raise Crowded(CROWDED) from None
            raise

    def give_back(self) -> None:
        """Hand a place to the next in the queue, or keep it free."""
        with self._lock:
            while self._waiters:
                loop, place = self._waiters.popleft()
                try:
                    loop.call_soon_threadsafe(_grant, place)
                except RuntimeError:      # its event loop has ended, and the reader with it
                    continue
                return
            self._free += 1

    def _leave(self, waiter: _Waiter) -> None:
        """Out of the queue; a place that was already on its way goes to the next."""
        with self._lock:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
                return
        self.give_back()


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


def _grant(place: asyncio.Future[None]) -> None:
    if not place.done():
        place.set_result(None)
