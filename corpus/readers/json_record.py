"""Make articles of one JSON object: ninjs, what a content management system gives, or of any other shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus.readers.documents.systems import translated
from corpus.readers.ninjs import is_ninjs, ninjs_records
from corpus.record.fields import Fields
from corpus.record.record import articles_from
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

AS_THEY_ARE = Fields()


def with_unmet_maps(
    records: Iterable[tuple[str, Any]], name: str, report: Report, fields: Fields, root: object = None
) -> Iterator[tuple[str, Any]]:
    """The records of a file; names of `fields` under which none of them has anything are reported at the end."""
    unmet: Mapping[str, str] = fields.names
    for place, record in records:
        unmet = fields.unmet(record, root, unmet) if unmet else unmet
        yield place, record
    for ours, theirs in unmet.items():
        report(Notice(name, f"No record here has {theirs!r}, which is mapped to {ours}; see how the file spells it."))


def json_articles(
    record: object, place: str, report: Report, fields: Fields = AS_THEY_ARE, root: object = None
) -> Iterator[Article]:
    """The article of an object, or the articles of a ninjs package; none, and a notice, for what is no article.

    `root` is the file that the object lies in, which joins of `fields` look things up in.
    """
    if fields.names or not is_ninjs(record):
        known = translated(record) if isinstance(record, Mapping) and not fields.names else record
        yield from articles_from(fields.applied(known, root), place, report)
        return
    try:
        for each in ninjs_records(record):   # type: ignore[arg-type]
            yield from articles_from(each, place, report)
    except RecordError as error:   # a picture, an event: nothing that an archive of articles lacks
        report(Notice(place, str(error)))
