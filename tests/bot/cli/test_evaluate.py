"""`cuttings evaluate` prints a scorecard, writes reports, and fails a build that misses a threshold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.evaluate import cli
from index import Archive
from tests.fakes import WordEmbedder

SHEET = """question,expected,article
Will the ferry sail all winter?,all winter,ferry
Who discovered penicillin in Berlin?,none,
How many swans came back?,Fifty,
"""


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model made of words instead of the real one."""
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())


@pytest.fixture
def news(archive: Archive, tmp_path: Path) -> Path:
    archive.close()
    (tmp_path / "questions.csv").write_text(SHEET)
    return tmp_path


def run(folder: Path, *arguments: object) -> Result:
    given = [folder / "questions.csv", "--archive", folder / "news", *arguments]
    return CliRunner().invoke(cli, [str(each) for each in given], catch_exceptions=False)


def test_the_shares_and_what_is_wrong_are_printed(news: Path) -> None:
    result = run(news)
    assert result.exit_code == 0
    assert result.stdout == (
        "found        50.0%   1 of 2\n"
        "first_40     50.0%   1 of 2\n"
        "correct      50.0%   1 of 2\n"
        "refused     100.0%   1 of 1\n"
        "passed       66.7%   2 of 3\n"
        "questions.csv:4: The answer isn't the one expected. How many swans came back?\n"
    )


def test_a_missed_threshold_is_status_1_and_the_reports_are_there(news: Path) -> None:
    reports = [news / name for name in ("card.html", "junit.xml", "card.json")]
    result = run(news, *(each for report in reports for each in ("--report", report)), "--require", "passed=70%")
    assert (result.exit_code, result.stderr) == (1, "passed is 66.7% (2 of 3), less than 70.0%.\n")
    assert all(report.stat().st_size > 100 for report in reports)
    assert run(news, "--require", "passed=60%", "--require", "refused=1").exit_code == 0


def test_an_earlier_run_is_compared_with(news: Path) -> None:
    run(news, "--report", news / "before.json")
    (news / "questions.csv").write_text(SHEET.replace("Fifty", "Forty"))
    result = run(news, "--against", news / "before.json")
    assert "Against 3 questions of before: 1 better, 0 worse (chance 100.0%).\n+ How many swans" in result.stdout
    compared = json.loads(run(news, "--against", news / "before.json", "--json").stdout)["compared"]
    assert compared["better"] == ["How many swans came back?"]


@pytest.mark.parametrize("arguments", [
    ("--require", "held=1"), ("--report", "card.pdf"), ("--report", "/no/such/card.html"), ("--against", "none.json"),
])
def test_wrong_input_is_one_line_and_status_2_before_anything_is_asked(news: Path, arguments: tuple[str, ...]) -> None:
    result = run(news, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1


def test_a_missing_sheet_is_one_line_and_status_2(news: Path) -> None:
    (news / "questions.csv").unlink()
    result = run(news)
    assert result.exit_code == 2
    assert "questions.csv can't be used" in result.stderr
