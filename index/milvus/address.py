"""Where an archive lies in Milvus, as people write it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus import InputError

COLLECTION = "cuttings"      # when a file's address names none
_SERVERS = {"milvus": "http", "milvus+https": "https"}
_FILE = "milvus-lite"
_PORT = 19530
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")
_FORMS = "milvus://host:port/collection, milvus+https://host:port/collection or milvus-lite:///path/file.db"


@dataclass(frozen=True, slots=True)
class Address:
    """A collection in a cluster, on a server, or in a file."""

    uri: str             # as pymilvus takes it
    collection: str
    text: str            # as it was written

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address; raises InputError for what is none."""
        try:
            parts = urlsplit(text)
            host, port = parts.hostname or "", parts.port or _PORT
        except ValueError:
            raise InputError(f"{text!r} is no address of a store; write {_FORMS}.") from None
        if parts.username or parts.password:
            raise InputError("A store's address holds no password: others see it in the list of processes. "
                             "Put user:password, or a token, into CUTTINGS_STORE_TOKEN.")
        if parts.scheme == _FILE:
            name, uri = parts.fragment or COLLECTION, str(Path(unquote(host + parts.path)))
            fits = uri.endswith(".db")
        else:
            name, uri = parts.path.strip("/"), f"{_SERVERS.get(parts.scheme, '')}://{host}:{port}"
            fits = parts.scheme in _SERVERS and bool(host)
        if not fits or not _NAME.fullmatch(name):
            raise InputError(f"{text!r} is no address of a store; write {_FORMS}.")
        return cls(uri, name, text)

    @property
    def token(self) -> str:
        """What the server wants to see, from the environment."""
        return os.environ.get("CUTTINGS_STORE_TOKEN", "")

    @property
    def folder(self) -> Path:
        """Where this machine keeps what is not in the store: readers' verdicts."""
        base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_DATA_HOME")
        slug = re.sub(r"[^A-Za-z0-9.]+", "-", f"{self.uri}-{self.collection}").strip("-")
        return (Path(base) if base else Path.home() / ".local" / "share") / "cuttings" / slug


def is_address(text: object) -> bool:
    """Whether it names a store rather than a folder."""
    return isinstance(text, str) and text.startswith((f"{_FILE}:", *(f"{scheme}:" for scheme in _SERVERS)))
