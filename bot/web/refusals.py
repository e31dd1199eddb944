"""Makes every error leave as one sentence: a problem for programs, a page for readers."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.http.limits import TryLater
from bot.web.http.problems import FOR_PROGRAMS, UNEXPECTED, complaints, kind, refused
from bot.web.page.reading import notice, spoken
from corpus import CuttingsError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unexpected:
    """Answers 500 where something broke before a response began, inside of the guards that add headers to it."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and catch what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            if begun and isinstance(error.__cause__, HTTPException):     # so Gradio ends streams that nobody waits for
                await send({"type": "http.response.body", "body": b""})
                return
            if begun:
                raise
            await unexpected(Request(scope), error)(scope, receive, send)


def refuse_plainly(app: FastAPI) -> None:
    """Make every error of the app leave as one sentence."""
    app.add_exception_handler(CuttingsError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def unexpected(request: Request, error: Exception) -> Response:
    """What a reader gets when something broke; the log gets the rest."""
    logger.error("A request failed", exc_info=error)
    return _refusal(request, 500, UNEXPECTED)


def _ours(request: Request, error: Exception) -> Response:
    status, code = kind(error)
    wait = {"Retry-After": str(error.retry_s)} if isinstance(error, TryLater) else None
    return _refusal(request, status, str(error), code, wait)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _refusal(request, 422, complaints(error.errors(), 1))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and error.detail == HTTPStatus.NOT_FOUND.phrase:
        return _refusal(request, 404, "There is nothing at this address; /openapi.json lists what there is.")
    return _refusal(request, error.status_code, str(error.detail), "", error.headers)


def _refusal(
    request: Request, status: int, message: str, code: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    if request.url.path.startswith(FOR_PROGRAMS):
        return refused(status, message, code, headers)
    texts = spoken(request)
    if status == 404:
        return notice(request, texts["nothing"], texts["nothing_why"], status)
    return notice(request, texts["failed"], message, status, ours=False)
