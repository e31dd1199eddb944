"""What an archive holds, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from index.recipe import Recipe


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
