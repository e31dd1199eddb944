"""What kind of thing a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.languages.en.calendar import MONTHS, SHORT_MONTHS, WEEKDAYS
from bot.languages.en.numbers import AMOUNTS
from bot.languages.en.titles import TITLES
from bot.languages.patterns import capitalised, either

# Written large, since "may" and "march" are no months; a full stop behind a short form is part of it.
MONTH = rf"(?-i:\b{either(capitalised({**MONTHS, **SHORT_MONTHS}))}\b\.?)"
WEEKDAY = either(capitalised(WEEKDAYS))
NUMBER = rf"(?:\d[\d,.]{{0,30}}|\b{either(AMOUNTS)}s?\b)"
SPELL = r"(?:second|minute|hour|day|night|week|month|year|decade|century|centurie)s?"
_QUESTION_WORD = re.compile(r"\b(?:who(?:m|se)?|what|when|where|which|why|how)\b", re.IGNORECASE)
_NAME = r"[A-Z][\w'’-]{1,40}+"   # a bound, as each capital of a word begins to read it anew

# "How many parking spaces are there": what is counted is the noun before the verb.
_COUNTED = re.compile(
    r"\bhow many (?:[\w'’-]+ ){0,3}?([\w'’-]{3,})(?= (?:are|is|were|was|do|does|did|have|has|had|will|would|can|could|"
    r"came|took|went|stood|people|on|in|at|of|to|the)\b|\?|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of answer: how questions ask for it, how sentences hold it."""

    name: str
    asked: re.Pattern[str]
    held: re.Pattern[str]


def _kind(name: str, asked: str, *held: str, cased: bool = False) -> AnswerType:
    """A kind; `held` are alternatives, and `cased` says that their capitals matter."""
    return AnswerType(
        name, re.compile(asked, re.IGNORECASE), re.compile("|".join(held), 0 if cased else re.IGNORECASE)
    )


# The first that fits counts, so the narrower stand first.
KINDS = (
    _kind(
        "money",
        r"\bhow much\b.*\b(?:cost|pay|paid|worth|money|spen[dt]|raised?|fined?|charged?|price|sold|buy|bought|gave|"
        r"give|award|fund|owe|earn|sell)|\b(?:what|which)\b.*\b(?:price|cost|salary|wage|pay|fee|fine|budget|bill)\b",
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
        r"\d (?:metres|miles|feet|km)\b",
    ),
    _kind(
        "age",
        r"\bhow old\b|\bwhat age\b",
        r",\s*\d{1,3}\s*,",
        r"\b(?:aged?|turn(?:s|ed)?|was|is)\s+\d{1,3}\b",
        rf"{NUMBER}[\s-]years?",
    ),
    _kind(
        "number",
        r"\bhow (?:many|few|much|far|high|tall|big|large|deep|often|wide|fast|heavy|hot|cold)\b|\bby how\b|"
        r"\bwhat (?:number|percentage|proportion|share|score|majority|margin|vote|temperature)\b",
        NUMBER,
    ),
    _kind(
        "date",
        r"\bwhen\b|\b(?:what|which) (?:day|date|year|month|time)\b|\bhow soon\b|\bhow late\b",
        MONTH,
        rf"\b{WEEKDAY}s?\b",
        r"\b(?:1[5-9]|20)\d\d\b",
        r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b",
        rf"\b{SPELL} (?:later|before|after|ago)\b",
        r"\b(?:today|yesterday|tomorrow|tonight|midnight|noon|spring|summer|autumn|winter|christmas|easter)\b",
        r"\b(?:this|last|next) (?:week|month|year)\b",
    ),
    _kind(
        "person",
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:man|woman|person|player|actor|actress|singer|minister|president|"
        r"executive|judge|author|councillor|senator|artist|director|leader)\b|\bname of the (?:man|woman|person)\b",
        rf"{_NAME}(?:\s+(?:(?:de|van|von|al|bin|da|la|&)\s+)?{_NAME})+",
        rf"\b{either(capitalised(TITLES))}\.?\s+{_NAME}",
        cased=True,
    ),
    _kind(
        "place",
        r"\bwhere\b|\b(?:what|which) (?:city|country|town|state|place|street|venue|village|island)\b",
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


# What is asked for by naming it, by those who don't ask in a sentence.
_NAMED_THINGS = (
    ("number", r"\b(?:toll|number of|population|attendance|turnout|majority|margin|score|level|percentage|share|speed|"
               r"depth|height|length|size|temperature|count|total|odds|rate)\b"),
    ("money", r"\b(?:prices?|costs?|takings|salary|wages?|fees?|fines?|budget|bill|worth|value|raised|paid|spend|"
              r"spending|earnings|profit|revenue|compensation|bail|prize|grant|donation|rent|fare)\b"),
    ("date", r"\b(?:date|day|deadline|anniversary)\b"),
    ("person", r"\b(?:name of|winner|who['’]?s|champion|scorer|candidates?|killer|victim|suspect|successor|boss|"
               r"owner)\b"),
    ("place", r"\b(?:location|venue|whereabouts)\b"),
)
_BY_NAME = {kind.name: kind for kind in KINDS}
_NAMING = tuple((_BY_NAME[name], re.compile(pattern, re.IGNORECASE)) for name, pattern in _NAMED_THINGS)


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


def fit(kind: AnswerType | None, sentence: str, question: str) -> float:
    """How well the sentence fits the kind of answer that is asked for: 1, 0.5 or 0.

    1 when it holds such a thing that the question doesn't already name, and for "how many members" one that counts
    members; 0.5 when it counts something else, or when no kind is asked for.
    """
    if kind is None:
        return 0.5
    asked = question.casefold()
    if not any(match.group().strip(" .").casefold() not in asked for match in kind.held.finditer(sentence)):
        return 0.0
    counted = _COUNTED.search(question) if kind.name == "number" else None
    if counted is None:
        return 1.0
    noun = re.escape(counted[1].casefold()[: max(4, len(counted[1]) - 2)])
    return 1.0 if re.search(rf"{NUMBER}\W+(?:[\w'’-]+\W+){{0,3}}?{noun}", sentence.casefold()) else 0.5
