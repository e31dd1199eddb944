"""What of Gradio is reached from outside: the addresses, headers and bodies that the page has a use for, by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.http.limits import MAX_BODY_BYTES, MAX_CHAT_BYTES, TooMany
from bot.web.http.problems import refused
from bot.web.http.request_id import log
from bot.web.http.roles import FROM_DESK, at_desk

CHAT_PATH = "/chat"
NOTHING_HERE = "There is nothing here."
NOT_UNDERSTOOD = "The page sent something that this server doesn't understand; please load it anew."

# What Gradio 6.31's page asks for: most of it seen in the browser tests, `app_id` when a broken connection is mended.
_READ = re.compile(
    r"/|/assets/.+|/static/.+|/theme\.css|/gradio_api/(app_id|queue/data|heartbeat/[A-Za-z0-9]{1,64})"
)
_SENT = re.compile(r"/gradio_api/(run/predict|queue/join|cancel|reset)")
_SAFE = ("GET", "HEAD")
_SESSION = re.compile(rb"session_hash=[A-Za-z0-9]{1,64}")
_HEADERS = {b"host", b"accept", b"accept-encoding", b"accept-language", b"content-type", b"content-length",
            b"if-none-match", b"if-modified-since"}

_MOST_MESSAGES = 2_000     # of a conversation: no browser's tab comes near it
_MOST_PARTS = 8            # of a message; the page's have one
_MOST_BRACKETS = 50_000    # of a body: a million empty objects would take a tenth of a second to read
_MOST_COMMAS = 200_000     # of four million characters of text, a hundredth are commas
_HIGHEST = 2**31
_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_MAY_LACK = {"event_data", "trigger_id", "metadata", "options", "index", "value"}

Kind = Literal["text", "messages", "nothing"]
Check = Callable[[object], bool]


@dataclass(frozen=True)
class PageRoutes:
    """Answers 404 under the page for what it doesn't ask for, and 429 to who sends more than a page can.

    Gradio believes headers that anybody may send, such as X-Gradio-Server, and queries: what the page has no use for is
    taken away before Gradio sees it, whatever its name.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on that is not below the page, and of that what is named."""
        if scope["type"] != "http" or not scope["path"].startswith(f"{CHAT_PATH}/"):
            await self.app(scope, receive, send)
        elif not _is_named(scope):
            await refused(404, NOTHING_HERE)(scope, receive, send)
        elif too_many := _too_many(scope):
            wait = {"Retry-After": str(too_many.retry_s), "Connection": "close"}
            await refused(too_many.status, str(too_many), too_many.code, wait)(scope, receive, send)
        else:
            await self.app(_plain(scope), receive, send)


@dataclass(frozen=True)
class PageBodies:
    """Answers 422 to what no page of ours sends: Gradio would write it into the log, however long."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at a body and pass it on as it is; BodyLimit has it complete already."""
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith(f"{CHAT_PATH}/"):
            await self.app(scope, receive, send)
            return
        messages = await _complete(receive)
        if why := _wrong(scope, _joined(messages)):
            log("page", outcome="invalid", why=why)
            await refused(422, NOT_UNDERSTOOD)(scope, receive, send)
        else:
            await self.app(scope, replay(messages, receive), send)


def replay(messages: Sequence[Message], receive: Receive) -> Receive:
    """A `receive` that gives these messages first."""
    waiting = iter(messages)

    async def replaying() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return replaying


def _is_named(scope: Scope) -> bool:
    path = scope["path"].removeprefix(CHAT_PATH)
    if path.endswith("/queue/data") and not _SESSION.fullmatch(scope["query_string"]):
        return False
    named = _READ if scope["method"] in _SAFE else _SENT if scope["method"] == "POST" else None
    return bool(named and named.fullmatch(path))


def _too_many(scope: Scope) -> TooMany | None:
    """Why this is one request too many of this client, before anything of it is read."""
    if scope["method"] != "POST":
        return None
    client = scope["client"][0] if scope.get("client") else ""
    try:
        scope["app"].state.desk.rates.page(client)
    except TooMany as error:
        return error
    return None


def _plain(scope: Scope) -> Scope:
    """The request with what Gradio needs of it."""
    headers = [(name, value) for name, value in scope["headers"] if name.lower() in _HEADERS]
    query = scope["query_string"] if scope["path"].endswith("/queue/data") else b""
    return {**scope, "headers": headers, "query_string": query, FROM_DESK: at_desk(Request(scope))}


