"""What docs/privacy.md says of readers: by default nothing is kept of them, and what is kept goes when it should."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.bot import Bot
from bot.cli.commands import main
from bot.records.feedback import FILE, Feedback
from bot.records.ledger import Ledger, key_of
from bot.web.service.recent_answers import record
from index import Archive
from tests.bot.records.test_ledger import rows, until
from tests.bot.web.quiet import UNHURRIED, quiet_app

MARK = "zanzibarbershop"       # a word that stands in nothing but questions
QUESTION = f"Will the ferry sail all winter, asks {MARK}?"
REMARK = "quincewhistle"       # and one in a reader's comment


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is home, working directory and place for temporary files."""
    folder = tmp_path / "alone"
    folder.mkdir()
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "GRADIO_TEMP_DIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def server(archive: Archive, alone: Path) -> Iterator[TestClient]:
    with TestClient(quiet_app(Bot(archive), limits=UNHURRIED)) as client:
        yield client


def talked(client: TestClient) -> list[str]:
    """A conversation in every way that the API has; ids of its answers."""
    first = client.post("/api/ask", json={"question": QUESTION})
    again = client.post("/api/ask", json={"question": f"And in {MARK}?", "history": [
        {"question": QUESTION, "answer": first.json()["text"]}
    ]})
    told = client.post("/api/ask/stream", json={"question": QUESTION})
    found = client.get("/api/search", params={"q": QUESTION})
    refused = client.post("/api/ask", json={"question": MARK, "scope": {"since": MARK}})
    assert [each.status_code for each in (first, again, told, found, refused)] == [200, 200, 200, 200, 422]
    return [first.json()["id"], again.json()["id"]]


def holding(folder: Path, word: str) -> list[str]:
    """The files of a folder that hold a word, as it is or in UTF-16."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files
            if any(word.encode(form) in path.read_bytes() for form in ("utf-8", "utf-16-le"))]


def test_no_file_about_a_reader_is_written_unless_it_was_asked_for(
    server: TestClient, archive: Archive, alone: Path
) -> None:
    before = {path.name for path in archive.folder.rglob("*")}
    talked(server)
    assert holding(archive.folder, MARK) == holding(alone, MARK) == []
    assert {path.name for path in archive.folder.rglob("*")} <= before | {"archive.db-shm", "archive.db-wal"}


def test_a_verdict_is_the_first_thing_that_is_kept(server: TestClient, archive: Archive) -> None:
    id, _ = talked(server)
    said = server.post("/api/feedback", json={"answer": id, "verdict": "helpful", "comment": REMARK})
    assert said.status_code == 200
    assert holding(archive.folder, MARK) == holding(archive.folder, REMARK) == [FILE]


def test_no_log_holds_a_question(server: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        talked(server)
    ours = [each for each in caplog.records if not each.name.startswith("httpx")]      # the client of these tests
    assert any(each.name == "bot.web.http.request_id" for each in ours)
    assert [each.getMessage() for each in ours if MARK in each.getMessage() + str(each.exc_info)] == []


def test_a_failed_question_is_not_in_the_log_either(
    archive: Archive, alone: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = Bot(archive)
    monkeypatch.setattr("index.search.lexical.LexicalIndex.search", lambda *_, **__: 1 // 0)
    with TestClient(quiet_app(bot, limits=UNHURRIED), raise_server_exceptions=False) as client:
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 500
        assert "ZeroDivisionError" in caplog.text and MARK not in caplog.text


def test_a_command_line_says_nothing_of_its_question_beside_the_answer(
    archive: Archive, alone: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.bot.Bot.open", lambda *_, **__: Bot(archive))
    with caplog.at_level(logging.INFO), pytest.raises(SystemExit) as ended:
        main([QUESTION, "--archive", str(archive.folder)])
    assert ended.value.code == 0
    assert MARK not in caplog.text and capfd.readouterr().err == ""
    assert holding(archive.folder, MARK) == holding(alone, MARK) == []


def test_what_is_forgotten_is_in_no_file_any_more(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    ledger, verdicts = Ledger(folder / "ledger.db", archive), Feedback(folder / FILE)
    for number in range(40):
        talk, word = ("talk", MARK) if number % 2 else ("other", "nobody")
        kept(ledger, archive, f"{number:032x}", f"Will the ferry sail all winter, asks {word}?", talk)
        about = {"id": f"{number:032x}", "question": f"asks {word}", "conversation": key_of(talk)}
        verdicts.add(about, "wrong source", f"{word} {REMARK if number % 2 else ''} " * 30)
        verdicts.add(about, "helpful", word)        # the longer comment stood there before
    until(lambda: len(rows(ledger.file)) == 40)
    ledger.close()
    assert sorted(holding(folder, MARK)) == [FILE, "ledger.db"]
    with pytest.raises(SystemExit) as ended:
        main(["forget", "talk", "--ledger", str(ledger.file), "--feedback", str(folder / FILE)])
    assert ended.value.code in (0, None)
    assert holding(folder, MARK) == holding(folder, REMARK) == []
    assert len(rows(ledger.file)) == len(list(verdicts.rows())) == 20


def test_a_running_server_deletes_what_has_had_its_days(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    ledger = Ledger(folder / "ledger.db", archive, days=30)
    kept(ledger, archive, "a" * 32, QUESTION, "talk")
    until(lambda: len(rows(ledger.file)) == 1)
    monkeypatch.setattr("bot.records.ledger.datetime", _clock(days=29))
    Ledger(ledger.file, archive, days=30)
    assert len(rows(ledger.file)) == 1
    monkeypatch.setattr("bot.records.ledger.datetime", _clock(days=31))
    ledger._swept = -float("inf")            # an hour has gone by
    until(lambda: not rows(ledger.file))
    ledger.close()
    assert holding(folder, MARK) == []


def kept(ledger: Ledger, archive: Archive, id: str, question: str, talk: str) -> None:
    answer = Bot(archive).ask(question)
    ledger.keep({"id": id, **record(answer), "conversation": key_of(talk)}, answer, key_of(talk))


def _clock(days: int) -> type[datetime]:
    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=days)

    return Later
