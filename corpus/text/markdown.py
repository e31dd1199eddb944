"""Turn Markdown into plain text: paragraphs, headings and list items apart, without their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from corpus.text.rows import Grid, lines_of

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_RULE = re.compile(r"\s{0,3}(?:=+|-+|(?:[-*_]\s*+){3,})\s*$")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|$)")
_QUOTE = re.compile(r"^[ >]*> ?")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,9}[.)]))\s+(?=\S)")
_DEFINITION = re.compile(r"\s{0,3}\[[^\[\]]+\]:\s*\S")
_FOOTNOTE = re.compile(r"\s{0,3}\[\^[^\[\]]+\]:\s*")
_DASHES = re.compile(r"[\s|:]*-[\s|:-]*$")   # the rule below a table's heads
_CELL = re.compile(r"(?<!\\)\|")
_TABLE_RULE = re.compile(r"[\s|:-]+$")

# Every pattern below stops at its own opening mark, so that unclosed marks cost no more than closed ones.
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_ADDRESS = r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)"
_INLINE = (
    (re.compile(rf"!\[[^\[\]]*\](?:{_ADDRESS}|\[[^\[\]]*\])"), ""),
    (re.compile(rf"(?<!\\)\[([^\[\]]*)\](?:{_ADDRESS}|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\[\^[^\[\]]*\]"), ""),
    (re.compile(r"<(https?://[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>"), r"\1"),
    (re.compile(r"\s*<br\b[^<>]*>\s*", re.IGNORECASE), " "),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(`{1,20}+)([^`]++)\1"), r"\2"),
    (re.compile(r"~~([^~]+)~~"), r"\1"),
    *2 * (   # twice: emphasis within emphasis; "f***" and snake_case are no emphasis
        (re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s\\])\1(?![\w*])"), r"\2"),
        (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]+)(?<=[^\s\\])\1(?!\w)"), r"\2"),
    ),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])"), r"\1"),
)


class _Kind(Enum):
    """What a line does to the paragraph above it."""

    RUNS_ON = 1    # is more of it
    STARTS = 2     # ends it, and begins one that may run on
    ALONE = 3      # ends it, and is one in a single line
    BREAK = 4      # ends it, and says nothing


def plain_text(markdown: str) -> str:
    """The running text, paragraphs separated by a blank line; links leave their words, images nothing.

    List items and the rows of tables are paragraphs of their own, items after a "- " or their number.
    """
    lines = _laid_out(_COMMENT.sub("", markdown).split("\n"))
    blocks = (_without_marks(block).strip() for block in _blocks(lines))
    return "\n\n".join(block for block in blocks if block)


def take_title(markdown: str) -> tuple[str, str]:
    """The heading of the first level that the text begins with, as plain text, and what follows; empty without one."""
    first, _, rest = markdown.lstrip().partition("\n")
    if first.startswith("# "):
        return _without_marks(_heading(first)), rest
    underline, _, below = rest.partition("\n")
    if first and underline.startswith("==") and not underline.strip("= "):
        return _without_marks(first.strip()), below
    return "", markdown


def _laid_out(lines: list[str]) -> list[str]:
    """With every table as a line for each row, between blank lines; a heading right above it is its caption."""
    laid: list[str] = []
    at, heading = 0, ""
    while at < len(lines):
        end = _table_end(lines, at)
        if end:
            heads, *rows = (_cells(line) for line in (lines[at], *lines[at + 2 : end]))
            laid += ["", *(each for line in lines_of(Grid(rows, heads, heading)) for each in (line, ""))]
        else:
            laid.append(lines[at])
        stated = lines[at].strip()
        heading = _heading(stated) if _HEADING.match(stated) and not stated.startswith("# ") else heading * (not stated)
        at = end or at + 1
    return laid


def _table_end(lines: list[str], at: int) -> int:
    """Behind the last row of the table that begins there, or 0: a row of heads, a rule, and rows."""
    if "|" not in lines[at] or at + 1 == len(lines) or "|" not in lines[at + 1] or not _DASHES.match(lines[at + 1]):
        return 0
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    return [cell.replace("\\|", "|").strip() for cell in _CELL.split(bare.removesuffix("|"))]


def _blocks(lines: list[str]) -> Iterator[str]:
    """Paragraphs in one line each, their inline marks still in them."""
    parts: list[str] = []
    for kind, text in _kinds(lines):
        if kind is not _Kind.RUNS_ON and parts:
            yield " ".join(parts)
            parts = []
        if kind is _Kind.ALONE:
            yield text
        elif kind is not _Kind.BREAK:
            parts.append(text)
    yield " ".join(parts)


def _kinds(lines: list[str]) -> Iterator[tuple[_Kind, str]]:
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
            yield _Kind.BREAK, ""
        else:
            yield (_Kind.ALONE, line) if fenced else _kind(_QUOTE.sub("", line))


def _kind(line: str) -> tuple[_Kind, str]:
    if not line.strip() or _RULE.match(line) or _TABLE_RULE.match(line):
        return _Kind.BREAK, ""
    if _HEADING.match(line):
        return _Kind.ALONE, _heading(line)
    if line.lstrip().startswith("|"):
        return _Kind.ALONE, line.strip().strip("|").strip()
    if note := _FOOTNOTE.match(line):
        return _Kind.STARTS, line[note.end() :].strip()
    if _DEFINITION.match(line):
        return _Kind.BREAK, ""
    if item := _ITEM.match(line):
        return _Kind.STARTS, f"{item[1] or '-'} {line[item.end() :].strip()}"
    return _Kind.RUNS_ON, line.strip().rstrip("\\")


def _heading(line: str) -> str:
    """Without the marks before and behind; the C in "# On C#" keeps its own."""
    text = line.strip().lstrip("#").strip()
    bare = text.rstrip("#")
    return bare.strip() if not bare or bare.endswith(" ") else text


def _without_marks(block: str) -> str:
    for pattern, replacement in _INLINE:
        block = pattern.sub(replacement, block)
    return block
