"""What a long command says while it works: notices, a progress bar, the step it is at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from corpus import Notice

SHOWN_NOTICES = 20   # of a build; the rest is counted


class Notices:
    """Prints the first notices of a build and counts the rest."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, notice: Notice) -> None:
        """Print it, or count it."""
        self._count += 1
        if self._count <= SHOWN_NOTICES:
            typer.echo(f"{notice}{' (skipped)' if notice.skipped else ''}", err=True)

    def close(self) -> None:
        """Say how many were not shown."""
        if self._count > SHOWN_NOTICES:
            typer.echo(f"... and {self._count - SHOWN_NOTICES:,} more notices", err=True)


@contextmanager
def progress_bar() -> Iterator[Any]:
    """One progress bar on standard error that tells the step, how far it is and the time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("left"), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def progress(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                for earlier in tasks.values():
                    bar.update(earlier, total=bar.tasks[earlier].completed)
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield progress


@contextmanager
def console_status() -> Iterator[Callable[[str], None]]:
    """Shows the step that is being taken, where somebody watches."""
    console = Console(stderr=True)
    with console.status("") as status:
        yield lambda step: status.update(step)
