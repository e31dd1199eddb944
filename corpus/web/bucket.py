"""Read the articles of a bucket in S3-compatible storage, object by object."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from corpus.one_file import (
    ReadingRun,
    at_least_one,
    file_articles,
    is_passed_over,
    nothing_known,
    printable,
    tell_others,
)
from corpus.readers import FORMATS, pages_named, suffix_of
from corpus.record.fields import Fields
from corpus.record.places import Arrival, Done, Event, Listed, Recall, Same, Visit
from corpus.types.errors import MissingPackage, SourceError
from corpus.types.notice import Notice, Report

MAX_OBJECT_BYTES = 64 * 2**30   # of one object, which is put on the disk while it is read
CONNECT_S, READ_S = 20, 60      # for a connection, and for the next bytes
ATTEMPTS = 5                    # of one request, ever further apart, as boto3 does them

_SCHEME = "s3://"
_PIECE = 2**20

Open = Callable[[], Any]   # makes a client of boto3's


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as a bucket lists it."""

    key: str
    size: int
    etag: str      # changes with what it holds


def is_bucket(source: str) -> bool:
    """Whether a source is a bucket, or part of one: "s3://bucket/prefix"."""
    return source.lower().startswith(_SCHEME)


def survey_bucket(
    source: str, report: Report, *, form: str = "", fields: Fields = Fields(), recall: Recall = nothing_known,   # noqa: B008
    zone: tzinfo | None = None, connect: Open | None = None,
) -> Iterator[Event]:
    """The articles of every object below "s3://bucket/prefix" that has a reader, in order of key, as of a folder.

    Objects that are as `recall` has them are not fetched again. Endpoint, region and keys come from the variables that
    boto3 reads (AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID, ...). An object that can't be had is reported and left out.
    Raises SourceError: at once when there is no such format or no bucket in the name, later when it can't be listed or
    held not one article; and MissingPackage without boto3.
    """
    if form and form not in FORMATS:
        raise SourceError(f"There is no format {form!r}; give one of {', '.join(FORMATS)}.")
    bucket, _, prefix = source[len(_SCHEME):].partition("/")
    if not bucket:
        raise SourceError(f"{source[:100]!r} names no bucket; write it as s3://bucket/prefix.")
    reading = ReadingRun(report, form=form, fields=fields, recall=recall, zone=zone)
    events = _events(connect or _client, bucket, prefix, source, reading)
    return at_least_one(events, source, reading, "It lists no file of news.")


def _events(connect: Open, bucket: str, prefix: str, source: str, reading: ReadingRun) -> Iterator[Event]:
    """Every object by itself, but for those that lie below a METS file: what it names of them is one issue."""
    client = connect()
    issues = {PurePosixPath(each.key).parent for each in _listed(client, bucket, prefix, source) if _is_mets(each.key)}
    within: dict[str, StoredObject] = {}
    for each in _listed(client, bucket, prefix, source):
        path = PurePosixPath(each.key)
        if is_passed_over(path.name) or "/." in f"/{each.key}":
            continue
        if path.suffix.lower() == ".xml" and not issues.isdisjoint(path.parents):
            within[each.key] = each
        else:
            yield from _object_events(client, bucket, each, reading)
    yield from _issues_events(client, bucket, within, reading)
    tell_others(source, reading)
    yield Listed()


def _is_mets(key: str) -> bool:
    return fnmatch(key.rpartition("/")[2].lower(), "*mets*.xml")


def _issues_events(
    client: Any, bucket: str, within: Mapping[str, StoredObject], reading: ReadingRun,   # noqa: ANN401
) -> Iterator[Event]:
    """Every issue that METS takes apart into articles; then the pages that none does."""
    done: set[str] = set()
    for each in (stored for key, stored in within.items() if _is_mets(key)):
        with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
            mets = Path(folder, "bucket", "issue", PurePosixPath(each.key).name)
            beside = PurePosixPath(each.key).parent
            if not _fetched(client, bucket, each, mets, reading):   # nor is anything known of its pages then
                done |= {key for key in within if beside in PurePosixPath(key).parents}
                yield Done(printable(each.key), None, complete=False)
                continue
            pages = {path: within[key] for path in pages_named(mets)
                     if (key := normpath(str(beside / path))) in within and ".." not in path}
            done |= {stored.key for stored in (each, *pages.values()) if pages}
            yield from _issue_events(client, bucket, each, pages, mets, reading)
    for key, stored in within.items():
        if key not in done:
            yield from _object_events(client, bucket, stored, reading)


