"""Tells a course of events: dated quotations from several articles, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.answer import Turn
from bot.quote.citations import numbered
from bot.quote.reports.course import Course
from bot.quote.reports.reports import DEPTH, articles_about, reports, squarest
from bot.quote.selection import Quote
from bot.quote.wording import dated_quotation
from bot.understand.time_expressions import Period
from index import Hit, Readable, Scope

ENTRIES = 8            # at most; a reader takes in no more at once
_UNDATED = datetime.min.replace(tzinfo=UTC)


def timeline(
    archive: Readable, topic: str, period: Period | None, scope: Scope, history: Sequence[Turn] = ()
) -> Course | None:
    """What the archive reported of the topic; None when no dated article is about it.

    Without a topic ("in June 2020") the period tells, if the scope is narrowed to it.
    """
    found, hits = reported(archive, topic, period, scope)
    if not found:
        return None
    citations = numbered(in_order(found[:ENTRIES]), history)
    left_out = len(found) > len(citations)
    notices = (f"The {len(citations)} nearest of {len(found)} articles are quoted.",) if left_out else ()
    return Course("\n\n".join(map(dated_quotation, citations)), citations, tuple(hits), notices=notices)


def reported(
    archive: Readable, topic: str, period: Period | None, scope: Scope, least: int = DEPTH
) -> tuple[list[Quote], list[Hit]]:
    """The telling sentence of each article on the topic, the squarest first, and what the search found.

    Articles that only touch it are left out where there are `least` others.
    """
    if not topic and not (period and (scope.since or scope.until)):
        return [], []
    words = topic or (period.words if period else "")
    hits = archive.search(words, scope.with_limit(DEPTH))
    since = period.since if period else None
    about = articles_about(archive, topic, hits)
    recent = [pair for pair in about if not since or (pair[1].published or since) >= since]
    return list(reports(archive, topic, squarest(recent, least))), hits


def in_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotations in order of time, and of the text within an article."""
    return sorted(quotes, key=lambda quote: (quote[0].published or _UNDATED, quote[0].id, quote[1]))
