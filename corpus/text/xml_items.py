"""Read XML one item at a time, whatever its size, its faults and its intentions."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from corpus.text.decode import File, MendedUtf8, encoding_of, open_bytes, tell_strays, with_head
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

Element: TypeAlias = Any   # an lxml element; lxml has no types of its own

ENTITIES = (
    "This XML declares entities of its own, which can blow up or open other files; "
    "write their text out, and leave the declarations out."
)
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_UNFINISHED = frozenset(("ERR_TAG_NOT_FINISHED", "ERR_GT_REQUIRED", "ERR_ATTRIBUTE_NOT_FINISHED"))
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
# The part of a document type that agencies name beside NewsML, NITF's, which lay in a folder of theirs; never opened.
_ELSEWHERE = re.compile(rb"""<!ENTITY\s+%\s+([\w.-]{1,60})\s+SYSTEM\s+["'][\w./-]{1,200}\.dtd["']\s*>""")
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>)", re.DOTALL | re.IGNORECASE)


def items(file: File, name: str, report: Report, *tags: str) -> Iterator[tuple[int, Element]]:
    """The elements with one of these local names, each with the line it begins on, one in memory at a time.

    What comes before the first item may be looked at from there. Faults within an item are mended as well as
    can be, and reported; an item that the file breaks off in is left out. No entity is expanded, and nothing but the
    file is opened. Raises RecordError when the file declares entities, or is no XML.
    """
    with open_bytes(file) as content:
        head, stored = with_head(content)
        while head[:1].isspace() or head.startswith(b"\xef\xbb\xbf"):   # no XML declaration may stand behind either
            skipped = 3 if head[:1] == b"\xef" else 1
            stored.read(skipped)
            head = head[skipped:]
        encoding = _encoding(head)
        source: Any = stored
        if encoding == "utf-8":   # from a byte that isn't on, libxml2 would read all the rest as Latin-1
            source = MendedUtf8(stored)
        elif encoding is not None:   # libxml2 knows few encodings, Python many
            source, encoding = codecs.EncodedFile(stored, "utf-8", encoding, "replace"), "utf-8"
        walk = etree.iterparse(
            source, events=("start", "end"), tag=None, recover=True, resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, encoding=encoding,
        )
        try:
            yield from _complete(walk, name, report, frozenset(tags), head)
        except etree.XMLSyntaxError as error:
            raise RecordError(f"This file is no XML ({_sentence(error.msg or '')}); export it again.") from None
        if isinstance(source, MendedUtf8):
            tell_strays(source.strays, name, report)


def local(element: Element) -> str:
    """Its name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def root_name(head: str) -> str:
    """The name of the first element, with its prefix, in small letters; empty where there is none."""
    position = 0
    while match := _PROLOG.match(head, position):
        position = match.end()
    root = _ROOT.match(head[position:].lstrip())
    return root[1].lower() if root else ""


def root_of(data: bytes) -> Element:
    """The root of a small XML file that is held whole, mended as well as can be.

    Raises RecordError when it is no XML, breaks off, or declares entities.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RecordError(f"This file is no XML ({_sentence(str(error))}); export it again.") from None
    if root is None:
        raise RecordError("This file is no XML; export it again.")
    unfinished = any(each.type_name in _UNFINISHED for each in parser.error_log)
    if unfinished and f"{local(root)}>".encode() not in data[-200:]:
        raise RecordError("This file breaks off before its end; export or copy it again.")
    _check_entities(root, data[:2**16])
    return root


def refuse_entities(data: bytes) -> None:
    """Raise RecordError when the document type declares entities; for parsers that can't be told to leave them."""
    before_root = re.split(rb"<(?:rss|feed|rdf:rdf|channel)\b", data[:2**20], maxsplit=1, flags=re.IGNORECASE)[0]
    if b"<!ENTITY" in before_root or b"<\0!\0E\0N\0T" in before_root or b"\0<\0!\0E\0N\0T" in before_root:
        raise RecordError(ENTITIES)


def _complete(
    walk: Any, name: str, report: Report, tags: frozenset[str], head: bytes,   # noqa: ANN401
) -> Iterator[tuple[int, Element]]:
    """Every item that is whole; what was read is let go of."""
    seen, depth, started = None, 0, False
    for event, element in walk:
        if not started:
            started = True
            _check_entities(element, head)
        if local(element) not in tags:
            continue
        depth += 1 if event == "start" else -1
        if event == "start" or depth:
            continue
        if _broke_off(walk):   # libxml2 ends what is open at the end of the file, and says so before
            message = "The file breaks off within this item, which is left out; export or copy it again."
            report(Notice(f"{name}:{element.sourceline or 0}", message, skipped=True))
            return
        seen = _reported(walk, seen, name, report)
        yield element.sourceline or 0, element
        _release(element)
    faults = walk.error_log
    if faults and not started:
        raise RecordError(f"This file is no XML ({_sentence(faults[0].message)}); export it again.")
    last = walk.error_log.last_error
    if last is not None and last.type_name == "ERR_RESOURCE_LIMIT":     # where libxml2 gives up, it says so last
        report(Notice(f"{name}:{last.line}", "The XML lies too deep within itself from here on, and is left out "
                      f"({_sentence(last.message)}); export it again.", skipped=True))
    if _broke_off(walk):
        report(Notice(name, "The file breaks off behind its last item; export or copy it again."))


def _broke_off(walk: Any) -> bool:   # noqa: ANN401
    last = walk.error_log.last_error
    return last is not None and last.type_name == "ERR_TAG_NOT_FINISHED"


def _check_entities(root: Element, head: bytes) -> None:
    """Raise RecordError when the document type declares entities; a part of it that lies elsewhere is not opened."""
    declared = root.getroottree().docinfo.internalDTD
    elsewhere = {each.decode() for each in _ELSEWHERE.findall(head)}
    if declared is not None and any(each.name not in elsewhere or each.content for each in declared.iterentities()):
        raise RecordError(ENTITIES)


def _reported(walk: Any, seen: object, name: str, report: Report) -> object:   # noqa: ANN401
    """Report the last fault of this item, once, and what to compare the next with."""
    last = walk.error_log.last_error
    mark = last and (last.line, last.column, last.type)
    if last and mark != seen and last.level_name != "WARNING":
        report(Notice(f"{name}:{last.line}", f"The XML is broken here ({_sentence(last.message)}) and was mended; "
                      "see whether the text is whole."))
    return mark


def _release(item: Element) -> None:
    item.clear()
    parent = item.getparent()
    while parent is not None and item.getprevious() is not None:
        del parent[0]


def _sentence(message: str) -> str:
    return " ".join(message.split())[:120].rstrip(".") or "nothing in it"


def _encoding(head: bytes) -> str | None:
    """None where the file says it itself, or is UTF-8; libxml2 knows a declared encoding and a byte order mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        return None
    match = _DECLARED.match(head)
    declared = match[1].decode() if match else ""
    if head.isascii():   # all that can be known yet is what the file says
        return "utf-8" if declared.lower() in ("", "utf-8", "utf8") else None
    found = encoding_of(head, declared)
    return "utf-8" if found.startswith("utf-8") else found
