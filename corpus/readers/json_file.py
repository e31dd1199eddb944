"""Read a JSON file: an article, a list of articles, or an object that holds such a list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import partial

from corpus.readers.documents.systems import records_in
from corpus.readers.json_record import AS_THEY_ARE, json_articles, with_unmet_maps
from corpus.readers.jsonl import read_jsonl
from corpus.readers.ninjs import is_ninjs
from corpus.record.aliases import embargoes_in
from corpus.record.day_order import in_one_order
from corpus.record.fields import Fields
from corpus.text.decode import File, Member, decode_and_tell, read_bytes
from corpus.text.json_values import why_no_json
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report


def read_json(path: File, name: str, report: Report, fields: Fields = AS_THEY_ARE) -> Iterator[Article]:
    """The articles of a .json file; one that holds an object a line is read as JSON Lines.

    Raises RecordError for what is no JSON.
    """
    data = read_bytes(path)
    try:
        content = json.loads(decode_and_tell(data, name, report))
    except (ValueError, RecursionError) as error:
        if not str(error).startswith("Extra data"):
            raise RecordError(f"This file is no JSON ({why_no_json(error)}); export it again.") from None
        yield from read_jsonl(Member(path.name, partial(io.BytesIO, data), len(data)), name, report, fields)
        return
    listed = _listed(content, name, fields)
    if listed is None:
        for _, record in with_unmet_maps([(name, content)], name, report, fields, content):
            yield from json_articles(record, name, report, fields, content)
        return
    limits = embargoes_in(content) if isinstance(content, dict) else {}
    records = ((f"{name}[{number}]", {**limits, **record} if isinstance(record, dict) else record)
               for number, record in enumerate(listed))
    for place, record in in_one_order(with_unmet_maps(records, name, report, fields, content), name, report):
        yield from json_articles(record, place, report, fields, content)


def _listed(content: object, name: str, fields: Fields) -> list[object] | None:
    """The articles of an envelope: those that a person points at, else those that are known to lie so."""
    if fields.items:
        return fields.listed(content, name)
    return None if is_ninjs(content) else records_in(content)
