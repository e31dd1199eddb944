"""Read NewsML-G2, the exchange format of news agencies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.readers.agencies.nitf import nitf_record
from corpus.record.corrections import printed_corrections
from corpus.record.kinds import kind_of
from corpus.record.record import articles_from
from corpus.text.dates import first_readable
from corpus.text.decode import File
from corpus.text.markup import has_tags, piece_text, without_title
from corpus.text.xml_items import Element, items, local
from corpus.text.xml_text import child, children, line, paragraphs
from corpus.types.article import Article
from corpus.types.notice import Notice, Report, left_out_if_refused

NO_ARTICLES = ("packageItem", "knowledgeItem", "conceptItem", "planningItem", "catalogItem")
MAX_PACKAGED = 100_000   # items whose package is remembered
_NO_TOPIC = re.compile(r"geo|person|org|poi|place|event", re.IGNORECASE)   # types such as cpnat:geoArea
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml_g2(file: File, name: str, report: Report) -> Iterator[Article]:
    """The articles of the news items in a NewsML-G2 file; other kinds of items are counted in one notice.

    A package holds no text, but an article that comes after the package it belongs to is told so in its `extra`.
    """
    others: Counter[str] = Counter()
    packages: dict[str, str] = {}
    for row, item in items(file, name, report, "newsItem", *NO_ARTICLES):
        if local(item) == "packageItem" and len(packages) < MAX_PACKAGED:
            packages.update(dict.fromkeys(_members(item), line(child(item, "contentMeta", "headline"))))
        what = _other(item)
        if what:
            others[what] += 1
            continue
        with left_out_if_refused(f"{name}:{row}", report):
            yield from articles_from(_record(item, packages), f"{name}:{row}", report)
    if others:
        kinds = ", ".join(f"{count} {what}" for what, count in others.most_common())
        report(Notice(name, f"{others.total()} items that are no articles were passed over ({kinds})."))


def _other(item: Element) -> str:
    """What an item is that is no article; empty for an article."""
    if local(item) != "newsItem":
        return local(item)
    what = _code(child(item, "itemMeta", "itemClass"))
    return what if what not in ("", "text", "composite") or (what == "composite" and not _text(item)) else ""


def _record(item: Element, packages: dict[str, str]) -> dict[str, Any]:
    """What a news item says, under Article's names; its NITF says what it leaves out."""
    meta, content, rights = child(item, "itemMeta"), child(item, "contentMeta"), child(item, "rightsInfo")
    inner = nitf_record(nitf) if (nitf := child(item, "contentSet", "inlineXML", "nitf")) is not None else {}
    title = _headline(content) or line(child(meta, "title"))
    guid, text = item.get("guid") or "", without_title(inner.get("text") or _text(item), title)
    first, made, version = (line(each) for each in (
        child(meta, "firstCreated"), child(content, "contentCreated"), child(meta, "versionCreated")))
    published = first_readable(first, made, version)
    note = line(child(meta, "edNote"))
    record = {
        "id": guid,
        "title": title,
        "text": text,
        "url": _link(meta) or (guid if guid.startswith(("http://", "https://")) else ""),
        "published": published,
        "updated": version if version != published else "",
        "authors": _authors(item) or inner.get("authors"),
        "source": next(filter(None, (_name(each) for each in (*children(content, "infoSource"),
                                                               child(meta, "provider"),
                                                               child(rights, "copyrightHolder")))), ""),
        "section": _section(content),
        "kind": kind_of(*(code for each in children(content, "genre") for code in (_name(each), _code(each)))),
        "language": _attribute(child(content, "language"), "tag") or item.get(_LANG),
        **_limits(item, inner),
        "corrections": _corrections(meta, note) or printed_corrections(text),
        "rights": " ".join(filter(None, (
            line(child(rights, "copyrightNotice")) or _name(child(rights, "copyrightHolder")),
            line(child(rights, "usageTerms"))))),
    }
    extra = {
        "editors_note": note,
        "version": item.get("version"),
        "slugline": line(child(content, "slugline")),
        "dateline": line(child(content, "dateline")) or (inner.get("extra") or {}).get("dateline", ""),
        "package": packages.get(guid, ""),
    }
    kept = {field: value for field, value in extra.items() if value}
    return {**inner, **{field: value for field, value in record.items() if value}, "extra": kept}


