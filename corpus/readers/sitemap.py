"""Read the addresses in a sitemap; the articles lie behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from corpus.text.dates import parse_date
from corpus.text.decode import File
from corpus.text.xml_items import items, local
from corpus.text.xml_text import child, line
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report


@dataclass(frozen=True, slots=True)
class Place:
    """One address of a sitemap, and what it says about the page there."""

    url: str
    is_sitemap: bool = False             # another sitemap, listed by an index of them
    changed: datetime | None = None      # lastmod
    title: str = ""                      # these three only in news sitemaps
    published: datetime | None = None
    source: str = ""
    language: str = ""


def sitemap_places(file: File, name: str, report: Report) -> Iterator[Place]:
    """Every address of a sitemap, a news sitemap or an index of sitemaps, one in memory at a time."""
    for _, item in items(file, name, report, "url", "sitemap"):
        news = child(item, "news")
        if url := line(child(item, "loc")):
            yield Place(
                url,
                local(item) == "sitemap",
                parse_date(line(child(item, "lastmod"))),
                line(child(news, "title")),
                parse_date(line(child(news, "publication_date"))),
                line(child(news, "publication", "name")),
                line(child(news, "publication", "language")),
            )


def read_sitemap(file: File, name: str, report: Report) -> Iterator[Article]:
    """No article: a sitemap lists addresses. Raises RecordError that says how many, and the first."""
    places = list(sitemap_places(file, name, report))
    first = f", the first of them {places[0].url[:200]}" if places else ""
    raise RecordError(f"This is a sitemap, a list of {len(places):,} addresses{first}; it holds no article itself.")
