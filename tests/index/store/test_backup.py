"""A backup is the archive as it was at one moment, and whole, or it isn't there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from corpus import ArchiveDamaged, ArchiveMismatch, ArchiveMissing
from index import Archive
from index.store.backup import backup, restore
from tests.fakes import ARTICLES, WordEmbedder, article


def found(folder: Path, query: str) -> list[tuple[str, float]]:
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        assert archive.check() == []
        return [(hit.article.id, round(hit.score, 4)) for hit in archive.search(query)]


def test_a_backup_answers_like_the_archive(archive: Archive, tmp_path: Path) -> None:
    copied = backup(archive.folder, tmp_path / "copy")
    assert (copied.articles, copied.generation) == (len(ARTICLES), archive.generation)
    assert found(tmp_path / "copy", "swans") == found(archive.folder, "swans")


def test_a_backup_is_restored_into_another_folder(archive: Archive, tmp_path: Path) -> None:
    backup(archive.folder, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "again")
    assert found(tmp_path / "again", "iron bridge") == found(archive.folder, "iron bridge")


def test_what_was_removed_is_not_in_a_backup(archive: Archive, tmp_path: Path) -> None:
    archive.remove(["match"])
    backup(archive.folder, tmp_path / "copy")
    assert b"Rovers beat United" not in (tmp_path / "copy" / "archive.db").read_bytes()


def test_a_backup_can_be_made_while_others_write(archive: Archive, tmp_path: Path) -> None:
    ended = threading.Event()

    def write() -> None:
        number = 0
        with Archive.open(archive.folder, embedder=WordEmbedder()) as other:
            while not ended.is_set():
                number += 1
                other.add([article(f"new-{number}", "New", f"Number {number} came into the harbour.")])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            copied = backup(archive.folder, tmp_path / f"copy-{number}")
            with Archive.open(tmp_path / f"copy-{number}", embedder=WordEmbedder()) as made:
                assert made.check() == []
                assert len(list(made.articles())) == copied.articles
    finally:
        ended.set()
        writer.join()


def test_a_folder_with_files_is_not_written_over(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "letters.txt").write_text("Dear editor", encoding="utf-8")
    with pytest.raises(ArchiveMismatch, match="new or empty folder"):
        backup(archive.folder, tmp_path / "copy")


def test_nothing_to_copy_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        backup(tmp_path / "nothing", tmp_path / "copy")
    with pytest.raises(ArchiveMissing, match="no backup"):
        restore(tmp_path / "nothing", tmp_path / "copy")


def test_a_damaged_backup_is_not_restored(archive: Archive, tmp_path: Path) -> None:
    backup(archive.folder, tmp_path / "copy")
    path = tmp_path / "copy" / "archive.db"
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(ArchiveDamaged):
        restore(tmp_path / "copy", tmp_path / "again")
    assert not (tmp_path / "again").exists()
