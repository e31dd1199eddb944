"""Cookies that say who signed in, signed and expiring; the server remembers nothing of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping

from bot.web.access.passwords import Hash
from bot.web.http.signer import Signer

LIFETIME_S = 12 * 60 * 60
LONGEST = 2_000            # characters of a cookie of ours


class Sessions:
    """Writes and reads the cookies of these accounts; another password, or no account any more, ends them."""

    def __init__(
        self, accounts: Mapping[str, Hash], secret: str = "", clock: Callable[[], float] = time.time
    ) -> None:
        """An empty secret makes one that ends with the process."""
        self._accounts = accounts
        self._signer = Signer(secret, "login:")
        self._clock = clock

    def write(self, user: str) -> str:
        """A cookie for somebody who has just shown their password."""
        packed = json.dumps({"user": user, "until": int(self._clock() + LIFETIME_S)}).encode()
        return self._signer.write(packed, self._beside(user)).rstrip("=")

    def read(self, cookie: str) -> str:
        """Who signed in; empty for a cookie that is not ours, or not any more."""
        if not cookie or len(cookie) > LONGEST:
            return ""
        try:
            signature, packed = self._signer.parts(cookie)
            claimed = json.loads(packed)
            user, until = claimed["user"], claimed["until"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return ""
        if not isinstance(user, str) or user not in self._accounts:
            return ""
        right = self._signer.signed(signature, packed, self._beside(user))
        return user if right and until > self._clock() else ""      # signed: `until` is the number that `write` packed

    def _beside(self, user: str) -> bytes:
        """What is signed with a cookie, so that another password ends it."""
        return str(self._accounts[user]).encode() + b"\0"
