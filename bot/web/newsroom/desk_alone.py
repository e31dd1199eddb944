"""Who may see what is for the newsroom's desk alone."""

from __future__ import annotations

import ipaddress

from fastapi import HTTPException, Request

from bot.web.api.routes import client_of

DESK_ALONE = "This is for the newsroom's desk; open it on the machine that serves the archive."


def desk_alone(request: Request) -> None:
    """Let pass whoever asks from this machine, as a route's dependency; raises HTTPException (403) for others."""
    try:
        here = ipaddress.ip_address(client_of(request)).is_loopback
    except ValueError:
        here = False
    if not here:
        raise HTTPException(403, DESK_ALONE)
