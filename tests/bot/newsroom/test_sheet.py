"""A sheet of questions is read as spreadsheets write it, and refused by the row that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.newsroom.sheet import QuestionSheet, read_sheet
from corpus import InputError


def sheet(folder: Path, content: str | bytes) -> QuestionSheet:
    file = folder / "questions.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_sheet(file)


@pytest.mark.parametrize("content", [
    "question,note\nWho won?,first\n",
    "Question;Note\r\nWho won?;first\r\n",
    "\ufeffquestion\tnote\nWho won?\tfirst\n",
    " QUESTION |note\n\n Who won? | first |\n|\n",
])
def test_what_spreadsheets_write_is_one_sheet(tmp_path: Path, content: str) -> None:
    read = sheet(tmp_path, content)
    assert read.columns == ("question", "note")
    assert [dict(row.cells) for row in read.rows] == [{"question": "Who won?", "note": "first"}]


def test_words_in_an_older_encoding_are_read(tmp_path: Path) -> None:
    rows = ["Wer war Bürgermeister von Größau?", "Wie hoch wird die Mauer für das Dorf, wenn sie höher wird?"] * 4
    read = sheet(tmp_path, "\n".join(["question", *rows, ""]).encode("cp1252"))
    assert [row.question for row in read.rows] == rows


def test_where_there_is_one_column_commas_are_the_question_s_own(tmp_path: Path) -> None:
    assert [row.question for row in sheet(tmp_path, 'question\nWho won, and when?\n"And, then?"\n').rows] == [
        "Who won, and when?", "And, then?"]


def test_a_row_is_known_by_its_line(tmp_path: Path) -> None:
    read = sheet(tmp_path, 'question,note\n"Who\nwon?",a\n\nWho lost?\n')
    assert [row.place for row in read.rows] == ["questions.csv:2", "questions.csv:5"]
    assert read.rows[1].cells["note"] == ""


@pytest.mark.parametrize(("content", "why"), [
    ("", "names no column “question”; name the one with the questions so. It is empty."),
    ("Who won?\n", "names no column “question”; name the one with the questions so. It has: who won?."),
    ("question\n\n", "no question below"),
    ("question,note,note\nWho won?,a,b\n", "names “note” twice"),
    ("question,note\nWho won, and when?,a\n", "questions.csv:2: this row has 3 cells"),
    ("question,note\n,a\n", "questions.csv:2: there is no question"),
    ("question\n?!\n", "questions.csv:2: there is no question"),
    (f"question\n{'a' * 2_001}\n", "2,001 characters"),
    ('question\n"Who won?\n', "mend its quotes"),
    (b"question\n\x00\x01\x02\x03\xff\xfe\n" * 50, "not text; save it as CSV."),
])
def test_what_is_no_sheet_of_questions_is_refused_in_a_sentence(tmp_path: Path, content: str | bytes, why: str) -> None:
    with pytest.raises(InputError) as refused:
        sheet(tmp_path, content)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)
