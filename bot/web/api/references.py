"""Writes articles down for who works with them: as a table (CSV) and for reference managers (RIS)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.web.api.links import reading_link, safe_link
from corpus import Article
from corpus.text.clean import without_surrogates

COLUMNS = ("headline", "authors", "source", "section", "kind", "published", "updated", "address")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")      # what a spreadsheet would work out instead of showing


def as_csv(articles: Sequence[Article], site: str) -> str:
    """A row an article under a row of names; `site` is this server's address, for articles that have none."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(text) for text in _facts(each, site)] for each in articles)
    return table.getvalue()


def as_ris(articles: Sequence[Article], site: str) -> str:
    """A record an article, as reference managers read them."""
    return "".join(f"{_record(each, site)}\r\n" for each in articles)


Write = Callable[[Sequence[Article], str], str]
FORMS: Mapping[str, tuple[Write, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"), "ris": (as_ris, "application/x-research-info-systems; charset=utf-8"),
}


def _facts(article: Article, site: str) -> Iterator[str]:
    yield from (article.title, "; ".join(article.authors), article.source, article.section, article.kind)
    yield article.published.isoformat() if article.published else ""
    yield article.updated.isoformat() if article.updated else ""
    yield _address(article, site)


def _cell(text: str) -> str:
    line = _line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def _record(article: Article, site: str) -> str:
    published = article.published
    fields = [
        ("TY", "NEWS"), ("TI", article.title), *(("AU", name) for name in article.authors), ("T2", article.source),
        ("DA", published.strftime("%Y/%m/%d") if published else ""), ("PY", str(published.year) if published else ""),
        ("SE", article.section), ("UR", _address(article, site)), ("LA", article.language),
    ]
    return "".join(f"{tag}  - {_line(text)}\r\n" for tag, text in fields if text) + "ER  - \r\n"


def _line(text: str) -> str:
    return " ".join(without_surrogates(text).split())


def _address(article: Article, site: str) -> str:
    """Where it was published, else where our own reading view shows it."""
    link = "" if article.url.startswith("/") else safe_link(article.url)
    return link or f"{site}{reading_link(article)}"
