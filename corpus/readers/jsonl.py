"""Read JSON Lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from corpus.readers.json_record import AS_THEY_ARE, json_articles, with_unmet_maps
from corpus.record.day_order import in_one_order, read_or_report
from corpus.record.fields import Fields
from corpus.text.decode import File, text_lines
from corpus.text.json_values import why_no_json
from corpus.types.article import Article
from corpus.types.notice import Notice, Report


def read_jsonl(path: File, name: str, report: Report, fields: Fields = AS_THEY_ARE) -> Iterator[Article]:
    """The articles of a .jsonl file, a line each; lines that hold none are reported.

    The first ten thousand lines are held until the order of their dates is told.
    """
    read = partial(json_articles, fields=fields)
    records = with_unmet_maps(_records(path, name, report), name, report, fields)
    for place, record in in_one_order(records, name, report):
        yield from read_or_report(record, place, report, read)


def _records(path: File, name: str, report: Report) -> Iterator[tuple[str, Any]]:
    """What each line holds, with its place."""
    for number, line in text_lines(path, name, report):
        if line.isspace():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            message = f"This line is no JSON ({why_no_json(error)}); write one object a line."
            record = Notice(f"{name}:{number}", message, skipped=True)
        yield f"{name}:{number}", record
