"""Bring text from anywhere into one form: whole characters, and paragraphs separated by one blank line."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html.entities import html5
from itertools import pairwise

import ftfy

ELLIPSIS = "…"
MAX_TITLE = 110              # characters of a title made from a text; longer ones are cut in search results anyway
MAX_NESTING = 8              # rounds of entities within entities; feeds escape twice, nobody eight times
MAX_STACK = 30               # combining marks on one letter, the limit of Unicode's stream-safe text
WRAP_WIDTHS = range(45, 91)  # of hard-wrapped text: wire copy and mail fill 60 to 80 columns

# Entities must end in a semicolon: "?a=1&copy=2" is an address, not a copyright sign.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AMPERSANDS = re.compile(r"&(?:amp;|AMP;|#0{0,5}38;|#[xX]0{0,4}26;)+")
# The control characters of Latin-1 that are letters and marks of Windows-1252; no text means the former.
_C1 = re.compile("[\x80-\x9f]+")
_WINDOWS_1252 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# How a UTF-8 character begins that was read as Latin-1 or Windows-1252: "Ã©", "â€™". ftfy decides.
_DOUBLY_ENCODED = re.compile(
    "[\xc2-\xf4][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_CERTAIN = ftfy.TextFixerConfig(restore_byte_a0=False)   # "Ã 0" is no "à0"
# Control characters but for the line breaks of str.splitlines, bidi marks, zero-width characters, tags, noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
# Joiners spell words in Persian and the languages of India, and hold emoji together; elsewhere they hide.
_JOINERS = re.compile(
    "(?<![\u0600-\u08ff\u0900-\u109f\u1780-\u17ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+"
)
_BULLET = re.compile(r"\s*(?:[-*•▪●‣–—]|\d{1,3}[.)])\s")
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s|$)|[。！？]["”’」』]*""")
_CLOSING = "\"'”’»)] "
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt rev hon st jr sr vs no jan feb mar apr jun jul aug sep sept "
    "oct nov dec inc co corp ltd".split()
)


def clean(text: str) -> str:
    """The plain text as paragraphs separated by exactly one blank line, without a line break inside any.

    Lines without blank lines between them become a paragraph each, unless they are hard-wrapped: then they are joined
    again. Twice cleaned is the same as once cleaned.
    """
    return text if _is_clean(text) else _settled(text, _cleaned)


def clean_line(text: str) -> str:
    """The text in one line, with single spaces: for titles, names and sections."""
    return _settled(text, _cleaned_line)


def characters(text: str) -> str:
    """The text without entities, invisible characters and unpaired surrogates, in NFC; its whitespace is left alone."""
    for _ in range(MAX_NESTING):
        cleaned = _composed(_unescaped(_visible(decoded_once(text))))
        if cleaned == text:
            break
        text = cleaned
    return text


def _settled(text: str, cleaned: Callable[[str], str]) -> str:
    """Cleaned until nothing changes: white space that goes may be all that kept a line from being decoded."""
    for _ in range(MAX_NESTING):
        before, text = text, cleaned(text)
        if text == before or text.isascii() or not _DOUBLY_ENCODED.search(text):
            break
    return text


def _cleaned(text: str) -> str:
    return "\n\n".join(_paragraphs(characters(text).splitlines()))


def _cleaned_line(text: str) -> str:
    return _in_one_line(characters(text))


def decoded_once(text: str) -> str:
    """With the characters of Windows-1252 that were taken for Latin-1, and those of UTF-8 taken for either."""
    if text.isascii():
        return text
    text = _C1.sub(lambda marks: marks[0].translate(_WINDOWS_1252), text)
    return "\n".join(map(_line_decoded_once, text.split("\n"))) if _DOUBLY_ENCODED.search(text) else text


def _line_decoded_once(line: str) -> str:
    """The same of a line: one that was encoded twice says nothing of the others, and ftfy takes its time."""
    line = line.replace("\u00e2\u20ac\ufffd", "\u201d")   # whose last byte means nothing in Windows-1252
    return str(ftfy.fix_encoding(line, _CERTAIN)) if _DOUBLY_ENCODED.search(line) else line


def without_surrogates(text: str) -> str:
    """Surrogates paired where they make a character, else replaced."""
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut on a word border where there is one, with an ellipsis when cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    if not text[limit - 1].isspace() and (border := cut.rfind(" ")) > limit // 2:
        cut = cut[:border]
    return cut.rstrip(" ,;:–—-") + ELLIPSIS


def title_from(text: str) -> str:
    """A title for a clean text that came without: its first line if that is a headline, else its first sentence.

    A headline is short, of three words or more, has no full stop and is followed by more text. Empty for empty text.
    """
    first, _, rest = text.strip().partition("\n")
    return first if rest and _is_headline(first) else shorten(_first_sentence(first), MAX_TITLE)


def _unescaped(text: str) -> str:
    """Entities as the characters they stand for; however often the ampersand was escaped, it counts once."""
    if "&" not in text or ";" not in text:
        return text
    return _ENTITY.sub(_character, _AMPERSANDS.sub("&", text))


