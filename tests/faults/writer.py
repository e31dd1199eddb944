"""A process that writes an archive step by step, says when a step is done, and may die at any moment.

`python writer.py FOLDER SEED FIRST [POINT]`: the steps from FIRST on; with POINT, kills itself at the POINT-th moment
at which something is about to be made durable, or just was.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Article
from index import Archive
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from index.store.database import Database
from tests.fakes import WordEmbedder, day

STEPS = 14
KINDS = ("add", "add", "change", "remove", "withdraw", "embed", "reload", "rebuild")
State = dict[str, int]      # version by article id


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to an archive."""

    name: str
    changed: tuple[tuple[str, int], ...] = ()     # articles added or changed, each with its version
    gone: tuple[str, ...] = ()


def plan(seed: int) -> list[Step]:
    """The steps of a seed; whoever runs them, and however often, ends with the same archive."""
    chance = random.Random(seed)
    state: State = {}
    steps: list[Step] = []
    for number in range(STEPS):
        name = chance.choice(KINDS) if number else "add"
        here = sorted(state)
        if name == "add" or not here:
            fresh = [f"a{number}x{each}" for each in range(chance.randint(1, 12))]
            steps.append(Step("add", tuple((id, 1) for id in fresh)))
        elif name == "change":
            chosen = chance.sample(here, min(len(here), chance.randint(1, 5)))
            steps.append(Step("change", tuple((id, state[id] + 1) for id in chosen)))
        elif name in ("remove", "withdraw"):
            steps.append(Step(name, gone=tuple(chance.sample(here, min(len(here), chance.randint(1, 3))))))
        else:
            steps.append(Step(name))
        state = after(state, steps[-1])
    return [*steps, Step("embed")]


def after(state: State, step: Step) -> State:
    """What an archive holds once a step is done."""
    return {id: version for id, version in (state | dict(step.changed)).items() if id not in step.gone}


def written(id: str, version: int) -> Article:
    """An article whose every version holds a word of its own."""
    text = f"{word(id, version)} happened in the harbour. " + "The ferry sailed and the swans looked on. " * 12
    return Article(id=id, title=f"Report {id}", text=text, published=day(2024, 1, 1), section="Harbour")


def word(id: str, version: int) -> str:
    """That word."""
    return f"mark{id}v{version}"


def run(folder: Path, steps: list[Step], first: int, done: Callable[[int], None]) -> None:
    """Do the steps from `first` on."""
    for number, step in list(enumerate(steps))[first:]:
        if step.name == "rebuild":
            for name in ("dense.faiss", "dense.json"):
                (folder / name).unlink(missing_ok=True)
            shutil.rmtree(folder / "lexical", ignore_errors=True)
        with Archive.create(folder, embedder=WordEmbedder()) as archive:
            if step.changed:
                archive.add([written(*each) for each in step.changed])
            if step.name == "remove":
                archive.remove(step.gone)
            if step.name == "withdraw":
                archive.withdraw(step.gone, "A test of faults.")
            if step.name == "embed":
                archive.embed()
            archive.search("harbour")
        done(number)


class _Points:
    """Counts the moments at which something becomes durable, and kills this process at one of them."""

    def __init__(self, fatal: int) -> None:
        self._left = fatal

    def __call__(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, holder: Any, name: str) -> None:
        """Before and after every call of a function."""
        function = getattr(holder, name)

        def called(*arguments: Any, **named: Any) -> Any:
            self()
            result = function(*arguments, **named)
            self()
            return result

        setattr(holder, name, called)

    def inside(self, holder: Any, name: str) -> None:
        """Before what a context manager does at its end, and after it."""
        manager = getattr(holder, name)

        @contextmanager
        def entered(*arguments: Any) -> Iterator[Any]:
            with manager(*arguments) as value:
                yield value
                self()
            self()

        setattr(holder, name, entered)


def _watch(points: _Points) -> None:
    points.inside(Database, "changing")
    points.around(LexicalIndex, "catch_up")
    points.around(DenseIndex, "write")
    points.around(os, "replace")
    points.around(Path, "write_text")


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 4:
        _watch(_Points(int(sys.argv[4])))
    run(Path(sys.argv[1]), plan(int(sys.argv[2])), int(sys.argv[3]), _say)
