"""Read a plain text file as one article."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.decode import File, decode, read_bytes
from corpus.types.article import Article
from corpus.types.notice import Report


def read_text(path: File, name: str, report: Report) -> Iterator[Article]:
    """The article of a text file; its title is its first line where that is a headline."""
    yield from articles_from({"text": decode(read_bytes(path))}, name, report, file_id=file_id(name))
