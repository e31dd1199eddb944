"""Read the articles of a file or a folder, and tell what became of each file."""

from __future__ import annotations

import os
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from corpus.archives import is_archive, members
from corpus.detect import format_of
from corpus.pages.pool import PagePool
from corpus.readers import FORMATS, NEWS, READERS, Reader, mapped, read_html, reader_for, reader_of, suffix_of
from corpus.readers.html import MAX_PAGE_BYTES
from corpus.record.fields import Fields
from corpus.record.newsroom import on_clock
from corpus.record.places import Arrival, Done, Event, Listed, Recall, Same, Visit
from corpus.text.decode import File, Member, open_bytes, read_bytes, with_head
from corpus.types.article import Article
from corpus.types.errors import RecordError, SourceError
from corpus.types.notice import Notice, Report

_ABOUT = ("README", "LICENSE", "LICENCE")   # files about a folder of articles; "license-fee-rises.md" is in it
_AS_THEY_ARE = Fields()
MAX_WAITING = 100   # files that are looked at before their turn
READING = 4   # grows when readers get more out of the same files, which are then read again

_T = TypeVar("_T")


def _nothing(place: str) -> None:
    """Nothing is remembered of any place."""


_NOTHING: Recall = _nothing


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
    source: Path, report: Report, *, form: str = "", fields: Fields = _AS_THEY_ARE, recall: Recall = _NOTHING,
    zone: tzinfo | None = None,
) -> Iterator[Event]:
    """What `read` gives, and what became of each file; those that are as `recall` has them are not read again.

    Raises what `read` raises.
    """
    if form and form not in FORMATS:
        raise SourceError(f"There is no format {form!r}; give one of {', '.join(FORMATS)}.")
    heard = _Heard(report, form, fields, recall, zone)
    try:
        is_folder, is_file = source.is_dir(), source.is_file()
    except OSError as error:
        raise SourceError(f"{_printable(str(source))} can't be opened ({error.strerror}); check the path.") from None
    if is_folder:
        return _at_least_one(_folder_events(source, heard), source, heard)
    if not is_file:
        raise SourceError(f"There is no file or folder {_printable(str(source))}; check the path.")
    if not (form or reader_for(source.name) or _has_known_content(source)):
        raise SourceError(f"{_printable(str(source))} has no known format; give one of {', '.join(READERS)}.")
    return _at_least_one(_alone(source, heard), source, heard)


def read_bytes_as_file(data: bytes, name: str, report: Report) -> Iterator[Article]:
    """The articles of a file that came from elsewhere, such as JSON from an address."""
    heard = _Heard(report, "", _AS_THEY_ARE, _NOTHING, None)
    return _file_articles(Member(name, lambda: BytesIO(data), len(data)), name, heard)


class _Heard:
    """How to read, and what was said: passes notices on, and remembers the last one that something was left out for."""

    def __init__(self, report: Report, form: str, fields: Fields, recall: Recall, zone: tzinfo | None) -> None:
        self._report, self.form, self.fields, self.recall, self.zone = report, form, fields, recall, zone
        self.others: Counter[str] = Counter()   # files of other formats, by suffix
        self.count = self.skipped = 0
        self.last: Notice | None = None
        self.unopened = False                   # a folder; what is in it may be there still
        self.pages = PagePool()

    def __call__(self, notice: Notice) -> None:
        self.count += 1
        self.skipped += notice.skipped
        self.last = notice if notice.skipped else self.last
        self._report(notice)


def _at_least_one(events: Iterator[Event], source: Path, heard: _Heard) -> Iterator[Event]:
    found = False
    try:
        for event in events:
            found = found or isinstance(event, (Arrival, Same))
            yield on_clock(event, heard.zone, heard)
    finally:
        heard.pages.close()
    if not found:
        reason = f"{heard.last}" if heard.last else f"It holds no {', '.join(READERS)} file with an article in it."
        raise SourceError(f"No article was found in {_printable(str(source))}. {reason}")


def _folder_events(folder: Path, heard: _Heard) -> Iterator[Event]:
    looked = (_looked(file, folder, heard) for file in _files(folder))
    for file in _in_time(looked, heard, _page_of):
        if isinstance(file, Notice):
            heard.unopened = True
            heard(file)
        else:
            yield from _file_events(file, heard)
    _tell_others(_printable(folder.name), heard)
    if not heard.unopened:
        yield Listed()


