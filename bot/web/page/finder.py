"""What the page asks for beside the chat: filters, search results, and what stands under an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import Response

from bot.answer import LENGTHS, Answer
from bot.quote.suggest.follow_ups import AnswerGiven
from bot.web.api.references import FORMS
from bot.web.api.related import LEAST, on_topic, subject
from bot.web.api.routes import NO_ANSWER, client_of
from bot.web.http.limits import MAX_NAME
from bot.web.http.prefix import base_of
from bot.web.http.problems import Json
from bot.web.http.roles import at_desk
from bot.web.page.chart import chart
from bot.web.page.figures import measures, numbers_html, points
from bot.web.page.filters import MAX_CHOSEN, Lookup, chosen, filters_html, inferred, link, searched
from bot.web.page.render import premises_html, unsaid
from bot.web.page.results import (
    MOST,
    PAGE,
    PASSAGES,
    Order,
    Results,
    names_html,
    narrowed,
    results,
    results_html,
    summary,
)
from bot.web.page.texts import figure, words
from bot.web.service.desk import Desk
from bot.web.service.recent_answers import Record
from index import Figures, Outline, Readable, Scope

NEAR = 6               # articles kept with an answer for what to ask next

SPOKEN = {"Vary": "Accept-Language"}     # nothing here may be kept for a reader of another language

Language = Annotated[str, Header(alias="Accept-Language")]
Named = Annotated[list[Annotated[str, Query(max_length=MAX_NAME)]], Query(max_length=8)]
AnswerId = Annotated[str, Query(pattern="^[0-9a-f]{32}$")]

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Outlined:
    """An outline, the archive's state that it is of, and from when on."""

    state: str
    since: datetime
    outline: Outline


@dataclass(frozen=True, slots=True)
class _Search:
    """What is searched for on the second tab, and by which names its list is narrowed."""

    query: str
    scope: Scope
    order: Order
    names: tuple[str, ...] = ()


router = APIRouter(prefix="/api/page", include_in_schema=False)


@router.get("/filters")
async def filters(request: Request, languages: Language = "") -> Response:
    """The form of filters, made from what the archive holds now."""
    made = await _read(request, _outline, request)
    today = _desk(request).bot.archive.at_present(Scope()).moment.date()
    html = filters_html(made, words(languages), today, desk=at_desk(request))
    return Json({"html": html}, headers=SPOKEN)


@router.get("/results")
async def found(
    request: Request,
    q: Annotated[str, Query(max_length=LENGTHS.question)],
    filters: Annotated[str, Query(max_length=MAX_CHOSEN)] = "",
    start: Annotated[int, Query(ge=0, le=MOST)] = 0,
    order: Order = "best",
    name: Named = [],  # noqa: B006  (FastAPI copies it)
    languages: Language = "",
) -> Response:
    """A page of search results from `start` on, and where the next one begins (0: there is none).

    With names, only the articles among them that print every one.
    """
    asked = _Search(q, chosen(filters, desk=at_desk(request)).scope, order, tuple(name))
    made = await _read(request, _results, _desk(request), asked, start, languages)
    return Json(made, headers=SPOKEN)


