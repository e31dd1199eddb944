"""Make articles of one JSON object, ninjs or of any other shape."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.readers.ninjs import is_ninjs, ninjs_records
from corpus.record.fields import Fields
from corpus.record.record import articles_from
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

AS_THEY_ARE = Fields()


def json_articles(record: object, place: str, report: Report, fields: Fields = AS_THEY_ARE) -> Iterator[Article]:
    """The article of an object, or the articles of a ninjs package; none, and a notice, for what is no article."""
    if fields.names or not is_ninjs(record):
        yield from articles_from(fields.applied(record), place, report)
        return
    try:
        for each in ninjs_records(record):   # type: ignore[arg-type]
            yield from articles_from(each, place, report)
    except RecordError as error:   # a picture, an event: nothing that an archive of articles lacks
        report(Notice(place, str(error)))
