"""Archives that earlier versions wrote are opened as they are, and a migration that was broken off goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index import Archive
from index.store.migrations import STEPS, migrate
from tests.fakes import ARTICLES, WordEmbedder, article

OLD = Path(__file__).with_name("old")      # each an archive of four articles, one changed and one removed, as SQL
NUMBERS = sorted(int(path.stem.removeprefix("archive-")) for path in OLD.glob("archive-*.sql"))


class Narrow(WordEmbedder):
    """What those archives were built with."""

    dimensions = 16


def written_by(schema: int, folder: Path) -> Path:
    """An archive as that schema's own version of Cuttings wrote it."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "archive.db")) as database:
        database.executescript((OLD / f"archive-{schema}.sql").read_text(encoding="utf-8"))
    return folder


def facts(folder: Path) -> tuple[int, list[Any]]:
    """Schema and tables of a database."""
    with closing(sqlite3.connect(folder / "archive.db")) as database:
        tables = database.execute("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        return database.execute("PRAGMA user_version").fetchone()[0], tables.fetchall()


@pytest.fixture
def today(tmp_path: Path) -> tuple[int, list[Any]]:
    """Those of an archive that is made now."""
    Archive.create(tmp_path / "today", embedder=Narrow()).close()
    return facts(tmp_path / "today")


@pytest.mark.parametrize("schema", NUMBERS)
def test_an_archive_of_an_earlier_version_holds_what_it_held(
    schema: int, tmp_path: Path, today: tuple[int, list[Any]]
) -> None:
    folder = written_by(schema, tmp_path / "news")
    with Archive.open(folder, embedder=Narrow()) as archive:
        assert [each.id for each in archive.articles()] == [each.id for each in ARTICLES[:3]]
        first, changed, _ = archive.articles()
        assert (first.title, first.text) == (ARTICLES[0].title, ARTICLES[0].text)
        assert changed.text == f"{ARTICLES[1].text} It was mended."
        assert [each.version.article.text for each in archive.history(changed.id)] == [ARTICLES[1].text, changed.text]
        assert archive.search(first.title)[0].article.id == first.id
        archive.add([article("geese", "Geese", "Eighty geese landed.")])
        archive.embed()
        assert archive.search("geese landed")[0].article.id == "geese"
        assert archive.check() == []
    assert facts(folder) == today


def test_every_schema_that_left_its_mark_is_kept() -> None:
    assert NUMBERS[0] == 1 and NUMBERS[-1] == len(STEPS), "keep an archive of the new schema in tests/index/old"


class _Stopping(sqlite3.Connection):
    """Fails at its so-manieth statement."""

    left = 1_000

    def execute(self, *arguments: Any) -> sqlite3.Cursor:  # type: ignore[override]
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().execute(*arguments)


@pytest.mark.parametrize("rolls_back", [True, False])
def test_a_migration_that_is_broken_off_goes_on(
    rolls_back: bool, tmp_path: Path, today: tuple[int, list[Any]]
) -> None:
    for moment in range(1, 1_000):
        folder = written_by(1, tmp_path / str(moment))
        with closing(_opened(folder, _Stopping)) as database:
            database.left = moment       # a rollback is a statement too, and fails: as if it had been killed
            try:
                migrate(database)
            except KeyboardInterrupt:
                if rolls_back and database.in_transaction:
                    database.rollback()
            else:
                break
        assert facts(folder)[0] < len(STEPS) or facts(folder) == today
        with closing(_opened(folder)) as database:
            migrate(database)
        assert facts(folder) == today
    assert moment > 20


def test_of_many_that_migrate_at_once_each_finds_it_done(tmp_path: Path, today: tuple[int, list[Any]]) -> None:
    def opened(folder: Path) -> Callable[[int], None]:
        def one(_: int) -> None:
            with closing(_opened(folder)) as database:
                migrate(database)
        return one

    for number in range(5):
        old = written_by(1, tmp_path / f"old-{number}")
        new = tmp_path / f"new-{number}"
        new.mkdir()
        with ThreadPoolExecutor(6) as threads:
            for folder in (old, new):
                list(threads.map(opened(folder), range(6)))
                assert facts(folder) == today


def _opened(folder: Path, kind: Any = sqlite3.Connection) -> Any:
    return sqlite3.connect(folder / "archive.db", isolation_level=None, factory=kind, timeout=60)
