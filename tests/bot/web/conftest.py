"""One web app over the fake bot, shared by the tests of bot/web."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.bot.web.fake_bot import FakeBot
from tests.bot.web.quiet import quiet_app


@pytest.fixture(scope="session")
def shared_bot() -> FakeBot:
    return FakeBot()


@pytest.fixture(scope="session")
def shared_client(shared_bot: FakeBot) -> Iterator[TestClient]:
    app = quiet_app(
        shared_bot,
        allow_origins=["https://news.example"],
        frame_ancestors=["https://www.news.example", "https://*.partner.example"],
        trusted_hosts=["testserver", "127.0.0.1"],
        max_body_bytes=100_000,
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def bot(shared_bot: FakeBot) -> FakeBot:
    shared_bot.calls.clear()
    return shared_bot


@pytest.fixture
def client(shared_client: TestClient, bot: FakeBot) -> TestClient:
    return shared_client
