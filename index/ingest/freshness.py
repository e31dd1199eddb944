"""Tell whether an archive is older than it may be."""

from __future__ import annotations

from datetime import datetime, timedelta


def is_stale(in_step: datetime | None, newest: datetime | None, now: datetime, after: timedelta) -> bool:
    """Whether an archive is too old.

    Where it is watched (`in_step`), it is when no run has succeeded for `after`; elsewhere when no article is younger.
    """
    last = in_step or newest
    return last is None or now - last > after


def stale(in_step: datetime | None, newest: datetime | None, now: datetime, after: timedelta) -> str:
    """Why an archive is too old, in a sentence; empty when it isn't."""
    if not is_stale(in_step, newest, now, after):
        return ""
    days = f"more than {after / timedelta(days=1):g} days ago"
    if in_step is not None:
        return f"It was last in step on {in_step:%Y-%m-%d %H:%M} UTC, {days}; is it watched?"
    return f"The newest article is of {newest.date().isoformat() if newest else 'undated'}, {days}; is the feed read?"
