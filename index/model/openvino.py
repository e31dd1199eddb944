"""OpenVINO without what it would tell others of its use, and a model's requests for many callers at once."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.memory import let_go
from index.types.arrays import Array

Rows = list[int]
Inputs = Sequence[NDArray[np.int64]]                # token ids and attention mask, each (rows, longest row)
Keep = Callable[[Rows, Sequence[Array]], None]      # takes rows and their outputs, which are gone afterwards
STREAMS = 8                                         # as many answers as a server writes at once; each takes memory
_SHORTEST = np.ones((1, 2), dtype=np.int64)
_Running = deque[tuple[Any, Rows]]


def openvino() -> Any:  # noqa: ANN401  (openvino ships without types)
    """The openvino module, kept from reporting its use: importing it would otherwise send events to another host."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino as module

    return module


class Requests:
    """A compiled model: batches are read side by side, each on one of STREAMS or fewer cores, whoever they are from."""

    def __init__(self, path: Path) -> None:
        """Compile the model; there are two requests a stream, so that one runs while the other's outputs are taken.

        Questions that wait together are not put into one batch: eight take 1.2 ms of processor time each instead of
        2.8, of some 50 that a question takes.
        """
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        streams = min(cores, STREAMS)
        settings = {"PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": streams, "INFERENCE_NUM_THREADS": cores}
        compiled = openvino().Core().compile_model(path, "CPU", settings)
        self.idle: SimpleQueue[Any] = SimpleQueue()
        self.most = max(1, 2 * streams - 1)      # of one caller: who embeds leaves one for a question
        for _ in range(2 * streams):
            self.idle.put(compiled.create_infer_request())
        compiled([_SHORTEST, _SHORTEST])
        let_go(path.with_suffix(".bin"))      # the first reading has put the weights into the processor's own order

    def run(self, batches: Iterable[tuple[Rows, Inputs]], keep: Keep) -> None:
        """Hand the outputs of each batch to `keep` with the rows they belong to, in the order of the batches.

        A caller waits for an idle request only while none works for it.
        """
        running: _Running = deque()
        try:
            for rows, inputs in batches:
                request = self._free(running, keep)
                running.append((request, rows))
                request.start_async(inputs)
            while running:
                self.idle.put(_ended(running, keep))
        finally:
            for request, _ in running:       # one failed, others may still be at it
                request.wait()
                self.idle.put(request)

    def _free(self, running: _Running, keep: Keep) -> Any:  # noqa: ANN401
        if len(running) < self.most:
            with suppress(Empty):
                return self.idle.get(block=not running)
        return _ended(running, keep)


def batches(tokens: Sequence[Sequence[int]], size: int, padding: int) -> Iterator[tuple[Rows, Inputs]]:
    """Texts' tokens in batches of `size` and of like length, ids and mask each (rows, longest row).

    So little is padding; the longest come first, so that all streams end as one.
    """
    order = sorted(range(len(tokens)), key=lambda row: -len(tokens[row]))
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        ids = np.full((len(rows), len(tokens[rows[0]])), padding, dtype=np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(tokens[row])] = tokens[row]
            mask[number, : len(tokens[row])] = 1
        yield rows, [ids, mask]


def _ended(running: _Running, keep: Keep) -> Any:  # noqa: ANN401
    """The first of the requests that run, once it has ended and its outputs are taken."""
    request, rows = running[0]
    request.wait()
    keep(rows, [request.get_output_tensor(number).data for number in range(len(request.model_outputs))])
    running.popleft()
    return request
