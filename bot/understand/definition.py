"""Whether a sentence says what something is: "the ginger biscuit that made the firm's name"."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"^\W*(?:what|who)(?:['’]?s| is| are| was| were)\s+(?:an? |the )?(?P<thing>[^?]{2,60}?)\W*$|"
    r"^\W*what (?:does|do|did) (?P<word>[^?]{2,60}?) (?:mean|stand for)\W*$|"
    r"^\W*(?:define|definition of|meaning of) (?:an? |the )?(?P<defined>[^?]{2,60}?)\W*$",
    re.IGNORECASE,
)


def asks_for_definition(question: str) -> re.Pattern[str] | None:
    """What a sentence looks like that says what the thing is that a question asks about; None for other questions.

    "What is X?" is answered by "X, a ...", "X is a ...", "the ... called X", and "the campaign group X".
    """
    asked = _ASKS.match(question)
    if asked is None:
        return None
    thing = re.escape(next(group for group in asked.groups() if group))
    behind = r"(?:,? (?:an?|the|which|who|whose|is|are|was|were|means?|stands? for)\b|,? \(|, (?:aged )?\d{1,3},)"
    before = r"(?:called|named|known as|(?-i:\b(?:[Aa]n?|[Tt]he) (?:[a-z-]{1,30} ){1,4}))"
    return re.compile(rf"\b{thing}(?:['’]s|s)?{behind}|{before}\s?[“\"‘']?{thing}\b", re.IGNORECASE)
