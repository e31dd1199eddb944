"""Open an archive, wherever it is kept."""

from __future__ import annotations

from pathlib import Path

from index.archive.archive import Archive
from index.model.embed import Embedder
from index.search.protocols import Readable


def open_archive(place: str | Path, *, embedder: str | Embedder | None = None) -> Readable:
    """The archive in a folder, or at a store's address such as milvus://host:port/collection."""
    if isinstance(place, str) and place.startswith("milvus"):
        from index.milvus import MilvusArchive, is_address

        if is_address(place):
            return MilvusArchive.open(place, embedder=embedder)
    return Archive.open(place, embedder=embedder)
