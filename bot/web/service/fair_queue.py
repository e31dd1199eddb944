"""A queue in which each client has its turn, and which, when it is full, makes room at the cost of who fills it."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, Protocol, TypeVar

_REMEMBERED = 10_000       # clients and readers whose last turn is known


class Queued(Protocol):
    """Something that waits: whose address it came from, and whose conversation there."""

    @property
    def client(self) -> str:
        """The address, or what stands for it."""

    @property
    def reader(self) -> str:
        """The conversation."""


Item = TypeVar("Item", bound=Queued)


class FairQueue(Generic[Item]):
    """Up to `most` items, taken in turns: one of each client, and of a client with several readers one of each.

    A conversation's id is easily made up, so that many of them get a client no more than its turn.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._length = 0
        self._clients: OrderedDict[str, OrderedDict[str, deque[Item]]] = OrderedDict()     # whose turn it is first
        self._served: OrderedDict[tuple[str, ...], int] = OrderedDict()     # their last turn
        self._turn = 0

    def __len__(self) -> int:
        return self._length

    def put(self, item: Item) -> Item | None:
        """Queue an item at the end of its reader's; gives back what has to leave for it, or None.

        The newest of whoever has most in the queue leaves; of several, of whoever was served last; else this item.
        """
        readers = self._clients.setdefault(item.client, OrderedDict())
        readers.setdefault(item.reader, deque()).append(item)
        self._length += 1
        if self._length <= self._most:
            return None
        leaving = self._most_taking()
        self.remove(leaving)
        return leaving

    def get(self) -> Item | None:
        """Take the item whose turn it is; None when nothing waits."""
        if not self._clients:
            return None
        readers = next(iter(self._clients.values()))
        item = next(iter(readers.values()))[0]
        self.remove(item)
        self.serve(item)
        if item.client in self._clients:
            self._clients.move_to_end(item.client)
            if item.reader in readers:
                readers.move_to_end(item.reader)
        return item

    def serve(self, item: Item) -> None:
        """Note that an item has had its turn, one that did not have to wait for it too."""
        self._turn += 1
        for who in ((item.client,), (item.client, item.reader)):
            self._served[who] = self._turn
            self._served.move_to_end(who)
        while len(self._served) > _REMEMBERED:
            self._served.popitem(last=False)

    def remove(self, item: Item) -> bool:
        """Take an item out before its turn; False when it isn't there any more."""
        readers = self._clients.get(item.client, OrderedDict())
        items = readers.get(item.reader, deque())
        if item not in items:
            return False
        items.remove(item)
        self._length -= 1
        if not items:
            del readers[item.reader]
        if not readers:
            del self._clients[item.client]
        return True

    def _most_taking(self) -> Item:
        """The newest item of the reader, of the client, that takes most."""
        def taken(client: str) -> tuple[int, int]:
            return sum(map(len, self._clients[client].values())), self._served.get((client,), 0)

        client = max(reversed(self._clients), key=taken)
        readers = self._clients[client]
        reader = max(reversed(readers), key=lambda each: (len(readers[each]), self._served.get((client, each), 0)))
        return readers[reader][-1]
