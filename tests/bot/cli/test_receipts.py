"""`cuttings receipt-key` and `cuttings verify`: a key is made, a receipt is checked, alone and against an archive."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import Bot
from bot.cli.receipts import key_cli, verify_cli
from bot.records.receipts import ReceiptSigner
from bot.web.service.recent_answers import RecentAnswers
from index import Archive
from tests.fakes import ARTICLES, WordEmbedder

SAILS = next(each for each in ARTICLES if each.id == "ferry")


@pytest.fixture
def public(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The public key; the receipt is in receipt.json, the archive closed."""
    monkeypatch.setattr("index.model.reader.load_embedder", lambda name: WordEmbedder())
    made = CliRunner().invoke(key_cli, [str(tmp_path / "key.pem")], catch_exceptions=False).stdout.strip()
    records = RecentAnswers()
    record = records.get(records.add(Bot(archive).ask("Will the ferry sail all winter?")))
    assert record is not None
    (tmp_path / "receipt.json").write_text(json.dumps(ReceiptSigner.of_file(tmp_path / "key.pem").receipt(record)))
    archive.close()
    return made


def verify(folder: Path, public: str, *arguments: object) -> Result:
    given = [folder / "receipt.json", "--key", public, *arguments]
    return CliRunner().invoke(verify_cli, [str(each) for each in given], catch_exceptions=False)


def test_a_receipt_that_holds_is_status_0(tmp_path: Path, public: str) -> None:
    result = verify(tmp_path, public, "--archive", tmp_path / "news")
    assert result.exit_code == 0
    assert result.stdout.endswith(
        "[1] “Ferry to sail all winter”: the quotation stands, in the version that was quoted.\n")
    assert verify(tmp_path, public).stdout.startswith("Signed with this key, 20")


def test_a_quotation_that_no_longer_stands_is_status_1(tmp_path: Path, public: str) -> None:
    with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([replace(SAILS, text="It will stay in port.", corrections=((None, "It won't sail."),))])
    result = verify(tmp_path, public, "--archive", tmp_path / "news")
    assert result.exit_code == 1
    assert "no longer stands; the archive keeps the version" in result.stdout
    assert "Corrected: It won't sail." in result.stdout
    told = json.loads(verify(tmp_path, public, "--archive", tmp_path / "news", "--json").stdout)
    assert (told["signed"], told["holds"], told["quotations"][0]["standing"]) == (True, False, "former version")


def test_another_archive_than_that_of_the_receipt_is_said(tmp_path: Path, public: str) -> None:
    Archive.create(tmp_path / "other", embedder=WordEmbedder()).close()
    result = verify(tmp_path, public, "--archive", tmp_path / "other")
    assert result.exit_code == 1
    assert result.stdout.endswith("The receipt is of the archive 'news'; this one is 'other'.\n")


def test_a_receipt_that_was_changed_is_status_1(tmp_path: Path, public: str) -> None:
    receipt = json.loads((tmp_path / "receipt.json").read_text())
    (tmp_path / "receipt.json").write_text(json.dumps({**receipt, "text": "Another answer."}))
    result = verify(tmp_path, public, "--archive", tmp_path / "news")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1) and "Not signed" in result.stdout


@pytest.mark.parametrize("wrong", ["key", "receipt", "archive"])
def test_what_can_t_be_read_is_one_line_and_status_2(tmp_path: Path, public: str, wrong: str) -> None:
    if wrong == "receipt":
        (tmp_path / "receipt.json").write_text("no receipt")
    where = tmp_path / ("nowhere" if wrong == "archive" else "news")
    result = verify(tmp_path, "no key" if wrong == "key" else public, "--archive", where)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
