"""How a quotation is best credited, in one line of plain text."""

from __future__ import annotations

from bot.understand.about_archive import day
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
