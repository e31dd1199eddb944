"""Read digitised pages: ALTO and PAGE XML, and by METS the articles that lie on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from statistics import fmean
from typing import Any
from urllib.parse import unquote

from corpus.record.file_id import file_id
from corpus.record.record import articles_from
from corpus.text.clean import clean_line
from corpus.text.decode import File, read_bytes
from corpus.text.xml_items import Element, items, local, root_of
from corpus.text.xml_text import line
from corpus.types.article import Article
from corpus.types.errors import RecordError
from corpus.types.notice import Notice, Report

LOW_CONFIDENCE = 0.6     # mean of the words, below which a reader is warned
MAX_BLOCKS = 2_000       # whose places are kept of one article
MAX_PAGE_BYTES = 64 * 2**20
MAX_METS_BYTES = 64 * 2**20
MAX_PAGES_HELD = 4       # an article lies on pages that follow each other

_HYPHENS = ("-", "¬", "⸗", "­", "‐")
_BESIDE = frozenset(("page-number", "header", "footer", "signature-mark", "catch-word", "marginalia"))
_DAY = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_LANGUAGES = {"ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "eng": "en", "fin": "fi", "swe": "sv", "dut": "nl",
              "nld": "nl", "spa": "es", "ita": "it", "dan": "da", "nor": "no", "por": "pt", "pol": "pl", "cze": "cs"}
_KINDS = frozenset(("article", "articles", "news", "editorial", "letter", "obituary", "notice", "review", "interview"))
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page, as it was recognised."""

    id: str
    text: str
    confidence: tuple[float, ...] = ()    # of its words, 0 to 1; none where the file has none
    place: tuple[float, ...] = ()         # left, top, width and height, in the file's unit
    language: str = ""


def read_scan(file: File, name: str, report: Report) -> Iterator[Article]:
    """Every page of an ALTO or PAGE XML file as an article, its blocks in reading order as paragraphs.

    A page that a METS file beside it takes apart into articles is left to that. Raises RecordError for what is no XML.
    """
    if isinstance(file, Path) and (mets := _mets_of(file)):
        report(Notice(name, f"This page is read by way of {mets}, which has its articles."))
        return
    for number, (blocks, about) in enumerate(_pages(file), start=1):
        whole = file_id(name) if number == 1 else f"{file_id(name)}-{number}"
        yield from _article(blocks, about, name, report, whole)


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
        raise RecordError("This METS file names no articles; leave it out, and its pages are read one by one.")
    about, pages = _about(issue), _files(issue, file)
    read = lru_cache(MAX_PAGES_HELD)(partial(_blocks_by_id, report=report))
    for number, division in enumerate(divisions, start=1):
        areas = [(each.get("FILEID") or "", each.get("BEGIN") or "") for each in division.iter("{*}area")]
        lying_on = list(dict.fromkeys(page for page, _ in areas if page in pages))
        blocks = [block for page, id in areas if page in pages
                  and (block := read(pages[page]).get(id))]
        said = {**about, "title": division.get("LABEL") or "", "pages": [pages[each].name for each in lying_on]}
        id = f"{file_id(name)}-{division.get('ID') or number}"
        yield from _article(blocks, said, f"{name}[{number}]", report, id)


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
        href = unquote((location.get(_HREF) or "") if location is not None else "")
        path = (folder / re.sub(r"^file:/*(?=\.)|^file:/+", "", href).lstrip("/")).resolve()
        if href.lower().endswith(".xml") and path.is_relative_to(folder) and path.is_file():
            found[each.get("ID") or ""] = path
    return found


def _blocks_by_id(page: Path, report: Report) -> dict[str, Block]:
    """The blocks of a page; none, and a notice, where it can't be read."""
    try:
        return {block.id: block for blocks, _ in _pages(page) for block in blocks}
    except (RecordError, OSError) as error:
        report(Notice(page.name, f"This page can't be read ({str(error)[:200]}); its articles lack what stands on it.",
                      skipped=True))
        return {}


def _mets_of(page: Path) -> str:
    """The METS file that names a page, in its folder or the one above; empty without one."""
    return next((mets for folder in (page.parent, page.parent.parent) for mets, names in _named_by_mets(folder)
                 if page.name in names), "")


@lru_cache(16)
def _named_by_mets(folder: Path) -> list[tuple[str, frozenset[str]]]:
    """The METS files of a folder, and the names of the files that they speak of."""
    found = []
    for path in sorted(folder.glob("*[mM][eE][tT][sS]*.xml"))[:100]:
        if path.is_file() and path.stat().st_size <= MAX_METS_BYTES:
            named = re.findall(rb"href\s*=\s*[\"']([^\"']{1,500}\.xml)[\"']", path.read_bytes())
            found.append((path.name, frozenset(PurePosixPath(unquote(each.decode("utf-8", "replace"))).name
                                               for each in named)))
    return found


def _pages(file: File) -> Iterator[tuple[list[Block], dict[str, Any]]]:
    root = root_of(read_bytes(file, MAX_PAGE_BYTES))   # three times as fast as item by item, and no page is large
    for page in root.iter("{*}Page"):
        image = page.get("imageFilename") or line(next(root.iter("{*}fileName"), None))
        printed = page.get("PRINTED_IMG_NR") or page.get("PHYSICAL_IMG_NR") or ""
        yield _blocks(page), {"page_image": image, "page": printed}


