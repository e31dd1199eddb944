"""Read what a library's record says of an article: Dublin Core, MODS, MARC and JATS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.dates import first_readable
from corpus.text.decode import File
from corpus.text.xml_items import Element, items, local
from corpus.text.xml_text import child, children, line, paragraphs
from corpus.types.article import Article
from corpus.types.notice import Report

_FAMILY_FIRST = re.compile(r"^([^,]+), ([^,]+)$")   # as catalogues write names
_DOI = "https://doi.org/"
_CORE = {               # of Dublin Core and its refinements, as Article has them
    "title": "title", "creator": "authors", "date": "published", "issued": "published", "created": "published",
    "description": "text", "abstract": "text", "language": "language", "publisher": "source", "subject": "section",
    "rights": "rights", "identifier": "url", "relation": "related",
    "modified": "updated", "available": "embargoed_until",
}
_MARC = {               # field and subfields
    "title": ("245", "abnp"), "authors": ("100 700", "a"), "published": ("260 264", "c"), "text": ("520", "a"),
    "language": ("041", "a"), "source": ("773", "t"), "section": ("650", "a"), "rights": ("540", "a"),
    "url": ("856", "u"),
}
_EMPTIED = re.compile(r"\s?[(\[](?:[\s;,–-]|and)*[)\]]")   # what is left of "(Lee, 2012; Ray, 2013)" without its links
_BESIDE = frozenset(("table-wrap", "fig", "disp-formula", "xref", "fn-group", "ref-list", "supplementary-material"))


def read_catalogue(file: File, name: str, report: Report) -> Iterator[Article]:
    """Every record of a file: of JATS the article, of a catalogue a summary. Raises RecordError for what is no XML."""
    for number, (row, each) in enumerate(items(file, name, report, *_RECORDS), start=1):
        stated = described(each) or {}
        stated.pop("links", None)
        own_id = file_id(name) if number == 1 else f"{file_id(name)}-{number}"
        yield from articles_from({**stated, "id": stated.get("url")}, f"{name}:{row}", report, file_id=own_id)


def described(inner: Element) -> dict[str, Any] | None:
    """What the metadata of a record says, under Article's names, its links under `links`; None for other formats.

    Of JATS with a body the text is the article's; any other text is a summary, and marked as one.
    """
    reader = _READERS.get(local(inner))
    if reader is None:
        return None
    stated = reader(inner)
    several = ("authors", "text", "url", "related", "body")
    own, related = ([each for each in stated.get(name, ()) if each.startswith(("http://", "https://"))]
                    for name in ("url", "related"))
    record: dict[str, Any] = {name: values[0] for name, values in stated.items() if values and name not in several}
    return {
        **record, "authors": [_FAMILY_FIRST.sub(r"\2 \1", each) for each in stated.get("authors", ())],
        "text": "\n\n".join(dict.fromkeys(stated.get("text", ()))), "url": own[0] if own else "",
        "links": [*own, *related],
        **({} if "body" in stated else {"extra": {"summary_only": True}}),
    }


def _core(inner: Element) -> dict[str, list[str]]:
    return _collected((_CORE[name], line(each)) for each in inner if (name := local(each)) in _CORE)


def _mods(inner: Element) -> dict[str, list[str]]:
    mods = inner if local(inner) == "mods" else child(inner, "mods")
    origin, host = child(mods, "originInfo"), child(child(mods, "relatedItem"), "titleInfo", "title")
    names = [each for each in children(mods, "name") if each.get("type") != "corporate"]
    return _collected([
        ("title", line(child(mods, "titleInfo", "title"))),
        *(("authors", _mods_name(each)) for each in names),
        ("published", first_readable(*(line(child(origin, name)) for name in ("dateIssued", "dateCreated")))),
        *(("text", line(each)) for each in children(mods, "abstract")),
        ("language", line(child(mods, "language", "languageTerm"))), ("source", line(host)),
        ("section", line(child(mods, "subject", "topic"))), ("rights", line(child(mods, "accessCondition"))),
        *(("url", line(each)) for place in children(mods, "location") for each in children(place, "url")),
        *(("url", line(each)) for each in children(mods, "identifier")),
    ])


def _mods_name(name: Element) -> str:
    parts = {each.get("type") or "": line(each) for each in children(name, "namePart")}
    return f"{parts['given']} {parts['family']}" if {"given", "family"} <= parts.keys() else parts.get("", "")


def _marc(inner: Element) -> dict[str, list[str]]:
    record = inner if local(inner) == "record" else child(inner, "record")
    fields = children(record, "datafield")
    return _collected((name, _marc_words(each, codes, marks=" /:;," if name == "text" else " /:;,."))
                      for name, (tags, codes) in _MARC.items() for each in fields if each.get("tag") in tags.split())


def _marc_words(field: Element, codes: str, marks: str) -> str:
    """The subfields of these codes, without the marks that cataloguers set between them."""
    return " ".join(line(each) for each in children(field, "subfield") if each.get("code") in set(codes)).strip(marks)


def _jats(inner: Element) -> dict[str, list[str]]:
    """An article of JATS, formerly NLM; its `body` says that the text is the article's own."""
    meta = child(inner, "front", "article-meta")
    body = _EMPTIED.sub("", paragraphs(child(inner, "body"), _BESIDE))
    return _collected([
        ("title", line(child(meta, "title-group", "article-title"))),
        *(("authors", _jats_name(each)) for each in children(child(meta, "contrib-group"), "contrib")),
        ("published", first_readable(*map(_jats_day, children(meta, "pub-date")))),
        ("text", body or paragraphs(child(meta, "abstract"))), ("body", body),
        ("language", inner.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
        ("source", line(child(inner, "front", "journal-meta", "journal-title-group", "journal-title"))),
        ("rights", line(child(meta, "permissions", "copyright-statement"))),
        *(("url", _DOI + line(each)) for each in children(meta, "article-id") if each.get("pub-id-type") == "doi"),
    ])


def _jats_name(contributor: Element) -> str:
    name = child(contributor, "name")
    return f"{line(child(name, 'given-names'))} {line(child(name, 'surname'))}".strip()


def _jats_day(stated: Element) -> str:
    year, month, day = (line(child(stated, name)) for name in ("year", "month", "day"))
    return f"{year}-{month:0>2}-{day:0>2}" if month.isdecimal() and day.isdecimal() else ""


def _collected(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    stated: dict[str, list[str]] = {}
    for name, words in pairs:
        if words:
            stated.setdefault(name, []).append(words)
    return stated


_RECORDS = ("article", "record", "mods", "dc", "qualifieddc", "dcterms")
_READERS: Mapping[str, Callable[[Element], dict[str, list[str]]]] = {
    **dict.fromkeys(("dc", "qualifieddc", "dcterms"), _core), **dict.fromkeys(("mods", "modsCollection"), _mods),
    **dict.fromkeys(("record", "collection"), _marc), "article": _jats,
}
