"""`cuttings batch` answers a sheet, says how many it couldn't, and asks nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.batch import cli
from index import Archive
from tests.fakes import WordEmbedder


@pytest.fixture
def news(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())
    archive.close()
    (tmp_path / "questions.csv").write_text("question\nWill the ferry sail all winter?\nWho discovered penicillin?\n")
    return tmp_path


def run(folder: Path, *arguments: object) -> Result:
    given = [folder / "questions.csv", folder / "answers.csv", *arguments]
    return CliRunner().invoke(cli, [str(each) for each in given], catch_exceptions=False)


def test_a_sheet_is_answered_once(news: Path) -> None:
    first = run(news, "--archive", news / "news")
    assert (first.exit_code, first.stdout) == (
        0, f"2 questions asked; 1 of them are not in the archive. See {news / 'answers.csv'}\n")
    assert run(news, "--archive", news / "nowhere").stdout.startswith("0 questions asked, 2 before;")


def test_a_file_that_is_no_sheet_of_answers_is_one_line_and_status_2(news: Path) -> None:
    (news / "answers.csv").write_text("mine")
    result = run(news, "--archive", news / "news")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
