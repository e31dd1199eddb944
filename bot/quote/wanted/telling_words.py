"""Which words of a sentence tell what was asked: the sum, the number with its unit, the date, the name, the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.languages.en.numbers import POWERS, SHORT
from bot.languages.en.proper_names import PARTICLES
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import either
from bot.understand.answer_type import MONTH, NUMBER, SPELL, WEEKDAY, answer_type

Span = tuple[int, int]

_SCALE = rf"(?:\s?{either([*POWERS, *SHORT])}\b)?"
_NAME = r"[A-Z][\w'’-]*[\w](?:\.(?=\s[A-Z]))?"
_PARTICLE = rf"(?:{either([*PARTICLES, 'of the', 'of', 'and', '&'])}\s+)"
_RUN = rf"{_NAME}(?:\s+{_PARTICLE}?{_NAME})*"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_DATE = (
    rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?{_DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?|"
    rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+{_DAY}(?!\d)(?:,?\s+\d{{4}})?|{MONTH},?\s+\d{{4}}|"
    rf"\b(?:1[5-9]|20)\d\d\b|\b\d{{1,2}}(?:[.:]\d\d)?\s?[ap]\.?m\b|{WEEKDAY}|{MONTH}(?!\w)"
)
# By kind of answer. A person's and a place's name must not be broken off, so their runs of capitals are taken whole.
_SPANS: dict[str, re.Pattern[str]] = {
    "money": re.compile(rf"[$£€¥]\s?\d[\d,.]*\d?{_SCALE}|\d[\d,.]*{_SCALE}\s(?:dollars|pounds|euros|pence|cents)\b"),
    "number": re.compile(
        rf"{NUMBER}{_SCALE}(?:\s?(?:%|per\s?cent|percent))?(?:\s+(?:miles|metres|meters|feet|km|kilometres|degrees)\b)?",
        re.IGNORECASE,
    ),
    "duration": re.compile(
        rf"(?:(?:{NUMBER}|\ban?)[\s-]+(?:and a half\s+)?{SPELL}\b"
        rf"(?:,?\s+(?:and\s+)?(?=(?:{NUMBER}|an?)[\s-]+{SPELL}))?)+",
        re.IGNORECASE,
    ),
    "age": re.compile(r"(?<=,\s)\d{1,3}(?=,)|(?<=\baged\s)\d{1,3}\b|\b\d{1,3}(?:[\s-]years?[\s-]old)?\b"),
    "date": re.compile(_DATE),
    "person": re.compile(_RUN),
    "place": re.compile(rf"(?<=\bin\s){_RUN}|(?<=\bat\s){_RUN}|(?<=\bon\s){_RUN}|(?<=\bnear\s){_RUN}|(?<=\bto\s){_RUN}|"
                        rf"(?<=\bthe\s){_RUN}"),
}


_HOUR = re.compile(r"\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m")
_ASKS_FOR_AN_HOUR = re.compile(r"\b(?:what time|at what|how late|how early|hour)\b", re.IGNORECASE)


def telling_words(question: str, sentence: str, stem: Callable[[str], list[str]]) -> Span | None:
    """Where in the sentence the words stand that tell what the question asks for; None where no span does.

    Of several the one nearest to the words that the question and the sentence share; none that the question itself
    names. `stem` gives the stemmed words of a text.
    """
    kind = answer_type(question)
    pattern = _SPANS.get(kind.name) if kind else None
    if pattern is None:
        return None
    asked = set(stem(question))
    found = (match.span() for match in pattern.finditer(sentence) if not set(stem(match.group())) <= asked)
    named = kind is not None and kind.name in ("person", "place")
    spans = [span for span in found if not (named and _names_nobody(sentence[slice(*span)]))]
    shared = [start for start, _ in _words(sentence, asked, stem)]
    vague = kind is not None and kind.name == "date" and not _ASKS_FOR_AN_HOUR.search(question)
    return min(
        spans, key=lambda span: (vague and _is_hour(sentence[slice(*span)]), _distance(span, shared)), default=None
    )


def _names_nobody(words: str) -> bool:
    """Whether words written large are a day, or what a sentence begins with, or both: "In March"."""
    rest = " ".join(word for word in words.split() if word.casefold() not in STOP_WORDS)
    return not rest or _SPANS["date"].fullmatch(rest) is not None


def _is_hour(words: str) -> bool:
    """Whether words for a time name an hour, which is less than the day that was asked for."""
    return _HOUR.fullmatch(words) is not None


def _words(sentence: str, asked: set[str], stem: Callable[[str], list[str]]) -> Iterator[Span]:
    """The words of the sentence that the question has too."""
    for word in re.finditer(r"[\w'’-]+", sentence):
        if asked.intersection(stem(word.group())):
            yield word.span()


def _distance(span: Span, shared: list[int]) -> float:
    """Characters from a span to the words that are shared, on average, the far ones counting little."""
    gaps = sorted(max(span[0] - at, at - span[1], 0) for at in shared)[:4]
    return sum(gaps) / len(gaps) if gaps else span[0]
