"""The ledger tells who was told what, and never stands in an answer's way."""

from __future__ import annotations

import json
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.cli.commands import main
from bot.records.feedback import FILE, Feedback
from bot.records.ledger import SCHEMA, Ledger, LedgerLost, key_of
from bot.web.service.recent_answers import record
from index import Archive
from tests.fakes import ARTICLES, day

FERRY = "Will the ferry sail all winter?"
QUOTE = "The ferry will sail all winter."


@pytest.fixture
def ledger(archive: Archive, tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "ledger.db", archive)
    archive.note_answers(made.file)
    yield made
    made.close()


def until(true: Callable[[], bool]) -> None:
    for _ in range(3_000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came true")


def rows(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as database:
        return list(database.execute("SELECT id, conversation FROM answers ORDER BY id"))


def asked(ledger: Ledger, archive: Archive, id: str = "a" * 32, conversation: str = "talk") -> None:
    answer = Bot(archive).ask(FERRY)
    kept = {"id": id, **record(answer), "conversation": key_of(conversation)}
    before = len(rows(ledger.file))
    ledger.keep(kept, answer, key_of(conversation))
    until(lambda: len(rows(ledger.file)) > before)


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return int(ended.value.code or 0)


def told(ledger: Ledger, archive: Archive, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run("affected", "ferry", "--ledger", ledger.file, "--archive", archive.folder, *more) == 0
    return capsys.readouterr().out


def test_an_answer_is_written_with_the_versions_it_cites(ledger: Ledger, archive: Archive) -> None:
    asked(ledger, archive)
    with closing(sqlite3.connect(ledger.file)) as database:
        (row,) = database.execute('SELECT article, version, start, "end" FROM cited')
        (generation,) = database.execute("SELECT generation FROM answers").fetchone()
    assert row[:2] == ("ferry", 1) and QUOTE in ARTICLES[0].text[row[2] : row[3]]
    assert generation == archive.generation
    assert stat.S_IMODE(ledger.file.stat().st_mode) == 0o600


def test_a_ledger_that_others_could_read_is_closed_to_them(ledger: Ledger, archive: Archive) -> None:
    ledger.close()
    ledger.file.chmod(0o644)
    Ledger(ledger.file, archive).close()
    assert stat.S_IMODE(ledger.file.stat().st_mode) == 0o600


def test_a_correction_names_the_answers_that_cited_what_stood_before(
    ledger: Ledger, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(ledger, archive)
    assert told(ledger, archive, capsys).startswith("No recorded answer")
    archive.add([replace(ARTICLES[0], text="The ferry will sail until May.",
                         corrections=((day(2023, 1, 11), "It sails until May."),))])
    said = told(ledger, archive, capsys)
    assert FERRY in said and "cited: ferry, version 1" in said and "(no longer stands)" in said
    assert "since: correction of 2023-01-11: It sails until May." in said and "1 answers cited" in said
    (entry,) = json.loads(told(ledger, archive, capsys, "--json"))
    assert (entry["version"], entry["stands"]) == (1, False) and QUOTE in entry["quote"]


def test_a_withdrawal_names_them_too_and_leaves_nothing_it_said_in_the_ledger(
    ledger: Ledger, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(ledger, archive)
    assert archive.withdraw(["ferry"], "Court order").answers == (("ledger.db", 1),)
    said = told(ledger, archive, capsys)
    assert "cited: ferry, version 1" in said and ": Court order" in said and "quoted" not in said
    assert QUOTE.encode() not in ledger.file.read_bytes() and b"sail%20all%20winter" not in ledger.file.read_bytes()


def test_what_is_withdrawn_before_it_is_written_is_not_written(ledger: Ledger, archive: Archive) -> None:
    answer = Bot(archive).ask(FERRY)
    archive.withdraw(["ferry"], "Court order")
    ledger.keep({"id": "a" * 32, **record(answer)}, answer, "")
    until(lambda: bool(rows(ledger.file)))
    assert QUOTE.encode() not in ledger.file.read_bytes()


def test_a_conversation_is_forgotten_whole(
    ledger: Ledger, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    for id, talk in (("a" * 32, "talk"), ("b" * 32, "talk"), ("c" * 32, "other")):
        asked(ledger, archive, id, talk)
    verdicts = Feedback(archive.folder / FILE)
    for id, talk in (("b" * 32, "talk"), ("d" * 32, "talk"), ("c" * 32, "other")):
        kept = {"id": id, "question": FERRY, "conversation": key_of(talk)}
        verdicts.add(kept, "helpful")
    assert run("forget", "a" * 32, "--ledger", ledger.file, "--archive", archive.folder) == 0
    assert "2 answers from the ledger and 2 verdicts" in capsys.readouterr().out
    assert rows(ledger.file) == [("c" * 32, key_of("other"))]
    assert [row["answer"]["id"] for row in verdicts.rows()] == ["c" * 32]
    assert run("forget", "talk", "--ledger", ledger.file, "--archive", archive.folder) == 1
    assert run("forget", "talk") == 2


def test_entries_are_deleted_when_their_days_are_over(ledger: Ledger, archive: Archive) -> None:
    asked(ledger, archive)
    with closing(sqlite3.connect(ledger.file)) as database, database:
        database.execute("UPDATE answers SET at = '2020-01-01T00:00:00+00:00'")
    Ledger(ledger.file, archive, days=30)
    assert rows(ledger.file) == []
    with closing(sqlite3.connect(ledger.file)) as database:
        assert database.execute("SELECT count(*) FROM cited").fetchone() == (0,)


def test_a_ledger_that_breaks_is_warned_of_and_nothing_waits(
    ledger: Ledger, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(ledger.file)) as database, database:
        database.execute("DROP TABLE answers")       # as good as a full disk: the write raises
    answer = Bot(archive).ask(FERRY)
    ledger.keep({"id": "a" * 32, **record(answer)}, answer, "")
    until(lambda: ledger.lost == 1)
    assert "was not recorded" in caplog.text


def test_a_place_that_cannot_be_written_is_refused_at_the_start(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(LedgerLost, match="--ledger"):
        Ledger(tmp_path / "nowhere" / "ledger.db", archive)


def test_a_feedback_export_leaves_out_what_was_withdrawn(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Bot(archive).ask(FERRY)
    Feedback(archive.folder / FILE).add({"id": "a" * 32, **record(answer)}, "helpful")
    archive.add([replace(ARTICLES[0], status="withheld")])
    assert run("feedback", "export", "--archive", archive.folder) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert QUOTE not in line and "Ferry to sail" not in line and json.loads(line)["verdict"] == "helpful"


def test_a_ledger_from_before_it_was_numbered_is_used_as_it_is(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as database:
        database.executescript((Path(__file__).with_name("old") / "ledger-0.sql").read_text(encoding="utf-8"))
    assert run("affected", "ferry", "--ledger", file, "--archive", archive.folder) == 0      # before a server opens it
    made = Ledger(file, archive, days=100_000)
    asked(made, archive, id="b" * 32)
    made.close()
    assert [id for id, _ in rows(file)] == ["a" * 32, "b" * 32]
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    archive.withdraw(["ferry"], "Court order", answers=[file])
    assert QUOTE.encode() not in file.read_bytes()
    assert run("forget", "talk", "--ledger", file) == 0
    assert rows(file) == []


def test_a_ledger_of_a_newer_version_is_refused(
    ledger: Ledger, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(ledger.file)) as database:
        database.execute("PRAGMA user_version = 99")
    before = ledger.file.read_bytes()
    with pytest.raises(LedgerLost, match="newer version of Cuttings"):
        Ledger(ledger.file, archive)
    for command in (("affected", "ferry", "--archive", archive.folder), ("forget", "talk")):
        assert run(*command, "--ledger", ledger.file) == 2
        assert "schema 99; this one reads up to 1" in capsys.readouterr().err
    assert ledger.file.read_bytes() == before
