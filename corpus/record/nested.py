"""Find the running text in a body that an editor keeps as nested blocks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.text.markup import has_tags, piece_text
from corpus.text.rows import Grid, lines_of

MAX_DEPTH = 20
# Of these names the first that has words says what a block says; what is in the others is another form of it.
_WORDS = ("processed", "rendered", "html", "bodyHtml", "richText", "value", "text", "plaintext", "content", "quote",
          "paragraph", "markdown")
# What holds further blocks.
_WITHIN = ("root", "document", "doc", "data", "content", "children", "nodes", "items", "blocks", "elements",
           "sections", "summary", "headline", "paragraphs", "content_elements", "body", "json",
           "components", "contents")
_INLINE = frozenset(("text", "span", "link", "a", "hyperlink", "strong", "em", "emphasis", "mark", "autolink",
                     "hashtag", "extended-text"))
_PASSED_OVER = frozenset((
    "image", "imagelink", "video", "gallery", "audio", "embed", "oembedresponse", "oembed_response", "media", "figure",
    "interstitiallink", "interstitial_link", "linklist", "link_list", "ad", "advertisement", "related", "relatedlist",
    "socialembed", "reference", "newsletter", "button", "divider", "customembed", "custom_embed", "code", "photo",
))


def body_text(body: object) -> str:
    """The words of a body in blocks, paragraphs separated by a blank line: Arc XP, Brightspot, Contentful, Draft.js,
    Editor.js, Lexical, ProseMirror, Portable Text, fundus; empty where there are none.
    """   # noqa: D205
    pieces = "".join(_pieces(body, MAX_DEPTH)).split("\0")
    texts = ((piece_text(piece) if has_tags(piece) else piece).strip() for piece in pieces)
    return "\n\n".join(filter(None, texts))


def _pieces(node: object, depth: int) -> Iterator[str]:
    """The text in reading order, a NUL at every border of a block."""
    if isinstance(node, str):
        yield from _pieces(_parsed(node), depth) if depth == MAX_DEPTH else (node,)
    elif isinstance(node, list) and depth:
        for each in node:
            if isinstance(each, str):
                yield f"\0{each}\0"
            else:
                yield from _pieces(each, depth - 1)
    elif isinstance(node, Mapping) and depth:
        what = str(node.get("type") or node.get("_type") or node.get("nodeType") or "").lower()
        if what.rsplit(".", 1)[-1] in _PASSED_OVER:
            return
        border = "" if what in _INLINE and not isinstance(node.get("content"), str) else "\0"   # Arc XP's are blocks
        yield border
        yield from _table(node) if what == "table" else _block(node, depth)
        yield border


def _block(node: Mapping[str, Any], depth: int) -> Iterator[str]:
    if words := next((node[name] for name in _WORDS if isinstance(node.get(name), str) and node[name].strip()), ""):
        yield words
    else:
        for name, value in node.items():
            if name == "children" and _are_leaves(value):
                yield "".join(each["text"] for each in value)
            elif name in _WITHIN or name in _WORDS:
                yield from _pieces(value, depth - 1)


def _are_leaves(nodes: object) -> bool:
    """Whether they are pieces of one paragraph, as Slate's, which have no type."""
    return isinstance(nodes, list) and all(isinstance(each, Mapping) and isinstance(each.get("text"), str)
                                           for each in nodes)


def _table(node: Mapping[str, Any]) -> Iterator[str]:
    """A table of Arc XP or Editor.js, a row a line."""
    given = node.get("rows") or (node.get("data") or {}).get("content") or []
    rows = [[_cell(cell) for cell in row] for row in given if isinstance(row, list)]
    heads = [_cell(cell) for cell in node.get("header") or []]
    yield from (f"\0{line}\0" for line in lines_of(Grid(rows, heads)))


def _cell(cell: object) -> str:
    return body_text(cell if isinstance(cell, Mapping) else [cell]).replace("\n\n", " ")


def _parsed(text: str) -> object:
    """A body that is kept as JSON within JSON, as Lexical's and Ghost's; other text as one block."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return [text]
    return content if isinstance(content, (dict, list)) else [text]
