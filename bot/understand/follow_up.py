"""Turn a follow-up and its history into a question that can be searched on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Turn
from bot.languages.en.common_words import COMMON
from bot.languages.en.pronouns import OF_PERSONS, POINTING
from bot.languages.en.question_words import AUXILIARIES, MEASURES, QUESTION_WORDS
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import capitalised, either
from bot.understand.another_time import at_another_time
from bot.understand.coreference import EVENT, SENTENCE, pointing, reported_object, resolve
from bot.understand.mentions import PAIR, PHRASE, mentions
from bot.understand.subjects import Talk

# Words that are neither common in questions nor heard in the conversation, up to which a question leans on it. With one
# more, questions on a new subject were taken for follow-ups twice as often.
FRESH = 0
FRESH_BESIDE_KNOWN = 1      # when another telling word was heard before
FRESH_BESIDE_PRONOUN = 3    # when it points back, by "that" or by "And"
LONGEST = 2_000             # characters of a standalone question; what would be longer is asked as it stands

_OPENING = re.compile(r"^(?:(?:and|but|so|ok|okay|also|then|well|right|now)\b[\s,]*)+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_AND_NAME = re.compile(
    rf"(?!{either(capitalised([*QUESTION_WORDS, *AUXILIARIES]))}\b)"
    r"(?=(?:(?:in|at|for|by|with)\s+)?(?:the\s+)?(?:[A-Z]|\d{4})[\w&'’ -]*\W*$)"
)
_MEANT = re.compile(
    r"^(?:(?:no|nope|sorry|actually|wait|oh)\b[\s,.!]*)*(?:i|we)\s+(?:really\s+|actually\s+)?"
    r"(?:meant|mean|was asking about|was thinking of)\s+",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(
    r"^(?:(?:no|nope|sorry)\b[\s,.!]*)*not\s++.+?(?:,\s*(?:but\s+)?|(?<!\s)\s++but\s+)", re.IGNORECASE
)
_NO_THE_OTHER = re.compile(r"^(?:no|nope|sorry)\b[\s,.!]*(?=the other\b)", re.IGNORECASE)
_OTHER_ONE = re.compile(r"^(?:the\s+)?(?:other)(?:\s+(?:one|man|woman|person|company|team|place))?\W*$", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    rf"^(?:for |by |at |in |on |from )?(?:how {either(MEASURES)}|{either(QUESTION_WORDS)})\b", re.IGNORECASE
)
_AUXILIARY = re.compile(rf"^{either(AUXILIARIES)}\b\s*", re.IGNORECASE)
_THAT = re.compile(
    r"\b(?:this|that|these|those)\b(?=\s*(?:[?.!,]|$))|\b(?:did|does|was|is|will|would|has|were|are|can|could|about|"
    r"of|to|for|by|with|after|before|do|on|in|at) (?:this|that|these|those)\b"
    r"(?! (?:week|month|year|morning|evening|summer|winter|spring|autumn|season)\b)|"
    r"\b(?:this|these|those) (?!week|month|year|morning|evening|summer|winter|spring|autumn|season)[a-z]+|"
    r"\b(?:else|others?|there|then)\b(?=\W*$)|\b(?:anything|anyone|what|who) else\b|\b(?:any|what) other\b",
    re.IGNORECASE,
)
_POINTS = re.compile(rf"\b{either(POINTING)}\b", re.IGNORECASE)
_PERSON = re.compile(rf"\b{either(OF_PERSONS)}\b", re.IGNORECASE)
_OWNER = re.compile(r"(?:the\s+)?[\w-]+['’]s?", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:the\s+)?[\w-]+['’]s?(?=\s)")
_PLACED = re.compile(r"(?:in|at|for|by|with|from|to)\s", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:in|at|for|by|with|from|to|of|on)\s+(?:the\s+)?$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_DO_THE = re.compile(r"\b(?:do|does|did|has|have|had|will|would|can|could|should)\s+the\s+$", re.IGNORECASE)
_IN_YEAR = re.compile(r"(?:in )?(?:1[5-9]|20)\d\d", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BRACKET = re.compile(r"^.*\(([^()]*)\)$")
_WORD = re.compile(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question as it is searched, and the words of it that say what is asked now."""

    text: str
    focus: str


