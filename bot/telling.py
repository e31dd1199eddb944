"""The words around quotations: when and by whom each was printed, and which day its "Wednesday" was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Citation
from bot.dateline import explained
from bot.figures import day
from corpus import Article


def told(citations: Sequence[Citation], *, latest: bool = False) -> str:
    """The quotations, a paragraph each, with date and source in front and the mark behind.

    Asked for how things stand now, an answer says first as of when it holds.
    """
    paragraphs = []
    for number, citation in enumerate(citations):
        again = number and citations[number - 1].article.id == citation.article.id
        opening = "The same article says:" if again else introduction(citation.article)
        if latest and not number and citation.article.published:
            opening = f"As of {opening.removeprefix('On ')}"
        paragraphs.append(f"{opening} {quoted(citation)}")
    return "\n\n".join(paragraphs)


def introduction(article: Article) -> str:
    """When and by whom it was printed, as "On 10 June 2020, The Merrowby Bell reported:"."""
    who = article.source or f"“{article.title}”"
    return f"On {day(article.published)}, {who} reported:" if article.published else f"{who}, undated, reports:"


def quoted(citation: Citation) -> str:
    """The quotation with its mark, and behind it what its relative dates stand for."""
    dates = "; ".join(f"{words}: {meaning}" for words, meaning in explained(citation.quote, citation.article.published))
    return f"“{' '.join(citation.quote.split())}” [{citation.number}]{f' ({dates})' if dates else ''}"
