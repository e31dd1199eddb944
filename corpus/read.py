"""Read the articles of a file or a folder, and tell what became of each file."""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from io import BytesIO
from pathlib import Path

from corpus.archives import is_archive
from corpus.detect import format_of
from corpus.look_ahead import Ahead, in_order
from corpus.one_file import (
    ReadingRun,
    at_least_one,
    file_articles,
    is_passed_over,
    nothing_known,
    peeked,
    printable,
    taken,
    tell_others,
)
from corpus.readers import FORMATS, READERS, reader_for
from corpus.readers.html import MAX_PAGE_BYTES
from corpus.record.fields import Fields
from corpus.record.places import Arrival, Done, Event, Listed, Recall, Same, Visit
from corpus.text.decode import Member, read_bytes
from corpus.types.article import Article
from corpus.types.errors import RecordError, SourceError
from corpus.types.notice import Notice, Report

_AS_THEY_ARE = Fields()
_EMPTY = f"It holds no {', '.join(READERS)} file with an article in it."


def read(
    source: Path, report: Report, *, form: str = "", fields: Fields = _AS_THEY_ARE, zone: tzinfo | None = None
) -> Iterator[Article]:
    """The articles of a file, or of every file of a folder and its subfolders that has a reader, in order of name.

    Archives (.zip, .tar, .tar.gz) are read like folders. A file's format is told by its content, then by its suffix,
    unless `form` names one of FORMATS for all of them; `fields` renames those of JSON and tables; `zone` is the
    newsroom's, on whose clock all moments are put, and in which those are read that name no zone. What can't be read is
    reported and left out. In a folder, hidden files, README and LICENSE files, other formats and links that leave the
    folder are passed over. Raises SourceError: at once when there is no such file, folder or format, at the end when it
    held not one article.
    """
    events = survey(source, report, form=form, fields=fields, zone=zone)
    return (event.article for event in events if isinstance(event, Arrival))


def survey(
    source: Path, report: Report, *, form: str = "", fields: Fields = _AS_THEY_ARE, recall: Recall = nothing_known,
    zone: tzinfo | None = None,
) -> Iterator[Event]:
    """What `read` gives, and what became of each file; those that are as `recall` has them are not read again.

    Raises what `read` raises.
    """
    if form and form not in FORMATS:
        raise SourceError(f"There is no format {form!r}; give one of {', '.join(FORMATS)}.")
    reading = ReadingRun(report, form=form, fields=fields, recall=recall, zone=zone)
    try:
        is_folder, is_file = source.is_dir(), source.is_file()
    except OSError as error:
        raise SourceError(f"{printable(str(source))} can't be opened ({error.strerror}); check the path.") from None
    if is_folder:
        return at_least_one(_folder_events(source, reading), printable(str(source)), reading, _EMPTY)
    if not is_file:
        raise SourceError(f"There is no file or folder {printable(str(source))}; check the path.")
    if not (form or reader_for(source.name) or _has_known_content(source)):
        if not source.stat().st_size:
            raise SourceError(f"{printable(str(source))} is empty; fill it, or leave it out.")
        raise SourceError(f"{printable(str(source))} has no known format; give one of {', '.join(READERS)}.")
    return at_least_one(_alone(source, reading), printable(str(source)), reading, _EMPTY)


def read_bytes_as_file(data: bytes, name: str, report: Report) -> Iterator[Article]:
    """The articles of a file that came from elsewhere, such as JSON from an address."""
    reading = ReadingRun(report)
    return file_articles(Member(name, lambda: BytesIO(data), len(data)), name, reading)


def _folder_events(folder: Path, reading: ReadingRun) -> Iterator[Event]:
    looked = (_looked(file, folder, reading) for file in _files(folder))
    for file in in_order(looked, reading.pages, partial(_page_of, reading)):
        if isinstance(file, Notice):
            reading.is_partial = True
            reading(file)
        else:
            yield from _file_events(file, reading)
    tell_others(printable(folder.name), reading)
    if not reading.is_partial:
        yield Listed()


def _alone(file: Path, reading: ReadingRun) -> Iterator[Event]:
    yield from _file_events(_look(file, file.name, reading), reading, among_others=False)
    yield Listed()


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the disk."""

    path: Path
    place: str      # its name within the source
    stamp: str      # empty where it can't be looked at
    is_same: bool   # as it was when it was read last, the same way


def _looked(file: Path | Notice, folder: Path, reading: ReadingRun) -> _File | Notice:
    return file if isinstance(file, Notice) else _look(file, file.relative_to(folder).as_posix(), reading)


def _look(path: Path, name: str, reading: ReadingRun) -> _File:
    place, stamp = printable(name), _stamp(path, reading)
    known = reading.recall(place) if stamp else None
    return _File(path, place, stamp, known is not None and known.stamp == stamp)


def _file_events(file: _File, reading: ReadingRun, *, among_others: bool = True) -> Iterator[Event]:
    """One file of the disk; it is not read when it is as it was."""
    if file.is_same:
        yield Same(file.place)
    else:
        found, notices, skipped = False, reading.count, reading.skipped
        for article in file_articles(file.path, file.place, reading, among_others=among_others):
            found = True
            yield Arrival(file.place, article)
        # What there was something to say about is read again the next time, so that it is reported again.
        visit = Visit(file.stamp) if found and notices == reading.count else None
        yield Done(file.place, visit, complete=skipped == reading.skipped)


def _stamp(path: Path, reading: ReadingRun) -> str:
    """Changes with the file, and with how it is read; empty where it can't be looked at."""
    try:
        about = path.stat()
    except OSError:
        return ""
    return reading.stamp(f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}")


def _page_of(reading: ReadingRun, file: _File | Notice) -> Ahead[_File | Notice]:
    page = None
    if isinstance(file, _File) and not file.is_same and reading.is_page(file.place):
        with suppress(RecordError, OSError, EOFError, zlib.error):   # told when its turn comes
            page = read_bytes(file.path, MAX_PAGE_BYTES) if file.path.is_file() else None
    return Ahead(file, page)


def _has_known_content(source: Path) -> bool:
    """Whether the content of a file of unknown suffix tells its format."""
    try:
        with peeked(source) as (head, _):
            pass
    except (OSError, EOFError, zlib.error, RecordError):
        return False
    return is_archive(head, source.name) or bool(format_of(head, ""))


def _files(folder: Path) -> Iterator[Path | Notice]:
    """The files to look at, and what can't be opened; subfolders come after the files beside them."""
    inside = folder.resolve()
    reported: deque[Notice] = deque()
    for root, folders, names in os.walk(folder, onerror=lambda error: reported.append(_unopened(error, folder))):
        yield from taken(reported)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not is_passed_over(name) and (not path.is_symlink() or path.resolve().is_relative_to(inside)):
                yield path
    yield from taken(reported)


def _unopened(error: OSError, folder: Path) -> Notice:
    place = os.path.relpath(error.filename or folder, folder)
    return Notice(printable(place), f"This folder can't be opened ({error.strerror}); mend its permissions.", True)


