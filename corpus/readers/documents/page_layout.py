"""Take a digitised page apart: its blocks in reading order, from ALTO and PAGE XML."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from corpus.text.decode import File, read_bytes
from corpus.text.xml_items import Element, local, root_of
from corpus.text.xml_text import line

MAX_PAGE_BYTES = 64 * 2**20
MAX_BLOCKS = 2_000       # whose places are kept of one article
MAX_POINTS = 1_000       # of the outline of a region

_HYPHENS = ("-", "¬", "⸗", "\u00ad", "‐")
_MARKS = re.compile(r"[.,;:!?…)\]]{1,3}")     # that stand behind a word, which some programs make words of their own
_BESIDE = frozenset(("page-number", "header", "footer", "signature-mark", "catch-word", "marginalia"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture."""

    image: str = ""          # its file or address, as the file names it
    number: str = ""         # as printed, else its place among the pictures
    width: float = 0.0       # in the file's unit; 0 where it isn't stated
    height: float = 0.0
    confidence: tuple[float, ...] = ()   # of all its words, where the file has it page by page; one number or none


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page, as it was recognised."""

    id: str
    text: str
    confidence: tuple[float, ...] = ()    # of its words, 0 to 1; none where the file has none
    place: tuple[float, ...] = ()         # left, top, width and height, in the file's unit
    language: str = ""
    sheet: Sheet = Sheet()


def pages(file: File) -> Iterator[list[Block]]:
    """The blocks of every page of a file, in reading order where the file states one. Raises RecordError for no XML."""
    yield from blocks_of(read_bytes(file, MAX_PAGE_BYTES))


def blocks_of(content: bytes) -> Iterator[list[Block]]:
    """The same of what a file holds."""
    root = root_of(content)   # three times as fast as item by item, and no page is large
    named = line(next(root.iter("{*}fileName"), None))
    for page in root.iter("{*}Page"):
        sheet = Sheet(
            page.get("imageFilename") or named, page.get("PRINTED_IMG_NR") or page.get("PHYSICAL_IMG_NR") or "",
            _number(page.get("WIDTH") or page.get("imageWidth")),
            _number(page.get("HEIGHT") or page.get("imageHeight")), tuple(_share(page.get("PC"))),
        )
        yield _blocks(page, sheet)


def placed(blocks: Sequence[Block]) -> list[list[float]]:
    """For every paragraph where it begins in the text, how surely it was read (-1: unknown), and its place."""
    listed: list[list[float]] = []
    at = 0
    for block in blocks[:MAX_BLOCKS]:
        listed.append([at, round(fmean(block.confidence), 3) if block.confidence else -1, *block.place])
        at += len(block.text) + 2
    return listed


def _blocks(page: Element, sheet: Sheet) -> list[Block]:
    regions = [each for each in page.iter("{*}TextRegion") if each.get("type") not in _BESIDE]
    if regions:
        blocks = [_region(each, sheet) for each in regions]
        order = [each.get("regionRef") for each in sorted(page.iter("{*}RegionRefIndexed"), key=_index)]
    else:
        last = _Last()
        space = next(page.iter("{*}PrintSpace"), page)
        blocks = [_alto_block(each, last, sheet) for each in space.iter("{*}TextBlock")]
        order = [each.get("REF") for each in page.getroottree().getroot().iter("{*}ElementRef")]
    ranks = {id: rank for rank, id in enumerate(order)}
    return sorted(blocks, key=lambda block: ranks.get(block.id, len(ranks)))


def _region(region: Element, sheet: Sheet) -> Block:
    """A region of PAGE XML; of its confidences those of words, else of lines, else its own."""
    for tag in ("{*}Word", "{*}TextLine"):
        parts = [each for each in region.iter(tag)]
        if sure := [share for each in parts for share in _share(_stated_confidence(each))]:
            break
    else:
        sure = _share(_stated_confidence(region))
    return Block(region.get("id") or "", _page_xml_text(region), tuple(sure), _outline(region), sheet=sheet)


def _stated_confidence(part: Element) -> str | None:
    """Of the reading that counts."""
    best = min((each for each in part if local(each) == "TextEquiv"), key=_index, default=None)
    return best.get("conf") if best is not None else None


def _outline(region: Element) -> tuple[float, ...]:
    """The rectangle around a region; none where it states no outline."""
    coords = next((each for each in region if local(each) == "Coords"), None)
    pairs = (coords.get("points") or "").split()[:MAX_POINTS] if coords is not None else []
    corners = [tuple(map(_number, each.split(","))) for each in pairs if each.count(",") == 1]
    if not corners:
        return ()
    across, down = zip(*corners, strict=True)
    return (min(across), min(down), max(across) - min(across), max(down) - min(down))


def _index(reference: Element) -> int:
    stated = reference.get("index") or ""
    return int(stated) if stated.isdecimal() and len(stated) < 7 else 0


class _Last:
    """The word that was put together last; its second half is not to come again, in this block or the next."""

    word = ""


def _alto_block(block: Element, last: _Last, sheet: Sheet) -> Block:
    words: list[str] = []
    sure: list[float] = []
    broken = False
    for text_line in block.iter("{*}TextLine"):
        for string in text_line.iterchildren("{*}String"):
            word, kind = string.get("CONTENT") or "", string.get("SUBS_TYPE")
            if stated := string.get("WC"):
                sure += _share(stated)
            joined = (string.get("SUBS_CONTENT") or "") if kind else ""
            if kind == "HypPart2" and last.word and joined in ("", last.word):
                last.word = ""
            elif kind == "HypPart1" and joined:
                words.append(joined)
                last.word = joined
            elif words and _MARKS.fullmatch(word) and not _is_apart(string):
                words[-1] += word
            elif broken:
                _add(words, word, broken)
            elif word:
                words.append(word)
            broken = False
        broken = not last.word and (next(text_line.iterchildren("{*}HYP"), None) is not None or _is_cut(words))
    place = tuple(_number(block.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return Block(block.get("ID") or "", " ".join(words), tuple(sure) or sheet.confidence, place,
                 block.get("language") or block.get("LANG") or "", sheet)


def _is_apart(string: Element) -> bool:
    """Whether a space is stated before a word, or it is the first of its line."""
    before = string.getprevious()
    return before is None or local(before) == "SP"


def _page_xml_text(region: Element) -> str:
    words: list[str] = []
    broken = False
    for text_line in region.iter("{*}TextLine"):
        readings = [each for each in text_line if local(each) == "TextEquiv"]
        best = min(readings, key=_index, default=None)
        in_line = (line(next(best.iter("{*}Unicode"), None)) if best is not None else "").split()
        for number, word in enumerate(in_line):
            _add(words, word, broken and not number)
        broken = _is_cut(words) if in_line else broken
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


def _share(stated: str | None) -> list[float]:
    """A share that a file states, as a list of one; none where it states no number from 0 to 1."""
    try:
        number = float(stated) if stated else -1.0
    except ValueError:
        return []
    return [number] if 0 <= number <= 1 else []


def _number(stated: str | None) -> float:
    """A number that a file states, rounded; 0 for none."""
    try:
        number = float(stated or 0)
    except ValueError:
        return 0.0
    return round(number, 3) if math.isfinite(number) else 0.0
