"""`cuttings quotes` lists what somebody is quoted with, for a reader, a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.quotes import cli
from index import Archive
from tests.fakes import WordEmbedder, article, day


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([article("a", "=Bill", "“It costs what it costs,” said Amina Rourke.", day(2023, 3, 1),
                             url="https://www.example.org/a", corrections=((None, "The bill was wrong."),))])
    return tmp_path / "news"


def run(news: Path, *arguments: object) -> Result:
    given = ["Amina Rourke", "--archive", news, *arguments]
    return CliRunner().invoke(cli, [str(each) for each in given], catch_exceptions=False)


def test_it_is_printed_with_its_credit_and_corrections(news: Path) -> None:
    assert run(news).stdout == (
        "“It costs what it costs,”\n"
        "    Amina Rourke in “=Bill”, The Quay, 1 March 2023 (corrected). "
        "https://www.example.org/a#:~:text=It%20costs%20what%20it%20costs%2C\n"
        "    Corrected: The bill was wrong.\n"
        "1 quotation.\n"
    )


def test_a_spreadsheet_and_a_program_get_the_same(news: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(news, "--csv").stdout))
    (quotation,) = json.loads(run(news, "--json").stdout)["quotations"]
    assert row["quotation"] == quotation["quotation"] == "It costs what it costs,"
    assert (row["title"], quotation["title"]) == ("'=Bill", "=Bill")
    assert row["corrections"] == "The bill was wrong."


def test_nobody_is_no_failure_and_wrong_input_is_one_line_and_status_2(news: Path) -> None:
    assert "Nobody of that name" in run(news, "--since", "2024-01-01").stdout
    for wrong in (("--csv", "--json"), ("--since", "yesterday")):
        result = run(news, *wrong)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
