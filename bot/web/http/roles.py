"""Who belongs to the newsroom's desk, which sees what readers don't."""

from __future__ import annotations

from typing import Protocol

from fastapi import HTTPException, Request
from starlette.types import Scope

FROM_DESK = "cuttings.desk"     # in the scope of a request to the page, which is passed on without its cookies
DESK_ALONE = "This is for the newsroom's desk; sign in with an account that belongs to it."


class KnowsDesk(Protocol):
    """What tells the desk from other readers; every door of `bot.web.access` does."""

    def is_desk(self, scope: Scope) -> bool:
        """Whether who sends this request belongs to the newsroom's desk."""


def at_desk(request: Request) -> bool:
    """Whether the desk sends this request; where nobody has to sign in, nobody is known to be of it."""
    door: KnowsDesk | None = getattr(request.app.state, "door", None)
    return door is not None and door.is_desk(request.scope)


def desk_alone(request: Request) -> None:
    """Let the desk pass, as a route's dependency; raises HTTPException (403) for everybody else."""
    if not at_desk(request):
        raise HTTPException(403, DESK_ALONE)