@router.get("/references")
async def references(
    request: Request,
    q: Annotated[str, Query(max_length=LENGTHS.question)],
    form: Literal["csv", "ris"],
    filters: Annotated[str, Query(max_length=MAX_CHOSEN)] = "",
    order: Order = "best",
    name: Named = [],  # noqa: B006  (FastAPI copies it)
) -> Response:
    """The articles of a search as a table or for a reference manager."""
    asked = _Search(q, chosen(filters, desk=at_desk(request)).scope, order, tuple(name))
    found = await _read(request, _listed, _desk(request).bot.archive, asked)
    write, kind = FORMS[form]
    text = write([each.article for each in found.found], base_of(request))
    named = {"Content-Disposition": f'attachment; filename="cuttings.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=kind, headers=named)


@router.get("/beside")
async def beside(request: Request, answer: AnswerId, languages: Language = "") -> Response:
    """What stands under an answer and beside it: its sources, what was searched, filters read from it, a chart."""
    kept = await _read(request, _desk(request).recall_shown, answer)
    if kept is None:
        raise HTTPException(404, NO_ANSWER)
    now = await _desk(request).read(_now, _desk(request), kept, languages)
    return Json({"sources": kept["shown"][1], **kept["beside"], **now}, headers=SPOKEN)


@router.get("/next")
async def follow_ups(request: Request, answer: AnswerId) -> Response:
    """What to ask after an answer. Nothing while every place is taken: readers' own questions come first."""
    following = await _read(request, _next, _desk(request), answer)
    if following is None:
        raise HTTPException(404, NO_ANSWER)
    return Json(following)


def kept_beside(answer: Answer, place: Lookup, languages: str = "") -> dict[str, Any]:
    """What is kept with an answer for the addresses above, as JSON types."""
    texts = words(languages)
    cited = {each.article.id: each.article for each in answer.quoted}
    near = {hit.article.id for hit in answer.hits} - cited.keys()
    return {
        "used": answer.scope.to_dict() if answer.question_used else None,
        "told": not answer.answered and not answer.citations,       # how much was looked through
        "asked": place.scope.to_dict(),
        "about": subject(answer),
        "measures": measures(answer.question_used) if answer.answered else (),
        "near": [id for id in dict.fromkeys(hit.article.id for hit in answer.hits) if id in near][:NEAR],
        "beside": {
            "inferred": inferred(place.scope, answer.scope, texts) if answer.question_used else "",
            "again": answer.question_used or answer.question,
            "typed": answer.question if answer.respelt else "",
            "link": link(answer.question, place.scope),
            "chart": chart(answer, texts),
            "premises": premises_html(unsaid(answer), texts),
        },
    }


def _listed(archive: Readable, asked: _Search) -> Results:
    return narrowed(results(archive, asked.query, asked.scope, asked.order), asked.names)


def _results(desk: Desk, asked: _Search, start: int, languages: str) -> dict[str, Any]:
    """One page of the list; the same list is made for each, since the ranking is."""
    texts, archive, query = words(languages), desk.bot.archive, asked.query
    scope = archive.at_present(asked.scope)
    made = _listed(archive, replace(asked, scope=scope))
    known = " ".join((query, *asked.names))
    more = start + PAGE if start + PAGE < len(made.found) else 0
    last = texts["found_all"].format(number=figure(texts, PASSAGES)) if not (made.complete or more) else ""
    return {
        "html": results_html(query, made, archive.terms, start, texts),
        "names": "" if start else names_html([each.article for each in made.found], known, texts),
        "told": summary(query, made, texts),
        "searched": searched(archive.size(scope), scope, _figures(archive, scope), texts),
        "last": last,
        "next": more,
    }


def _now(desk: Desk, kept: Record, languages: str) -> dict[str, Any]:
    """What the archive holds now beside an answer: what was searched, all reports on its subject, their figures."""
    archive, texts = desk.bot.archive, words(languages)
    used = archive.at_present(Scope(**kept["used"])) if kept["used"] else None
    line = "" if kept["told"] or not used else searched(archive.size(used), used, _figures(archive, used), texts)
    holding = archive.holding(kept["about"], Scope(**kept["asked"])) if kept["about"] else None
    reports = holding.articles if holding and holding.complete else ()
    drawn = points(reports, kept["about"], kept["measures"], archive.terms) if kept["measures"] else []
    many = len(reports) >= LEAST
    name = texts["all_on"].format(name=kept["about"], number=figure(texts, len(reports))) if many else ""
    return {"searched": line, "about": kept["about"], "all": name, "numbers": numbers_html(drawn, texts)}


def _figures(archive: Readable, scope: Scope) -> Figures:
    """What the archive holds, or held on the day that was asked about."""
    return (archive.as_known(scope.as_of) if scope.as_of else archive).figures()


def _next(desk: Desk, id: str) -> dict[str, Any] | None:
    """What to ask after an answer, found once for each state of the archive; None for one that isn't shown."""
    kept, record = desk.recall_shown(id), desk.records.get(id)
    if kept is None or record is None:
        return None
    if record["choices"]:
        return {"questions": list(record["choices"]), "choices": True}
    state = [desk.bot.archive.state, sorted(desk.bot.archive.visible({*record["named"], *kept["near"]}))]
    if kept.get("state") != state:
        if desk.crowded or not kept["used"]:
            return {"questions": [], "choices": False}
        kept = {**kept, "state": state, "next": _found(desk, kept, record)}
        desk.shown.put(id, kept)
    return {"questions": kept["next"], "choices": False}


def _found(desk: Desk, kept: Record, record: Record) -> list[str]:
    archive = desk.bot.archive
    near = [article for id in kept["near"] if (article := archive.article(id))]
    if not record["answered"] and not (near := on_topic(record["question_used"], near)):
        return []
    cited = dict.fromkeys(each["article"]["id"] for each in record["citations"])
    given = AnswerGiven(
        question=record["question_used"],
        text=record["text"],
        scope=Scope(**kept["asked"]),
        cited=[article for id in cited if (article := archive.article(id))],
        near=near,
        quotes=[each["quote"] for each in record["citations"]],
    )
    return desk.bot.follow_ups(given)


def _outline(request: Request) -> Outline:
    """The archive's outline, made anew when the archive has changed, an embargo has ended or an article expired."""
    archive = _desk(request).bot.archive
    state, moment = archive.state, archive.at_present(Scope()).moment
    kept = getattr(request.app.state, "outline", None)
    if kept is None or kept.state != state or not kept.since <= moment < (kept.outline.until or _NEVER):
        kept = _Outlined(state, moment, archive.outline(moment))
        request.app.state.outline = kept
    made: Outline = kept.outline
    return made


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _read(request: Request, work: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401
    """Run what reads the archive under the same rate and in the same threads as the API's searches."""
    desk = _desk(request)
    desk.rates.read(client_of(request))
    return await desk.read(partial(work, *given))
