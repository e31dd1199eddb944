"""The cookie that says who signed in."""

from __future__ import annotations

import base64

import pytest

from bot.web.access.passwords import hashed
from bot.web.access.sessions import LIFETIME_S, Sessions

ACCOUNTS = {"desk": hashed("correct horse battery"), "night": hashed("another horse battery")}


def test_a_cookie_says_who_signed_in_until_it_expires() -> None:
    now = [1_000.0]
    sessions = Sessions(ACCOUNTS, "secret", lambda: now[0])
    cookie = sessions.write("desk")
    assert sessions.read(cookie) == "desk"
    now[0] += LIFETIME_S - 1
    assert sessions.read(cookie) == "desk"
    now[0] += 1
    assert sessions.read(cookie) == ""


def test_another_server_with_the_secret_reads_it_and_one_without_does_not() -> None:
    cookie = Sessions(ACCOUNTS, "secret").write("desk")
    assert Sessions(ACCOUNTS, "secret").read(cookie) == "desk"
    assert Sessions(ACCOUNTS, "other").read(cookie) == "" and Sessions(ACCOUNTS).read(cookie) == ""


def test_a_new_password_and_a_lost_account_end_it() -> None:
    cookie = Sessions(ACCOUNTS, "secret").write("desk")
    assert Sessions({**ACCOUNTS, "desk": hashed("correct horse battery")}, "secret").read(cookie) == ""
    assert Sessions({"night": ACCOUNTS["night"]}, "secret").read(cookie) == ""


def test_nobody_makes_one_for_another() -> None:
    sessions = Sessions(ACCOUNTS, "secret")
    cookie = sessions.write("desk")
    raw = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    forged = base64.urlsafe_b64encode(raw.replace(b'"desk"', b'"night"')).decode()
    assert sessions.read(forged) == ""


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "é", "=" * 9, "A" * 3_000, "A" * 60, base64.b64encode(b"0" * 32 + b"[]").decode(),
     base64.b64encode(b"0" * 32 + b'{"user": {}, "until": []}').decode(),
     *(base64.urlsafe_b64encode(bytes(32) + b'{"user": "desk", "until": %s}' % until).decode()
       for until in (b"9" * 400, b"1e999", b"-Infinity", b"NaN", b'"12"', b"null", b"true"))],
)
def test_what_is_no_cookie_of_ours_is_nobody(cookie: str) -> None:
    assert Sessions(ACCOUNTS, "secret").read(cookie) == ""
