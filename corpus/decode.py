"""Open files of unknown encoding and size as text, within bounds."""

from __future__ import annotations

import codecs
import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from charset_normalizer import from_bytes

from corpus.errors import RecordError
from corpus.notice import Notice, Report

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_FILE_BYTES = 256 * 2**20           # of a file that has to be held whole; JSONL and CSV are streamed
MAX_UNPACKED_BYTES = 64 * 2**30        # of any .gz file
MAX_UNPACKED_RATIO = 200               # news packs 3 to 10 times smaller, a bomb 1,000 times
MIN_SUSPECT_BYTES = 256 * 2**20        # a .gz that unpacks to less is no bomb, whatever its ratio
MAX_LINE = 32_000_000                  # characters: an article of the greatest size, every character escaped

_HEAD = 2**16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),   # before UTF-16, whose mark they begin with
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])           # no tab, line break or escape
_STRAY = re.compile("[\udc80-\udcff]")
# What a page calls Latin-1 or ASCII is read as Windows-1252, as every browser does.
_AS_BROWSERS_DO = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252")
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"))


class _Bounded(io.RawIOBase):
    """A .gz file's content, which ends in an error where it grows beyond all proportion."""

    def __init__(self, file: gzip.GzipFile, packed_bytes: int) -> None:
        self._file = file
        self._left = min(MAX_UNPACKED_BYTES, max(MIN_SUSPECT_BYTES, packed_bytes * MAX_UNPACKED_RATIO))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        size = self._file.readinto(buffer)
        self._left -= size
        if self._left < 0:
            raise RecordError("This .gz file unpacks to far more than news does; unpack it if it can be trusted.")
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


def open_bytes(path: Path) -> BinaryIO:
    """The content of a file, unpacked on the way when its name ends in .gz."""
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(_Bounded(gzip.open(path), path.stat().st_size), buffer_size=2**17)
    return path.open("rb")


def read_bytes(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """A whole file, unpacked; raises RecordError when it is larger than `limit` bytes."""
    with open_bytes(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise RecordError(f"This file has more than {limit:,} bytes; split it, or write a .jsonl file.")
    return data


def decode(data: bytes, declared: str = "") -> str:
    """Text from bytes: by byte order mark, as UTF-8, as declared, else as charset-normalizer reads it.

    Raises RecordError for what is no text.
    """
    return data.decode(_encoding(data, declared), "replace")


def text_lines(path: Path, name: str, report: Report) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers (from 1) and line ends, never more than one in memory.

    Lines of more than MAX_LINE characters are reported and left out. Raises RecordError for what is no text.
    """
    with _open_text(path) as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                report(Notice(f"{name}:{number}", f"This line has more than {MAX_LINE:,} characters; split it.", True))
                _skip_rest(file)
            else:
                yield number, _mended(line)


def _skip_rest(file: TextIO) -> None:
    while (piece := file.readline(MAX_LINE)) and not piece.endswith(("\n", "\r")):
        pass


def _open_text(path: Path) -> TextIO:
    with open_bytes(path) as file:
        encoding = _encoding(file.read(_HEAD))
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(open_bytes(path), encoding=encoding, errors=errors, newline="")


def _mended(line: str) -> str:
    """Bytes that are not UTF-8, in a file whose beginning is: as Windows-1252 shows them."""
    try:
        line.encode()
        return line
    except UnicodeEncodeError:
        return _STRAY.sub(lambda stray: bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace"), line)


def _encoding(data: bytes, declared: str = "") -> str:
    if mark := next((encoding for bom, encoding in _BOMS if data.startswith(bom)), ""):
        return mark
    if _is_binary(data):
        raise RecordError("This is a binary file, not text; export its articles as text, HTML, CSV or JSONL.")
    if _is_utf8(data):
        return "utf-8"
    return _known(declared) or _guessed(data)


def _is_binary(data: bytes) -> bool:
    head = data[:_HEAD]
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 100


def _is_utf8(data: bytes) -> bool:
    """A character cut off by the end of a head is no fault."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=len(data) != _HEAD)
        return True
    except UnicodeDecodeError:
        return False


def _known(declared: str) -> str:
    name = _AS_BROWSERS_DO.get(declared.lower(), declared)
    try:
        return "" if codecs.lookup(name).name in _NO_CHARSETS else b"a".decode(name) and name
    except (LookupError, ValueError):
        return ""


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:_HEAD]).best()
    return best.encoding if best else "cp1252"
