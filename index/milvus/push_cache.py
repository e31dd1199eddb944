"""What was read from Milvus and can't change before the next announcement, kept within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from index.milvus.tables import State, Tables

K = TypeVar("K")
V = TypeVar("V")


class PushCache(Generic[K, V]):
    """Values by key; emptied as soon as a push has announced anything, so that nothing outlives a withdrawal here."""

    def __init__(self, tables: Tables, most: int) -> None:
        """Keep at most that many, those that were used last."""
        self._tables, self._most = tables, most
        self._lock = threading.Lock()
        self._since: State | None = None
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Values by key, in the keys' order: kept ones, and those that `read` finds of the others."""
        wanted, values = list(keys), self._of_now()
        with self._lock:
            kept = {key: values[key] for key in wanted if key in values}
            for key in kept:
                values.move_to_end(key)
        if missing := [key for key in wanted if key not in kept]:
            read_now = read(missing)
            self._add(values, read_now)
            kept |= read_now
        return {key: kept[key] for key in wanted if key in kept}

    def lacks(self, keys: Iterable[K]) -> bool:
        """Whether one of them would have to be read."""
        values = self._of_now()
        return any(key not in values for key in keys)

    def add(self, values: Mapping[K, V]) -> None:
        """Keep what was read for another reason."""
        self._add(self._of_now(), values)

    def _of_now(self) -> OrderedDict[K, V]:
        """What belongs to the last announcement; what is read for an earlier one goes into a dictionary let go."""
        now = self._tables.state()
        with self._lock:
            if self._since != now:
                self._since, self._values = now, OrderedDict()
            return self._values

    def _add(self, values: OrderedDict[K, V], new: Mapping[K, V]) -> None:
        with self._lock:
            values.update(new)
            while len(values) > self._most:
                values.popitem(last=False)