async def _complete(receive: Receive) -> list[Message]:
    messages = [await receive()]
    while messages[-1].get("more_body", False):
        messages.append(await receive())
    return messages


def _joined(messages: Sequence[Message]) -> bytes:
    """The body; no copy is made of one that came in one piece."""
    parts = [message.get("body", b"") for message in messages]
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _wrong(scope: Scope, body: bytes) -> str:
    """What kind of mistake a body is, never with a word of it; empty when it is none."""
    if body.count(b",") > _MOST_COMMAS or body.count(b"{") + body.count(b"[") > _MOST_BRACKETS:
        return "too many parts"
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return "no JSON"
    fields = _FIELDS[scope["path"].removeprefix(f"{CHAT_PATH}/gradio_api/")]
    if not _has(sent, fields, {"session_hash": _is_id, "event_id": _is_id, **fields}):
        return "other fields"
    inputs: Mapping[int, Sequence[Kind]] = scope["app"].state.page_inputs
    number, data = sent.get("fn_index"), sent.get("data")
    if "fn_index" in fields and number not in inputs:
        return "no such event"
    return "" if "data" not in fields or _are_inputs(data, inputs[number]) else "other inputs"


def _has(sent: object, needed: Iterable[str], checks: Mapping[str, Check]) -> bool:
    """Whether this is an object with what is needed and nothing beside these fields, each as it should be.

    All is looked at until the first mistake and no further: what is sent to hurt is long.
    """
    if not isinstance(sent, dict) or len(sent) > len(checks) or not sent.keys() <= checks.keys():
        return False
    return all(name in sent for name in needed if name not in _MAY_LACK) and all(
        checks[name](value) for name, value in sent.items()
    )


def _are_inputs(data: list[object], kinds: Sequence[Kind]) -> bool:
    return len(data) == len(kinds) and all(_IS[kind](value) for kind, value in zip(kinds, data, strict=True))


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < _HIGHEST


def _is_text(value: object, most: int = MAX_BODY_BYTES) -> bool:
    return isinstance(value, str) and len(value) <= most


def _is_long_text(value: object) -> bool:
    return _is_text(value, MAX_CHAT_BYTES)


def _is_nothing(value: object) -> bool:
    return value is None


def _is_conversation(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_MESSAGES and all(
        _has(each, _MESSAGE, _MESSAGE) for each in value
    )


def _is_content(value: object) -> bool:
    return _is_long_text(value) or (
        isinstance(value, list) and len(value) <= _MOST_PARTS and all(_has(each, _PART, _PART) for each in value)
    )


def _is_place(value: object) -> bool:
    """Which message it is about, or which choice of which message."""
    return _is_number(value) or (isinstance(value, list) and len(value) <= 2 and all(map(_is_number, value)))


def _is_chosen(value: object) -> bool:
    return value is None or _is_long_text(value) or _has(value, _EXAMPLE, _EXAMPLE)


def _is_happening(value: object) -> bool:
    return value is None or _has(value, _HAPPENING, _HAPPENING)


_EXAMPLE: Mapping[str, Check] = {"text": _is_text}
_PART: Mapping[str, Check] = {"text": _is_long_text, "type": lambda value: value == "text"}
_MESSAGE: Mapping[str, Check] = {
    "role": lambda value: value in ("user", "assistant"), "content": _is_content, "metadata": _is_nothing,
    "options": _is_nothing,
}
_HAPPENING: Mapping[str, Check] = {"index": _is_place, "value": _is_chosen}
_EVENT: Mapping[str, Check] = {
    "session_hash": _is_id, "fn_index": _is_number, "data": lambda value: isinstance(value, list),
    "event_data": _is_happening, "trigger_id": lambda value: value is None or _is_number(value),
}
_FIELDS: Mapping[str, Mapping[str, Check]] = {
    "run/predict": _EVENT, "queue/join": _EVENT,
    "cancel": {"session_hash": _is_id, "fn_index": _is_number, "event_id": _is_id}, "reset": {"event_id": _is_id},
}
_IS: Mapping[Kind, Check] = {
    "text": lambda value: value is None or _is_text(value),
    "messages": lambda value: value is None or _is_conversation(value),
    "nothing": _is_nothing,
}
