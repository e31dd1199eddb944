"""Read the SGML of Reuters-21578."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.record.record import articles_from
from corpus.text.clean import characters, clean_line
from corpus.text.dates import parse_date
from corpus.text.decode import File, text_lines
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

MAX_ARTICLE = 2_000_000   # characters between <REUTERS> and </REUTERS>

_OPENED = re.compile(r"<REUTERS\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![A-Z])([A-Z]++)=\"([^\"]*)\"", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?<!\s)\s*+(?:Reuters?|REUTERS?)\s*+(?:&#3;|\x03)?\s*\Z")
_CONTROL = re.compile(r"&#(?:\d|[12]\d|3[01]);|[\x00-\x08\x0b-\x1f]")
_DATE = re.compile(r"\s*(\d{1,2}-[A-Z]{3}-\d{4}) (\d\d:\d\d:\d\d)", re.IGNORECASE)


def read_reuters(file: File, name: str, report: Report) -> Iterator[Article]:
    """The stories of a .sgm file, one in memory at a time; a story without a body is its headline, and is reported."""
    for number, attributes, story in _stories(file, name, report):
        try:
            yield from articles_from(_record(attributes, story), f"{name}:{number}", report)
        except RecordError as error:
            report(Notice(f"{name}:{number}", str(error), skipped=True))


def _stories(file: File, name: str, report: Report) -> Iterator[tuple[int, dict[str, str], str]]:
    """The line a story begins on, its attributes and what is in it."""
    parts: list[str] = []
    began, attributes, size = 0, {}, 0
    for number, line in text_lines(file, name, report):
        if opened := _OPENED.search(line):
            parts, began, size = [], number, 0
            attributes = {key.upper(): value for key, value in _ATTRIBUTE.findall(opened[1])}
            line = line[opened.end() :]
        if not began:
            continue
        body, closed, _ = line.partition("</REUTERS>")
        size += len(body)
        if size > MAX_ARTICLE:
            report(Notice(f"{name}:{began}", f"This story has more than {MAX_ARTICLE:,} characters; split it.", True))
            began = 0
            continue
        parts.append(body)
        if closed:
            yield began, attributes, "".join(parts)
            began = 0
    if began:
        report(Notice(f"{name}:{began}", "The file breaks off within this story; copy it again.", skipped=True))


def _record(attributes: dict[str, str], story: str) -> dict[str, Any]:
    """What a story says, under Article's names. Its dateline opens the text, as it was printed."""
    text = _element(story, "TEXT")
    body, dateline = _SIGNATURE.sub("", _element(text, "BODY")), clean_line(_element(text, "DATELINE"))
    unformatted = "" if "<BODY>" in text.upper() or "<TITLE>" in text.upper() else _SIGNATURE.sub("", text)
    topics = _listed(story, "TOPICS")
    record = {
        "id": f"reuters-{attributes['NEWID']}" if attributes.get("NEWID") else "",
        "title": clean_line(_element(text, "TITLE")),
        "text": f"{dateline} {body.lstrip()}".strip() if body else unformatted,
        "published": _date(_element(story, "DATE")),
        "authors": clean_line(_element(text, "AUTHOR")),
        "source": "Reuters",
        "section": topics,
        "kind": "wire",
        "language": "en",
        "extra": {field: value for field, value in (
            ("topics", topics), ("places", _listed(story, "PLACES")), ("people", _listed(story, "PEOPLE")),
            ("companies", _listed(story, "COMPANIES")), ("old_id", attributes.get("OLDID"))) if value},
    }
    return {field: value for field, value in record.items() if value}


def _element(story: str, name: str) -> str:
    """What stands between the first pair of tags of that name, without the control characters of the wire."""
    opened = re.search(rf"<{name}\b[^<>]*>", story, re.IGNORECASE)
    if not opened:
        return ""
    end = story.upper().find(f"</{name}>", opened.end())
    return characters(_CONTROL.sub(" " if name != "TEXT" else "", story[opened.end() : end if end >= 0 else None]))


def _listed(story: str, name: str) -> list[str]:
    return [clean_line(each) for each in re.findall(r"<D>((?:(?!<D>).)*?)</D>", _element(story, name), re.IGNORECASE)]


def _date(written: str) -> str:
    """26-FEB-1987 15:01:01.79, of which the hundredths say nothing."""
    match = _DATE.match(written)
    return f"{match[1]} {match[2]}" if match and parse_date(f"{match[1]} {match[2]}") else written.strip()
