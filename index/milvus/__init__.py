"""Serve an archive from Milvus."""

from index.milvus.address import Address, is_address
from index.milvus.archive import MilvusArchive
from index.milvus.push import Pushed, push

__all__ = ["Address", "MilvusArchive", "Pushed", "is_address", "push"]
