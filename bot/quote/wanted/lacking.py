"""How much speaks against a sentence as an answer, since nothing in it is of the kind that is asked for outright."""

from __future__ import annotations

import re

from bot.languages.en.verbs import WINNING, WINNING_BEGINNINGS
from bot.languages.patterns import either
from bot.quote.wanted.recognised import BODIES, PEOPLE, recognised
from bot.understand.answer_type import AnswerType, fit
from bot.understand.thread.many import is_group

NOTHING = 3.0     # where it has nothing of the kind, and no name of anybody where somebody is asked for; all by hand
NO_PERSON = 1.0   # where it names only a body or tells of a group: a firm may have bought it, and locals done it

_OUTRIGHT = re.compile(r"\W*(?:\w+\s+){0,2}?(?:how|when|where)\b", re.IGNORECASE)
_WHO_WON = re.compile(r"\bwho (?:has |have |had |else )?(?:won|wins?)\b", re.IGNORECASE)
# A table of results has the place before the name: "1, Ann Lee".
_WINNING = re.compile(rf"\b(?i:{either(WINNING)}\b|{either(WINNING_BEGINNINGS)})|\b1(?:st)?[,.:)]? [A-Z]")
_WORD = re.compile(r"[a-z]+")
_BY = re.compile(r"\bby (?:the )?([a-z]+)(?: ([a-z]+))?")


def lacking(question: str, kind: AnswerType | None, sentence: str) -> float:
    """What an English sentence loses as the answer to an English question, in log-odds; 0 where the kind is there.

    `kind` is the one that the question asks for. Names are told apart by spaCy's recogniser. Who took 744 votes, or was
    second, is not who won.
    """
    if kind is None:
        return 0.0
    if kind.name == "person":
        nobody_wins = _WHO_WON.search(question) and not _WINNING.search(sentence)
        return NOTHING if nobody_wins else _without_somebody(question.casefold(), sentence)
    outright = _OUTRIGHT.match(question) and kind.asked.search(question)
    return NOTHING if outright and fit(kind, sentence, question) == 0.0 else 0.0


def _without_somebody(asked: str, sentence: str) -> float:
    """What a sentence loses that names no person but those who are asked about."""
    people, bodies = ([sentence[start:end].casefold() for start, end in recognised(sentence, each)]
                      for each in (PEOPLE, BODIES))
    if any(name not in asked for name in people):
        return 0.0
    if any(is_group(word) for words in _BY.findall(sentence) for word in words):      # "put up by locals"
        return 0.0
    strange = any(not any(word in asked for word in name.split()) for name in bodies)
    words = (word for word in _WORD.findall(sentence) if word not in asked)
    return NO_PERSON if strange or any(map(is_group, words)) else NOTHING
