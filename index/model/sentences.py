"""Find where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from index.model.languages import ENGLISH, base

Span = tuple[int, int]

# What sentencex cuts although the sentence goes on: a time before its day, a title before a name it takes for a word.
_GOES_ON = re.compile(
    r"(?:\b[ap]\.m\.|\b(?:Dr|Mr|Mrs|Ms|No|Gov|Govs|Sen|Rep|Gen|Sgt|St|Ft|Ald|Atty|Ofc|Assoc|feat|approx|vs)\.)\s*\Z"
)
# Before more of the same name, whatever it is: "D-N.J.", "R-S.C.", "308 N. Second Ave."
_IN_A_NAME = re.compile(r"(?:\b[DRI][-‑–][A-Z]\.|\d [NSEW]\.)\s*\Z")
# What begins no sentence: "“Really?” | he asked", "R-Ala. | ; Rep. Ann Lee"; addresses and "iPhone" may,
# and a sound in a transcript.
_NO_START = re.compile(r"[;:,)\]]|(?!archived recording)[a-z]['’a-z-]*(?=[ ,;])")
_OPENING_MARK = re.compile(r"(?:(?<=\s)“|(?<=[^\s\"'’”]\s)[\"‘'])[\"‘']?\s*\Z")
_FRESH_START = re.compile(r"(?:The|A|An|He|She|It|They|We|But|And|In|On|At|That|This|There|His|Her)\b|[\"“‘]")
_REACH = 12               # characters before a border that say whether it is one
_WINDOW = 4_096           # characters given at once to the splitter, which takes the square of quotation marks in time
_LONG = _WINDOW // 2      # characters of what isn't joined with what follows, so that an endless one ends


def sentences(text: str, language: str = "en") -> list[Span]:
    """Spans (start, end) of the sentences in order, without surrounding white space; none crosses a paragraph."""
    found: list[Span] = []
    known = base(language) or ENGLISH      # sentencex takes "de-AT" for no language that it knows
    for start, end in _paragraphs(text):
        found.extend(_in_paragraph(text, start, end, known))
    return found


def _paragraphs(text: str) -> Iterator[Span]:
    """Spans between blank lines."""
    start = 0
    while start < len(text):
        stop = text.find("\n\n", start)
        end = len(text) if stop < 0 else stop
        yield start, end
        start = end + 2


def _in_paragraph(text: str, start: int, end: int, language: str) -> list[Span]:
    paragraph = text[start:end]
    spans: list[Span] = []
    for first, last in _split(paragraph, language):
        if spans and (mark := _OPENING_MARK.search(paragraph, max(spans[-1][0], spans[-1][1] - _REACH), spans[-1][1])):
            spans[-1], first = (spans[-1][0], mark.start()), mark.start()
        if spans and first - spans[-1][0] < _LONG and _joined(paragraph, spans[-1], first):
            first = spans.pop()[0]
        spans.append((first, last))
    return [trimmed for span in spans if (trimmed := _trimmed(text, start + span[0], start + span[1]))]


def _split(paragraph: str, language: str) -> Iterator[Span]:
    """What sentencex takes for sentences; the last one of each window is read again with what follows it."""
    start = 0
    while start < len(paragraph):
        end = min(len(paragraph), start + _WINDOW)
        found = sentencex.get_sentence_boundaries(language, paragraph[start:end])
        spans = [(start + each["start_index"], start + each["end_index"]) for each in found]
        if end < len(paragraph):
            first = spans.pop()[0] if len(spans) > 1 else paragraph.rfind(" ", start, end) + 1
            end = first if first > start else end
        yield from spans if spans[-1][1] <= end else [(start, end)]
        start = end


def _joined(paragraph: str, before: Span, first: int) -> bool:
    """Whether the sentence before goes on at `first`."""
    tail = max(before[0], before[1] - _REACH), before[1]
    if _IN_A_NAME.search(paragraph, *tail) or _NO_START.match(paragraph, first):
        return True
    return bool(_GOES_ON.search(paragraph, *tail)) and not _FRESH_START.match(paragraph, first)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if right > left else None
