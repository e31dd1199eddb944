"""Find the corrections that an article prints within its text."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"(?:corrections?|clarifications?|erratum|(?:editor|editors)['’]?s?['’]? note|for the record)"
    r"(?:\s+and\s+clarifications?)?\s*(?:[(,]\s*(?P<date>[^():]{4,40}?)\)?)?\s*(?::|[–—]\s|\s-\s)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:this (?:article|story|post|piece|report|headline)|(?:an )?(?:earlier|previous) versions? of this (?:\w+ )?"
    r"(?:article|story|post|piece|report|headline|caption))\b.{0,120}?\b"
    r"(?:corrected|amended|clarified|misstated|misspelled|misidentified|incorrectly|wrongly|erroneously|retracted)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:corrected|amended|clarified|updated)\s+(?:\w+\s+)?on\s+"
    r"((?:\w+\s+){0,2}\d{1,2}\w*,?\s+(?:\w+,?\s+)?\d{4})",
    re.IGNORECASE,
)
MAX_PARAGRAPHS = 8   # of an article's beginning and of its end that are looked at
MAX_LENGTH = 1_500   # of a printed correction


def printed_corrections(text: str) -> list[dict[str, str]]:
    """The paragraphs at either end of a clean text that correct it, as {"date", "text"}; a date as it is written.

    An editor's note counts where it says that something was wrong.
    """
    every = text.split("\n\n")
    ends = every if len(every) <= 2 * MAX_PARAGRAPHS else every[:MAX_PARAGRAPHS] + every[-MAX_PARAGRAPHS:]
    return [{"date": _date(each), "text": each} for each in ends if len(each) <= MAX_LENGTH and _corrects(each)]


def _corrects(paragraph: str) -> bool:
    label = _LABEL.match(paragraph)
    noted = label and "note" in label[0].lower()
    return bool(label and not noted and len(paragraph) > label.end() + 20) or _SENTENCE.search(paragraph) is not None


def _date(paragraph: str) -> str:
    label, stated = _LABEL.match(paragraph), _ON.search(paragraph)
    return (label and label["date"]) or (stated[1].replace(",", "") if stated else "")
