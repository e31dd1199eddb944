"""Keep an archive in step with its sources, run after run."""

from __future__ import annotations

import logging
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus import CuttingsError, InputError, Notice
from corpus.web import Fetcher
from index.archive import Archive
from index.ingest.build import IngestOptions, Sync, update
from index.ingest.sync import MaxRemovals, Say
from index.model.embed import Embedder

logger = logging.getLogger(__name__)

EVERY = "15m"                     # a run, where nothing else is asked for
SHORTEST_S = 10                   # between two runs
SHOWN_NOTICES = 3                 # of a run, in its line
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_PERIOD = re.compile(r"(\d{1,6})\s*([smhd])")


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, and how it passes."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep     # for so many seconds


def period(text: str) -> timedelta:
    """A period such as 90s, 15m, 6h or 1d; raises InputError for anything else."""
    match = _PERIOD.fullmatch(text.strip().lower())
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if seconds < SHORTEST_S:
        raise InputError(f"The period is {text[:40]!r}; write it as 90s, 15m, 6h or 1d, at least {SHORTEST_S} seconds.")
    return timedelta(seconds=seconds)


def watch(
    folder: Path,
    sources: Sequence[Path | str],
    *,
    every: str = EVERY,
    limit: MaxRemovals = MaxRemovals(),   # noqa: B008
    embedder: str | Embedder | None = None,
    fetcher: Fetcher | None = None,
    say: Say = logger.info,
    clock: Clock = Clock(),   # noqa: B008
) -> None:
    """Bring the archive in `folder` up to date with its sources, at once and then at every period, until interrupted.

    Each run ends in one sentence to `say`. One that fails is said to and changes nothing about the next; one in which
    every source could be read is kept in the archive as the moment that it was in step. Returns on KeyboardInterrupt
    and SIGTERM. Raises InputError for a period that is none, and an ArchiveError when the archive can't be opened.
    """
    wait = period(every)
    with _ending_on_sigterm(), Archive.create(folder, embedder=embedder) as archive:
        try:
            while True:
                began = clock.now()
                say(f"{began:%Y-%m-%d %H:%M:%S}Z {_run(archive, sources, limit, fetcher, clock.now)}")
                clock.sleep(max(0.0, (began + wait - clock.now()).total_seconds()))
        except KeyboardInterrupt:
            say(f"{clock.now():%Y-%m-%d %H:%M:%S}Z stopped")


def _run(
    archive: Archive, sources: Sequence[Path | str], limit: MaxRemovals, fetcher: Fetcher | None,
    now: Callable[[], datetime],
) -> str:
    """One run; what became of it, in a line."""
    began, notes = now(), _Notes()
    try:
        options = IngestOptions(fetcher=fetcher, sync=Sync(limit, notes.say))
        built = update(archive, sources, report=notes, options=options, now=now)
        archive.origins.set_in_step(now())
        outcome = f"in step: {built}"
    except CuttingsError as error:
        outcome = f"failed: {error}"
    except Exception as error:   # whatever it is, the next run may do
        logger.exception("a run of watch failed")
        outcome = f"failed: {type(error).__name__}: {str(error)[:200]}"
    taken = (now() - began).total_seconds()
    return " ".join(f"{outcome} ({taken:.1f} s){notes}".split())


class _Notes:
    """The first notices of a run, for its line."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._count = 0

    def __call__(self, notice: Notice) -> None:
        """Hear a reader's notice."""
        if notice.skipped:
            self.say(f"skipped {notice}")

    def say(self, sentence: str) -> None:
        """Hear what is removed, and what isn't."""
        self._count += 1
        if len(self._first) < SHOWN_NOTICES:
            self._first.append(sentence)

    def __str__(self) -> str:
        """Behind what the run came to; empty when there was nothing to say."""
        more = self._count - len(self._first)
        return "".join(f"; {each}" for each in self._first) + (f"; and {more:,} more notices" if more else "")


@contextmanager
def _ending_on_sigterm() -> Iterator[None]:
    """Let SIGTERM end the process as Ctrl-C does; only the main thread hears signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
