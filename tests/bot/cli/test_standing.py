"""`cuttings standing`: questions are added, listed, removed and asked again; changes go where they are wanted."""

from __future__ import annotations

import sys
from pathlib import Path

import feedparser
import pytest
from typer.testing import CliRunner, Result

from bot import Bot
from bot.cli.standing import cli
from index import Archive
from tests.fakes import WordEmbedder, article, day

OTTERS = "Where were two otters seen?"


@pytest.fixture
def news(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())
    archive.close()
    return archive.folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments], catch_exceptions=False)


def add_otters(news: Path) -> None:
    with Archive.open(news, embedder=WordEmbedder()) as archive:
        archive.add([article("otters", "Otters seen", "Two otters were seen at the quay.", day(2023, 11, 1))])
        archive.embed()


def test_a_change_is_printed_once_fed_and_handed_to_a_command(news: Path, tmp_path: Path) -> None:
    file, feed, taken = tmp_path / "standing.json", tmp_path / "changes.atom", tmp_path / "taken"
    assert run("add", OTTERS, "--file", file).stdout == "It is asked from now on.\n"
    assert run("add", OTTERS, "--file", file).stdout == "It is asked already.\n"
    assert run("list", "--file", file).stdout == f"{OTTERS}  (never asked yet)\n"
    script = tmp_path / "take.py"
    script.write_text(f"import sys, pathlib; pathlib.Path({str(taken)!r}).write_text(sys.stdin.read())")
    check = ("check", "--file", file, "--archive", news, "--feed", feed, "--run", f"{sys.executable} {script}")
    assert run(*check).stdout == ""
    add_otters(news)
    told = run(*check)
    assert told.exit_code == 0
    assert told.stdout == (f"{OTTERS} (answered now)\nBefore: the archive held no answer.\n"
                           "Now: “Two otters were seen at the quay.” (Otters seen, The Quay, 2023-11-01)\n")
    assert "Two otters" in taken.read_text()
    assert [each.title for each in feedparser.parse(feed.read_bytes()).entries] == [f"{OTTERS} (answered now)"]
    assert run(*check).stdout == ""
    assert "(answered since 20" in run("list", "--file", file).stdout
    assert run("remove", OTTERS, "--file", file).exit_code == 0 and run("list", "--file", file).stdout == ""


def test_it_watches_until_it_is_stopped_and_asks_only_what_has_changed(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, slept = tmp_path / "standing.json", []
    run("add", OTTERS, "--file", file)

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            add_otters(news)
        if len(slept) == 4:
            raise KeyboardInterrupt

    asked = Bot.ask
    questions: list[str] = []
    monkeypatch.setattr(Bot, "ask", lambda bot, question: questions.append(question) or asked(bot, question))
    monkeypatch.setattr("bot.cli.standing.time.sleep", sleep)
    watched = run("watch", "--file", file, "--archive", news, "--every", "2m")
    assert (watched.exit_code, slept) == (130, [120.0] * 4)
    assert watched.stdout.count("(answered now)") == 1 and len(questions) == 2


def test_what_could_not_be_delivered_is_status_1_and_told_again(news: Path, tmp_path: Path) -> None:
    file = tmp_path / "standing.json"
    run("add", OTTERS, "--file", file)
    check = ("check", "--file", file, "--archive", news)
    run(*check)
    add_otters(news)
    failed = run(*check, "--webhook", "http://127.0.0.1:9/")
    assert failed.exit_code == 1 and "tried again with the next check" in failed.stderr
    assert "answered now" in run(*check).stdout


@pytest.mark.parametrize("arguments", [
    ("check", "--webhook", "desk"), ("check", "--feed", "/no/such/folder/a.atom"), ("watch", "--every", "soon"),
    ("check", "--run", "no-such-command"), ("check", "--feed", __file__),
])
def test_wrong_input_is_one_line_and_status_2(news: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--file", tmp_path / "standing.json", "--archive", news)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
