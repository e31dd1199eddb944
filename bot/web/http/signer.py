"""Signs what the server hands out and takes back, so that it need not remember it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_SIGNED = 32               # bytes of HMAC-SHA256 in front


class Signer:
    """Writes and checks tokens with a key made of a secret; with one secret, several servers understand each other."""

    def __init__(self, secret: str = "", purpose: str = "") -> None:
        """An empty secret makes one that ends with the process; tokens of one `purpose` are none of another."""
        self._key = hashlib.sha256(f"{purpose}{secret or secrets.token_hex(32)}".encode()).digest()

    def write(self, packed: bytes, beside: bytes = b"") -> str:
        """A token of these bytes, in base64url; `beside` is signed too, and not in it."""
        return base64.urlsafe_b64encode(self._sign(beside + packed) + packed).decode()

    def parts(self, token: str) -> tuple[bytes, bytes]:
        """Signature and bytes of a token, with or without its padding; raises ValueError for what is no base64url."""
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return raw[:_SIGNED], raw[_SIGNED:]

    def signed(self, signature: bytes, packed: bytes, beside: bytes = b"") -> bool:
        """Whether the signature is ours, of these bytes and what was signed `beside` them."""
        return hmac.compare_digest(signature, self._sign(beside + packed))

    def _sign(self, packed: bytes) -> bytes:
        return hmac.digest(self._key, packed, "sha256")
