"""Whether a question asks for several things of one kind, and how much a sentence enumerates."""

from __future__ import annotations

import re

from bot.languages.en.verbs import OF_SEVERAL
from bot.languages.patterns import either

MANY = 4            # items from which a sentence is a full list
LONGEST = 8         # words of an item

_VERB = rf"(?:{either(OF_SEVERAL)}|don['’]t|didn['’]t|[a-z]+ed)"
_KINDS_ASKED = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you) )*"
    r"(?:list|enumerate|name (?:all|the|every|some|any|two|three|four|five))\b"
    r"|^\W*(?:the )?names of (?!the (?:man|woman|person)\b)"
    r"|\b(?:what|who) (?:are|were) (?:all )?(?:the|his|her|their|its)\b(?! \w+(?:ing|ness)\b)"
    r"|\b(?:which|what) (?:two|three|four|five|six|seven|eight|nine|ten|several|other)\b"
    r"|\b(?:which|what) (?:(?:[\w-]+ ){0,2}[\w-]*[^s\W]s|people|men|women|children) "
    rf"(?:(?:of|in|on|from|for|at) (?:[\w'’.-]+ ){{1,5}}?)?{_VERB}\b"
    r"|\bwho (?:all|else)\b",
    re.IGNORECASE,
)
_SINGULAR = re.compile(r"\b(?:which|what) (?:was|is|news|series|process|business|\w+ss|\w+us|\w+is)\b", re.IGNORECASE)
_COMMA = re.compile(r"[,;] ")
_JOINED = re.compile(r"(?:^|\s)(?:and|or)\s")
_PAIR = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]++ and [A-Z][\w'’-]")
_YEAR = re.compile(r"\s*(?:1[5-9]|20)\d\d\b")          # behind "Jan. 9,": no item
_TURN = re.compile(r"^\s*(?:who|which|where|when|but|as|while|although|though|because|so|he|she|it|they|said|says)\b")


def asks_for_several(question: str) -> bool:
    """Whether it asks for things of one kind: "Which states ...?", "Name the candidates", "Who are the hosts?"."""
    return bool(_KINDS_ASKED.search(question)) and not _SINGULAR.search(question)


def enumerates(sentence: str) -> float:
    """How much a sentence enumerates, 0 to 1: items of its longest series, of MANY; a pair of names is half a list."""
    longest = max(longest_series(sentence), sentence.count("; ") + 1)
    if longest < 3:
        return 0.5 if _PAIR.search(sentence) else 0.0
    return min(1.0, longest / MANY)


def longest_series(sentence: str) -> int:
    """Items of the longest "A, B and C": short pieces between commas, of which the last has an "and" or "or"."""
    longest, run = 0, 1
    for piece in _COMMA.split(sentence)[1:]:
        joined = _JOINED.search(piece)
        words = len(piece.split())
        clause = words > (LONGEST if not joined else 2 * LONGEST if joined.start() else LONGEST + 2)
        if _TURN.match(piece) or _YEAR.match(piece) or clause:
            run = 1
        elif joined:
            longest, run = max(longest, run + (1 if joined.start() == 0 else 2)), 1
        else:
            run += 1
    return longest
