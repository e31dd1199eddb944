"""Find where the sentences of a text begin and end."""

from __future__ import annotations

import re

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
_MAX_PARAGRAPH = 20_000   # characters given to the splitter at once; longer ones are cut at a space before


def sentences(text: str, language: str = "en") -> list[Span]:
    """Spans (start, end) of the sentences in order, without surrounding white space; none crosses a paragraph."""
    found: list[Span] = []
    known = base(language) or ENGLISH      # sentencex takes "de-AT" for no language that it knows
    for start, end in _paragraphs(text):
        found.extend(_in_paragraph(text, start, end, known))
    return found


def _paragraphs(text: str) -> list[Span]:
    """Spans between blank lines, each at most _MAX_PARAGRAPH long."""
    spans, start = [], 0
    while start < len(text):
        stop = text.find("\n\n", start)
        end = len(text) if stop < 0 else stop
        if end - start > _MAX_PARAGRAPH:
            space = text.rfind(" ", start + 1, start + _MAX_PARAGRAPH)
            end = space if space > start else start + _MAX_PARAGRAPH
            stop = -1
        spans.append((start, end))
        start = end + 2 if end == stop else end
    return spans


def _in_paragraph(text: str, start: int, end: int, language: str) -> list[Span]:
    paragraph = text[start:end]
    spans: list[Span] = []
    for boundary in sentencex.get_sentence_boundaries(language, paragraph):
        first, last = boundary["start_index"], boundary["end_index"]
        if spans and (mark := _OPENING_MARK.search(paragraph, max(spans[-1][0], spans[-1][1] - _REACH), spans[-1][1])):
            spans[-1], first = (spans[-1][0], mark.start()), mark.start()
        if spans and _joined(paragraph, spans[-1], first):
            first = spans.pop()[0]
        spans.append((first, last))
    return [trimmed for span in spans if (trimmed := _trimmed(text, start + span[0], start + span[1]))]


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
