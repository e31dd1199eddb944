"""Gradio's markup is known in two places: one for the page's script, one for what looks at it from outside."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from bot.web.page import gradio_dom
from bot.web.page.preview import SCRIPTS, STATIC

ROOT = Path(__file__).parents[4]
THEIRS = re.compile(
    r"data-testid|bubble-wrap|message-(?:row|wrap|content|buttons)|(?:submit|stop)-button"
    r"|[\"' ]\.(?:message|example|user-row)\b"
)
PLACES = {"bot/web/page/gradio_dom.py", "tests/bot/web/page/test_gradio_dom.py"}


def test_one_script_knows_their_markup() -> None:
    assert [name for name in SCRIPTS if THEIRS.search((STATIC / "page" / name).read_text("utf-8"))] == ["gradio.js"]


def test_one_module_knows_their_markup() -> None:
    files = [path for room in ("bot/web", "benchmarks", "tests/browser") for path in (ROOT / room).rglob("*.py")]
    knowing = {path.relative_to(ROOT).as_posix() for path in files if re.search(r"""["'][^"']*data-testid""",
                                                                                 path.read_text("utf-8"))}
    assert knowing <= PLACES
    assert gradio_dom.ANSWER.startswith("#chat")


def test_the_minor_version_that_the_markup_is_of_is_the_one_that_runs() -> None:
    assert version("gradio").startswith("6.31.")
    assert "gradio>=6.31,<6.32" in (ROOT / "requirements.txt").read_text("utf-8")
