"""Citations: a quotation, its place in the article, and a link that opens it there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count
from urllib.parse import quote, urldefrag

from bot.answer import Citation, Turn, version_of
from bot.verify.support import stems
from corpus import Article
from corpus.text.fingerprint import Print
from corpus.text.rows import row_in
from corpus.types.scanned import scan_link
from corpus.types.spoken import second_of
from index import Hit, sentences

HIGHEST = 999        # number of a citation, as [n] is written and read
_EDGE_WORDS = 6      # words at either end of a long quotation that a text fragment names
_FEW_WORDS = 3       # the same, where the longer ends are not found
_LONGEST = 500       # characters of a citation that spans more than one sentence
_ADDS = 2            # words that a second sentence must add to be cited with the first
_MARK = re.compile(r"\s?\[([^\[\]\n]{1,60})\]")
_KEY = re.compile(r"[A-Za-z]{0,2}\d{1,3}")    # what a model may write for a key: "kx7", "12"
_FEWEST = 2          # words that are looked for whole, wherever they stand
_ITEM = re.compile(r"[-•*–]|\d{1,3}[.)]")
_SHORT_WORDS = 14    # up to here the fragment holds the whole quotation
_Identity = tuple[str, str, int, int]    # article, version, span


def cite(number: int, article: Article, start: int, end: int) -> Citation:
    """The citation of `article.text[start:end]`."""
    return Citation(number, article, start, end, link(article, start, end))


def also_printed(citation: Citation, hits: Iterable[Hit]) -> Citation:
    """The citation with those twins of its article, as the search found them, that print what is quoted."""
    twins = {twin.id: twin for hit in hits if hit.twins and hit.article.id == citation.article.id
             for twin in hit.twins}
    holding = tuple(twin for twin in twins.values() if Print(twin).holds(citation.quote))
    return replace(citation, twins=holding)


def link(article: Article, start: int, end: int) -> str:
    """Where the passage can be read: the article's URL with a text fragment, else the built-in reading view.

    A recording's link opens it at the time of the sentence, a scan's at the place on the picture. https://wicg.github.io/scroll-to-text-fragment/
    """
    if article.url.startswith(("http://", "https://")):
        if (second := second_of(article, start)) is not None:
            return f"{urldefrag(article.url).url}#t={second}"
        if (page := _page_of(article, start)) is not None:
            return f"{urldefrag(article.url).url}#page={page}"
        return f"{urldefrag(article.url).url}#:~:text={_fragment(article.text, start, end)}"
    if scan := scan_link(article, start, end):
        return scan
    return f"/articles/{quote(article.id, safe='')}?start={start}&end={end}#passage"


def _page_of(article: Article, start: int) -> int | None:
    """The page of a PDF on which that stands; None for what is none."""
    return _mark_at(article.extra.get("page_starts"), start)


def _mark_at(marks: object, start: int) -> int | None:
    """What the last of some [place in the text, number] before `start` says; None where they are no such marks."""
    listed = marks if isinstance(marks, list) else []
    begun = [each[1] for each in listed if isinstance(each, list) and len(each) == 2
             and all(isinstance(number, (int, float)) for number in each) and each[0] <= start]
    return int(begun[-1]) if begun else None


def _fragment(text: str, start: int, end: int) -> str:
    """What of `text[start:end]` a browser looks for: within one block of the page, or its first and its last words.

    A paragraph's first word is left out: set as a drop cap, it is found in no page. No phrase is found across a line
    break or ruby, of which the text keeps no trace: behind an ampersand come fewer words, to be looked for then.
    """
    first, *others = text[start:end].split("\n\n")
    if not others and (ends := _cells_of(first)):
        return ",".join(_encoded(each.split()) for each in ends)
    opens = start == 0 or text[:start].endswith("\n\n")
    words = _past_first_word(first.split()) if opens else first.split()
    last = _past_first_word(others[-1].split()) if others else words
    short = not others and len(words) <= _SHORT_WORDS
    wanted = _encoded(words) if short else _ends(words, last, _EDGE_WORDS)
    further = _ends(words, last, _FEW_WORDS)
    return f"{wanted}&text={further}" if len(words) > 2 * _FEW_WORDS or (others and further != wanted) else wanted


def _ends(words: Sequence[str], last: Sequence[str], most: int) -> str:
    return f"{_encoded(words[:most])},{_encoded(last[-most:])}"


def _past_first_word(words: list[str]) -> list[str]:
    """Without the mark of a list's item, which no page has in its text, and the word behind it."""
    bare = words[1:] if words and _ITEM.fullmatch(words[0]) else words
    return bare[1:] if len(bare) > _FEWEST else bare


