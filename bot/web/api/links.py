"""Where links to an article lead, and what schema.org calls its kind."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from corpus import Article

_IN_A_LINK = "%/:?#[]@!$&+,;=~-._"       # `:~:text=` needs its tilde bare; ( ) * ' would end a Markdown link
SCHEMA_TYPES = {
    "opinion": "OpinionNewsArticle", "analysis": "AnalysisNewsArticle", "live": "LiveBlogPosting",
    "sponsored": "AdvertiserContentArticle", "review": "ReviewNewsArticle",
}


def safe_link(link: str) -> str:
    """The link, percent-encoded, when it leads to the web or to our own reading view; else empty."""
    encoded = quote(link, safe=_IN_A_LINK, errors="replace")
    if link.startswith("/articles/"):
        return encoded
    try:
        host = urlsplit(link).hostname
    except ValueError:
        return ""
    return encoded if host and link.lower().startswith(("https://", "http://")) else ""


def reading_link(article: Article, start: int | None = None, end: int | None = None, version: str = "") -> str:
    """Where our own reading view shows the article, at the passage when one is given, in a former version by name."""
    address = f"/articles/{quote(article.id, safe='', errors='replace')}"
    former = f"version={version}&" if version else ""
    return address if start is None or end is None else f"{address}?{former}start={start}&end={end}#passage"


def full_link(link: str, base: str) -> str:
    """Where a citation's link leads, seen from anywhere; empty where that isn't known, or a browser would run it.

    `base` is this server's address, where there is one.
    """
    safe = safe_link(link)
    return safe if not safe.startswith("/") else f"{base}{safe}" if base else ""


def article_link(article: Article, base: str) -> str:
    """The article's own address, else that of its reading view."""
    return full_link(article.url or reading_link(article), base)
