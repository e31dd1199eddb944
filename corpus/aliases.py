"""The names that sources give to the fields of an article."""

from __future__ import annotations

import re
from functools import lru_cache

# Earlier names win where a record holds several. Written without case, spaces and marks: "pubDate" is "pubdate".
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "articleid", "identifier"),
    "title": ("title", "headline", "heading", "head"),
    "text": (
        "text", "body", "content", "articlebody", "bodytext", "fulltext", "maintext", "articletext", "contenttext",
        "story",
    ),
    "html": ("html", "bodyhtml", "contenthtml", "contentencoded", "bodyxhtml"),
    "url": ("url", "link", "weburl", "permalink", "canonicalurl", "canonical", "articleurl", "href"),
    "published": (
        "published", "date", "pubdate", "publishdate", "publisheddate", "publicationdate", "datepublished",
        "publishedat", "publishedon", "datetime",
    ),
    "updated": (
        "updated", "modified", "updatedat", "modifiedat", "datemodified", "dateupdated", "lastmodified", "lastupdated",
        "updateddate", "modifieddate", "lastmod",
    ),
    "authors": ("authors", "author", "byline", "creator", "dccreator", "writer", "writers", "reporter", "reporters"),
    "source": ("source", "publication", "publisher", "outlet", "sourcename", "sitename", "newspaper", "site"),
    "section": ("section", "category", "categories", "articlesection", "sectionname", "desk"),
    "kind": ("kind", "genre", "articletype"),
    "language": ("language", "lang", "inlanguage"),
    "status": ("status", "pubstatus", "publicationstatus"),
    "draft": ("draft", "isdraft"),
    "embargoed_until": ("embargoeduntil", "embargoed", "embargo", "embargodate", "embargountil"),
    "expires": ("expires", "expiry", "expirydate", "expirationdate", "expirationtime", "expiresat", "validuntil"),
    "corrections": ("corrections", "correction"),
    "rights": ("rights", "copyright", "license", "usageterms", "copyrightnotice", "copyrightholder"),
    "extra": ("extra",),
}
_PLACES = {alias: (field, rank) for field, aliases in NAMES.items() for rank, alias in enumerate(aliases)}
_MARKS = re.compile(r"[\s_.:-]+")


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int] | None:
    """The field of an article that a source's name means, and how good a name it is (0 is best); None if unknown."""
    return _PLACES.get(name) or _PLACES.get(_MARKS.sub("", name).lower())
