"""Read NewsML 1.0 to 1.2, in which many agencies still deliver: news items of components within components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.readers.agencies.nitf import nitf_record
from corpus.record.corrections import printed_corrections
from corpus.record.kinds import kind_of
from corpus.record.record import articles_from
from corpus.text.decode import File
from corpus.text.markup import has_tags, piece_text, without_title
from corpus.text.xml_items import Element, items, local
from corpus.text.xml_text import child, children, line, paragraphs, raw
from corpus.types.article import Article
from corpus.types.notice import Notice, Report

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BESIDE = frozenset(("abstract", "caption", "headline", "keyword", "label", "logo", "stylesheet", "summary",
                     "thumbnail", "title"))
_MAIN = frozenset(("main", "main text", "maintext", "body", "lead", "intro"))
_TEXTS = re.compile(r"text.*|", re.IGNORECASE)                       # what a content's MediaType is; it may be missing
_NO_PROSE = re.compile(r"text/css|.*/(?:json|csv)|image/.*|audio/.*|video/.*", re.IGNORECASE)
_INITIALS = re.compile(r"\n\n\(?[a-z]{1,5}(?:[-/][a-z]{1,5}){1,5}\)?\s*\Z")    # "hh/ph/ts": those who worked on it
MAX_DEPTH = 40          # of components within each other


def read_newsml_1(file: File, name: str, report: Report) -> Iterator[Article]:
    """The articles of the news items in a NewsML 1 file, of each language one; items without text are counted.

    The text is the longest of the main parts of a component; titles, summaries and captions count where it has no
    other.
    """
    others = 0
    for row, item in items(file, name, report, "NewsItem"):
        stories = [story for each in children(item, "NewsComponent") for story in _stories(each, MAX_DEPTH)]
        others += not stories
        for number, story in enumerate(stories):
            record = _record(item, story)
            if number:
                record["id"] += f"#{record.get('language') or number}"
            yield from articles_from(record, f"{name}:{row}", report)
    if others:
        report(Notice(name, f"{others} items that are no articles were passed over (no text)."))


def _stories(component: Element, depth: int) -> Iterator[Element]:
    """The components that are articles: those with a headline and a text, the innermost first to be asked."""
    within = children(component, "NewsComponent") if depth else []
    inner = [story for each in within if _headline(each) for story in _stories(each, depth - 1)]
    if inner:
        yield from inner
    elif _text(component, depth):
        yield component


def _record(item: Element, story: Element) -> dict[str, Any]:
    """What an article says, under Article's names; its NITF says what the component leaves out."""
    management = child(item, "NewsManagement")
    lines = _above(item, story, "NewsLines")
    meta, about, limits = (_above(item, story, name) for name in (
        "AdministrativeMetadata", "DescriptiveMetadata", "RightsMetadata"))
    nitf = next(story.iter("{*}nitf"), None)
    inner = nitf_record(nitf) if nitf is not None else {}
    title = _first(lines, "HeadLine")
    text = _INITIALS.sub("", without_title(_text(story, MAX_DEPTH), title))
    created, revised = (line(child(management, name)) for name in ("FirstCreated", "ThisRevisionCreated"))
    record = {
        "id": line(child(item, "Identification", "NewsIdentifier", "PublicIdentifier"))
        or line(child(item, "Identification", "NewsIdentifier", "NewsItemId")),
        "title": title, "text": text, "published": created or revised,
        "updated": revised if revised != created else "",
        "authors": _first(lines, "ByLine") or inner.get("authors"),
        "source": _first_party(meta, "Source") or _first_party(meta, "Provider") or _first(lines, "CreditLine"),
        "section": inner.get("section", ""),
        "kind": kind_of(*(_formal(each) for part in about for each in children(part, "Genre"))),
        "language": next(filter(None, [story.get(_LANG), *(_formal(child(each, "Language")) for each in about),
                                       item.get(_LANG)]), ""),
        "corrections": inner.get("corrections") or printed_corrections(text),
        "rights": _first(lines, "CopyrightLine"),
        **_limits(management, limits, inner),
    }
    extra = {"slugline": _first(lines, "SlugLine"), "dateline": _first(lines, "DateLine"),
             "subheadline": _first(lines, "SubHeadLine"),
             "version": line(child(item, "Identification", "NewsIdentifier", "RevisionId"))}
    kept = {field: value for field, value in extra.items() if value}
    return {**inner, **{field: value for field, value in record.items() if value}, "extra": kept}


