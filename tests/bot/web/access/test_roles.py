"""Who belongs to the newsroom's desk, and what only the desk may see."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.web.access.passwords import hashed
from bot.web.access.sign_in import PEER, ProxyLogin
from bot.web.http.roles import DESK_ALONE
from corpus import InputError
from tests.bot.web.fake_bot import FakeBot
from tests.bot.web.quiet import UNHURRIED, quiet_app, with_doors_by_role

ACCOUNTS = [f"amina:{hashed('a long password')}", f"bruno:{hashed('another password')}"]


def app_of(tmp_path: Path, **options: Any) -> Any:  # noqa: ANN401
    app = quiet_app(FakeBot(), limits=UNHURRIED, feedback=tmp_path / "feedback.db", secret="secret", **options)
    return with_doors_by_role(app)


def as_user(app: Any, name: str) -> dict[str, str]:  # noqa: ANN401
    return {"Authorization": f"Bearer {app.state.login.sessions.write(name)}"}


def test_an_account_that_is_named_belongs_to_the_desk_and_no_other(tmp_path: Path) -> None:
    app = app_of(tmp_path, auth=ACCOUNTS, desk=["amina"])
    with TestClient(app) as client:
        assert client.get("/api/role", headers=as_user(app, "amina")).json() is True
        assert client.get("/api/role", headers=as_user(app, "bruno")).json() is False
        assert client.get("/api/unanswered", headers=as_user(app, "amina")).status_code == 200
        refused = client.get("/api/unanswered", headers=as_user(app, "bruno"))
    assert (refused.status_code, refused.json()["detail"]) == (403, DESK_ALONE)


def test_where_nobody_signs_in_nobody_is_of_the_desk(tmp_path: Path) -> None:
    with TestClient(app_of(tmp_path)) as client:
        assert client.get("/api/role").json() is False
        assert client.get("/api/unanswered").status_code == 403


def test_the_desk_is_named_among_whom_a_proxy_brings() -> None:
    door = ProxyLogin("x-remote-user", (ipaddress.ip_network("10.0.0.5/32"),), frozenset({"amina"}))
    sent = {"type": "http", "headers": [(b"x-remote-user", b"amina")], "client": ("10.0.0.5", 1)}
    assert door.is_desk({**sent, PEER: "10.0.0.5"})
    assert not door.is_desk({**sent, PEER: "93.184.216.34"})
    assert not door.is_desk({**sent, "headers": [(b"x-remote-user", b"bruno")]})


def test_an_empty_name_opens_nothing() -> None:
    door = ProxyLogin.named("X-Remote-User", ["10.0.0.5"], [""])
    assert not door.is_desk({"type": "http", "headers": [], "client": ("10.0.0.5", 1)})


@pytest.mark.parametrize("options, sentence", [
    ({"auth": ACCOUNTS, "desk": ["carla"]}, "who has no account"),
    ({"desk": ["amina"]}, "known where readers sign in"),
])
def test_a_desk_that_nobody_can_belong_to_is_refused(
    tmp_path: Path, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        app_of(tmp_path, **options)
