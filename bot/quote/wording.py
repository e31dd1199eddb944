"""The words around quotations: when, by whom and where each was printed, and which day its "Wednesday" was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Citation
from bot.quote.relative_dates import explained
from bot.understand.about_archive import day
from corpus import Article


def quotations(citations: Sequence[Citation], *, publisher: bool) -> str:
    """The quotations, a paragraph each: the words first, then where they are from, then the mark.

    `publisher` says whether the archive holds several, so that a reader must be told which.
    """
    return "\n\n".join(quotation(each, publisher=publisher) for each in citations)


def quotation(citation: Citation, *, publisher: bool) -> str:
    """One quotation, as "“The ferry will sail.” — 10 January 2023, Ines Vale [1]"."""
    words = " ".join(citation.quote.split())
    return f"“{words}” — {attribution(citation.article, publisher=publisher)} [{citation.number}]{_days(citation)}"


def dated_quotation(citation: Citation) -> str:
    """One quotation of a course of events, with its day in front: "10 January 2023: “The ferry will sail.” [1]"."""
    words, when = " ".join(citation.quote.split()), day(citation.article.published) or "Undated"
    return f"{when}: “{words}” [{citation.number}]{_days(citation)}"


def attribution(article: Article, *, publisher: bool) -> str:
    """When and by whom it was written, as "10 January 2023, Ines Vale"; where nobody signed it, who printed it."""
    by = article.byline
    printed = article.source if publisher or not by else ""
    facts = (day(article.published) or "undated", by, printed if printed != by else "")
    named = ", ".join(fact for fact in facts if fact)
    return named if by or printed else f"{named}, “{article.title}”" if article.title else named


def _days(citation: Citation) -> str:
    """What the relative dates of a quotation stand for, in brackets behind it; empty where it has none."""
    meant = "; ".join(f"{words}: {meaning}" for words, meaning in explained(citation.quote, citation.article.published))
    return f" ({meant})" if meant else ""
