"""Read ninjs 1.x to 3.x, and the JSON of The Associated Press, which is built on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from corpus.readers.agencies.nitf import body_text
from corpus.record.aliases import hiding, plain_name
from corpus.record.corrections import printed_corrections
from corpus.record.kinds import kind_of
from corpus.text.dates import first_readable
from corpus.text.markup import html_text, piece_text, without_title
from corpus.types.errors import RecordError

_TELLING = frozenset((
    "versioncreated", "pubstatus", "representationtype", "contentcreated", "firstcreated", "bodies", "headlines",
    "bodyxhtml", "bodytext", "bodynitf", "eventdetails", "standard", "renditions",
))
_NAMING = frozenset(("uri", "altids"))             # The Associated Press names its items by the latter alone
_RELEASED = frozenset(("pubstatus", "versioncreated"))
_NO_ARTICLES = frozenset(("picture", "photo", "graphic", "video", "audio", "event", "planning", "object"))
_PREFERRED = ("xhtml", "html", "html5", "richtext", "nitf", "text", "main")
_MAIN = ("", "main", "text")   # the roles of the headline and the description that count, best first
MAX_ASSOCIATIONS = 1_000


def is_ninjs(record: object) -> bool:
    """Whether an object has what ninjs has and the JSON of websites hasn't."""
    if not isinstance(record, Mapping):
        return False
    if _wrapped(record):   # as The Associated Press delivers several
        return True
    names = {plain_name(str(name)) for name in record}
    has_body = any(name.startswith("body") for name in names)
    return bool(names & _NAMING and names & _TELLING) or (names >= _RELEASED and has_body)


