"""How an archive grows: what it costs to fill, keep, open, search and change at each size."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.machine import heading, resident_bytes
from benchmarks.tables import row
from bot import Bot
from corpus import Article, read
from index import Archive, Embedder, Scope, load_embedder
from index.types.arrays import Array

POOL = 1_500               # real passages that the model reads; the others' vectors lie between theirs
MIXED, STRAYS = 0.6, 0.45  # how far a vector may lie towards a neighbour's, and off by chance
PARAGRAPHS = 12            # of a made article, each from another real one
SECTIONS = ((0.01, "Obituaries"), (0.10, "Science"), (0.50, "News"), (1.0, "Sport"))    # each: up to this share
FIRST = "all, asked first"     # while columns are read, and from the disk what the machine does not hold in memory
FILTERS = {"all": (), "50 %": ("News", "Science", "Obituaries"), "10 %": ("Science", "Obituaries"),
           "1 %": ("Obituaries",)}
QUESTIONS = 60
UPDATED = 100
_VECTORS = 5_000           # a transaction


@dataclass(frozen=True, slots=True)
class Pool:
    """Real passages as the model reads them."""

    vectors: Array                  # (n, dimensions), unit length
    near: np.ndarray                # (n, 8), rows of their nearest others
    tokens: tuple[bytes, ...]


def measure(data: Path, folder: Path, sizes: Sequence[int]) -> None:
    """Print a table for each size; one archive in `folder` grows from one to the next, and is kept."""
    print(heading())
    model = load_embedder()
    paragraphs = _paragraphs(data)
    pool = _pool(model, paragraphs)
    questions = [f"What did they say about {' '.join(each.split()[3:9])}?" for each in paragraphs[::97][:QUESTIONS]]
    for size in sorted(sizes):
        print(f"\n{size:,} passages")
        _fill(folder, model, paragraphs, size)
        _embed(folder, model, pool)
        _kept(folder)
        _searched(folder, questions)
        _updated(folder, questions)


def open_and_search(folder: Path, questions: Sequence[str]) -> dict[str, float]:
    """Seconds to open, to search by filter and to ask, resident bytes beyond the model; for a process of its own."""
    model = load_embedder()
    model.embed(["What is this about?"])
    before = resident_bytes()
    began = time.perf_counter()
    with Archive.open(folder, embedder=model) as archive:
        archive.search(questions[0])
        found = {"open": time.perf_counter() - began}
        for name, sections in {FIRST: (), **FILTERS}.items():
            if name != FIRST:
                for each in questions:      # what they read of the file is in the machine's memory from then on
                    archive.search(each, Scope(sections=sections))
            seconds = [_seconds(archive, each, Scope(sections=sections)) for each in questions]
            found[f"{name}, p50"] = statistics.median(seconds)
            found[f"{name}, p95"] = float(np.quantile(seconds, 0.95))
        found["resident"] = resident_bytes() - before
        found |= _asked(archive, questions)
        found["recall"] = _recall(archive, questions)
    return found


def _asked(archive: Archive, questions: Sequence[str]) -> dict[str, float]:
    """Seconds of whole answers, each question asked for the first time."""
    bot, seconds = Bot(archive), []
    bot.ask(f"{questions[0]} And why?")
    for each in questions:
        began = time.perf_counter()
        bot.ask(each)
        seconds.append(time.perf_counter() - began)
    return {"ask, p50": statistics.median(seconds), "ask, p95": float(np.quantile(seconds, 0.95))}


def _seconds(archive: Archive, question: str, scope: Scope) -> float:
    """Of a search, the reading of the question aside."""
    archive._reader.question(question)
    began = time.perf_counter()
    hits = archive.search(question, scope)
    seconds = time.perf_counter() - began
    if len(hits) != scope.limit:
        print(f"only {len(hits)} hits of {scope.limit} for {question!r} in {scope.sections}")
    return seconds


def _recall(archive: Archive, questions: Sequence[str]) -> float:
    """Share of the ten nearest of all vectors that are among what the dense index proposes."""
    probes = np.stack([archive._reader.question(each)[0] for each in questions])
    best_ids, best = np.zeros((len(questions), 0), dtype=np.int64), np.zeros((len(questions), 0), dtype=np.float32)
    for ids, vectors in archive._store.vectors.since(0):
        scores = np.hstack([best, probes @ vectors.T])
        every = np.hstack([best_ids, np.tile(ids, (len(questions), 1))])
        top = np.argsort(-scores, axis=1)[:, :10]
        best, best_ids = np.take_along_axis(scores, top, 1), np.take_along_axis(every, top, 1)
    found = [
        len(set(archive._dense.search(probe, 200).tolist()) & set(ids)) / 10
        for probe, ids in zip(probes, best_ids.tolist(), strict=True)
    ]
    return statistics.mean(found)


def _paragraphs(data: Path) -> list[str]:
    """Real paragraphs of a readable length, in an order of their own."""
    places = (data / "allsides" / "articles.jsonl.gz", data / "realtimeqa-2022-2023" / "articles.jsonl.gz")
    articles = (each for place in places if place.is_file() for each in islice(read(place, lambda notice: None), 4_000))
    found = [each for article in articles for each in article.text.split("\n\n") if 200 <= len(each) <= 900]
    random.Random(7).shuffle(found)
    return found


def _pool(model: Embedder, paragraphs: Sequence[str]) -> Pool:
    from index.model.tokens import pack

    readings = model.read(list(paragraphs[:POOL]))
    vectors = np.stack([each.vector for each in readings])
    near = np.argsort(-(vectors @ vectors.T), axis=1)[:, 1:9]
    return Pool(vectors, near, tuple(pack(each, 0) for each in readings))


def _fill(folder: Path, model: Embedder, paragraphs: Sequence[str], size: int) -> None:
    with Archive.create(folder, embedder=model) as archive:
        before, held = archive.info(), time.perf_counter()
        wanted = size - before.passages
        made = _articles(paragraphs, before.articles)
        while (missing := size - archive._store.passages.counts()[0]) > 0:
            archive.add(islice(made, max(50, missing // PARAGRAPHS)))
        seconds = time.perf_counter() - held
        after = archive.info()
    if wanted > 0:
        row("articles a second, to searchable by words", f"{(after.articles - before.articles) / seconds:.0f}")
        row("passages a second", f"{(after.passages - before.passages) / seconds:.0f}")


def _articles(paragraphs: Sequence[str], start: int) -> Iterator[Article]:
    """Made articles without end; each paragraph is real, and no two articles share their order."""
    number = start
    while True:
        chance = random.Random(number)
        text = [chance.choice(paragraphs) for _ in range(PARAGRAPHS)]
        share = chance.random()
        yield Article(
            id=f"made-{number}",
            title=" ".join(chance.choice(paragraphs).split()[:9]),
            text="\n\n".join(text),
            published=datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=number % 90_000),
            section=next(name for bound, name in SECTIONS if share < bound),
        )
        number += 1


def _embed(folder: Path, model: Embedder, pool: Pool) -> None:
    """Vectors between those of the pool, without the hours that reading would take; then the index that fits."""
    chance = np.random.default_rng(7)
    with Archive.open(folder, embedder=model) as archive:
        pending = archive._store.passages.pending()
        for start in range(0, len(pending), _VECTORS):
            ids = pending[start : start + _VECTORS]
            rows = chance.integers(0, len(pool.vectors), len(ids))
            archive._store.vectors.put(ids, _between(pool, rows, chance), [pool.tokens[row] for row in rows])
        began = time.perf_counter()
        archive.embed()
        row("seconds to make the dense index that fits, and write it", f"{time.perf_counter() - began:.1f}")


def _between(pool: Pool, rows: np.ndarray, chance: np.random.Generator) -> Array:
    other = pool.near[rows, chance.integers(0, pool.near.shape[1], len(rows))]
    towards = MIXED * chance.random((len(rows), 1), dtype=np.float32)
    strays = chance.standard_normal((len(rows), pool.vectors.shape[1]), dtype=np.float32)
    strays /= np.linalg.norm(strays, axis=1, keepdims=True)
    mixed = pool.vectors[rows] * (1 - towards) + pool.vectors[other] * towards + STRAYS * strays
    unit: Array = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return unit


def _kept(folder: Path) -> None:
    with Archive.open(folder) as archive:
        passages = archive.info().passages
    for name, place in (("database", "archive.db*"), ("dense index", "dense.faiss"), ("lexical index", "lexical/*")):
        size = sum(each.stat().st_size for each in folder.glob(place))
        row(f"bytes a passage on disk, {name}", f"{size / passages:,.0f}")


def _searched(folder: Path, questions: Sequence[str]) -> None:
    found = _aside("open_and_search", folder, questions)
    with Archive.open(folder) as archive:
        passages = archive.info().passages
    row("opening and first search, s", f"{found['open']:.2f}")
    row("resident bytes a passage", f"{found['resident'] / passages:,.0f}")
    for name in (FIRST, *FILTERS):
        half, most = found[f"{name}, p50"] * 1000, found[f"{name}, p95"] * 1000
        row(f"search, {name}: p50 / p95, ms", f"{half:.1f} / {most:.1f}")
    row("ask: p50 / p95, ms", f"{found['ask, p50'] * 1000:.1f} / {found['ask, p95'] * 1000:.1f}")
    row("recall@10 of the dense index against every vector", f"{found['recall']:.3f}")


def _updated(folder: Path, questions: Sequence[str]) -> None:
    """How soon changed articles are found by a process that goes on being asked, and how it is slowed."""
    with Archive.open(folder) as archive:
        for each in questions:
            archive.search(each)
        calm = [_seconds(archive, each, Scope()) for each in questions]
        mark = f"zyx{time.time_ns()}"
        began = time.perf_counter()
        writing = subprocess.Popen([sys.executable, "-m", "benchmarks.scale", "update", str(folder), mark])
        busy: list[float] = []
        seen = 0.0
        while writing.poll() is None or not seen:
            busy.append(_seconds(archive, questions[len(busy) % len(questions)], Scope()))
            if not seen and len(archive.search(mark)) and mark in archive.search(mark)[0].text:
                seen = time.perf_counter() - began
            if time.perf_counter() - began > 300:
                break
    row(f"{UPDATED} changed articles found by another process after, s (its start included)", f"{seen:.1f}")
    slower = statistics.median(busy) / statistics.median(calm)
    row("search p50 while they are written, against before", f"{slower:.2f}")


def _update(folder: Path, mark: str) -> None:
    with Archive.open(folder) as archive:
        articles = list(islice(archive.articles(), UPDATED))
        began = time.perf_counter()
        archive.add([Article.from_dict(each.to_dict() | {"text": f"{mark} {each.text}"}) for each in articles])
        added = time.perf_counter() - began
        archive.embed()
    row(f"{UPDATED} articles changed, s to words / to vectors", f"{added:.1f} / {time.perf_counter() - began:.1f}")


def _aside(what: str, folder: Path, questions: Sequence[str]) -> dict[str, float]:
    """Run one of this module's measurements in a process of its own: memory and opening are of a fresh one."""
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", what, str(folder), json.dumps(list(questions))],
        capture_output=True, text=True, check=True,
    )
    print(asked.stdout.rpartition("{")[0], end="")
    found: dict[str, float] = json.loads(asked.stdout[asked.stdout.rindex("{") :])
    return found



_ASIDE: dict[str, Callable[[Path, str], None]] = {
    "open_and_search": lambda folder, questions: print(json.dumps(open_and_search(folder, json.loads(questions)))),
    "update": _update,
}

if __name__ == "__main__":
    _ASIDE[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
