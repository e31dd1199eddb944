"""Tell the format of a file by what it holds, and by its name where that doesn't tell."""

from __future__ import annotations

import json
import re

from corpus.readers import BARE_WIRE
from corpus.text.decode import encoding_of
from corpus.text.xml_items import root_name
from corpus.types.errors import RecordError

_ROOTS = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "channel": "feed", "nitf": "nitf", "contentset": "nitf",
    "newsitem": "newsml-g2",
    "packageitem": "newsml-g2", "newsmessage": "newsml-g2", "knowledgeitem": "newsml-g2", "conceptitem": "newsml-g2",
    "planningitem": "newsml-g2", "catalogitem": "newsml-g2", "mediawiki": "mediawiki", "urlset": "sitemap",
    "sitemapindex": "sitemap", "html": "html", "reuters": "reuters", "lewis": "reuters", "newsml": "newsml-1",
    "tt": "ttml", "alto": "alto", "pcgts": "page-xml", "mets": "mets",
    "article": "jats", "mods": "catalogue", "modscollection": "catalogue", "dc": "catalogue",
    "qualifieddc": "catalogue",
}
_MARC = re.compile(r"<(?:\w+:)?(?:record|collection)\s[^>]*www\.loc\.gov/MARC21")   # other XML has such roots too
_WORDPRESS = re.compile(r"wordpress\.org/export/|<wp:wxr_version>")
_JSON = re.compile(r"[\[{]\s*(?:[\"{\[\]}]|$)")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[A-Za-z][\w -]{0,60}:.*\n|[ \t-].*\n|#.*\n)+?(?:---|\.\.\.)[ \t]*\n")
_MAIL = re.compile(r"(?:[A-Z][\w-]{1,40}:[ \t].*\n(?:[ \t]+\S.*\n)*){3,}", re.IGNORECASE)
_MAIL_SAYS = (re.compile(r"^From:", re.IGNORECASE | re.MULTILINE),
              re.compile(r"^(?:Received|Message-ID|MIME-Version|Subject):", re.IGNORECASE | re.MULTILINE))
# A message of a wire: marks that once let the receiver's machine start, and the first line of the head.
_WIRE = re.compile(rb"[\0\x16\x7f \r\n]{0,20}\x01[ -~]{3,80}[\r\n\x1f]")
_HEAD = 2_000        # characters in which the root stands
_DOCTYPE = re.compile(r"\s*<!DOCTYPE\s+(\w+)", re.IGNORECASE)


def format_of(head: bytes, suffix: str) -> str:
    """The format that the first bytes tell, such as "wxr" or "jsonl"; empty where the suffix has to tell.

    Only what can't be anything else counts: a page by its root, JSON by its first marks, Markdown by its front matter.
    """
    if (_WIRE.match(head) and b"\x02" in head) or BARE_WIRE.match(head):
        return "iptc7901"
    try:
        text = head.decode(encoding_of(head), "replace").lstrip("\ufeff \t\r\n")
    except RecordError:
        return ""
    if text.startswith("WEBVTT"):
        return "captions"
    if text.startswith("<"):
        return _markup(text)
    if text.startswith(("{", "[")) and _JSON.match(text):
        return _json(text, suffix)
    if suffix in (".txt", ".text", "") and _FRONT_MATTER.match(text.replace("\r\n", "\n")):
        return "markdown"
    if suffix in (".txt", ".text", "") and _is_mail(text.replace("\r\n", "\n")):
        return "eml"
    return ""


def _is_mail(text: str) -> bool:
    """Whether it opens with the head of a mail, which servers and programs write, and people don't."""
    head = _MAIL.match(text)
    return head is not None and all(each.search(head[0]) for each in _MAIL_SAYS)


def _markup(text: str) -> str:
    doctype = _DOCTYPE.match(text)
    root = (doctype[1].lower() if doctype else "") or root_name(text)
    known = _ROOTS.get(root) or _ROOTS.get(root_name(text).rpartition(":")[2], "")
    if not known and _MARC.search(text[:_HEAD]):
        return "catalogue"
    return "wxr" if known == "feed" and _WORDPRESS.search(text) else known


def _json(text: str, suffix: str) -> str:
    """JSON Lines where the first line is whole and another object follows it, or the suffix says so."""
    first, _, rest = text.partition("\n")
    if text.startswith("{") and (rest.lstrip().startswith("{") or not rest.strip()):
        try:
            is_object = isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            is_object = False
        if is_object and (rest.strip() or suffix in (".jsonl", ".ndjson")):
            return "jsonl"
    if suffix in (".jsonl", ".ndjson", ".csv", ".tsv"):
        return ""   # a line too long to be seen whole, or a table's odd header
    return "json" if suffix != ".md" else ""
