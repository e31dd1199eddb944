"""Corrections: "No, I meant the deputy", "not her, him", "the other one"."""

from __future__ import annotations

import re

from bot.languages.en.question_words import AUXILIARIES, QUESTION_WORDS
from bot.languages.patterns import either
from bot.understand.thread.opening import about_which, bare, of_whom

_MEANT = re.compile(
    r"^(?:(?:no|nope|sorry|actually|wait|oh)\b[\s,.!]*)*(?:i|we)\s+(?:really\s+|actually\s+)?"
    r"(?:meant|mean|was asking about|was thinking of)\s+",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(
    r"^(?:(?:no|nope|sorry)\b[\s,.!]*)*not\s++.+?(?:,\s*(?:but\s+)?|(?<!\s)\s++but\s+)", re.IGNORECASE
)
_NO_THE_OTHER = re.compile(
    r"^(?:(?:no|nope|sorry)\b[\s,.!]*(?=the other\b)|(?:(?:and|what about|how about)\s+)?(?=the other one\W*$))",
    re.IGNORECASE,
)
_NO_BUT = re.compile(
    r"^(?:no|nope|sorry|oops|wait|not that)\b[\s,.!–-]+(?=(?:the|an?|in|at|for)\s|(?-i:[A-Z\d]))", re.IGNORECASE
)
_FEW = re.compile(r"(?:[\w&'’.-]+\s+){0,5}[\w&'’.-]+\W*")      # words
# "I meant Ines Vale. How old is she?"
_ASKED_THEN = re.compile(
    rf"(?P<topic>[^.!?;]{{2,60}})[.!?;]+\s+(?:and\s+|so\s+)?(?P<ask>{either((*QUESTION_WORDS, *AUXILIARIES))}\b.+)",
    re.IGNORECASE,
)
THE_OTHER_ONE = re.compile(r"\bthe other (?:one|man|woman|player|driver|candidate)\b", re.IGNORECASE)
_OTHER_ONE = re.compile(r"^(?:the\s+)?(?:other)(?:\s+(?:one|man|woman|person|company|team|place))?\W*$", re.IGNORECASE)


def correction(question: str) -> str | None:
    """What is meant instead of what was understood; None for what corrects nothing."""
    opening = _MEANT.match(question) or _NOT_THAT.match(question) or _NO_THE_OTHER.match(question)
    if not opening and (opening := _NO_BUT.match(question)):
        meant = question[opening.end() :]
        if not (_FEW.fullmatch(meant) or of_whom(meant)):
            return None
    return question[opening.end() :].strip(" ?.!") if opening else None


def own_subject(question: str) -> tuple[str, str] | None:
    """The subject that a question brings itself, and what it asks of it: "I meant Reed - what did he do?"."""
    meant = correction(question)
    if meant is not None:
        asked_then = _ASKED_THEN.fullmatch(meant)
        return (asked_then["topic"], asked_then["ask"]) if asked_then else of_whom(meant)
    plain, goes_on = bare(question)
    return about_which(plain) or (of_whom(plain) if goes_on else None)


def the_other(instead: str) -> bool:
    """Whether whoever wasn't taken for it is meant."""
    return bool(_OTHER_ONE.match(instead))
