"""What kind of thing a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.languages.en.answer_kinds import HOW, NAMED, PAYING, WHICH
from bot.languages.en.calendar import MONTHS, SAYING_WHEN, SHORT_MONTHS, UNITS, WEEKDAYS
from bot.languages.en.numbers import AMOUNTS
from bot.languages.en.proper_names import PARTICLES
from bot.languages.en.question_words import BEHIND_COUNTED, QUESTION_WORDS
from bot.languages.en.titles import TITLES
from bot.languages.patterns import capitalised, either

# Written large, since "may" and "march" are no months; a full stop behind a short form is part of it.
MONTH = rf"(?-i:\b{either(capitalised({**MONTHS, **SHORT_MONTHS}))}\b\.?)"
WEEKDAY = either(capitalised(WEEKDAYS))
NUMBER = rf"(?:\d[\d,.]{{0,30}}[¼½¾⅓⅔]?|[¼½¾⅓⅔]|\b{either(AMOUNTS)}s?\b)"
SPELL = rf"{either(UNITS)}s?"
_QUESTION_WORD = re.compile(rf"\b{either(QUESTION_WORDS)}\b", re.IGNORECASE)
_NAME = r"[A-Z][\w'’-]{1,40}+"   # a bound, as each capital of a word begins to read it anew

# "How many parking spaces are there": what is counted is the noun before the verb.
_COUNTED = re.compile(
    rf"\bhow many (?:[\w'’-]+ ){{0,3}}?([\w'’-]{{3,}})(?= {either(BEHIND_COUNTED)}\b|\?|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of answer: how questions ask for it, how sentences hold it."""

    name: str
    asked: re.Pattern[str]
    answering: re.Pattern[str]


def _kind(name: str, asked: str, *answering: str, cased: bool = False) -> AnswerType:
    """A kind; `answering` are alternatives, and `cased` says that their capitals matter."""
    return AnswerType(
        name, re.compile(asked, re.IGNORECASE), re.compile("|".join(answering), 0 if cased else re.IGNORECASE)
    )


# The first that fits counts, so the narrower stand first.
KINDS = (
    _kind(
        "money",
        rf"\bhow much\b.*\b{either(PAYING)}|\b(?:what|which)\b.*\b{either(WHICH['money'])}\b",
        r"[$£€¥]\s?\d",
        r"\b(?:dollars?|pounds?|euros?|pence|cents?|free)\b",
        r"(?<!\d)\d++p\b",
    ),
    _kind(
        "duration",
        r"\bhow long\b|\bhow many (?:years|months|weeks|days|hours|minutes)\b",
        rf"{NUMBER}[\s-]+(?:\w+[\s-]+)?{SPELL}\b",
        rf"\b(?:a|an)\s+{SPELL}\b",
        r"\b(?:since|until|overnight|permanent\w*|months|years|weeks)\b",
        r"\d[\s-]?(?:kilomet(?:re|er)s?|met(?:re|er)s?|km|miles?|feet|foot|ft|yards?|inches)\b",
    ),
    _kind(
        "age",
        r"\bhow old\b|\bwhat age\b",
        r",\s*\d{1,3}\s*,",
        r"\b(?:aged?|age of|turn(?:s|ed)?|was|is)\s+\d{1,3}\b",
        rf"{NUMBER}[\s-]years?",
    ),
    _kind(
        "number",
        rf"\bhow {either(HOW)}\b|\bby how\b|\bwhat {either(WHICH['number'])}\b",
        NUMBER,
    ),
    _kind(
        "date",
        rf"\bwhen\b|\b(?:what|which) {either(WHICH['date'])}\b|\bhow soon\b|\bhow late\b",
        MONTH,
        rf"\b{WEEKDAY}s?\b",
        r"\b(?:1[5-9]|20)\d\d\b",
        r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b",
        rf"\b{SPELL} (?:later|before|after|ago)\b",
        rf"\b{either(SAYING_WHEN)}\b",
        r"\b(?:this|last|next) (?:week|month|year)\b",
    ),
    _kind(
        "person",
        rf"\bwho(?:m|se)?\b|\b(?:what|which) {either(WHICH['person'])}\b|\bname of the (?:man|woman|person)\b",
        rf"{_NAME}(?:\s+(?:{either([*PARTICLES, '&'])}\s+)?{_NAME})+",
        rf"\b{either(capitalised(TITLES))}\.?\s+{_NAME}",
        cased=True,
    ),
    _kind(
        "place",
        rf"\bwhere\b|\b(?:what|which) {either(WHICH['place'])}\b",
        r"\b(?:in|at|on|to|from|near|outside|inside|through|across|of|behind|beside|under|off)\s+"
        r"(?:the\s+|an?\s+)?[A-Z]",
        cased=True,
    ),
    _kind(
        "reason",
        r"\bwhy\b|\b(?:what|which) (?:(?:was|is|were|are|the) )*(?:caused|led to|reasons?)\b|\bhow come\b|\breasons?\b",
        r"\b(?:because|since|due to|so that|in order|amid|over|after|to|for|as)\b",
        r"\b(?:blam|caus|reason|follow|fail|fear)\w*",
    ),
)


_BY_NAME = {kind.name: kind for kind in KINDS}
_NAMING = tuple((_BY_NAME[name], re.compile(rf"\b{either(words)}\b", re.IGNORECASE)) for name, words in NAMED.items())


def answer_type(question: str) -> AnswerType | None:
    """The kind of answer that is asked for; None when the question's words don't say.

    Its first question word decides: "Where did they go when it shut?" asks for a place. Without one that says, the
    thing that is named does: "duck race takings" asks for money.
    """
    word = _QUESTION_WORD.search(question)
    first = word.start() if word else len(question)
    asked = ((kind, kind.asked.search(question)) for kind in KINDS)
    by_word = next((kind for kind, found in asked if found and found.start() <= first), None)
    return by_word or next((kind for kind, naming in _NAMING if naming.search(question)), None)


def kind_named(name: str) -> AnswerType | None:
    """The kind of answer of that name."""
    return _BY_NAME.get(name)


def fit(kind: AnswerType | None, sentence: str, question: str) -> float:
    """How well the sentence fits the kind of answer that is asked for: 1, 0.5 or 0.

    1 when it holds such a thing that the question doesn't already name, and for "how many members" one that counts
    members; 0.5 when it counts something else, or when no kind is asked for.
    """
    if kind is None:
        return 0.5
    asked = question.casefold()
    if not any(match.group().strip(" .").casefold() not in asked for match in kind.answering.finditer(sentence)):
        return 0.0
    counted = _COUNTED.search(question) if kind.name == "number" else None
    if counted is None:
        return 1.0
    noun = re.escape(beginning(counted[1].casefold()))
    return 1.0 if re.search(rf"{NUMBER}\W+(?:[\w'’-]+\W+){{0,3}}?{noun}", sentence.casefold()) else 0.5


def beginning(noun: str) -> str:
    """What the forms of a noun have in common, more or less: "countri" of "countries"."""
    return noun[: max(4, len(noun) - 2)]
