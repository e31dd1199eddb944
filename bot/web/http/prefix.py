"""The path that a proxy puts before the server's own, as in https://www.example.org/ask/: taken away, and put back."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus import InputError

HEADER = "x-forwarded-prefix"
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]{1,100}){1,8}")
_OPENAPI = "/openapi.json"       # names the server's address itself
# First parts of the server's own paths: with one of them before it, nobody could tell whether it was taken away.
# But for /ask, which NLWeb alone has: bot.web.server refuses the two together.
_OWN = frozenset(("/api", "/articles", "/await", "/chat", "/demo", "/events", "/gaps", "/login", "/logout",
                  "/manifest.json", "/mcp", "/v1", "/widget.js", "/favicon.ico", "/healthz", "/readyz", "/metrics",
                  "/openapi.json"))

_ANY = ("0.0.0.0/0", "::/0")

_current: ContextVar[str] = ContextVar("prefix", default="")

Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


def root() -> str:
    """The path before the server's own, of the request that is being answered; empty where there is none."""
    return _current.get()


def base_of(request: Request) -> str:
    """The server's address as the request reached it, without a slash at its end."""
    return f"{str(request.base_url).rstrip('/')}{root()}"


@dataclass(frozen=True)
class UnderPath:
    """Answers under a path: one that is always there, or the one that a trusted proxy names in X-Forwarded-Prefix.

    The proxy may take the path away or leave it. Addresses that the answer leads on to get it back.
    """

    app: ASGIApp
    always: str = ""
    proxies: Networks = field(default=())

    @classmethod
    def named(cls, app: ASGIApp, root_path: str, proxies: Sequence[str]) -> UnderPath:
        """Raises InputError for a path that can't be told from the server's own; a proxy without an address is none."""
        path = f"/{root_path.strip('/')}" if root_path.strip("/") else ""
        if path and not _is_path(path):
            raise InputError(f"{root_path!r} is no path to serve under; write it like /ask, and not like one of the "
                             "server's own (/chat, /api, /articles, ...).")
        return cls(app, path, tuple(network for each in proxies for network in _networks(each)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as if there were no path before it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        prefix = self.always or self._forwarded(scope)
        reset = _current.set(prefix)
        try:
            await self.app(_without(scope, prefix), receive, _leading_back(send, prefix, scope) if prefix else send)
        finally:
            _current.reset(reset)

    def _forwarded(self, scope: Scope) -> str:
        """What a trusted proxy says; a second header, or what is no path, is nobody's word."""
        given = Headers(scope=scope).getlist(HEADER)
        peer = scope["client"][0] if scope.get("client") else ""
        if len(given) != 1 or not any(address in network for address in _addresses(peer) for network in self.proxies):
            return ""
        path = given[0].strip().rstrip("/")
        return path if _is_path(path) else ""


def _is_path(path: str) -> bool:
    parts = path.split("/")[1:]
    return bool(_PATH.fullmatch(path)) and f"/{parts[0]}" not in _OWN and not {".", ".."} & set(parts)


def _without(scope: Scope, prefix: str) -> Scope:
    """The request as the server's own routes and guards know it."""
    path: str = scope["path"]
    if prefix and path == prefix:
        path = "/"
    elif prefix and path.startswith(f"{prefix}/"):
        path = path[len(prefix) :]
    if prefix and path == _OPENAPI:
        return {**scope, "root_path": prefix, "path": f"{prefix}{path}"}
    if path == scope["path"]:
        return scope
    raw = scope.get("raw_path") or b""
    return {**scope, "path": path, "raw_path": raw.removeprefix(prefix.encode()) or b"/"}


def _leading_back(send: Send, prefix: str, scope: Scope) -> Send:
    """A redirect on this server leads under the path, and so a front page without its slash."""
    own = tuple(f"{scheme}://{Headers(scope=scope).get('host', '')}/" for scheme in ("http", "https"))

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if location := headers.get("location"):
                headers["location"] = _moved(location, prefix, own, bare=scope["path"] == prefix)
        await send(message)

    return sending


def _moved(location: str, prefix: str, own: tuple[str, ...], *, bare: bool) -> str:
    if location.startswith("/") and not location.startswith("//"):
        return f"{prefix}{location}"
    for address in own:
        if location.startswith(address):
            return f"{address[:-1]}{prefix}/{location[len(address) :]}"
    return f"{prefix}/{location}" if bare and "//" not in location else location


def _networks(written: str) -> Networks:
    try:
        return tuple(ipaddress.ip_network(each, strict=False) for each in (_ANY if written == "*" else (written,)))
    except ValueError:
        return ()


def _addresses(peer: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return []
    return [getattr(address, "ipv4_mapped", None) or address]
