"""How a quotation is best credited, in one line of plain text."""

from __future__ import annotations

from bot.understand.about_archive import day
from bot.web.page.labels import reading_link, safe_link
from corpus import Article


def credit(article: Article, link: str = "") -> str:
    """Author, headline, paper and day, when it was corrected, and where it stands."""
    known = (f"“{article.title}”" if article.title else "", article.source, day(article.published) or "undated")
    author = f"{article.byline}: " if article.byline else ""
    dates = [day(moment) for moment, _ in article.corrections if moment]
    corrected = f" (corrected {dates[-1]})" if dates else " (corrected)" if article.corrections else ""
    return f"{author}{', '.join(filter(None, known))}{corrected}.{f' {link}' if link else ''}"


def corrections(article: Article) -> list[str]:
    """What the newsroom corrected, a line each."""
    return [f"{day(moment)}: {text}" if moment else text for moment, text in article.corrections]


def full_link(link: str, base: str) -> str:
    """Where a citation's link leads, seen from anywhere; empty where that isn't known, or where a browser would run it.

    `base` is this server's address, where there is one.
    """
    safe = safe_link(link)
    return safe if not safe.startswith("/") else f"{base}{safe}" if base else ""


def article_link(article: Article, base: str) -> str:
    """The article's own address, else that of its reading view."""
    return full_link(article.url or reading_link(article), base)
