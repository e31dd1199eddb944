"""A disk that is full, or may not be written to: nothing acknowledged is lost, and the same command goes on."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import ArchiveFull, ArchiveMismatch, Article, CuttingsError
from index import Archive
from index.search.dense import FILE, DenseIndex
from index.store.backup import backup
from tests.fakes import ARTICLES, WordEmbedder, article
from tests.faults.test_kill import content, is_whole
from tests.faults.writer import plan, run

ROOT = Path(__file__).parents[2]
ROOM = 24 * 1024 * 1024      # bytes of the small disk: what the writer's archives need, and their copies
LEFT = (0, 1_500_000)        # that are left free on it


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], capture_output=True, check=False
    ).returncode == 0
    if not mounted:
        pytest.skip("this user may not mount a small disk; the limit on files' sizes is tried all the same")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.trials(3, 150)
def test_a_writer_whose_files_may_not_grow(tmp_path: Path, trials: int) -> None:
    chance = random.Random(21)
    for seed in range(2_000, 2_000 + trials):
        folder = tmp_path / str(seed)
        folder.mkdir()
        done = _write(folder, seed, 0, limit=chance.randint(0, 700_000))
        _goes_on(folder, seed, done)


@pytest.mark.trials(3, 150)
def test_a_writer_whose_disk_is_full(disk: Path, tmp_path: Path, trials: int) -> None:
    chance = random.Random(22)
    for seed in range(3_000, 3_000 + trials):
        folder = disk / str(seed)
        folder.mkdir()
        with _filled(disk, chance.randint(*LEFT)) as filler:
            done = _write(folder, seed, 0)
            filler.unlink()
        _goes_on(folder, seed, done, undisturbed=tmp_path / str(seed))
        shutil.rmtree(folder)


def test_answers_go_on_while_the_disk_is_full(disk: Path) -> None:
    folder = _built(disk / "archive")
    with Archive.open(folder, embedder=WordEmbedder()) as reader, Archive.open(folder, embedder=WordEmbedder()) as desk:
        before = _found(reader, "swans in the harbour")
        with _filled(disk, 0):
            with pytest.raises(ArchiveFull, match="make room and run the same command again"):
                desk.add(_many(400))
            assert _found(reader, "swans in the harbour") == before
            assert reader.check() == []
        desk.add(_many(400))
        assert _found(reader, "report number 7")[0].startswith("many")
        assert desk.check() == reader.check() == []


def test_an_index_that_a_full_disk_keeps_behind_answers_with_what_it_holds(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _built(disk / "archive")
    with Archive.open(folder, embedder=WordEmbedder()) as reader:
        with Archive.open(folder, embedder=WordEmbedder()) as desk, monkeypatch.context() as at:
            at.setattr("index.search.lexical.LexicalIndex.catch_up", _no_room)
            with pytest.raises(ArchiveFull):
                desk.add([article("geese", "Geese", "Eighty geese landed.")])
        with _filled(disk, 0):
            assert _found(reader, "swans in the harbour")[0] == "swans"
            assert "geese" not in _found(reader, "geese landed")
    with Archive.open(folder, embedder=WordEmbedder()) as again:
        assert _found(again, "geese landed")[0] == "geese"
        assert again.check() == []


def test_half_a_file_of_vectors_is_not_left(disk: Path) -> None:
    folder = _built(disk / "archive")
    with Archive.open(folder, embedder=WordEmbedder()) as desk:
        before = (folder / FILE).read_bytes()
        with _filled(disk, len(before) // 2), pytest.raises((RuntimeError, OSError), match="No space left"):
            DenseIndex(folder, desk.recipe.dimensions, desk.recipe.flat_until).write()
    assert (folder / FILE).read_bytes() == before
    assert not list(folder.glob("*.new"))


@pytest.mark.parametrize("left", [0, 4_096, 60_000])
def test_half_a_backup_is_not_left(disk: Path, tmp_path: Path, left: int) -> None:
    folder = _built(tmp_path / "archive")
    with _filled(disk, left), pytest.raises(ArchiveFull, match="is full"):
        backup(folder, disk / "backup")
    assert not list(disk.rglob("archive.db*"))
    assert backup(folder, disk / "backup").articles == len(ARTICLES)


def test_a_disk_that_may_only_be_read_is_named(disk: Path) -> None:
    folder = _built(disk / "archive")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        for another in (folder, disk / "another"):
            with pytest.raises(ArchiveMismatch, match="permissions"):
                Archive.create(another, embedder=WordEmbedder())
        with pytest.raises(ArchiveMismatch, match="permissions"):
            backup(folder, disk / "backup")
        with Archive.open(folder, embedder=WordEmbedder()) as reading:
            assert _found(reading, "swans in the harbour")[0] == "swans"
            with pytest.raises(ArchiveMismatch, match="permissions"):
                reading.add(_many(1))
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    with Archive.open(folder, embedder=WordEmbedder()) as again:
        assert again.check() == []
        assert again.add(_many(1)).added == 1


def _built(folder: Path) -> Path:
    with Archive.create(folder, embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
    return folder


def _found(archive: Archive, query: str) -> list[str]:
    return [hit.article.id for hit in archive.search(query)]


def _many(count: int) -> list[Article]:
    return [article(f"many{each}", f"Report number {each}", f"Report number {each}. " + "It rained. " * 300)
            for each in range(count)]


def _no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _goes_on(folder: Path, seed: int, done: int, undisturbed: Path | None = None) -> None:
    """What was acknowledged is there, and the same steps with room for them end as if there had been room always."""
    steps = plan(seed)
    undisturbed = undisturbed or folder.with_name(f"{folder.name}-undisturbed")
    if (folder / "archive.db").exists():
        is_whole(folder, steps, done)
    run(folder, steps, done, lambda number: None)
    run(undisturbed, steps, 0, lambda number: None)
    assert content(folder) == content(undisturbed)


def _write(folder: Path, seed: int, first: int, *, limit: int = 0) -> int:
    """Let a process write that hits the limit; how many steps it acknowledged."""
    process = subprocess.run(
        [sys.executable, __file__, str(folder), str(seed), str(first), str(limit)], capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT)}, timeout=120, check=False,
    )
    assert process.returncode in (0, 2), process.stderr[-3_000:]
    if process.returncode:
        said = process.stderr.strip().splitlines()[-1]
        assert "full" in said or "opened for writing" in said, process.stderr
        assert "Traceback" not in process.stderr
    return len(process.stdout.splitlines())


class _filled:
    """Fills a disk but for some bytes, for as long as this is entered."""

    def __init__(self, disk: Path, left: int) -> None:
        self._filler, self._left = disk / "filler", left

    def __enter__(self) -> Path:
        room = os.statvfs(self._filler.parent)
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - self._left))
        return self._filler

    def __exit__(self, *_: object) -> None:
        self._filler.unlink(missing_ok=True)


if __name__ == "__main__":
    folder, seed, first, limit = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))     # Python ignores SIGXFSZ: writing raises EFBIG
    try:
        run(folder, plan(seed), first, lambda number: os.write(1, b"%d\n" % number) and None)
    except CuttingsError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
