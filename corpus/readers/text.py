"""Read a plain text file as one article."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.article import Article
from corpus.decode import File, decode, read_bytes
from corpus.notice import Report
from corpus.readers.file_id import file_id
from corpus.record import articles_from


def read_text(path: File, name: str, report: Report) -> Iterator[Article]:
    """The article of a text file; its title is its first line where that is a headline."""
    yield from articles_from({"text": decode(read_bytes(path))}, name, report, file_id=file_id(name))
