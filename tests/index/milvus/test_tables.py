"""A withdrawal is seen from its announcement on, and nobody waits for Milvus's clock without one."""

from __future__ import annotations

from typing import Any

import pytest

from corpus import ArchiveMissing
from index.milvus.address import Address
from index.milvus.tables import _UNSEEN, ANEW, ARTICLES, SEEN, STRONG, Tables


class Client:
    """What a server knows at once, and what it is asked for."""

    def __init__(self) -> None:
        self.properties: dict[str, str] = {}
        self.written = 100
        self.guarantees: list[tuple[str, int]] = []

    def _get_connection(self) -> Client:
        return self

    def alloc_timestamp(self, timeout: float) -> int:
        self.written += 100
        return self.written

    def alter_collection_properties(self, name: str, known: dict[str, str], timeout: float) -> None:
        self.properties |= known

    def describe_collection(self, name: str, timeout: float) -> dict[str, Any]:
        return {"properties": dict(self.properties)}

    def query(self, name: str, *, consistency_level: str, guarantee_timestamp: int = 0, **how: Any) -> list[Any]:
        self.guarantees.append((consistency_level, guarantee_timestamp))
        return []


def tables_of(client: Client) -> Tables:
    pymilvus = pytest.importorskip("pymilvus")
    tables = Tables.__new__(Tables)
    tables.address, tables.base, tables._milvus, tables._client = Address.parse("milvus://x/y"), "y", pymilvus, client
    tables._looked, tables._seen, tables._version = 0.0, _UNSEEN, "2.3.5"
    return tables


def test_a_reader_sees_what_another_process_announced_a_moment_ago() -> None:
    client = Client()
    builder, reader = tables_of(client), tables_of(client)
    builder.announce(mark="first push", generation=7)
    assert reader.state().generation == 7
    builder.announce()                                # within the same push: a withdrawal
    for sees in (SEEN, ANEW, SEEN, STRONG):
        reader.query(ARTICLES, "key == 1", ("key",), sees)
    assert client.guarantees == [("Customized", 200), ("Customized", 300), ("Customized", 300), ("Strong", 0)]
    assert reader.state().mark == "first push"


def test_a_reader_waits_for_a_server_that_tells_no_time() -> None:
    client = Client()
    client.written = -100
    tables = tables_of(client)
    tables.announce(mark="push", generation=1)
    tables.query(ARTICLES, "key == 1", ("key",), ANEW)
    assert client.guarantees == [("Strong", 0)]


def test_an_unannounced_archive_is_not_there_yet() -> None:
    client = Client()
    tables = tables_of(client)
    tables.announce()
    with pytest.raises(ArchiveMissing, match="is not filled yet, or by an earlier version"):
        tables.state()
