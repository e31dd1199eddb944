"""Read the articles of a file or a folder."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.errors import RecordError, SourceError
from corpus.notice import Notice, Report
from corpus.readers import READERS, Reader, reader_for, suffix_of

_ABOUT = ("README", "LICENSE", "LICENCE")   # files about a folder of articles; "license-fee-rises.md" is in it


def read(source: Path, report: Report) -> Iterator[Article]:
    """The articles of a file, or of every file of a folder and its subfolders that has a reader, in order of name.

    What can't be read is reported and left out. In a folder, hidden files, README and LICENSE files, other formats and
    links that leave the folder are passed over. Raises SourceError: at once when there is no such file or folder or
    its format has no reader, at the end when it held not one article.
    """
    heard = _Heard(report)
    try:
        is_folder, is_file = source.is_dir(), source.is_file()
    except OSError as error:
        raise SourceError(f"{_printable(str(source))} can't be opened ({error.strerror}); check the path.") from None
    if is_folder:
        return _at_least_one(_folder_articles(source, heard), source, heard)
    if not is_file:
        raise SourceError(f"There is no file or folder {_printable(str(source))}; check the path.")
    reader = reader_for(source.name)
    if reader is None:
        raise SourceError(f"{_printable(str(source))} has no known format; give one of {', '.join(READERS)}.")
    return _at_least_one(_file_articles(source, _printable(source.name), reader, heard), source, heard)


class _Heard:
    """Passes notices on, and remembers the last one that something was left out for."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.count = 0
        self.last: Notice | None = None

    def __call__(self, notice: Notice) -> None:
        self.count += 1
        self.last = notice if notice.skipped else self.last
        self._report(notice)


def _at_least_one(articles: Iterator[Article], source: Path, heard: _Heard) -> Iterator[Article]:
    found = False
    for article in articles:
        found = True
        yield article
    if not found:
        reason = f"{heard.last}" if heard.last else f"It holds no {', '.join(READERS)} file with an article in it."
        raise SourceError(f"No article was found in {_printable(str(source))}. {reason}")


def _folder_articles(folder: Path, heard: _Heard) -> Iterator[Article]:
    others: Counter[str] = Counter()
    for path in _files(folder, heard):
        name = _printable(path.relative_to(folder).as_posix())
        if reader := reader_for(path.name):
            yield from _file_articles(path, name, reader, heard)
        else:
            others[suffix_of(path.name) or "no suffix"] += 1
    if others:
        kinds = ", ".join(f"{count} {_printable(suffix)[:20]}" for suffix, count in others.most_common(10))
        heard(Notice(_printable(folder.name), f"{others.total()} files of other formats were passed over ({kinds})."))


def _file_articles(path: Path, name: str, reader: Reader, heard: _Heard) -> Iterator[Article]:
    """The articles of one file; whatever is wrong with the file as a whole becomes a notice."""
    found, notices = False, heard.count
    try:
        if not path.is_file():   # a pipe would never end, a broken link leads nowhere
            raise RecordError("This is no regular file; put the file itself there.")
        if not path.stat().st_size:
            raise RecordError("This file is empty; fill it, or leave it out.")
        for article in reader(path, name, heard):
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


def _files(folder: Path, heard: _Heard) -> Iterator[Path]:
    """The files to look at; subfolders come after the files beside them."""
    inside = folder.resolve()
    for root, folders, names in os.walk(folder, onerror=lambda error: _tell_unopened(error, folder, heard)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not _passed_over(name) and (not path.is_symlink() or path.resolve().is_relative_to(inside)):
                yield path


def _passed_over(name: str) -> bool:
    return name.startswith((".", *_ABOUT)) or name.split(".")[0].upper() in _ABOUT


def _tell_unopened(error: OSError, folder: Path, heard: _Heard) -> None:
    place = os.path.relpath(error.filename or folder, folder)
    heard(Notice(_printable(place), f"This folder can't be opened ({error.strerror}); mend its permissions.", True))


def _printable(name: str) -> str:
    """The name with what no terminal can print written as an escape."""
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