def _limits(management: Element | None, rights: list[Element], inner: dict[str, Any]) -> dict[str, list[Any]]:
    """Every status, embargo and expiry: of an item that is embargoed, the moment at which its status will change."""
    status = _formal(child(management, "Status"))
    change = child(management, "StatusWillChange")
    future, moment = _formal(child(change, "FutureStatus")).lower(), line(child(change, "DateAndTime"))
    usage = [each for part in rights for each in children(part, "UsageRights")]
    instruction = _formal(child(management, "Instruction")).lower()
    stated = {
        "status": [status, inner.get("status"), "canceled" if instruction in ("cancel", "kill", "delete") else ""],
        "embargoed_until": [moment if future == "usable" else "", inner.get("embargoed_until"),
                            *(line(child(each, "StartDate")) for each in usage)],
        "expires": [moment if future in ("canceled", "withheld") else "", inner.get("expires"),
                    *(line(child(each, "EndDate")) for each in usage)],
    }
    return {field: kept for field, values in stated.items() if (kept := [each for each in values if each])}


def _text(component: Element, depth: int) -> str:
    """The parts of a component's text in their order, of each role the longest; the main text alone where one is."""
    parts: dict[str, str] = {}
    for role, content in _contents(component, "", depth):
        words = _words(content)
        if len(words) > len(parts.get(role, "")):
            parts[role] = words
    main = [words for role, words in parts.items() if role in _MAIN] or [
        words for role, words in parts.items() if role not in _BESIDE]
    return "\n\n".join(main)


def _contents(component: Element, role: str, depth: int) -> Iterator[tuple[str, Element]]:
    """Every content of text with the role that its component has."""
    role = _formal(child(component, "Role")).lower() or role
    kinds = [_formal(child(each, "MediaType")) for each in children(component, "ContentItem")]
    if not all(map(_TEXTS.fullmatch, kinds)):     # a picture with what describes it
        return
    yield from ((role, each) for each in children(component, "ContentItem")
                if not _NO_PROSE.fullmatch(_formal(child(each, "MimeType"))))
    for each in children(component, "NewsComponent") if depth else ():
        yield from _contents(each, role, depth - 1)


def _words(content: Element) -> str:
    """The text of a content, be it NITF, XHTML, HTML as text, or plain."""
    data = child(content, "DataContent")
    if data is None or child(content, "Encoding") is not None:
        return ""
    nitf = child(data, "nitf")
    if nitf is not None:
        return str(nitf_record(nitf).get("text", ""))
    root = next((each for each in data if local(each)), None)
    if root is not None:
        return paragraphs(child(root, "body") if local(root) == "html" else data)
    return piece_text(raw(data)) if has_tags(raw(data)) else raw(data).strip()


def _headline(component: Element) -> str:
    return line(child(component, "NewsLines", "HeadLine"))


def _above(item: Element, story: Element, name: str) -> list[Element]:
    """The elements of that name of a component and of those that it stands in, the nearest first."""
    found = []
    while story is not None and story is not item:
        found += children(story, name)
        story = story.getparent()
    return found


def _first(lines: list[Element], name: str) -> str:
    return next(filter(None, (line(child(each, name)) for each in lines)), "")


def _first_party(meta: list[Element], name: str) -> str:
    return next(filter(None, (_formal(child(each, name, "Party")) for each in meta)), "")


def _formal(element: Element | None) -> str:
    return (element.get("FormalName") or "").strip() if element is not None else ""
