"""Pages read by processes of their own."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Article, Notice, RecordError, read
from corpus.pages.pool import COMMAND, PagePool, read_frame, write_frame

BODY = "".join(f"<p>On day {n} the council met in the hall and talked of the bridge for hours.</p>" for n in range(9))
SENTENCES = [f"Meeting {n} ended without a vote, and the mayor called the next one for Friday." for n in range(12)]

# A worker whose pages name what becomes of them; a good page has ten minutes, one that hangs next to none.
WORKER = """
import os, sys, time
from corpus.types.errors import RecordError
from corpus.pages.worker import serve

def read(page):
    if page == b"die":
        os._exit(9)
    while page == b"hang":
        time.sleep(0.01)
    if page == b"refuse":
        raise RecordError("No article here.")
    return {"text": page.decode(), "by": "worker"}

serve(sys.stdin.buffer, sys.stdout.buffer, read=read, limit=lambda page: 0.01 if page == b"hang" else 600)
"""


@pytest.fixture
def pool() -> Iterator[PagePool]:
    """Two workers from the first page on."""
    with closing(PagePool(workers=2, after=0, command=(sys.executable, "-c", WORKER))) as made:
        assert made.active
        yield made


def answers(pool: PagePool, pages: list[bytes]) -> list[object]:
    """What becomes of pages that are given out together."""
    tickets = [pool.give(page) for page in pages]
    return [said(pool, page) for page in pages if all(tickets)]


def said(pool: PagePool, page: bytes) -> object:
    """The text of a page, or why it has none."""
    try:
        return pool.record(page)["text"]
    except RecordError as error:
        return str(error).split(";")[0]


def page(number: int) -> str:
    """A news page."""
    head = f"<title>Meeting {number}</title><meta property='og:title' content='Meeting {number}'>"
    return f"<html><head>{head}</head><body><article>{BODY}<p>{SENTENCES[number]}</p></article></body></html>"


def read_all(source: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> tuple[list[Article], list[Notice]]:
    """Every article and every notice, read by so many workers."""
    monkeypatch.setattr(sys.modules["corpus.one_file"], "PagePool", lambda: PagePool(workers=workers, after=2))
    notices: list[Notice] = []
    return list(read(source, notices.append)), notices


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages, some of them no articles, among other files."""
    made = tmp_path / "pages"
    (made / "sub").mkdir(parents=True)
    for number in range(12):
        (made / ("sub" if number > 8 else "") / f"{number:02}.html").write_text(page(number), encoding="utf-8")
    (made / "03a.html").write_text("<html><body><p>Menu</p></body></html>", encoding="utf-8")
    (made / "04a.jsonl").write_text('{"text": "A line."}\n{"title": "No text"}\n', encoding="utf-8")
    (made / "05a.html").write_bytes(b"")
    (made / "06a.html").write_text('<?xml version="1.0"?><rss><channel><item><description>A feed in a page.'
                                   "</description></item></channel></rss>", encoding="utf-8")
    (made / "07a.pdf").write_bytes(b"%PDF")
    (made / "08a.html").write_text((made / "08.html").read_text(encoding="utf-8"), encoding="utf-8")   # the same page
    return made


@pytest.mark.parametrize("packed", ["", "zip", "tar.gz"])
def test_workers_read_what_one_process_reads_in_the_same_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch, packed: str
) -> None:
    source = folder
    if packed:
        source = folder.parent / f"pages.{packed}"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        if packed == "zip":
            with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in files:
                    archive.write(path, path.relative_to(folder).as_posix())
        else:
            with tarfile.open(source, "w:gz") as tar:
                for path in files:
                    tar.add(path, path.relative_to(folder).as_posix())
    alone = read_all(source, monkeypatch, 0)
    assert len(alone[0]) == 15 and len(alone[1]) == 4
    assert read_all(source, monkeypatch, 2) == alone


def test_an_archive_that_breaks_off_gives_what_came_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = folder.parent / "pages.tar"
    with tarfile.open(source, "w") as tar:
        for path in sorted(folder.glob("0*.html")):
            tar.add(path, path.name)
    source.write_bytes(source.read_bytes()[:-12_000])
    alone = read_all(source, monkeypatch, 0)
    assert alone[0] and alone[1]
    assert read_all(source, monkeypatch, 2) == alone


def test_pages_are_answered_each_with_its_own(pool: PagePool) -> None:
    pages = [b"page %d" % number for number in range(12)]
    assert answers(pool, pages) == [each.decode() for each in pages]


