"""Turns whatever goes wrong into one sentence: JSON for programs, a page for readers."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.web.reading import notice
from corpus import CuttingsError, InputError

UNEXPECTED = "Something went wrong on our side; nothing was lost. Please ask again."

logger = logging.getLogger(__name__)


class Json(JSONResponse):
    """JSON that goes out even where an article holds half a character (a lone surrogate), which UTF-8 can't carry."""

    def render(self, content: object) -> bytes:
        """The content as UTF-8, such halves as question marks."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def sentence(error: Exception) -> str:
    """What a person is told about an error; unexpected ones are logged and told without their detail."""
    if isinstance(error, CuttingsError):
        return str(error)
    logger.error("A question failed", exc_info=error)
    return UNEXPECTED


def refuse_plainly(app: FastAPI) -> None:
    """Make every error of the app leave as one sentence."""
    app.add_exception_handler(CuttingsError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _ours(request: Request, error: Exception) -> Response:
    return _refusal(request, 422 if isinstance(error, InputError) else 503, str(error))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = (f"{_place(each['loc'])}: {each['msg']}" for each in error.errors()[:3])
    return _refusal(request, 422, "; ".join(problems) + ".")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _refusal(request, error.status_code, str(error.detail), error.headers)


def _unexpected(request: Request, error: Exception) -> Response:
    return _refusal(request, 500, UNEXPECTED)


def _place(location: tuple[str | int, ...]) -> str:
    """Where in the request a problem is: ("body", "history", 0, "answer") is "history.0.answer"."""
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _refusal(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    if request.url.path.startswith(("/api/", "/readyz")):
        return Json({"error": message}, status, headers)
    if status == 404:
        return notice("There is nothing at this address", "It may be mistyped, or what it led to has gone.", status)
    return notice("This did not work", message, status)
