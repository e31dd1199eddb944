"""Read digitised pages: ALTO and PAGE XML, and by METS the articles that lie on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from statistics import fmean
from typing import Any
from urllib.parse import unquote

from corpus.readers.documents.page_layout import MAX_BLOCKS, Block, pages, placed
from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.clean import clean_line
from corpus.text.dates import day_in_path
from corpus.text.decode import File
from corpus.text.xml_items import Element, items, local, root_of
from corpus.text.xml_text import line
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report
from corpus.types.scanned import LOW_CONFIDENCE

MAX_METS_BYTES = 64 * 2**20
MAX_PAGES_KEPT = 4       # an article lies on pages that follow each other

_DAY = re.compile(r"(1[6-9]\d\d|20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])")
_LANGUAGES = {"ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "eng": "en", "fin": "fi", "swe": "sv", "dut": "nl",
              "nld": "nl", "spa": "es", "ita": "it", "dan": "da", "nor": "no", "por": "pt", "pol": "pl", "cze": "cs"}
_KINDS = frozenset(("article", "articles", "news", "editorial", "letter", "obituary", "notice", "review", "interview"))
_NO_TITLE = re.compile(r"(?i:untitled(?: \w+)?|no title|sans titre|ohne titel|\[.*\])|[A-Z_]+_PLACEHOLDER")
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2", ".webp")
_METS_NAME = re.compile(r"[-_.]?mets$", re.IGNORECASE)
_HREF = "{http://www.w3.org/1999/xlink}href"


def read_scan(file: File, name: str, report: Report) -> Iterator[Article]:
    """Every page of an ALTO or PAGE XML file as an article, its blocks in reading order as paragraphs.

    A page that a METS file beside it takes apart into articles is left to that. Raises RecordError for what is no XML.
    """
    if isinstance(file, Path) and (mets := _mets_of(file)):
        report(Notice(name, f"This page is read by way of {mets}, which has its articles."))
        return
    for number, blocks in enumerate(pages(file), start=1):
        id = file_id(name) if number == 1 else f"{file_id(name)}-{number}"
        yield from _article(blocks, {}, name, report, id)


def read_mets(file: File, name: str, report: Report) -> Iterator[Article]:
    """The articles of an issue by the logical structure of a METS file, out of the ALTO pages beside it.

    Raises RecordError where it has no such structure, or its pages aren't there.
    """
    if not isinstance(file, Path):
        raise RecordError("This is METS, whose pages lie beside it; unpack the archive first.")
    if file.stat().st_size > MAX_METS_BYTES:
        raise RecordError(f"This METS file has more than {MAX_METS_BYTES:,} bytes; split it.")
    issue = next((root for _, root in items(file, name, report, "mets")), None)
    divisions = _divisions(issue) if issue is not None else []
    if not divisions:
        raise RecordError("This METS file names no articles; its pages are read one by one.")
    about, files, images = _about(issue), _files(issue, file), _images(issue)
    if not files:
        raise RecordError("None of the pages that this METS file names lies beside it; they are read one by one.")
    read = lru_cache(MAX_PAGES_KEPT)(partial(_blocks_by_id, report=report))
    for number, division in enumerate(divisions, start=1):
        areas = [(each.get("FILEID") or "", each.get("BEGIN") or "") for each in division.iter("{*}area")]
        lying_on = list(dict.fromkeys(page for page, _ in areas if page in files))
        blocks = [_with_image(block, images.get(page, "")) for page, id in areas if page in files
                  and (block := read(files[page]).get(id))]
        stated = {**about, "title": _label(division), "pages": [files[each].name for each in lying_on]}
        id = f"{file_id(name)}-{division.get('ID') or number}"
        yield from _article(blocks, stated, f"{name}[{number}]", report, id)


def _divisions(issue: Element) -> list[Element]:
    """The articles of the logical structure: the outermost divisions of such a type that lie on pages themselves."""
    logical = [each for each in issue.iter("{*}structMap") if (each.get("TYPE") or "").upper().startswith("LOGICAL")]
    found: list[Element] = []
    for division in (each for root in logical for each in root.iter("{*}div")):
        inside = any(above in found for above in division.iterancestors("{*}div"))
        lies_somewhere = next(division.iter("{*}area"), None) is not None
        if not inside and (division.get("TYPE") or "").lower() in _KINDS and lies_somewhere:
            found.append(division)
    return found


def _label(division: Element) -> str:
    """The title of an article; empty for one that was cut short, and for what stands in for one."""
    label = (division.get("LABEL") or "").strip()
    return "" if label.endswith(("...", "…")) or _NO_TITLE.fullmatch(label) else label


def _about(issue: Element) -> dict[str, Any]:
    """The title and the day of an issue, as its MODS states them."""
    dates = [line(each) for each in issue.iter("{*}dateIssued")]
    titles = [line(each) for each in issue.iter("{*}titleInfo")]
    return {"published": next((each for each in dates if _DAY.fullmatch(each)), ""), "source": next(iter(titles), "")}


def _files(issue: Element, mets: Path) -> dict[str, Path]:
    """The pages by their names in the METS file; those that lie outside its folder are left alone."""
    folder, found = mets.parent.resolve(), {}
    for each in issue.iter("{*}file"):
        location = next(each.iter("{*}FLocat"), None)
        href = (location.get(_HREF) or "") if location is not None else ""
        path = (folder / _path(href)).resolve()
        if href.lower().endswith(".xml") and path.is_relative_to(folder) and path.is_file():
            found[each.get("ID") or ""] = path
    return found


def _images(issue: Element) -> dict[str, str]:
    """The address of the picture of every page that has one, by the page's name in the METS file."""
    addresses = {each.get("ID"): href for each in issue.iter("{*}file") for place in each.iter("{*}FLocat")
                 if (href := place.get(_HREF) or "").startswith(("http://", "https://")) and _is_picture(each, href)}
    found: dict[str, str] = {}
    for division in issue.iter("{*}div"):
        here = [name for each in division if local(each) == "fptr" for inner in each.iter()
                if (name := inner.get("FILEID"))]
        if address := next((addresses[each] for each in here if each in addresses), ""):
            found |= {each: address for each in here if each not in addresses}
    return found


