"""Read a saved web page as one article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html

from corpus.readers.documents.transcript import spoken_in
from corpus.readers.page_authors import authors_of
from corpus.record.aliases import field_of, plain_name
from corpus.record.corrections import printed_corrections
from corpus.record.file_id import file_id
from corpus.record.json_ld import article_facts
from corpus.record.kinds import kind_of
from corpus.record.record import articles_from
from corpus.text.clean import clean, clean_line
from corpus.text.dates import parse_date
from corpus.text.decode import File, decode, read_bytes, strays_in, tell_strays
from corpus.text.furniture import strip_beside, unfurnish
from corpus.text.markup import (
    extracted_text,
    has_tags,
    html_text,
    join_lines,
    page_metadata,
    parsed,
    without_title,
)
from corpus.text.rows import lay_out_tables
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

FULL_ARTICLE = 800           # characters; a page with less may hold the beginning only
MAX_LOOKED_AT = 200_000       # characters of a page in which a wall is looked for
MAX_HEADINGS = 20             # of the first level that are looked at
LONGEST_HEADING = 1_000       # characters that are
ALIKE = 2 / 3                 # of the words of a heading and a title, for them to be one title
MAX_METAS = 1_000             # elements that are looked at
MAX_DATE_PARTS = 10           # of what robots are asked, in which a date is looked for
MUCH_MORE = 2                 # times as long as what is found in it, for what a page states of its text to count
FEWEST_WORDS = 3              # of a title within a longer one
MAX_PAGES = 100               # of one article
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
_SITE_BEHIND = re.compile(r"\s*[|–—·:-]\s")
_PAGE_NUMBER = re.compile(r"(?:[?&](?:page|p|pg|seite|pagina)=|/(?:page/|seite-|p)?)(\d{1,3})/?$", re.IGNORECASE)
_UNAVAILABLE = re.compile(r"unavailable_after\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
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
    record = (recorded or page_record)(data)
    tell_strays(strays_in(data, _charset(data)), name, report)
    yield from articles_from(record, name, report, file_id=file_id(name))


def page_record(data: bytes, charset: str = "") -> dict[str, Any]:
    """What a page says, under Article's names; `charset` is the one its server stated.

    Raises RecordError for a page without an article.
    """
    page = parsed(decode(data, charset or _charset(data)))
    record = _record(page) if page is not None else {}
    if not record:
        raise RecordError("No article was found in this page; save the page of one article, or leave it out.")
    return record


def _charset(page: bytes) -> str:
    """The one that a page states."""
    stated = _CHARSET.search(page[:4096])
    return (stated[1] or stated[2]).decode() if stated else ""


def _record(page: lxml.html.HtmlElement) -> dict[str, Any]:
    """What the page says; empty when nothing in it reads like an article."""
    facts, metas = article_facts(page), _metas(page)
    record = _described(page, facts, metas)
    language, url = page.get("lang"), _address(page, metas, facts)
    links = {(link.get("rel") or "").lower(): link.get("href") or "" for link in islice(page.iter("link"), MAX_METAS)}
    spoken = spoken_in(page)
    lay_out_tables(page)
    join_lines(page)
    unfurnish(page)
    if facts.get("kind") == "live":
        _keep_times(page)
    shown = page.text_content()[:MAX_LOOKED_AT]
    strip_beside(page)
    text = _with_updates(without_title(extracted_text(page), record.get("title")), record.pop("updates", []))
    _check_walls(shown, text, free=facts.get("free", True), described="text" in facts or "title" in facts)
    text = _fuller(text, facts)
    about = {**{name: value for name, value in record.items() if name != "free"},
             "language": record.get("language") or language, "url": url}
    if spoken:
        return {**about, **spoken}
    if "text" not in facts and not _SENTENCE.search(text):
        return {}
    if further := _further_page(links, url):
        about.update(id=f"{url}#page={further}", title=f"{record['title']} ({further})")
    return {**about, "corrections": facts.get("corrections") or printed_corrections(text),
            "kind": facts.get("kind") or kind_of(record.get("section")), "body": facts.get("text"), "text": text}


def _described(page: lxml.html.HtmlElement, facts: dict[str, Any], metas: dict[str, str]) -> dict[str, Any]:
    """What the page says of its article, but for the text."""
    stated = {
        "title": metas.get("og:title"),
        "published": metas.get("article:published_time") or metas.get("datepublished"),
        "updated": metas.get("article:modified_time") or metas.get("datemodified"),
        "source": metas.get("og:site_name"),
        "section": metas.get("article:section"),
        "rights": metas.get("copyright") or metas.get("dcterms.rights") or metas.get("dc.rights"),
    }
    record: dict[str, Any] = {**_limits(page), **stated, **facts}
    if missing := [field for field in _SOUGHT if not record.get(field)]:
        record.update(page_metadata(page, missing))
    if authors := authors_of(page, record, metas, stated="authors" in facts):
        record["authors"] = authors
    record["title"] = _shown_title(page, record.get("title"), metas.get("og:title"))
    return record


def _fuller(text: str, facts: dict[str, Any]) -> str:
    """The text that a page shows, or the one that it states, where most of that is not found in what it shows."""
    body = facts["text"] if isinstance(facts.get("text"), str) else ""
    stated = clean(html_text(body) if has_tags(body) else body)
    return stated if facts.get("free", True) and len(stated) > max(MUCH_MORE * len(text), FULL_ARTICLE) else text


def _keep_times(page: lxml.html.HtmlElement) -> None:
    """Make a line of every time of a live page, as it says when what follows happened."""
    for element in page.iter("time"):
        if moment := parse_date(element.get("datetime")):
            element.tag, element.text = "p", _printed(moment)
            for each in list(element):
                element.remove(each)


def _with_updates(text: str, updates: list[dict[str, str]]) -> str:
    """The text of a live page with all its updates, of which a page shows the newest only, each under its time."""
    if not updates:
        return text
    bodies = [clean(html_text(each["text"])) for each in updates]
    known = "\n\n".join((*bodies, *(clean_line(each["title"]) for each in updates)))
    opening = [each for each in text.split("\n\n") if each not in known and not parse_date(each)]
    lines = (": ".join(filter(None, (_printed(moment) if (moment := parse_date(each["time"])) else "",
                                     clean_line(each["title"])))) for each in updates)
    return "\n\n".join(filter(None, (*opening, *chain.from_iterable(zip(lines, bodies, strict=True)))))


def _printed(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def _further_page(links: dict[str, str], url: str) -> int:
    """The number of a page that goes on with an article, which often has the first one's address; 0 for any other.

    Where the page knows its address, the page before has the same but for the number: else it is another article.
    """
    before, after = links.get("prev") or links.get("previous") or "", links.get("next") or ""
    if not before or (url and _without_number(urljoin(url, before)) != _without_number(url)):
        return 0
    stated = [int(match[1]) + step for href, step in ((before, 1), (after, -1)) if (match := _PAGE_NUMBER.search(href))]
    return next((number for number in stated if 1 < number <= MAX_PAGES), 2)


def _without_number(url: str) -> str:
    return _PAGE_NUMBER.sub("", url).rstrip("/")


def _shown_title(page: lxml.html.HtmlElement, *stated: object) -> str:
    """Of the titles that a page states, the one that its readers see; some are written for search engines.

    A heading may have a kicker in front of what the page states, and a stated title the site's name behind: neither is
    of the title. A page with a single heading may word it a little otherwise than it states it: then the heading is the
    title.
    """
    titles = [title for each in stated if isinstance(each, str) and (title := clean_line(each))]
    found = islice(page.iter("h1"), MAX_HEADINGS)
    headings = [clean_line(heading.text_content()[:LONGEST_HEADING]) for heading in found]
    shown = {_words(heading) for heading in headings}
    if title := next((title for title in titles if _words(title) in shown), ""):
        return title
    for heading in headings:
        if title := next((title for title in titles if _ends_with(_words(heading), _words(title))), ""):
            return title
        if any(_ends_with(_words(title)[::-1], _words(heading)[::-1])
               and _SITE_BEHIND.match(title[len(heading):]) for title in titles):
            return heading
    if len(headings) == 1 and any(_alike(headings[0], title) for title in titles):
        return headings[0]
    return titles[0] if titles else ""


def _ends_with(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return len(shorter) >= FEWEST_WORDS and longer[-len(shorter):] == shorter


def _alike(heading: str, title: str) -> bool:
    """Whether most of the words of both are in both."""
    one, other = set(_words(heading)), set(_words(title))
    return len(one & other) >= ALIKE * len(one | other) > 0


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text[:LONGEST_HEADING].lower()))


def _check_walls(shown: str, text: str, *, free: bool, described: bool) -> None:
    """Raise RecordError for a page that hides its article; a few lines of it would be taken for the whole."""
    if len(text) >= FULL_ARTICLE:
        return
    if not free or _PAYWALL.search(shown):
        if not free or len(text) < FULL_ARTICLE // 2:
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


def _limits(page: lxml.html.HtmlElement) -> dict[str, list[str]]:
    """When the meta elements of a page say that it may be shown.

    A meta named "expires" is about caches and "sailthru.expire_date" about recommendations: neither ends an article.
    """
    limits: dict[str, list[str]] = {}
    for meta in islice(page.iter("meta"), MAX_METAS):
        key, content = (meta.get("property") or meta.get("name") or "").strip().lower(), meta.get("content") or ""
        item = (meta.get("itemprop") or "").lower()
        if key.endswith("bot") or key == "robots":
            limits.setdefault("unavailable_after", []).extend(_robots_expiry(content))
        elif key.endswith("article:expiration_time") or item == "expires":
            limits.setdefault("expiration_time", []).append(content)
        elif _is_embargo(word := re.split("[:.]", key or item)[-1]):
            limits.setdefault("embargoed_until" if field_of(word) else word, []).append(content)
    return {**limits, "status": ["draft"]} if _is_exported_draft(page) else limits


def _is_exported_draft(page: lxml.html.HtmlElement) -> bool:
    """Whether it is a page of Medium's export that was never published: nobody signed it on any day."""
    foot = "".join(page.xpath("//article[contains(@class, 'h-entry')]/footer[contains(., 'Exported from')]//text()"))
    signed = page.xpath("//*[contains(@class, 'dt-published') or contains(@class, 'p-author')]")
    return "Medium" in foot and not signed


def _is_embargo(name: str) -> bool:
    known = field_of(name)
    return known[0] == "embargoed_until" if known else "embargo" in plain_name(name)


def _robots_expiry(content: str) -> list[str]:
    """The date behind "unavailable_after:", which may have commas as what follows it may; as it stands if unread."""
    match = _UNAVAILABLE.search(content)
    if not match:
        return []
    parts = match[1].split(",")[:MAX_DATE_PARTS]
    dates = (",".join(parts[:size]).strip() for size in range(len(parts), 0, -1))
    return [next((each for each in dates if parse_date(each, future=True)), match[1].strip())]


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
