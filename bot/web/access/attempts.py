"""Counts tries at a password, and says when there were too many; its memory has an end."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock


class Failures:
    """At most `most` tries within `within_s` seconds by each of up to `kept` names, the least recent forgotten."""

    def __init__(self, most: int, within_s: float, kept: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._within_s = within_s
        self._kept = kept
        self._clock = clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, name: str) -> float:
        """How long until the name may try again; 0 when it may now."""
        now = self._clock()
        with self._lock:
            tries = self._tries.get(name, deque())
            while tries and tries[0] <= now - self._within_s:
                tries.popleft()
            return tries[0] + self._within_s - now if len(tries) >= self._most else 0.0

    def add(self, name: str) -> None:
        """Count a try. It is counted before it is judged: many at once must not get more of them."""
        with self._lock:
            self._tries.setdefault(name, deque(maxlen=self._most)).append(self._clock())
            self._tries.move_to_end(name)
            while len(self._tries) > self._kept:
                self._tries.popitem(last=False)

    def forget(self, name: str) -> None:
        """It was the right password: what was tried before doesn't count."""
        with self._lock:
            self._tries.pop(name, None)
