"""The head of the page as HTML: the archive's name, what it holds and how old it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.web.page.markup import Inert, part
from bot.web.page.texts import ENGLISH, Words, day, number, short_day
from index import ArchiveInfo
from index.ingest.freshness import is_stale


def masthead_html(info: ArchiveInfo, texts: Words = ENGLISH, behind: str = "") -> str:
    """The head of the page: its name, the archive's, how much it holds, how answers come about, and how old it is."""
    return part("masthead.html", texts, name=info.name, holdings=Inert(holdings(info, texts)), behind=Inert(behind))


def out_of_order(why: str) -> str:
    """The head of the page while the archive can't be read."""
    return part("masthead.html", ENGLISH, name="", holdings=why)


def behind(info: ArchiveInfo, after_days: float, now: datetime, texts: Words = ENGLISH) -> str:
    """That an archive is older than it may be, for its readers; empty when it isn't, or may be of any age (0).

    Where nothing watches it, `holdings` tells the day of its newest article already.
    """
    if not after_days or not info.articles:
        return ""
    if not is_stale(info.in_step, info.newest, now, timedelta(days=after_days)):
        return ""
    return texts["behind_since"].format(day=day(texts, info.in_step)) if info.in_step else texts["behind"]


def holdings(info: ArchiveInfo, texts: Words = ENGLISH) -> str:
    """How much the archive holds: "61 articles, 3 Jan 2022 to 24 Nov 2024"."""
    if not info.articles:
        return texts["empty"]
    days = list(dict.fromkeys(short_day(texts, moment) for moment in (info.oldest, info.newest) if moment))
    span = texts["range_chip"].format(since=days[0], until=days[1]) if len(days) > 1 else "".join(days)
    return ", ".join(part for part in (number(texts, "article", info.articles), span) if part)
