"""A receipt says what was answered from which words; a changed one is noticed, and so is a changed archive."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import Bot
from bot.records.receipts import ReceiptSigner, check_quotations, fingerprint, is_signed_by, read_receipt, write_key
from bot.web.service.recent_answers import RecentAnswers
from corpus import InputError, MissingPackage
from index import Archive
from tests.fakes import ARTICLES, day

FERRY = "Will the ferry sail all winter?"
SAILS = next(each for each in ARTICLES if each.id == "ferry")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    write_key(tmp_path / "key.pem")
    return tmp_path / "key.pem"


def receipt_of(archive: Archive, key: Path, question: str = FERRY) -> dict[str, Any]:
    records = RecentAnswers()
    record = records.get(records.add(Bot(archive).ask(question)))
    assert record is not None
    return json.loads(json.dumps(ReceiptSigner.of_file(key).receipt(record)))  # type: ignore[no-any-return]


def standing(receipt: dict[str, Any], archive: Archive) -> list[str]:
    return [each.standing for each in check_quotations(receipt, archive)]


def test_a_receipt_has_the_answer_and_what_it_rests_on(archive: Archive, key: Path) -> None:
    receipt = receipt_of(archive, key)
    assert (receipt["question"], receipt["answered"], receipt["archive"]["name"]) == (FERRY, True, "news")
    (citation,) = receipt["citations"]
    assert citation["quote"] == "The ferry will sail all winter." and citation["article"]["id"] == "ferry"
    assert receipt["key"] == fingerprint(ReceiptSigner.of_file(key).public)


def test_it_is_signed_by_its_key_and_by_no_other(archive: Archive, key: Path, tmp_path: Path) -> None:
    receipt = receipt_of(archive, key)
    assert is_signed_by(receipt, ReceiptSigner.of_file(key).public)
    assert not is_signed_by(receipt, write_key(tmp_path / "other.pem"))


@pytest.mark.parametrize("change", [
    {"text": "Something else."}, {"question": "Will it not?"}, {"answered_at": "2020-01-01T00:00:00+00:00"},
    {"citations": []}, {"signature": ""}, {"signature": "!"}, {"signature": base64.b64encode(b"x" * 64).decode()},
    {"more": 1},
])
def test_a_change_of_any_part_is_noticed(archive: Archive, key: Path, change: dict[str, Any]) -> None:
    receipt = receipt_of(archive, key)
    assert not is_signed_by({**receipt, **change}, ReceiptSigner.of_file(key).public)


def test_the_order_of_its_names_doesn_t_matter(archive: Archive, key: Path) -> None:
    receipt = receipt_of(archive, key)
    assert is_signed_by(dict(reversed(receipt.items())), ReceiptSigner.of_file(key).public)


def test_a_quotation_stands_until_its_article_says_otherwise(archive: Archive, key: Path) -> None:
    receipt = receipt_of(archive, key)
    assert standing(receipt, archive) == ["stands"]
    archive.add([replace(SAILS, text=f"{SAILS.text} It was painted.")])
    assert standing(receipt, archive) == ["stands elsewhere"]
    corrected = replace(SAILS, text="It will stay in port.", corrections=((day(2023, 1, 12), "It won't sail."),))
    archive.add([corrected])
    (checked,) = check_quotations(receipt, archive)
    assert checked.standing == "former version" and checked.corrections == ("It won't sail.",)
    archive.withdraw(["ferry"], "Court order")
    (gone,) = check_quotations(receipt, archive)
    assert gone.standing == "gone" and "can't be found" in gone.sentence


def test_a_refusal_has_a_receipt_too(archive: Archive, key: Path) -> None:
    receipt = receipt_of(archive, key, "Who discovered penicillin in Berlin?")
    assert receipt["answered"] is False and is_signed_by(receipt, ReceiptSigner.of_file(key).public)


def test_a_key_is_its_owner_s_alone_and_is_never_overwritten(key: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_bytes()
    with pytest.raises(InputError, match="already"):
        write_key(key)
    assert key.read_bytes() == before


def test_what_is_no_key_is_refused(archive: Archive, key: Path, tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    for name, why in (("no.pem", "holds no private key"), ("none.pem", "can't be read"), (".", "can't be read")):
        with pytest.raises(InputError, match=f"{why}.*; make one with: cuttings receipt-key FILE"):
            ReceiptSigner.of_file(tmp_path / name)
    for public in ("", "AAAA", "not base64", base64.b64encode(b"x" * 31).decode()):
        with pytest.raises(InputError, match="is no public key"):
            is_signed_by(receipt_of(archive, key), public)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"form": "cuttings-receipt-1"}', "[" * 100_000,
                                     '{"form": "cuttings-receipt-1", "signature": "", "citations": [1]}'])
def test_what_is_no_receipt_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "receipt.json").write_text(content)
    with pytest.raises(InputError, match="is no receipt"):
        read_receipt(tmp_path / "receipt.json")


def test_without_its_package_the_line_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(MissingPackage, match=r"pip install 'cuttings\[receipts\]'"):
        write_key(tmp_path / "key.pem")
