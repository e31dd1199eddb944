"""Read a JSON file: an article, a list of articles, or an object that holds such a list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import partial

from corpus.readers.json_record import AS_THEY_ARE, json_articles
from corpus.readers.jsonl import read_jsonl
from corpus.record.aliases import embargoes_in
from corpus.record.fields import Fields
from corpus.text.decode import File, Member, decode, read_bytes
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

LISTS = ("articles", "items")   # as NewsAPI and JSON Feed call theirs


def read_json(path: File, name: str, report: Report, fields: Fields = AS_THEY_ARE) -> Iterator[Article]:
    """The articles of a .json file; one that holds an object a line is read as JSON Lines."""
    data = read_bytes(path)
    try:
        content = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        if not str(error).startswith("Extra data"):
            raise RecordError(f"This file is no JSON ({error}); export it again.") from None
        yield from read_jsonl(Member(path.name, partial(io.BytesIO, data), len(data)), name, report, fields)
        return
    listed = _listed(content)
    if listed is None:
        yield from json_articles(content, name, report, fields)
    limits = embargoes_in(content) if isinstance(content, dict) else {}
    for number, record in enumerate(listed or ()):
        each = {**limits, **record} if isinstance(record, dict) else record
        yield from json_articles(each, f"{name}[{number}]", report, fields)


def _listed(content: object) -> list[object] | None:
    if isinstance(content, dict):
        return next((content[key] for key in LISTS if isinstance(content.get(key), list)), None)
    return content if isinstance(content, list) else None
