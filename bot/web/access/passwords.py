"""Keeps passwords as scrypt makes them, so that a stolen list of accounts opens nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import InputError

SHORTEST = 10              # characters of a new password
LONGEST = 1_000
LONGEST_USER = 200
_COST, _BLOCK, _LANES = 2**15, 8, 3     # 32 MB and some 0.2 s a try: one of the settings that OWASP holds equal
_MOST_COST, _MOST_LANES = 2**20, 16     # of a hash that somebody wrote by hand
_SALT, _DIGEST = 16, 32    # bytes
MAKES_ONE = "python -m bot password NAME"


@dataclass(frozen=True, slots=True)
class Hash:
    """A password as it is kept; written scrypt.COST.BLOCK.LANES.SALT.DIGEST, which no shell takes amiss."""

    cost: int
    block: int
    lanes: int
    salt: bytes
    digest: bytes

    def __str__(self) -> str:
        return f"scrypt.{self.cost}.{self.block}.{self.lanes}.{_text(self.salt)}.{_text(self.digest)}"

    def matches(self, password: str) -> bool:
        """Whether it was made of this password; takes as long when it was not."""
        return hmac.compare_digest(self.digest, _scrypt(password, self.salt, self.cost, self.block, self.lanes))


def hashed(password: str) -> Hash:
    """A password with a salt of its own."""
    salt = secrets.token_bytes(_SALT)
    return Hash(_COST, _BLOCK, _LANES, salt, _scrypt(password, salt, _COST, _BLOCK, _LANES))


def accounts(written: Sequence[str]) -> Mapping[str, Hash]:
    """The accounts of lines like user:hash; raises InputError for any other."""
    found: dict[str, Hash] = {}
    for line in written:
        user, _, kept = line.partition(":")
        if not is_user(user) or user in found:
            raise InputError(f"{user[:50]!r} is no name for an account, or stands there twice; {MAKES_ONE} makes one.")
        found[user] = _parsed(user, kept)
    return found


def is_user(name: str) -> bool:
    """Whether an account may have this name."""
    return 0 < len(name) <= LONGEST_USER and name.isprintable() and not any(sign in name for sign in ": \t")


def _parsed(user: str, kept: str) -> Hash:
    try:
        method, cost, block, lanes, salt, digest = kept.split(".")
        found = Hash(int(cost), int(block), int(lanes), _bytes(salt), _bytes(digest))
    except (ValueError, binascii.Error):
        raise InputError(f"The account of {user!r} has no hash that can be read; {MAKES_ONE} makes one.") from None
    power = found.cost > 1 and found.cost & (found.cost - 1) == 0
    bounded = power and found.cost <= _MOST_COST and found.block == _BLOCK and 1 <= found.lanes <= _MOST_LANES
    if method != "scrypt" or not bounded or len(found.salt) < _SALT or len(found.digest) != _DIGEST:
        raise InputError(f"The hash of {user!r} is none of ours; {MAKES_ONE} makes one.")
    return found


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    typed = password[:LONGEST].encode("utf-8", "surrogatepass")
    memory = 128 * block * (cost + lanes + 2) + 1_048_576
    return hashlib.scrypt(typed, salt=salt, n=cost, r=block, p=lanes, maxmem=memory, dklen=_DIGEST)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
