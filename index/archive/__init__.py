"""Opens an archive, writes to it, asks it, and withdraws from it.

In: articles, questions, ids.
Out: an Archive, its Hits and articles, and receipts of what was withdrawn.
May import: corpus, index.model, index.search, index.store and index.types; index.milvus where an address asks for it.
"""

from index.archive.archive import Added, Archive, Barred, Progress
from index.archive.open import open_archive
from index.archive.withdraw import Receipt, Redacted, Redactor, hand_in

__all__ = ["Added", "Archive", "Barred", "Progress", "Receipt", "Redacted", "Redactor", "hand_in", "open_archive"]
