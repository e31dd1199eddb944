"""The parts of a question that asks several things in one breath: "Who won, and by how many votes?"."""

from __future__ import annotations

import re

from bot.languages.en.pronouns import OF_PERSONS
from bot.languages.en.question_words import AUXILIARIES, MEASURES, QUESTION_WORDS
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import either

MOST = 3            # parts that are answered each for itself
SHORTEST = 2        # words of a part

_ASKS = rf"(?:(?:by|for|at|in|to|from|with|of|on|since|until) )?{either(QUESTION_WORDS)}(?:['’]?(?:s|re|d))?\b"
_JOINT = re.compile(rf"(?:\?\s+(?:and\s+)?|[,;]?\s+and\s+|[,;]\s+)(?:also\s+|then\s+)?(?={_ASKS})", re.IGNORECASE)
_BEGINS = re.compile(
    rf"^\W*(?:(?:and|so|please|tell me|can you tell me|do you know)\W+)*(?:{_ASKS}|{either(AUXILIARIES)}\b)",
    re.IGNORECASE,
)
# Behind "and", what asks by itself: "and when did it close", "and by whom"; "and why it closed" goes on with a clause.
_ASKS_ITSELF = re.compile(
    rf"^(?!\W*(?:when|where|why|how)\s+(?!{either([*AUXILIARIES, *MEASURES])}\b))"
    rf"(?!\W*how\s+(?!many\b|much\b){either(MEASURES)}\s+(?!{either(AUXILIARIES)}\b))",
    re.IGNORECASE | re.DOTALL,
)
_TWO_WORDS = re.compile(rf"^\W*({_ASKS})\s+and\s+({_ASKS})\s+(.*)", re.IGNORECASE | re.DOTALL)
_ENDS_ASKING = re.compile(rf"\b{either(QUESTION_WORDS)}\W*$", re.IGNORECASE)
_POINTS = re.compile(rf"\b{either([*OF_PERSONS, 'they', 'them', 'their', 'it', 'its', 'that'])}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")


def parts(question: str) -> tuple[str, ...]:
    """The questions in a question, in order; the question alone where it asks one thing.

    "Where and when was she born?" is "Where was she born?" and "when was she born?". What a question quotes of others
    ("Did they say when and why it closed?") is no part.
    """
    asked, bracket, before = question.partition(" (")
    if bracket:        # what a follow-up leans on is no part of it
        return tuple(f"{part.rstrip(' ?')}{bracket}{before}" for part in parts(asked))
    two = _TWO_WORDS.match(question)
    if two:
        return f"{two[1]} {two[3]}", f"{two[2]} {two[3]}"
    pieces = [piece.strip() for piece in _JOINT.split(question) if piece.strip()]
    several = 1 < len(pieces) <= MOST and _telling(pieces[0]) and not _ENDS_ASKING.search(pieces[0])
    return tuple(pieces) if several and all(map(_asks, pieces)) else (question,)


def _asks(piece: str) -> bool:
    return len(piece.split()) >= SHORTEST and bool(_BEGINS.match(piece) and _ASKS_ITSELF.match(piece))


def needs_subject(part: str) -> bool:
    """Whether a part is about what another part is about: it says "it" or "she", or names nothing of its own."""
    return bool(_POINTS.search(part)) or not _telling(part)


def _telling(part: str) -> list[str]:
    return [word for word in _WORD.findall(part) if word.casefold() not in STOP_WORDS]
