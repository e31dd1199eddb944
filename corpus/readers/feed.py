"""Read RSS, RDF and Atom feeds."""

from __future__ import annotations

import calendar
import io
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from types import ModuleType
from typing import Any

from corpus.record.aliases import field_of, hides
from corpus.record.corrections import printed_corrections
from corpus.record.kinds import kind_of
from corpus.record.record import articles_from
from corpus.record.values import absolute
from corpus.text.dates import parse_date
from corpus.text.decode import File, decode, read_bytes, strays_in, tell_strays
from corpus.text.markup import html_text
from corpus.text.xml_items import refuse_entities
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report, left_out_if_refused

MAX_FEED_BYTES = 64 * 2**20   # the largest feeds have 10 MiB; feedparser holds them whole
_ROOT_BYTES = 10_000          # in which a feed names its namespaces
_MEDIA_RSS = re.compile(rb"""xmlns:([A-Za-z][\w.-]{0,30})\s*=\s*["']http://search\.yahoo\.com/mrss""")
_OTHER_CHARSET = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["'](?!utf-?8)""", re.IGNORECASE)
_READ_APART = frozenset(("expired", "validity_start", "validity_end"))


class NoFeed(RecordError):
    """A file that is no feed."""


def read_feed(file: File, name: str, report: Report) -> Iterator[Article]:
    """The entries of a feed: their full content where they have it, else their summary (`extra` then says so).

    Nothing is fetched. Raises RecordError for what is no feed.
    """
    for number, record in enumerate(feed_records(read_bytes(file, MAX_FEED_BYTES), name, report)):
        yield from articles_from(record, f"{name}[{number}]", report)


def feed_records(data: bytes, name: str, report: Report) -> Iterator[dict[str, Any]]:
    """What every entry of a feed says, under Article's names; raises RecordError for what can't be read as one."""
    refuse_entities(data)
    if (strays := strays_in(data)) and not _OTHER_CHARSET.match(data):   # else all of it is read as Windows-1252
        tell_strays(strays, name, report)
        data = decode(data).encode()
    content = io.BytesIO(_without_captions(data))
    try:
        # A stream: what looks like an address or a path would be opened.
        feed = _feedparser().parse(content, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:   # broken markup raises what it will in there
        reason = str(error)[:120] or type(error).__name__
        raise RecordError(f"This feed can't be read ({reason}); save it again.") from None
    if not feed.entries and not feed.version:
        raise NoFeed("This is no RSS, RDF or Atom feed; save the feed again, not the page about it.")
    if feed.bozo and isinstance(feed.bozo_exception, Exception) and "encoding" not in str(feed.bozo_exception).lower():
        reason = " ".join(str(feed.bozo_exception).split())[:120]
        report(Notice(name, f"The feed is broken ({reason}) and was read as well as can be."))
    for number, entry in enumerate(feed.entries):
        with left_out_if_refused(f"{name}[{number}]", report):
            yield _record(entry, feed.feed)


def _record(entry: dict[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    text, full = _text(entry)
    tags = [str(name) for tag in entry.get("tags", ()) if (name := tag.get("label") or tag.get("term"))]
    updated, published = _date(entry, "updated"), _date(entry, "published")
    record = {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "text": text,
        "url": absolute(entry.get("link"), feed.get("link")),
        "published": published or updated or _date(entry, "created"),
        "updated": updated if published and updated != published else None,
        **_limits(entry),
        "authors": _authors(entry) or _authors(feed),
        "source": (entry.get("source") or {}).get("title") or feed.get("title"),
        "section": tags,
        "kind": kind_of(*tags),
        "language": _language(entry) or feed.get("language"),
        "rights": entry.get("rights") or feed.get("rights"),
        "corrections": printed_corrections(text),
    }
    if text and not full:
        record["extra"] = {"summary_only": True}
    return {field: value for field, value in record.items() if value}


def _without_captions(data: bytes) -> bytes:
    """The feed with descriptions of its pictures under another name; feedparser takes them for the entry's own."""
    names = {b"media", *_MEDIA_RSS.findall(data[:_ROOT_BYTES])}
    return re.sub(rb"(</?(?:" + b"|".join(map(re.escape, names)) + rb"):)description\b", rb"\1caption", data)


def _limits(entry: dict[str, Any]) -> dict[str, list[Any]]:
    """What an entry says about being shown, in whatever namespace: "app_draft", "prism_expirationdate", "status"."""
    limits = {"embargoed_until": [dict.get(entry, "validity_start")],
              "expires": [_date(entry, "expired"), dict.get(entry, "validity_end")]}
    for key in entry:
        name = key if field_of(key) else key.partition("_")[2] or key
        if key not in _READ_APART and isinstance(value := dict.get(entry, key), str) and hides(name):
            known = field_of(name)
            limits.setdefault(known[0] if known else name, []).append(value)
    return {field: kept for field, values in limits.items() if (kept := [each for each in values if each])}


def _text(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """The longest content, else the summary; and whether it is more than a summary."""
    contents = [html_text(each["value"]) for each in entry.get("content", ()) if isinstance(each.get("value"), str)]
    summary = html_text(entry.get("summary") or "")
    best = max(contents, key=len, default="")
    return (best, True) if best and len(best) >= len(summary) else (summary, False)


def _authors(entry: Mapping[str, Any]) -> str | list[str]:
    names = [str(each["name"]) for each in entry.get("authors", ()) if each.get("name")]
    return names[0] if len(names) == 1 else names


def _date(entry: dict[str, Any], name: str) -> str | None:
    """As written, which has the zone in it; where that can't be read, as feedparser read it."""
    # Not the entry's own `get`, which takes the one date for the other.
    raw, known = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if isinstance(raw, str) and parse_date(raw, future=True):
        return raw
    if isinstance(known, time.struct_time):
        try:
            return datetime.fromtimestamp(calendar.timegm(known), UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            return raw
    return raw if isinstance(raw, str) else None


def _language(entry: Mapping[str, Any]) -> str:
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    return next((str(each["language"]) for each in details if each.get("language")), "")


@cache
def _feedparser() -> ModuleType:
    """Imported when the first feed comes."""
    import feedparser

    module: ModuleType = feedparser
    return module
