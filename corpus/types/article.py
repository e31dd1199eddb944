"""One news item, the way every other part of the product sees it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

USABLE = "usable"
_DATES = ("published", "updated", "embargoed_until", "expires")


@dataclass(frozen=True, slots=True)
class Article:
    """One news item: plain text, and what the newsroom says about it."""

    id: str                                    # stable: its own id, else made from its URL, else from its text
    title: str
    text: str                                  # plain; paragraphs separated by one blank line
    url: str = ""                              # http(s), or empty
    published: datetime | None = None          # always with a time zone
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    source: str = ""                           # the paper, agency or site
    section: str = ""
    kind: str = "news"                         # news, opinion, analysis, live, wire, sponsored, correction, ...
    language: str = ""                         # BCP 47, or empty when unknown
    status: str = USABLE                       # usable, withheld, canceled (as in ninjs)
    embargoed_until: datetime | None = None
    expires: datetime | None = None
    corrections: tuple[tuple[datetime | None, str], ...] = ()
    rights: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)   # fields of the source that have no place above

    def visible(self, now: datetime) -> bool:
        """Whether a reader may see it at `now` (aware): usable, past its embargo, not expired."""
        return (
            self.status == USABLE
            and (self.embargoed_until is None or self.embargoed_until <= now)
            and (self.expires is None or self.expires > now)
        )

    @property
    def byline(self) -> str:
        """The authors as a newspaper prints them: "Ann Lee, Bob Ray and Cy Poe"; empty when there are none."""
        if len(self.authors) < 2:
            return "".join(self.authors)
        return f"{', '.join(self.authors[:-1])} and {self.authors[-1]}"

    def to_dict(self) -> dict[str, Any]:
        """Every field as JSON types: dates in ISO 8601, corrections as {"date", "text"}; JSONL readers take it back."""
        return {
            "id": self.id,
            "title": self.title,
            "text": self.text,
            "url": self.url,
            "published": _iso(self.published),
            "updated": _iso(self.updated),
            "authors": list(self.authors),
            "source": self.source,
            "section": self.section,
            "kind": self.kind,
            "language": self.language,
            "status": self.status,
            "embargoed_until": _iso(self.embargoed_until),
            "expires": _iso(self.expires),
            "corrections": [{"date": _iso(date), "text": text} for date, text in self.corrections],
            "rights": self.rights,
            "extra": dict(self.extra),
        }

    def card(self) -> dict[str, Any]:
        """What a card shows of it: every field but text and extra, as JSON types."""
        return {name: value for name, value in self.to_dict().items() if name not in ("text", "extra")}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Article:
        """The exact inverse of `to_dict`; sources that nobody checked go through `corpus.record.record` instead."""
        made = dict(fields)
        for name in _DATES:
            made[name] = _moment(made[name])
        made["authors"] = tuple(made["authors"])
        made["corrections"] = tuple((_moment(each["date"]), each["text"]) for each in made["corrections"])
        return cls(**made)

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) over every field: equal for articles that say the same, whatever the time or machine."""
        canonical = json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(own: str, url: str, text: str) -> str:
    """A stable id: the article's own when it has one, else made from its URL, else from its text."""
    if own:
        return own
    prefix, basis = ("url", url) if url else ("text", text)
    return f"{prefix}-{hashlib.sha256(basis.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(iso: str | None) -> datetime | None:
    return None if iso is None else datetime.fromisoformat(iso)
