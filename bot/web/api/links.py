"""Links as programs need them: seen from anywhere, and never one that a browser would run."""

from __future__ import annotations

from bot.web.page.labels import reading_link, safe_link
from corpus import Article


def full_link(link: str, base: str) -> str:
    """Where a citation's link leads; empty where that isn't known, or where a browser would run it.

    `base` is this server's address, where there is one.
    """
    safe = safe_link(link)
    return safe if not safe.startswith("/") else f"{base}{safe}" if base else ""


def article_link(article: Article, base: str) -> str:
    """The article's own address, else that of its reading view."""
    return full_link(article.url or reading_link(article), base)
