"""One web app over the fake bot, shared by the tests of bot/web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from tests.bot.web.fake_bot import FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app


@pytest.fixture(scope="session")
def shared_bot() -> FakeBot:
    return FakeBot()


@pytest.fixture(scope="session")
def shared_client(shared_bot: FakeBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = quiet_app(
        shared_bot,
        allow_origins=["https://news.example", "https://*.partner.example"],
        trusted_hosts=["testserver", "127.0.0.1"],
        limits=replace(UNHURRIED, body_bytes=100_000, chat_bytes=100_000),
        feedback=tmp_path_factory.mktemp("feedback") / "feedback.db",
    )
    with TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 50_000)) as client:
        yield client


@pytest.fixture
def bot(shared_bot: FakeBot) -> FakeBot:
    shared_bot.calls.clear()
    return shared_bot


@pytest.fixture
def client(shared_client: TestClient, bot: FakeBot) -> TestClient:
    return shared_client
