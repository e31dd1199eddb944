"""What readers think of answers."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.cli.commands import main
from bot.records.feedback import FILE, Feedback, FeedbackLost
from corpus import InputError

RECORD: dict[str, Any] = {
    "id": "a" * 32, "question": "Who? \ud83d", "text": "“They.” [1]", "archive": {"generation": 7}
}


def run(*arguments: str) -> int:
    """The status that `python -m bot` ends with."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def test_verdicts_come_back_in_order_with_their_answers(tmp_path: Path) -> None:
    kept = Feedback(tmp_path / FILE)
    kept.add(RECORD, "helpful")
    kept.add({**RECORD, "id": "b" * 32}, "wrong source", "It was the other firm.")
    rows = list(kept.rows())
    assert [row["verdict"] for row in rows] == ["helpful", "wrong source"]
    assert [row["comment"] for row in rows] == ["", "It was the other firm."]
    assert rows[0]["answer"]["text"] == RECORD["text"]


def test_a_second_thought_takes_the_place_of_the_first(tmp_path: Path) -> None:
    kept = Feedback(tmp_path / FILE)
    kept.add(RECORD, "helpful")
    kept.add(RECORD, "not helpful", "half \ud83d")
    assert [(row["verdict"], row["comment"]) for row in kept.rows()] == [("not helpful", "half ?")]


def test_no_file_is_made_before_there_is_a_verdict(tmp_path: Path) -> None:
    assert list(Feedback(tmp_path / FILE).rows()) == [] and not (tmp_path / FILE).exists()


def rights(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_only_its_owner_can_read_a_new_file(tmp_path: Path) -> None:
    Feedback(tmp_path / FILE).add(RECORD, "helpful")
    assert rights(tmp_path / FILE) == 0o600


@pytest.mark.parametrize("use", [lambda kept: kept.add(RECORD, "helpful"), lambda kept: list(kept.rows()),
                                 lambda kept: kept.forget(["b"], [])])
def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path, use: Callable[[Feedback], object]) -> None:
    file = tmp_path / FILE
    Feedback(file).add(RECORD, "helpful")
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("UPDATE feedback SET comment = 'changed'")
        database.commit()
        beside = [file, *(file.with_name(f"{FILE}{ending}") for ending in ("-wal", "-shm"))]
        for each in beside:
            each.chmod(0o644)
        use(Feedback(file))
        assert [rights(each) for each in beside] == [0o600] * 3


def test_a_file_that_nobody_may_write_is_not_opened_to_anybody(tmp_path: Path) -> None:
    file = tmp_path / FILE
    Feedback(file).add(RECORD, "helpful")
    file.chmod(0o444)
    assert len(list(Feedback(file).rows())) == 1 and rights(file) == 0o400


def test_a_verdict_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give one of"):
        Feedback(tmp_path / FILE).add(RECORD, "great")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FeedbackLost, match="can't be kept"):
        Feedback(tmp_path / "nowhere" / FILE).add(RECORD, "helpful")


def test_feedback_is_exported_as_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Feedback(tmp_path / FILE).add(RECORD, "helpful", "Merci, c’était ça.")
    for place in (("--archive", str(tmp_path)), ("--file", str(tmp_path / FILE))):
        assert run("feedback", "export", *place) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert json.loads(line)["comment"] == "Merci, c’était ça."


def test_an_export_of_nothing_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("feedback", "export", "--archive", str(tmp_path)) == 2
    assert run("feedback", "export") == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 and "no feedback" in said[0] and "--archive DIR" in said[1]