def _alone(file: Path, heard: _Heard) -> Iterator[Event]:
    yield from _file_events(_look(file, file.name, heard), heard, among_others=False)
    yield Listed()


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the disk."""

    path: Path
    place: str      # its name within the source
    stamp: str      # empty where it can't be looked at
    is_same: bool   # as it was when it was read last, the same way


def _looked(file: Path | Notice, folder: Path, heard: _Heard) -> _File | Notice:
    return file if isinstance(file, Notice) else _look(file, file.relative_to(folder).as_posix(), heard)


def _look(path: Path, name: str, heard: _Heard) -> _File:
    place, stamp = _printable(name), _stamp(path, heard)
    known = heard.recall(place) if stamp else None
    return _File(path, place, stamp, known is not None and known.stamp == stamp)


def _file_events(file: _File, heard: _Heard, *, among_others: bool = True) -> Iterator[Event]:
    """One file of the disk; it is not read when it is as it was."""
    if file.is_same:
        yield Same(file.place)
    else:
        found, notices, skipped = False, heard.count, heard.skipped
        for article in _file_articles(file.path, file.place, heard, among_others=among_others):
            found = True
            yield Arrival(file.place, article)
        # What there was something to say about is read again the next time, so that it is said again.
        visit = Visit(file.stamp) if found and notices == heard.count else None
        yield Done(file.place, visit, whole=skipped == heard.skipped)


def _stamp(path: Path, heard: _Heard) -> str:
    """Changes with the file, and with how it is read; empty where it can't be looked at."""
    try:
        about = path.stat()
    except OSError:
        return ""
    how = f"{heard.form} {heard.fields} {heard.zone or ''}"
    return f"{READING} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {how}"


def _tell_others(place: str, heard: _Heard) -> None:
    others = heard.others
    if others:
        kinds = ", ".join(f"{count} {_printable(suffix)[:20]}" for suffix, count in others.most_common(10))
        heard(Notice(place, f"{others.total()} files of other formats were passed over ({kinds})."))
        others.clear()


def _file_articles(file: File, name: str, heard: _Heard, *, among_others: bool = False) -> Iterator[Article]:
    """The articles of one file or archive; whatever is wrong with it as a whole becomes a notice."""
    found, notices = False, heard.count
    try:
        if isinstance(file, Path) and not file.is_file():   # a pipe would never end, a broken link leads nowhere
            if reader_for(file.name) or not among_others:
                raise RecordError("This is no regular file; put the file itself there.")
            heard.others[suffix_of(file.name) or "no suffix"] += 1
            return
        if isinstance(file, Path) and not file.stat().st_size and (reader_for(file.name) or not among_others):
            raise RecordError("This file is empty; fill it, or leave it out.")
        with _peeked(file) as (head, file):
            if is_archive(head, name) and not heard.form:
                articles = _archive_articles(file, name, head, heard)
            else:
                reader = _reader(head, file.name, heard, among_others)
                if reader is None:
                    heard.others[suffix_of(file.name) or "no suffix"] += 1
                    return
                if reader is read_html:
                    reader = partial(read_html, recorded=heard.pages.record)
                articles = mapped(reader, heard.fields)(file, name, heard)
            for article in articles:
                found = True
                yield article
        if not found and notices == heard.count:
            raise RecordError("This file holds no article; fill it, or leave it out.")
    except RecordError as error:
        heard(Notice(name, str(error), skipped=True))
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"This file can't be read to its end ({reason}); copy it again or mend its permissions."
        heard(Notice(name, message, skipped=True))


def _archive_articles(file: File, name: str, head: bytes, heard: _Heard) -> Iterator[Article]:
    said: deque[Notice] = deque()
    found = _with_notices(members(file, name, head, said.append), said)
    for member in _in_time(found, heard, _kept_ahead):
        if isinstance(member, Notice):
            heard(member)
            continue
        parts = [part for part in member.name.split("/") if part not in ("", ".")]
        if parts and not any(part.startswith((".", "__MACOSX")) for part in parts) and not _passed_over(parts[-1]):
            within = _printable("/".join(parts))
            yield from _file_articles(member, f"{name}/{within}", heard, among_others=True)
    if heard.others:
        _tell_others(name, heard)


def _with_notices(found: Iterator[_T], said: deque[Notice]) -> Iterator[_T | Notice]:
    """What is found, and what was said of what lies before it, in order."""
    for each in found:
        yield from _taken(said)
        yield each
    yield from _taken(said)


def _taken(said: deque[Notice]) -> Iterator[Notice]:
    while said:
        yield said.popleft()


