"""Makes web apps without what Gradio leaves lying about."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import Sequence

from fastapi import FastAPI

from bot.bot import Bot
from bot.web import create_app
from tests.bot.web.fake_bot import FakeBot


def quiet_app(bot: Bot | FakeBot, **options: Sequence[str] | int) -> FastAPI:
    """The web app over a bot; event loops that Gradio opens and forgets are swept up before a test is blamed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        app = create_app(bot, **options)
        asyncio.set_event_loop(None)
        gc.collect()
    return app
