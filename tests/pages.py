"""Pages, feeds and sitemaps as sites write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

LINE = "The council met in the town hall on Monday and talked for hours about {}, the mayor said. "


def words(about: str) -> str:
    """A few sentences, enough for an article."""
    return LINE.format(about) * 12


def page(title: str, about: str = "", canonical: str = "", published: str = "2024-05-01T09:00:00Z") -> str:
    """The page of an article."""
    link = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{link}'
        f'<meta property="og:title" content="{escape(title)}"><meta property="og:site_name" content="The Quay">'
        f'<meta property="article:published_time" content="{published}"></head><body><main><article>'
        f"<h1>{escape(title)}</h1><p>{words(about or title)}</p><p>{words(about or title)}</p></article></main>"
        "</body></html>"
    )


def item(url: str, title: str, published: datetime, content: str = "", guid: str = "") -> str:
    """An entry of a feed, with its whole text or only a summary."""
    whole = f"<content:encoded><![CDATA[<p>{content}</p>]]></content:encoded>" if content else ""
    mark = f"<guid>{escape(guid)}</guid>" if guid else ""
    day = f"<pubDate>{format_datetime(published)}</pubDate>"
    return (f"<item><title>{escape(title)}</title><link>{escape(url)}</link>{mark}{whole}{day}"
            f"<description>{escape(title)} in short.</description></item>")


def feed(*items: str) -> str:
    """An RSS feed."""
    return ('<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>The Quay</title><language>en</language>{''.join(items)}</channel></rss>")


def sitemap(pages: Sequence[tuple[str, str]]) -> str:
    """A sitemap of (address, lastmod)."""
    places = "".join(f"<url><loc>{escape(url)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
                     for url, day in pages)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'


def index_of(*sitemaps: str) -> str:
    """An index of sitemaps."""
    places = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in sitemaps)
    return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</sitemapindex>'
