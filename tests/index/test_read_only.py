"""An archive in a folder that can't be written is asked and searched all the same, also while another process writes.

Each test reads from a process of its own that sees the folder mounted read-only; that takes a superuser on Linux.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import Archive
from tests.fakes import WordEmbedder, article, day
from tests.old_archives import go_back

ROOT = Path(__file__).resolve().parents[2]
ALARM_S = 120
READER = """
import json, os, sys
from datetime import UTC, datetime
from bot import Bot
from corpus import CuttingsError
from index import Archive
from tests.fakes import WordEmbedder, article

def answer(question):
    return Bot(archive).ask(question).text

def found(word):
    return [hit.article.id for hit in archive.find(f'"{word}"')]

def state():
    return {"writable": archive.writable, "aside": str(archive._aside.place)}

try:
    archive = Archive.open(sys.argv[1], embedder=WordEmbedder())
except CuttingsError as error:
    print(json.dumps(str(error)), flush=True)
    sys.exit()
print(json.dumps("open"), flush=True)
for line in sys.stdin:
    try:
        said = eval(line)
    except CuttingsError as error:
        said = f"{type(error).__name__}: {error}"
    print(json.dumps(said), flush=True)
"""
Tell = Callable[[str], Any]


def read_only(folder: Path) -> list[str]:
    """How a command is begun that sees the folder read-only; skips the test where that can't be done."""
    mount = f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}"'
    begun = ["unshare", "--mount", "sh", "-c", f'{mount} && exec "$@"', "sh"]
    if shutil.which("unshare") is None or subprocess.run([*begun, "true"], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted read-only here")
    return begun


@contextmanager
def reader(folder: Path) -> Iterator[Tell]:
    """Another process with the archive open; it is told an expression a line, and says its value."""
    command = [*read_only(folder), sys.executable, "-c", READER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin and process.stdout
        opened = json.loads(process.stdout.readline())

        def tell(expression: str) -> Any:
            if opened != "open":
                return opened
            assert process.stdin and process.stdout
            process.stdin.write(f"{expression}\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        try:
            yield tell
        finally:
            process.stdin.close()
            process.wait(ALARM_S)


@pytest.fixture
def news(archive: Archive) -> Path:
    """A closed archive."""
    archive.close()
    return archive.folder


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and the time of its last change."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def test_it_is_asked_and_searched_and_nothing_is_written(news: Path) -> None:
    before = listing(news)
    with reader(news) as tell:
        assert "Captain Ines Vale" in tell("answer('Who is the captain of the ferry?')")
        assert tell("found('swans')") == ["swans"]
        assert tell("archive.article('ferry').title") == "Ferry to sail all winter"
        state = tell("state()")
        assert state["writable"] is False and Path(state["aside"]).is_dir()
    assert not Path(state["aside"]).exists()
    assert listing(news) == before


def test_what_would_write_is_refused_in_a_sentence(news: Path) -> None:
    with reader(news) as tell:
        for change in ("archive.add([article('new', 'New', 'New.')])", "archive.embed()", "archive.remove(['ferry'])"):
            said = tell(change)
            assert said in (0, None) or said.startswith("ArchiveMismatch: ") and "can't be opened for writing" in said
        assert "can't be opened for writing" in tell("archive.add([article('new', 'New', 'New.')])")
        assert tell("archive.article('new')") is None


def test_what_another_process_writes_is_seen_at_the_next_question(news: Path) -> None:
    with reader(news) as tell:
        assert tell("found('otters')") == []
        with Archive.open(news, embedder=WordEmbedder()) as writer:
            writer.add([article("otters", "Otters seen", "Two otters were seen at the quay.", day(2023, 11, 1))])
            writer.embed()
            assert tell("found('otters')") == ["otters"]
            writer.withdraw(["ferry"], reason="Court order")
            assert tell("archive.article('ferry')") is None
            assert "Captain" not in tell("answer('Who is the captain of the ferry?')")
        assert tell("found('otters')") == ["otters"]
        assert tell("archive.article('ferry')") is None


def test_it_is_opened_while_another_process_writes(news: Path) -> None:
    with Archive.open(news, embedder=WordEmbedder()) as writer:
        writer.add([article("otters", "Otters seen", "Two otters were seen at the quay.", day(2023, 11, 1))])
        with reader(news) as tell:
            assert tell("found('otters')") == ["otters"]
            writer.add([article("seals", "Seals seen", "Nine seals were seen at the quay.", day(2023, 11, 2))])
            assert tell("found('seals')") == ["seals"]


@pytest.mark.parametrize("lost", ["lexical", "dense.faiss", "dense.json"])
def test_an_index_that_is_missing_is_made_aside(news: Path, lost: str) -> None:
    if (news / lost).is_dir():
        shutil.rmtree(news / lost)
    else:
        (news / lost).unlink()
    with reader(news) as tell:
        assert tell("found('swans')") == ["swans"]
        assert "Captain Ines Vale" in tell("answer('Who is the captain of the ferry?')")
    assert not (news / lost).exists()


def test_a_database_that_was_not_closed_is_not_read_without_what_is_missing(archive: Archive, tmp_path: Path) -> None:
    archive.add([article("otters", "Otters seen", "Two otters were seen at the quay.", day(2023, 11, 1))])
    copy = tmp_path / "copy"
    shutil.copytree(archive.folder, copy)
    (copy / "archive.db-shm").unlink()
    assert (copy / "archive.db-wal").stat().st_size
    with reader(copy) as tell:
        assert "was not closed by whoever wrote to it last" in tell("")


def test_an_archive_of_an_older_version_is_told_what_to_do(news: Path) -> None:
    go_back(news, 7)
    with reader(news) as tell:
        assert "older version of Cuttings" in tell("") and "index info" in tell("")


AS_KNOWN = """[hit.text for hit in archive.as_known(datetime(2023, 1, 15, tzinfo=UTC)).search("ferry winter")]"""


@pytest.mark.parametrize("prepared", [True, False])
def test_what_was_known_on_a_day_is_asked_there_too(tmp_path: Path, prepared: bool) -> None:
    first = article("ferry", "Ferry", "The ferry sails all winter.", day(2023, 1, 10))
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([first])
        archive.add([replace(first, text="The ferry rests all winter.")])
        archive.embed()
        if prepared:
            archive.prepare_as_known()
    before = sorted(path.name for path in (tmp_path / "news").iterdir())
    with reader(tmp_path / "news") as tell:
        assert tell(AS_KNOWN) == ["The ferry sails all winter."]
    assert sorted(path.name for path in (tmp_path / "news").iterdir()) == before
