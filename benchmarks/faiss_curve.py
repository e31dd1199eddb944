"""What each kind of FAISS index costs for what it finds, over an archive's vectors."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faiss  # ships wrong types: what its Python wrappers take and give is not in them
import numpy as np

from benchmarks.curve import can_draw
from benchmarks.machine import heading
from index import Archive
from index.search.faiss_kinds import flat, listed, lists_for, sample_for
from index.types.arrays import Array

ASKED, PROPOSED, WANTED = 100, 200, 10
STRAYS = 0.6       # how far a question lies from the passage that it is made from
Curve = list[tuple[float, float]]    # (ms, recall@10)


def measure(folder: Path, path: Path) -> None:
    """Print a table, and draw it into a PNG; every index is asked by one thread."""
    print(heading())
    with Archive.open(folder) as archive:
        vectors = np.concatenate([each for _, each in archive._store.vectors.since(0)])
    print(f"{len(vectors):,} vectors of {vectors.shape[1]} dimensions; {PROPOSED} proposed, then scored exactly")
    questions = _questions(vectors)
    truth = [set(np.argpartition(-(vectors @ each), WANTED)[:WANTED].tolist()) for each in questions]
    drawn: dict[str, Curve] = {}
    for name, size, index, settings in _kinds(vectors):
        for label, parameters in settings:
            milliseconds, recall = _asked(index, parameters, vectors, questions, truth)
            print(f"{name:<34} {label:<14} {milliseconds:>8.2f} ms  recall@10 {recall:.3f}  {size:>5} bytes a vector")
            drawn.setdefault(f"{name}, {size} bytes", []).append((milliseconds, recall))
    if can_draw():
        _draw(drawn, len(vectors), path)


def _kinds(vectors: Array) -> Iterator[tuple[str, int, Any, list[tuple[str, Any]]]]:
    """Name, bytes a vector, the filled index, and the settings to ask it with."""
    dimensions, count = vectors.shape[1], len(vectors)
    every = flat(dimensions)
    every.add_with_ids(vectors, np.arange(count))
    yield "flat, float16 (the archive's)", 2 * dimensions + 8, every, [("", None)]
    del every
    sample = vectors[:: max(1, count // sample_for(count))]
    lists = listed(sample, count)
    lists.add_with_ids(vectors, np.arange(count))
    shares = (1 / 80, 1 / 40, 1 / 20, 1 / 10, 1 / 5)
    yield "lists, 8 bits (the archive's)", dimensions + 8, lists, [
        (f"1/{round(1 / each)} probed", faiss.SearchParametersIVF(nprobe=max(1, round(lists_for(count) * each))))
        for each in shares
    ]
    del lists
    bits = faiss.IndexRaBitQFastScan(dimensions, faiss.METRIC_INNER_PRODUCT)
    bits.train(sample)
    bits.add(vectors)
    yield "flat, 1 bit (RaBitQ)", dimensions // 8 + 8, bits, [("", None)]
    del bits
    graph = faiss.IndexHNSWSQ(dimensions, faiss.ScalarQuantizer.QT_8bit, 16, faiss.METRIC_INNER_PRODUCT)
    graph.train(sample)
    graph.add(vectors)
    yield "graph (HNSW 16), 8 bits", dimensions + 4 * 32 + 8, graph, [
        (f"ef {each}", faiss.SearchParametersHNSW(efSearch=each)) for each in (50, 100, 200, 400)
    ]


def _questions(vectors: Array) -> Array:
    chance = np.random.default_rng(3)
    near = vectors[chance.integers(0, len(vectors), ASKED)]
    strays = chance.standard_normal(near.shape, dtype=np.float32)
    asked = near + STRAYS * strays / np.linalg.norm(strays, axis=1, keepdims=True)
    unit: Array = asked / np.linalg.norm(asked, axis=1, keepdims=True)
    return unit


def _asked(
    index: faiss.Index, parameters: Any, vectors: Array, questions: Array, truth: list[set[int]]  # noqa: ANN401
) -> tuple[float, float]:
    """Median milliseconds of a question, and the share of the ten nearest that are proposed."""
    faiss.omp_set_num_threads(1)
    seconds, held = [], 0
    for each, best in zip(questions, truth, strict=True):
        began = time.perf_counter()
        _, ids = index.search(each.reshape(1, -1), PROPOSED, params=parameters)
        found = ids[0][ids[0] >= 0]
        again = found[np.argsort(-(vectors[found] @ each))][:WANTED]
        seconds.append(time.perf_counter() - began)
        held += len(best & set(again.tolist()))
    return float(np.median(seconds)) * 1000, held / (WANTED * len(questions))


def _draw(drawn: dict[str, Curve], count: int, path: Path) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 5), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(
        xscale="log", xlabel="milliseconds a question, one thread", ylabel="recall@10 against every vector",
        title=f"{count:,} vectors",
    )
    axes.axhline(0.97, color="0.8", linewidth=1, linestyle="--")
    for name, points in drawn.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=name)
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(path, metadata={"Software": None})
