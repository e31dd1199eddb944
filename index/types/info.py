"""What an archive holds, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus import Article
from index.types.recipe import Recipe


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What an archive holds that a reader may see now."""

    name: str
    generation: int
    articles: int
    passages: int
    embedded: int                  # passages that have their vector
    oldest: datetime | None        # publication dates
    newest: datetime | None
    sections: tuple[str, ...]      # largest first
    recipe: Recipe
    in_step: datetime | None = None   # when `watch` last brought it up to date; None where nothing watches


@dataclass(frozen=True, slots=True)
class Holding:
    """Articles that hold all of some words, the oldest first; undated ones before them."""

    articles: tuple[Article, ...]
    complete: bool          # False where there were too many to go through
