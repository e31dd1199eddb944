"""The web app: guards, then the API, the reading view, the widget and the page, all asking one bot."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI

from bot.bot import Bot
from bot.generate.health import Reach
from bot.records.feedback import FILE, Feedback
from bot.records.ledger import Ledger
from bot.web.access import login
from bot.web.access.login import Login
from bot.web.access.passwords import accounts
from bot.web.access.sign_in import Door, ProxyLogin
from bot.web.api import routes as api
from bot.web.guard import guard
from bot.web.http.quiet import log_without_words
from bot.web.http.settings import Settings
from bot.web.page import finder, reading, widget
from bot.web.page.layout import mount_page
from bot.web.refusals import refuse_plainly
from bot.web.service.conversation_token import Conversations
from bot.web.service.desk import Desk
from corpus import InputError

_TAGS = [
    {"name": "ask", "description": "Questions, answered with the passages they rest on."},
    {"name": "read", "description": "What the archive holds."},
    {"name": "watch", "description": "For whoever looks after the server."},
]


def create_app(bot: Bot, settings: Settings = Settings(), *, ledger: Ledger | None = None) -> FastAPI:
    """The whole site over one bot, for one process and one worker: Gradio keeps its queue in memory.

    `ledger` records answers. Raises InputError where an origin, a host or a rate is none, and where readers are to sign
    in both here and at a proxy.
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
    app.state.reach = Reach(bot.model) if bot.model else None
    app.state.stale_after_days = settings.stale_after_days
    shared = app.state.desk.rates.counted
    app.state.login = Login(accounts(settings.auth), settings.secret, shared) if settings.auth else None
    guard(app, settings, _door(app.state.login, settings.sso_header, settings.trusted_proxies))
    refuse_plainly(app)
    app.include_router(api.router)
    app.include_router(reading.router)
    app.include_router(finder.router)
    app.include_router(widget.router)
    if settings.auth:
        app.include_router(login.router)
    mount_page(app, app.state.desk, settings.stale_after_days)
    return app


def _door(login: Login | None, sso_header: str, proxies: Sequence[str]) -> Door | None:
    """Who may come in; None for everybody."""
    if login and sso_header:
        raise InputError("Readers sign in here (--auth) or at a proxy (--sso-header); give one of the two.")
    if sso_header:
        return ProxyLogin.named(sso_header, proxies)
    return login.door if login else None
