"""Cuttings beside what a user would pick instead: the same articles, weights and questions, a process each."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import heading
from benchmarks.sets import QuestionSet, chosen, fewer_articles, realtimeqa
from benchmarks.tables import markdown
from corpus import Article, SourceError

PEER = Path(__file__).with_name("peer.py")
NAMES = ("LangChain", "txtai", "Haystack", "LlamaIndex", "BM25 alone")
OURS = "Cuttings"


def measure(data: Path, python: Path, articles: int, questions: int) -> None:
    """Print the table; `python` is the interpreter of an environment with `requirements-peers.txt`."""
    try:
        asked = fewer_articles(chosen(realtimeqa(data), "all", questions), articles)
    except FileNotFoundError as error:
        raise SourceError(f"Peers are compared over RealTimeQA, and there is no {error.filename}.") from None
    answerable = [each for each in asked.questions if each.answerable]
    print(heading())
    print(f"{len(asked.articles):,} articles of RealTimeQA, {len(answerable)} questions whose article is sure\n")
    columns: dict[str, list[str]] = {}
    for name in (OURS, *NAMES):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            _hand_over(asked, [each.text for each in answerable], folder)
            ran = subprocess.run(_command(name, python, folder), capture_output=True, text=True, check=False)
        if ran.returncode:
            print(f"{name} did not run: {ran.stderr.strip().splitlines()[-1]}")
            continue
        told = json.loads(ran.stdout.strip().splitlines()[-1])
        columns[name] = _column(told, [each.articles for each in answerable], len(asked.articles))
    rows = [[label, *(columns[name][row] for name in columns)] for row, label in enumerate(_ROWS)]
    print(markdown(["", *columns], rows))


_ROWS = ("articles a second to ready", "processor seconds to ready", "bytes on disk, MB", "memory at most, MB",
         "a search, p50, ms", "a search, p95, ms", "processor time a search, ms",
         "article hit@1", "article hit@5", "article MRR@10", "lines a user writes")


def _column(told: dict[str, Any], right: Sequence[frozenset[str]], articles: int) -> list[str]:
    ranks = [_rank(found, wanted) for found, wanted in zip(told["found"], right, strict=True)]
    return [
        f"{articles / told['built']:.1f}",
        f"{told['building']:.0f}",
        f"{told['disk'] / 1e6:.0f}",
        f"{told['memory'] / 1e6:,.0f}",
        f"{statistics.median(told['seconds']) * 1000:.0f}",
        f"{float(np.quantile(told['seconds'], 0.95)) * 1000:.0f}",
        f"{told['searching'] * 1000:.0f}",
        f"{statistics.mean(rank == 1 for rank in ranks):.3f}",
        f"{statistics.mean(0 < rank <= 5 for rank in ranks):.3f}",
        f"{statistics.mean(1 / rank if 0 < rank <= 10 else 0.0 for rank in ranks):.3f}",
        str(told["lines"]),
    ]


def _rank(found: Sequence[str], right: frozenset[str]) -> int:
    """Place of the first right one among the different articles found, from 1; 0 when there is none."""
    return next((rank for rank, id in enumerate(dict.fromkeys(found), start=1) if id in right), 0)


def _hand_over(asked: QuestionSet, questions: Sequence[str], folder: Path) -> None:
    articles = [{"id": each.id, "title": each.title, "text": each.text} for each in asked.articles]
    (folder / "articles.json").write_text(json.dumps(articles), encoding="utf-8")
    (folder / "questions.json").write_text(json.dumps(questions), encoding="utf-8")


def _command(name: str, python: Path, folder: Path) -> list[str]:
    if name == OURS:
        return [sys.executable, "-m", "benchmarks.peers", str(folder)]
    return [str(python), str(PEER), name, str(folder)]


def _ours(folder: Path) -> dict[str, Any]:
    """The same as `peer.measure`, over Cuttings."""
    from index import Archive, Scope

    articles = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    began, busy = time.perf_counter(), time.process_time()
    archive = Archive.create(folder / "kept")                                  # what a user writes:
    archive.add([Article(**each) for each in articles])
    archive.embed()
    built, building = time.perf_counter() - began, time.process_time() - busy
    found: list[list[str]] = []
    seconds: list[float] = []
    for _ in range(2):
        found, seconds, busy = [], [], time.process_time()
        for each in questions:
            archive._reader.question.cache_clear()      # each question is read anew, as it is by the others
            began = time.perf_counter()
            hits = archive.search(each, Scope(limit=30))
            seconds.append(time.perf_counter() - began)
            found.append([hit.article.id for hit in hits])
    return {
        "built": built, "building": building, "found": found, "seconds": seconds, "lines": 4,
        "searching": (time.process_time() - busy) / len(questions),
        "disk": sum(each.stat().st_size for each in (folder / "kept").rglob("*") if each.is_file()),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


if __name__ == "__main__":
    print(json.dumps(_ours(Path(sys.argv[1]))))
