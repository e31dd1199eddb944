"""Read passages on many machines at once: a Ray actor a GPU, or a machine, each with the model in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from corpus import ArchiveBusy, ArchiveMismatch, MissingPackage
from index.embed import Embedder, load_embedder
from index.reader import Batch, Read, Reader, Titled
from index.recipe import Recipe

LOCAL = "local"
_IN_HAND = 2             # batches a worker has: one that it reads, one that waits there
_LOST = 8                # times that one batch may be lost with its worker before the build gives up
_STORE_BYTES = 256 * 1024 * 1024     # of shared memory for a cluster on this machine: batches are small
_ROOT = Path(__file__).resolve().parent.parent

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
    """Fulfils `ReadBatches`; batches that a killed worker had are read again by others, or by it when it is back."""

    def __init__(self, ray: Any, recipe: Recipe, workers: int, load: Load) -> None:  # noqa: ANN401
        """Start the workers."""
        self._ray = ray
        gpus = int(ray.cluster_resources().get("GPU", 0))
        count = workers or gpus or sum(bool(node["Alive"]) for node in ray.nodes())
        actor = ray.remote(_Worker).options(
            num_cpus=1, num_gpus=1 if gpus else 0, max_restarts=-1, scheduling_strategy="SPREAD"
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
        lost: list[Batch] = []
        losses: dict[Batch, int] = {}
        waiting: dict[Any, tuple[int, Batch]] = {}
        free = [worker for worker in range(len(self._workers)) for _ in range(_IN_HAND)]
        while True:
            while free and (batch := lost.pop() if lost else next(source, None)) is not None:
                worker = free.pop(0)
                waiting[self._workers[worker].read.remote(batch.texts)] = (worker, batch)
            if not waiting:
                return
            (ready, *_), _ = self._ray.wait(list(waiting), num_returns=1)
            worker, batch = waiting.pop(ready)
            free.append(worker)
            try:
                yield batch, self._ray.get(ready)
            except self._ray.exceptions.RayActorError as error:
                losses[batch] = losses.get(batch, 0) + 1
                if losses[batch] > _LOST:
                    raise ArchiveBusy(
                        f"A batch of passages was lost {_LOST} times with the worker that read it ({error}); what was "
                        f"read before is kept, and the same command goes on from there."
                    ) from error
                lost.append(batch)

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
        raise MissingPackage("Building on Ray needs its package; run: pip install -r requirements-ray.txt") from None
    return ray
