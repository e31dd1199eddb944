"""The reading view: one article on paper of our own, the cited passage marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.figures import day
from bot.render import HEADLINE_ONLY, kind_label, safe_link, whole
from corpus import Article
from index.rights import only_headline

HERE = Path(__file__).parent

router = APIRouter(include_in_schema=False)
_templates = Environment(
    loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_templates.filters["day"] = day

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")
SCHEMA_TYPES = {
    "opinion": "OpinionNewsArticle", "analysis": "AnalysisNewsArticle", "live": "LiveBlogPosting",
    "sponsored": "AdvertiserContentArticle", "review": "ReviewNewsArticle",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph, cited or not."""

    text: str
    cited: bool
    first: bool = False        # the first cited one of the article, where reading starts


@router.api_route("/articles/{id:path}", methods=["GET", "HEAD"])
def read(request: Request, id: str, start: str = "", end: str = "") -> Response:
    """Show an article; `start` and `end` mark a passage, and mark nothing when they make no sense."""
    archive = request.app.state.bot.archive
    found = archive.article(id)
    if found is None:
        return notice(
            "This article is not here",
            "The archive holds no such article, or it has been withdrawn or is not public yet.",
            404,
        )
    shown = _shown(found, list(paragraphs(found.text, _offset(start), _offset(end))))
    paper = archive.info().name
    return show("reading.html", {"paper": paper, "news_article": news_article(found, paper), **shown})


def notice(title: str, message: str, status: int) -> Response:
    """A page that says one thing in plain words."""
    return show("notice.html", {"title": title, "message": message}, status)


def show(template: str, shown: Mapping[str, object], status: int = 200) -> Response:
    """A page of ours without scripts, made of a template."""
    return HTMLResponse(whole(_templates.get_template(template).render(shown)), status)


def paragraphs(text: str, start: int = 0, end: int = 0) -> Iterator[list[Span]]:
    """The paragraphs of a text, each cut where the passage from `start` to `end` begins or ends in it."""
    marked = 0 <= start < end <= len(text)
    seen = False
    for paragraph in _PARAGRAPH.finditer(text):
        low, high = paragraph.span()
        cuts = [low, *(min(max(cut, low), high) for cut in ((start, end) if marked else (low, low))), high]
        spans = [(text[a:b], part == 1) for part, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False)) if a < b]
        yield [Span(words, cited, cited and not seen) for words, cited in spans]
        seen = seen or any(cited for _, cited in spans)


def news_article(article: Article, paper: str) -> dict[str, object]:
    """The article as schema.org knows it, for whoever reads pages by machine; without what is not known."""
    corrections = [
        {"@type": "CorrectionComment", "text": text, **({"datePublished": date.isoformat()} if date else {})}
        for date, text in article.corrections
    ]
    address = "" if article.url.startswith("/") else safe_link(article.url)
    said = {
        "headline": article.title,
        "datePublished": article.published.isoformat() if article.published else "",
        "dateModified": article.updated.isoformat() if article.updated else "",
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "Organization", "name": article.source} if article.source else {},
        "articleSection": article.section,
        "inLanguage": article.language if _LANGUAGE.fullmatch(article.language) else "",
        "url": address,
        "isBasedOn": address,
        "copyrightNotice": article.rights,
        "correction": corrections,
        "isPartOf": {"@type": "ArchiveComponent", "name": paper},
    }
    kind = SCHEMA_TYPES.get(article.kind.strip().lower(), "NewsArticle")
    return {"@context": "https://schema.org", "@type": kind, **{name: value for name, value in said.items() if value}}


def _shown(article: Article, text: list[list[Span]]) -> dict[str, object]:
    return {
        "article": article,
        "paragraphs": text,
        "updated": article.updated if day(article.updated) != day(article.published) else None,
        "kind": kind_label(article.kind),
        "original": "" if article.url.startswith("/") else safe_link(article.url),
        "headline_only": HEADLINE_ONLY if only_headline(article) else "",
        "language": article.language if _LANGUAGE.fullmatch(article.language) else "",
    }


def _offset(value: str) -> int:
    """A character offset from a query, or -1: a link somebody mistyped still opens the article."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
