"""Look through archives (.zip, .tar, .tar.gz) without unpacking them to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from corpus.text.decode import Bounded, Budget, File, Member, buffered, open_bytes
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_MEMBERS = 500_000   # files in one archive

ZIP, TAR = b"PK\x03\x04", b"ustar"
_TAR_AT = 257
_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz")


def is_archive(head: bytes, name: str) -> bool:
    """Whether a file that begins like that (unpacked if it is gzip) is a .zip or .tar.

    Word files, books and programs are zip files too, so that the suffix counts as well: one of an archive, or none.
    """
    archived = head.startswith(ZIP) or head[_TAR_AT : _TAR_AT + len(TAR)] == TAR
    return archived and (name.lower().endswith(_SUFFIXES) or not PurePosixPath(name).suffix)


def members(file: File, name: str, head: bytes, report: Report) -> Iterator[Member]:
    """The regular files of an archive; of a .zip in order of name, else as they come, each to be read at once.

    Raises RecordError when the archive can't be read to its end, or unpacks to more than news does.
    """
    with _plainly():
        yield from _zipped(file, name, report) if head.startswith(ZIP) else _tarred(file)


def _zipped(file: File, name: str, report: Report) -> Iterator[Member]:
    if not isinstance(file, Path):
        raise RecordError("This is an archive within an archive; unpack the outer one.")
    budget = Budget(file.stat().st_size)
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_MEMBERS:
            raise RecordError(f"This archive has more than {MAX_MEMBERS:,} files; split it.")
        for info in sorted(infos, key=lambda each: each.filename):
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                report(Notice(f"{name}/{info.filename}"[:200], "This file is encrypted; unpack it first.", True))
                continue
            yield Member(info.filename, lambda info=info: _opened(archive, info, budget), info.compress_size)   # type: ignore[misc]


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> BinaryIO:
    with _plainly():
        return buffered(Bounded(cast(BinaryIO, archive.open(info)), budget))


def _tarred(file: File) -> Iterator[Member]:
    """In one pass, as a .tar.gz can't be gone back in."""
    packed = file.stat().st_size if isinstance(file, Path) else file.packed_bytes
    with open_bytes(file) as stored, tarfile.open(fileobj=stored, mode="r|") as archive:
        for number, info in enumerate(archive):
            if number >= MAX_MEMBERS:
                raise RecordError(f"This archive has more than {MAX_MEMBERS:,} files; split it.")
            archive.members.clear()   # type: ignore[attr-defined]   # else it remembers every one
            if info.isreg() and not info.issparse():
                content = buffered(_MemberStream(cast(BinaryIO, archive.extractfile(info))))
                yield Member(info.name, lambda content=content: content, packed)   # type: ignore[misc]


class _MemberStream(io.RawIOBase):
    """A file of a .tar that is read in one pass; what tarfile gives for it can't say that it can't seek."""

    def __init__(self, content: BinaryIO) -> None:
        self._content = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        with _plainly():
            piece = self._content.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


@contextmanager
def _plainly() -> Iterator[None]:
    """What is wrong with an archive, in one sentence."""
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, NotImplementedError, RuntimeError, UnicodeError) as error:
        if isinstance(error, RecursionError):
            raise
        raise RecordError(f"This archive can't be read to its end ({str(error)[:120]}); copy it again.") from None