def rewrite(question: str, history: Sequence[Turn]) -> Standalone:
    """The standalone question; the question itself when it already is one, or when nothing came before.

    Works by rules. The conversation is gone through from its beginning, so that every question is understood as it
    was then. "What about X?" puts X in the place of what the question before was about, "No, I meant X" too; a bare
    "And when?" borrows the rest of it; pronouns become names; a question that says too little by itself is put under
    the name the conversation is about ("About the Oskel Cup: who came second?"), else followed, in brackets, by the
    question it leans on. A question on a new subject stays as it is.
    """
    question = " ".join(question.split())
    talk = Talk()
    for turn in history:
        asked = " ".join(turn.question.split())
        talk.hear(asked, _standalone(asked, talk).text, turn.answer)
    return _standalone(question, talk)


def _standalone(question: str, talk: Talk, without: frozenset[str] = frozenset()) -> Standalone:
    """One question, given what was said before; `without` are names that no pronoun in it means."""
    found = _understood(question, talk, without) if talk.turn else Standalone(question, question)
    return found if len(found.text) <= LONGEST else Standalone(question, question)


def _understood(question: str, talk: Talk, without: frozenset[str]) -> Standalone:
    if corrected := _corrected(question, talk):
        return corrected
    bare = _OPENING.sub("", question)
    if not any(map(str.isalnum, bare)):
        bare = question
    if again := at_another_time(talk.questions[-1], _ABOUT.sub("", bare).strip(" ?.!")):
        return Standalone(again, again)
    if about := _another(bare, goes_on=bare != question):
        return _instead(resolve(bare[about.end() :].strip(" ?.!"), talk), talk)
    if not _content(_QUESTION_WORD.sub("", bare)) and not _POINTS.search(bare) and not talk.is_topic:
        return Standalone(_borrowed(bare, talk), bare)
    resolved = resolve(bare, talk, without)
    if resolved != bare:
        return Standalone(_capitalised(resolved), resolved)
    if _needs_context(bare, talk, goes_on=bare != question):
        return Standalone(_with_topic(bare, talk), bare)
    return Standalone(question, question)


def _corrected(question: str, talk: Talk) -> Standalone | None:
    """What "No, I meant X" and "No, the other one" ask: the question before, about X."""
    correction = _MEANT.match(question) or _NOT_THAT.match(question) or _NO_THE_OTHER.match(question)
    if not correction:
        return None
    instead = question[correction.end() :].strip(" ?.!")
    if _QUESTION_WORD.match(instead) or _AUXILIARY.match(instead):
        return Standalone(f"{_capitalised(instead)}?", instead)
    if not _OTHER_ONE.match(instead):
        return _instead(resolve(instead, talk), talk)
    if talk.questions[-1] == talk.asked[-1]:
        return Standalone(talk.questions[-1], talk.asked[-1])
    taken = frozenset(subject.name for subject in talk.subjects if subject.name in talk.questions[-1])
    return _with_others(talk.asked[-1], talk, taken)


def _with_others(question: str, talk: Talk, taken: frozenset[str]) -> Standalone:
    """The question again, with other names for its pronouns; as it was understood when there are no others."""
    bare = _OPENING.sub("", question)
    resolved = resolve(bare, talk, taken)
    return Standalone(_capitalised(resolved) if resolved != bare else talk.questions[-1], bare)


def _needs_context(question: str, talk: Talk, *, goes_on: bool) -> bool:
    """Whether a question says too little to stand alone, or points back; `goes_on` when it opens with "And"."""
    if SENTENCE.search(question):
        return False
    if any(each.kind != PHRASE and not talk.known(each.text) for each in mentions(question)):
        return False
    telling = [word for word in _content(question) if word.casefold() not in COMMON]
    fresh = [word for word in telling if not talk.mentioned(word)]
    if goes_on or _THAT.search(question) or any(pointing(question)):
        return len(fresh) <= FRESH_BESIDE_PRONOUN
    return len(fresh) <= (FRESH_BESIDE_KNOWN if len(fresh) < len(telling) else FRESH)


