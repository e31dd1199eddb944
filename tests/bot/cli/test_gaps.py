"""`cuttings gaps` lists what readers asked in vain, for a reader, a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.gaps import cli
from index import Archive
from tests.fakes import ARTICLES, WordEmbedder

GAPS = [
    {"words": "=tram Saltgate", "question": False, "askers": 10, "month": "2024-05"},
    {"words": "How many swans came back to the harbour?", "question": True, "askers": 5, "month": "2024-06"},
]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add(ARTICLES)
        archive.embed()
    (tmp_path / "gaps.json").write_text(json.dumps({"form": "cuttings-gaps-1", "gaps": GAPS}))
    return tmp_path


def run(folder: Path, *arguments: object, file: str = "gaps.json") -> Result:
    given = [folder / file, "--archive", folder / "news", *arguments]
    return CliRunner().invoke(cli, [str(each) for each in given], catch_exceptions=False)


def test_they_are_listed_with_what_the_archive_holds_now(news: Path) -> None:
    shown = run(news).stdout
    assert shown.startswith("=tram Saltgate  (10 or more readers, since 2024-05)\n")
    assert "Answered since: “Forty swans came back to the harbour on Sunday.”" in shown
    assert shown.endswith("2 listed.\n")


def test_a_spreadsheet_and_a_program_get_the_same(news: Path) -> None:
    first, second = csv.DictReader(io.StringIO(run(news, "--csv").stdout))
    one, other = json.loads(run(news, "--json").stdout)["gaps"]
    assert (first["asked"], one["asked"]) == ("'=tram Saltgate", "=tram Saltgate")
    assert (second["answered"], other["answered"]) == ("True", True)
    assert second["article"] == other["article"] == "swans"


def test_wrong_input_is_one_line_and_status_2(news: Path) -> None:
    (news / "other.json").write_text("{}")
    for result in (run(news, "--csv", "--json"), run(news, file="none.json"), run(news, file="other.json")):
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
