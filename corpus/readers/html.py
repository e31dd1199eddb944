"""Read a saved web page as one article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from corpus.article import Article
from corpus.clean import clean_line
from corpus.corrections import printed_corrections
from corpus.decode import File, decode, read_bytes
from corpus.errors import RecordError
from corpus.furniture import strip_beside, unfurnish
from corpus.kinds import kind_of
from corpus.markup import extracted_text, found_out, parsed, without_title
from corpus.notice import Report
from corpus.readers.file_id import file_id
from corpus.readers.json_ld import article_facts
from corpus.record import articles_from

WHOLE_ARTICLE = 800           # characters; a page with less may hold the beginning only
MAX_LOOKED_AT = 200_000       # characters of a page in which a wall is looked for
MAX_HEADINGS = 20             # of the first level that are looked at
MAX_PAGE_BYTES = 20 * 2**20   # the largest news pages have 5 MiB

_SOUGHT = ("title", "authors", "published", "source")   # in the page, where it doesn't state them

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register|become a (?:member|subscriber)) to (?:continue|keep|finish|read|unlock)|"
    r"(?:this|the) (?:article|story|content) is (?:for|only available to|available to|reserved for|exclusive to) "
    r"(?:\w+ )?(?:subscribers|members)|already a subscriber\?",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue to|we (?:value|care about) your privacy|(?:accept|reject) all cookies|"
    r"your (?:privacy|cookie) (?:choices|settings)|manage (?:your )?consent",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"""[.!?…。！？؟।]["'”’»)]*$""", re.MULTILINE)


def read_html(
    path: File, name: str, report: Report, *, recorded: Callable[[bytes], dict[str, Any]] | None = None
) -> Iterator[Article]:
    """The article of a page: its body as trafilatura extracts it, everything else as the page describes itself.

    What JSON-LD says counts before what meta elements say, and that before what trafilatura finds. No address is
    opened. Raises RecordError for a page without an article, and for one that shows it to subscribers only.
    `recorded` stands in for `page_record`.
    """
    data = read_bytes(path, MAX_PAGE_BYTES)
    yield from articles_from((recorded or page_record)(data), name, report, file_id=file_id(name))


def page_record(data: bytes, charset: str = "") -> dict[str, Any]:
    """What a page says, under Article's names; `charset` is the one its server stated.

    Raises RecordError for a page without an article.
    """
    stated = _CHARSET.search(data[:4096])
    page = parsed(decode(data, charset or ((stated[1] or stated[2]).decode() if stated else "")))
    record = _record(page) if page is not None else {}
    if not record:
        raise RecordError("No article was found in this page; save the page of one article, or leave it out.")
    return record


def _record(page: lxml.html.HtmlElement) -> dict[str, Any]:
    """What the page says; empty when nothing in it reads like an article."""
    facts, metas = article_facts(page), _metas(page)
    stated = {
        "title": metas.get("og:title"),
        "published": metas.get("article:published_time") or metas.get("datepublished"),
        "updated": metas.get("article:modified_time") or metas.get("datemodified"),
        "expires": metas.get("article:expiration_time"),
        "source": metas.get("og:site_name"),
        "section": metas.get("article:section"),
        "rights": metas.get("copyright") or metas.get("dcterms.rights") or metas.get("dc.rights"),
    }
    record: dict[str, Any] = {**stated, **facts}
    if missing := [field for field in _SOUGHT if not record.get(field)]:
        record.update(found_out(page, missing))
    record["title"] = _shown_title(page, record.get("title"), metas.get("og:title"))
    language, url = page.get("lang"), _address(page, metas, facts)
    unfurnish(page)
    shown = page.text_content()[:MAX_LOOKED_AT]
    strip_beside(page)
    text = without_title(extracted_text(page), record.get("title"))
    _check_walls(shown, text, free=facts.get("free", True), described="text" in facts or "title" in facts)
    if "text" not in facts and not _SENTENCE.search(text):
        return {}
    record = {name: value for name, value in record.items() if name != "free"}
    record["corrections"] = facts.get("corrections") or printed_corrections(text)
    return {**record, "kind": facts.get("kind") or kind_of(record.get("section")), "body": facts.get("text"),
            "language": record.get("language") or language, "url": url, "text": text}


def _shown_title(page: lxml.html.HtmlElement, *stated: object) -> str:
    """Of the titles that a page states, the one that its readers see; some are written for search engines."""
    titles = [title for each in stated if isinstance(each, str) and (title := clean_line(each))]
    shown = {_words(heading.text_content()) for heading in islice(page.iter("h1"), MAX_HEADINGS)}
    return next((title for title in titles if _words(title) in shown), titles[0] if titles else "")


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", clean_line(text[:1_000]).lower()))


def _check_walls(shown: str, text: str, *, free: bool, described: bool) -> None:
    """Raise RecordError for a page that hides its article; a few lines of it would be taken for the whole."""
    if len(text) >= WHOLE_ARTICLE:
        return
    if not free or _PAYWALL.search(shown):
        if not free or len(text) < WHOLE_ARTICLE // 2:
            raise RecordError("This page shows its article to subscribers only; save it as a subscriber sees it.")
    elif not described and _CONSENT.search(shown):
        raise RecordError("This page asks for consent instead of showing an article; save it after consenting.")


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
