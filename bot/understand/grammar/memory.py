"""Texts that are remembered to spare work, and how all of them are forgotten: nothing outlives its withdrawal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from corpus import Article
from index.archive import Redacted


class _Cached(Protocol):
    def cache_clear(self) -> None: ...


C = TypeVar("C", bound=_Cached)
_forgetting: list[Callable[[], None]] = []


def forgettable(cached: C) -> C:
    """A function with an `lru_cache` over texts, which is emptied with all others."""
    _forgetting.append(cached.cache_clear)
    return cached


def on_forgetting(clear: Callable[[], None]) -> None:
    """Have `clear` called when texts are forgotten."""
    _forgetting.append(clear)


def forget() -> None:
    """Empty everything that remembers texts; they are read anew when they are met again."""
    for clear in _forgetting:
        clear()


def redact(folder: Path, files: Sequence[Path], ids: Collection[str], articles: Sequence[Article]) -> Redacted:
    """Forget what this process remembers of any article: a redactor for `index.archive.hand_in`."""
    forget()
    return Redacted()
