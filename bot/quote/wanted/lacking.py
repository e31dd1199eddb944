"""How much speaks against a sentence as an answer, since nothing in it is of the kind that is asked for outright."""

from __future__ import annotations

import re

from bot.grammar.parser import kinds
from bot.languages.en.readers.conversation import GROUPS_OF_PEOPLE, NO_PEOPLE, PEOPLE_END
from bot.understand.answer_type import AnswerType, fit

NOTHING = 3.0     # where it has nothing of the kind, and no name of anybody where somebody is asked for; all by hand
NO_PERSON = 1.0   # where it names only a body or tells of a group: a firm may have bought it, and locals done it

BODIES = frozenset(("ORG", "NORP", "GPE"))
_OUTRIGHT = re.compile(r"\W*(?:\w+\s+){0,2}?(?:how|when|where)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_BY = re.compile(r"\bby (?:the )?([a-z]+)(?: ([a-z]+))?")


def lacking(question: str, kind: AnswerType | None, sentence: str) -> float:
    """What an English sentence loses as the answer to an English question, in log-odds; 0 where the kind is there.

    `kind` is the one that the question asks for. Names are told apart by spaCy's recogniser.
    """
    if kind is None:
        return 0.0
    if kind.name == "person":
        return _without_somebody(question.casefold(), sentence)
    outright = _OUTRIGHT.match(question) and kind.asked.search(question)
    return NOTHING if outright and fit(kind, sentence, question) == 0.0 else 0.0


def _without_somebody(asked: str, sentence: str) -> float:
    """What a sentence loses that names no person but those who are asked about."""
    names = [(_bare(sentence[start:end]), label) for start, end, label in kinds(sentence)]
    if any(label == "PERSON" and name not in asked for name, label in names):
        return 0.0
    bodies = [name for name, label in names if label in BODIES and not any(word in asked for word in name.split())]
    if any(_is_group(word) for words in _BY.findall(sentence) for word in words):      # "put up by locals"
        return 0.0
    words = (word for word in _WORD.findall(sentence) if word not in asked)
    return NO_PERSON if bodies or any(map(_is_group, words)) else NOTHING


def _bare(name: str) -> str:
    return name.casefold().removesuffix("'s").removesuffix("’s")


def _is_group(word: str) -> bool:
    """Whether a word stands for people without a name: "locals", "fishermen"."""
    return word in GROUPS_OF_PEOPLE or (word.endswith(PEOPLE_END) and word not in NO_PEOPLE)
