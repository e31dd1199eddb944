"""Turn an XML element into plain text with paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator

from corpus.text.clean import clean, clean_line
from corpus.text.markup import has_tags, piece_text
from corpus.text.rows import grid_of, lines_of
from corpus.text.xml_items import Element, local

_DROPPED = frozenset(("media", "figure", "script", "style", "nav", "note", "aside", "byline", "dateline", "header"))
_BLOCKS = frozenset((
    "p", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "block", "section", "article", "div", "tagline",
    "blockquote", "bq", "pre", "br", "hr", "ol", "ul", "dl", "fn", "credit", "body", "body.content", "body.end",
))
_COLUMNS = re.compile(r"^[ \t]*\S.*\S {2,}\S", re.MULTILINE)    # what stands in a column of its own by spaces
_PIECE = re.compile(r"<(?:a|blockquote|div|iframe|img|p|script|section|span|table|ul)\b.*>", re.DOTALL)
MAX_DEPTH = 200   # of elements within each other; libxml2 allows 256


def paragraphs(element: Element | None, dropped: Collection[str] = _DROPPED) -> str:
    """The running text, paragraphs separated by a blank line, without media, tables and notes."""
    if element is None:
        return ""
    blocks = "".join(_pieces(element, dropped, MAX_DEPTH)).split("\0")
    lines = (words for block in blocks for each in _lines(block) if (words := clean_line(each)))
    return "\n\n".join(text for line in lines if (text := piece_text(line) if _is_html(line) else line))


def line(element: Element | None, dropped: Collection[str] = ()) -> str:
    """All its text in one line; empty for no element."""
    return clean_line("".join(_pieces(element, dropped, MAX_DEPTH)).replace("\0", " ")) if element is not None else ""


def raw(element: Element | None) -> str:
    """Its own text as it stands, HTML or wiki markup; an entity that nobody declared is left as it is written."""
    if element is None:
        return ""
    parts = (("" if local(each) else each.text or "") + (each.tail or "") for each in element)
    return (element.text or "") + "".join(parts)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """Every child of that local name."""
    return [each for each in element if local(each) == name] if element is not None else []


def _lines(block: str) -> list[str]:
    """A block as one paragraph, but one laid out by spaces, as agencies send results, line by line."""
    lines = block.splitlines()
    return lines if len(lines) > 2 and len(_COLUMNS.findall(block)) * 2 >= len(lines) else [block]


def _is_html(paragraph: str) -> bool:
    """Whether a paragraph is a piece of a page that was written out as text."""
    return bool(_PIECE.fullmatch(paragraph)) and has_tags(paragraph)


def _pieces(element: Element, dropped: Collection[str], depth: int) -> Iterator[str]:
    """The text in reading order, a NUL at every border of a block; entities are left as they are written."""
    name = local(element)
    if not name:   # an entity that nobody declared, such as &nbsp;
        yield html.unescape(element.text or "")
    elif name == "table":
        yield from (f"\0{each}\0" for each in lines_of(grid_of(element)))
    elif name == "pre":
        yield "\0" + clean("".join(map(str, element.itertext()))).replace("\n\n", "\0") + "\0"
    elif name not in dropped and depth:
        breaks_sentence = name == "br" and (element.tail or "").lstrip()[:1].islower()
        border = " " if breaks_sentence else "\0" if name in _BLOCKS else ""
        yield border + (element.text or "")
        for each in element:
            yield from _pieces(each, dropped, depth - 1)
            yield each.tail or ""
        yield border