def _issue_events(
    client: Any, bucket: str, each: StoredObject, pages: Mapping[str, StoredObject], mets: Path, reading: ReadingRun,   # noqa: ANN401
) -> Iterator[Event]:
    """The articles of one issue, whose pages are put beside its METS file; nothing where it names none."""
    if not pages:
        return
    place = printable(each.key)
    stamp = reading.stamp(" ".join(f"{stored.size} {stored.etag}" for stored in (each, *pages.values())))
    if _is_same(place, stamp, reading):
        yield Same(place)
        return
    skipped = reading.skipped
    for path, stored in pages.items():
        _fetched(client, bucket, stored, mets.parent / path, reading)
    yield from _read(mets, place, stamp, reading, skipped)


def _listed(client: Any, bucket: str, prefix: str, source: str) -> Iterator[StoredObject]:   # noqa: ANN401
    """The objects below a prefix; what ends in a slash only stands for a folder."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        for listed in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for each in listed.get("Contents", ()):
                if not each["Key"].endswith("/"):
                    yield StoredObject(each["Key"], int(each["Size"]), str(each.get("ETag", "")).strip('"'))
    except (BotoCoreError, ClientError, ValueError) as error:
        raise SourceError(f"{source} can't be listed ({_reason(error)}); see to its name, keys and endpoint.") from None


def _object_events(client: Any, bucket: str, each: StoredObject, reading: ReadingRun) -> Iterator[Event]:   # noqa: ANN401
    place, stamp = printable(each.key), reading.stamp(f"{each.size} {each.etag}")
    if _is_same(place, stamp, reading):
        yield Same(place)
        return
    skipped = reading.skipped
    # Two folders deep: what is read looks around itself for what belongs to it.
    with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
        file = Path(folder, "bucket", "objects", f"object{suffix_of(each.key)[:20]}")
        if _fetched(client, bucket, each, file, reading):
            yield from _read(file, place, stamp, reading, skipped)
        else:
            yield Done(place, None, complete=False)


def _is_same(place: str, stamp: str, reading: ReadingRun) -> bool:
    known = reading.recall(place)
    return known is not None and known.stamp == stamp


def _read(file: Path, place: str, stamp: str, reading: ReadingRun, skipped: int) -> Iterator[Event]:
    """The articles of a file, and what to remember of its place; `skipped` is what had been before it was fetched."""
    found, notices = False, reading.count
    for article in file_articles(file, place, reading, among_others=True):
        found = True
        yield Arrival(place, article)
    complete = skipped == reading.skipped
    yield Done(place, Visit(stamp) if found and complete and notices == reading.count else None, complete=complete)


def _fetched(client: Any, bucket: str, each: StoredObject, file: Path, reading: ReadingRun) -> bool:   # noqa: ANN401
    """Put an object into a file; False, and a notice, where that fails."""
    from botocore.exceptions import BotoCoreError, ClientError

    place = printable(each.key)
    if each.size > MAX_OBJECT_BYTES:
        reading(Notice(place, f"This object has more than {MAX_OBJECT_BYTES:,} bytes; split it.", skipped=True))
        return False
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as sink:
            shutil.copyfileobj(client.get_object(Bucket=bucket, Key=each.key)["Body"], sink, _PIECE)
    except (BotoCoreError, ClientError, OSError) as error:
        reading(Notice(place, f"This object can't be fetched ({_reason(error)}); run this again later.", skipped=True))
        return False
    return True


def _client() -> Any:   # noqa: ANN401
    try:
        import boto3
        from botocore.config import Config
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("boto3", "botocore"):
            raise
        raise MissingPackage.of_extra("Reading from S3 needs its package", "s3") from None
    retries = {"total_max_attempts": ATTEMPTS, "mode": "standard"}
    config = Config(connect_timeout=CONNECT_S, read_timeout=READ_S, retries=retries)
    return boto3.client("s3", config=config)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
