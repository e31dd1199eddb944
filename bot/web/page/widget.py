"""The widget for other sites, and a made-up newsroom to see it in."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

STATIC = Path(__file__).with_name("static")
_FRESH = {"Cache-Control": "public, max-age=3600"}     # one file without a version in its name: an hour old at most

router = APIRouter(include_in_schema=False)


@router.api_route("/widget.js", methods=["GET", "HEAD"])
def widget(request: Request) -> Response:
    """The one script that a site includes."""
    return FileResponse(STATIC / "widget.js", media_type="text/javascript", headers=_FRESH)


@router.api_route("/demo", methods=["GET", "HEAD"])
def demo(request: Request) -> Response:
    """A page as a newsroom might have it, with the widget on it."""
    return FileResponse(STATIC.with_name("templates") / "demo.html", media_type="text/html")
