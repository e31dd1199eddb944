"""Answers that take longer than a request may last: promised, and given to whoever comes back with the token."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.web.nlweb.shapes import NlwebRequest
from bot.web.service.conversation_token import Conversation
from bot.web.service.desk import Served

PATIENCE_S = 20.0      # that a request lasts before its answer is promised: proxies give up after 30
KEPT_S = 5 * 60        # that an answer waits for who asked
MOST = 100             # promises at once; the oldest is broken for the next one


@dataclass(frozen=True, slots=True)
class Promised:
    """An answer that is being written, and what it will answer."""

    asked: NlwebRequest
    version: str
    talk: Conversation
    writing: asyncio.Task[Served]
    until: float           # on the clock that only goes forward


class Promises:
    """What was promised, in this process's memory, by tokens that can't be guessed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Promised] = OrderedDict()

    def keep(self, asked: NlwebRequest, version: str, talk: Conversation, writing: asyncio.Task[Served]) -> str:
        """Promise an answer; its token."""
        self._drop_old()
        while len(self._kept) >= MOST:
            self.take(next(iter(self._kept)), stop=True)
        token = secrets.token_urlsafe(32)
        self._kept[token] = Promised(asked, version, talk, writing, time.monotonic() + KEPT_S)
        return token

    def find(self, token: str) -> Promised | None:
        """What was promised; None for a token of nothing, or of something that nobody fetched in time."""
        self._drop_old()
        return self._kept.get(token)

    def take(self, token: str, *, stop: bool = False) -> Promised | None:
        """The same, forgotten with this; `stop` ends the work on it."""
        found = self._kept.pop(token, None)
        if found and stop:
            found.writing.cancel()
            found.writing.add_done_callback(_looked_at)
        return found

    def _drop_old(self) -> None:
        now = time.monotonic()
        for token in [token for token, each in self._kept.items() if each.until < now]:
            self.take(token, stop=True)


def _looked_at(ended: asyncio.Task[Served]) -> None:
    """Take note of how it ended: an error that nobody looks at would be complained of."""
    if not ended.cancelled():
        ended.exception()
