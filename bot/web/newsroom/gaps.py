"""The desk's page of what readers asked in vain, as a table and as CSV."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.newsroom.unanswered import GapNow, gap_csv, looked_into
from bot.quote.wording import within_marks
from bot.records.gaps import ASKERS, read_gaps
from bot.web.api.links import reading_link
from bot.web.api.routes import client_of
from bot.web.http.roles import desk_alone
from bot.web.page.labels import language_of
from bot.web.page.reading import show, spoken
from bot.web.page.texts import Words, month
from bot.web.service.desk import Desk

router = APIRouter(include_in_schema=False, dependencies=[Depends(desk_alone)])
LISTED = 100        # on a page: each is asked again


@router.get("/gaps")
async def gaps(request: Request, form: Literal["page", "csv"] = "page") -> Response:
    """What at least five readers asked in vain, each asked once more."""
    desk: Desk = request.app.state.desk
    desk.rates.read(client_of(request))
    found = await desk.read(_found, request.app.state.gaps, desk)
    if form == "csv":
        saved = {"Content-Disposition": 'attachment; filename="gaps.csv"'}
        return Response(gap_csv(found).encode("utf-8", "replace"), 200, saved, "text/csv; charset=utf-8")
    texts = spoken(request)
    return show("gaps.html", request, {"rows": [_row(each, texts) for each in found], "least": ASKERS})


def _found(file: Path, desk: Desk) -> list[GapNow]:
    return looked_into(read_gaps(file)[:LISTED], desk.bot.ask)


def _row(now: GapNow, texts: Words) -> dict[str, object]:
    answer = now.answer
    return {
        "asked": now.gap.words,
        "askers": texts["gap_askers"].format(number=now.gap.askers),
        "month": month(texts, datetime.fromisoformat(f"{now.gap.month}-01")),
        "iso": now.gap.month,
        "answer": within_marks(" ".join(answer.quote.split())) if answer else "",
        "answer_address": reading_link(answer.article, answer.start, answer.end)[1:] if answer else "",
        "answer_language": language_of(answer.article) if answer else "",
        "nearest": [(reading_link(each)[1:], each.title or texts["untitled"], language_of(each))
                    for each in now.nearest],
    }
