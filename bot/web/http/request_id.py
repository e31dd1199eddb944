"""Gives every request an id that its answer, its refusal and its line in the log share."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")     # what a proxy may have chosen; nothing forges a log
_id: ContextVar[str] = ContextVar("request_id", default="")

logger = logging.getLogger(__name__)


def current() -> str:
    """The id of the request being answered; empty outside of one."""
    return _id.get()


def log(event: str, **fields: object) -> None:
    """One line of JSON; never a question, an answer or an address."""
    if logger.isEnabledFor(logging.INFO):
        logger.info(json.dumps({"event": event, "time": round(time.time(), 3), "request": current(), **fields}))


def log_to_standard_error() -> None:
    """Have the lines written there; each is whole as it comes."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


@dataclass(frozen=True)
class RequestIds:
    """Names every request, and writes down what became of it: the path without its query, which holds questions."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the id that a proxy gave, when it is well-formed; else make one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(HEADER.lower().encode(), b"").decode("latin-1")
        id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        token, began, status = _id.set(id), time.monotonic(), 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = id
            await send(message)

        try:
            await self.app(scope, receive, send_named)
        finally:
            seconds = round(time.monotonic() - began, 4)
            log("request", method=scope["method"], path=scope["path"], status=status, seconds=seconds)
            _id.reset(token)
