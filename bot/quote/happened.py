"""Whether a sentence tells of what happened, or of what was announced, wanted, feared or denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence, Set

from bot.languages.en.verbs import PUT_OFF, UNREAL

Stem = Callable[[str], Collection[str]]
Denials = Sequence[tuple[frozenset[str], bool]]      # the stems of words, with whether each is denied

_OF_THE_PAST = re.compile(r"\b(?:did|was|were|has|have|had)\b", re.IGNORECASE)
_OF_PLANS = re.compile(
    r"\b(?:will|would|could|should|might|may|going to|plan(?:s|ned)?|expect(?:s|ed)?|due|promised?|hope[sd]?|propos\w+|"
    r"forecast|predict\w*|want(?:s|ed)?|supposed|meant|fail(?:s|ed)?|not|never|n['’]t)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]+")
_PARTS = re.compile(r"[,;:–—](?!\d)")
_REACH = 4          # words before the one in question that may say it didn't, or won't, happen
_BEHIND = 2         # and behind it that may say that it was put off


def asks_what_happened(question: str) -> bool:
    """Whether it asks for what came about, and not for what was planned, promised or didn't."""
    return bool(_OF_THE_PAST.search(question)) and not _OF_PLANS.search(question)


def denials(sentence: str, stem: Stem) -> Denials:
    """The stems of each word that is written small, with whether the words around it deny it or put it off.

    Names, written large, don't count: nothing happens to them by being denied. Nor does what stands behind a comma:
    "need not have flooded, inquiry finds". Empty where nothing is denied.
    """
    parts = map(_WORD.findall, _PARTS.split(sentence))
    words = [each for part in parts for each in zip(part, _denied(part), strict=True)]
    if not any(denied for _, denied in words):      # most: nothing is stemmed
        return ()
    return tuple([(frozenset(stem(word)), denied) for word, denied in words if word[0].islower()])


def _denied(words: Sequence[str]) -> list[bool]:
    """Whether each word of a part is denied or put off by those around it."""
    plain = [word.casefold().replace("’", "'") for word in words]
    denying = [word in UNREAL or word.endswith(("n't", "'ll")) for word in plain]
    return [any(denying[max(0, row - _REACH) : row]) or not PUT_OFF.isdisjoint(plain[row + 1 : row + 1 + _BEHIND])
            for row in range(len(words))]


def unreal(found: Denials, asked: Set[str]) -> float:
    """Share of the words among the stems `asked` that are denied or put into the future, 0 to 1."""
    meant = [denied for stems, denied in found if not stems.isdisjoint(asked)]
    return sum(meant) / len(meant) if meant else 0.0
