"""An open archive whose database is taken away or exchanged answers from what lies there now, or says what is wrong."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus import ArchiveDamaged, ArchiveError, ArchiveGone, ArchiveMismatch, ArchiveMissing
from index import Archive, Scope
from index.store.articles import Store
from index.store.backup import backup, restore
from tests.fakes import ARTICLES, WordEmbedder, article

READINGS: dict[str, Callable[[Archive], object]] = {
    "search": lambda archive: archive.search("swans in the harbour"),
    "article": lambda archive: archive.article("swans"),
    "articles": lambda archive: list(archive.articles()),
    "newest": lambda archive: archive.newest(5),
    "visible": lambda archive: archive.visible(["swans"]),
    "info": lambda archive: archive.info(),
    "figures": lambda archive: archive.figures(),
    "outline": lambda archive: archive.outline(),
    "size": lambda archive: archive.size(Scope(sections=("Nature",))),
    "state": lambda archive: archive.state,
    "generation": lambda archive: archive.generation,
    "history": lambda archive: archive.history("swans"),
    "version": lambda archive: archive.version_of(ARTICLES[4]),
    "tombstone": lambda archive: archive.tombstone("swans"),
    "check": lambda archive: archive.check(),
    "add": lambda archive: archive.add([article("geese", "Geese", "Eighty geese landed.")]),
    "withdraw": lambda archive: archive.withdraw(["swans"], "Legal"),
    "repair": lambda archive: archive.repair(),
}


def emptied(folder: Path) -> None:
    """Nothing is left in the folder."""
    shutil.rmtree(folder)
    folder.mkdir()


def without_swans(archive: Archive) -> Path:
    """A backup in which the swans have been withdrawn."""
    copy, cleared = archive.folder.parent / "copy", archive.folder.parent / "cleared"
    backup(archive.folder, copy)
    restore(copy, cleared)
    with Archive.open(cleared, embedder=WordEmbedder()) as other:
        other.withdraw(["swans"], "Legal")
    return cleared


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("left", ["an empty folder", "no folder"])
def test_an_archive_that_was_taken_away_is_refused_and_nothing_is_written(
    archive: Archive, reading: str, left: str
) -> None:
    emptied(archive.folder)
    if left == "no folder":
        archive.folder.rmdir()
    for _ in range(2):
        with pytest.raises(ArchiveGone, match="taken away or exchanged"):
            READINGS[reading](archive)
    assert not archive.folder.exists() or list(archive.folder.iterdir()) == []


def test_other_threads_make_no_file_where_an_archive_was(archive: Archive) -> None:
    emptied(archive.folder)
    met: list[BaseException] = []

    def ask() -> None:
        try:
            archive.search("swans")
        except ArchiveError as error:
            met.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [type(each) for each in met] == [ArchiveGone] * 6
    assert list(archive.folder.iterdir()) == []


def test_a_restored_archive_is_opened_by_the_next_question(archive: Archive) -> None:
    cleared = without_swans(archive)
    assert archive.search("swans in the harbour")[0].article.id == "swans"
    emptied(archive.folder)
    with pytest.raises(ArchiveGone):
        archive.search("swans in the harbour")
    restore(cleared, archive.folder)
    assert "swans" not in {hit.article.id for hit in archive.search("swans in the harbour")}
    assert archive.article("swans") is None and archive.visible(["swans", "ferry"]) == {"ferry"}
    assert archive.tombstone("swans") and archive.check() == []


def test_a_file_moved_over_the_database_is_opened_whatever_indexes_lie_beside_it(archive: Archive) -> None:
    cleared = without_swans(archive)
    with Archive.open(cleared, embedder=WordEmbedder()) as other:
        other.add([article("geese", "Geese", "Eighty geese landed.")])
        other.embed()
    backup(cleared, archive.folder.parent / "new")
    for each in archive.folder.glob("archive.db-*"):
        each.unlink()
    (archive.folder.parent / "new" / "archive.db").replace(archive.folder / "archive.db")
    found = [hit.article.id for hit in archive.search("eighty geese landed")]
    assert found[0] == "geese" and "swans" not in found
    assert archive.check() == []


def test_indexes_of_another_archive_are_made_anew_at_the_opening(archive: Archive, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "other", embedder=WordEmbedder()) as other:
        other.add([article(f"geese-{each.id}", "Geese", "Eighty geese landed.") for each in ARTICLES])
        other.embed()
        assert other.generation == archive.generation
    archive.close()
    for name in ("lexical", "dense.faiss", "dense.json"):
        path = archive.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        (tmp_path / "other" / name).rename(path)
    with Archive.open(archive.folder, embedder=WordEmbedder()) as again:
        assert again._lexical.search("geese", 10)[0].tolist() == []
        assert again.search("swans in the harbour")[0].article.id == "swans"
        assert again.check() == []


def test_bytes_copied_over_an_open_database_are_noticed(archive: Archive) -> None:
    cleared = without_swans(archive)
    archive.search("swans")
    with closing(sqlite3.connect(archive.folder / "archive.db")) as alone:
        alone.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = (cleared / "archive.db").read_bytes()
    with (archive.folder / "archive.db").open("r+b") as file:
        file.truncate(len(data))
        file.write(data)
    assert "swans" not in {hit.article.id for hit in archive.search("swans in the harbour")}


def test_a_copy_has_a_mark_of_its_own(archive: Archive) -> None:
    copy = archive.folder.parent / "copy"
    backup(archive.folder, copy)
    store = Store(copy)
    assert store.mark and archive._store.mark and store.mark != archive._store.mark
    store.close()


def test_an_archive_of_another_model_in_its_place_is_refused(archive: Archive, tmp_path: Path) -> None:
    narrow = WordEmbedder()
    narrow.dimensions, narrow.fingerprint = 16, "words-16"
    Archive.create(tmp_path / "other", embedder=narrow).close()
    emptied(archive.folder)
    restore(tmp_path / "other", archive.folder)
    with pytest.raises(ArchiveMismatch, match="was built with words"):
        archive.search("swans")


def test_something_else_in_its_place_is_refused(archive: Archive) -> None:
    emptied(archive.folder)
    (archive.folder / "archive.db").write_bytes(b"not a database at all" * 300)
    with pytest.raises(ArchiveDamaged, match="can't be read as an archive"):
        archive.search("swans")


def test_a_writer_does_not_go_on_in_another_archive(archive: Archive) -> None:
    cleared = without_swans(archive)

    def articles() -> object:
        for number in range(2_500):
            if number == 1_500:
                emptied(archive.folder)
                restore(cleared, archive.folder)
            yield article(f"n{number}", "New", f"Number {number} came.")

    with pytest.raises(ArchiveGone):
        archive.add(articles())      # type: ignore[arg-type]
    assert archive.article("n1") is None and archive.search("swans in the harbour") and archive.check() == []


def test_answers_kept_elsewhere_are_known_to_what_takes_its_place(archive: Archive, tmp_path: Path) -> None:
    cleared = without_swans(archive)
    archive.note_answers(tmp_path / "ledger.db")
    emptied(archive.folder)
    restore(cleared, archive.folder)
    archive.search("ferry")
    assert archive._store.tombstones.elsewhere() == [tmp_path / "ledger.db"]


def test_a_database_is_made_only_where_one_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ArchiveGone):
        Store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_build_left_that_was_broken_off_is_finished_by_the_next(tmp_path: Path) -> None:
    Store(tmp_path, new=True).close()
    with pytest.raises(ArchiveMissing, match="run the same index build again") as met:
        Archive.open(tmp_path, embedder=WordEmbedder())
    assert "delete" not in str(met.value)
    with Archive.create(tmp_path, embedder=WordEmbedder()) as made:
        made.add(ARTICLES)
        made.embed()
        assert made.check() == []
