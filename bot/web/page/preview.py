"""Puts a head of our own on Gradio's page: what a shared link shows, the page's script, and styles of no component."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.answer import LENGTHS
from bot.web.http.limits import MAX_COMMENT
from bot.web.page.markup import page
from bot.web.page.texts import script, words

STATIC = Path(__file__).with_name("static")
# They share one scope, in this order.
SCRIPTS = ("storage.js", "gradio.js", "page.js", "ask.js", "finder.js", "answers.js", "sources.js", "kept.js",
           "start.js")
MOST_ASKED = 20        # questions of a link; ask.js asks no more either
_CARDS = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_HEAD = re.compile(rb"<head>")
_TITLE = re.compile(rb'"title":("(?:[^"\\]|\\.)*")')      # in Gradio's description of the page, as JSON
_ENCODINGS = b"accept-encoding"


@dataclass(frozen=True)
class OwnPreview:
    """Gives the page at `path` its own head instead of Gradio's cards; every other response passes untouched."""

    app: ASGIApp
    path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for the page uncompressed, hold it until it is whole, and send it on with the head, compressed."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []

        async def hold(message: Message) -> None:
            if message["type"] not in ("http.response.start", "http.response.body"):
                await send(message)
                return
            messages.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                for each in _with_head(messages, scope):
                    await send(each)

        headers = [pair for pair in scope["headers"] if pair[0].lower() != _ENCODINGS]
        await self.app({**scope, "headers": headers}, receive, hold)


@lru_cache(maxsize=1)
def own_script() -> str:
    """The page's script: its texts in every language and the server's limits, then its files in one scope."""
    acts = "\n".join((STATIC / "page" / name).read_text("utf-8") for name in SCRIPTS)
    limits = json.dumps({"question": LENGTHS.question, "comment": MAX_COMMENT})
    return f'(() => {{\n"use strict";\nconst TEXTS = {script(acts)}, LIMITS = {limits};\n{acts}}})();'


def _with_head(messages: list[Message], scope: Scope) -> list[Message]:
    """The start of a response and its body in one piece, with our head for Gradio's cards."""
    start, *parts = messages
    body = b"".join(part.get("body", b"") for part in parts)
    asked = Headers(scope=scope)
    if start["status"] == 200:
        title = _TITLE.search(body)
        name = json.loads(title[1]) if title else "Cuttings"
        head = _own_head(name, Request(scope), asked.get("accept-language", ""))
        body = _HEAD.sub(lambda found: found[0] + head.encode(), _CARDS.sub(b"", body), count=1)
    headers = MutableHeaders(scope=start)
    if "gzip" in asked.get("accept-encoding", ""):
        body = gzip.compress(body, 6)
        headers["content-encoding"] = "gzip"
    headers.add_vary_header("Accept-Encoding")
    headers["content-length"] = str(len(body))
    return [start, {"type": "http.response.body", "body": body}]


def _own_head(name: str, request: Request, languages: str) -> str:
    """The head of an archive's page for a reader of these languages, who asks what the query asks."""
    asked = [each[: LENGTHS.question] for each in request.query_params.getlist("q") if each.strip()][:MOST_ASKED]
    question = " ".join(asked[0].split())[:200] if asked else ""
    address = f"{request.base_url}{'?' if asked else ''}{urlencode([('q', each) for each in asked])}"
    return page("head.html", words(languages), name=name, question=question, address=address, script=own_script())
