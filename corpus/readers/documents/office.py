"""Read office files: Word (DOCX), OpenDocument (ODT), RTF."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.clean import clean_line
from corpus.text.dates import day_in_path
from corpus.text.decode import Bounded, Budget, File, buffered, read_bytes
from corpus.text.rows import MAX_ROWS, Grid, lines_of, opens_with_heads
from corpus.text.xml_items import Element, local, root_of
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Report

MAX_BYTES = 100 * 2**20          # of a file, packed
MAX_PART_BYTES = 100 * 2**20     # of one part, unpacked
MAX_DEPTH = 100                  # of elements within each other

_RELATIONS = "_rels/.rels"
_PARAGRAPHS = frozenset(("p", "h"))
_UNREAD = frozenset((
    "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "footnoteReference", "endnoteReference", "drawing", "pict",
    "object", "frame", "note", "annotation", "tracked-changes", "sequence-decls", "forms", "commentReference", "sdtPr",
    "bookmark", "AlternateContent",
))
_SPACES = {"tab": " ", "br": " ", "cr": " ", "s": " ", "line-break": " ", "noBreakHyphen": "-"}
_RTF_INFO = re.compile(r"\{\\(title|author|creatim|revtim)\b([^{}]{0,300})\}")
_RTF_PICTURE = re.compile(r"\{\\pict\b[^{}]*\}")
_RTF_TIME = re.compile(r"\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_DEFAULTS = frozenset(("user", "admin", "administrator", "owner", "windows user", "microsoft office user", "author"))


def read_docx(file: File, name: str, report: Report) -> Iterator[Article]:
    """The text of a Word file, without what was struck out. Raises RecordError for what is none."""
    yield from _zipped(file, name, report, "word/document.xml", "docProps/core.xml")   # or as its relations say


def read_odt(file: File, name: str, report: Report) -> Iterator[Article]:
    """The text of an OpenDocument file, without its notes. Raises RecordError for what is none."""
    yield from _zipped(file, name, report, "content.xml", "meta.xml")


def read_rtf(file: File, name: str, report: Report) -> Iterator[Article]:
    """The text of an RTF file. Raises RecordError for what is none."""
    from striprtf.striprtf import rtf_to_text

    source = read_bytes(file, MAX_BYTES).decode("cp1252", "replace")
    if not source.lstrip().startswith("{\\rtf"):
        raise RecordError("This is no RTF file; save it again as one.")
    try:
        text = str(rtf_to_text(_RTF_PICTURE.sub("", source), errors="ignore"))   # type: ignore[no-untyped-call]
    except (ValueError, LookupError, AttributeError):
        raise RecordError("This RTF file can't be read, as an escape in it is broken; save it again.") from None
    stated = {match[1]: match[2].strip() for match in _RTF_INFO.finditer(source[:20_000])}
    time = _RTF_TIME.search(stated.get("creatim", ""))
    about = {"title": stated.get("title", ""), "creator": stated.get("author", ""),
             "created": f"{time[1]}-{int(time[2]):02}-{int(time[3]):02}" if time else ""}
    lines = (clean_line(each.replace("|", ", ")) for each in text.split("\n"))
    yield from _articles("\n\n".join(filter(None, lines)), about, name, report)


def _zipped(file: File, name: str, report: Report, body: str, meta: str) -> Iterator[Article]:
    data = read_bytes(file, MAX_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            budget = Budget(len(data))
            root = root_of(_part(archive, _main_part(archive, body, budget), budget))
            about = _about(root_of(_part(archive, meta, budget))) if meta in archive.namelist() else {}
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError) as error:
        raise RecordError(f"This office file can't be read ({str(error)[:100]}); save it again.") from None
    yield from _articles("\n\n".join(_blocks(root, MAX_DEPTH)), about, name, report)


def _main_part(archive: zipfile.ZipFile, usual: str, budget: Budget) -> str:
    """The part that holds the text, which a Word file may name as it likes: "word/document2.xml"."""
    if usual in archive.namelist() or _RELATIONS not in archive.namelist():
        return usual
    related = root_of(_part(archive, _RELATIONS, budget)).iter("{*}Relationship")
    named = (each.get("Target") or "" for each in related if (each.get("Type") or "").endswith("/officeDocument"))
    return next(named, usual).lstrip("/")


def _part(archive: zipfile.ZipFile, name: str, budget: Budget) -> bytes:
    with buffered(Bounded(cast(BinaryIO, archive.open(name)), budget)) as part:
        content = part.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise RecordError(f"A part of this file unpacks to more than {MAX_PART_BYTES:,} bytes; split it.")
    return content


def _about(root: Element) -> dict[str, str]:
    """What the file says of itself, by local name; of ODT's creators the first."""
    found = {local(each): clean_line(each.text or "") for each in root.iter() if local(each) and each.text}
    return {"title": found.get("title", ""), "creator": found.get("initial-creator") or found.get("creator", ""),
            "created": found.get("creation-date") or found.get("created", ""), "language": found.get("language", ""),
            "modified": found.get("modified") or (found.get("date", "") if "creation-date" in found else "")}


