"""Put the lines of a printed page into the order in which they are read: columns, headlines, paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COLUMN_GAP = 8.0      # points of white between two columns, at least
MIN_IN_COLUMN = 3     # lines that make a column
BLOCK_GAP = 0.6       # of a line's height, of white between two paragraphs
INDENT = 6.0          # points that a paragraph's first line is set in
LARGER = 1.25         # times the height, for a line to be a headline above another
MAX_CUTS = 40         # of columns within blocks within columns

_HYPHENS = ("-", "¬", "\u00ad", "\u2010", "\x02", "\ufffe")   # the last two are pdfium's, for one that ends a line


@dataclass(frozen=True, slots=True)
class Box:
    """Some words and where they stand, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Of the line."""
        return self.top - self.bottom


def paragraphs(boxes: Sequence[Box]) -> list[str]:
    """The paragraphs of a page in reading order, words that lines broke put together again."""
    return [text for block in _blocks(list(boxes), MAX_CUTS) for text in _paragraphs(_lines(block)) if text]


def _blocks(boxes: list[Box], left: int) -> Iterator[list[Box]]:
    """The page cut along its white: side by side where columns are, else one below the other."""
    if len(boxes) > 1 and left:
        for parts in (_apart(boxes, across=True), _apart(boxes, across=False)):
            if parts:
                for part in parts:
                    yield from _blocks(part, left - 1)
                return
    yield boxes


def _apart(boxes: list[Box], *, across: bool) -> list[list[Box]]:
    """The boxes left and right of the widest white, or above and below it; nothing where no white is wide enough."""
    spans = sorted((box.left, box.right) if across else (-box.top, -box.bottom) for box in boxes)
    reached, widest, at = spans[0][1], 0.0, 0.0
    for begin, end in spans[1:]:
        if begin - reached > widest:
            widest, at = begin - reached, (begin + reached) / 2
        reached = max(reached, end)
    usual = sorted(box.height for box in boxes)[len(boxes) // 2]
    if widest < (COLUMN_GAP if across else max(BLOCK_GAP * usual, 1.0)):
        return []
    first = [box for box in boxes if (box.left if across else -box.top) < at]
    rest = [box for box in boxes if (box.left if across else -box.top) >= at]
    if across and min(len(_lines(first)), len(_lines(rest))) < MIN_IN_COLUMN:
        return []
    return [first, rest] if first and rest else []


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a block as lines, from above."""
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda each: (-(each.top + each.bottom) / 2, each.left)):
        middle = (box.top + box.bottom) / 2
        if lines and lines[-1][0].bottom <= middle <= lines[-1][0].top:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [_joined(sorted(line, key=lambda each: each.left)) for line in lines]


def _joined(line: Sequence[Box]) -> Box:
    return Box(line[0].left, min(box.bottom for box in line), max(box.right for box in line),
               max(box.top for box in line), " ".join(box.text.strip() for box in line if box.text.strip()))


def _paragraphs(lines: Sequence[Box]) -> Iterator[str]:
    text, above = "", None
    margin = min((line.left for line in lines), default=0.0)
    for line in lines:
        if above is not None and _begins(line, above, margin):
            yield text
            text = ""
        text = _continued(text, line.text)
        above = line
    yield text


def _begins(line: Box, above: Box, margin: float) -> bool:
    """Whether a line begins a paragraph: behind white, set in, or of another size."""
    gap = above.bottom - line.top
    is_set_in = line.left - margin > INDENT > above.left - margin
    larger, smaller = max(line.height, above.height), max(min(line.height, above.height), 0.1)
    return gap > BLOCK_GAP * above.height or is_set_in or larger > LARGER * smaller


def _continued(text: str, line: str) -> str:
    if text.endswith(_HYPHENS) and len(text) > 1 and text[-2].isalpha() and line[:1].islower():
        return text.rstrip("".join(_HYPHENS)) + line
    return f"{text} {line}".strip()
