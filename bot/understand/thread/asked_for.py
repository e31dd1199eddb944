"""Whom or what a question asks for, by its own words: whoever "who" stands for, "a judge", "the gunman"."""

from __future__ import annotations

import re

from bot.languages.en.common_words import COMMON
from bot.languages.en.question_words import AUXILIARIES, MEASURES, QUESTION_WORDS
from bot.languages.en.readers.conversation import KIN, NO_PEOPLE, ONE_PERSON_ENDS, REACTING, ROLES
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.verbs import IRREGULAR_PAST, VERBS
from bot.languages.patterns import either
from bot.understand.thread.mentions import owned

_AUX = either(AUXILIARIES)
_ASKS_WHO = re.compile(
    rf"^\W*(?:(?:by|to|for|with|from|against)\s+)?"
    rf"(?:who|whom|whose)\b(?!['’]s?\s+(?:the|an?)\b)(?!\s+(?:{_AUX})\s+(?:the|an?|(?-i:[A-Z])))", re.IGNORECASE
)
_DID_WHO = re.compile(r"^\W*(?:who|whom)\s+(?:did|does|do|will|would|has|had)\b", re.IGNORECASE)
_REACTS = re.compile(rf"\b(?:{REACTING})(?:s|ed)?\b", re.IGNORECASE)
_ASKS_WHAT = re.compile(
    r"^\W*(?:what|which\s+(?:[\w'’-]+\s+){1,2}?)(?:['’]s|\s*(?:is|are|was|were|has been|have been))\s+"
    r"(?:(?!being|going)\w+ing|\w+ed)\b|"
    r"^\W*(?:which|what)\s+(?:[\w'’-]+\s+){1,2}?(?:is|was|has|had|are|were|have)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"^\W*(?:(?:who|how(?:\s+(?:{either(MEASURES)}))?|why|when|where|what)?(?:['’](?:s|re|d))?\s*"
    rf"(?:\b(?:{_AUX})\s+|(?<=['’][sd])\s*)(?:the|an?|that|this)|"
    r"(?:and\s+)?(?:what about|how about|as for)\s+the|and\s+the|which|what)\s+(?=((?:[\w'’-]+\s+){0,4}[\w'’-]+))",
    re.IGNORECASE,
)
_DO_THE = re.compile(r"\b(?:do|does|did|will|would|can|could|should)\s+the\s+$", re.IGNORECASE)
_WHAT_ARE = re.compile(
    r"^\W*what(?:['’](?:s|re)|\s+(?:is|are|was|were))\s+(?P<the>the\s+)?(?P<what>(?:[\w'’&.-]+\s+){0,4}[\w'’&.-]+?)\W*$",
    re.IGNORECASE,
)
_BARE_NOUN = re.compile(
    rf"^\W*(?:where|when|why|how)\s+(?:{_AUX})\s+(?P<what>(?-i:[a-z])[\w-]{{3,}})\s+(?!and\b)[a-z]", re.IGNORECASE
)
_DID_BARE = re.compile(
    r"^\W*who\s+[a-z]+ed\s+(?P<what>(?-i:[a-z])[\w-]{3,})(?=\W*$|\s+(?:in|at|from|for|by|on|to)\b)", re.IGNORECASE
)
_NAME_OF = re.compile(
    r"^\W*what(?:['’]s|\s+(?:is|was))\s+(?:(?P<called>the\s+(?:[\w’-]+\s+){0,3}?[\w’-]+?)(?:['’]s\s+name|\s+(?:called|named))|"
    r"the\s+name\s+of\s+(?P<of>the\s+(?:[\w’-]+\s+){0,3}?[\w’-]+))\W*$",
    re.IGNORECASE,
)
_WHO_IS_THE = re.compile(
    r"^\W*(?:and\s+)?who(?:['’]s|\s+(?:is|was|are|were|will be))\s+(?:the|its|their|his|her|that|an?)\s+"
    r"(?:[\w'’-]+\s+){0,3}?(?P<noun>[\w'’-]+)(?=\W*$|\s+(?:of|in|at|for|on|who|there|then|now|today)\b)",
    re.IGNORECASE,
)
_PLAYS = re.compile(
    r"^\W*(?:and\s+)?who(?:['’]s|\s+is)?\s+(?:play|portray|voic|star)(?:s|e|es|ed|ing)?\s+(?:as\s+)?(?:the\s+)?"
    r"(?:[\w'’-]+\s+){0,2}?(?P<noun>[\w'’-]+)(?=\W*$|\s+in\b)",
    re.IGNORECASE,
)
_KIN = re.compile(
    rf"[\w.’' -]*?['’]s?\s+(?:[a-z]+\s+)?{either(KIN)}\b(?!['’]|\s+[A-Z])"
)
_WHO_DID = re.compile(
    rf"^\W*(?:who|which\s+[\w'’-]+)\s+(?:has\b|(?!{_AUX}\b)[\w'’-]+)(?:\s+[\w'’-]+ed\b)?\s+", re.IGNORECASE
)


def asks_who(question: str) -> bool:
    """Whether it asks for a person: "Who shot the mayor?", but not who the mayor is."""
    return bool(_DID_WHO.match(question) or _ASKS_WHO.match(question))


def unnamed(question: str) -> str | None:
    """Whom a question asks for while nobody has named them: the empty name, but nobody where it names who did it."""
    return None if _DID_WHO.match(question) else ""


def reacts(question: str) -> bool:
    """Whether it asks who said something, so that who is quoted answers it."""
    return bool(_REACTS.search(question))


def asks_what(question: str) -> bool:
    """Whether it asks for a thing that something was done to, or that does it: "What was approved for flu?"."""
    return bool(_ASKS_WHAT.match(question))


def role(question: str) -> str | None:
    """Whom it calls by what they are, as one goes on about them: "the judge" of "Did a judge rule on it?"."""
    if match := _OPENING.match(question):
        words = match[1].split()
        for number, word in enumerate(words):
            plain = word.casefold()
            if plain in STOP_WORDS:
                return None
            if _is_person(plain):
                if not _goes_on(words[number + 1 :], does=bool(_DO_THE.search(match.group()))):
                    return f"the {' '.join(words[: number + 1])}"
                return None
    return None


def asked_noun(question: str) -> str:
    """What they are called, or play, whom it asks for: "leader" of "And who was the new leader?"; empty for others."""
    match = _WHO_IS_THE.match(question) or _PLAYS.match(question)
    return match["noun"].casefold() if match else ""


def somebodys_kin(question: str) -> str | None:
    """Whose husband, son or friend it asks about: "Ines Vale's son" of "How old is Ines Vale's son?"; None without."""
    match = _KIN.match(owned(question) or "")
    return match.group() if match else None


def kin_gender(phrase: str) -> str:
    """"m" or "f" where a word for somebody's relative tells, as "son" does, else ""."""
    return KIN.get(phrase.rpartition(" ")[2].casefold(), "")


def called_so(phrase: str) -> bool:
    """Whether a phrase is for a person: "the Amazon boss"."""
    return _is_person(phrase.split()[-1].casefold())


def defined(question: str) -> tuple[str, bool] | None:
    """What "What are spotted lanternflies?" asks about, and whether "the" stands before it; None for any other."""
    match = _WHAT_ARE.match(question)
    if not match:
        return None
    words = match["what"].split()
    if whose_name(question):
        return None
    plain = [word.casefold() for word in words]
    no_noun = any(word in STOP_WORDS or word.endswith("ing") or set("'’") & set(word) for word in plain)
    no_word = len(words) < 2 and (match["the"] or not _may_be_noun(words[0]))
    if no_noun or no_word:
        return None
    return match["what"], bool(match["the"])


def whose_name(question: str) -> str | None:
    """What it asks the name of: "the ferry" of "What is the ferry called?"; None for any other, and for people."""
    match = _NAME_OF.match(question)
    thing = (match["called"] or match["of"]) if match else None
    return None if thing is None or called_so(thing) else thing


def bare_noun(question: str) -> str | None:
    """What a question speaks of without an article: "polio" of "Where was polio found?"; None without."""
    match = _BARE_NOUN.match(question) or _DID_BARE.match(question)
    word = match["what"] if match else ""
    empty = word in STOP_WORDS or word.endswith(("ing", "ly", "s")) or word in QUESTION_WORDS
    return word if word and not empty and _may_be_noun(word) else None


def _may_be_noun(word: str) -> bool:
    """Whether one may ask what it is, as far as its letters tell: "vog", and neither "disputed" nor "new"."""
    known = word in COMMON or word in VERBS or word in IRREGULAR_PAST
    return word.islower() and not known and not word.endswith(("ed", "en"))


def setting(question: str) -> str | None:
    """Where and about what it asks who did something: "the giant slalom in Are" behind "Who won"."""
    opening = _WHO_DID.match(question)
    rest = question[opening.end() :].strip(" ?.!") if opening else ""
    return rest if len(rest.split()) > 1 else None


def _is_person(word: str) -> bool:
    return word in ROLES or (word.endswith(ONE_PERSON_ENDS) and len(word) > 4 and f"{word}s" not in NO_PEOPLE)


def _goes_on(behind: list[str], *, does: bool) -> bool:
    """Whether a noun follows, so that it is of another that the words speak: "the driver shortage".

    `does` is whether a verb must follow, as behind "did the driver"; it is the last, or a stop word stands behind it.
    """
    if does and (len(behind) < 2 or behind[1].casefold() in STOP_WORDS):
        return not behind
    word = behind[0].casefold() if behind else "is"
    known = any(word in words for words in (STOP_WORDS, VERBS, IRREGULAR_PAST, QUESTION_WORDS, AUXILIARIES))
    return not (known or word.endswith(("ed", "ing", "ly")) or not word.isalpha() or word in COMMON)
