"""What is known of a passage, for whatever framework carries it."""

from __future__ import annotations

from typing import Any

from bot.newsroom.credit import corrections, credit
from index import Hit


def facts_of(hit: Hit) -> dict[str, Any]:
    """The passage's place and its article, as JSON types: enough to filter by, and to credit it."""
    article = hit.article
    return {
        "article": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "section": article.section,
        "authors": list(article.authors),
        "kind": article.kind,
        "corrections": corrections(article),
        "citation": credit(article, article.url),
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
    }
