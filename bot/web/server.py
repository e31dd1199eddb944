"""The web app: guards, then the API, the reading view, the widget and the page, all asking one bot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

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
from bot.web.http.limits import MAX_BODY_BYTES, MAX_CHAT_BYTES, Limits
from bot.web.http.middleware import guard
from bot.web.http.problems import refuse_plainly
from bot.web.http.quiet import log_without_words
from bot.web.page import finder, reading, widget
from bot.web.page.layout import mount_page
from bot.web.service.conversation_token import Conversations
from bot.web.service.desk import Desk
from corpus import InputError

_TAGS = [
    {"name": "ask", "description": "Questions, answered with the passages they rest on."},
    {"name": "read", "description": "What the archive holds."},
    {"name": "watch", "description": "For whoever looks after the server."},
]


def create_app(
    bot: Bot,
    *,
    allow_origins: Sequence[str] = (),
    trusted_hosts: Sequence[str] = (),
    limits: Limits = Limits(),
    feedback: Path | None = None,
    secret: str = "",
    auth: Sequence[str] = (),
    sso_header: str = "",
    trusted_proxies: Sequence[str] = (),
    stale_after_days: float = 0,
    log_questions: bool = False,
    ledger: Ledger | None = None,
    interfaces: Sequence[str] = (),
    receipt_key: str | Path = "",
    max_body_bytes: int = MAX_BODY_BYTES,
    max_chat_bytes: int = MAX_CHAT_BYTES,
) -> FastAPI:
    """The whole site over one bot, for one process and one worker: Gradio keeps its queue in memory.

    `allow_origins` are the sites that may frame the page and call /api; `trusted_hosts` the only Host names answered
    to, all when empty. `feedback` is the file of verdicts, in the archive's folder when None; `secret` signs
    conversations and logins (empty: one that ends with the process); `auth` are accounts as user:hash, and with any
    of them, or with the header `sso_header` in which one of the `trusted_proxies` names the reader, nobody else gets
    in; `stale_after_days` is how long ago the last run of `watch` may have succeeded, or where nothing watches how old
    the newest article may be, before the page warns and /readyz says no (0: any age); `ledger` records answers;
    `interfaces` are others beside the API, by their names in INTERFACES; `receipt_key` is the file of
    the key that signs receipts of answers, none when empty. Raises InputError where an origin, a host, a
    rate or an interface is none.
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
    app.state.desk = Desk(bot, limits, log_questions=log_questions, ledger=ledger)
    app.state.conversations = Conversations(secret)
    app.state.feedback = Feedback(feedback or bot.archive.folder / FILE)
    app.state.reach = Reach(bot.model) if bot.model else None
    app.state.stale_after_days = stale_after_days
    app.state.login = Login(accounts(auth), secret) if auth else None
    guard(
        app,
        door=_door(app.state.login, sso_header, trusted_proxies),
        allow_origins=allow_origins,
        trusted_hosts=trusted_hosts,
        max_body_bytes=max_body_bytes,
        max_chat_bytes=max_chat_bytes,
    )
    refuse_plainly(app)
    app.include_router(api.router)
    app.include_router(reading.router)
    app.include_router(finder.router)
    app.include_router(widget.router)
    if auth:
        app.include_router(login.router)
    for name in dict.fromkeys(interfaces):
        _mount(app, name)
    if receipt_key:
        _sign(app, Path(receipt_key))
    mount_page(app, app.state.desk, stale_after_days)
    return app


def _mount(app: FastAPI, name: str) -> None:
    """Serve one more interface, whose packages are imported for it alone."""
    if name not in INTERFACES:
        raise InputError(f"{name!r} is no interface; there are {', '.join(INTERFACES)}.")
    INTERFACES[name](app)


def _sign(app: FastAPI, key: Path) -> None:
    """Give receipts, signed with the key in a file."""
    from bot.records.receipts import Signer
    from bot.web.api import receipts

    app.state.signer = Signer.of_file(key)
    app.include_router(receipts.router)


def _mcp(app: FastAPI) -> None:
    from bot.web.mcp.protocol import mount_mcp

    mount_mcp(app)


def _openai(app: FastAPI) -> None:
    from bot.web.api import completions

    app.include_router(completions.router)


def _door(login: Login | None, sso_header: str, proxies: Sequence[str]) -> Door | None:
    """Who may come in; None for everybody."""
    if login and sso_header:
        raise InputError("Readers sign in here (--auth) or at a proxy (--sso-header); give one of the two.")
    if sso_header:
        return ProxyLogin.named(sso_header, proxies)
    return login.door if login else None


INTERFACES: dict[str, Callable[[FastAPI], None]] = {"mcp": _mcp, "openai": _openai}
