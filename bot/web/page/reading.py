"""The reading view: one article on paper of our own, the cited passage marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.web.api.links import SCHEMA_TYPES, reading_link, safe_link
from bot.web.page.labels import corrected, kind_label, language_of
from bot.web.page.markup import page
from bot.web.page.texts import Words, day, names, words
from corpus import Article
from index.store.rights import only_headline

router = APIRouter(include_in_schema=False)
SUMMARY = 200      # characters of what a shared link shows of an article
_SPOKEN = {"Vary": "Accept-Language"}

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph, cited or not."""

    text: str
    cited: bool
    first: bool = False        # the first cited one of the article, where reading starts


@router.api_route("/articles/{id:path}", methods=["GET", "HEAD"])
def read(request: Request, id: str, start: str = "", end: str = "") -> Response:
    """Show an article; `start` and `end` mark a passage, and mark nothing when they make no sense."""
    archive, texts = request.app.state.bot.archive, spoken(request)
    found = archive.article(id)
    if found is None:
        return notice(texts, texts["gone"], texts["gone_why"], 404)
    shown = _shown(found, list(paragraphs(found.text, _offset(start), _offset(end))), texts)
    paper = archive.info().name
    return show("reading.html", texts, {"paper": paper, "news_article": news_article(found, paper), **shown})


def spoken(request: Request) -> Words:
    """The texts in the language that a reader's browser asks for."""
    return words(request.headers.get("accept-language", ""))


def notice(texts: Words, title: str, message: str, status: int, *, ours: bool = True) -> Response:
    """A page that says one thing in plain words; `ours` when the message is in the reader's language, too."""
    return show("notice.html", texts, {"title": title, "message": message, "ours": ours}, status)


def show(template: str, texts: Words, shown: Mapping[str, object], status: int = 200) -> Response:
    """A page of ours without scripts, made of a template, in the reader's language."""
    return HTMLResponse(page(template, texts, **shown), status, {"Content-Language": texts["language"], **_SPOKEN})


def paragraphs(text: str, start: int = 0, end: int = 0) -> Iterator[list[Stretch]]:
    """The paragraphs of a text, each cut where the passage from `start` to `end` begins or ends in it."""
    marked = 0 <= start < end <= len(text)
    seen = False
    for paragraph in _PARAGRAPH.finditer(text):
        low, high = paragraph.span()
        cuts = [low, *(min(max(cut, low), high) for cut in ((start, end) if marked else (low, low))), high]
        spans = [(text[a:b], part == 1) for part, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False)) if a < b]
        yield [Stretch(words, cited, cited and not seen) for words, cited in spans]
        seen = seen or any(cited for _, cited in spans)


def news_article(article: Article, paper: str) -> dict[str, object]:
    """The article as schema.org knows it, for whoever reads pages by machine; without what is not known."""
    corrections = [
        {"@type": "CorrectionComment", "text": text, **({"datePublished": date.isoformat()} if date else {})}
        for date, text in article.corrections
    ]
    address = "" if article.url.startswith("/") else safe_link(article.url)
    facts = {
        "headline": article.title,
        "datePublished": article.published.isoformat() if article.published else "",
        "dateModified": article.updated.isoformat() if article.updated else "",
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "Organization", "name": article.source} if article.source else {},
        "articleSection": article.section,
        "inLanguage": language_of(article),
        "url": address,
        "isBasedOn": address,
        "copyrightNotice": article.rights,
        "correction": corrections,
        "isPartOf": {"@type": "ArchiveComponent", "name": paper},
    }
    kind = SCHEMA_TYPES.get(article.kind.strip().lower(), "NewsArticle")
    return {"@context": "https://schema.org", "@type": kind, **{name: value for name, value in facts.items() if value}}


def _shown(article: Article, text: list[list[Stretch]], texts: Words) -> dict[str, object]:
    updated = day(texts, article.updated)
    return {
        "article": article,
        "summary": shorten(article.text, SUMMARY, placeholder=" …"),
        "address": reading_link(article),
        "paragraphs": text,
        "published": day(texts, article.published),
        "updated": updated if updated != day(texts, article.published) else "",
        "corrections": [(corrected(date, texts), text) for date, text in article.corrections],
        "byline": texts["by"].format(names=names(texts, article.authors)) if article.authors else "",
        "kind": kind_label(article.kind, texts),
        "original": "" if article.url.startswith("/") else safe_link(article.url),
        "headline_only": texts["headline_only"] if only_headline(article) else "",
        "language": language_of(article),
    }


def _offset(value: str) -> int:
    """A character offset from a query, or -1: a link somebody mistyped still opens the article."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