def test_a_page_that_is_refused_is_refused(pool: PagePool) -> None:
    assert answers(pool, [b"a", b"refuse", b"b"]) == ["a", "No article here.", "b"]


@pytest.mark.parametrize("bad", [b"die", b"hang"])
def test_a_page_that_ends_or_holds_its_process_is_lost_and_the_rest_is_read(pool: PagePool, bad: bytes) -> None:
    lost = "This page took too long, or more memory than there is"
    assert answers(pool, [b"a", bad, b"b", b"c", b"d"]) == ["a", lost, "b", "c", "d"]


@pytest.mark.parametrize("bad", [b"die", b"hang"])
def test_a_page_that_came_alone_is_lost_alone(pool: PagePool, bad: bytes) -> None:
    assert pool.read(b"a") == {"text": "a", "by": "worker"}
    with pytest.raises(RecordError, match="too long"):
        pool.read(bad)
    assert pool.read(b"b") == {"text": "b", "by": "worker"}
    with pytest.raises(RecordError, match="No article here"):
        pool.read(b"refuse")


def test_pages_that_came_alone_are_never_read_here_once_workers_died_of_them() -> None:
    worker = WORKER.replace('page == b"die"', "True")
    with closing(PagePool(workers=1, after=0, command=(sys.executable, "-c", worker))) as pool:
        for number in range(7):
            with pytest.raises(RecordError, match="too long"):
                pool.read(page(number).encode())


def test_a_page_that_came_alone_is_read_here_where_no_process_can_be_started() -> None:
    with closing(PagePool(workers=1, after=0, command=("no-such-program",))) as pool:
        assert SENTENCES[1] in pool.read(page(1).encode())["text"]


def test_the_same_page_is_given_out_once(pool: PagePool) -> None:
    ticket = pool.give(b"a")
    assert ticket and not pool.give(b"a")
    pool.forget(ticket)
    assert pool.give(b"a")


def test_no_more_is_given_out_than_there_is_room_for(pool: PagePool) -> None:
    tickets: list[bytes] = []
    while not pool.full:
        tickets.append(pool.give(b"%d" % len(tickets)))
    assert len(tickets) == 16
    pool.forget(tickets[0])
    assert not pool.full


@pytest.mark.parametrize("command", [(sys.executable, "-c", "print('I am no reader')"), ("no-such-program",)])
def test_where_no_process_can_be_started_pages_are_read_here(command: tuple[str, ...]) -> None:
    with closing(PagePool(workers=2, after=0, command=command)) as pool:
        if pool.active:   # what can't be started may have been given up by now
            pool.give(page(1).encode())
        assert SENTENCES[1] in pool.record(page(1).encode())["text"]


def test_a_worker_that_dies_of_every_page_is_given_up() -> None:
    worker = WORKER.replace('page == b"die"', "True")
    with closing(PagePool(workers=2, after=0, command=(sys.executable, "-c", worker))) as pool:
        assert pool.active
        pages = [page(number).encode() for number in range(12)]
        for each in pages:
            pool.give(each)
        assert sum(SENTENCES[n] in str(said(pool, each)) for n, each in enumerate(pages)) == 2   # five lost by each


def test_a_few_pages_start_no_process() -> None:
    with closing(PagePool(workers=2, after=3, command=(sys.executable, "-c", WORKER))) as pool:
        for number in range(3):
            assert not pool.active
            pool.record(page(number).encode())
        assert pool.active


def test_a_closed_pool_leaves_no_process_behind(pool: PagePool) -> None:
    assert answers(pool, [b"a", b"b"]) == ["a", "b"]
    processes = list(pool._processes)
    pool.close()
    assert processes and all(process.wait() is not None for process in processes)


def test_a_worker_ends_with_the_one_who_asks() -> None:
    worker = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)   # noqa: S603
    assert worker.stdin and worker.stdout and read_frame(worker.stdout) == b"{}"
    write_frame(worker.stdin, page(1).encode())
    assert SENTENCES[1].encode() in (read_frame(worker.stdout) or b"")
    worker.communicate()   # closes its input
    assert worker.returncode == 0


def test_a_frame_that_breaks_off_is_none(tmp_path: Path) -> None:
    with (tmp_path / "frames").open("w+b") as file:
        write_frame(file, b"whole")
        file.write(b"9\nbroken")
        file.seek(0)
        assert (read_frame(file), read_frame(file)) == (b"whole", None)
