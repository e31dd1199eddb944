"""`cuttings events` lists every time that something happened, for a reader, a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.events import cli
from index import Archive
from tests.fakes import WordEmbedder, article, day


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([
            article("a", "=Fire", "A fire broke out in Merrowby on Monday.", day(2023, 3, 8),
                    url="https://www.example.org/a", corrections=((None, "It was put out."),)),
            article("b", "Again", "On Monday a fire destroyed a barn in Merrowby.", day(2023, 3, 9)),
        ])
    return tmp_path / "news"


def run(news: Path, *arguments: object) -> Result:
    given = ["fire", "--archive", news, *arguments]
    return CliRunner().invoke(cli, [str(each) for each in given], catch_exceptions=False)


def test_a_row_is_printed_with_its_cutting_and_corrections(news: Path) -> None:
    link = json.loads(run(news, "--json").stdout)["events"][0]["link"]
    assert run(news).stdout == (
        "2023-03-06 · Merrowby · –\n"
        "    “A fire broke out in Merrowby on Monday.”\n"
        f"    “=Fire”, The Quay, 8 March 2023 (corrected). {link}\n"
        "    Corrected: It was put out.\n"
        "    Reported again: 1\n"
        "1 row.\n"
    )


def test_a_spreadsheet_and_a_program_get_the_same(news: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(news, "--csv").stdout))
    (event,) = json.loads(run(news, "--json").stdout)["events"]
    assert row["day"] == event["day"] == "2023-03-06" and row["others"] == "b" and event["others"] == ["b"]
    assert (row["title"], event["title"], row["figure"], event["figure"]) == ("'=Fire", "=Fire", "", None)


def test_nothing_is_no_failure_and_wrong_input_is_one_line_and_status_2(news: Path) -> None:
    assert "No sentence reports that" in run(news, "--since", "2024-01-01").stdout
    for wrong in (("--csv", "--json"), ("--since", "yesterday")):
        result = run(news, *wrong)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
