"""Read a saved web page as one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import lxml.html

from corpus.article import Article
from corpus.decode import File, decode, read_bytes
from corpus.errors import RecordError
from corpus.markup import extracted, page_text, parsed, without_title
from corpus.notice import Report
from corpus.readers.file_id import file_id
from corpus.readers.json_ld import article_facts
from corpus.record import articles_from

if TYPE_CHECKING:
    from trafilatura.settings import Document

MAX_PAGE_BYTES = 20 * 2**20   # the largest news pages have 5 MiB

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE
)
_SENTENCE = re.compile(r"""[.!?…。！？؟।]["'”’»)]*$""", re.MULTILINE)


def read_html(path: File, name: str, report: Report) -> Iterator[Article]:
    """The article of a page: its body as trafilatura extracts it, everything else as the page describes itself.

    What JSON-LD says counts before what meta elements say, and that before what trafilatura finds. No address is
    opened. Raises RecordError for a page without an article.
    """
    data = read_bytes(path, MAX_PAGE_BYTES)
    charset = _CHARSET.search(data[:4096])
    html = decode(data, (charset[1] or charset[2]).decode() if charset else "")
    page = parsed(html)
    record = _record(page, extracted(html)) if page is not None else {}
    if not record:
        raise RecordError("No article was found in this page; save the page of one article, or leave it out.")
    yield from articles_from(record, name, report, file_id=file_id(name))


def _record(page: lxml.html.HtmlElement, found: Document | None) -> dict[str, Any]:
    """What the page says, under Article's names; empty when nothing in it reads like an article."""
    facts, metas, text = article_facts(page), _metas(page), page_text(found)
    if "text" not in facts and not _SENTENCE.search(text):
        return {}
    stated = {
        "title": found and found.title,
        "published": metas.get("article:published_time") or metas.get("datepublished") or (found and found.date),
        "updated": metas.get("article:modified_time") or metas.get("datemodified"),
        "expires": metas.get("article:expiration_time"),
        "authors": found and found.author and found.author.split("; "),
        "source": metas.get("og:site_name") or (found and found.sitename),
        "section": metas.get("article:section"),
    }
    record: dict[str, Any] = {**stated, **facts, "body": facts.get("text"), "language": page.get("lang")}
    return {**record, "url": _address(page, metas, facts), "text": without_title(text, record["title"])}


def _metas(page: lxml.html.HtmlElement) -> dict[str, str]:
    """The first content of every meta element by its property, name or itemprop."""
    metas: dict[str, str] = {}
    for meta in page.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if key and meta.get("content"):
            metas.setdefault(key.strip().lower(), meta.get("content"))
    return metas


def _address(page: lxml.html.HtmlElement, metas: dict[str, str], facts: dict[str, Any]) -> str:
    """The page's own address; a site's home page is nobody's, though templates name it as everybody's."""
    canonical = next((link.get("href") for link in page.iter("link") if _is_canonical(link)), None)
    candidates = (canonical, metas.get("og:url"), facts.get("url"))
    return next((url.strip() for url in candidates if isinstance(url, str) and _leads_somewhere(url)), "")


def _is_canonical(link: lxml.html.HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _leads_somewhere(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.path.strip("/") or parts.query)
