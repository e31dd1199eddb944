"""Signing in at the newsroom's identity provider: the way there, the way back, and a cookie for whoever came back."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from limits.strategies import RateLimiter
from starlette.types import Scope

from bot.web.access.attempts import Attempts
from bot.web.access.login import CLIENT_TRIES, ELSEWHERE, LOCKED, LOCKED_S, safe, set_cookie
from bot.web.access.oidc import Away, Begun, NotAmongReaders, NotConfirmed, Provider, SignedIn
from bot.web.access.sessions import LIFETIME_S, LONGEST
from bot.web.access.sign_in import BACK, brought, from_here, to_sign_in
from bot.web.http.limits import TooMany, TryLater
from bot.web.http.middleware import LOGIN
from bot.web.http.prefix import base_of
from bot.web.http.rates import neighbourhood
from bot.web.http.request_id import log
from bot.web.http.settings import OidcSettings
from bot.web.http.signer import Signer
from bot.web.page.reading import show

BEGUN_S = 10 * 60          # between the way there and the way back
NOT_BEGUN = "This sign-in was begun in another window, or too long ago. Please sign in again."
TURNED_DOWN = "The newsroom's sign-in turned you down, or you broke it off. You can try again."
_BEGUN_COOKIE = "cuttings-begun"
_NO_STORE = {"Cache-Control": "no-store"}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Members:
    """Cookies that say who signed in at the provider, signed and expiring; the server remembers nothing of it."""

    signer: Signer
    beside: bytes              # of this provider, so that another one's are none of ours
    clock: Callable[[], float] = time.time

    def write(self, member: SignedIn) -> str:
        """A cookie for somebody whom the provider has just confirmed."""
        return self.pack({**asdict(member), "until": int(self.clock() + LIFETIME_S)})

    def read(self, cookie: str) -> SignedIn | None:
        """Who signed in; None for a cookie that is not ours, or not any more."""
        read = self.unpack(cookie)
        return SignedIn(read["name"], read["desk"]) if read and "name" in read else None

    def pack(self, content: Mapping[str, Any]) -> str:
        """Anything that is to come back, with its end in `until`."""
        return self.signer.write(json.dumps(content).encode(), self.beside).rstrip("=")

    def unpack(self, cookie: str) -> dict[str, Any] | None:
        """What was packed; None where it wasn't, or has ended."""
        if not cookie or len(cookie) > 2 * LONGEST:
            return None
        try:
            signature, packed = self.signer.parts(cookie)
        except ValueError:
            return None
        if not self.signer.signed(signature, packed, self.beside):
            return None
        content: dict[str, Any] = json.loads(packed)         # signed: it is what `pack` wrote
        return content if content["until"] > self.clock() else None


@dataclass(frozen=True)
class ProviderLogin:
    """The door of those whom the identity provider has confirmed."""

    members: Members

    def reader(self, scope: Scope) -> str:
        """The name in the cookie."""
        return member.name if (member := self._member(scope)) else ""

    def is_desk(self, scope: Scope) -> bool:
        """Whether the provider said so as they signed in."""
        return bool((member := self._member(scope)) and member.desk)

    def turned_away(self, scope: Scope) -> Response:
        """The way to the provider for readers, a refusal for programs."""
        return to_sign_in(scope)

    def _member(self, scope: Scope) -> SignedIn | None:
        return next(filter(None, map(self.members.read, brought(scope))), None)


class OidcLogin:
    """Signs readers in at one provider, so many tries of each address and no more."""

    def __init__(self, settings: OidcSettings, secret: str = "", shared: RateLimiter | None = None) -> None:
        """Tries are counted in `shared` too, which several processes may have in common."""
        self.provider = Provider(settings)
        groups = "\n".join((settings.issuer, settings.client, settings.claim, *sorted(settings.readers), "",
                            *sorted(settings.desk)))
        self.members = Members(Signer(secret, "oidc:"), groups.encode() + b"\0")    # other groups end every session
        self.door = ProviderLogin(self.members)
        self.tries = Attempts("sign-in/provider", CLIENT_TRIES, LOCKED_S, shared)


