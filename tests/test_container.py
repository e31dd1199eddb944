"""The image and the composition name what is there: files, commands, variables; the checkers of both agree."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

import app
from index.cli.commands import cli as commands

ROOT = Path(__file__).resolve().parents[1]
IMAGE, COMPOSED = ROOT / "Dockerfile", ROOT / "compose.yaml"
OWN = {"CUTTINGS_CACHE"}       # read where models are converted, by no flag


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of the composition, with what is merged into them."""
    read: dict[str, Any] = yaml.safe_load(COMPOSED.read_text("utf-8"))["services"]
    return read


def variables() -> set[str]:
    """The environment variables that set a flag of `serve`."""
    command = typer.main.get_command(app.cli)
    return {str(each.envvar) for each in command.params if getattr(each, "envvar", None)} | {"CUTTINGS_SECRET"} | OWN


def test_what_is_copied_into_the_image_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", IMAGE.read_text("utf-8"), re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert len(names) > 5 and [name for name in names if not list(ROOT.glob(name))] == []
    kept = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert [name for name in names if f"!{name}" not in kept] == []


def test_every_variable_sets_something(services: dict[str, Any]) -> None:
    named = set(re.findall(r"\bCUTTINGS_[A-Z_]+", IMAGE.read_text("utf-8")))
    named |= {name for service in services.values() for name in service["environment"] if name.startswith("CUTTINGS")}
    assert named and named - variables() == set()


def test_nobody_is_root_and_the_root_is_read_only(services: dict[str, Any]) -> None:
    *_, last = IMAGE.read_text("utf-8").split("FROM ")
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE) and "HEALTHCHECK" in last
    ours = [service for name, service in services.items() if name != "milvus"]
    assert len(ours) == 3
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours)
    assert "archive:/archive:ro" in services["serve"]["volumes"]


def test_the_composition_calls_commands_that_there_are(services: dict[str, Any]) -> None:
    known = {command.name or command.callback.__name__ for command in commands.registered_commands if command.callback}
    assert {services[name]["entrypoint"][1] for name in ("build", "push")} <= known


def test_hadolint_agrees() -> None:
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("no hadolint on this machine")
    ran = subprocess.run([hadolint, str(IMAGE)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")
