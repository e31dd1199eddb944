"""Read the text messages of agencies (IPTC 7901, ANPA 1312): a head, a headline, the text, the moment of sending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.record.record import articles_from
from corpus.text.decode import File, decode_and_tell, read_bytes
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

# What stands here for the marks of the frame: before the head, the text, the moment of sending, and, in a head of
# ANPA 1312, between its parts; so many of the marks themselves as a short message has are the sign of a binary file.
HEAD, TEXT, SENT, AMERICAN = "^SOH^", "^STX^", "^ETX^", "^US^"
_FRAME = ((b"\x01", HEAD), (b"\x02", TEXT), (b"\x03", SENT), (b"\x1f", AMERICAN))

_SENT = re.compile(r"\s*(\d\d)(\d\d)(\d\d)\s+(?:([A-Z]{2,5})\s+)?([^\W\d_]{3,4})\.?\s+(\d\d)\b")
_NUMBER = re.compile(r"([a-z][a-z-]{1,15})\s+(\d{1,5})\s*$", re.IGNORECASE)     # "dpa 061"
_HEADLINE_ENDS = re.compile(r"\s=[ \t]*$", re.MULTILINE)
_MARK = re.compile(r"\([^()]{1,40}\)|(?:\d(?:ST|ND|RD|TH)\s+)?[A-Z]+(?:\s+[A-Z]+)?", re.ASCII)   # "1ST LEAD"
_BYLINE = re.compile(r"(?:by|von|par|por)\s", re.IGNORECASE)
_KILLED = re.compile(r"\b(?:mandatory\s+)?(?:kill|withdrawal|storno|annul)\b", re.IGNORECASE)
_EMBARGO = re.compile(r"^.*(?:embargo|sperrfrist).*$", re.IGNORECASE | re.MULTILINE)
_FOR_EDITORS = re.compile(r"^#+ ?(?:notebook|notizblock)\b.*\Z|^[a-z]{2,5}(?: [a-z]{2,4}){1,5}\s*\Z",
                          re.IGNORECASE | re.MULTILINE | re.DOTALL)
# Of ANPA 1312, in which agencies send to American papers: "^A headline<", "^BY ANN LEE=" and "AP-WF-11-13-13 1509GMT".
_TAGGED = re.compile(r"^\^(.*?)[<=]?\s*$")
_SENT_AMERICAN = re.compile(r"([A-Z]{2,5})-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d)\s+(\d\d)(\d\d)\s?([A-Z]{3})")
_SLUG = re.compile(r"B[A-Z]-.*?(?:,\s?\d{1,4})?")          # "BC-LT--Argentina-Cancer,466", which counts the words
_ADDRESSED = re.compile(r"(?:Eds|AP (?:Photo|Video|Graphic)|With|For use|HFR|Photo)\b.*")
_NOT_YET = re.compile(r"\b(?:embargo\w*|hold for release|hfr|for release|not for (?:use|publication))\b",
                      re.IGNORECASE)
_ROW = re.compile(rb"^\x08([^\r\n]*)", re.MULTILINE)         # cells by semicolons, or by the marks of a tabulator
_CELLS = re.compile(rb"[;\x1e\x1f]")
_TYPESETTING = bytes(set(range(0x20)) - set(b"\t\n\r"))
# The head of a message that lost the marks of its frame on the way: "nqy00062 4 i 211    npa 1003", and "/a/slug".
BARE_WIRE = re.compile(rb"\s{0,20}([a-z]{2,5}\d{3,5} \d [a-z]{1,3} \d{1,4}[ \t]{1,8}[a-z-]{2,12} \d{1,5}[ \t]*\r?\n)"
                       rb"(\s{0,20}/[^\r\n]{1,200}/[ \t]*\r?\n)?")
MAX_OPENING = 500    # characters of the text in which an embargo is looked for


def read_iptc7901(file: File, name: str, report: Report) -> Iterator[Article]:
    """Every message of a file, without what it tells editors alone; one that is killed is canceled.

    Raises RecordError where there is no message.
    """
    data = _ROW.sub(_in_commas, _framed(read_bytes(file)))
    for mark, standing in _FRAME:
        data = data.replace(mark, standing.encode())
    messages = decode_and_tell(data.translate(None, _TYPESETTING), name, report).replace("\r\n", "\n").split(HEAD)[1:]
    if not any(TEXT in each for each in messages):
        raise RecordError("This file holds no message of an agency (IPTC 7901); export it again.")
    for number, message in enumerate(messages, start=1):
        read = _american if AMERICAN in message.partition("\n")[0] else _record
        yield from articles_from(read(message), f"{name}[{number}]", report)


def _framed(data: bytes) -> bytes:
    """A message within its frame, also where it has lost it; its last line is the moment of sending."""
    head = BARE_WIRE.match(data)
    if head is None:
        return data
    text, _, last = data[head.end() :].rstrip().rpartition(b"\n")
    return b"".join((b"\x01", head[1], head[2] or b"", b"\x02", text, b"\n\x03", last))


def _record(message: str) -> dict[str, Any]:
    """What a message says, under Article's names; words of an embargo withhold it, as nothing reads them."""
    head, _, rest = message.partition(TEXT)
    body, _, end = rest.partition(SENT)
    first, *more = [line.strip() for line in head.splitlines() if line.strip()] or [""]
    heading, text = _parted(body)
    lines = [line.strip() for line in heading.splitlines() if line.strip()]
    bylines = [line for line in lines[1:] if _BYLINE.match(line)]
    marks = [line for line in lines if _MARK.fullmatch(line)]
    title = " ".join(line for line in lines if line not in (*bylines, *marks)) or " ".join(marks)
    numbered, sent = _NUMBER.search(first), _moment(end)
    embargo = _EMBARGO.search(heading + "\n" + text[:MAX_OPENING])
    record = {
        "id": f"{' '.join(first.split())} {sent}", "title": title, "text": text, "published": sent,
        "authors": "; ".join(bylines), "source": numbered[1] if numbered else "",
        "status": "canceled" if any(map(_KILLED.search, marks)) else "",
        "embargo": embargo[0].strip() if embargo else "",
        "extra": {"slugline": more[0].strip("/ ")} if more else {},
    }
    return {field: value for field, value in record.items() if value}


