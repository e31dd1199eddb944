"""Cookies that say who signed in, signed and expiring; the server remembers nothing of it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping

from bot.web.access.passwords import Hash

LIFETIME_S = 12 * 60 * 60
LONGEST = 2_000            # characters of a cookie of ours
_SIGNED = 32               # bytes of HMAC-SHA256 in front


class Sessions:
    """Writes and reads the cookies of these accounts; another password, or no account any more, ends them."""

    def __init__(
        self, accounts: Mapping[str, Hash], secret: str = "", clock: Callable[[], float] = time.time
    ) -> None:
        """An empty secret makes one that ends with the process."""
        self._accounts = accounts
        self._key = hashlib.sha256(f"login:{secret or secrets.token_hex(32)}".encode()).digest()
        self._clock = clock

    def write(self, user: str) -> str:
        """A cookie for somebody who has just shown their password."""
        packed = json.dumps({"user": user, "until": int(self._clock() + LIFETIME_S)}).encode()
        return base64.urlsafe_b64encode(self._sign(user, packed) + packed).decode().rstrip("=")

    def read(self, cookie: str) -> str:
        """Who signed in; empty for a cookie that is not ours, or not any more."""
        if not cookie or len(cookie) > LONGEST:
            return ""
        try:
            raw = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
            claimed = json.loads(raw[_SIGNED:])
            user, until = claimed["user"], claimed["until"]
        except (ValueError, TypeError, KeyError, RecursionError, binascii.Error):
            return ""
        if not isinstance(user, str) or user not in self._accounts:
            return ""
        right = hmac.compare_digest(raw[:_SIGNED], self._sign(user, raw[_SIGNED:]))
        return user if right and until > self._clock() else ""      # signed: `until` is the number that `write` packed

    def _sign(self, user: str, packed: bytes) -> bytes:
        return hmac.digest(self._key, str(self._accounts[user]).encode() + b"\0" + packed, "sha256")
