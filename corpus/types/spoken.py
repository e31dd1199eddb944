"""Who speaks in a passage of a transcript, and when."""

from __future__ import annotations

from typing import Any

from corpus.types.article import Article


def second_of(article: Article, start: int) -> int | None:
    """The second of the recording at which what stands there begins; None for what is no transcript."""
    if article.kind != "transcript":
        return None
    second = _last_mark(article.extra.get("times"), start)
    return int(second) if isinstance(second, (int, float)) else None


def speaker_of(article: Article, start: int) -> str:
    """Who says what stands there; empty where nobody is named, and for what is no transcript."""
    name = _last_mark(article.extra.get("speakers"), start) if article.kind == "transcript" else None
    return name if isinstance(name, str) else ""


def spoken(article: Article, start: int) -> str:
    """Who says what stands there, and when: "Bob Ray, 1:05"; empty for what is no transcript."""
    second = second_of(article, start)
    return ", ".join(filter(None, (speaker_of(article, start), "" if second is None else clock(second))))


def clock(second: int) -> str:
    """A moment of a recording as players show it: "1:05", "1:02:03"."""
    hours, rest = divmod(second, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _last_mark(marks: object, start: int) -> Any:   # noqa: ANN401
    """What the last of some [place in the text, value] at or before `start` says; None where they are no such marks."""
    listed = marks if isinstance(marks, list) else []
    begun = [each[1] for each in listed if isinstance(each, list) and len(each) == 2
             and isinstance(each[0], (int, float)) and each[0] <= start]
    return begun[-1] if begun else None
