"""Read a MediaWiki export, such as Wikinews's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from corpus.record.corrections import printed_corrections
from corpus.record.record import articles_from
from corpus.text.clean import clean
from corpus.text.dates import parse_date
from corpus.text.decode import File
from corpus.text.wikitext import wiki_text
from corpus.text.xml_items import Element, items
from corpus.text.xml_text import child, children, line, raw
from corpus.types.article import Article
from corpus.types.notice import Notice, Report

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What Wikinews puts on a text that is no published article, or none any more.
_UNFINISHED = re.compile(
    r"\{\{\s*(embargo\w*|develop(?:ing|ment)?|review|under ?review|prepare|abandoned|tasks?|stale|cleanup|draft|"
    r"delete\w*|speedy\w*|copyvio|disputed|artikel im aufbau|en cours de rédaction|en desarrollo)\s*(?:\||\}\})",
    re.IGNORECASE,
)
_DATE = re.compile(r"\{\{\s*(?:date|datum|byline|fecha|data)\s*\|\s*(?:date\s*=\s*)?([^|{}]{6,40})", re.IGNORECASE)
_CORRECTION = re.compile(r"\{\{\s*correction\s*\|([^{}]{10,1500})\}\}", re.IGNORECASE)
_CATEGORY = re.compile(r"\[\[\s*(?:category|kategorie|catégorie|categoría|categoria|kategoria|категория)\s*:\s*"
                       r"([^\[\]|]+)", re.IGNORECASE)
_PUBLISHED_CATEGORY = re.compile(r"published|archived|no publish|\d{4}|review|veröffentlicht|publié", re.IGNORECASE)


def read_mediawiki(file: File, name: str, report: Report) -> Iterator[Article]:
    """The articles of an export, one page in memory at a time, each as of its last revision in the file.

    Pages of other namespaces and redirects are counted in one notice. What Wikinews marks as unfinished is withheld.
    """
    site: dict[str, str] = {}
    others: Counter[str] = Counter()
    for row, page in items(file, name, report, "page"):
        site = site or _site(page.getparent())
        if what := _other(page):
            others[what] += 1
            continue
        yield from articles_from(_record(page, site), f"{name}:{row}", report)
    if others:
        kinds = ", ".join(f"{count} {what}" for what, count in others.most_common())
        report(Notice(name, f"{others.total()} pages that are no articles were passed over ({kinds})."))


def _site(root: Element | None) -> dict[str, str]:
    info = child(root, "siteinfo")
    language = root.get(_LANG) if root is not None else ""
    return {"name": line(child(info, "sitename")), "base": line(child(info, "base")), "language": language or ""}


def _other(page: Element) -> str:
    if line(child(page, "ns")) not in ("", "0"):
        return "of other namespaces"
    return "redirects" if child(page, "redirect") is not None else ""


def _record(page: Element, site: dict[str, str]) -> dict[str, Any]:
    title = line(child(page, "title"))
    revisions = children(page, "revision")
    last = max(revisions, key=lambda each: line(child(each, "timestamp")), default=None)
    first = min(revisions, key=lambda each: line(child(each, "timestamp")), default=None)
    markup = raw(child(last, "text"))
    text, changed = clean(wiki_text(markup)), line(child(last, "timestamp"))
    stated = _stated_date(markup)
    notes = [{"text": clean(wiki_text(match.split("|")[-1]))} for match in _CORRECTION.findall(markup)]
    categories = [each.strip() for each in _CATEGORY.findall(markup)]
    record = {
        "id": f"{_key(site)}{line(child(page, 'id'))}" if line(child(page, "id")) else "",
        "title": title,
        "text": text,
        "url": _address(site["base"], title),
        "published": stated or line(child(first, "timestamp")),
        "updated": changed if changed != stated else None,
        "source": site["name"],
        "section": [each for each in categories if not _PUBLISHED_CATEGORY.search(each) and not parse_date(each)],
        "language": site["language"],
        "status": "withheld" if _UNFINISHED.search(markup) else "",
        "corrections": [each for each in notes if each["text"]] or printed_corrections(text),
        "extra": {field: value for field, value in (
            ("revision", line(child(last, "id"))), ("categories", categories)) if value},
    }
    return {field: value for field, value in record.items() if value}


def _key(site: dict[str, str]) -> str:
    """Page numbers are one wiki's own."""
    host = re.sub(r"^https?://", "", site["base"]).split("/")[0] or site["name"]
    return f"{host.lower()}-" if host else ""


def _address(base: str, title: str) -> str:
    """Beside the main page, whose address an export states."""
    return f"{base.rsplit('/', 1)[0]}/{quote(title.replace(' ', '_'), safe='/:,()!*;@$')}" if "://" in base else ""


def _stated_date(markup: str) -> str:
    """The day of {{date|November 13, 2004}}; empty where none is stated that can be read."""
    match = _DATE.search(markup)
    written = match[1].strip() if match else ""
    return written if parse_date(written) else ""
