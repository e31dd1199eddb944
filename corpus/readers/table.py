"""Which reader reads which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import TypeAlias

from corpus.article import Article
from corpus.notice import Report
from corpus.readers.csv_file import read_csv
from corpus.readers.html import read_html
from corpus.readers.json_file import read_json
from corpus.readers.jsonl import read_jsonl
from corpus.readers.markdown import read_markdown
from corpus.readers.text import read_text

# path, the name to report it by (its path within the source, with slashes), report -> its articles.
# A reader raises RecordError, OSError, EOFError or zlib.error when the file as a whole can't be read.
Reader: TypeAlias = Callable[[Path, str, Report], Iterator[Article]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}


def reader_for(name: str) -> Reader | None:
    """The reader of a file of that name, also behind .gz; None when no reader knows the suffix."""
    return READERS.get(suffix_of(name).removesuffix(".gz"))


def suffix_of(name: str) -> str:
    """The suffix in small letters, with the one before it when it is .gz: ".jsonl.gz"."""
    suffixes = PurePath(name.lower()).suffixes
    return "".join(suffixes[-2:] if suffixes[-1:] == [".gz"] else suffixes[-1:])
