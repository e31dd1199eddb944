"""Whether a text speaks of the one of several that has most of something: "the largest gift", "who gave the most"."""

from __future__ import annotations

import re

from bot.languages.en.answer_kinds import EXTREMES, NO_EXTREMES
from bot.languages.patterns import either

_EXTREME = re.compile(rf"\b(?:{either(EXTREMES)}|(?!{either(NO_EXTREMES)}\b)[a-z]{{2,12}}est)\b", re.IGNORECASE)


def extreme(text: str) -> bool:
    """Whether it has a word for the most or the least of something, as "longest", "first" and "only"."""
    return bool(_EXTREME.search(text))
