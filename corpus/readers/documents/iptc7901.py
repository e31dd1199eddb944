"""Read the text messages of agencies (IPTC 7901): a head, a headline, the text, and the moment of sending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.record.record import articles_from
from corpus.text.decode import File, decode_and_tell, read_bytes
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

HEAD, TEXT, SENT = "\x01", "\x02", "\x03"   # what opens the head, the text, and the moment of sending

_SENT = re.compile(r"\s*(\d\d)(\d\d)(\d\d)\s+(?:([A-Z]{2,5})\s+)?([^\W\d_]{3,4})\.?\s+(\d\d)\b")
_NUMBER = re.compile(r"([a-z][a-z-]{1,15})\s+(\d{1,5})\s*$", re.IGNORECASE)     # "dpa 061"
_HEADLINE_ENDS = re.compile(r"\s=[ \t]*$", re.MULTILINE)
_MARK = re.compile(r"\([^()]{1,40}\)|(?:\d(?:ST|ND|RD|TH)\s+)?[A-Z]+(?:\s+[A-Z]+)?", re.ASCII)   # "1ST LEAD"
_BYLINE = re.compile(r"(?:by|von|par|por)\s", re.IGNORECASE)
_KILLED = re.compile(r"\b(?:mandatory\s+)?(?:kill|withdrawal|storno|annul)\b", re.IGNORECASE)
_EMBARGO = re.compile(r"^.*(?:embargo|sperrfrist).*$", re.IGNORECASE | re.MULTILINE)
_FOR_EDITORS = re.compile(r"^#+ ?(?:notebook|notizblock)\b.*\Z|^[a-z]{2,5}(?: [a-z]{2,4}){1,5}\s*\Z",
                          re.IGNORECASE | re.MULTILINE | re.DOTALL)
MAX_OPENING = 500    # characters of the text in which an embargo is looked for


def read_iptc7901(file: File, name: str, report: Report) -> Iterator[Article]:
    """Every message of a file, without what it tells editors alone; one that is killed is canceled.

    Raises RecordError where there is no message.
    """
    messages = decode_and_tell(read_bytes(file), name, report).replace("\r\n", "\n").split(HEAD)[1:]
    if not any(TEXT in each for each in messages):
        raise RecordError("This file holds no message of an agency (IPTC 7901); export it again.")
    for number, message in enumerate(messages, start=1):
        yield from articles_from(_record(message), f"{name}[{number}]", report)


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


def _parted(body: str) -> tuple[str, str]:
    """The headline with what stands around it, which ends in " =", and the text without what is for editors."""
    ends = _HEADLINE_ENDS.search(body)
    heading, text = (body[: ends.start()], body[ends.end() :]) if ends else ("", body)
    return heading, _FOR_EDITORS.sub("", text.strip()).strip()


def _moment(end: str) -> str:
    """The day, the hour and the zone of "131137 GMT Nov 13" as other readers write them; empty for none."""
    sent = _SENT.match(end)
    return f"{sent[1]} {sent[5]} 20{sent[6]} {sent[2]}:{sent[3]} {sent[4] or ''}".strip() if sent else ""
