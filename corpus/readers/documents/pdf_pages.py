"""Put sentences of a PDF together that go on on another page, where it is certain which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers.documents.page_layout import Block

LEAST_BEGUN = 60      # characters of a paragraph that goes on overleaf; page numbers and most captions have fewer
LEAST_GOING_ON = 40   # of what it goes on with; running heads have fewer

_PAGE = r"(?:page|p\.|seite|s\.|p[áa]g(?:ina|\.)?)\s*[a-z]?(?P<page>\d{1,3})"
_TOPIC = r"(?:(?P<topic>[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20}){0,2})\s*[,:/–-]?\s+)?"
_ON = re.compile(
    rf"(?:^|(?<=[.!?\"”’\s]))[^\w\s.!?\"”’]*\s*{_TOPIC}(?:continue[ds]|cont['’]d\.?|fortsetzung|suite|contin[úu]a|sigue)\s+"
    rf"(?:(?:on|auf|en|à|a)\s+)?(?:la\s+)?{_PAGE}\W*$", re.IGNORECASE)
_SEE = re.compile(rf"(?:^|(?<=\s))\W*see\s+{_TOPIC}(?:on\s+)?{_PAGE}\W*$", re.IGNORECASE)
_FROM = re.compile(
    rf"^\W*{_TOPIC}(?:(?:continued\s+|cont['’]d\.?\s+)?from|fortsetzung\s+von|suite\s+de|viene\s+de)\s+(?:la\s+)?{_PAGE}"
    r"(?:$|[\W]+)", re.IGNORECASE)
_FINISHED = re.compile(r"""[.!?…:;]["”’»)]*$""")
_HYPHENS = ("-", "¬", "\u00ad", "\u2010")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that sends the reader to another page, or says which one a story comes from."""

    at: tuple[int, int]    # page and paragraph, from 0
    page: int              # the other one, from 0
    topic: str
    rest: str              # what the paragraph has beside it


def joined(pages: Sequence[Sequence[Block]]) -> tuple[list[list[Block]], list[str]]:
    """The pages with every sentence put together that goes on on another, and the lines that lead on to none.

    It stands where it begins. A line "Continued on page 4" leads to the one paragraph of that page that says it comes
    from this one, of the same catchword where several do; both lines go. Without such lines the last paragraph of a
    page goes on with the first one overleaf, where the one is unfinished and the other begins with a small letter.
    """
    done = [list(page) for page in pages]
    starts, ends = list(_marks(done, _FROM)), [*_marks(done, _ON), *_marks(done, _SEE)]
    left: list[str] = []
    for mark in ends:
        comes = [each for each in starts if each.at[0] == mark.page and each.page == mark.at[0]]
        rivals = [each for each in ends if (each.at[0], each.page) == (mark.at[0], mark.page)]
        if len(comes) > 1 or len(rivals) > 1:
            comes = [each for each in comes if each.topic == mark.topic]
        if len(comes) == 1 and [each.topic for each in rivals].count(mark.topic) == 1:
            _join(done, mark, comes[0])
        else:
            left.append(done[mark.at[0]][mark.at[1]].text[-60:])
    for number in range(len(done) - 1):
        _join_overleaf(done, number)
    return [[block for block in page if block.text] for page in done], left


def _marks(pages: Sequence[Sequence[Block]], pattern: re.Pattern[str]) -> Iterator[_Mark]:
    for number, page in enumerate(pages):
        for place, block in enumerate(page):
            match = pattern.search(block.text[:200] if pattern is _FROM else block.text)
            if match and int(match["page"]) - 1 != number:
                rest = block.text[match.end():] if pattern is _FROM else block.text[: match.start()]
                yield _Mark((number, place), int(match["page"]) - 1, (match["topic"] or "").lower(), rest.strip())


def _join(pages: list[list[Block]], mark: _Mark, comes: _Mark) -> None:
    """Take both lines out, and put the second half of the sentence behind its first."""
    for each in (mark, comes):
        page, place = each.at
        pages[page][place] = replace(pages[page][place], text=each.rest)
    first = next((place for place in range(mark.at[1], -1, -1) if pages[mark.at[0]][place].text), None)
    second = next((place for place, block in enumerate(pages[mark.page]) if place >= comes.at[1] and block.text), None)
    if first is not None and second is not None:
        _put_together(pages, (mark.at[0], first), (mark.page, second))


def _join_overleaf(pages: list[list[Block]], number: int) -> None:
    lasts = [place for place, block in enumerate(pages[number]) if len(block.text) >= LEAST_BEGUN][-1:]
    firsts = [place for place, block in enumerate(pages[number + 1]) if len(block.text) >= LEAST_GOING_ON][:1]
    if lasts and firsts:
        _put_together(pages, (number, lasts[0]), (number + 1, firsts[0]))


def _put_together(pages: list[list[Block]], one: tuple[int, int], other: tuple[int, int]) -> None:
    """Make one paragraph of two, where a sentence begins in the one and ends in the other."""
    begins, goes_on = pages[one[0]][one[1]], pages[other[0]][other[1]]
    if _FINISHED.search(begins.text) or not goes_on.text[:1].islower():
        return
    is_cut = begins.text.endswith(_HYPHENS)
    text = begins.text.rstrip("".join(_HYPHENS)) + goes_on.text if is_cut else f"{begins.text} {goes_on.text}"
    pages[one[0]][one[1]] = replace(begins, text=text, confidence=begins.confidence + goes_on.confidence)
    pages[other[0]][other[1]] = replace(goes_on, text="")