def _is_picture(file: Element, href: str) -> bool:
    return (file.get("MIMETYPE") or "").startswith("image/") or href.lower().endswith(_PICTURES)


def _with_image(block: Block, image: str) -> Block:
    return replace(block, sheet=replace(block.sheet, image=image)) if image else block


def _blocks_by_id(page: Path, report: Report) -> dict[str, Block]:
    """The blocks of a page; none, and a notice, where it can't be read."""
    try:
        return {block.id: block for blocks in pages(page) for block in blocks}
    except (RecordError, OSError) as error:
        report(Notice(page.name, f"This page can't be read ({str(error)[:200]}); its articles lack what stands on it.",
                      skipped=True))
        return {}


def mets_of_issue(pdf: Path) -> str:
    """The METS file that takes the issue of a PDF apart into articles, of its name beside it; empty without one."""
    named = _named_by_mets(pdf.parent, pdf.parent.stat().st_mtime_ns)
    return next((mets for mets, _ in named if _METS_NAME.sub("", Path(mets).stem) == pdf.stem), "")


def _mets_of(page: Path) -> str:
    """The METS file that names a page, in its folder or the one above; empty without one."""
    return next((mets for folder in (page.parent, page.parent.parent)
                 for mets, names in _named_by_mets(folder, folder.stat().st_mtime_ns) if page.name in names), "")


@lru_cache(16)
def _named_by_mets(folder: Path, changed: int) -> list[tuple[str, frozenset[str]]]:
    """The METS files of a folder that name articles, and the names of the files that they speak of.

    `changed` is when something came into the folder, or left it.
    """
    named = ((path.name, pages_named(path)) for path in sorted(folder.glob("*[mM][eE][tT][sS]*.xml"))[:100])
    return [(name, frozenset(PurePosixPath(each).name for each in pages)) for name, pages in named if pages]


def pages_named(mets: Path) -> list[str]:
    """The pages that a METS file names, as paths from its folder; none where it names no articles."""
    if not mets.is_file() or mets.stat().st_size > MAX_METS_BYTES:
        return []
    content = mets.read_bytes()
    try:
        if not _divisions(root_of(content)):
            return []
    except RecordError:
        return []
    hrefs = re.findall(rb"href\s*=\s*[\"']([^\"']{1,500}\.xml)[\"']", content, re.IGNORECASE)
    return list(dict.fromkeys(_path(each.decode("utf-8", "replace")) for each in hrefs))


def _path(href: str) -> str:
    """The path that a link of METS means, seen from its folder."""
    return re.sub(r"^file:/*(?=\.)|^file:/+", "", unquote(href)).lstrip("/")


def _article(blocks: Sequence[Block], about: dict[str, Any], name: str, report: Report, id: str) -> Iterator[Article]:
    """The article of some blocks, with what is known of how surely, and where on the page, they were read."""
    kept = [replace(each, text=clean_line(each.text)) for each in blocks if each.text.strip()]
    if not kept:
        report(Notice(name, "This page has no words; it may be a picture, or want recognising anew."))
        return
    if not any(share for each in kept for share in each.confidence):     # nobody is that unsure of every word
        kept = [replace(each, confidence=()) for each in kept]
    sure = [share for each in kept for share in each.confidence]
    first = kept[0].sheet
    extra: dict[str, Any] = {"page_image": first.image, "page": first.number, "pages": about.get("pages")}
    extra = {key: value for key, value in extra.items() if value} | {"blocks": placed(kept)}
    if scans := _scans(kept):
        extra["scans"] = scans
    if sure:
        extra["confidence"] = round(fmean(sure), 3)
        if extra["confidence"] < LOW_CONFIDENCE:
            report(Notice(name, f"Its words were recognised with a confidence of {extra['confidence']:.2f} only; "
                                "see the picture of the page before trusting them."))
    language = next((each.language for each in kept if each.language), "")
    record = {
        "id": about.get("id"), "title": about.get("title"), "text": "\n\n".join(each.text for each in kept),
        "published": about.get("published") or day_in_path(name),
        "source": about.get("source"), "language": _LANGUAGES.get(language.lower(), language), "extra": extra,
    }
    yield from articles_from({field: value for field, value in record.items() if value}, name, report, file_id=id)


def _scans(blocks: Sequence[Block]) -> list[list[Any]]:
    """Where in the text each page with a picture begins, the picture's name, and the page's width and height."""
    found: list[list[Any]] = []
    at, last = 0, None
    for block in blocks[:MAX_BLOCKS]:
        if block.sheet != last and (block.sheet.image or found):
            found.append([at, block.sheet.image, block.sheet.width, block.sheet.height])
        last, at = block.sheet, at + len(block.text) + 2
    return found
