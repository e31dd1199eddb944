"""An article as a row of the database, and back."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from corpus import ArchiveDamaged, Article
from index.store.database import clock_micros, micros
from index.types.address import canonical


def columns(article: Article, given: str) -> dict[str, Any]:
    """The row of an article, without key and version; `given` is the hash of what its source gave."""
    record = json.dumps(article.to_dict(), ensure_ascii=False, default=str)
    return {
        "id": article.id,
        "hash": article.content_hash,
        "record": record,
        "crc": crc_of(record),
        "published": clock_micros(article.published),
        "section": article.section.casefold(),
        "source": article.source.casefold(),
        "kind": article.kind.casefold(),
        "language": article.language.casefold(),
        "given": given,
        "authors": "".join(f"\n{author.casefold()}\n" for author in article.authors),
        "status": article.status,
        "embargoed_until": micros(article.embargoed_until),
        "expires": micros(article.expires),
        "address": canonical(article.url),
    }


def as_stored(path: Path, record: str, crc: int | None) -> Article:
    """The article of a row of the database in `path`; raises ArchiveDamaged when it isn't what was stored."""
    if crc is None or crc == crc_of(record):
        return Article.from_dict(json.loads(record))
    raise ArchiveDamaged(
        f"{path} has an article that is not as it was stored: the file was damaged. Put back a backup (index "
        f"restore), or build the archive anew from its sources in another folder."
    )


def crc_of(record: str) -> int:
    """The checksum that is stored with a record."""
    return zlib.crc32(record.encode("utf-8", "surrogatepass"))


def same_words(record: str, article: Article) -> bool:
    """Whether passages and vectors may stay: they depend on title, text and language alone."""
    before = json.loads(record)
    return all(before[name] == getattr(article, name) for name in ("title", "text", "language"))