def _cells_of(line: str) -> tuple[str, str] | None:
    """The first and the last cell of a table's row, which `corpus.text.rows` laid out; no phrase reaches over cells."""
    row = row_in(line)
    return (line[slice(*row.cells[0])], line[slice(*row.cells[-1])]) if row else None


def _encoded(words: Sequence[str]) -> str:
    """Percent-encoded; a hyphen has a meaning of its own in a text fragment."""
    return quote(" ".join(words), safe="").replace("-", "%2D")


class Numbering:
    """The numbers of an answer's citations: the same words of the same version of an article keep theirs.

    So they do over the turns of a conversation, as far as its turns carry marks; what is cited first now goes on
    behind the highest number.
    """

    def __init__(self, history: Sequence[Turn] = ()) -> None:
        self.citations: list[Citation] = []
        self._numbers: dict[_Identity, int] = {}
        taken: set[int] = set()
        for mark in (mark for turn in history for mark in turn.marks):
            identity = (mark.article, mark.version, mark.start, mark.end)
            if 1 <= mark.number <= HIGHEST and identity not in self._numbers and mark.number not in taken:
                self._numbers[identity] = mark.number
                taken.add(mark.number)

    def number(self, article: Article, start: int, end: int) -> int:
        """The n of [n] for these words."""
        identity = (article.id, version_of(article), start, end)
        number = self._numbers.setdefault(identity, self._free())
        if all(each.number != number for each in self.citations):
            self.citations.append(cite(number, article, start, end))
        return number

    def _free(self) -> int:
        """The number behind the highest, or the lowest that is free where that would be too long."""
        taken = set(self._numbers.values())
        behind = max(taken, default=0) + 1
        return behind if behind <= HIGHEST else next(each for each in count(1) if each not in taken)


def numbered(quoted: Iterable[tuple[Article, int, int]], history: Sequence[Turn]) -> tuple[Citation, ...]:
    """The citations of article, start and end, in their order, with the numbers that the conversation gives them."""
    numbering = Numbering(history)
    for each in quoted:
        numbering.number(*each)
    return tuple(numbering.citations)


def taken_apart(sentence: str, known: Collection[str]) -> tuple[str, list[str], int]:
    """A sentence without its keys, the known keys in order, and how many unknown ones were left out."""
    found: list[str] = []
    unknown = 0

    def take(mark: re.Match[str]) -> str:
        nonlocal unknown
        named = [key for key in re.split(r"[\s,;]+", mark[1].strip()) if key]
        if not all(key in known or _KEY.fullmatch(key) for key in named):
            return mark[0]       # "[sic]" is no key
        found.extend(key for key in named if key in known and key not in found)
        unknown += sum(key not in known for key in named)
        return ""

    text = _MARK.sub(take, sentence)
    return re.sub(r"(?<!\s)\s++([.,;:!?])", r"\1", text).strip(), found, unknown


def supporting(sentence: str, article: Article, start: int, end: int) -> tuple[int, int]:
    """Where in `article.text[start:end]` it says what `sentence` says: one sentence, or two close together."""
    own = stems(sentence)
    spans = [(start + first, start + last) for first, last in sentences(article.text[start:end], article.language)]
    if not spans:
        return start, end
    shared = {span: own & stems(article.text[slice(*span)]) for span in spans}
    best = max(spans, key=lambda span: (len(shared[span]), -span[0]))
    more = max(spans, key=lambda span: (len(shared[span] - shared[best]), -abs(span[0] - best[0])))
    first, last = min(best[0], more[0]), max(best[1], more[1])
    return (first, last) if len(shared[more] - shared[best]) >= _ADDS and last - first <= _LONGEST else best
