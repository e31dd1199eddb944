"""Takes Gradio's name and picture out of the head of its page, which is what a shared link would show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CARDS = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_ENCODINGS = b"accept-encoding"


@dataclass(frozen=True)
class OwnPreview:
    """Drops the cards for social media from the page at `path`; every other response passes untouched."""

    app: ASGIApp
    path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for the page uncompressed, hold it until it is whole, and send it on without them."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            if message["type"] not in ("http.response.start", "http.response.body"):
                await send(message)
                return
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                for each in _without_cards(held):
                    await send(each)

        headers = [pair for pair in scope["headers"] if pair[0].lower() != _ENCODINGS]
        await self.app({**scope, "headers": headers}, receive, hold)


def _without_cards(messages: list[Message]) -> list[Message]:
    """The start of a response and its body in one piece, cards removed."""
    start, *parts = messages
    body = _CARDS.sub(b"", b"".join(part.get("body", b"") for part in parts))
    MutableHeaders(scope=start)["content-length"] = str(len(body))
    return [start, {"type": "http.response.body", "body": body}]
