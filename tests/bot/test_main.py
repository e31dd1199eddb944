"""`python -m bot` prints an answer with its cuttings and refuses in one line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.ask import cli
from index import Archive
from tests.fakes import ARTICLES, WordEmbedder, article

FERRY = "Will the ferry sail all winter?"


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model made of words instead of the real one."""
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())


@pytest.fixture
def news(archive: Archive) -> Path:
    archive.close()
    return archive.folder


def run(*arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments], catch_exceptions=False, env=env)


def test_the_answer_is_printed_with_its_cuttings(news: Path) -> None:
    result = run("--archive", news, FERRY)
    assert result.exit_code == 0
    assert result.stdout == (
        "“The ferry will sail all winter.” — 10 January 2023, Ann Lee and Bob Ray [1]\n"
        "\n"
        "[1] Ferry to sail all winter (Ann Lee and Bob Ray, The Quay, Transport)\n"
        "    https://www.example.org/ferry#:~:text=ferry%20will%20sail%20all%20winter.\n"
    )


def test_a_question_without_an_answer_is_no_failure(news: Path) -> None:
    result = run("--archive", news, "Who discovered penicillin in Berlin?")
    assert result.exit_code == 0
    assert result.stdout.startswith("I don't find that in the archive.")
    assert "[1]" not in result.stdout


def test_json_has_the_shape_that_is_promised(news: Path) -> None:
    answer = json.loads(run("--archive", news, "--json", FERRY).stdout)
    assert set(answer) == {
        "question",
        "question_used",
        "language",
        "queries",
        "choices",
        "respelt",
        "text",
        "answered",
        "citations",
        "lead",
        "more",
        "short",
        "premises",
        "hits",
        "scope",
        "support",
        "notices",
        "withheld",
        "timings",
        "model",
        "usage",
        "archive",
    }
    assert (answer["question"], answer["question_used"], answer["answered"]) == (FERRY, FERRY, True)
    (citation,) = answer["citations"]
    assert set(citation) == {
        "number", "article", "version", "quote", "start", "end", "link", "twins", "confidence", "later",
    }
    assert citation["article"]["id"] == "ferry" and "text" not in citation["article"]
    assert citation["quote"] == "The ferry will sail all winter."
    assert set(answer["hits"][0]) == {"article", "text", "start", "end", "score", "twins"}
    assert answer["archive"]["articles"] == 9


def test_json_keeps_letters_as_they_are(news: Path) -> None:
    assert "“The ferry" in run("--archive", news, "--json", FERRY).stdout


def test_the_archive_may_be_named_in_the_environment(news: Path) -> None:
    assert run(FERRY, env={"CUTTINGS_ARCHIVE": str(news)}).exit_code == 0


def test_a_missing_archive_is_one_line_and_status_2(tmp_path: Path) -> None:
    result = run("--archive", tmp_path / "nowhere", FERRY)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "python -m index build" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("question", ["", "?!", "x" * 2001])
def test_a_question_that_cannot_be_asked_is_one_line_and_status_2(news: Path, question: str) -> None:
    result = run("--archive", news, question)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1


def test_without_an_archive_the_option_is_named() -> None:
    result = run(FERRY, env={"CUTTINGS_ARCHIVE": ""})
    assert result.exit_code == 2
    assert "--archive" in result.stderr


@pytest.mark.parametrize("model", ["reranker", "reader"])
@pytest.mark.parametrize("by", ["flag", "environment"])
def test_a_model_that_is_not_there_is_one_line_and_status_2(news: Path, model: str, by: str) -> None:
    named = ("/no/such/model",)
    flags, env = ((f"--{model}", *named), {}) if by == "flag" else ((), {f"CUTTINGS_{model.upper()}": named[0]})
    result = run("--archive", news, *flags, FERRY, env=env)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith(f"The {model} '/no/such/model' is neither") and result.stderr.count("\n") == 1


def test_where_else_a_quote_was_printed_is_told(news: Path) -> None:
    with Archive.open(news, embedder=WordEmbedder()) as opened:
        opened.add([replace(ARTICLES[0], id="copy", source="News Wire", published=None)])
    assert "    Also printed in News Wire\n" in run("--archive", news, FERRY).stdout


def test_what_is_more_stands_behind_the_answer(tmp_path: Path) -> None:
    news = ("Crows took the roof of Ada Bell.", "Ada Bell says her roof has doves.", "Gulls? Ada Bell repaired a roof.",
            "The roof was new when Ada Bell bought it.")
    with Archive.create(tmp_path / "birds", embedder=WordEmbedder()) as archive:
        archive.add([article(f"{number}", "Birds", text) for number, text in enumerate(news)])
    answer, _, more = run("--archive", tmp_path / "birds", "Ada Bell roof?").stdout.partition("More from the archive:")
    assert answer.startswith("“") and answer.count("“") <= 2 and "“" in more
