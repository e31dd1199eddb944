"""An archive in a store is asked in turns with the one in files, and its requests are counted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from benchmarks.stores import Counted, Measured, in_turns, table


def test_archives_are_searched_in_turns_and_requests_counted() -> None:
    order: list[str] = []
    client = Counted(SimpleNamespace(query=lambda of, limit: order.append(of), address="here"))
    assert client.address == "here" and client.requests == 0

    def archive(name: str, requests: int) -> Any:
        return SimpleNamespace(search=lambda question: [client.query(name, limit=1) for _ in range(requests)])

    store, files = Measured("store", archive("s", 2), client), Measured("files", archive("f", 1))
    in_turns([files, store], ["one", "two", "three"])
    assert "".join(order) == "fssssffss"
    assert (store.searched, files.searched) == (6, 0) and len(store.seconds) == 3
    last = table([files, store], 3).splitlines()[-1].split("|")
    assert [last[1].strip(), float(last[6]), float(last[7])] == ["store", 2.0, 0.0]
