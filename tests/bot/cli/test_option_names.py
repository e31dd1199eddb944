"""What is wrong with an option's value is said with the option's name as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import command
from bot.cli.commands import main as bot_main
from index import Archive
from index.cli.commands import cli as index_cli
from tests.fakes import WordEmbedder


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model made of words instead of the real one."""
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())


@pytest.fixture
def folder(archive: Archive, tmp_path: Path) -> Path:
    archive.close()
    (tmp_path / "questions.csv").write_text("question,expected\nWill the ferry sail?,all winter\n")
    (tmp_path / "none.json").write_text("nothing")
    return tmp_path


def run(folder: Path, name: str, *arguments: str) -> Result:
    given = [*arguments, "--archive", str(folder / "news")]
    chosen = index_cli if name == "index" else command(name)
    return CliRunner().invoke(chosen, [each.replace("FOLDER", str(folder)) for each in given], catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "arguments", "option"),
    [
        ("ask", ("Who?", "--as-of", "yesterday"), "--as-of is 'yesterday'"),
        ("quotes", ("Ann Lee", "--since", "x"), "--since is 'x'"),
        ("quotes", ("Ann Lee", "--until", "x"), "--until is 'x'"),
        ("events", ("flood", "--since", "2024-01-02", "--until", "2024-01-01"),
         "--since (2024-01-02) is later than --until (2024-01-01)"),
        ("evaluate", ("FOLDER/questions.csv", "--require", "correct=most"), "--require: 'correct=most'"),
        ("evaluate", ("FOLDER/questions.csv", "--report", "FOLDER/card.txt"), "--report: card.txt"),
        ("evaluate", ("FOLDER/questions.csv", "--against", "FOLDER/none.json"), "--against: none.json"),
        ("standing", ("watch", "--file", "FOLDER/asked.json", "--every", "often"), "--every: "),
        ("standing", ("check", "--file", "FOLDER/asked.json", "--webhook", "ftp://desk"), "--webhook: "),
        ("standing", ("check", "--file", "FOLDER/asked.json", "--feed", "FOLDER/no/feed.xml"), "--feed: "),
        ("index", ("search", "ferry", "--as-of", "yesterday"), "--as-of is 'yesterday'"),
        ("index", ("search", "ferry", "--limit", "0"), "--limit is 0"),
        ("index", ("build", "FOLDER", "--max-removals", "many"), "--max-removals: "),
        ("index", ("watch", "FOLDER", "--every", "often"), "--every: "),
    ],
)
def test_an_option_is_named_as_it_is_typed(folder: Path, name: str, arguments: tuple[str, ...], option: str) -> None:
    result = run(folder, name, *arguments)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(option)


def test_checking_no_question_says_so(folder: Path) -> None:
    result = run(folder, "standing", "check", "--file", "FOLDER/asked.json")
    assert (result.exit_code, result.stderr) == (
        0, "asked.json holds no question yet; `standing add` puts one in.\n")


def test_ask_may_be_named_like_every_other_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bot_main(["ask", "Will the ferry sail all winter?", "--archive", str(folder / "news")])
    assert ended.value.code == 0 and "all winter" in capsys.readouterr().out
