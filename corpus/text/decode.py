"""Open files of unknown encoding and size as text, within bounds."""

from __future__ import annotations

import codecs
import gzip
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, TypeAlias

from charset_normalizer import from_bytes

from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_FILE_BYTES = 256 * 2**20           # of a file that has to be held whole; JSONL and CSV are streamed
MAX_UNPACKED_BYTES = 64 * 2**30        # of any .gz file
MAX_UNPACKED_RATIO = 200               # news packs 3 to 10 times smaller, a bomb 1,000 times
MIN_SUSPECT_BYTES = 256 * 2**20        # a .gz that unpacks to less is no bomb, whatever its ratio
GZIP = b"\x1f\x8b"
MAX_LINE = 32_000_000                  # characters: an article of the greatest size, every character escaped

# Characters beyond ASCII that are UTF-8 for each byte that isn't, in a text that is taken for UTF-8. In a paragraph in
# another encoding they were .00 (Russian, Polish, Arabic) to .37 (Chinese in GBK).
UTF8_SHARE = 1

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
_ESCAPED = "iso-2022-"   # Japanese and Korean in seven bits, which look like ASCII
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"))


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive such as a .zip, which is read where it lies."""

    name: str
    open: Callable[[], BinaryIO]    # its bytes as stored; may be possible once only, as in a .tar.gz
    packed_bytes: int               # how much of the archive it takes, or of the whole archive where that is unknown


File: TypeAlias = Path | Member


class Budget:
    """How many bytes may still be unpacked from a file: news packs 3 to 10 times smaller, a bomb 1,000 times."""

    def __init__(self, packed_bytes: int) -> None:
        self.left = min(MAX_UNPACKED_BYTES, max(MIN_SUSPECT_BYTES, packed_bytes * MAX_UNPACKED_RATIO))

    def take(self, size: int) -> None:
        """Count bytes; raises RecordError when they are more than news ever unpacks to."""
        self.left -= size
        if self.left < 0:
            raise RecordError("This file unpacks to far more than news does; unpack it if it can be trusted.")


class Bounded(io.RawIOBase):
    """The content of a packed file, which ends in an error where it grows beyond its budget."""

    def __init__(self, file: BinaryIO, budget: Budget, below: BinaryIO | None = None) -> None:
        self._file, self._budget, self._below = file, budget, below

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer as far as the file goes."""
        size: int = self._file.readinto(buffer)   # type: ignore[attr-defined]
        self._budget.take(size)
        return size

    def close(self) -> None:
        """Close the file, and the one below it, which gzip leaves open."""
        self._file.close()
        if self._below:
            self._below.close()
        super().close()


