"""Turns whatever goes wrong into one sentence, and for programs into problem+json (RFC 9457)."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.web.http.limits import TryLater
from bot.web.http.request_id import current
from corpus import ArchiveError, CuttingsError, InputError

UNEXPECTED = "Something went wrong on our side; nothing was lost. Please ask again."
PROBLEM_TYPE = "application/problem+json"

_CODES = {
    400: "bad-request", 404: "not-found", 405: "method", 413: "too-large", 422: "invalid", 500: "unexpected",
}
FOR_PROGRAMS = ("/api/", "/ask", "/await", "/mcp", "/v1/", "/readyz", "/healthz", "/metrics")

_OPENAI = "/v1/"

logger = logging.getLogger(__name__)


class Json(JSONResponse):
    """JSON that goes out even where an article holds half a character (a lone surrogate), which UTF-8 can't carry."""

    def render(self, content: object) -> bytes:
        """The content as UTF-8, such halves as question marks."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class _Refusal(Json):
    """A problem, which OpenAI's clients get under the name that they know as well."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it to whoever asked at the address of `scope`."""
        if scope.get("path", "").startswith(_OPENAI):
            body = json.loads(bytes(self.body))
            error = {"message": body["detail"], "type": "invalid_request_error", "param": None, "code": body["code"]}
            self.body = self.render({**body, "error": error})
            self.headers["Content-Length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def inert_json(content: object) -> bytes:
    """JSON that stays JSON inside of a script element: no sign in it can end one, or begin a comment."""
    text = json.dumps(content, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "replace")


def sentence(error: BaseException) -> str:
    """What a person is told about an error; unexpected ones are logged and told without their detail."""
    if isinstance(error, CuttingsError):
        return str(error)
    logger.error("A question failed", exc_info=error)
    return UNEXPECTED


def kind(error: BaseException) -> tuple[int, str]:
    """The HTTP status of an error and the word that programs know it by."""
    if isinstance(error, TryLater):
        return error.status, error.code
    if isinstance(error, InputError):
        return 422, "invalid"
    if isinstance(error, CuttingsError):
        return 503, "archive" if isinstance(error, ArchiveError) else "unavailable"
    return 500, "unexpected"


def problem(status: int, detail: str, code: str = "") -> dict[str, Any]:
    """The body of a refusal, as RFC 9457 has it."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return body | {"code": code or _CODES.get(status, "refused")} | ({"request_id": current()} if current() else {})


def complaints(errors: Sequence[Mapping[str, Any]], skipped: int = 0) -> str:
    """What pydantic finds wrong with a request, three things at most, each behind its place in it.

    `skipped` parts of a place say only where the request had it, such as the body.
    """
    return "; ".join(f"{_place(each['loc'], skipped)}: {_wrong(each)}" for each in errors[:3]) + "."


def _place(location: Sequence[str | int], skipped: int) -> str:
    """Where in the request a problem is: ("body", "history", 0, "answer") is "history.0.answer"."""
    return ".".join(map(str, location[skipped:])) or str(next(iter(location), "body"))


def _wrong(each: Mapping[str, Any]) -> str:
    if each["type"] == "string_pattern_mismatch":      # a regular expression says nothing to a person
        return "This hasn't the form that it must have; send it as this server gave it"
    return str(each["msg"])


def refused(status: int, detail: str, code: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """A refusal for programs."""
    return _Refusal(problem(status, detail, code), status, headers, PROBLEM_TYPE)


def refusal_of(error: BaseException) -> dict[str, Any]:
    """The body that an error is told with."""
    status, code = kind(error)
    return problem(status, sentence(error), code)
