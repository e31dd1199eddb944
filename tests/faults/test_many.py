"""Several processes ask, add and remove in one archive at once: no error, and no citation but of what was written."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from corpus import ArchiveBusy
from index import Archive
from tests.fakes import WordEmbedder
from tests.faults.writer import written

READER = Path(__file__).with_name("reader.py")
ROOT = READER.parents[2]
READERS = 4


@pytest.mark.trials(5, 600)
def test_asking_while_others_add_and_remove(tmp_path: Path, trials: int) -> None:
    folder = tmp_path / "archive"
    with Archive.create(folder, embedder=WordEmbedder()) as archive:
        archive.add([written(f"a{number}", 1) for number in range(100)])
        archive.embed()
    readers = [
        subprocess.Popen([sys.executable, str(READER), str(folder), str(trials)], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})
        for _ in range(READERS)
    ]
    ended = threading.Event()
    refused: list[str] = []
    writers = [threading.Thread(target=work, args=(folder, ended, refused)) for work in (_adding, _removing)]
    for each in writers:
        each.start()
    told = [each.communicate() for each in readers]
    ended.set()
    for each in writers:
        each.join()
    assert [each.returncode for each in readers] == [0] * READERS, told[0][1][-2_000:]
    assert all(int(said.split()[0]) > 0 for said, _ in told)
    assert all("wait until it has finished" in each for each in refused)
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        archive.embed()
        assert archive.check() == []


def _adding(folder: Path, ended: threading.Event, refused: list[str]) -> None:
    chance = random.Random(1)
    while not ended.is_set():
        _with(folder, refused, lambda archive: archive.add(
            [written(f"a{chance.randint(0, 200)}", chance.randint(1, 3)) for _ in range(20)]) and archive.embed())


def _removing(folder: Path, ended: threading.Event, refused: list[str]) -> None:
    chance = random.Random(2)
    while not ended.is_set():
        _with(folder, refused, lambda archive: archive.remove([f"a{chance.randint(0, 200)}" for _ in range(5)]))


def _with(folder: Path, refused: list[str], work: object) -> None:
    """Do something with the archive; that another writer is at it is no error."""
    try:
        with Archive.open(folder, embedder=WordEmbedder()) as archive:
            work(archive)      # type: ignore[operator]
    except ArchiveBusy as error:
        refused.append(str(error))
    time.sleep(0.05)


def test_an_archive_that_is_opened_while_it_is_written_keeps_its_index(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "archive"
    with Archive.create(folder, embedder=WordEmbedder()) as archive:
        archive.add([written(f"a{number}", 1) for number in range(60)])
        ended = threading.Event()
        writer = threading.Thread(target=_changing, args=(archive, ended))
        writer.start()
        for _ in range(60):
            Archive.open(folder, embedder=WordEmbedder()).close()
        ended.set()
        writer.join()
        assert archive.check() == []
    assert "making it anew" not in caplog.text


def _changing(archive: Archive, ended: threading.Event) -> None:
    chance = random.Random(3)
    while not ended.is_set():
        archive.add([written(f"a{chance.randint(0, 60)}", chance.randint(1, 3)) for _ in range(4)])