def _character(entity: re.Match[str]) -> str:
    name = entity[0]
    return html.unescape(name) if name[1] == "#" or name[1:] in html5 else name


def _visible(text: str) -> str:
    """Without characters that a reader can't see; they can hide words from a search, or turn text around."""
    if text.replace("\n", "").replace("\xa0", "").isprintable():   # most texts; 20 times as fast as the patterns
        return text
    return _JOINERS.sub("", _INVISIBLE.sub("", without_surrogates(text)))


def _composed(text: str) -> str:
    """In NFC; stacks of marks are cut first, which Python would sort in quadratic time (80,000 marks: 6 s)."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _stacks().sub(r"\1", text))


@cache
def _stacks() -> re.Pattern[str]:
    """Matches more combining marks in a row than any script has."""
    marks = "".join(mark for mark in map(chr, range(0x300, 0x1E950)) if unicodedata.combining(mark))
    return re.compile(f"([{marks}]{{{MAX_STACK}}})[{marks}]+")


def _is_clean(text: str) -> bool:
    """Whether nothing is to be done, as with most texts of an archive; told in half the time of doing it."""
    return (
        "&" not in text
        and all(_is_clean_line(paragraph) for paragraph in text.split("\n\n"))
        and (text.isascii() or (unicodedata.is_normalized("NFC", text) and not _DOUBLY_ENCODED.search(text)))
    )


def _is_clean_line(text: str) -> bool:
    return bool(text) and text.isprintable() and text == text.strip() and "  " not in text


def _paragraphs(lines: list[str]) -> Iterator[str]:
    width = _wrap_width(lines)
    for block in _rejoined(lines, width) if width else lines:
        if paragraph := _in_one_line(block):
            yield paragraph


def _in_one_line(text: str) -> str:
    """With single spaces; a printable text has no space but the common one."""
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def _wrap_width(lines: list[str]) -> int:
    """The width that the text was wrapped to by hand or machine, or 0 when every line is a paragraph of its own.

    Wrapped lines are of about equal length, most go on with a small letter (or have no case), few end a sentence.
    """
    pairs = [(line, below) for line, below in pairwise(lines) if line.strip() and below.strip()]
    if not pairs:
        return 0
    lengths = [len(line.rstrip()) for pair in pairs for line in pair]
    width = max((length for length in lengths if length in WRAP_WIDTHS), default=0)
    if not width or sum(length > WRAP_WIDTHS[-1] for length in lengths) > len(lengths) // 10:
        return 0
    filled = _share([not _has_room(line, below, width) for line, below in pairs])
    running = _share([_goes_on(below) for _, below in pairs])
    ending = _share([_ends_sentence(line) for line, _ in pairs])
    return width if filled >= 0.6 and running >= 0.3 and ending <= 0.5 else 0


def _share(facts: Sequence[bool]) -> float:
    return sum(facts) / len(facts)


def _has_room(line: str, below: str, width: int) -> bool:
    """Whether the first word below would have fitted well into the line, so that it was ended on purpose."""
    return len(line.rstrip()) + 1 + len(below.split(None, 1)[0]) <= width * 0.88


def _goes_on(line: str) -> bool:
    first = line.lstrip()[:1]
    return first.isalpha() and not first.isupper()


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith((".", "!", "?", "…", "。", "！", "？"))


def _rejoined(lines: list[str], width: int) -> Iterator[str]:
    """The paragraphs of hard-wrapped text."""
    parts: list[str] = []
    for above, line in pairwise(["", *lines]):
        if parts and _starts_paragraph(above, line, width):
            yield _joined(parts)
            parts = []
        if line.strip():
            parts.append(line.strip())
    yield _joined(parts)


def _starts_paragraph(above: str, line: str, width: int) -> bool:
    if not above.strip() or not line.strip() or _BULLET.match(line):
        return True
    if line[0].isspace() and not above[0].isspace():   # an indented first line
        return True
    return _ends_sentence(above) and _has_room(above, line, width)


def _joined(parts: list[str]) -> str:
    """One paragraph; a word broken after its hyphen stays in one piece: "well-" and "known"."""
    return re.sub(r"(?<=[^\W\d_]-)\n(?=[a-z])", "", "\n".join(parts)).replace("\n", " ")


def _is_headline(line: str) -> bool:
    return len(line) <= MAX_TITLE and line.count(" ") >= 2 and not line.rstrip(_CLOSING).endswith((".", "。", ":"))


def _first_sentence(line: str) -> str:
    """Up to the first full stop that ends no abbreviation or initial, within twice the length of a title."""
    for end in _SENTENCE_END.finditer(line, 0, 2 * MAX_TITLE):
        word = line[: end.start()].rsplit(None, 1)[-1:]
        if not (line[end.start()] == "." and word and _abbreviated(word[0])):
            return line[: end.end()].strip()
    return line.strip()


def _abbreviated(word: str) -> bool:
    bare = word.lstrip("(\"'“‘")
    return len(bare) == 1 or "." in bare or bare.lower() in _ABBREVIATIONS
