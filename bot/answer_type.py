"""What kind of thing a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|"
    r"half|quarter|both|none|once|twice)s?"
)
_NUMBER = rf"(?:\d[\d,.]*|\b{_NUMBER_WORD}\b)"
_UNIT_OF_TIME = r"(?:second|minute|hour|day|night|week|month|year|decade|centur(?:y|ie))s?"


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of answer: how questions ask for it, how sentences hold it."""

    name: str
    asked: re.Pattern[str]
    held: re.Pattern[str]


def _kind(name: str, asked: str, held: str, *, cased: bool = False) -> AnswerType:
    return AnswerType(name, re.compile(asked, re.IGNORECASE), re.compile(held, 0 if cased else re.IGNORECASE))


# The first that fits counts, so the narrower stand first.
KINDS = (
    _kind("money", r"\bhow much\b.*\b(?:cost|pay|paid|worth|money|spen[dt]|raise|raised|fine[ds]?|charge[ds]?|price|sold|"
          r"buy|bought|give[ns]?|award|fund|owe|earn|sell)\w*|\b(?:what|which)\b.*\b(?:price|cost|salary|fee|fine|budget|"
          r"bill|charge)\b", r"[$£€¥]\s?\d|\b(?:dollars?|pounds?|euros?|pence|cents?|free)\b|\d+p\b"),
    _kind("duration", r"\bhow long\b|\bfor how many (?:years|months|weeks|days)\b",
          rf"{_NUMBER}[\s-]+(?:\w+[\s-]+)?{_UNIT_OF_TIME}\b|\b(?:a|an)\s+{_UNIT_OF_TIME}\b|\bsince\b|\buntil\b|\bmonths\b|"
          r"\byears\b|\bweeks\b|\bpermanent|\b[\d.]+ (?:metres|miles|feet|km)\b|\d+h\b|\bovernight\b"),
    _kind("age", r"\bhow old\b|\bwhat age\b", r",\s*\d{1,3}\s*,|\b\d{1,3}[\s-]years?[\s-]old\b|\baged?\s+\d|\b(?:was|is)\s+\d"
          rf"{{1,3}}\b|{_NUMBER}[\s-]years?"),
    _kind("number", r"\bhow (?:many|few|much|far|high|tall|big|large|deep|often|wide|fast|heavy)\b|\bwhat (?:number|"
          r"percentage|proportion|share|score|majority|margin|vote|time did)\b|\bby how\b", _NUMBER),
    _kind("date", r"\bwhen\b|\bwhat (?:day|date|year|month|time)\b|\bwhich (?:day|date|year|month)\b|\bhow soon\b",
          rf"\b{_MONTH}\b|\b{_DAY}s?\b|\b(?:1[5-9]|20)\d\d\b|\b\d{{1,2}}(?:[.:]\d\d)?\s?[ap]\.?m\b|"
          r"\b(?:today|yesterday|tomorrow|tonight|morning|evening|midnight|noon|spring|summer|autumn|winter|fall|"
          rf"christmas|easter|week|month|year|ago|century|{_UNIT_OF_TIME} (?:later|before|after))\b"),
    _kind("person", r"\bwho(?:m|se)?\b|\bwhich (?:man|woman|person|player|actor|actress|singer|minister|president|"
          r"executive|judge|author|councillor|senator|artist|director|leader)\b|\bname of the (?:man|woman|person)\b",
          r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]+(?:\s+(?:(?:de|van|von|al|bin|da|la)\s+)?[A-Z][\w'’-]+)*|"
          r"^(?:[\"“‘]?[A-Z][\w'’-]+\s+){1,3}[A-Z]?", cased=True),
    _kind("place", r"\bwhere\b|\b(?:what|which) (?:city|country|town|state|place|street|venue|village|island)\b",
          r"\b(?:in|at|on|to|from|near|outside|inside|through|across|of|behind|beside|under|off)\s+(?:the\s+|a\s+|an\s+)?[A-Z]",
          cased=True),
    _kind("reason", r"\bwhy\b|\bwhat (?:caused|reason|led to)\b|\bhow come\b|\breasons?\b",
          r"\bbecause\b|\bsince\b|\bafter\b|\bdue to\b|\bso that\b|\bblam|\bcaus|\breason|\bin order\b|\bto\b|\bover\b|"
          r"\bamid\b|\bas\b|\bfollow|\bfailed\b|\bfor\b"),
)


def answer_type(question: str) -> AnswerType | None:
    """The kind of answer that is asked for; None when the question's words don't say."""
    return next((kind for kind in KINDS if kind.asked.search(question)), None)


def holds(kind: AnswerType | None, sentence: str, question: str) -> bool:
    """Whether the sentence holds an answer of that kind that the question doesn't already name."""
    if kind is None:
        return True
    asked = question.casefold()
    return any(match.group().strip().casefold() not in asked for match in kind.held.finditer(sentence))
