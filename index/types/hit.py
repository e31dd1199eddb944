"""A passage of an article, and a passage found by a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus import Article


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one article, small enough to embed."""

    id: int            # row number in the database and in both indexes, never used twice
    article: Article
    start: int         # character offsets into article.text, end exclusive
    end: int

    @property
    def text(self) -> str:
        """The passage's words, exactly as the article has them."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search; higher scores are better, comparable within one search only."""

    passage: Passage
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)   # what the score is made of: "dense", "lexical"
    twins: tuple[Article, ...] = ()    # other articles that print the same story, the earliest first

    @property
    def article(self) -> Article:
        """The article that the passage stands in."""
        return self.passage.article

    @property
    def text(self) -> str:
        """The passage's words."""
        return self.passage.text

    def to_dict(self) -> dict[str, Any]:
        """As JSON types: {"article", "text", "start", "end", "score", "twins"}; articles without their texts."""
        return {
            "article": self.article.card(),
            "text": self.text,
            "start": self.passage.start,
            "end": self.passage.end,
            "score": round(self.score, 4),
            "twins": [twin.card() for twin in self.twins],
        }