def _limits(item: Element, inner: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Every status, embargo and expiry of an item, and of the NITF in it.

    An empty embargo is one whose end nobody knows, which is said as a yes.
    """
    meta = child(item, "itemMeta")
    stated = {
        "status": [*(_code(each) or line(each) for each in children(meta, "pubStatus")), inner.get("status")],
        "embargoed_until": [*(line(each) or True for each in children(meta, "embargoed")),
                            inner.get("embargoed_until")],
        "expires": [*map(line, children(meta, "expires")), inner.get("expires"),
                    *(_attribute(each, "validto") for each in children(item, "rightsInfo"))],
    }
    return {field: kept for field, values in stated.items() if (kept := [each for each in values if each])}


def _text(item: Element) -> str:
    """The text of an item without NITF: its XHTML, paragraphs or inline data; empty for data such as SportsML."""
    content = child(item, "contentSet")
    for inline in children(content, "inlineXML"):
        root = next((each for each in inline if local(each)), None)
        if root is not None and local(root) in ("html", "body", "div", "p", "article", "section"):
            return paragraphs(child(root, "body") if local(root) == "html" else inline)
    for data in children(content, "inlineData"):
        words = data.text or ""
        if data.get("encoding") or not words.strip():
            continue
        return piece_text(words) if has_tags(words) else words
    return ""


def _members(package: Element) -> list[str]:
    return [ref.get("residref") or ref.get("guidref") or "" for ref in package.iter("{*}itemRef")]


def _authors(item: Element) -> str | list[str]:
    """The byline as it is to be printed, else the creators, but for the agency itself."""
    content = child(item, "contentMeta")
    if printed := line(child(content, "by")):
        return printed
    agencies = {_name(each).lower() for each in (
        child(item, "itemMeta", "provider"), *children(content, "infoSource"))}
    agencies |= {line(each).lower() for each in children(content, "creditline")}
    agencies |= {each.removesuffix(".com") for each in agencies}
    creators = [each for each in children(content, "creator") if "org" not in (each.get("type") or "")]
    return [name for each in creators if (name := _name(each)) and name.lower() not in agencies]


def _section(content: Element | None) -> str:
    """The first subject that has a name and is no place, person or body; a bare literal comes after all of these."""
    subjects = children(content, "subject")
    topics = [each for each in subjects if not _NO_TOPIC.search(each.get("type") or "")]
    named = [words for each in (*topics, *subjects) if (words := line(child(each, "name")))]
    return next(iter(named), "") or next(filter(None, (_attribute(each, "literal") for each in topics)), "")


def _headline(content: Element | None) -> str:
    headlines = children(content, "headline")
    main = [each for each in headlines if not each.get("role") or (each.get("role") or "").endswith("main")]
    return next(filter(None, map(line, main or headlines)), "")


def _link(meta: Element | None) -> str:
    links = children(meta, "link")
    return next((each.get("href") for each in links if (each.get("rel") or "").endswith("canonical")), "") or ""


def _corrections(meta: Element | None, note: str) -> list[dict[str, str]]:
    """The editor's note of an item that signals a correction."""
    signals = {_code(each) for each in children(meta, "signal")}
    if note and ("correction" in signals or note.lower().startswith(("correct", "retract"))):
        return [{"date": line(child(meta, "versionCreated")), "text": note}]
    return []


def _name(element: Element | None) -> str:
    """Its first name, else its literal."""
    return line(child(element, "name")) or _attribute(element, "literal")


def _code(element: Element | None) -> str:
    """The last part of its code: "usable" of stat:usable, or of an address that ends in it."""
    stated = _attribute(element, "qcode") or _attribute(element, "uri") or _attribute(element, "literal")
    return stated.rstrip("/#").replace("/", ":").replace("#", ":").rsplit(":", 1)[-1].lower()


def _attribute(element: Element | None, name: str) -> str:
    return (element.get(name) or "").strip() if element is not None else ""
