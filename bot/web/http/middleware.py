"""What stands between the network and the app: limits, headers, known hosts. Plain ASGI, so that streams stream."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.http.page_guard import CHAT_PATH, replay
from bot.web.http.problems import refused

LOGIN = "/login"
EVENTS = "/events"

_CHAT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)
_PAPER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
_FORM_POLICY = _PAPER_POLICY.replace("form-action 'none'", "form-action 'self'")
_DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; frame-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
_CONVERSATIONS = (f"{CHAT_PATH}/", "/v1/")      # what is sent there with each question is all of the conversation
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HOST_HEADER = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::([0-9]{1,5}))?")


@dataclass(frozen=True)
class BodyLimit:
    """Answers 413 to bodies over `max_bytes`, counted as they come: a chunked body announces no length."""

    app: ASGIApp
    max_bytes: int
    max_chat_bytes: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then hand it on in one piece."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.max_chat_bytes if scope["path"].startswith(_CONVERSATIONS) else self.max_bytes
        body = await self._read(receive, limit)
        if body is None:
            message = f"The request is larger than {limit:,} bytes; send less."
            await refused(413, message, headers={"Connection": "close"})(scope, receive, send)
        else:
            await self.app(scope, replay(body, receive), send)

    async def _read(self, receive: Receive, limit: int) -> list[Message] | None:
        """The messages of the whole body, or None as soon as they hold too much."""
        messages, size, more = [], 0, True
        while more:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > limit:
                return None
            more = message.get("more_body", False)
        return messages


@dataclass(frozen=True)
class KnownHosts:
    """Answers 400 where the Host header names no host of ours; a star stands for any names before the rest."""

    app: ASGIApp
    hosts: Sequence[str]       # lower case

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what was sent to one of them."""
        if scope["type"] not in ("http", "websocket") or self._is_ours(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refused(400, "This server doesn't answer to that host name.")(scope, receive, send)

    def _is_ours(self, header: str) -> bool:
        found = _HOST_HEADER.fullmatch(header)
        name = found[1].lower() if found and is_port(found[2]) else ""
        return any(name == host or (host[0] == "*" and name.endswith(host[1:])) for host in self.hosts if name)


@dataclass(frozen=True)
class SecurityHeaders:
    """Says on every response what a browser may do with it, and who may frame it."""

    app: ASGIApp
    frame_ancestors: Sequence[str] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the response starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = _policy(scope["path"])
        allowed = ("'none'",) if scope["path"] == LOGIN else ("'self'", *self.frame_ancestors)
        framing = " ".join(("frame-ancestors", *allowed))      # a password is typed in no frame of another's

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({"Content-Security-Policy": f"{policy}; {framing}", **_HEADERS})
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _policy(path: str) -> str:
    if path.startswith(f"{CHAT_PATH}/"):
        return _CHAT_POLICY
    return {"/demo": _DEMO_POLICY, LOGIN: _FORM_POLICY, EVENTS: _FORM_POLICY}.get(path, _PAPER_POLICY)


def is_port(written: str | None) -> bool:
    """Whether a port, if one is written, can be one."""
    return not written or 0 < int(written) < 65_536
