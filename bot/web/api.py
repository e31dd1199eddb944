"""The HTTP API: ask, ask and stream, search, read an article, and two addresses for whoever watches the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response, StreamingResponse

from bot.answer import Answer
from bot.web.limits import MAX_HITS, MAX_QUESTION
from bot.web.pacing import paced
from bot.web.refusals import Json, sentence
from bot.web.shapes import AnswerShape, ArticleText, Date, Filter, Names, Question, Refusal, Searched

NO_ARTICLE = "There is no such article in this archive, or it is not public."

_REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"model": Refusal, "description": "The question or a filter can't be used; `error` says why."},
    503: {"model": Refusal, "description": "The archive can't be used at the moment; `error` says why."},
}
_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}

router = APIRouter()


@router.post("/api/ask", tags=["ask"], responses={200: {"model": AnswerShape}, **_REFUSALS})
def ask(request: Request, asked: Question) -> Response:
    """Answer a question from the archive, with the passages that the answer rests on."""
    answer = request.app.state.bot.ask(asked.question, history=asked.turns(), scope=asked.scope.scope())
    return Json(answer.to_dict())


@router.post(
    "/api/ask/stream",
    tags=["ask"],
    response_class=StreamingResponse,
    responses={
        200: {
            "description": 'Server-sent events: `text` with {"text": the next piece}, then one `answer` with the '
            'complete answer as `/api/ask` gives it. If it breaks off: one `error` with {"error": a sentence}.',
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **_REFUSALS,
    },
)
def ask_stream(request: Request, asked: Question) -> Response:
    """Answer a question as the text comes."""
    pieces = request.app.state.bot.stream(asked.question, history=asked.turns(), scope=asked.scope.scope())
    first = [piece for piece in [next(pieces, None)] if piece is not None]   # a refusal must come before the status
    return StreamingResponse(_events(chain(first, pieces)), 200, _STREAM_HEADERS, "text/event-stream")


@router.get("/api/search", tags=["read"], responses={200: {"model": Searched}, **_REFUSALS})
def search(
    request: Request,
    q: Annotated[str, Query(max_length=MAX_QUESTION, description="What to look for.")],
    since: Annotated[Date | None, Query(description="Published on or after this day.")] = None,
    until: Annotated[Date | None, Query(description="Published on or before this day.")] = None,
    section: Annotated[Names, Query(description="Give it several times for several.")] = [],  # noqa: B006
    source: Annotated[Names, Query()] = [],  # noqa: B006
    author: Annotated[Names, Query()] = [],  # noqa: B006
    kind: Annotated[Names, Query()] = [],  # noqa: B006
    language: Annotated[Names, Query()] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=MAX_HITS)] = 10,
) -> Response:
    """Find passages, best first."""
    names = {"sections": section, "sources": source, "authors": author, "kinds": kind, "languages": language}
    scope = Filter(since=since, until=until, limit=limit, **names).scope()
    hits = request.app.state.bot.archive.search(q, scope)
    return Json({"query": q, "hits": [hit.to_dict() for hit in hits]})


@router.get("/api/articles/{id:path}", tags=["read"], responses={200: {"model": ArticleText}, 404: {"model": Refusal}})
def article(request: Request, id: str) -> Response:
    """One article with its text. Withdrawn, embargoed and expired ones are answered like unknown ones."""
    found = request.app.state.bot.archive.article(id)
    if found is None:
        raise HTTPException(404, NO_ARTICLE)
    return Json({**found.card(), "text": found.text})


@router.get("/healthz", tags=["watch"])
def healthz() -> dict[str, str]:
    """Whether the process answers at all."""
    return {"status": "ok"}


@router.get("/readyz", tags=["watch"], responses={503: {"model": Refusal}})
def readyz(request: Request) -> dict[str, Any]:
    """Whether the archive can be read, and which state of it."""
    info = request.app.state.bot.archive.info()
    return {"status": "ready", "archive": info.name, "generation": info.generation, "articles": info.articles}


def _events(pieces: Iterator[str | Answer]) -> Iterator[bytes]:
    try:
        for piece in paced(pieces):
            yield _event("answer", piece.to_dict()) if isinstance(piece, Answer) else _event("text", {"text": piece})
    except Exception as error:
        yield _event("error", {"error": sentence(error)})


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
