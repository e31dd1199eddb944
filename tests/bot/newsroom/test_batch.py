"""A sheet of questions becomes a sheet of answers, a row at a time, and a run that was stopped goes on."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path

import pytest

from bot import Bot
from bot.newsroom.batch import ANSWER_COLUMNS, batch, rows_done
from bot.newsroom.sheet import QuestionSheet, read_sheet
from corpus import InputError
from index import Archive

ROWS = ("Will the ferry sail all winter?,=HYPERLINK(1)", "Who discovered penicillin in Berlin?,b",
        "How many swans came back to the harbour?,c")


@pytest.fixture
def sheet(tmp_path: Path) -> QuestionSheet:
    (tmp_path / "questions.csv").write_text("\n".join(("question,note", *ROWS)))
    return read_sheet(tmp_path / "questions.csv")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_row_has_the_answer_with_its_citations_beside_what_the_sheet_had(
    archive: Archive, sheet: QuestionSheet, answers: Path
) -> None:
    assert [answer.answered for answer in batch(Bot(archive), sheet, answers)] == [True, False, True]
    first, second, _ = read(answers)
    assert list(first) == ["question", "note", *ANSWER_COLUMNS]
    assert first["answered"] == "yes" and first["answer"].startswith("“The ferry will sail all winter.”")
    assert first["quotations"] == "[1] The ferry will sail all winter."
    assert (first["articles"], first["published"]) == ("[1] Ferry to sail all winter", "[1] 2023-01-10")
    assert first["links"].startswith("[1] https://www.example.org/ferry#:~:text=")
    assert (first["archive"], first["model"]) == ("news", "")
    assert second["answered"] == "no" and second["links"] == ""


def test_a_cell_that_a_spreadsheet_would_compute_is_text(archive: Archive, sheet: QuestionSheet, answers: Path) -> None:
    list(batch(Bot(archive), sheet, answers))
    assert read(answers)[0]["note"] == "'=HYPERLINK(1)"


def test_a_run_that_was_stopped_goes_on_where_it_was(archive: Archive, sheet: QuestionSheet, answers: Path) -> None:
    list(islice(batch(Bot(archive), sheet, answers), 2))
    assert rows_done(sheet, answers) == 2
    first = answers.read_bytes()
    assert len(list(batch(Bot(archive), sheet, answers))) == 1
    assert answers.read_bytes().startswith(first)
    assert [row["question"] for row in read(answers)] == [row.question for row in sheet.rows]
    assert list(batch(Bot(archive), sheet, answers)) == []


@pytest.mark.parametrize("torn", [1, 20, 60])
def test_a_row_that_was_torn_off_is_answered_anew(
    archive: Archive, sheet: QuestionSheet, answers: Path, torn: int
) -> None:
    list(batch(Bot(archive), sheet, answers))
    answers.write_bytes(answers.read_bytes()[:-torn])
    assert rows_done(sheet, answers) == 2
    assert len(list(batch(Bot(archive), sheet, answers))) == 1
    assert len(read(answers)) == 3


def test_a_column_of_the_sheet_keeps_its_name(archive: Archive, tmp_path: Path, answers: Path) -> None:
    (tmp_path / "questions.csv").write_text("answer;question\nmine;Will the ferry sail all winter?\n")
    list(batch(Bot(archive), read_sheet(tmp_path / "questions.csv"), answers))
    (row,) = read(answers)
    assert row["answer"] == "mine" and row["answer_answer"].startswith("“The ferry")


@pytest.mark.parametrize("content", [
    b"question,note\r\n", b"notes of mine", b"a,b\r\nc,d\r\n", b'"\r\n', b"\xff\xfe\r\n",
])
def test_a_file_of_something_else_is_left_alone(sheet: QuestionSheet, answers: Path, content: bytes) -> None:
    answers.write_bytes(content)
    with pytest.raises(InputError, match=r"answers.csv is there already"):
        rows_done(sheet, answers)
    assert answers.read_bytes() == content


def test_answers_to_another_sheet_are_left_alone(
    archive: Archive, tmp_path: Path, sheet: QuestionSheet, answers: Path
) -> None:
    list(batch(Bot(archive), sheet, answers))
    (tmp_path / "others.csv").write_text("question,note\nWho won?,a\nWho lost?,b\nWho drew?,c\n")
    with pytest.raises(InputError, match="no part of the answers to this sheet"):
        rows_done(read_sheet(tmp_path / "others.csv"), answers)
    with pytest.raises(InputError, match="There is no folder"):
        rows_done(sheet, tmp_path / "nowhere" / "answers.csv")
