"""Counts tries at a password where rates are counted, and says when there were too many."""

from __future__ import annotations

import hashlib
import logging
import time

from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

logger = logging.getLogger(__name__)


class Attempts:
    """At most `most` tries of a name within `within_s` seconds.

    They are counted in `shared`, which several processes may have in common, and in this process beside it: where the
    shared count can't be reached, nobody gets any number of tries. With `places` the names share so many counts, so
    that names nobody has take no more memory than that.
    """

    def __init__(
        self, kind: str, most: int, within_s: int, shared: RateLimiter | None = None, places: int | None = None
    ) -> None:
        self._kind, self._places = kind, places
        self._rate = RateLimitItemPerSecond(most, within_s)
        self._here = MovingWindowRateLimiter(MemoryStorage())
        self._counted = [self._here, *([shared] if shared else [])]

    def wait_s(self, name: str) -> float:
        """How long until the name may try again, in seconds; 0 when it may now."""
        return max(self._wait_s(each, self._key(name)) for each in self._counted)

    def add(self, name: str) -> None:
        """Count a try. It is counted before it is judged: many at once must not get more of them."""
        for each in self._counted:
            try:
                each.hit(self._rate, self._kind, self._key(name))
            except StorageError as error:
                logger.warning("Tries at passwords are counted in this process alone: %s", error)

    def forget(self, name: str) -> None:
        """It was the right password: what was tried before doesn't count."""
        for each in self._counted:
            try:
                each.clear(self._rate, self._kind, self._key(name))
            except StorageError as error:
                logger.warning("Tries at passwords are counted in this process alone: %s", error)

    def _wait_s(self, counted: RateLimiter, key: str) -> float:
        try:
            if counted.test(self._rate, self._kind, key):
                return 0.0
            return max(0.0, counted.get_window_stats(self._rate, self._kind, key).reset_time - time.time())
        except StorageError:      # it was counted here, too
            return 0.0

    def _key(self, name: str) -> str:
        """What a name is counted under: as short however long it is, and not the name itself."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        return digest if self._places is None else str(int(digest, 16) % self._places)
