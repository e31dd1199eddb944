"""Every command is found by its name, and a question waits for the import of none of the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import app
from bot.cli.commands import COMMANDS, command, main

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_there_and_explains_itself(name: str) -> None:
    result = CliRunner().invoke(command(name), ["--help"])
    assert result.exit_code == 0 and "Usage" in result.stdout


def test_a_question_imports_no_other_command() -> None:
    rooms = ("bot.cli.", "bot.newsroom", "bot.web", "mcp")
    code = ("import sys; from bot.cli.commands import command; command('ask')\n"
            f"print(sorted(name for name in sys.modules if name.startswith({rooms})))")
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['bot.cli.ask', 'bot.cli.commands']"


def test_a_command_of_the_bot_is_called_with_what_it_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["standing", "list", "--file", str(tmp_path / "standing.json")])
    assert (ended.value.code, capsys.readouterr().out) == (0, "")


@pytest.mark.parametrize(("arguments", "says"), [
    (["--help"], "standing"), (["standing", "--help"], "watch"), (["search", "--help"], "query"),
    (["serve", "--help"], "port"), (["nonsense"], "No such command"),
])
def test_one_name_leads_to_all_of_them(
    arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["cuttings", *arguments])
    with pytest.raises(SystemExit):
        app.command_line()
    printed = capsys.readouterr()
    assert says in printed.out + printed.err