def _american(message: str) -> dict[str, Any]:
    """What a message of ANPA 1312 says: its tagged lines are slug, headline, byline and what is for editors.

    Words of an embargo among these withhold it. A row of a table is a line, with commas between its cells.
    """
    head, _, rest = message.partition(TEXT)
    body, _, end = rest.partition(SENT)
    lines = [_plain(line) for line in body.split("\n")]
    start = next((at for at, line in enumerate(lines) if line and not line.startswith("^")), len(lines))
    tagged = [_TAGGED.sub(r"\1", line).strip() for line in lines[:start] if line]
    bylines = [line for line in tagged if _BYLINE.match(line)]
    titles = [line for line in tagged if line not in bylines and not _ADDRESSED.fullmatch(line)
              and not _SLUG.fullmatch(line)]
    slug = next(filter(_SLUG.fullmatch, tagged), "")
    sent = _SENT_AMERICAN.search(end)
    text = "\n\n".join(_TAGGED.sub(r"\1", line).strip() for line in lines[start:] if line.strip("\t ^_=<"))
    record = {
        "id": f"{' '.join(head.replace(AMERICAN, ' ').split())} {sent[0] if sent else ''}".strip(),
        "title": titles[0] if titles else re.sub(r",\s?\d{0,4}$", "", slug),
        "text": text or "\n\n".join(titles[1:]),      # a list of headlines
        "published": f"20{sent[4]}-{sent[2]}-{sent[3]} {sent[5]}:{sent[6]} {sent[7]}" if sent else "",
        "authors": "; ".join(bylines), "source": sent[1] if sent else "",
        "status": "canceled" if _KILLED.search(slug) or any("KILL" in line.split() for line in titles) else "",
        "embargo": next(filter(_NOT_YET.search, tagged), ""),
        "extra": {"slugline": slug} if slug else {},
    }
    return {field: value for field, value in record.items() if value}


def _plain(line: str) -> str:
    """A line with the quotation marks and the halves that a typesetter would print."""
    return re.sub(r"(?<=\d)\{", "½", line.replace("``", "“").replace("''", "”")).rstrip()


def _in_commas(row: re.Match[bytes]) -> bytes:
    """A row of a table with commas between its cells."""
    cells = (cell.replace(b"\x10", b" ").replace(b"^", b"").strip() for cell in _CELLS.split(row[1]))
    return b", ".join(cell for cell in cells if cell)


def _parted(body: str) -> tuple[str, str]:
    """The headline with what stands around it, which ends in " =", and the text without what is for editors."""
    ends = _HEADLINE_ENDS.search(body)
    heading, text = (body[: ends.start()], body[ends.end() :]) if ends else ("", body)
    return heading, _FOR_EDITORS.sub("", text.strip()).strip()


def _moment(end: str) -> str:
    """The day, the hour and the zone of "131137 GMT Nov 13" as other readers write them; empty for none."""
    sent = _SENT.match(end)
    return f"{sent[1]} {sent[5]} 20{sent[6]} {sent[2]}:{sent[3]} {sent[4] or ''}".strip() if sent else ""
