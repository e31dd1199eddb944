"""The HTTP API: ask, ask and stream, search, read, rate, keep, and three addresses for whoever watches the server."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi import Path as PathParam
from fastapi.responses import Response, StreamingResponse
from fastapi.routing import APIRoute

from bot.answer import Answer
from bot.web.api import answer_ld, examples, export
from bot.web.api.name_facets import SearchedNames, as_json, name_facets
from bot.web.api.schemas import (
    ANSWER_ID,
    STREAM_EVENT,
    AnswerId,
    AnswerShape,
    ArticleText,
    Problem,
    Question,
    Rating,
    Ready,
    SearchQuery,
    Suggested,
    Thanks,
)
from bot.web.http.limits import MAX_EXPORTED, MAX_SUGGESTIONS, TryLater
from bot.web.http.metrics import TEXT, local
from bot.web.http.prefix import base_of
from bot.web.http.problems import PROBLEM_TYPE, Json, inert_json, refusal_of
from bot.web.http.roles import at_desk, desk_alone
from bot.web.service.conversation_token import Conversation
from bot.web.service.desk import Asking, Desk, Piece, Served
from bot.web.service.recent_answers import method, rests_on
from corpus import Article, CuttingsError, QuestionError
from index import ArchiveInfo, Scope
from index.ingest.freshness import stale

NO_ARTICLE = "There is no such article in this archive, or it is not public."
NO_ANSWER = "This answer is no longer remembered; ask the question again."
_EITHER = "Give the conversation's token or its history, not both."

_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def _refusals(**reasons: str) -> dict[int | str, dict[str, Any]]:
    """How a route may refuse, for its description: `_422="why"`."""
    known = {
        "_400": "No request that can be read, or a host name that this server doesn't answer to.",
        "_401": "Where readers sign in: this one did not.",
        "_403": "Where readers sign in: not by the way that leads in, sent by a page of another site, or for the desk.",
        "_413": "More than 64 kB.",
        "_429": "Too many requests; `Retry-After` says how long to wait.",
    } | reasons
    return {
        int(status[1:]): {
            "description": why,
            "model": Problem,
            "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, why in known.items()
    }


_ASKED_IN_VAIN = _refusals(
    _422="The question, the history or a filter can't be used; `detail` says why.",
    _503="Too many questions at once, or the archive can't be used; `Retry-After` says when to come back.",
    _504="The answer took longer than it may.",
)
UNREADABLE = _refusals(_422="A filter can't be used; `detail` says why.", _503="The archive can't be used.")

class Summarised(APIRoute):
    """A route whose summary is the first sentence of its docstring, rather than the function's name."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:  # noqa: ANN401
        first = (endpoint.__doc__ or "").strip().split(". ")[0].split("\n")[0].rstrip(".")
        super().__init__(path, endpoint, **{**given, "summary": given.get("summary") or first})


router = APIRouter(route_class=Summarised)


@router.post("/api/ask", tags=["ask"], responses={200: {"model": AnswerShape}, **_ASKED_IN_VAIN})
async def ask(request: Request, asked: Question) -> Response:
    """Answer a question from the archive, with the passages that the answer rests on."""
    talk = await _talk(request, asked)
    served = await _desk(request).ask(_asking(request, asked, talk))
    return Json({**_envelope(request, served, talk), **served.answer.to_dict()})


@router.post(
    "/api/ask/stream",
    tags=["ask"],
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events, each with only what is new: `status`, `text` with the next piece "
            "(with `replace` true: the whole text anew), a `citation` for each mark, and `done` with the rest of what "
            "`/api/ask` gives. A line beginning with a colon is a sign of life. If it breaks off: one `error` with a "
            "problem.",
            "content": {"text/event-stream": {"schema": STREAM_EVENT, "example": examples.STREAM}},
        },
        **_ASKED_IN_VAIN,
    },
)
async def ask_stream(request: Request, asked: Question) -> Response:
    """Answer a question as the text comes. What can be refused at once is refused with its status."""
    talk = await _talk(request, asked)
    pieces = _desk(request).stream(_asking(request, asked, talk))
    first = await anext(pieces)
    events = _events(first, pieces, lambda served: _envelope(request, served, talk))
    return StreamingResponse(events, 200, _STREAM_HEADERS, "text/event-stream")


@router.get("/api/search", tags=["read"], responses={200: {"model": SearchedNames}, **UNREADABLE})
async def search(
    request: Request, asked: Annotated[SearchQuery, Query()],
    names: Annotated[bool, Query(description="With people, places and organisations in its articles.")] = False,
) -> Response:
    """Find passages, best first. `"exact words"`, `-word` and `one OR other` hold for every hit."""
    scope = _for_whom(request, asked.scope(), preview=asked.preview)
    hits = await _read(request, _desk(request).bot.archive.find, asked.q, scope)
    found: dict[str, Any] = {"query": asked.q, "hits": [hit.to_dict() for hit in hits]}
    if names:
        articles = list({hit.article.id: hit.article for hit in hits}.values())
        found["names"] = as_json(await _desk(request).read(name_facets, articles, asked.q))
    return Json(found)


