"""The reading view: one article on paper of our own, the cited passage marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import shorten

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.web.api.links import SCHEMA_TYPES, reading_link, safe_link
from bot.web.api.related import like
from bot.web.api.routes import article_for
from bot.web.http.prefix import base_of, root
from bot.web.page.labels import corrected, kind_label, language_of, print_name, section_name
from bot.web.page.markup import page
from bot.web.page.texts import Words, day, names, words
from corpus import Article
from corpus.text.rows import RowLine, row_in
from index.store.rights import only_headline

router = APIRouter(include_in_schema=False)
SUMMARY = 200      # characters of what a shared link shows of an article
_SPOKEN = {"Vary": "Accept-Language"}

_VERSION = re.compile(r"[0-9a-f]{16}")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph, cited or not."""

    text: str
    cited: bool
    first: bool = False        # the first cited one of the article, where reading starts


@dataclass(frozen=True, slots=True)
class ReadingBlock:
    """A paragraph, or a table: rows of cells under the heads of their columns."""

    spans: list[Stretch]
    caption: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[list[Stretch]]] = ()


@router.api_route("/articles/{id:path}", methods=["GET", "HEAD"])
def read(
    request: Request, id: str, start: str = "", end: str = "", like: str = "", version: str = ""
) -> Response:
    """Show an article; `start` and `end` mark a passage, and mark nothing when they make no sense.

    A former `version` is shown as one, where it is kept. With `like`, those that are like it stand below: a search,
    made for who asks for it and counted as one.
    """
    archive, texts = request.app.state.bot.archive, spoken(request)
    present = article_for(request)(id)
    found = archive.as_cited(id, version) if present and _VERSION.fullmatch(version) else present
    if present is None or found is None:
        return notice(request, texts["gone"], texts["gone_why"], 404)
    shown = _shown(found, list(blocks(found.text, _offset(start), _offset(end))), texts)
    paper = archive.info().name
    here = f"{base_of(request)}{shown['address']}"
    shown |= {"paper": paper, "news_article": news_article(found, paper), "here": here, "former": "",
              "sealed": _sealed(found, texts)}
    if found != present:
        shown |= {"former": texts["former_version"], "now": reading_link(present)[1:],
                  "corrections": [(corrected(date, texts), text) for date, text in present.corrections]}
    shown["near"] = _near(request, found, texts) if like else None
    return show("reading.html", request, shown)


def _sealed(article: Article, texts: Words) -> str:
    """That only the desk sees it as yet; empty for what everybody sees."""
    until = article.embargoed_until
    if until is None or until <= datetime.now(UTC):
        return ""
    return texts["sealed"].format(day=day(texts, until), time=f"{until:%H:%M %Z}")


def _near(request: Request, article: Article, texts: Words) -> list[dict[str, str]]:
    """Articles that are like this one, as the page lists them."""
    request.app.state.desk.rates.read(request.client.host if request.client else "")
    found = like(request.app.state.bot.archive, article)
    return [
        {
            "address": reading_link(each)[1:], "title": each.title, "name": print_name(each, texts),
            "words": language_of(each),
        }
        for each in found
    ]


def home(request: Request) -> str:
    """The way from a page to the root of the site, which a proxy may have put under a path that nobody names.

    Where it is named nothing is counted: nginx spells out the %2F of an id, which the reader's browser keeps.
    """
    if prefix := root():
        return f"{prefix}/"
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    below = path.partition(b"?")[0].removeprefix(request.scope.get("root_path", "").encode())
    return "../" * (below.count(b"/") - 1) or "./"


def spoken(request: Request) -> Words:
    """The texts in the language that a reader's browser asks for."""
    return words(request.headers.get("accept-language", ""))


def notice(request: Request, title: str, message: str, status: int, *, ours: bool = True) -> Response:
    """A page that says one thing in plain words; `ours` when the message is in the reader's language, too."""
    return show("notice.html", request, {"title": title, "message": message, "ours": ours}, status)


