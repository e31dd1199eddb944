"""Watching: run after run, whatever happens in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus import InputError
from index import Archive
from index.ingest.freshness import stale
from index.ingest.watch import Clock, period, watch
from tests.conftest import ROOT
from tests.fakes import WordEmbedder


class Days:
    """A clock that sleeping moves; at each sleep the test may change the world, at the end it interrupts."""

    def __init__(self, *between: object) -> None:
        self.now = datetime(2024, 6, 1, tzinfo=UTC)
        self.between = list(between)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        if not self.between:
            raise KeyboardInterrupt
        self.between.pop(0)()   # type: ignore[operator]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"Number {name}\n\nIt was {name}.")
    return folder


def watched(folder: Path, source: Path, days: Days) -> list[str]:
    said: list[str] = []
    watch(folder, [source], every="15m", embedder=WordEmbedder(), say=said.append,
          clock=Clock(days, days.sleep))
    return said


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("15m", 900), ("6h", 21_600), ("1d", 86_400)])
def test_periods_are_written_as_people_do(text: str, seconds: int) -> None:
    assert period(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "15", "1s", "0m", "soon", "-5m"])
def test_a_period_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        period(text)


def test_each_run_is_a_line_and_finds_what_is_new(tmp_path: Path, news: Path) -> None:
    days = Days(lambda: (news / "four.txt").write_text("Number four."), lambda: (news / "one.txt").unlink())
    first, second, third, last = watched(tmp_path / "a", news, days)
    assert first.startswith("2024-06-01 00:00:00Z in step: 3 added, 0 changed, 0 unchanged, 0 removed, 0 skipped")
    assert "1 added" in second and "3 unchanged" in second
    assert "1 removed" in third and "1 of 4 articles are no longer in" in third
    assert last.endswith("stopped") and days.slept == [900, 900, 900]


def test_a_run_that_fails_is_said_to_and_the_next_one_comes(tmp_path: Path, news: Path) -> None:
    away = news.with_name("away")
    days = Days(lambda: news.rename(away), lambda: away.rename(news))
    said = watched(tmp_path / "a", news, days)
    assert "failed: There is no file or folder" in said[1] and "3 unchanged" in said[2]
    with Archive.open(tmp_path / "a", embedder=WordEmbedder()) as archive:
        assert archive.info().in_step == datetime(2024, 6, 1, 0, 30, tzinfo=UTC)


def test_an_error_that_nobody_foresaw_ends_no_watch(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*of: object, **more: object) -> None:
        raise ValueError("a bug")

    days = Days(lambda: monkeypatch.setattr("index.ingest.watch.update", broken))
    assert "failed: ValueError: a bug" in watched(tmp_path / "a", news, days)[1]


def test_the_archive_knows_when_it_was_last_in_step(tmp_path: Path, news: Path) -> None:
    days = Days(lambda: None, lambda: [path.unlink() for path in news.iterdir()])
    watched(tmp_path / "a", news, days)
    with Archive.open(tmp_path / "a", embedder=WordEmbedder()) as archive:
        assert archive.info().in_step == datetime(2024, 6, 1, 0, 15, tzinfo=UTC)
        assert archive.info().articles == 3


def test_a_watched_archive_is_as_old_as_its_last_success(tmp_path: Path, news: Path) -> None:
    days = Days()
    watched(tmp_path / "a", news, days)
    with Archive.open(tmp_path / "a", embedder=WordEmbedder()) as archive:
        info = archive.info()
    hour = timedelta(hours=1)
    assert stale(info.in_step, None, datetime(2024, 6, 1, 1, tzinfo=UTC), hour) == ""
    later = datetime(2024, 6, 1, 1, 1, tzinfo=UTC)
    assert "last in step on 2024-06-01 00:00 UTC" in stale(info.in_step, later, later, hour)
    assert stale(None, later, later, hour) == "" and "undated" in stale(None, None, later, hour)


def test_sigterm_ends_a_watch_with_a_word_and_status_zero(tmp_path: Path, news: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from index.ingest.watch import watch\n"
        "from tests.fakes import WordEmbedder\n"
        f"watch(Path({str(tmp_path / 'a')!r}), [Path({str(news)!r})], embedder=WordEmbedder(),"
        " say=lambda line: print(line, flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    with process.stdout:
        assert "3 added" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline().endswith("stopped\n")
    assert process.wait(30) == 0
