"""A writer that is killed at any moment loses nothing it acknowledged, and what it left behind is taken up again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import Archive
from tests.fakes import WordEmbedder
from tests.faults.writer import Step, after, plan, run, word

WRITER = Path(__file__).with_name("writer.py")
ROOT = WRITER.parents[2]
QUERIES = ("ferry in the harbour", "swans", "report")
Content = tuple[dict[str, str], list[list[tuple[str, int, float]]]]


@pytest.mark.trials(3, 150)
def test_a_writer_killed_at_any_time(tmp_path: Path, trials: int) -> None:
    chance = random.Random(7)
    for seed in range(trials):
        _killed_and_resumed(tmp_path / str(seed), seed, lambda: {"after": chance.uniform(0.3, 2.5)})


@pytest.mark.trials(4, 150)
def test_a_writer_killed_where_something_becomes_durable(tmp_path: Path, trials: int) -> None:
    chance = random.Random(8)
    for seed in range(1_000, 1_000 + trials):
        _killed_and_resumed(tmp_path / str(seed), seed, lambda: {"point": chance.randint(1, 40)})


def _killed_and_resumed(folder: Path, seed: int, how: object) -> None:
    """Kill a writer once, look at what is there, let another one finish, and compare with an undisturbed archive."""
    steps = plan(seed)
    done = _write(folder, seed, 0, **how())     # type: ignore[operator]
    if (folder / "archive.db").exists():
        is_whole(folder, steps, done)
    run(folder, steps, done, lambda number: None)
    undisturbed = folder.with_name(f"{folder.name}-undisturbed")
    run(undisturbed, steps, 0, lambda number: None)
    assert content(folder) == content(undisturbed)


def _write(folder: Path, seed: int, first: int, *, after: float = 60.0, point: int = 0) -> int:
    """Let a process write; how many steps it acknowledged before it was killed or ended."""
    command = [sys.executable, str(WRITER), str(folder), str(seed), str(first), *([str(point)] if point else [])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})
    try:
        said, _ = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL)
    return len(said.splitlines())


def is_whole(folder: Path, steps: list[Step], done: int) -> None:
    """What was acknowledged is there once and in its last version, what was taken out is not, and every file fits."""
    state: dict[str, int] = {}
    for step in steps[:done]:
        state = after(state, step)
    begun = after(state, steps[done]) if done < len(steps) else state
    with Archive.create(folder, embedder=WordEmbedder()) as archive:
        assert archive.check() == []
        held = {article.id: article.text.split()[0] for article in archive.articles()}
        assert held in [{id: word(id, version) for id, version in each.items()} for each in (state, begun)] or (
            steps[done].name == "withdraw" and set(begun) <= set(held) <= set(state)
        )
        for id in set(state) - set(held):
            assert all(id != hit.article.id for hit in archive.search(word(id, state[id])))
        for id, said in list(held.items())[:5]:
            assert [hit.article.id for hit in archive.search(said)].count(id) == 1


def content(folder: Path) -> Content:
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        assert archive.check() == []
        found = [
            sorted((hit.article.id, hit.passage.start, round(hit.score, 4)) for hit in archive.search(each))
            for each in QUERIES
        ]
        return {article.id: article.content_hash for article in archive.articles()}, found