def _blocks(page: Element) -> list[Block]:
    """The blocks of a page in their reading order, where the file states one, else as they stand in it."""
    regions = [each for each in page.iter("{*}TextRegion") if each.get("type") not in _BESIDE]
    if regions:
        blocks = [Block(each.get("id") or "", _page_xml_text(each)) for each in regions]
        order = [each.get("regionRef") for each in sorted(page.iter("{*}RegionRefIndexed"), key=_index)]
    else:
        last = _Last()
        space = next(page.iter("{*}PrintSpace"), page)
        blocks = [_alto_block(each, last) for each in space.iter("{*}TextBlock")]
        order = [each.get("REF") for each in page.getroottree().getroot().iter("{*}ElementRef")]
    ranks = {id: rank for rank, id in enumerate(order)}
    return sorted(blocks, key=lambda block: ranks.get(block.id, len(ranks)))


def _index(reference: Element) -> int:
    stated = reference.get("index") or ""
    return int(stated) if stated.isdecimal() and len(stated) < 7 else 0


class _Last:
    """The word that was put together last; its second half is not to come again, in this block or the next."""

    word = ""


def _alto_block(block: Element, last: _Last) -> Block:
    words: list[str] = []
    sure: list[float] = []
    broken = False
    for text_line in block.iter("{*}TextLine"):
        for string in (each for each in text_line if local(each) == "String"):
            word, kind, joined = string.get("CONTENT") or "", string.get("SUBS_TYPE"), string.get("SUBS_CONTENT") or ""
            sure += _share(string.get("WC"))
            if kind == "HypPart2" and last.word and joined in ("", last.word):
                last.word = ""
            elif kind == "HypPart1" and joined:
                words.append(joined)
                last.word = joined
            else:
                _add(words, word, broken)
            broken = False
        broken = not last.word and (any(local(each) == "HYP" for each in text_line) or _is_cut(words))
    place = tuple(_number(block.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return Block(block.get("ID") or "", " ".join(words), tuple(sure), place,
                 block.get("language") or block.get("LANG") or "")


def _page_xml_text(region: Element) -> str:
    words: list[str] = []
    broken = False
    for text_line in region.iter("{*}TextLine"):
        readings = [each for each in text_line if local(each) == "TextEquiv"]
        best = min(readings, key=_index, default=None)
        said = (line(next(best.iter("{*}Unicode"), None)) if best is not None else "").split()
        for number, word in enumerate(said):
            _add(words, word, broken and not number)
        broken = _is_cut(words) if said else broken
    return " ".join(words)


def _is_cut(words: Sequence[str]) -> bool:
    return bool(words) and len(words[-1]) > 2 and words[-1].endswith(_HYPHENS)


def _add(words: list[str], word: str, broken: bool) -> None:
    """A word behind the others, or the second half of the last one, which its line was too short for."""
    if not word:
        return
    if broken and words and word[:1].islower():
        words[-1] = words[-1].rstrip("".join(_HYPHENS)) + word
    else:
        words.append(word)


def _article(blocks: Sequence[Block], about: dict[str, Any], name: str, report: Report, id: str) -> Iterator[Article]:
    """The article of some blocks, with what is known of how surely, and where on the page, they were read."""
    kept = [replace(each, text=clean_line(each.text)) for each in blocks if each.text.strip()]
    if not kept:
        report(Notice(name, "This page has no words; it may be a picture, or want recognising anew."))
        return
    sure = [share for each in kept for share in each.confidence]
    extra = {key: value for key, value in about.items() if key in ("page_image", "page", "pages") and value}
    extra["blocks"] = _placed(kept)
    if sure:
        extra["confidence"] = round(fmean(sure), 3)
        if extra["confidence"] < LOW_CONFIDENCE:
            report(Notice(name, f"Its words were recognised with a confidence of {extra['confidence']:.2f} only; "
                                "see the picture of the page before trusting them."))
    dated = _DAY.search(name)
    language = next((each.language for each in kept if each.language), "")
    record = {
        "id": about.get("id"), "title": about.get("title"), "text": "\n\n".join(each.text for each in kept),
        "published": about.get("published") or (f"{dated[1]}-{dated[2]}-{dated[3]}" if dated else ""),
        "source": about.get("source"), "language": _LANGUAGES.get(language.lower(), language), "extra": extra,
    }
    yield from articles_from({field: value for field, value in record.items() if value}, name, report, file_id=id)


def _placed(blocks: Sequence[Block]) -> list[list[float]]:
    """For every paragraph where it begins in the text, how surely it was read (-1: unknown), and its place."""
    placed, at = [], 0
    for block in blocks[:MAX_BLOCKS]:
        placed.append([at, round(fmean(block.confidence), 3) if block.confidence else -1, *block.place])
        at += len(block.text) + 2
    return placed


def _share(stated: str | None) -> list[float]:
    number = _number(stated) if stated else -1.0
    return [number] if 0 <= number <= 1 else []


def _number(stated: str | None) -> float:
    try:
        return round(float(stated or 0), 3)
    except ValueError:
        return 0.0