def ninjs_records(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What an item says, under Article's names, and each of its associated texts that has a body of its own.

    Raises RecordError for a picture, an event, or anything else that is no article.
    """
    if wrapped := _wrapped(record):
        for each in wrapped:
            yield from ninjs_records(each)
        return
    item = _lowered(record)
    what = str(item.get("type") or ("event" if "eventdetails" in item else "text")).lower()
    if what in _NO_ARTICLES:
        raise RecordError(f"This ninjs item is of the type {what[:20]}, not a text, and was passed over.")
    yield _record(item)
    yield from _associated(item)


def _wrapped(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items in an envelope: {"data": {"items": [{"item": ...}]}}, {"data": {"item": ...}} or {"item": ...}."""
    data = record["data"] if isinstance(record.get("data"), Mapping) else record
    if isinstance(data.get("item"), list):
        return [each for each in data["item"] if is_ninjs(each)]
    listed: list[Any] = data["items"] if isinstance(data.get("items"), list) else [data]
    return [each["item"] for each in listed if isinstance(each, Mapping) and isinstance(each.get("item"), Mapping)]


def _associated(package: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Texts within a package, which hides them where they don't say otherwise; a list since ninjs 2.0."""
    associations = package.get("associations")
    listed = list(associations.values()) if isinstance(associations, Mapping) else associations
    for each in (listed if isinstance(listed, list) else [])[:MAX_ASSOCIATIONS]:
        if isinstance(each, Mapping):
            item = _lowered(each)
            if item.get("type") == "text" and item.get("uri") and _body(item):
                yield _record({**hiding(package), **item})


def _record(item: Mapping[str, Any]) -> dict[str, Any]:
    made = [_text(item.get(name)) for name in ("firstcreated", "contentcreated")]
    version = _text(item.get("versioncreated")) or _text(item.get("contentmodified"))
    published = first_readable(*made, version)
    body = _body(item)
    is_summary = not body
    body = body or {"text": _best_of(item, "description")}
    uri, note = _text(item.get("uri")), _text(item.get("ednote"))
    title = _best_of(item, "headline") or _text(item.get("title"))
    if "text" in body:
        body["text"] = without_title(body["text"], title)
    record: dict[str, Any] = {
        "id": uri or _alternative_id(item.get("altids")),
        "title": title,
        **body,
        "url": _canonical(item) or (uri if uri.startswith(("http://", "https://")) else ""),
        "published": published,
        "updated": version if version != published else None,
        "authors": _authors(item),
        "source": _named(item, "infosource", "infosources", "provider") or _text(item.get("copyrightholder")),
        "section": _section(item),
        "kind": kind_of(*_genres(item)),
        "language": item.get("language"),
        **hiding(item),
        "corrections": _corrections(item, note) or printed_corrections(body.get("text", "")),
        "rights": " ".join(filter(None, (_text(item.get("copyrightnotice")) or _text(item.get("copyrightholder")),
                                         _text(item.get("usageterms"))))),
    }
    extra = {"editors_note": note, "version": item.get("version"), "slugline": item.get("slugline"),
             "located": item.get("located"), "urgency": item.get("urgency"), "genres": _genres(item),
             "summary_only": is_summary and bool(body["text"])}
    record["extra"] = {field: value for field, value in extra.items() if value}
    return {field: value for field, value in record.items() if value not in (None, "", [], {})}


def _body(item: Mapping[str, Any]) -> dict[str, str]:
    """The body as text: of several forms the one that keeps the paragraphs best."""
    forms = {name.removeprefix("body_"): value for name, value in item.items() if name.startswith("body_")}
    for each in item["bodies"] if isinstance(item.get("bodies"), list) else []:
        if isinstance(each, Mapping):
            body = _lowered(each)
            forms.setdefault(_form(body), body.get("value"))
    named = [form for form in _PREFERRED if form in forms]
    for form in (*named, *(form for form in forms if form not in named)):
        if (value := _text(forms[form])) and (text := _plain(value, form)):
            return {"text": text}
    return {}


def _form(body: Mapping[str, Any]) -> str:
    role, content_type = _text(body.get("role")).lower(), _text(body.get("contenttype")).lower()
    if role in _PREFERRED:
        return role
    return next((form for form in _PREFERRED if form in content_type), role or "text")


def _plain(value: str, form: str) -> str:
    """The text of NITF, HTML or plain text; items don't always say truly which."""
    start = value.lstrip()[:500]
    if re.search(r"<(?:nitf|body\.content|body\.head|block)\b", start):
        return _nitf_text(value)
    if start.startswith("<?xml") or re.match(r"<[A-Z]+ ?ITF\b|<TTNITF", start):
        return ""
    if "html" in form or re.search(r"<[a-zA-Z][^<>]*>", value):
        return piece_text(value) or html_text(value)
    return value


def _nitf_text(value: str) -> str:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    wrapped = value.strip() if value.lstrip().startswith(("<?xml", "<nitf", "<!DOCTYPE")) else f"<nitf>{value}</nitf>"
    try:
        root = etree.fromstring(wrapped.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return ""
    return body_text(root) if root is not None else ""


def _best_of(item: Mapping[str, Any], what: str) -> str:
    """A headline or description: ninjs 1 has one and others by role (headline_main), later ones a list by role."""
    roles = {name[len(what) :].lstrip("_"): _text(value) for name, value in item.items()
             if name == what or name.startswith(f"{what}_")}
    for each in _list(item.get(f"{what}s")):
        if isinstance(each, Mapping):
            entry = _lowered(each)
            roles.setdefault(_text(entry.get("role")), _text(entry.get("value")))
    value = next(filter(None, (*(roles.get(role) for role in _MAIN), *roles.values())), "")
    return piece_text(value) if "<" in value else value


def _alternative_id(alternatives: object) -> str:
    """The item's id of AP's altids; those of ninjs 2 and later are a list by role."""
    if isinstance(alternatives, Mapping):
        return _text(alternatives.get("itemid"))
    entries = [_lowered(each) for each in _list(alternatives) if isinstance(each, Mapping)]
    return next((_text(each.get("value")) for each in entries if _text(each.get("role")).lower() == "itemid"), "")


def _authors(item: Mapping[str, Any]) -> str | list[str]:
    """The byline as printed; AP gives one for each author; else the people that the item names as its authors."""
    if printed := _text(item.get("by")) or _text(item.get("byline")):
        return printed
    bylines = [_text(each.get("by") or each.get("name")) for each in _list(item.get("bylines"))
               if isinstance(each, Mapping)]
    people = [_text(each.get("name") or each.get("literal"))
              for each in (*_list(item.get("people")), *_list(item.get("person")))
              if isinstance(each, Mapping) and str(each.get("rel")).lower() in ("author", "creator", "byline")]
    return [name for name in bylines or people if name]


def _named(item: Mapping[str, Any], *fields: str) -> str:
    for field in fields:
        for each in _list(item.get(field)):
            if name := _text(each.get("name") or each.get("literal") if isinstance(each, Mapping) else each):
                return name
    return ""


def _section(item: Mapping[str, Any]) -> str:
    """The first subject with a name; The Associated Press lists its categories by a letter too."""
    listed = (each.get("name") or each.get("literal") if isinstance(each, Mapping) else each
              for field in ("subject", "subjects") for each in _list(item.get(field)))
    return next((name for each in listed if len(name := _text(each)) > 1), "")


def _genres(item: Mapping[str, Any]) -> list[str]:
    listed = (*_list(item.get("genres")), *_list(item.get("genre")))
    values = [each.get(name) for each in listed if isinstance(each, Mapping)
              for name in ("name", "code", "literal", "uri")]
    return [value for value in (*values, item.get("profile")) if isinstance(value, str)]


def _corrections(item: Mapping[str, Any], note: str) -> list[dict[str, Any]]:
    signals = {str(each).lower() for field in ("signals", "editorialtypes") for each in _list(item.get(field))}
    if note and (any("correct" in each for each in signals) or note.lower().startswith(("correct", "retract"))):
        return [{"date": item.get("versioncreated"), "text": note}]
    return []


def _canonical(item: Mapping[str, Any]) -> str:
    """An address that the item names as its own on the web."""
    for each in _list(item.get("links")):
        if isinstance(each, Mapping) and str(each.get("rel")).lower() in ("canonical", "alternate", "web"):
            return _text(each.get("href"))
    return _text(item.get("canonicalurl")) or _text(item.get("weburl"))


def _lowered(record: Mapping[str, Any]) -> dict[str, Any]:
    """Its names in small letters: ninjs 3 writes versionCreated where 2 wrote versioncreated."""
    return {str(name).lower(): value for name, value in record.items()}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