def _in_time(files: Iterator[_T], heard: _Heard, look: Callable[[_T, _Heard], _Ahead[_T]]) -> Iterator[_T]:
    """The same files in the same order; the pages among the next ones are read meanwhile, once that pays."""
    waiting: deque[tuple[_T, bytes]] = deque()
    broken: Exception | None = None
    try:
        for file in files:
            ahead = look(file, heard) if heard.pages.active else _Ahead(file, None, at_once=True)
            waiting.append((ahead.file, b"" if ahead.page is None else heard.pages.give(ahead.page)))
            while waiting and (ahead.at_once or heard.pages.full or len(waiting) >= MAX_WAITING):
                yield from _next(waiting, heard)
    except (RecordError, OSError, EOFError, zlib.error) as error:   # of an archive; what came before it is good
        broken = error
    while waiting:
        yield from _next(waiting, heard)
    if broken:
        raise broken


def _next(waiting: deque[tuple[_T, bytes]], heard: _Heard) -> Iterator[_T]:
    file, ticket = waiting.popleft()
    yield file
    heard.pages.forget(ticket)


@dataclass(frozen=True, slots=True)
class _Ahead(Generic[_T]):
    """A file that was looked at before its turn."""

    file: _T
    page: bytes | None      # all of it, if it is a page
    at_once: bool = False   # whether it can't wait


def _page_of(file: _File | Notice, heard: _Heard) -> _Ahead[_File | Notice]:
    page = None
    if isinstance(file, _File) and not file.is_same and _is_page(file.place, heard):
        with suppress(RecordError, OSError, EOFError, zlib.error):   # told when its turn comes
            page = read_bytes(file.path, MAX_PAGE_BYTES) if file.path.is_file() else None
    return _Ahead(file, page)


def _kept_ahead(member: Member | Notice, heard: _Heard) -> _Ahead[Member | Notice]:
    """A page of an archive is held, as the archive goes on; anything else has to be read before it does."""
    if isinstance(member, Notice) or not _is_page(member.name, heard):
        return _Ahead(member, None, at_once=not isinstance(member, Notice))
    try:
        stored, again = with_head(member.open(), MAX_PAGE_BYTES + 1)
    except (RecordError, OSError, EOFError, zlib.error) as error:
        return _Ahead(Member(member.name, partial(_raise, error), member.packed_bytes), None)
    if len(stored) > MAX_PAGE_BYTES:
        return _Ahead(Member(member.name, lambda: again, member.packed_bytes), None, at_once=True)
    kept = Member(member.name, lambda: BytesIO(stored), member.packed_bytes)
    page = None
    with suppress(RecordError, OSError, EOFError, zlib.error):
        page = read_bytes(kept, MAX_PAGE_BYTES)
    return _Ahead(kept, page)


def _raise(error: Exception) -> BinaryIO:
    raise error


def _is_page(name: str, heard: _Heard) -> bool:
    return (FORMATS[heard.form] if heard.form else reader_for(name)) is read_html


@contextmanager
def _peeked(file: File) -> Iterator[tuple[bytes, File]]:
    """The first bytes of a file, unpacked if it is gzip, and the file; an archive's, which opens once, goes on."""
    with open_bytes(file) as content:
        head, again = with_head(content)
        if isinstance(file, Path):
            yield head, file
        else:
            yield head, Member(file.name.removesuffix(".gz"), lambda: again, file.packed_bytes)


def _reader(head: bytes, name: str, heard: _Heard, among_others: bool) -> Reader | None:
    """By what was asked for, else by content, else by suffix; a file of unknown suffix among others has to be news."""
    if heard.form:
        return FORMATS[heard.form]
    by_suffix = reader_for(name)
    by_content = format_of(head, suffix_of(name).removesuffix(".gz"))
    if by_content and (by_suffix or not among_others or by_content in NEWS):
        return reader_of(by_content)
    return by_suffix


def _has_known_content(source: Path) -> bool:
    """Whether the content of a file of unknown suffix tells its format."""
    try:
        with _peeked(source) as (head, _):
            pass
    except (OSError, EOFError, zlib.error, RecordError):
        return False
    return is_archive(head, source.name) or bool(format_of(head, ""))


def _files(folder: Path) -> Iterator[Path | Notice]:
    """The files to look at, and what can't be opened; subfolders come after the files beside them."""
    inside = folder.resolve()
    said: deque[Notice] = deque()
    for root, folders, names in os.walk(folder, onerror=lambda error: said.append(_unopened(error, folder))):
        yield from _taken(said)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not _passed_over(name) and (not path.is_symlink() or path.resolve().is_relative_to(inside)):
                yield path
    yield from _taken(said)


def _passed_over(name: str) -> bool:
    return name.startswith((".", *_ABOUT)) or name.split(".")[0].upper() in _ABOUT


def _unopened(error: OSError, folder: Path) -> Notice:
    place = os.path.relpath(error.filename or folder, folder)
    return Notice(_printable(place), f"This folder can't be opened ({error.strerror}); mend its permissions.", True)


def _printable(name: str) -> str:
    """The name with what no terminal can print written as an escape."""
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
