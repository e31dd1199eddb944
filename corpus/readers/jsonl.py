"""Read JSON Lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.readers.json_record import AS_THEY_ARE, json_articles
from corpus.record.fields import Fields
from corpus.text.decode import File, text_lines
from corpus.types.article import Article
from corpus.types.notice import Notice, Report


def read_jsonl(path: File, name: str, report: Report, fields: Fields = AS_THEY_ARE) -> Iterator[Article]:
    """The articles of a .jsonl file, one line in memory at a time; lines that hold none are reported."""
    for number, line in text_lines(path, name, report):
        if not line.isspace():
            yield from _article(line, f"{name}:{number}", report, fields)


def _article(line: str, place: str, report: Report, fields: Fields) -> Iterator[Article]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        report(Notice(place, f"This line is no JSON ({error}); write one object a line.", skipped=True))
        return
    yield from json_articles(record, place, report, fields)
