"""Whether a sentence says what something is, or how old somebody: "the ginger biscuit that made the firm's name"."""

from __future__ import annotations

import re

from bot.languages.en.titles import TITLES, WORK
from bot.languages.patterns import either

_ASKS = re.compile(
    r"^\W*(?:what|who)(?:['’]?s| is| are| was| were)\s+(?:an? |the )?(?P<thing>[^?]{2,60}?)\W*$|"
    r"^\W*what (?:does|do|did) (?P<word>[^?]{2,60}?) (?:mean|stand for)\W*$|"
    r"^\W*(?:define|definition of|meaning of) (?:an? |the )?(?P<defined>[^?]{2,60}?)\W*$",
    re.IGNORECASE,
)
_ASKS_AGE = re.compile(
    r"^\W*(?:how old|what age) (?:is|was|are|were)\s+(?P<whose>[^?]{2,60}?)"
    r"(?: (?:when|as|at|now|then|today)\b[^?]*)?\W*$",
    re.IGNORECASE,
)
_AGE = (
    r"\d{1,3}(?![.,]\d)"
    r"(?:\s*$|(?=[.,;:)\"”’])|(?= (?:and|when|but|or|at|who|this|next|last|in|on|years? (?:old|of age))\b))"
)
_OLD = r"\d{1,3}[-\s]years?[-\s]old"


def asks_for_definition(question: str) -> re.Pattern[str] | None:
    """What a sentence looks like that says what the thing is that a question asks about; None for other questions.

    "What is X?" is answered by "X, a ...", "X is a ...", "the ... called X", "the campaign group X" and "Sheriff X";
    "How old is Ann Lee?" by "Ann Lee, 37", "the 37-year-old Lee", "Lee died at 37", and, behind a sentence that names
    her, by "The 37-year-old ..." and "She is 37".
    """
    asked, aged = _ASKS.match(question), _ASKS_AGE.match(question)
    if aged is not None:
        return _saying_how_old(aged["whose"])
    return _saying_what(next(group for group in asked.groups() if group)) if asked else None


def _saying_what(thing: str) -> re.Pattern[str]:
    named = re.escape(thing)
    behind = r"(?:,? (?:an?|the|which|who|whose|is|are|was|were|means?|stands? for)\b|,? \(|, (?:aged )?\d{1,3},)"
    before = r"(?:called|named|known as|(?-i:\b(?:[Aa]n?|[Tt]he) (?:[a-z-]{1,30} ){1,4}))"
    return re.compile(
        rf"\b{named}(?:['’]s|s)?{behind}|(?:{before}|\b{either(WORK)})\s?[“\"‘']?{named}\b", re.IGNORECASE
    )


def _saying_how_old(whose: str) -> re.Pattern[str]:
    names = [name for name in whose.split() if name.casefold() not in TITLES]
    name = rf"(?:\b{re.escape(whose)}|\b{re.escape((names or [whose])[-1])})\b"
    leaning = rf"{name}[^\n]*[.!?][\"”’]*\s+[\"“‘]?"
    return re.compile(
        rf"{name}(?:['’]s age)?(?:,| \(|,? (?:who )?(?:is|was|turned|turns|died|has died|dies)\b)"
        rf"(?: on [A-Z][a-z]+| [a-z]+)?(?: (?:an?|now|aged|at|age|of|only|just|already|the)){{0,4}} ?(?:{_AGE}|{_OLD})|"
        rf"\b{_OLD} (?:[\w.'’-]+ ){{0,5}}{name}|"
        rf"{leaning}(?:(?:He|She) (?:is|was|turned|died)(?: [a-z]+){{0,3}}? {_AGE}|The {_OLD})",
        re.IGNORECASE,
    )