@router.api_route(LOGIN, methods=["GET", "HEAD"])
async def begin(request: Request, next: str = "") -> Response:
    """On to the provider for whoever wants to go on to something; else a page with the way there, or out."""
    login = _login(request)
    signed_in = login.door.reader(request.scope)
    if signed_in or not next or request.method == "HEAD":
        return _page(request, signed_in=signed_in)
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    begun = Begun(state, nonce, verifier, safe(next))
    try:
        way = await login.provider.way(begun, f"{base_of(request)}{BACK}")
    except Away as away:
        return _refusal(request, str(away), away.status, {"Retry-After": str(away.retry_s)})
    response = RedirectResponse(way, 303, _NO_STORE)
    packed = login.members.pack({**asdict(begun), "until": int(login.members.clock() + BEGUN_S)})
    _set_begun(request, response, packed, BEGUN_S)
    return response


@router.get(BACK)
async def back(
    request: Request,
    code: Annotated[str, Query(max_length=LONGEST)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
    error: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Set the cookie of whom the provider confirms, and go where they wanted to; or say in one sentence why not."""
    login = _login(request)
    read = login.members.unpack(request.cookies.get(_begun_name(request), ""))
    if read is None or "state" not in read or not secrets.compare_digest(read["state"].encode(), state.encode()):
        return _refusal(request, NOT_BEGUN, 400)
    if error or not code:
        return _refusal(request, TURNED_DOWN, 403)
    begun = Begun(*(read[name] for name in ("state", "nonce", "verifier", "next")))
    try:
        member = await _confirmed(request, login, begun, code)
    except (NotConfirmed, NotAmongReaders) as wrong:
        return _refusal(request, str(wrong), 403)
    except TryLater as later:
        return _refusal(request, str(later), later.status, {"Retry-After": str(later.retry_s)})
    response = RedirectResponse(begun.next, 303, _NO_STORE)
    set_cookie(request, response, login.members.write(member), LIFETIME_S)
    _set_begun(request, response, "", 0)
    return response


@router.post("/logout")
async def sign_out(request: Request) -> Response:
    """Take the cookie back; at the provider the reader stays signed in."""
    if not from_here(request.scope):
        return _refusal(request, ELSEWHERE, 403)
    response = RedirectResponse(LOGIN, 303, _NO_STORE)
    set_cookie(request, response, "", 0)
    return response


async def _confirmed(request: Request, login: OidcLogin, begun: Begun, code: str) -> SignedIn:
    """Who came back, counted against the address that they come from."""
    place = neighbourhood(request.client.host if request.client else "")
    if wait_s := login.tries.wait_s(place):
        raise TooMany(LOCKED, wait_s)
    login.tries.add(place)
    member = await login.provider.member(begun, code, f"{base_of(request)}{BACK}")
    login.tries.forget(place)
    return member


def _login(request: Request) -> OidcLogin:
    login: OidcLogin = request.app.state.login
    return login


def _begun_name(request: Request) -> str:
    return f"__Host-{_BEGUN_COOKIE}" if request.url.scheme == "https" else _BEGUN_COOKIE


def _set_begun(request: Request, response: Response, value: str, lifetime_s: int) -> None:
    response.set_cookie(_begun_name(request), value, max_age=lifetime_s, path="/", httponly=True, samesite="lax",
                        secure=request.url.scheme == "https")


def _refusal(request: Request, problem: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    log("login", outcome=str(status))
    response = _page(request, problem, status)
    response.headers.update(headers or {})
    _set_begun(request, response, "", 0)
    return response


def _page(request: Request, problem: str = "", status: int = 200, signed_in: str = "") -> Response:
    shown = {"user": "", "next": "/", "problem": problem, "signed_in": signed_in, "provider": True}
    response = show("login.html", request, shown, status)
    response.headers.update(_NO_STORE)
    return response
