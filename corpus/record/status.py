"""What the words of newsrooms and their systems say about whether an article may be shown."""

from __future__ import annotations

import re

from corpus.record.aliases import plain_name
from corpus.types.article import USABLE

WITHHELD, CANCELED = "withheld", "canceled"
EMBARGOED, SCHEDULED = "embargoed", "scheduled"   # usable once a date that stands elsewhere has come
SEVERITY = (USABLE, WITHHELD, CANCELED)

_WORDS = {
    USABLE: (
        "usable", "published", "publish", "live", "public", "released", "online", "corrected",
    ),
    SCHEDULED: ("scheduled", "future"),
    EMBARGOED: ("embargoed", "embargo"),
    WITHHELD: (
        "withheld", "withhold", "draft", "autodraft", "pending", "pendingreview", "private", "unpublished", "hidden",
        "incomplete", "inprogress", "inreview", "hold", "onhold", "internal", "obsolete", "expired",
    ),
    CANCELED: (
        "canceled", "cancelled", "killed", "kill", "retracted", "withdrawn", "deleted", "removed", "trash", "trashed",
        "spiked", "recalled",
    ),
}
_MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words}
_PREFIX = re.compile(r".*[/:#]", re.DOTALL)


def status_of(stated: object) -> str | None:
    """One of Article's for a status of theirs, or EMBARGOED or SCHEDULED; None for an unknown one.

    It is a word ("Published", "auto-draft"), a code ("stat:usable") or an address that ends in one.
    """
    return _MEANINGS.get(plain_name(_PREFIX.sub("", stated.rstrip("/")))) if isinstance(stated, str) else None
