"""Read NITF, the article format of agencies and of newspaper archives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from corpus.record.corrections import printed_corrections
from corpus.record.kinds import kind_of
from corpus.record.record import articles_from
from corpus.text.dates import first_readable, may_lie_ahead, parse_date, written
from corpus.text.decode import File
from corpus.text.xml_items import Element, items
from corpus.text.xml_text import child, children, line, paragraphs
from corpus.types.article import Article
from corpus.types.notice import Report

_NORM = re.compile(r"(\d{8})(?:T?(\d{4,6}))?(Z|[+-]\d{2}:?\d{2})?")


def read_nitf(file: File, name: str, report: Report) -> Iterator[Article]:
    """The articles of an NITF file: one, or as many as it holds within another element."""
    for row, nitf in items(file, name, report, "nitf"):
        yield from articles_from(nitf_record(nitf), f"{name}:{row}", report)


def nitf_record(nitf: Element) -> dict[str, Any]:
    """What an nitf element says, under Article's names."""
    head, docdata, body = child(nitf, "head"), child(nitf, "head", "docdata"), child(nitf, "body")
    top, pubdata = child(body, "body.head"), child(nitf, "head", "pubdata")
    metas = {each.get("name", "").lower(): each.get("content", "") for each in children(head, "meta")}
    text = _text(body)
    issued = first_readable(_norm(child(docdata, "date.issue")), _date(_attribute(pubdata, "date.publication")))
    released = _norm(child(docdata, "date.release"))
    printed = _date(_attribute(child(top, "dateline", "story.date"), "norm"))
    record: dict[str, Any] = {
        "id": _attribute(child(docdata, "doc-id"), "id-string") or _attribute(child(docdata, "du-key"), "key"),
        "title": line(child(top, "hedline", "hl1")) or line(child(head, "title")),
        "text": text,
        "url": _attribute(pubdata, "ex-ref"),
        "published": first_readable(issued, released, printed),
        "embargoed_until": _embargo(issued, released),
        "expires": _norm(child(docdata, "date.expire")),
        "authors": _authors(top),
        "source": _attribute(pubdata, "name") or line(child(top, "distributor"))
        or _attribute(child(docdata, "doc.copyright"), "holder"),
        "section": _attribute(pubdata, "position.section") or metas.get("online_sections") or metas.get("dsk")
        or _subject(head),
        "kind": kind_of(*(each.get("tobject.property.type") for each in children(child(head, "tobject"),
                                                                                   "tobject.property")),
                        *(_attribute(child(docdata, "fixture"), name) for name in ("fix-id",))),
        "language": _language(nitf, body),
        "status": _attribute(docdata, "management-status"),
        "corrections": _corrections(docdata) or printed_corrections(text),
        "rights": _rights(docdata),
    }
    extra = {
        "editors_note": _attribute(child(docdata, "ed-msg"), "info"),
        "dateline": line(child(top, "dateline")),
        "version": _attribute(child(docdata, "du-key"), "version"),
        "subheadline": line(child(top, "hedline", "hl2")),
    }
    record["extra"] = {field: value for field, value in extra.items() if value}
    return {field: value for field, value in record.items() if value}


def _embargo(issued: str, released: str) -> str:
    """The date of release, unless it has come and is no later than that of issue, where the one is the other."""
    made, free = parse_date(issued, future=True), parse_date(released, future=True)
    return "" if free and not may_lie_ahead(free, datetime.now(UTC)) and (made is None or free <= made) else released


def body_text(nitf: Element) -> str:
    """The running text of an nitf element, or of a piece of one."""
    return _text(child(nitf, "body")) or paragraphs(nitf)


def _text(body: Element | None) -> str:
    """The body, else the abstract; of The New York Times's files, whose lead stands there twice, the full text."""
    content = child(body, "body.content")
    full = next((block for block in children(content, "block") if block.get("class") == "full_text"), None)
    return paragraphs(content if full is None else full) or paragraphs(child(body, "body.head", "abstract"))


def _authors(top: Element | None) -> str | list[str]:
    """The people of the bylines by name; else the bylines as printed, without the people's titles."""
    bylines = children(top, "byline")
    normal = [each for each in bylines if each.get("class") == "print_byline"] or bylines
    people = [line(person) for byline in normal for person in children(byline, "person")]
    printed = [text for byline in normal if (text := line(byline, ("byttl", "virtloc")).strip(" ,;"))]
    return people or "; ".join(printed)


def _norm(element: Element | None) -> str:
    return _date(_attribute(element, "norm"))


def _date(norm: str) -> str:
    """A date such as 20080219T101500+0100, 20080219+0100 or in any other known form, as ISO 8601; empty for none."""
    if match := _NORM.fullmatch(norm):
        day, clock, zone = match[1], match[2], match[3] or ""
        norm = f"{day}T{clock}{zone}" if clock else f"{day}T0000{zone}" if zone else day
    moment = parse_date(norm, future=True)
    return written(moment) if moment else norm


def _subject(head: Element | None) -> str:
    for subject in children(child(head, "tobject"), "tobject.subject"):
        for name in ("tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"):
            if subject.get(name):
                return str(subject.get(name))
    return ""


def _language(nitf: Element, body: Element | None) -> str:
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    places = (nitf, body, child(body, "body.content"))
    return next((lang for each in places if each is not None and (lang := each.get(xml_lang) or each.get("lang"))), "")


def _corrections(docdata: Element | None) -> list[dict[str, str]]:
    return [{"text": each.get("info")} for each in children(docdata, "correction") if each.get("info")]


def _rights(docdata: Element | None) -> str:
    copyright_, rights = child(docdata, "doc.copyright"), child(docdata, "doc.rights")
    year, holder = _attribute(copyright_, "year")[:4], _attribute(copyright_, "holder")
    owner = f"© {year} {holder}".replace("  ", " ").strip() if holder else ""
    return ". ".join(filter(None, (owner, _attribute(rights, "owner"), _attribute(rights, "limitations"))))


def _attribute(element: Element | None, name: str) -> str:
    return ((element.get(name) or "").strip()) if element is not None else ""
