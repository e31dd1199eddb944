"""Who may come in: nobody unless they signed in, here or at a proxy that is trusted to say so."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlsplit

from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.access.sessions import Sessions
from bot.web.http.metrics import local
from bot.web.http.middleware import LOGIN
from bot.web.http.problems import FOR_PROGRAMS, refused
from corpus import InputError

PEER = "cuttings.peer"     # in a request's scope: the address that really connected, before any header was believed
COOKIE = "cuttings"
_MOST_COOKIES = 8          # of our name: each is a signature to check
BACK = f"{LOGIN}/back"     # where a provider sends who has signed in there
_OPEN = {"/healthz", LOGIN, BACK, "/logout", "/widget.js", "/favicon.ico"}      # none holds a word of the archive
_FOR_PROBES = {"/readyz", "/metrics"}                                    # open to this machine and private networks
_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADER = re.compile(r"[A-Za-z0-9-]{1,64}")
_OWN_HEADERS = {"cookie", "host", "origin", "content-type", "content-length", "x-forwarded-for", "authorization"}
CHALLENGE = {"WWW-Authenticate": f'Session realm="Cuttings", login="{LOGIN}"'}
SIGN_IN = "Sign in first: this archive is not open to everybody."
ELSEWHERE = "This was sent from another site, which can't act for a reader who is signed in here."
NOT_BY_PROXY = "This server is reached through the newsroom's own sign-in; this request did not come from there."


class Door(Protocol):
    """One way of telling who a reader is."""

    def reader(self, scope: Scope) -> str:
        """The name of who sends this request; empty for nobody."""

    def is_desk(self, scope: Scope) -> bool:
        """Whether who sends this request belongs to the newsroom's desk."""

    def turned_away(self, scope: Scope) -> Response:
        """What nobody gets."""


@dataclass(frozen=True)
class Doorkeeper:
    """Lets in whom the door knows; everybody else sees what says nothing of the archive."""

    app: ASGIApp
    door: Door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known or open; nothing of the body is read for strangers."""
        if scope["type"] not in ("http", "websocket") or _is_open(scope):
            await self.app(scope, receive, send)
        elif not self.door.reader(scope):
            await self._refuse(self.door.turned_away(scope), scope, receive, send)
        elif scope["type"] == "http" and scope["method"] not in _SAFE and not from_here(scope):
            await self._refuse(refused(403, ELSEWHERE, "elsewhere"), scope, receive, send)
        else:
            await self.app(scope, receive, _private(send))

    async def _refuse(self, response: Response, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await response(scope, receive, send)


@dataclass(frozen=True)
class OwnLogin:
    """The door of those who signed in on our own page, and of programs that bring what they got there as a token."""

    sessions: Sessions
    desk: frozenset[str] = frozenset()      # names of those at the newsroom's desk

    def reader(self, scope: Scope) -> str:
        """The name in the cookie; of several of its name, which a neighbouring site may set, in the one we signed."""
        return next(filter(None, map(self.sessions.read, brought(scope))), "")

    def is_desk(self, scope: Scope) -> bool:
        """Whether it is one of the desk's names."""
        return self.reader(scope) in self.desk

    def turned_away(self, scope: Scope) -> Response:
        """The way to the login page for readers, a refusal for programs."""
        return to_sign_in(scope)


