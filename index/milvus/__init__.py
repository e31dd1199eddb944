"""Serve an archive from Milvus.

In: an archive in a folder, or the address of a collection.
Out: the collection brought up to date, or a Readable archive over it.
May import: corpus, index.model, index.search, index.store and index.types.
"""

from index.milvus.address import Address, is_address
from index.milvus.archive import MilvusArchive
from index.milvus.push import Pushed, push

__all__ = ["Address", "MilvusArchive", "Pushed", "is_address", "push"]
