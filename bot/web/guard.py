"""Puts the guards around the app, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from bot.web.access.sign_in import Door, Doorkeeper
from bot.web.http.middleware import BodyLimit, KnownHosts, SecurityHeaders, is_port
from bot.web.http.page_guard import CHAT_PATH, PageBodies, PageRoutes
from bot.web.http.request_id import HEADER, RequestIds
from bot.web.http.settings import Settings
from bot.web.page.preview import OwnPreview
from bot.web.refusals import Unexpected
from corpus import InputError

_ORIGIN = re.compile(r"https?://(?:(?:\*\.)?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>[0-9]{1,5}))?")
_HOST = re.compile(r"(\*\.)?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]")


def guard(app: FastAPI, settings: Settings = Settings(), door: Door | None = None) -> None:
    """Put the guards around the app; raises InputError for an origin or a host that is none.

    The last one added is the first one met. CORSMiddleware is there even with an empty list: seeing it, Gradio
    leaves its own out, which would welcome any origin.
    """
    _check(_ORIGIN, "origin", "https://www.example.com or https://*.example.com", settings.allow_origins)
    _check(_HOST, "host name", "news.example.com", settings.trusted_hosts)
    app.add_middleware(PageBodies)
    app.add_middleware(BodyLimit, max_bytes=settings.limits.body_bytes, max_chat_bytes=settings.limits.chat_bytes)
    app.add_middleware(PageRoutes)
    app.add_middleware(OwnPreview, path=f"{CHAT_PATH}/")       # it reads the query, which goes no further
    if door:
        app.add_middleware(Doorkeeper, door=door)
    app.add_middleware(Unexpected)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=[origin for origin in settings.allow_origins if "*" not in origin],
        allow_origin_regex=_wildcards(settings.allow_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=[HEADER, "Retry-After"],
    )
    if settings.trusted_hosts:
        app.add_middleware(KnownHosts, hosts=[each.lower() for each in settings.trusted_hosts])
    app.add_middleware(SecurityHeaders, frame_ancestors=settings.allow_origins)
    app.add_middleware(RequestIds)


def _wildcards(origins: Sequence[str]) -> str | None:
    """The origins with a star as one pattern: https://*.example.com is any name under it, as in frame-ancestors."""
    patterns = [re.escape(origin).replace(r"\*", r"[A-Za-z0-9.-]+") for origin in origins if "*" in origin]
    return "|".join(patterns) or None


def _check(pattern: re.Pattern[str], what: str, example: str, values: Iterable[str]) -> None:
    for value in values:
        found = pattern.fullmatch(value)
        if not found or not is_port(found.groupdict().get("port")):
            raise InputError(f"{value!r} is no {what}; write it like {example}.")
