"""Requests to a model serve many callers, fairly, and one caller without a wait."""

from __future__ import annotations

from collections.abc import Sequence
from queue import SimpleQueue
from types import SimpleNamespace

import numpy as np
import pytest

from index.model.openvino import Requests
from index.types.arrays import Array


class Doubling:
    """A request that doubles its input, and says what was done."""

    model_outputs = ("vectors", "tokens")

    def __init__(self, seen: list[str], name: str) -> None:
        self.seen, self.name, self.input = seen, name, np.zeros(0)

    def start_async(self, inputs: Sequence[Array]) -> None:
        self.seen.append(f"{self.name} starts")
        self.input = inputs[0]

    def wait(self) -> None:
        self.seen.append(f"{self.name} is awaited")

    def get_output_tensor(self, number: int) -> SimpleNamespace:
        return SimpleNamespace(data=self.input * 2 + number)


def requests(seen: list[str], names: str, most: int | None = None) -> Requests:
    made = Requests.__new__(Requests)
    made.idle, made.most = SimpleQueue(), 2 * len(names) if most is None else most
    for name in names:
        made.idle.put(Doubling(seen, name))
    return made


def batches(count: int) -> list[tuple[list[int], list[np.ndarray]]]:
    return [([row], [np.array([row])]) for row in range(count)]


def test_outputs_come_in_the_order_of_the_batches() -> None:
    made, found = requests([], "ab"), []
    made.run(batches(5), lambda rows, outputs: found.append((rows[0], float(outputs[0][0]), float(outputs[1][0]))))
    assert found == [(row, 2.0 * row, 2.0 * row + 1) for row in range(5)]
    assert made.idle.qsize() == 2


def test_a_single_reader_waits_for_no_other_and_for_no_time() -> None:
    seen: list[str] = []
    requests(seen, "ab").run(batches(1), lambda rows, outputs: None)
    assert seen == ["a starts", "a is awaited"]


def test_a_caller_with_much_to_read_takes_what_is_idle_and_leaves_what_others_have() -> None:
    seen: list[str] = []
    made = requests(seen, "abc")
    taken = made.idle.get()         # another reader's
    made.run(batches(3), lambda rows, outputs: None)
    assert seen == ["b starts", "c starts", "b is awaited", "b starts", "c is awaited", "b is awaited"]
    made.idle.put(taken)
    assert made.idle.qsize() == 3


def test_what_fails_for_one_reader_takes_no_request_from_the_others() -> None:
    seen: list[str] = []
    made = requests(seen, "ab")

    def fail(rows: list[int], outputs: Sequence[Array]) -> None:
        raise ValueError("no room")

    with pytest.raises(ValueError, match="no room"):
        made.run(batches(3), fail)
    assert made.idle.qsize() == 2


def test_who_has_much_to_read_leaves_a_request_for_a_question() -> None:
    seen: list[str] = []
    made = requests(seen, "abc", most=2)

    def ask(rows: list[int], outputs: Sequence[Array]) -> None:
        assert made.idle.qsize() >= 1

    made.run(batches(6), ask)
    assert {each[0] for each in seen} == {"a", "b"}
