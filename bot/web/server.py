"""The web app: guards, then the API, the reading view and the page, all asking one bot."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI

from bot.bot import Bot
from bot.web import api, reading
from bot.web.guards import guard
from bot.web.limits import MAX_BODY_BYTES
from bot.web.page import mount_page
from bot.web.refusals import refuse_plainly

_TAGS = [
    {"name": "ask", "description": "Questions, answered with the passages they rest on."},
    {"name": "read", "description": "What the archive holds."},
    {"name": "watch", "description": "For whoever looks after the server."},
]


def create_app(
    bot: Bot,
    *,
    allow_origins: Sequence[str] = (),
    frame_ancestors: Sequence[str] = (),
    trusted_hosts: Sequence[str] = (),
    max_body_bytes: int = MAX_BODY_BYTES,
) -> FastAPI:
    """The whole site over one bot, for one process and one worker: Gradio keeps its queue in memory.

    `allow_origins` are the sites whose scripts may call /api; `frame_ancestors` those that may frame the page;
    `trusted_hosts` the only Host names answered to, all when empty. Raises InputError where one of them is none.
    """
    app = FastAPI(
        title="Cuttings",
        version="1",
        description="Answers questions from a news archive and shows the cutting.",
        openapi_tags=_TAGS,
        docs_url=None,        # both pages load their scripts from another host
        redoc_url=None,
    )
    app.state.bot = bot
    guard(
        app,
        allow_origins=allow_origins,
        frame_ancestors=frame_ancestors,
        trusted_hosts=trusted_hosts,
        max_body_bytes=max_body_bytes,
    )
    refuse_plainly(app)
    app.include_router(api.router)
    app.include_router(reading.router)
    mount_page(app, bot)
    return app
