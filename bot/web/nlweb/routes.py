"""NLWeb over HTTP: POST /ask, as JSON or as server-sent events, and POST /await for what takes long."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from bot.web.api.routes import client_of
from bot.web.http.prefix import base_of
from bot.web.http.problems import Json, kind, sentence
from bot.web.nlweb.ask import NlwebDesk, NoPromise, code_of, retry_of, version_of_body
from bot.web.nlweb.responses import failure
from bot.web.nlweb.shapes import NlwebAwait, NlwebRequest, read_request
from corpus import InputError

_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
_EVENTS = "text/event-stream"

router = APIRouter(include_in_schema=False)


@router.post("/ask")
async def ask(request: Request) -> Response:
    """Answer a question; an error of the request or of ours is a failure with the status that HTTP has for it."""
    body, base, desk = await request.body(), base_of(request), _desk(request)
    version = version_of_body(body)
    try:
        asked = read_request(body, NlwebRequest)
        if not (asked.prefer.streaming or _EVENTS in request.headers.get("accept", "")):
            return _json(await desk.ask(asked, version, client_of(request), base))
        pieces = desk.stream(asked, version, client_of(request), base)
        first = await anext(pieces)
    except Exception as error:
        return Json(failure(code_of(error), sentence(error), version), _status(error), retry_of(error))
    return StreamingResponse(_events(first, pieces, version), 200, _STREAM_HEADERS, _EVENTS)


@router.post("/await")
async def wait(request: Request) -> Response:
    """What was promised, the promise again, or that the question is taken back."""
    body, desk = await request.body(), _desk(request)
    version = version_of_body(body)
    try:
        asked = read_request(body, NlwebAwait)
        desk.desk.rates.read(client_of(request))
        if asked.action == "cancel":
            return _json(desk.cancel(asked.promise_token, version))
        return _json(await desk.fetch(asked.promise_token, version, base_of(request)))
    except Exception as error:
        return Json(failure(code_of(error), sentence(error), version), _status(error), retry_of(error))


def _desk(request: Request) -> NlwebDesk:
    state = request.app.state
    return NlwebDesk(state.desk, state.conversations, state.promises)


def _json(response: Mapping[str, Any]) -> Response:
    """With 202 for a promise, which is no answer yet."""
    return Json(response, 202 if "promise" in response else 200)


async def _events(first: Any, pieces: AsyncGenerator[Any, None], version: str) -> AsyncIterator[bytes]:  # noqa: ANN401
    """Signs of life, then the response: how it begins, each of its results, and all of it at the end."""
    try:
        async with aclosing(pieces):
            piece = first
            while piece is None:
                yield b": still at work\n\n"
                piece = await anext(pieces)
    except Exception as error:
        piece = failure(code_of(error), sentence(error), version)
    yield _event("start", {"_meta": piece["_meta"]})
    for index, result in enumerate(piece.get("results") or piece.get("structuredData") or ()):
        yield _event("result", {"index": index, "result": result})
    yield _event("complete", piece)


def _status(error: Exception) -> int:
    """That of HTTP; a refusal of the archive's is no error."""
    if isinstance(error, NoPromise):
        return 404
    return 400 if isinstance(error, InputError) else kind(error)[0]


def _event(name: str, content: Mapping[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
