"""The widget for other sites, and a made-up newsroom to see it in."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

STATIC = Path(__file__).with_name("static")
_FRESH = {"Cache-Control": "public, max-age=3600"}     # one file without a version in its name: an hour old at most

router = APIRouter(include_in_schema=False)


@router.api_route("/widget.js", methods=["GET", "HEAD"])
def widget(request: Request) -> Response:
    """The one script that a site includes, compressed for whoever takes it so."""
    headers = {**_FRESH, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(STATIC / "widget.js", media_type="text/javascript", headers=headers)
    return Response(_packed(), media_type="text/javascript", headers={**headers, "Content-Encoding": "gzip"})


@lru_cache(maxsize=1)
def _packed() -> bytes:
    return gzip.compress((STATIC / "widget.js").read_bytes(), 9, mtime=0)


@router.api_route("/demo", methods=["GET", "HEAD"])
def demo(request: Request) -> Response:
    """A page as a newsroom might have it, with the widget on it."""
    return FileResponse(STATIC.with_name("templates") / "demo.html", media_type="text/html")