@router.get(
    "/api/articles/{id:path}",
    tags=["read"],
    responses={
        200: {"model": ArticleText},
        **_refusals(_404="Unknown, or not public.", _422="No id.", _503="The archive can't be used."),
    },
)
async def article(request: Request, id: str) -> Response:
    """One article with its text. Withdrawn, embargoed and expired ones are answered like unknown ones.

    The newsroom's desk sees those under embargo.
    """
    found = await _read(request, article_for(request), id)
    if found is None:
        raise HTTPException(404, NO_ARTICLE)
    return Json({**found.card(), "text": found.text})


@router.get("/api/suggest", tags=["read"], responses={200: {"model": Suggested}, **UNREADABLE})
async def suggest(request: Request, limit: Annotated[int, Query(ge=1, le=MAX_SUGGESTIONS)] = 6) -> Response:
    """Questions to begin with, made from what the archive holds now."""
    return Json({"questions": await _read(request, partial(_desk(request).bot.suggestions, limit, wait=False))})


@router.post(
    "/api/feedback",
    tags=["ask"],
    responses={200: {"model": Thanks}, **_refusals(
        _404="The answer is no longer remembered.", _422="No such verdict.", _503="It could not be written."
    )},
)
async def feedback(request: Request, rating: Rating) -> Response:
    """Say what an answer was worth. Question, answer and passages are kept with the verdict; nothing of the reader."""
    kept = request.app.state.feedback
    record = await _desk(request).read(_desk(request).recall, rating.answer)
    if record is None:
        raise HTTPException(404, NO_ANSWER)
    await _read(request, kept.add, record, rating.verdict, rating.comment)
    _desk(request).metrics.rated(rating.verdict)
    return Json({"status": "kept"})


@router.get(
    "/api/export",
    tags=["ask"],
    response_class=Response,
    responses={
        200: {"description": "The conversation as a file.", "content": {"text/markdown": {}, "application/json": {}}},
        **_refusals(_404="None of the answers is remembered.", _422="No such form, or too many answers."),
    },
)
async def exported(
    request: Request,
    answer: Annotated[list[AnswerId], Query(min_length=1, max_length=MAX_EXPORTED, examples=[[examples.ID]])],
    form: Literal["markdown", "json"] = "markdown",
) -> Response:
    """Answers with their full citations, in the order of their ids given."""
    found = [record for id in answer if (record := await _read(request, _desk(request).recall, id))]
    if not found:
        raise HTTPException(404, NO_ANSWER)
    ending = "md" if form == "markdown" else "json"
    saved = {"Content-Disposition": f'attachment; filename="conversation.{ending}"'}
    if form == "json":
        return Json(export.as_json(found), 200, saved)
    text = export.markdown(found, base_of(request))
    return Response(text.encode(), 200, saved, "text/markdown")


@router.get(
    "/api/answers/{id}.jsonld",
    tags=["ask"],
    response_class=Response,
    responses={
        200: {
            "description": "The answer as schema.org's Answer: the model, the archive's generation, each quotation "
            "with its article. Safe to stand in a page's script element as it is.",
            "content": {answer_ld.TYPE: {"schema": {"type": "object"}, "example": examples.ANSWER_LD}},
        },
        **_refusals(_404="The answer is no longer remembered, or an article of it no longer public.", _422="No id."),
    },
)
async def answer_mark(request: Request, id: Annotated[str, PathParam(pattern=ANSWER_ID)]) -> Response:
    """The machine-readable mark of an answer: that, by what and from what it was put together."""
    record = await _read(request, _desk(request).recall, id)
    if record is None or record != _desk(request).records.get(id):
        raise HTTPException(404, NO_ANSWER)
    return Response(inert_json(answer_ld.answer_ld(record, base_of(request))), 200, media_type=answer_ld.TYPE)


@router.get("/healthz", tags=["watch"], responses=_refusals())
async def healthz(request: Request) -> dict[str, str]:
    """Whether the process answers at all; "stale" for an archive that is older than it may be: no restart mends it."""
    stale_days = request.app.state.stale_after_days
    if not stale_days:
        return {"status": "ok"}
    try:
        info = await _desk(request).read(_desk(request).bot.archive.info)
    except CuttingsError:   # /readyz says so
        return {"status": "ok"}
    return {"status": "stale" if _stale(info, stale_days) else "ok"}


@router.get(
    "/readyz", tags=["watch"], responses={200: {"model": Ready}, **_refusals(_503="It can't answer, or it is stale.")}
)
async def readyz(request: Request) -> Response:
    """Whether the archive can be read and is not older than it may be, and whether the chat model can be reached.

    A model out of reach is said, and is no reason for a 503: questions are answered by quoting meanwhile.
    """
    bot = _desk(request).bot
    if bot.trouble:
        raise bot.trouble
    info = await _desk(request).read(bot.archive.info)
    stale_days = request.app.state.stale_after_days
    if why := _stale(info, stale_days):
        raise TryLater(why, 60)
    facts = {"archive": info.name, "generation": info.generation, "articles": info.articles}
    reach = request.app.state.reach
    model = (await _desk(request).read(reach.look)).to_dict() if reach else None
    status = "degraded" if model and model["reachable"] is False else "ready"
    dated = info.newest.isoformat() if info.newest else None
    return Json({"status": status, **facts, "newest": dated, "model": model})