@dataclass(frozen=True)
class ProxyLogin:
    """The door of those whom a proxy has signed in: believed from its address, refused from any other."""

    header: str
    proxies: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
    desk: frozenset[str] = frozenset()      # names of those at the newsroom's desk

    @classmethod
    def named(cls, header: str, proxies: Sequence[str], desk: Collection[str] = ()) -> ProxyLogin:
        """Raises InputError where the header or a proxy can't be one, or where no proxy is named."""
        if not _HEADER.fullmatch(header) or header.lower() in _OWN_HEADERS:
            raise InputError(f"{header!r} is no header for a reader's name; write it like X-Remote-User.")
        if not proxies:
            raise InputError("Whose word is --sso-header? Name the proxy's address with --trusted-proxy.")
        return cls(header.lower(), tuple(_network(each) for each in proxies), frozenset(filter(None, desk)))

    def reader(self, scope: Scope) -> str:
        """The name in the header, when the proxy sent it, and once: twice means that a reader sent one too.

        Proxies may join two into one with a comma, so that a name with a comma is none.
        """
        given = [value for name, value in scope["headers"] if name.decode("latin-1").lower() == self.header]
        if len(given) != 1 or not self._is_proxy(scope):
            return ""
        name = given[0].decode("utf-8", "replace").strip()
        return name if 0 < len(name) <= 200 and name.isprintable() and "," not in name else ""

    def is_desk(self, scope: Scope) -> bool:
        """Whether it is one of the desk's names."""
        return self.reader(scope) in self.desk

    def turned_away(self, scope: Scope) -> Response:
        """One sentence: there is no way in from here."""
        return refused(403, NOT_BY_PROXY, "sign-in")

    def _is_proxy(self, scope: Scope) -> bool:
        peer = scope.get(PEER) or (scope["client"][0] if scope.get("client") else "")
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self.proxies)


def to_sign_in(scope: Scope) -> Response:
    """The way to the login page for readers, from where they wanted to go; a refusal for programs."""
    headers = Headers(scope=scope)
    wants_page = scope["type"] == "http" and scope["method"] in _SAFE and "text/html" in headers.get("accept", "")
    if not wants_page or scope["path"].startswith(FOR_PROGRAMS):
        return refused(401, SIGN_IN, "sign-in", CHALLENGE)
    query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
    asked = quote(f"{scope['path']}{query}", safe="")
    return RedirectResponse(f"{LOGIN}?next={asked}", 303, {"Cache-Control": "no-store"})


def brought(scope: Scope) -> list[str]:
    """What a request brings to show who sent it: our cookies, and a token of a program that keeps none."""
    return [*cookies_of(scope), *_token(scope)]


def remember_peer(app: ASGIApp) -> ASGIApp:
    """Notes who really connected; goes around whatever believes X-Forwarded-For."""

    async def remembering(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("client"):
            scope = {**scope, PEER: scope["client"][0]}
        await app(scope, receive, send)

    return remembering


def from_here(scope: Scope) -> bool:
    """Whether a request was not sent by a page of another site: browsers say so, programs say nothing."""
    headers = Headers(scope=scope)
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""


def cookie_name(scope: Scope) -> str:
    """Over https a name that browsers let no other host and no unsafe page set."""
    return f"__Host-{COOKIE}" if scope.get("scheme") in ("https", "wss") else COOKIE


def cookies_of(scope: Scope) -> list[str]:
    """Our cookies that a request brings, as they stand; whatever other sites of the domain set beside them."""
    pairs = (pair.partition("=") for line in Headers(scope=scope).getlist("cookie") for pair in line.split(";"))
    return [value.strip() for name, _, value in pairs if name.strip() == cookie_name(scope)][:_MOST_COOKIES]


def _token(scope: Scope) -> list[str]:
    """The value of our cookie, as a program sends it that keeps no cookies."""
    kind, _, value = Headers(scope=scope).get("authorization", "").partition(" ")
    return [value.strip()] if kind.lower() == "bearer" else []


def _is_open(scope: Scope) -> bool:
    if scope["type"] != "http":
        return False
    client = scope["client"][0] if scope.get("client") else ""
    return scope["path"] in _OPEN or (scope["path"] in _FOR_PROBES and local(client))


def _private(send: Send) -> Callable[[Message], Awaitable[None]]:
    """What is shown to one reader is kept by no cache between."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Cache-Control", "private")
            if "public" in headers["Cache-Control"]:
                headers["Cache-Control"] = headers["Cache-Control"].replace("public", "private")
            headers.add_vary_header("Cookie")
        await send(message)

    return sending


def _network(written: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(written, strict=False)
    except ValueError:
        raise InputError(
            f"{written!r} is no address or network, which --sso-header needs; write it like 10.0.0.5 or 10.0.0.0/24."
        ) from None
