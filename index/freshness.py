"""Tell whether an archive is older than it may be."""

from __future__ import annotations

from datetime import datetime, timedelta


def stale(in_step: datetime | None, newest: datetime | None, now: datetime, after: timedelta) -> str:
    """Why an archive is too old, in a sentence; empty when it isn't.

    Where it is watched (`in_step`), it is when no run has succeeded for `after`; elsewhere when no article is younger.
    """
    days = f"more than {after / timedelta(days=1):g} days ago"
    if in_step is not None:
        late = now - in_step > after
        return f"It was last in step on {in_step:%Y-%m-%d %H:%M} UTC, {days}; is it watched?" if late else ""
    if newest is not None and now - newest <= after:
        return ""
    return f"The newest article is of {newest.date().isoformat() if newest else 'undated'}, {days}; is the feed read?"
