"""Read one file, or one archive of files, and count what is reported of it and of its source."""

from __future__ import annotations

import zlib
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TypeVar

from corpus.archives import is_archive, members
from corpus.detect import format_of
from corpus.look_ahead import in_order, keep_page
from corpus.pages.pool import PagePool
from corpus.readers import FORMATS, NEWS, Reader, mapped, read_html, reader_for, reader_of, suffix_of
from corpus.record.fields import Fields
from corpus.record.newsroom import on_clock
from corpus.record.places import Arrival, Event, Recall, Same, Visit
from corpus.text.decode import File, Member, open_bytes, with_head
from corpus.types.article import Article
from corpus.types.errors import RecordError, SourceError
from corpus.types.notice import Notice, Report

READER_VERSION = 8   # grows when readers get more out of the same files, which are then read again

_ABOUT = ("README", "LICENSE", "LICENCE")   # files about a folder of articles; "license-fee-rises.md" is in it

_T = TypeVar("_T")


def nothing_known(place: str) -> Visit | None:
    """The memory of whoever reads for the first time."""
    return None


class ReadingRun:
    """How a source is to be read, and what has been reported of it: passes notices on and counts them."""

    def __init__(
        self, report: Report, *, form: str = "", fields: Fields = Fields(), recall: Recall = nothing_known,   # noqa: B008
        zone: tzinfo | None = None,
    ) -> None:
        self._report, self.form, self.fields, self.recall, self.zone = report, form, fields, recall, zone
        self.others: Counter[str] = Counter()    # files of other formats, by suffix
        self.count = self.skipped = 0            # notices; those that something was left out for
        self.last_skipped: Notice | None = None
        self.last: Notice | None = None
        self.is_partial = False                  # a folder could not be opened; what is in it may be there still
        self.pages = PagePool()

    def __call__(self, notice: Notice) -> None:
        """Take a reader's notice."""
        self.count += 1
        self.last = notice
        self.skipped += notice.skipped
        self.last_skipped = notice if notice.skipped else self.last_skipped
        self._report(notice)

    def stamp(self, of_file: str) -> str:
        """What a file is remembered by: changes with the file, and with how it is read."""
        return f"{READER_VERSION} {of_file} {self.form} {self.fields} {self.zone or ''}"

    def is_page(self, name: str) -> bool:
        """Whether a file of that name is read as a page."""
        return (FORMATS[self.form] if self.form else reader_for(name)) is read_html


def at_least_one(events: Iterator[Event], source: str, reading: ReadingRun, empty: str) -> Iterator[Event]:
    """The events of a source, articles on the newsroom's clock; ends the processes that read its pages.

    Raises SourceError at the end when there was not one article, with what was skipped last, else `empty`.
    """
    found = False
    try:
        for event in events:
            found = found or isinstance(event, (Arrival, Same))
            yield on_clock(event, reading.zone, reading)
    finally:
        reading.pages.close()
    if not found:
        raise SourceError(f"No article was found in {source}. {reading.last_skipped or reading.last or empty}")


def file_articles(file: File, name: str, reading: ReadingRun, *, among_others: bool = False) -> Iterator[Article]:
    """The articles of one file or archive, reported by `name`; whatever is wrong with it as a whole becomes a notice.

    `among_others`: whether the file came with a folder, so that one of another format is counted, not reported.
    """
    found, notices = False, reading.count
    try:
        if isinstance(file, Path) and not file.is_file():   # a pipe would never end, a broken link leads nowhere
            if reader_for(file.name) or not among_others:
                raise RecordError("This is no regular file; put the file itself there.")
            reading.others[suffix_of(file.name) or "no suffix"] += 1
            return
        if isinstance(file, Path) and not file.stat().st_size and (reader_for(file.name) or not among_others):
            raise RecordError("This file is empty; fill it, or leave it out.")
        with peeked(file) as (head, file):
            if is_archive(head, name) and not reading.form:
                articles = _archive_articles(file, name, head, reading)
            else:
                reader = _reader(head, file.name, reading, among_others)
                if reader is None:
                    reading.others[suffix_of(file.name) or "no suffix"] += 1
                    return
                if reader is read_html:
                    reader = partial(read_html, recorded=reading.pages.record)
                articles = mapped(reader, reading.fields)(file, name, reading)
            for article in articles:
                found = True
                yield article
        if not found and notices == reading.count:
            raise RecordError("This file holds no article; fill it, or leave it out.")
    except RecordError as error:
        reading(Notice(name, str(error), skipped=True))
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"This file can't be read to its end ({reason}); copy it again or mend its permissions."
        reading(Notice(name, message, skipped=True))


def _archive_articles(file: File, name: str, head: bytes, reading: ReadingRun) -> Iterator[Article]:
    reported: deque[Notice] = deque()
    found = with_notices(members(file, name, head, reported.append), reported)
    for member in in_order(found, reading.pages, partial(keep_page, reading.is_page)):
        if isinstance(member, Notice):
            reading(member)
            continue
        parts = [part for part in member.name.split("/") if part not in ("", ".")]
        if parts and not any(part.startswith((".", "__MACOSX")) for part in parts) and not is_passed_over(parts[-1]):
            within = printable("/".join(parts))
            yield from file_articles(member, f"{name}/{within}", reading, among_others=True)
    if reading.others:
        tell_others(name, reading)


def tell_others(place: str, reading: ReadingRun) -> None:
    """Count the files of other formats in one notice."""
    others = reading.others
    if others:
        kinds = ", ".join(f"{count} {printable(suffix)[:20]}" for suffix, count in others.most_common(10))
        reading(Notice(place, f"{others.total()} files of other formats were passed over ({kinds})."))
        others.clear()


def with_notices(found: Iterator[_T], reported: deque[Notice]) -> Iterator[_T | Notice]:
    """What is found, and what was reported of what lies before it, in order."""
    for each in found:
        yield from taken(reported)
        yield each
    yield from taken(reported)


def taken(reported: deque[Notice]) -> Iterator[Notice]:
    """The notices that have come since the last time."""
    while reported:
        yield reported.popleft()


@contextmanager
def peeked(file: File) -> Iterator[tuple[bytes, File]]:
    """The first bytes of a file, unpacked if it is gzip, and the file; an archive's, which opens once, goes on."""
    with open_bytes(file) as content:
        head, again = with_head(content)
        if isinstance(file, Path):
            yield head, file
        else:
            yield head, Member(file.name.removesuffix(".gz"), lambda: again, file.packed_bytes)


def _reader(head: bytes, name: str, reading: ReadingRun, among_others: bool) -> Reader | None:
    """By what was asked for, else by content, else by suffix; a file of unknown suffix among others has to be news."""
    if reading.form:
        return FORMATS[reading.form]
    by_suffix = reader_for(name)
    by_content = format_of(head, suffix_of(name).removesuffix(".gz"))
    if by_content and (by_suffix or not among_others or by_content in NEWS):
        return reader_of(by_content)
    return by_suffix


def is_passed_over(name: str) -> bool:
    """Whether a file of that name is hidden, or about the folder that it is in."""
    return name.startswith((".", *_ABOUT)) or name.split(".")[0].upper() in _ABOUT


def printable(name: str) -> str:
    """The name with what no terminal can print written as an escape."""
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
