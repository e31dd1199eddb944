"""The front door: what can't be served is refused in one sentence, and one command holds all the others."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import app
from index import DEFAULT_MODEL, Archive


def test_a_missing_archive_says_how_to_build_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(app.cli, ["--archive", str(tmp_path / "none"), "--port", "0"])
    assert result.exit_code == 2
    assert "python -m index build" in result.output and result.output.count("\n") == 1


def test_a_port_in_use_is_said_before_anything_slow(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(app.cli, ["--archive", str(tmp_path), "--port", port])
    assert result.exit_code == 2
    assert f"Can't listen at 127.0.0.1:{port}" in result.output


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 80])
def test_a_host_that_is_nowhere_is_refused(tmp_path: Path, host: str) -> None:
    result = CliRunner().invoke(app.cli, ["--archive", str(tmp_path), "--host", host])
    assert result.exit_code == 2 and f"Can't listen at {host}" in result.output


def test_one_command_holds_all_the_others(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["cuttings", "--help"])
    with pytest.raises(SystemExit):
        app.command_line()
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("build", "search", "ask", "serve", "check", "info", "remove", "export"))


@pytest.mark.parametrize("model", ["reranker", "reader"])
def test_a_model_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path, model: str) -> None:
    with Archive.create(tmp_path / "news", embedder=DEFAULT_MODEL):
        pass
    arguments = ["--archive", str(tmp_path / "news"), "--port", "0", f"--{model}", "/no/such/model"]
    result = CliRunner().invoke(app.cli, arguments)
    assert result.exit_code == 2
    assert f"The {model} '/no/such/model' is neither a folder nor downloaded" in result.output


@pytest.mark.parametrize("workers", ["0", "-1", "1000"])
def test_a_number_of_workers_that_can_not_be_is_refused_in_one_sentence(workers: str) -> None:
    result = CliRunner().invoke(app.cli, ["--port", "0"], env={"CUTTINGS_WORKERS": workers})
    assert result.exit_code == 2 and result.output == f"--workers is {workers}; give a whole number from 1 to 64.\n"


def test_an_archive_that_one_process_can_open_is_not_served_by_several() -> None:
    result = CliRunner().invoke(app.cli, ["--store", "milvus-lite:///news.db", "--port", "0", "--workers", "2"])
    assert result.exit_code == 2
    assert result.output == "milvus-lite:///news.db can be open in one process at a time; serve it without --workers.\n"
