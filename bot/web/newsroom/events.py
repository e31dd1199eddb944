"""The page of recurring events: a form, and a table of every time that something happened."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.newsroom.events import EventReport, EventTable
from bot.quote.wording import within_marks
from bot.web.api.events import look_up
from bot.web.api.links import reading_link
from bot.web.http.limits import MAX_NAME
from bot.web.http.middleware import EVENTS
from bot.web.page.labels import language_of, print_name
from bot.web.page.reading import show, spoken
from bot.web.page.texts import Words, day, month, number
from corpus import InputError
from index import Scope

router = APIRouter(include_in_schema=False)


@router.get(EVENTS)
async def events(request: Request, q: str = "", figure: str = "") -> Response:
    """The form, with the table of what was asked for."""
    texts, problem, found = spoken(request), "", EventTable((), True)
    q, figure = " ".join(q.split())[:MAX_NAME], " ".join(figure.split())[:MAX_NAME]
    if q:
        try:
            found = await look_up(request, q, Scope(), figure)
        except InputError as error:
            problem = str(error)
    return show("events.html", request, {
        "q": q, "figure": figure, "problem": problem, "complete": found.complete, "longest": MAX_NAME,
        "rows": [_row(each, texts) for each in found.rows], "count": number(texts, "row", len(found.rows)),
        "table": urlencode({"q": q, "figure": figure, "form": "csv"}),
    })


def _row(report: EventReport, texts: Words) -> dict[str, object]:
    article = report.article
    return {
        "day": _day(report.day, texts), "iso": report.day, "place": report.words(report.place),
        "figure": report.words(report.figure), "sentence": within_marks(" ".join(report.sentence.split())),
        "title": article.title, "print": print_name(article, texts), "language": language_of(article),
        "address": reading_link(article, report.start, report.end)[1:],
        "again": texts["event_again"].format(number=len(report.others)) if report.others else "",
    }


def _day(iso: str, texts: Words) -> str:
    """The day as the language writes it, as far as it is known."""
    first, _, last = iso.partition("/")
    if last:
        return texts["range_chip"].format(since=_day(first, texts), until=_day(last, texts))
    known = {10: day, 7: month}.get(len(first))
    return known(texts, datetime.fromisoformat(f"{first}-01"[:10])) if known else first
