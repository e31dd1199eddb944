"""Who belongs to the newsroom's desk, which sees what readers don't."""

from __future__ import annotations

from fastapi import HTTPException, Request

from bot.web.access.sign_in import Door

DESK_ALONE = "This is for the newsroom's desk; sign in with an account that belongs to it."


def at_desk(request: Request) -> bool:
    """Whether the desk sends this request; where nobody has to sign in, nobody is known to be of it."""
    door: Door | None = request.app.state.door
    return door is not None and door.is_desk(request.scope)


def desk_alone(request: Request) -> None:
    """Let the desk pass, as a route's dependency; raises HTTPException (403) for everybody else."""
    if not at_desk(request):
        raise HTTPException(403, DESK_ALONE)
