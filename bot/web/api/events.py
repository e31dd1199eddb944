"""Recurring events over HTTP: a table of every time that something happened."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bot.newsroom.event_table import event_csv, event_row
from bot.newsroom.events import EventTable, events_of
from bot.web.api.event_schemas import EventQuery, Events
from bot.web.api.routes import UNREADABLE, Summarised, client_of
from bot.web.http.problems import Json
from bot.web.service.desk import Desk
from index import Scope

router = APIRouter(route_class=Summarised)


@router.get("/api/events", tags=["read"], responses={200: {"model": Events}, **UNREADABLE})
async def events(
    request: Request, asked: Annotated[EventQuery, Query()], form: Literal["json", "csv"] = "json"
) -> Response:
    """List every time that something happened, a row an event. What its sentence leaves open is null."""
    found = await look_up(request, asked.q, asked.scope(), asked.figure)
    if form == "csv":
        saved = {"Content-Disposition": 'attachment; filename="events.csv"'}
        return Response(event_csv(found.rows).encode("utf-8", "replace"), 200, saved, "text/csv; charset=utf-8")
    return Json({"query": asked.q, "events": [event_row(each) for each in found.rows], "complete": found.complete})


async def look_up(
    request: Request, subject: str, scope: Scope, figure: str = ""
) -> EventTable:
    """The same for a page, under the rate of searches."""
    desk: Desk = request.app.state.desk
    desk.rates.read(client_of(request))
    return await desk.read(partial(events_of, desk.bot.archive, subject, scope, figure))