class _Replayed(io.RawIOBase):
    """A file that was read some way already, from its beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._head:
            piece, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            piece = self._rest.read(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._rest.close()
        super().close()


def open_bytes(file: File) -> BinaryIO:
    """The content of a file, unpacked on the way when it is gzip, or its name ends in .gz."""
    opened = file.open("rb") if isinstance(file, Path) else file.open()
    try:
        head, stored = with_head(opened, len(GZIP))
    except BaseException:
        opened.close()
        raise
    if head != GZIP and not file.name.lower().endswith(".gz"):
        return stored
    packed = file.stat().st_size if isinstance(file, Path) else file.packed_bytes
    return buffered(Bounded(gzip.GzipFile(fileobj=stored), Budget(packed), stored))   # type: ignore[arg-type]


def with_head(file: BinaryIO, size: int = _HEAD) -> tuple[bytes, BinaryIO]:
    """The first `size` bytes, and the file from its beginning again, whether it can seek or not."""
    pieces, left = [], size
    while left and (piece := file.read(left)):
        pieces.append(piece)
        left -= len(piece)
    head = b"".join(pieces)
    if file.seekable():
        file.seek(0)
        return head, file
    return head, buffered(_Replayed(head, file))


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """With a buffer that suits long reads."""
    return io.BufferedReader(raw, buffer_size=2**17)


def read_bytes(path: File, limit: int = MAX_FILE_BYTES) -> bytes:
    """A whole file, unpacked; raises RecordError when it is larger than `limit` bytes."""
    with open_bytes(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise RecordError(f"This file has more than {limit:,} bytes; split it, or write a .jsonl file.")
    return data


def decode(data: bytes, declared: str = "") -> str:
    """Text from bytes: by byte order mark, as UTF-8, as declared, else as charset-normalizer reads it.

    Bytes that are not UTF-8 in a text that mostly is are read as Windows-1252. Raises RecordError for what is no text.
    """
    encoding = encoding_of(data, declared)
    if not encoding.startswith("utf-8"):
        return data.decode(encoding, "replace")
    return _mended(data.decode(encoding, "surrogateescape"))[0]


def decode_and_tell(data: bytes, name: str, report: Report, declared: str = "") -> str:
    """As `decode`; bytes that are not UTF-8 in a text that mostly is are reported by their number."""
    tell_strays(strays_in(data, declared), name, report)
    return decode(data, declared)


def strays_in(data: bytes, declared: str = "") -> int:
    """How many bytes of a text that is mostly UTF-8 are not."""
    try:
        data.decode()
        return 0
    except UnicodeDecodeError:
        return _proportions(data)[1] if encoding_of(data, declared).startswith("utf-8") else 0


def tell_strays(count: int, place: str, report: Report) -> None:
    """Report how many bytes were not UTF-8, where there were any."""
    if count:
        what = "1 byte is" if count == 1 else f"{count:,} bytes are"
        report(Notice(place, f"{what} not UTF-8, unlike the rest, and read as Windows-1252; see whether they are."))


def text_lines(path: File, name: str, report: Report) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers (from 1) and line ends, never more than one in memory.

    Lines of more than MAX_LINE characters are reported and left out. Raises RecordError for what is no text.
    """
    with _open_text(path) as file:
        number = strays = first = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                report(Notice(f"{name}:{number}", f"This line has more than {MAX_LINE:,} characters; split it.", True))
                _skip_rest(file)
            else:
                mended, count = _mended(line)
                strays, first = strays + count, first or (number if count else 0)
                yield number, mended
        tell_strays(strays, f"{name}:{first}", report)


def _skip_rest(file: TextIO) -> None:
    while (piece := file.readline(MAX_LINE)) and not piece.endswith(("\n", "\r")):
        pass


def _open_text(path: File) -> TextIO:
    file = open_bytes(path)
    try:
        head, file = with_head(file)
        encoding = encoding_of(head)
    except BaseException:
        file.close()
        raise
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")


def _mended(text: str) -> tuple[str, int]:
    """Bytes that are not UTF-8, in a text that mostly is: as Windows-1252 shows them, and their number."""
    try:
        text.encode()
        return text, 0
    except UnicodeEncodeError:
        return _STRAY.subn(lambda stray: bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace"), text)


class MendedUtf8:
    """A UTF-8 file whose stray bytes come as Windows-1252 shows them, in UTF-8; `strays` counts them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.strays = 0

    def read(self, size: int) -> bytes:
        """About `size` bytes more; empty at the end."""
        while piece := self._file.read(size):
            if mended := self._taken(piece, final=False):
                return mended
        return self._taken(b"", final=True)

    def _taken(self, piece: bytes, *, final: bool) -> bytes:
        text, count = _mended(self._decoder.decode(piece, final))
        self.strays += count
        return text.encode()


def encoding_of(data: bytes, declared: str = "") -> str:
    """How the text is encoded: by byte order mark, UTF-8, as declared, else guessed; raises RecordError for no text."""
    if mark := next((encoding for bom, encoding in _BOMS if data.startswith(bom)), ""):
        return mark
    if _is_binary(data):
        raise RecordError("This is a binary file, not text; export its articles as text, HTML, CSV or JSONL.")
    if data.find(b"\x1b") >= 0 and declared.lower().startswith(_ESCAPED) and (encoding := _known(declared)):
        return encoding
    if _is_utf8(data) or _is_mostly_utf8(data):
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


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether a byte here and there is none of its characters: a cell that was pasted in, a text that was cut short."""
    characters, strays = _proportions(data)
    return characters >= UTF8_SHARE * strays


def _proportions(data: bytes) -> tuple[int, int]:
    """How many characters beyond ASCII are UTF-8, and how many bytes are not."""
    text = data.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    return len(text) - len(text.encode("ascii", "ignore")) - strays, strays


def _known(declared: str) -> str:
    name = _AS_BROWSERS_DO.get(declared.lower(), declared)
    try:
        return "" if codecs.lookup(name).name in _NO_CHARSETS else b"a".decode(name) and name
    except (LookupError, ValueError):
        return ""


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:_HEAD]).best()
    return best.encoding if best else "cp1252"
