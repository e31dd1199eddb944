"""The names that sources give to the fields of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# Earlier names win where a record holds several. Written without case, spaces and marks: "pubDate" is "pubdate".
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "articleid", "identifier"),
    "title": ("title", "headline", "heading", "head", "webtitle", "headlinemain", "posttitle", "articletitle"),
    "text": (
        "text", "body", "content", "articlebody", "bodytext", "fulltext", "maintext", "articletext", "contenttext",
        "story", "bodyplain", "bodyraw", "plaintext", "articlecontent", "storybody", "storytext", "plaincontent",
        "lexical",
    ),
    "html": ("html", "bodyhtml", "contenthtml", "contentencoded", "bodyxhtml"),
    "url": ("url", "link", "weburl", "permalink", "canonicalurl", "canonical", "articleurl", "href"),
    "published": (
        "published", "date", "pubdate", "publishdate", "publisheddate", "publicationdate", "datepublished",
        "publishedat", "publishedon", "datetime", "dategmt", "datepublish", "publishingdate", "publicationtime",
        "publishedtime", "publishedtimestamp", "webpublicationdate", "firstpublished", "firstpublishedat",
        "firstpublishdate", "firstpublicationdate", "articlepublishedtime", "displaydate", "postdate", "postdategmt",
        "pubtime", "publicationdatetime", "publisheddatetime", "issued", "dateissued", "releasedate", "articledate",
        "storydate", "printdate", "dcdate", "createdat", "created", "datecreated", "creationdate", "createdon",
        "timestamp",
    ),
    "updated": (
        "updated", "modified", "updatedat", "modifiedat", "datemodified", "dateupdated", "lastmodified", "lastupdated",
        "updateddate", "modifieddate", "lastmod", "modifiedgmt", "datemodify", "changed", "changedat", "datechanged",
        "lastmodifiedat", "lastupdatedat", "lastupdateddate", "modificationdate", "updatetime", "updatedtime",
        "articlemodifiedtime", "postmodified", "postmodifiedgmt", "revisiondate",
    ),
    "authors": ("authors", "author", "byline", "creator", "dccreator", "writer", "writers", "reporter", "reporters"),
    "source": ("source", "publication", "publisher", "outlet", "sourcename", "sitename", "newspaper", "site",
               "sourcedomain"),
    "section": ("section", "category", "categories", "articlesection", "sectionname", "desk"),
    "kind": ("kind", "genre", "articletype"),
    "language": ("language", "lang", "inlanguage"),
    "status": (
        "status", "pubstatus", "publicationstatus", "publicationstate", "publishstatus", "publishstate",
        "publishingstatus", "poststatus", "articlestatus", "storystatus", "itemstatus", "contentstatus",
        "managementstatus", "creativeworkstatus", "workflowstatus", "workflowstate", "moderationstate",
    ),
    "draft": (   # yes hides the article
        "draft", "isdraft", "hidden", "ishidden", "unpublished", "isunpublished", "private", "isprivate", "deleted",
        "isdeleted", "trashed", "istrashed", "isembargoed", "underembargo", "isexpired", "withheld", "iswithheld",
        "killed", "iskilled", "spiked", "isspiked", "retracted", "isretracted", "withdrawn", "iswithdrawn", "canceled",
        "iscanceled", "cancelled", "iscancelled", "donotpublish", "dontpublish", "notforpublication",
    ),
    "public": ("public", "ispublic", "ispublished", "visible", "isvisible"),   # no hides it
    "embargoed_until": (
        "embargoeduntil", "embargoed", "embargo", "embargodate", "embargountil", "embargoeddate", "embargotill",
        "embargotime", "embargodatetime", "embargotimestamp", "embargoend", "embargoends", "embargoenddate",
        "embargoendsat", "embargoexpires", "embargoexpiry", "embargoexpirydate", "embargoexpiration", "embargolift",
        "embargolifts", "embargoliftdate", "embargoliftsat", "dateembargoed", "underembargountil", "publishafter",
        "publishat", "publishon", "publishfrom", "publishtime", "publishup", "publishstart", "publishstartdate",
        "publicationstart", "publicationstartdate", "scheduledat", "scheduledfor", "scheduleddate",
        "scheduledpublishat", "scheduledpublishdate", "golive", "goliveat", "golivedate", "livefrom", "onlinefrom",
        "activefrom", "availablefrom", "availableafter", "visiblefrom", "visibleafter", "showfrom", "showafter",
        "releaseat", "releaseafter", "validfrom", "notbefore", "notforpublicationbefore",
    ),
    "expires": (
        "expires", "expiry", "expirydate", "expirationdate", "expirationtime", "expiresat", "validuntil", "expire",
        "expireat", "expireson", "expiredate", "expired", "expiredat", "expirytime", "expirydatetime", "expiration",
        "expirationdatetime", "expirationtimestamp", "dateexpires", "unpublish", "unpublishat", "unpublishon",
        "unpublishdate", "unpublishtime", "unpublishafter", "unpublishedat", "unpublishedon", "publishuntil",
        "publishdown", "publishend", "publishenddate", "publicationend", "publicationenddate", "validto", "validtill",
        "validthrough", "availableuntil", "unavailableafter", "visibleuntil", "showuntil", "onlineuntil",
        "activeuntil", "hideat", "hideafter", "removeat", "removeafter", "removaldate", "takedownat", "takedowndate",
        "killdate", "deletedat", "deletedon", "trashedat", "retractedat", "retractedon", "withdrawnat", "withdrawnon",
        "notafter",
    ),
    "corrections": ("corrections", "correction"),
    "rights": ("rights", "copyright", "license", "usageterms", "copyrightnotice", "copyrightholder"),
    "extra": ("extra",),
}
HIDING = frozenset(("status", "draft", "public", "embargoed_until", "expires"))   # every value of these counts
# Names of a publication that was planned: one that lies ahead is an embargo, one that has been is the date.
PLANNED = frozenset(("publishdate", "publishat", "publishon", "publishtime", "scheduledat", "scheduledfor",
                     "scheduleddate", "scheduledpublishat", "scheduledpublishdate"))
MAX_DEPTH = 5   # of objects in which an embargo is looked for

_PLACES = {alias: (field, rank) for field, aliases in NAMES.items() for rank, alias in enumerate(aliases)}
_MARKS = re.compile(r"[\W_]+")
_EMBARGO = re.compile(r"embargo|unpublish")
_HIDING = re.compile(r"embargo|unpublish|expir")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """The name without case, spaces and marks: "embargo_date", "embargo-date" and "embargoDate" are one name."""
    return _MARKS.sub("", name).lower()


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int] | None:
    """The field of an article that a source's name means, and how good a name it is (0 is best); None if unknown."""
    return _PLACES.get(name) or _PLACES.get(plain_name(name))


def hides(name: str) -> bool:
    """Whether a field of that name says when or whether an article may be shown, as far as a name can tell."""
    known = field_of(name)
    return known[0] in HIDING if known else _HIDING.search(plain_name(name)) is not None


def hiding(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say when or whether an article may be shown."""
    return {str(name): value for name, value in fields.items() if hides(str(name))}


def embargoes_in(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that speak of an embargo."""
    return {str(name): value for name, value in fields.items() if _embargoes(str(name))}


def embargoes_within(fields: Mapping[str, Any], depth: int = MAX_DEPTH) -> dict[str, Any]:
    """The embargoes in objects within a record, by the path of their names: {"meta.embargo": "2026-12-01"}."""
    inner = ((str(name), value) for name, value in fields.items() if isinstance(value, Mapping) and depth)
    within = {}
    for name, value in inner:
        within.update({f"{name}.{each}": stated for each, stated in embargoes_in(value).items()})
        within.update({f"{name}.{path}": stated for path, stated in embargoes_within(value, depth - 1).items()})
    return within


def _embargoes(name: str) -> bool:
    known = field_of(name)
    return known[0] == "embargoed_until" if known else _EMBARGO.search(plain_name(name)) is not None
