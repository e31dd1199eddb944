"""What it costs to build once more from files whose articles have not changed."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from index.ingest.build import build
from index.model.embed import Reading
from index.types.arrays import Array

ARTICLES = 10_000
_SETS = ("allsides", "realtimeqa-2022-2023")


class _Blank:
    """Reads every passage as the same, in no time: what is measured here embeds nothing anew."""

    name = fingerprint = "blank"
    dimensions = 8
    max_tokens = 128
    query_prompt = passage_prompt = ""

    def token_counts(self, words: Sequence[str]) -> list[int]:
        return [1] * len(words)

    def embed(self, texts: Sequence[str]) -> Array:
        return np.ones((len(texts), self.dimensions), dtype=np.float32)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        return [Reading(row, row[None], np.zeros(1, dtype=np.int32)) for row in self.embed(texts)]


def measure(data: Path) -> None:
    """Print seconds of building again, by the clock and of this process: real articles in one file, then in many."""
    print(heading())
    with tempfile.TemporaryDirectory() as scratch:
        lines, folder = Path(scratch) / "articles.jsonl", Path(scratch) / "articles"
        folder.mkdir()
        with lines.open("w", encoding="utf-8") as file:
            for number, line in enumerate(islice(_lines(data), ARTICLES)):
                file.write(line)
                (folder / f"{number:05}.json").write_text(line, encoding="utf-8")
        _again(Path(scratch) / "archive", lines, "one file of JSON Lines")
        _again(Path(scratch) / "archive", folder, "a file an article")


def _again(archive: Path, source: Path, what: str) -> None:
    shutil.rmtree(archive, ignore_errors=True)
    build(archive, [source], embedder=_Blank())
    _row(f"{what}, untouched", archive, source)
    for path in [source] if source.is_file() else source.iterdir():
        os.utime(path)
    _row(f"{what}, copied anew", archive, source)


def _row(what: str, archive: Path, source: Path) -> None:
    wall, busy = time.perf_counter(), time.process_time()
    built = build(archive, [source], embedder=_Blank())
    seconds = f"{time.perf_counter() - wall:.1f} s, {time.process_time() - busy:.1f} s of this process"
    print(f"{what:<40} {seconds}: {built.unchanged:,} unchanged, {built.added + built.changed} others", flush=True)


def _lines(data: Path) -> Iterator[str]:
    """Real articles; a few have dates that are noticed, and what has a notice is read again to say so again."""
    files = (gzip.open(data / each / "articles.jsonl.gz", "rt", encoding="utf-8") for each in _SETS)
    return chain.from_iterable(files)