def _with_topic(question: str, talk: Talk) -> str:
    """The question behind what the conversation is about: a name, else the question before, if that says more."""
    topic, before = talk.topic(), _BRACKET.sub(r"\1", talk.questions[-1].strip(" ?.!"))
    about_that = EVENT.search(question) or _PERSON.search(question)
    if not talk.is_topic and (topic is None or about_that):
        return f"{_capitalised(question).rstrip(' ?.!')} ({before})?" if _tells(before) else question
    if topic is None or all(word in question.casefold() for word in topic.words):
        return question
    return f"About {topic.shown}: {_lowered(question).rstrip(' ?.!')}?"


def _tells(question: str) -> bool:
    """Whether a question says what it is about."""
    return bool(mentions(question)) or any(word.casefold() not in COMMON for word in _content(question))


def _another(bare: str, *, goes_on: bool) -> re.Match[str] | None:
    """What stands before X in "What about X?", and in "X?" behind an "And"; None for any other question."""
    return _ABOUT.match(bare) or (_AND_NAME.match(bare) if goes_on else None)


def _instead(topic: str, talk: Talk) -> Standalone:
    """Turn "What about IBM?" after "What did Amazon announce?" into "What did IBM announce?"."""
    before = talk.questions[-1]
    if place := _place_for(topic, before):
        text = _put(topic, before, *place)
    else:
        asked = _OPENING.sub("", talk.asked[-1])
        again = _another(asked, goes_on=asked != talk.asked[-1])
        text = f"{before.rpartition(': ')[0] or before.rstrip(' ?.!') if again else before.rstrip(' ?.!')}: {topic}?"
    return Standalone(text, text)


def _put(topic: str, before: str, start: int, end: int) -> str:
    """The question before with the topic from `start` to `end`; "in Belgium" with the preposition that is there."""
    ahead, behind = before[:start], before[end:]
    if _PLACED.match(topic) and not _PLACED.match(before, start):
        lead = _LEAD.search(ahead)
        return f"{ahead[: lead.start()]}{topic}{behind}" if lead else f"{before.rstrip(' ?.!')} {topic}?"
    own = topic.casefold().startswith("the ")
    if own or (_DO_THE.search(ahead) and len(mentions(f"about {topic}")) == 1):     # "the Kurds", but not "the Putin"
        ahead = _THE.sub("", ahead)
    return f"{ahead}{topic}{behind}"


def _place_for(topic: str, before: str) -> tuple[int, int] | None:
    """Where in the question before its new topic goes: a year for a year, a race for a race, a name for a name."""
    if _IN_YEAR.fullmatch(topic):
        found = (_IN_YEAR if topic[0] in "iI" else _YEAR).search(before)
        return found.span() if found else None
    if _OWNER.fullmatch(topic):
        found = _OWNED.search(before)
        return found.span() if found else None
    there = mentions(before)
    head = topic.casefold().split()[-1:]
    for each in there:
        if each.kind == PHRASE and each.text.casefold().split()[-1:] == head and each.text != topic:
            return each.start, each.end
    kinds = {each.kind for each in mentions(f"about {topic}") if each.kind != PHRASE}
    named = [each for each in there if each.kind not in (PHRASE, PAIR)]
    if not kinds or not named:
        return None
    chosen = next((each for each in named if each.kind in kinds), named[0])
    return chosen.start, chosen.end


def _borrowed(bare: str, talk: Talk) -> str:
    """Turn "When?" after "Where was Ines Vale born?" into "When was Ines Vale born?", with what a "what" was told."""
    before, asked = talk.questions[-1], _QUESTION_WORD.match(bare)
    rest = _QUESTION_WORD.sub("", before.strip(" ?.!")).strip()
    if asked and asked.end() == len(bare.rstrip(" ?.!")) and _AUXILIARY.match(rest):
        what = reported_object(talk, turns=1)
        return f"{_capitalised(asked.group())} {_lowered(rest)}{f' {what}' if what else ''}?"
    return f"{before.rstrip(' ?.!')}, and {_lowered(bare).rstrip(' ?.!')}?"


def _content(question: str) -> list[str]:
    return [word for word in _WORD.findall(question) if word.casefold() not in STOP_WORDS]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
