"""What something is called: the part of a question that asks for it, and the sentence that says it."""

from __future__ import annotations

import re

from bot.languages.en.verbs import NAMING
from bot.languages.patterns import either

_ASKS = re.compile(
    rf"\bwhat (?:is|was|are|were|do|does|did) (?:[\w'’-]+ ){{1,5}}"
    rf"(?:{either(NAMING)}|(?:call|name)(?: it| them)?)\W*$|"
    r"\bwhat (?:is|was|are|were) (?:its|their|his|her|the) names?\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    rf"\b{either([*NAMING, 'calls', 'call', 'calling', 'names', 'naming', 'christened'])}(?: (?:as|it|them|him|her))?"
    r" (?:the )?(?:[\"“‘'](?:the )?)?[A-Z]"
)


def asks_for_a_name(question: str) -> bool:
    """Whether it asks what something is called: "what is it called?"."""
    return bool(_ASKS.search(question))


def says_a_name(sentence: str) -> bool:
    """Whether it says what something is called: "a boat she calls “the Heron”"."""
    return bool(_NAMES.search(sentence))
