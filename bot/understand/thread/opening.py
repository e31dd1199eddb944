"""What opens a follow-up: courtesies, an "and", a subject that is declared new, "What about the pool, when ...?"."""

from __future__ import annotations

import re

from bot.languages.en.question_words import AUXILIARIES, QUESTION_WORDS
from bot.languages.en.readers.conversation import ASIDES, NEW_SUBJECT, OPENING_COURTESIES
from bot.languages.patterns import either

ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_COURTESY = re.compile(rf"^(?:(?:{OPENING_COURTESIES})(?=[\s,.!;:…–-])[\s,.!;:…–-]*)+(?=\w)", re.IGNORECASE)
_MARKED = re.compile(r"[.!;:…–]|,\s")       # behind a courtesy: "Great, how", but not "Great Yarmouth"
_JOINED = re.compile(r"^(?:(?:and|but|so|ok|okay|also|then|well|right|now)\b[\s,.!]*)+", re.IGNORECASE)
_NEW = re.compile(rf"^(?:{NEW_SUBJECT})\s*[:,.;!–-]+\s*(?=\S)", re.IGNORECASE)
_ASIDE = re.compile(rf"^(?:{ASIDES})\s*[:,;…–-]+\s*(?=\S)", re.IGNORECASE)
_ASKS = either((*QUESTION_WORDS, *AUXILIARIES))
_ABOUT_WHICH = re.compile(
    rf"^(?:what about|how about|as for|about|regarding)\s+(?P<topic>[^,:;?–]{{2,80}}?)\s*(?:[,:;–?]|\s-\s)+\s*"
    rf"(?P<ask>(?:by |for |at |in |on |from )?{_ASKS}\b.+)$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    rf"^(?P<topic>(?:the|(?-i:[A-Z])[\w'’.-]*)(?:\s+[\w'’.-]+){{0,3}}?)\s*(?:[,:–]|\s-\s)\s*(?P<ask>{_ASKS}\b.+)$",
    re.IGNORECASE,
)


def bare(question: str) -> tuple[str, bool]:
    """The question without the courtesies and the "and" that open it, and whether there is an "and"."""
    polite = _COURTESY.match(question)
    rest = question[polite.end() :] if polite and _MARKED.search(polite.group()) else question
    plain = _JOINED.sub("", rest)
    if not any(map(str.isalnum, plain)):
        return question, False
    return plain, plain != rest


def without_aside(question: str) -> str:
    """The question without the "by the way," that opens it, and the courtesies before that."""
    polite = _COURTESY.match(question)
    for start in (0, polite.end() if polite else 0):
        if aside := _ASIDE.match(question[start:]):
            return question[start + aside.end() :]
    return question


def new_subject(question: str) -> str | None:
    """What is asked behind "unrelated:" or "another question:"; None where no new subject is declared."""
    polite = _COURTESY.match(question)
    rest = question[polite.end() :] if polite else question
    declared = _NEW.match(rest)
    return rest[declared.end() :] if declared else None


def of_whom(question: str) -> tuple[str, str] | None:
    """The same of "Dr Reed, where does he live?" behind an "And"; None for any other question."""
    match = _OF_WHOM.match(question)
    return (match["topic"].strip(), match["ask"]) if match else None


def about_which(question: str) -> tuple[str, str] | None:
    """The subject, and what is asked of it: "What about the pool, when does it open?"; None for any other question."""
    match = _ABOUT_WHICH.match(question)
    return (match["topic"].strip(), match["ask"]) if match else None
