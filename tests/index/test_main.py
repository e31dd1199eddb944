"""The command line does what it says and refuses in one line."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.cli.commands import cli
from index.ingest.watch import Clock, watch
from tests.fakes import ARTICLES, WordEmbedder
from tests.pages import page
from tests.sites import site


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model made of words instead of the real one."""
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps(each.to_dict()) for each in ARTICLES), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments], catch_exceptions=False)


def test_a_build_says_what_it_did_and_the_second_does_nothing(tmp_path: Path, news: Path) -> None:
    first = run("build", "--archive", tmp_path / "a", news)
    assert first.exit_code == 0 and "12 added, 0 changed, 0 unchanged, 0 skipped" in first.output
    second = run("build", "--archive", tmp_path / "a", news)
    assert "0 added, 0 changed, 12 unchanged" in second.output


def test_a_broken_record_is_named_and_the_rest_is_kept(tmp_path: Path, news: Path) -> None:
    news.write_text(news.read_text() + '\n{"title": "no text"}\n{broken', encoding="utf-8")
    result = run("build", "--archive", tmp_path / "a", news)
    assert result.exit_code == 1
    assert "news.jsonl:13" in result.output and "12 added" in result.output and "2 skipped" in result.output


def test_search_prints_json_that_a_program_can_read(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    result = run("search", "swans in the harbour", "--archive", tmp_path / "a", "--limit", 2, "--json")
    hits = json.loads(result.output)["hits"]
    assert len(hits) == 2 and hits[0]["article"]["id"] == "swans"
    assert set(hits[0]) == {"article", "text", "start", "end", "score", "twins"}


def test_search_obeys_operators(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)

    def found(query: str) -> str:
        return run("search", query, "--archive", tmp_path / "a").output

    assert "swans" in found('"to the harbour"').casefold() and "Nothing found." in found('"harbour the to"')
    assert "swans" not in found("harbour -swans").casefold()
    assert "exactly these words" in " ".join(run("search", "--help").output.replace("│", "").split())


def test_search_takes_filters(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    result = run("search", "harbour", "--archive", tmp_path / "a", "--kind", "opinion", "--since", "2023-01-01")
    assert "Why I love fog" in result.output and "Swans" not in result.output


def test_info_counts_what_a_reader_may_see(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    assert json.loads(run("info", "--archive", tmp_path / "a", "--json").output)["articles"] == 9


def test_export_gives_back_what_came_in(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    lines = run("export", "--archive", tmp_path / "a").output.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [each.id for each in ARTICLES]


def test_remove_says_what_was_not_there(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    result = run("remove", "--archive", tmp_path / "a", "swans", "geese")
    assert result.exit_code == 1 and "1 removed, 1 not found" in result.output


def test_check_finds_nothing_wrong(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    assert run("check", "--archive", tmp_path / "a").output == "all is well\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("info", "--archive", "nowhere"), "There is no archive in nowhere"),
        (("search", "x", "--archive", "nowhere"), "There is no archive in nowhere"),
        (("build", "--archive", "new", "missing.jsonl"), "missing.jsonl"),
        (("search", "x", "--archive", "nowhere", "--since", "soon"), "since is 'soon'"),
    ],
)
def test_what_cant_be_done_ends_in_one_line_and_status_2(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output and result.output.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_withdrawal_prints_its_receipt_and_the_next_build_says_that_it_holds(tmp_path: Path, news: Path) -> None:
    place = ("--archive", tmp_path / "a")
    run("build", *place, news)
    result = run("withdraw", *place, "http://example.org/ferry/", "--reason", "Court order")
    assert result.exit_code == 0
    assert "Withdrawn: ferry https://example.org/ferry (Court order)" in result.output
    assert "Deleted from the database: 1 articles, 0 former versions, 1 passages, 1 vectors" in result.output
    assert "files: nothing is found." in result.output
    again = run("build", *place, news)
    assert "11 unchanged, 0 skipped; 0 passages embedded; 1 withdrawn before and not brought back" in again.output
    assert "index readmit ferry would allow it" in again.output
    assert "was withdrawn on" in run("history", *place, "ferry").output
    twice = run("withdraw", *place, "ferry", "nothing", "--reason", "Again")
    assert twice.exit_code == 1 and "ferry was withdrawn" in twice.output and "no article nothing" in twice.output
    assert run("check", *place, "--repair").output == "all is well\n"
    assert run("readmit", *place, "ferry").exit_code == 0 and run("readmit", *place, "ferry").exit_code == 1
    assert "1 added" in run("build", *place, news).output


def test_history_shows_versions_and_prints_one(tmp_path: Path, news: Path) -> None:
    place = ("--archive", tmp_path / "a")
    run("build", *place, news)
    news.write_text(json.dumps({**ARTICLES[4].to_dict(), "text": "Sixty geese came."}), encoding="utf-8")
    run("build", *place, news, "--forbid-rights", "no reuse")
    told = run("history", *place, "swans").output
    assert "1. Swans return" in told and "2. Swans return" in told and "   text: 53 characters shorter" in told
    assert "Forty swans" in run("history", *place, "swans", "--version", 1).output
    assert json.loads(run("history", *place, "swans", "--json").output)[0]["versions"][1]["version"] == 2
    assert run("history", *place, "swans", "--version", 9).exit_code == 1
    assert run("history", *place, "nothing").exit_code == 1


def test_a_public_export_leaves_out_what_a_reader_may_not_see(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    assert len(run("export", "--archive", tmp_path / "a", "--public").output.splitlines()) == 9

def interrupt(seconds: float) -> None:
    """What somebody does who has seen enough."""
    raise KeyboardInterrupt


def test_sources_are_kept_in_step_and_watched_from_the_command_line(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "--archive", tmp_path / "a", "--sync", news)
    lines = news.read_text().splitlines()
    news.write_text("\n".join(lines[1:]), encoding="utf-8")
    result = run("build", "--archive", tmp_path / "a", "--sync", news)
    assert result.exit_code == 0 and "1 of 12 articles are no longer in" in result.output
    assert "0 added, 0 changed, 11 unchanged, 1 removed, 0 skipped" in result.output
    news.write_text("\n".join(lines[6:]), encoding="utf-8")
    result = run("build", "--archive", tmp_path / "a", "--sync", news)
    assert result.exit_code == 2 and "more than --max-removals 5%" in result.output
    monkeypatch.setattr("index.cli.build.watch_sources", partial(watch, clock=Clock(sleep=interrupt)))
    result = run("watch", "--archive", tmp_path / "a", "--max-removals", "50%", news)
    assert result.exit_code == 0 and "5 removed" in result.output


def test_an_address_of_this_machine_is_opened_only_when_allowed(tmp_path: Path) -> None:
    with site() as served:
        url = served.put("/a", page("Bridge closed"))
        result = run("build", "--archive", tmp_path / "a", url)
        assert result.exit_code == 2 and "no public address" in result.output and served.asked == []
        assert "1 added" in run("build", "--archive", tmp_path / "a", "--pause", 0, "--allow-private", url).output


def test_an_archive_is_backed_up_and_restored(tmp_path: Path, news: Path) -> None:
    run("build", "--archive", tmp_path / "a", news)
    kept = run("backup", "--archive", tmp_path / "a", tmp_path / "kept")
    assert kept.exit_code == 0 and "12 articles" in kept.output and "verified" in kept.output
    assert run("restore", "--archive", tmp_path / "b", tmp_path / "kept").exit_code == 0
    assert "swans" in run("search", "--archive", tmp_path / "b", "swans", "--json").output
    again = run("backup", "--archive", tmp_path / "a", tmp_path / "kept")
    assert again.exit_code == 2 and "new or empty folder" in again.output
