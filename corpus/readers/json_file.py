"""Read a JSON file: an article, a list of articles, or an object that holds such a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.decode import decode, read_bytes
from corpus.errors import RecordError
from corpus.notice import Report
from corpus.readers.jsonl import read_jsonl
from corpus.record import articles_from

LISTS = ("articles", "items")   # as NewsAPI and JSON Feed call theirs


def read_json(path: Path, name: str, report: Report) -> Iterator[Article]:
    """The articles of a .json file; one that holds an object a line is read as JSON Lines."""
    try:
        content = json.loads(decode(read_bytes(path)))
    except (ValueError, RecursionError) as error:
        if not str(error).startswith("Extra data"):
            raise RecordError(f"This file is no JSON ({error}); export it again.") from None
        yield from read_jsonl(path, name, report)
        return
    listed = _listed(content)
    if listed is None:
        yield from articles_from(content, name, report)
    for number, record in enumerate(listed or ()):
        yield from articles_from(record, f"{name}[{number}]", report)


def _listed(content: object) -> list[object] | None:
    if isinstance(content, dict):
        return next((content[key] for key in LISTS if isinstance(content.get(key), list)), None)
    return content if isinstance(content, list) else None
