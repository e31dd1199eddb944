"""Put an article on the newsroom's clock."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from corpus.record.places import Arrival, Event
from corpus.text.dates import UNSTATED, in_newsroom, may_lie_ahead
from corpus.types.article import Article
from corpus.types.errors import InputError
from corpus.types.notice import Notice, Report

_OFFSET = re.compile(r"UTC([+-]\d\d:\d\d)")


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of a region, such as Europe/London; None without a name. Raises InputError for what is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"There is no time zone {name[:60]!r}; write it as Europe/London.") from None


def clock_named(name: str) -> tzinfo | None:
    """The zone of a region, or of an offset such as UTC-07:00; None without a name. Raises InputError as above."""
    stated = _OFFSET.fullmatch(name)
    return datetime.fromisoformat(f"2000-01-01T00:00{stated[1]}").tzinfo if stated else zone_named(name)


def on_clock(event: Event, zone: tzinfo | None, report: Report) -> Event:
    """The event, its article on the newsroom's clock."""
    if not isinstance(event, Arrival):
        return event
    return replace(event, article=on_its_clock(event.article, zone, event.place, report))


def on_its_clock(article: Article, zone: tzinfo | None, place: str, report: Report) -> Article:
    """The article with all its moments in the newsroom's zone; those that state none are read in it.

    Without a `zone` they are read in UTC, which is reported of an embargo that may lie ahead.
    """
    if zone is None:
        embargo = article.embargoed_until
        if embargo and embargo.tzinfo is UNSTATED and may_lie_ahead(embargo, datetime.now(UTC)):
            report(Notice(place, "The embargo names no time zone and is read in UTC; --timezone names the newsroom's."))
    return replace(
        article,
        published=in_newsroom(article.published, zone),
        updated=in_newsroom(article.updated, zone),
        embargoed_until=in_newsroom(article.embargoed_until, zone),
        expires=in_newsroom(article.expires, zone),
        corrections=tuple((in_newsroom(date, zone), text) for date, text in article.corrections),
    )
