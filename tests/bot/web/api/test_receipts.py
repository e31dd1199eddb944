"""Receipts over HTTP: of what is remembered and public, where there is a key to sign them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.records.receipts import fingerprint, is_signed_by, write_key
from corpus import InputError
from tests.bot.web.fake_bot import MORATORIUM, FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture
def client(bot: FakeBot, tmp_path: Path) -> Iterator[TestClient]:
    write_key(tmp_path / "key.pem")
    app = quiet_app(bot, limits=UNHURRIED, feedback=tmp_path / "f.db", receipt_key=tmp_path / "key.pem")
    with TestClient(app, client=("127.0.0.1", 50_000)) as made:
        yield made


def ask(client: TestClient) -> str:
    return str(client.post("/api/ask", json={"question": "What did Amazon announce?"}).json()["id"])


def test_a_receipt_is_checked_with_the_key_that_the_server_publishes(client: TestClient) -> None:
    published = client.get("/api/receipt-key").json()
    response = client.get(f"/api/answers/{ask(client)}/receipt")
    receipt = response.json()
    assert is_signed_by(receipt, published["public"])
    assert receipt["key"] == published["key"] == fingerprint(published["public"])
    assert [each["number"] for each in receipt["citations"]] == [1, 2, 3]
    assert response.headers["content-disposition"].startswith('attachment; filename="receipt-')


def test_what_is_forgotten_or_no_longer_public_has_none(client: TestClient, bot: FakeBot) -> None:
    assert client.get(f"/api/answers/{'0' * 32}/receipt").status_code == 404
    assert client.get("/api/answers/nothing/receipt").status_code == 422
    answer = ask(client)
    bot.archive.articles.remove(MORATORIUM)
    assert client.get(f"/api/answers/{answer}/receipt").status_code == 404


def test_without_a_key_there_are_none(tmp_path: Path) -> None:
    with TestClient(quiet_app(FakeBot(), feedback=tmp_path / "f.db")) as client:
        assert client.get("/api/receipt-key").status_code == 404
        assert client.get(f"/api/answers/{'0' * 32}/receipt").status_code == 404


def test_a_file_that_holds_no_key_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("no key")
    with pytest.raises(InputError, match="holds no private key"):
        quiet_app(FakeBot(), feedback=tmp_path / "f.db", receipt_key=tmp_path / "key.pem")
