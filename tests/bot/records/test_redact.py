"""What is kept of an answer holds nothing of an article that has gone, before its fold and behind it."""

from __future__ import annotations

import runpy
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.quote.citations import cite
from bot.records.feedback import FILE, Feedback
from bot.records.redact import GONE, without
from index import Archive
from index.archive import withdraw
from tests.fakes import article

ROOT = Path(__file__).parents[3]


def record() -> dict[str, object]:
    ferry, swans = article("ferry", "Ferry", "The ferry sails."), article("swans", "Swans", "Forty swans came.")
    lead, other = cite(1, ferry, 0, 16), cite(2, swans, 0, 17)
    text = "“The ferry sails.” — The Quay [1]"
    return Answer("What sails?", "What sails?", text, True, (lead,), more=(other,)).to_dict()


def test_what_stands_behind_the_fold_goes_with_its_article() -> None:
    kept = without(record(), ["swans"])
    assert "Forty" not in str(kept) and "Swans" not in str(kept)
    assert kept["text"] == GONE and [each["number"] for each in kept["more"]] == [2]


def test_an_answer_without_anything_of_what_has_gone_stays_as_it_is() -> None:
    assert without(record(), ["geese"]) == record()


@pytest.fixture
def verdict(archive: Archive) -> Archive:
    """An archive with a verdict in its folder that quotes its article on the ferry."""
    ferry = archive.article("ferry")
    assert ferry is not None
    kept = Answer("What sails?", "What sails?", "It sails. [1]", True, (cite(1, ferry, 0, 16),)).to_dict()
    Feedback(archive.folder / FILE).add({**kept, "id": "a" * 32}, "helpful")
    return archive


@pytest.mark.parametrize("program", ["bot.__init__", "index.__main__"])
def test_every_program_hands_in_what_reaches_the_verdicts(
    verdict: Archive, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(withdraw, "_redactors", {})
    runpy.run_module(program, run_name="program")
    receipt = verdict.withdraw(["ferry"], "Court order")
    assert receipt.answers == ((FILE, 1),) and receipt.proved


def test_an_installed_package_is_asked_that_nobody_imported(verdict: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    installed = [EntryPoint(name, value, withdraw.DECLARED) for name, value in declared[withdraw.DECLARED].items()]
    monkeypatch.setattr(withdraw, "_redactors", {})
    monkeypatch.setattr(withdraw, "entry_points", lambda group: installed if group == withdraw.DECLARED else [])
    receipt = verdict.withdraw(["ferry"], "Court order")
    assert receipt.answers == ((FILE, 1),) and receipt.proved


def test_a_withdrawal_is_not_finished_where_nobody_can_change_the_answers(
    verdict: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (verdict.folder / FILE).rename(tmp_path / "ledger.db")
    verdict.note_answers(tmp_path / "ledger.db")
    with monkeypatch.context() as alone:
        alone.setattr(withdraw, "_redactors", {})
        alone.setattr(withdraw, "entry_points", lambda group: [])
        receipt = verdict.withdraw(["ferry"], "Court order")
    assert not receipt.finished and "can't be changed from here" in receipt.problems[0]
    repaired = verdict.repair()
    assert repaired is not None and repaired.finished and repaired.answers == (("ledger.db", 1),)
