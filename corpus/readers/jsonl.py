"""Read JSON Lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.decode import text_lines
from corpus.notice import Notice, Report
from corpus.record import articles_from


def read_jsonl(path: Path, name: str, report: Report) -> Iterator[Article]:
    """The articles of a .jsonl file, one line in memory at a time; lines that hold none are reported."""
    for number, line in text_lines(path, name, report):
        if not line.isspace():
            yield from _article(line, f"{name}:{number}", report)


def _article(line: str, place: str, report: Report) -> Iterator[Article]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        report(Notice(place, f"This line is no JSON ({error}); write one object a line.", skipped=True))
        return
    yield from articles_from(record, place, report)