def show(template: str, request: Request, shown: Mapping[str, object], status: int = 200) -> Response:
    """A page of ours without scripts, made of a template, in the reader's language."""
    texts = spoken(request)
    made = page(template, texts, home=home(request), **shown)
    return HTMLResponse(made, status, {"Content-Language": texts["language"], **_SPOKEN})


def blocks(text: str, start: int = 0, end: int = 0) -> Iterator[ReadingBlock]:
    """The paragraphs and tables of a text, each cut where the passage from `start` to `end` begins or ends in it."""
    cut = _Cut(text, start, end)
    run: list[tuple[int, int]] = []
    for low, high in (paragraph.span() for paragraph in _PARAGRAPH.finditer(text)):
        if run and not _goes_on(text, run[-1], (low, high)):
            yield from _of_run(cut, run)
            run = []
        run.append((low, high))
    yield from _of_run(cut, run)


def _goes_on(text: str, above: tuple[int, int], below: tuple[int, int]) -> bool:
    """Whether two lines are rows of one table: of one caption, the columns of one among those of the other."""
    one, other = row_in(text[slice(*above)]), row_in(text[slice(*below)])
    if one is None or other is None or one.caption != other.caption:
        return False
    return not (set(one.heads) - set(other.heads) and set(other.heads) - set(one.heads))


def _of_run(cut: _Cut, run: list[tuple[int, int]]) -> Iterator[ReadingBlock]:
    """The rows of a table as one; a line by itself as a paragraph."""
    rows = [(low, row) for low, high in run if (row := row_in(cut.text[low:high]))] if len(run) > 1 else []
    if not rows:
        yield from (ReadingBlock(cut.spans(low, high)) for low, high in run)
        return
    heads = max((row.heads for _, row in rows), key=len)
    yield ReadingBlock([], rows[0][1].caption, heads, [_cells(cut, low, row, heads) for low, row in rows])


def _cells(cut: _Cut, low: int, row: RowLine, heads: Sequence[str]) -> list[list[Stretch]]:
    """A row's cells, each under its head; what a row lacks is empty."""
    line: list[list[Stretch]] = []
    left = list(zip(row.heads, row.cells, strict=True))
    for head in heads:
        fits = left and left[0][0] == head
        (a, b) = left.pop(0)[1] if fits else (0, 0)
        line.append(cut.spans(low + a, low + b) if fits else [])
    return [*line, *(cut.spans(low + a, low + b) for _, (a, b) in left)]


class _Cut:
    """Cuts a text where a passage begins and ends; the first cut is where reading starts."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self._passage = (start, end) if 0 <= start < end <= len(text) else None
        self._seen = False

    def spans(self, low: int, high: int) -> list[Stretch]:
        """The stretches of the text from `low` to `high`."""
        cuts = [low, *(min(max(cut, low), high) for cut in self._passage or (low, low)), high]
        spans = [Stretch(self.text[a:b], part == 1, part == 1 and not self._seen)
                 for part, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False)) if a < b]
        self._seen = self._seen or any(span.cited for span in spans)
        return spans


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


def _shown(article: Article, text: list[ReadingBlock], texts: Words) -> dict[str, object]:
    updated = day(texts, article.updated)
    return {
        "article": article,
        "summary": shorten(article.text, SUMMARY, placeholder=" …"),
        "address": reading_link(article),
        "blocks": text,
        "published": day(texts, article.published),
        "updated": updated if updated != day(texts, article.published) else "",
        "corrections": [(corrected(date, texts), text) for date, text in article.corrections],
        "byline": texts["by"].format(names=names(texts, article.authors)) if article.authors else "",
        "kind": kind_label(article.kind, texts),
        "section": section_name(article.section),
        "original": "" if article.url.startswith("/") else safe_link(article.url),
        "headline_only": texts["headline_only"] if only_headline(article) else "",
        "language": language_of(article),
    }


def _offset(value: str) -> int:
    """A character offset from a query, or -1: a link somebody mistyped still opens the article."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
