"""Says what changed from one version of an article to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corpus import Article
from index.store.versions import Version

_LABELS = ("url", "section", "source", "kind", "language", "rights")
_DATES = ("published", "embargoed_until", "expires")


@dataclass(frozen=True, slots=True)
class Change:
    """One version, and how it differs from the one before."""

    version: Version
    changed: tuple[str, ...]       # a few words each; empty for the first one

    def to_dict(self) -> dict[str, Any]:
        """As JSON types, without the text."""
        version, article = self.version, self.version.article
        return {
            "version": version.number,
            "stored": _iso(version.stored),
            "replaced": _iso(version.replaced),
            "published": _iso(article.published),
            "updated": _iso(article.updated),
            "title": article.title,
            "status": article.status,
            "characters": len(article.text),
            "corrections": [{"date": _iso(date), "text": text} for date, text in article.corrections],
            "changed": list(self.changed),
        }


def history(versions: Sequence[Version]) -> list[Change]:
    """Each version with what it changed, the oldest first."""
    before: list[Version | None] = [None, *versions][: len(versions)]
    return [
        Change(version, changes(earlier.article, version.article) if earlier else ())
        for earlier, version in zip(before, versions, strict=True)
    ]


def changes(before: Article, after: Article) -> tuple[str, ...]:
    """What a reader or a desk would want to know of it, in a few words each."""
    found = []
    if before.title != after.title:
        found.append(f"title: “{before.title}” became “{after.title}”")
    if before.text != after.text:
        found.append(_text_change(before.text, after.text))
    found += [f"correction{f' of {date:%Y-%m-%d}' if date else ''}: {text}"
              for date, text in after.corrections if (date, text) not in before.corrections]
    taken_back = [text for date, text in before.corrections if (date, text) not in after.corrections]
    found += [f"correction taken out: {text}" for text in taken_back]
    if before.status != after.status:
        found.append(f"status: {before.status} became {after.status}")
    for name in _DATES:
        if getattr(before, name) != getattr(after, name):
            was, now = (_iso(getattr(each, name)) or "none" for each in (before, after))
            found.append(f"{name.replace('_', ' ')}: {was} became {now}")
    if before.authors != after.authors:
        found.append(f"authors: {before.byline or 'none'} became {after.byline or 'none'}")
    for name in _LABELS:
        if getattr(before, name) != getattr(after, name):
            found.append(f"{name}: {getattr(before, name) or 'none'} became {getattr(after, name) or 'none'}")
    if not found:
        found.append("updated" if before.updated != after.updated else "other fields of the source")
    return tuple(found)


def _text_change(before: str, after: str) -> str:
    """How much longer or shorter, and how many paragraphs are other than before."""
    gained = len(after) - len(before)
    size = f"{abs(gained):,} characters {'longer' if gained > 0 else 'shorter'}" if gained else "as long as before"
    old, new = set(before.split("\n\n")), after.split("\n\n")
    fresh = sum(paragraph not in old for paragraph in new)
    return f"text: {size}, {fresh} of {len(new)} paragraphs new or changed"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
