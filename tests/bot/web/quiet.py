"""Makes web apps without what Gradio leaves lying about."""

from __future__ import annotations

import asyncio
import gc
import warnings
from typing import Any

from fastapi import Depends, FastAPI, Request

from bot.bot import Bot
from bot.records.ledger import Ledger
from bot.web.http.limits import Limits
from bot.web.http.roles import at_desk, desk_alone
from bot.web.http.settings import Settings
from bot.web.server import create_app
from tests.bot.web.fake_bot import FakeBot

UNHURRIED = Limits(client_rate="", conversation_rate="", read_rate="")     # tests ask faster than readers


def quiet_app(bot: Bot | FakeBot, ledger: Ledger | None = None, **options: Any) -> FastAPI:
    """The web app over a bot; event loops that Gradio opens and forgets are swept up before a test is blamed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        app = create_app(bot, Settings(**options), ledger=ledger)
        asyncio.set_event_loop(None)
        gc.collect()
    return app


def with_doors_by_role(app: FastAPI) -> FastAPI:
    """The app with a page that tells whether a reader is of the desk, and one for the desk alone."""

    @app.get("/api/role")
    def role(request: Request) -> bool:
        return at_desk(request)

    @app.get("/api/unanswered", dependencies=[Depends(desk_alone)])
    def unanswered() -> str:
        return "for the desk"

    return app
