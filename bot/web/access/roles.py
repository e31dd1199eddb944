"""Who belongs to the newsroom's desk; it stands in `http/`, so that every room of the site may ask."""

from bot.web.http.roles import DESK_ALONE, at_desk, desk_alone

__all__ = ["DESK_ALONE", "at_desk", "desk_alone"]
