"""Receipts of answers: what was answered from which words of which versions, signed, to be held up years later."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bot.answer import version_of
from corpus import InputError, MissingPackage
from index import Readable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORM = "cuttings-receipt-1"
MAX_BYTES = 1_000_000        # of a receipt that is read
_MAKES_KEY = "make one with: cuttings receipt-key FILE"
_KEY_BYTES = 32              # of an Ed25519 public key
_ARCHIVE = ("name", "generation", "newest")
_CITED = ("number", "version", "start", "end", "quote", "link")
_CARD = ("id", "title", "source", "authors", "published", "url")

Standing = Literal["stands", "stands elsewhere", "former version", "gone"]


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation of a receipt, and whether the archive still has its words."""

    number: int
    article: str          # id
    title: str
    standing: Standing
    corrections: tuple[str, ...] = ()      # that the article has by now

    @property
    def sentence(self) -> str:
        """What became of it, for a person."""
        return {
            "stands": "stands, in the version that was quoted",
            "stands elsewhere": "stands, word for word, in a later version of the article",
            "former version": "no longer stands; the archive keeps the version that was quoted",
            "gone": "can't be found: its article or the version that was quoted is no longer in the archive or public",
        }[self.standing]


class ReceiptSigner:
    """Signs receipts with one private key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = base64.b64encode(key.public_key().public_bytes_raw()).decode()

    @classmethod
    def of_file(cls, file: Path) -> ReceiptSigner:
        """The key in a file that `write_key` made; raises InputError for what is none, or can't be read."""
        ed25519, serialization = _cryptography()
        from cryptography.exceptions import UnsupportedAlgorithm

        try:
            key = serialization.load_pem_private_key(file.read_bytes(), None)
        except OSError as error:
            why = f"can't be read ({error.strerror or error})"
            raise InputError(f"The receipts' key in {file} {why}; {_MAKES_KEY}") from None
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise InputError(f"{file} holds no private key without a password; {_MAKES_KEY}") from None
        if not isinstance(key, ed25519.Ed25519PrivateKey):
            raise InputError(f"{file} holds a key of another kind; {_MAKES_KEY}")
        return cls(key)

    def receipt(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The receipt of a remembered answer, signed."""
        written = {
            "form": FORM,
            "answer": record["id"],
            "question": record["question"],
            "answered": record["answered"],
            "answered_at": record["answered_at"],
            "text": record["text"],
            "model": record["model"],
            "archive": {name: record["archive"].get(name) for name in _ARCHIVE},
            "citations": [_citation(each) for each in record["citations"]],
            "issued_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "key": fingerprint(self.public),
        }
        written = json.loads(json.dumps(written, ensure_ascii=False).encode("utf-8", "replace"))   # as it is sent
        signature = self._key.sign(_canonical(written))
        return {**written, "signature": base64.b64encode(signature).decode()}


def write_key(file: Path) -> str:
    """Make a private key in a new file that only its owner can read; the public key, to be published.

    Raises InputError where there is such a file: a key that is overwritten can vouch for nothing any more.
    """
    ed25519, serialization = _cryptography()
    key = ed25519.Ed25519PrivateKey.generate()
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as made:
            made.write(written)
    except FileExistsError:
        raise InputError(f"There is a {file.name} already; its receipts need it. Name another file.") from None
    return ReceiptSigner(key).public


def fingerprint(public: str) -> str:
    """A short name of a public key."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:16]


def read_receipt(file: Path) -> dict[str, Any]:
    """A receipt from a file, signed or not; raises InputError for what is none."""
    if file.stat().st_size > MAX_BYTES:
        raise InputError(f"{file.name} is larger than any receipt.")
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        if read["form"] != FORM or not isinstance(read["signature"], str):
            raise ValueError("it is of another form")
        _ = read["archive"]["name"]
        _ = [(int(each["number"]), each["article"]["id"], each["version"], each["quote"]) for each in read["citations"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{file.name} is no receipt of an answer, as a server gives it at /api/answers/ID/receipt."
                         ) from None
    return dict(read)


def is_signed_by(receipt: Mapping[str, Any], public: str) -> bool:
    """Whether a receipt stands as it was signed with the private half of this public key (base64, as it is published).

    Raises InputError for what is no public key.
    """
    ed25519, _ = _cryptography()
    from cryptography.exceptions import InvalidSignature

    try:
        raw = base64.b64decode(public.strip(), validate=True)
    except binascii.Error:
        raw = b""
    if len(raw) != _KEY_BYTES:
        raise InputError(f"{public.strip()[:60]!r} is no public key; take what cuttings receipt-key printed.")
    written = {name: value for name, value in receipt.items() if name != "signature"}
    try:
        signature = base64.b64decode(receipt["signature"], validate=True)
        ed25519.Ed25519PublicKey.from_public_bytes(raw).verify(signature, _canonical(written))
    except (InvalidSignature, binascii.Error):
        return False
    return True


def check_quotations(receipt: Mapping[str, Any], archive: Readable) -> list[CheckedQuotation]:
    """Whether each quotation of a receipt still stands in the archive, as a reader may see it now."""
    return [_checked(each, archive) for each in receipt["citations"]]


def _checked(citation: Mapping[str, Any], archive: Readable) -> CheckedQuotation:
    id, title, quote = citation["article"]["id"], str(citation["article"].get("title", "")), str(citation["quote"])
    article = archive.article(id)
    if article is None:
        return CheckedQuotation(citation["number"], id, title, "gone")
    standing: Standing = "gone"
    if version_of(article) == citation["version"] and quote in article.text:
        standing = "stands"
    elif quote in article.text:
        standing = "stands elsewhere"
    elif archive.as_cited(id, str(citation["version"])):
        standing = "former version"
    notes = tuple(text for _, text in article.corrections)
    return CheckedQuotation(citation["number"], id, title, standing, notes)


def _citation(citation: Mapping[str, Any]) -> dict[str, Any]:
    card = {name: citation["article"].get(name) for name in _CARD}
    return {**{name: citation[name] for name in _CITED}, "article": card}


def _canonical(written: Mapping[str, Any]) -> bytes:
    """The one way of writing it that is signed: names in order, no blanks, nothing but ASCII."""
    return json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _cryptography() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != "cryptography":
            raise
        raise MissingPackage.of_extra("This needs the package cryptography", "receipts") from None
    return ed25519, serialization
