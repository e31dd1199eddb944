"""Remembers the last answers for a while, so that readers can rate, keep and go on with what was really said."""

from __future__ import annotations

import json
import secrets
import zlib
from collections import OrderedDict
from collections.abc import Collection
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from bot.answer import Answer, Mark
from bot.records.redact import GONE

KEPT = 1_000          # answers; about 2 kB each once compressed
_NEAREST = 10         # articles that an abstention shows as the nearest, at most
Record = dict[str, Any]


class RecentAnswers:
    """Answers by an id that can't be guessed, the oldest forgotten first; nothing of it is written to a disk."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._records: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def add(self, answer: Answer, conversation: str = "", before: Collection[str] = ()) -> str:
        """Keep an answer, with the key of its conversation and the articles that this told of `before`; its id."""
        id = secrets.token_hex(16)
        self.put(id, {"id": id, **record(answer, before), "conversation": conversation})
        return id

    def put(self, id: str, kept: Record) -> None:
        """Keep something under an id."""
        packed = zlib.compress(json.dumps(kept).encode(), 1)
        with self._lock:
            self._records[id] = packed
            while len(self._records) > self._kept:
                self._records.popitem(last=False)

    def get(self, id: str) -> Record | None:
        """The record of an answer; None when it is unknown or forgotten."""
        with self._lock:
            packed = self._records.get(id)
        if packed is None:
            return None
        found: Record = json.loads(zlib.decompress(packed))
        return found


def record(answer: Answer, before: Collection[str] = ()) -> Record:
    """What is worth keeping of an answer: all but the hits, which were no evidence.

    `before` are ids of the articles that the conversation told of: a follow-up is completed with words of theirs.
    """
    kept = {name: value for name, value in answer.to_dict().items() if name not in ("hits", "timings")}
    completed = answer.queries or answer.question_used not in ("", answer.question)
    named = dict.fromkeys([*rests_on(answer), *(before if completed else ())])
    return {**kept, "named": list(named), "answered_at": datetime.now(UTC).isoformat(timespec="seconds")}


def rests_on(answer: Answer) -> list[str]:
    """Ids of the articles that its text may tell of: cited, or named as the nearest by an abstention."""
    cited = [citation.article.id for citation in answer.quoted]
    nearest = [] if answer.answered else list(dict.fromkeys(hit.article.id for hit in answer.hits))[:_NEAREST]
    return list(dict.fromkeys([*cited, *nearest]))


def method(answer: Answer) -> str:
    """What put an answer together: a model by its name, or quotation."""
    return answer.model or "quotation"


def is_gone(found: Record | None) -> bool:
    """Whether a remembered answer is no longer shown, because an article of it is no longer public."""
    return found is not None and found["text"] == GONE


def marks_of(found: Record | None) -> tuple[Mark, ...]:
    """The numbers that a remembered answer gave to what it cited; none of one that is forgotten."""
    return tuple(
        Mark(each["number"], each["article"]["id"], each["version"], each["start"], each["end"])
        for name in ("citations", "more")
        for each in (found or {}).get(name, ())
    )