@router.get(
    "/metrics", tags=["watch"], response_class=Response,
    responses={200: {"content": {"text/plain": {}}}, **_refusals(_404="Asked from outside.")},
)
async def metrics(request: Request) -> Response:
    """Figures for Prometheus; only for this machine and private networks."""
    if not local(client_of(request)):
        raise HTTPException(404, "There is nothing here.")
    desk = _desk(request)
    info = await desk.read(desk.bot.archive.info)
    return Response(desk.metrics.text(info.articles, info.generation), 200, media_type=TEXT)


def article_for(request: Request) -> Callable[[str], Article | None]:
    """How an article is read for whoever asks: for the desk also under embargo."""
    archive = _desk(request).bot.archive
    return partial(archive.article, preview=True) if at_desk(request) else archive.article


def _for_whom(request: Request, scope: Scope, *, preview: bool) -> Scope:
    """The scope, in a preview where one is asked for; raises HTTPException (403) for who isn't of the desk."""
    if not preview:
        return scope
    desk_alone(request)
    return replace(scope, preview=True)


def client_of(request: Request) -> str:
    """The address that a request came from, behind trusted proxies too."""
    return request.client.host if request.client else ""


def _stale(info: ArchiveInfo, days: float) -> str:
    """Why the archive is older than it may be; empty when it isn't, or may be of any age."""
    return stale(info.in_step, info.newest, datetime.now(UTC), timedelta(days=days)) if days else ""


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _talk(request: Request, asked: Question) -> Conversation:
    """The conversation so far, from its token, as far as its articles are still public, or from its history."""
    if asked.conversation and asked.history:
        raise QuestionError(_EITHER)
    talk: Conversation = request.app.state.conversations.read(asked.conversation)
    if talk.rests:
        return await _desk(request).read(talk.public, _desk(request).bot.archive.visible)
    return talk if asked.conversation else Conversation(talk.id, tuple(asked.turns()))


def _asking(request: Request, asked: Question, talk: Conversation) -> Asking:
    counted = talk.id if asked.conversation else ""
    rests = [id for ids in talk.rests for id in ids]
    before = {*rests, *(mark.article for turn in talk.turns for mark in turn.marks)}
    scope = _for_whom(request, asked.scope.scope(), preview=asked.preview)
    return Asking(
        asked.question, list(talk.turns), scope, client_of(request), counted, talk.id,
        respell=asked.respell, before=tuple(sorted(before)),
    )


def _envelope(request: Request, served: Served, talk: Conversation) -> dict[str, Any]:
    """What the API says around an answer."""
    turns = [*talk.turns, served.answer.turn]
    rests = [*(talk.rests or [()] * len(talk.turns)), rests_on(served.answer)]
    return {
        "id": served.id,
        "conversation": request.app.state.conversations.write(talk.id, turns, rests),
        "generated": {"ai_generated": True, "method": method(served.answer)},
    }


async def _read(request: Request, work: Any, *given: Any) -> Any:  # noqa: ANN401
    desk = _desk(request)
    desk.rates.read(client_of(request))
    return await desk.read(partial(work, *given))


async def _events(
    first: Piece, pieces: AsyncGenerator[Piece, None], envelope: Any  # noqa: ANN401
) -> AsyncIterator[bytes]:
    """The events of a stream; an answer's own parts each go out once."""
    text = ""
    yield _event("status", {"status": "answering" if first is not None else "searching"})
    try:
        async for piece in _chained(first, pieces):
            if piece is None:
                yield b": still at work\n\n"
            elif isinstance(piece, str):
                text += piece
                yield _event("text", {"text": piece})
            else:
                for event in _closing(text, piece.answer, envelope(piece)):
                    yield event
    except Exception as error:
        yield _event("error", refusal_of(error))
    finally:
        await pieces.aclose()


async def _chained(first: Piece, pieces: AsyncGenerator[Piece, None]) -> AsyncIterator[Piece]:
    yield first
    async for piece in pieces:
        yield piece


def _closing(sent: str, answer: Answer, envelope: Mapping[str, Any]) -> list[bytes]:
    """What is left to say when the text is out: the text anew where the guards changed it, citations, the rest."""
    rest = answer.to_dict()
    text, citations = rest.pop("text"), rest.pop("citations")
    mended = [] if sent == text else [_event("text", {"text": text, "replace": True})]
    return [*mended, *(_event("citation", each) for each in citations), _event("done", {**envelope, **rest})]


def _event(name: str, data: Mapping[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
