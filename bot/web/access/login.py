"""The login page: a form without scripts, tries that are counted, and a cookie for whoever knows the password."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from limits.strategies import RateLimiter

from bot.web.access.attempts import Attempts
from bot.web.access.passwords import LONGEST, LONGEST_USER, MAKES_ONE, Hash, hashed
from bot.web.access.sessions import LIFETIME_S, Sessions
from bot.web.access.sign_in import CHALLENGE, OwnLogin, cookie_name, from_here
from bot.web.http.limits import TooMany, TryLater
from bot.web.http.middleware import LOGIN
from bot.web.http.rates import neighbourhood
from bot.web.http.request_id import log
from bot.web.page.reading import show
from bot.web.service.slots import Slots
from corpus import InputError

LOCKED_S = 15 * 60
USER_TRIES = 10            # within LOCKED_S, from wherever
CLIENT_TRIES = 20          # of one address: an office has one, and more than one who mistypes
_PLACES = 10_000           # that names which nobody has are counted in
_AT_ONCE = 2               # passwords being checked: each takes 32 MB and a core
_WAITING, _PATIENCE_S = 50, 20.0
_NEXT = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,2000}")
_FORM = "application/x-www-form-urlencoded"

WRONG = "The name or the password is not right."
LOCKED = "That was tried too often. Please wait a quarter of an hour."
ELSEWHERE = "The form was sent from another page. Please sign in here."

router = APIRouter(include_in_schema=False)


class Login:
    """Checks names and passwords, so many tries of each account and each address, and no more."""

    def __init__(
        self, accounts: Mapping[str, Hash], secret: str = "", shared: RateLimiter | None = None,
        desk: Sequence[str] = (),
    ) -> None:
        """Tries are counted in `shared` too, which several processes may have in common.

        `desk` names the accounts of the newsroom's desk; raises InputError for a name without an account.
        """
        if unknown := [name for name in desk if name not in accounts]:
            raise InputError(f"--desk names {unknown[0][:50]!r}, who has no account; make one: {MAKES_ONE}.")
        self.sessions = Sessions(accounts, secret)
        self.door = OwnLogin(self.sessions, frozenset(desk))
        self._accounts = accounts
        self._nobodys = hashed("")                     # so that a name nobody has takes as long
        self._clients = Attempts("sign-in/address", CLIENT_TRIES, LOCKED_S, shared)
        self._users = Attempts("sign-in/account", USER_TRIES, LOCKED_S, shared)
        self._strangers = Attempts("sign-in/stranger", USER_TRIES, LOCKED_S, shared, _PLACES)
        self._checking = Slots(_AT_ONCE, _WAITING, _PATIENCE_S)

    async def check(self, user: str, password: str, client: str) -> bool:
        """Whether the password is the user's; raises TooMany where it was tried too often, Crowded by too many."""
        place, names = neighbourhood(client), self._users if user in self._accounts else self._strangers
        if wait_s := max(self._clients.wait_s(place), names.wait_s(user)):
            raise TooMany(LOCKED, wait_s)
        self._clients.add(place)
        names.add(user)
        kept = self._accounts.get(user, self._nobodys)
        await self._checking.take(place)
        try:
            right = await asyncio.to_thread(kept.matches, password) and user in self._accounts
        finally:
            self._checking.give_back()
        if right:
            self._clients.forget(place)
            names.forget(user)
        return right


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in the form."""

    user: str = ""
    password: str = field(default="", repr=False)
    next: str = "/"


@router.api_route(LOGIN, methods=["GET", "HEAD"])
async def form(request: Request, next: str = "/") -> Response:
    """The form; for who is signed in already, the way out."""
    signed_in = _login(request).door.reader(request.scope)
    return _page(request, Sent(next=safe(next)), signed_in=signed_in)


@router.post(LOGIN)
async def sign_in(request: Request) -> Response:
    """Set the cookie and go where the reader wanted to; or say in one sentence why not."""
    login, sent = _login(request), _read(await request.body(), request.headers.get("content-type", ""))
    if not from_here(request.scope):
        return _page(request, sent, ELSEWHERE, 403)
    client = request.client.host if request.client else ""
    try:
        right = await login.check(sent.user, sent.password, client)
    except TryLater as later:
        log("login", outcome=later.code)
        return _page(request, sent, str(later), later.status, {"Retry-After": str(later.retry_s)})
    log("login", outcome="right" if right else "wrong")
    if not right:
        return _page(request, sent, WRONG, 401, CHALLENGE)
    response = RedirectResponse(sent.next, 303, {"Cache-Control": "no-store"})
    set_cookie(request, response, login.sessions.write(sent.user), LIFETIME_S)
    return response


@router.post("/logout")
async def sign_out(request: Request) -> Response:
    """Take the cookie back."""
    if not from_here(request.scope):
        return _page(request, Sent(), ELSEWHERE, 403)
    response = RedirectResponse(LOGIN, 303, {"Cache-Control": "no-store"})
    set_cookie(request, response, "", 0)
    return response


def safe(next: str) -> str:
    """A place on this server to go to after signing in; the front page for anything else."""
    inside = _NEXT.fullmatch(next) and not next.startswith((LOGIN, "/logout"))
    return next if inside else "/"


def _login(request: Request) -> Login:
    login: Login = request.app.state.login
    return login


def _read(body: bytes, kind: str) -> Sent:
    """The form's fields; an empty form for what is none."""
    if kind.partition(";")[0].strip().lower() != _FORM:
        return Sent()
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=10)
    except ValueError:
        return Sent()
    user, password, next = (fields.get(name, [""])[0] for name in ("user", "password", "next"))
    if len(user) > LONGEST_USER or len(password) > LONGEST:
        return Sent(next=safe(next))
    return Sent(user, password, safe(next))


def set_cookie(request: Request, response: Response, value: str, lifetime_s: int) -> None:
    """Give a browser our cookie; an empty one takes it back."""
    response.set_cookie(
        cookie_name(request.scope), value, max_age=lifetime_s, path="/", httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )


def _page(
    request: Request, sent: Sent, problem: str = "", status: int = 200, headers: Mapping[str, str] | None = None,
    signed_in: str = "",
) -> Response:
    shown = {"user": sent.user, "next": sent.next, "problem": problem, "signed_in": signed_in, "provider": False}
    response = show("login.html", request, shown, status)
    response.headers.update({"Cache-Control": "no-store", **(headers or {})})
    return response
