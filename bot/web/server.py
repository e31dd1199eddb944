"""The web app: guards, then the API, the reading view, the widget and the page, all asking one bot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from limits.strategies import RateLimiter

from bot.bot import Answering
from bot.records.feedback import FILE, Feedback
from bot.records.ledger import Ledger
from bot.web.access import login
from bot.web.access.login import Login
from bot.web.access.passwords import accounts
from bot.web.access.sign_in import Door, ProxyLogin
from bot.web.api import events as events_api
from bot.web.api import routes as api
from bot.web.guard import guard
from bot.web.http.quiet import log_without_words
from bot.web.http.settings import Settings
from bot.web.newsroom import events
from bot.web.page import finder, reading, widget
from bot.web.page.layout import mount_page
from bot.web.refusals import refuse_plainly
from bot.web.service.conversation_token import Conversations
from bot.web.service.desk import Desk
from corpus import InputError

if TYPE_CHECKING:
    from bot.web.access.oidc_login import OidcLogin

_TAGS = [
    {"name": "ask", "description": "Questions, answered with the passages they rest on."},
    {"name": "read", "description": "What the archive holds."},
    {"name": "watch", "description": "For whoever looks after the server."},
]


def create_app(bot: Answering, settings: Settings = Settings(), *, ledger: Ledger | None = None) -> FastAPI:
    """The whole site over one bot, for one process and one worker: Gradio keeps its queue in memory.

    `ledger` records answers. Raises InputError where an origin, a host, a rate or an interface is none, and where
    readers are to sign in both here and at a proxy.
    """
    log_without_words()
    app = FastAPI(
        title="Cuttings",
        version="1",
        description="Answers questions from a news archive and shows the cutting.",
        openapi_tags=_TAGS,
        docs_url=None,        # both pages load their scripts from another host
        redoc_url=None,
    )
    app.state.bot = bot
    app.state.desk = Desk(bot, settings.limits, log_questions=settings.log_questions, ledger=ledger)
    app.state.conversations = Conversations(settings.secret)
    app.state.feedback = Feedback(settings.feedback or bot.archive.folder / FILE)
    app.state.reach = bot.reach
    app.state.root_path = settings.root_path
    app.state.stale_after_days = settings.stale_after_days
    shared = app.state.desk.rates.counted
    app.state.login = _signing_in(settings, shared)
    app.state.door = _door(app.state.login, settings)
    guard(app, settings, app.state.door)
    refuse_plainly(app)
    app.include_router(api.router)
    app.include_router(events_api.router)
    app.include_router(reading.router)
    app.include_router(events.router)
    app.include_router(finder.router)
    app.include_router(widget.router)
    if app.state.login:
        app.include_router(_login_routes(settings))
    for name in dict.fromkeys(settings.interfaces):
        _mount(app, name)
    if settings.receipt_key:
        _sign(app, settings.receipt_key)
    if settings.gaps:
        _count_gaps(app, settings.gaps)
    mount_page(app, app.state.desk, settings.stale_after_days)
    return app


def _mount(app: FastAPI, name: str) -> None:
    """Serve one more interface, whose packages are imported for it alone."""
    if name not in INTERFACES:
        raise InputError(f"{name!r} is no interface; there are {', '.join(INTERFACES)}.")
    INTERFACES[name](app)


def _sign(app: FastAPI, key: Path) -> None:
    """Give receipts, signed with the key in a file."""
    from bot.records.receipts import ReceiptSigner
    from bot.web.api import receipts

    app.state.signer = ReceiptSigner.of_file(key)
    app.include_router(receipts.router)


def _count_gaps(app: FastAPI, file: Path) -> None:
    """Count what is refused, and show the desk what several readers asked."""
    from bot.records.gaps import GapRecorder
    from bot.web.newsroom import gaps

    app.state.gaps = file
    app.state.desk.gaps = GapRecorder(file, app.state.bot.archive)
    app.include_router(gaps.router)


def _mcp(app: FastAPI) -> None:
    from bot.web.mcp.protocol import mount_mcp

    mount_mcp(app)


def _nlweb(app: FastAPI) -> None:
    from bot.web.nlweb import routes
    from bot.web.nlweb.ask import ask_tool
    from bot.web.nlweb.promises import Promises

    if app.state.root_path.strip("/") == "ask":
        raise InputError("Under /ask nobody could tell NLWeb's own /ask from the page; choose another --root-path.")
    app.state.promises = Promises()
    app.state.tools = (ask_tool(app.state.conversations),)     # for /mcp, where that is served too
    app.include_router(routes.router)


def _openai(app: FastAPI) -> None:
    from bot.web.api import completions

    app.include_router(completions.router)


def _signing_in(settings: Settings, shared: RateLimiter) -> Login | OidcLogin | None:
    """What signs readers in on our own pages; None where nobody has to, or a proxy does it."""
    if settings.oidc:
        from bot.web.access.oidc_login import OidcLogin

        if settings.desk:
            raise InputError("With --oidc the desk is a group of the provider's: name it with --oidc-desk.")
        return OidcLogin(settings.oidc, settings.secret, shared)
    known = accounts(settings.auth)
    return Login(known, settings.secret, shared, settings.desk) if known else None


def _login_routes(settings: Settings) -> APIRouter:
    if settings.oidc:
        from bot.web.access import oidc_login

        return oidc_login.router
    return login.router


def _door(login: Login | OidcLogin | None, settings: Settings) -> Door | None:
    """Who may come in; None for everybody."""
    if sum(map(bool, (settings.auth, settings.sso_header, settings.oidc))) > 1:
        raise InputError("Readers sign in here (--auth), at a proxy (--sso-header) or at an identity provider "
                         "(--oidc); give one of them.")
    if settings.sso_header:
        return ProxyLogin.named(settings.sso_header, settings.trusted_proxies, settings.desk)
    if settings.desk and not login:
        raise InputError("Who is of the --desk is known where readers sign in; add --auth or --sso-header.")
    return login.door if login else None


INTERFACES: dict[str, Callable[[FastAPI], None]] = {"mcp": _mcp, "nlweb": _nlweb, "openai": _openai}
