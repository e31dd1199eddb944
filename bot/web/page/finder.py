"""What the page asks for beside the chat: filters, search results, and what stands under an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import Response

from bot.answer import LENGTHS, Answer
from bot.quote.follow_ups import AnswerGiven
from bot.web.api.routes import NO_ANSWER, client_of
from bot.web.http.problems import Json
from bot.web.page.chart import chart
from bot.web.page.filters import MAX_CHOSEN, Lookup, chosen, filters_html, inferred, link, searched
from bot.web.page.results import PAGE, PASSAGES, by_article, results_html, summary
from bot.web.page.texts import figure, words
from bot.web.service.desk import Desk
from bot.web.service.recent_answers import Record
from index import Outline, Scope

NEAR = 6               # articles kept with an answer for what to ask next

SPOKEN = {"Vary": "Accept-Language"}     # nothing here may be kept for a reader of another language

Language = Annotated[str, Header(alias="Accept-Language")]
AnswerId = Annotated[str, Query(pattern="^[0-9a-f]{32}$")]

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Outlined:
    """An outline, the archive's state that it is of, and from when on."""

    state: str
    since: datetime
    outline: Outline


router = APIRouter(prefix="/api/page", include_in_schema=False)


@router.get("/filters")
async def filters(request: Request, languages: Language = "") -> Response:
    """The form of filters, made from what the archive holds now."""
    made = await _read(request, _outline, request)
    return Json({"html": filters_html(made, words(languages))}, headers=SPOKEN)


@router.get("/results")
async def results(
    request: Request,
    q: Annotated[str, Query(max_length=LENGTHS.question)],
    filters: Annotated[str, Query(max_length=MAX_CHOSEN)] = "",
    start: Annotated[int, Query(ge=0, le=PASSAGES)] = 0,
    languages: Language = "",
) -> Response:
    """A page of search results from `start` on, and where the next one begins (0: there is none)."""
    found = await _read(request, _results, _desk(request), q, chosen(filters).scope, start, languages)
    return Json(found, headers=SPOKEN)


@router.get("/beside")
async def beside(request: Request, answer: AnswerId, languages: Language = "") -> Response:
    """What stands under an answer and beside it: its sources, what was searched, filters read from it, a chart."""
    kept = await _read(request, _desk(request).recall_shown, answer)
    if kept is None:
        raise HTTPException(404, NO_ANSWER)
    line = await _desk(request).read(_searched, _desk(request), kept["used"], languages) if kept["used"] else ""
    return Json({"searched": line, "sources": kept["shown"][1], **kept["beside"]}, headers=SPOKEN)


@router.get("/next")
async def follow_ups(request: Request, answer: AnswerId) -> Response:
    """What to ask after an answer. Nothing while every place is taken: readers' own questions come first."""
    questions = await _read(request, _next, _desk(request), answer)
    if questions is None:
        raise HTTPException(404, NO_ANSWER)
    return Json({"questions": questions})


def kept_beside(answer: Answer, place: Lookup, languages: str = "") -> dict[str, Any]:
    """What is kept with an answer for the addresses above, as JSON types."""
    texts = words(languages)
    cited = {each.article.id: each.article for each in answer.quoted}
    near = {hit.article.id for hit in answer.hits} - cited.keys()
    return {
        "used": answer.scope.to_dict() if answer.question_used else None,
        "asked": place.scope.to_dict(),
        "near": [id for id in dict.fromkeys(hit.article.id for hit in answer.hits) if id in near][:NEAR],
        "beside": {
            "inferred": inferred(place.scope, answer.scope, texts) if answer.question_used else "",
            "again": answer.question_used or answer.question,
            "typed": answer.question if answer.respelt else "",
            "link": link(answer.question, place.scope),
            "chart": chart(answer, texts),
        },
    }


def _results(desk: Desk, query: str, scope: Scope, start: int, languages: str) -> dict[str, Any]:
    """One page of the list; the same list is made for each, since the ranking is."""
    texts, archive = words(languages), desk.bot.archive
    scope = archive.at_present(scope)
    hits = archive.find(query, scope.with_limit(PASSAGES)) if any(map(str.isalnum, query)) else []
    more = start + PAGE if start + PAGE < len(by_article(hits)) else 0
    return {
        "html": results_html(query, hits, archive.terms, start, texts),
        "told": summary(query, hits, texts),
        "searched": searched(archive.size(scope), scope, archive.figures(), texts),
        "last": texts["found_all"].format(number=figure(texts, PASSAGES)) if len(hits) == PASSAGES and not more else "",
        "next": more,
    }


def _searched(desk: Desk, used: dict[str, Any], languages: str) -> str:
    scope = desk.bot.archive.at_present(Scope(**used))
    return searched(desk.bot.archive.size(scope), scope, desk.bot.archive.figures(), words(languages))


def _next(desk: Desk, id: str) -> list[str] | None:
    """What to ask after an answer, found once for each state of the archive; None for one that isn't shown."""
    kept, record = desk.recall_shown(id), desk.records.get(id)
    if kept is None or record is None:
        return None
    if record["choices"]:
        return list(record["choices"])
    state = [desk.bot.archive.state, sorted(desk.bot.archive.visible({*record["named"], *kept["near"]}))]
    if kept.get("state") != state:
        if desk.crowded or not kept["used"]:
            return []
        kept = {**kept, "state": state, "next": _found(desk, kept, record)}
        desk.shown.put(id, kept)
    questions: list[str] = kept["next"]
    return questions


def _found(desk: Desk, kept: Record, record: Record) -> list[str]:
    archive = desk.bot.archive
    cited = dict.fromkeys(each["article"]["id"] for each in record["citations"])
    given = AnswerGiven(
        question=record["question_used"],
        text=record["text"],
        scope=Scope(**kept["asked"]),
        cited=[article for id in cited if (article := archive.article(id))],
        near=[article for id in kept["near"] if (article := archive.article(id))],
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
