"""Read passages on many machines at once: a Ray actor a GPU, or a machine, each with the model in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from corpus import ArchiveBusy, ArchiveMismatch, MissingPackage
from index.model.embed import Embedder, load_embedder
from index.model.reader import Batch, Read, Reader, Titled
from index.types.recipe import Recipe

LOCAL = "local"
_IN_HAND = 2             # batches a worker has: one that it reads, one that waits there
_STORE_BYTES = 256 * 1024 * 1024     # of shared memory for a cluster on this machine: batches are small
_ROOT = Path(__file__).resolve().parents[2]

Load = Callable[[], Embedder]


@contextmanager
def ray_readers(address: str, recipe: Recipe, *, workers: int = 0, load: Load | None = None) -> Iterator[RayReaders]:
    """Workers of the cluster at `address`, or of one that is started here for as long as this lasts (`local`).

    `workers` is how many (0: one a GPU, else one a machine); each loads the model by the recipe's name, or by `load`.
    Raises ArchiveMismatch where that gives other weights, ArchiveBusy where the cluster can't be used.
    """
    ray = _module()
    try:
        if address == LOCAL:
            ray.init(address=LOCAL, num_cpus=max(workers, os.cpu_count() or 1), object_store_memory=_STORE_BYTES,
                     include_dashboard=False, log_to_driver=False, logging_level="ERROR", runtime_env=_environment())
        else:
            ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ArchiveBusy(f"The Ray cluster at {address} can't be used ({error}); see that it runs.") from error
    readers = None
    try:
        readers = RayReaders(ray, recipe, workers, load or partial(load_embedder, recipe.model))
        yield readers
    finally:
        if readers:
            readers.close()
        ray.shutdown()


class RayReaders:
    """Fulfils `ReadBatches`; what a killed worker had is read again: by it when it is back, or by another."""

    def __init__(self, ray: Any, recipe: Recipe, workers: int, load: Load) -> None:  # noqa: ANN401
        """Start the workers."""
        self._ray = ray
        gpus = int(ray.cluster_resources().get("GPU", 0))
        count = workers or gpus or sum(bool(node["Alive"]) for node in ray.nodes())
        actor = ray.remote(_Worker).options(
            num_cpus=1, num_gpus=1 if gpus else 0, scheduling_strategy="SPREAD",
            max_restarts=-1, max_task_retries=-1,       # a killed worker comes back, and reads again what it had
        )
        self._workers = [actor.remote(load, recipe) for _ in range(count)]
        for fingerprint in ray.get([each.fingerprint.remote() for each in self._workers]):
            if fingerprint != recipe.fingerprint:
                raise ArchiveMismatch(
                    f"A worker's {recipe.model} has other weights than those the archive was built with; install the "
                    f"same model on every machine."
                )

    def __call__(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Read]]]:
        """Batches as they get ready, in no order."""
        source = iter(batches)
        waiting: dict[Any, tuple[int, Batch]] = {}
        unread: dict[Batch, set[int]] = {}             # and the workers that have it
        free = [worker for worker in range(len(self._workers)) for _ in range(_IN_HAND)]
        while True:
            while free and (batch := next(source, None) or self._late(free, unread)) is not None:
                worker = free.pop(0)
                unread.setdefault(batch, set()).add(worker)
                waiting[self._workers[worker].read.remote(batch.texts)] = (worker, batch)
            if not unread:
                return
            (ready, *_), _ = self._ray.wait(list(waiting), num_returns=1)
            worker, batch = waiting.pop(ready)
            free.append(worker)
            if unread.pop(batch, None):
                yield batch, self._ray.get(ready)

    def _late(self, free: list[int], unread: dict[Batch, set[int]]) -> Batch | None:
        """At the end, a batch that only another worker has: that one may be gone, with its machine, for long."""
        idle = next((worker for worker in free if free.count(worker) == _IN_HAND), None)
        if idle is None:
            return None
        free.sort(key=lambda worker: worker != idle)
        return next((batch for batch, workers in unread.items() if len(workers) == 1 and idle not in workers), None)

    def pids(self) -> list[int]:
        """The workers' processes, on their machines."""
        return list(self._ray.get([each.pid.remote() for each in self._workers]))

    def close(self) -> None:
        """End the workers."""
        for each in self._workers:
            self._ray.kill(each)


class _Worker:
    """One process of the cluster, with the model."""

    def __init__(self, load: Load, recipe: Recipe) -> None:
        self._reader = Reader(load(), recipe)

    def fingerprint(self) -> str:
        return self._reader.embedder.fingerprint

    def read(self, texts: Sequence[Titled]) -> list[Read]:
        return self._reader.passages(texts)

    def pid(self) -> int:
        return os.getpid()


def _environment() -> dict[str, Any]:
    """Lets workers on this machine find this code where it wasn't installed."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    return {"env_vars": {"PYTHONPATH": path}}


def _module() -> Any:  # noqa: ANN401
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"      # before the import: nothing is reported to anybody
    try:
        import ray
    except ModuleNotFoundError:
        raise MissingPackage.of_extra("Building on Ray needs its package", "ray") from None
    return ray