def _articles(text: str, about: Mapping[str, str], name: str, report: Report) -> Iterator[Article]:
    if not text.strip():
        raise RecordError("This file has no text in it; fill it, or leave it out.")
    creator = about.get("creator", "")
    record: dict[str, Any] = {
        "title": about.get("title"), "text": text, "language": about.get("language"),
        "published": day_in_path(PurePath(name).stem) or about.get("created"),
        "updated": about.get("modified"),
        "authors": creator if " " in creator and creator.lower() not in _DEFAULTS else "",
    }
    yield from articles_from({field: value for field, value in record.items() if value}, name, report,
                             file_id=file_id(name))


def _blocks(element: Element, depth: int) -> Iterator[str]:
    """Paragraphs and the rows of tables, in order."""
    for each in element if depth else ():
        what = local(each)
        if what in ("tbl", "table"):
            yield from _rows(each, depth)
        elif what in _PARAGRAPHS:
            if words := clean_line("".join(_pieces(each, depth))):
                yield words
            yield from _blocks_within(each, depth)
        elif what and what not in _UNREAD:
            yield from _blocks(each, depth - 1)


def _blocks_within(paragraph: Element, depth: int) -> Iterator[str]:
    """What a text box within a paragraph says."""
    for box in paragraph.iter("{*}txbxContent", "{*}text-box"):
        if not any(local(above) in ("del", "Fallback") for above in box.iterancestors()):
            yield from _blocks(box, depth - 1)


def _rows(table: Element, depth: int) -> list[str]:
    rows = [[clean_line(" ".join(_blocks(cell, depth - 1))) for cell in row if local(cell) in ("tc", "table-cell")]
            for row in [each for each in table.iter() if local(each) in ("tr", "table-row")][:MAX_ROWS]]
    rows = [row for row in rows if any(row)]
    return lines_of(Grid(rows[1:], rows[0])) if opens_with_heads(rows) else lines_of(Grid(rows))


def _pieces(element: Element, depth: int) -> Iterator[str]:
    """The words of a paragraph, without what was struck out, drawn or noted."""
    yield element.text or "" if local(element) in ("t", "p", "h", "span", "a") else ""
    for each in element if depth else ():
        what = local(each)
        if what in _SPACES:
            yield _SPACES[what]
        elif what and what not in _UNREAD and what not in ("txbxContent", "text-box") and not _is_struck(each):
            yield from _pieces(each, depth - 1)
        yield each.tail or "" if local(element) in ("p", "h", "span", "a") else ""


def _is_struck(run: Element) -> bool:
    """Whether a line goes through a run of letters."""
    return local(run) == "r" and any(
        local(each) in ("strike", "dstrike") and next(iter(each.attrib.values()), "true") not in ("0", "false", "off")
        for properties in run.iterchildren("{*}rPr") for each in properties)
