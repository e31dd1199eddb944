"""Turn a follow-up and its history into a question that can be searched on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import LENGTHS, Turn
from bot.languages.en.common_words import COMMON
from bot.languages.en.pronouns import OF_PERSONS, POINTING
from bot.languages.en.question_words import AUXILIARIES, MEASURES, QUESTION_WORDS
from bot.languages.en.readers.conversation import BEFORE, EVENTS, FIRST, RETURN, courtesy
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import capitalised, either
from bot.understand.another_time import at_another_time
from bot.understand.coreference import EVENT, SENTENCE, named, pointing, reported_object, resolve, rivals
from bot.understand.cutting import Cutting
from bot.understand.mentions import PAIR, PHRASE, is_verb, mentions, owned
from bot.understand.subjects import Subject, Talk

# Words that are neither common in questions nor heard in the conversation, up to which a question leans on it. With one
# more, questions on a new subject were taken for follow-ups twice as often.
FRESH = 0
FRESH_BESIDE_KNOWN = 1      # when another telling word was heard before
FRESH_BESIDE_PRONOUN = 3    # when it points back, by "that" or by "And"
SHORT = 8                   # words of a question that may be about what answered before, though it doesn't say so

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
_NO_THE_OTHER = re.compile(
    r"^(?:(?:no|nope|sorry)\b[\s,.!]*(?=the other\b)|(?:(?:and|what about|how about)\s+)?(?=the other one\W*$))",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"(?:how (?:many|much)|which)\s+((?:[\w'’-]+\s+){0,2}[\w'’-]+)[\s?.!]*", re.IGNORECASE)
_OPENING_NOUN = re.compile(r"(how (?:many|much)|which)\s+[\w'’-]+(?=\s)", re.IGNORECASE)
_NO_BUT = re.compile(
    r"^(?:no|nope|sorry|oops|wait|not that)\b[\s,.!–-]+(?=(?:the|an?|in|at|for)\s|(?-i:[A-Z\d]))", re.IGNORECASE
)
_FEW = re.compile(r"(?:[\w&'’.-]+\s+){0,5}[\w&'’.-]+\W*")      # words
_AND_THE = re.compile(
    r"(?=(?:(?:in|at|for|by|with)\s+)?(?:the|an?)\s+(?:[\w&'’-]+\s+){0,3}[\w&'’-]+\W*$)", re.IGNORECASE
)
_ONE_NOUN = re.compile(r"[Tt]he\s+[a-z][a-z'’-]+")
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
_OWNING = frozenset(("his", "her", "its", "their"))
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
    about: str = ""                          # what its answer must name, where another reading stands behind it
    asks: str = ""                           # what else of it the answer must say something of
    within: str = ""                         # what the article that answers must name as well
    same_article: bool = False               # whether the article that answered before must answer this
    first: Standalone | None = None          # what it means where the archive does answer that
    otherwise: Standalone | None = None      # what it means where the archive doesn't answer this
    rivals: tuple[tuple[str, Standalone], ...] = ()    # what it may mean as well as itself, each by whom it is about


def rewrite(question: str, history: Sequence[Turn], cuttings: Sequence[Cutting | None] = ()) -> Standalone:
    """The standalone question; the question itself when it already is one, or when nothing came before.

    Works by rules. The conversation is gone through from its beginning, so that every question is understood as it
    was then. "What about X?" puts X in the place of what the question before was about, "No, I meant X" too; a bare
    "And when?" borrows the rest of it; pronouns become names; a question that says too little by itself is put under
    the name the conversation is about ("About the Oskel Cup: who came second?"), else followed, in brackets, by the
    question it leans on. A question on a new subject stays as it is. `cuttings` are what answered each turn, where it
    is known. Thanks and the like are passed over.
    """
    question = " ".join(question.split())
    talk = Talk()
    for number, turn in enumerate(history):
        asked = " ".join(turn.question.split())
        if not courtesy(asked):
            standalone = turn.used or _standalone(asked, talk).text
            talk.hear(asked, standalone, turn.answer, cuttings[number] if cuttings else None)
    return _standalone(question, talk)


def _standalone(question: str, talk: Talk, without: frozenset[str] = frozenset()) -> Standalone:
    """One question, given what was said before; `without` are names that no pronoun in it means."""
    found = _understood(question, talk, without) if talk.turn else _opening(question)
    return found if len(found.text) <= LENGTHS.question else Standalone(question, question)


def _opening(question: str) -> Standalone:
    """A question with nothing before it, which "What about X?" can be too."""
    about = _ABOUT.match(question)
    return Standalone(question, question, about=question[about.end() :].strip(" ?.!") if about else "")


def _understood(question: str, talk: Talk, without: frozenset[str]) -> Standalone:
    if again := _chosen(question, talk) or _returned(question, talk) or _corrected(question, talk):
        return again
    bare = _OPENING.sub("", question)
    if not any(map(str.isalnum, bare)):
        bare = question
    if sometime := at_another_time(talk.questions[-1], _ABOUT.sub("", bare).strip(" ?.!")):
        return Standalone(sometime, sometime)
    if about := _another(bare, goes_on=bare != question):
        topic = resolve(bare[about.end() :].strip(" ?.!"), talk)
        return _and_the(topic, talk) if _ONE_NOUN.fullmatch(topic) else _instead(topic, talk)
    if bare != question and _AND_THE.match(bare) and not _POINTS.search(bare):
        return _and_the(bare.strip(" ?.!"), talk)
    if (counted := _HOW_MANY.fullmatch(bare)) and not is_verb(counted[1]) and not talk.is_topic:
        return Standalone(_counted(bare, talk), bare)
    if not _content(_QUESTION_WORD.sub("", bare)) and not _POINTS.search(bare) and not talk.is_topic:
        return Standalone(_borrowed(bare, talk), bare)
    if EVENTS.search(bare) and not (owned(talk.questions[-1]) or reported_object(talk)):
        return _in_brackets(bare, talk)
    pair = rivals(bare, talk)
    resolved = named(resolve(bare, talk, without), talk)
    if resolved != bare:
        return Standalone(_capitalised(resolved), resolved, rivals=_about_each(bare, talk, pair) if pair else ())
    if _needs_context(bare, talk, goes_on=bare != question):
        return Standalone(_with_topic(bare, talk), bare)
    return _standing_alone(question, talk)


def _standing_alone(question: str, talk: Talk) -> Standalone:
    """A question that stands alone; a short one that names nobody may be about what answered before all the same."""
    plain = Standalone(question, question)
    about = " ".join(_content(_QUESTION_WORD.sub("", question)))
    if not about or len(question.split()) > SHORT or any(each.kind != PHRASE for each in mentions(question)):
        return plain
    text = f"{_capitalised(question).rstrip(' ?.!')} ({_unbracketed(talk.questions[-1])})?"
    return replace(plain, first=Standalone(text, question, about=about, same_article=True, otherwise=plain))


def _about_each(question: str, talk: Talk, pair: tuple[Subject, Subject]) -> tuple[tuple[str, Standalone], ...]:
    """The question about either of two."""
    every = frozenset(subject.name for subject in talk.subjects)
    texts = ((each.shown, _capitalised(resolve(question, talk, every - {each.name}))) for each in pair)
    return tuple((name, Standalone(text, text)) for name, text in texts)


def _in_brackets(question: str, talk: Talk) -> Standalone:
    """The question with the one before behind it, for what happened has no name."""
    before = _unbracketed(talk.questions[-1])
    return Standalone(f"{_capitalised(question).rstrip(' ?.!')} ({before})?", question)


def _chosen(reply: str, talk: Talk) -> Standalone | None:
    """The question before about whom a reply to "Do you mean X or Y?" names; None where it asks something else."""
    name = reply.strip(" ?.!")
    asked = _OPENING.sub("", talk.asked[-1])
    if not talk.asks_back or not _FEW.fullmatch(name) or _QUESTION_WORD.match(name) or not _POINTS.search(asked):
        return None
    known = talk.known(name)
    return _in_its_place(known.shown if known else name, asked)


def _in_its_place(name: str, asked: str) -> Standalone:
    """The question with the name for its pronoun."""
    text = _POINTS.sub(lambda pronoun: f"{name}'s" if pronoun.group().casefold() in _OWNING else name, asked, count=1)
    return Standalone(_capitalised(text), text)


def _returned(question: str, talk: Talk) -> Standalone | None:
    """What is asked of an earlier question: "To come back to the first one, when was that?"; None for any other."""
    back = RETURN.match(question)
    if not back:
        return None
    what = back["what"]
    number = 0 if FIRST.fullmatch(what) else talk.turn - 2 if BEFORE.fullmatch(what) else talk.asked_about(what)
    if number is None or number < 0:
        return None
    asked = back["ask"]
    if not asked:
        return Standalone(talk.questions[number], talk.questions[number])
    if FIRST.fullmatch(what) or BEFORE.fullmatch(what) or not _POINTS.search(asked):
        return _standalone(asked, talk.only(number))
    asked = _in_its_place(what, asked).text.rstrip(" ?.!")
    return Standalone(f"{asked} ({_unbracketed(talk.questions[number])})?", asked)


def _corrected(question: str, talk: Talk) -> Standalone | None:
    """What "No, I meant X" and "No, the other one" ask: the question before, about X."""
    correction = _MEANT.match(question) or _NOT_THAT.match(question) or _NO_THE_OTHER.match(question)
    if not correction and (correction := _NO_BUT.match(question)) and not _FEW.fullmatch(question, correction.end()):
        return None
    if not correction:
        return None
    instead = question[correction.end() :].strip(" ?.!")
    if _QUESTION_WORD.match(instead) or _AUXILIARY.match(instead):
        return Standalone(f"{_capitalised(instead)}?", instead)
    if him := _POINTS.fullmatch(instead):
        return _not_her(him.group(), talk)
    if not _OTHER_ONE.match(instead):
        return _instead(resolve(instead, talk), talk)
    if talk.questions[-1] == talk.asked[-1]:
        return Standalone(talk.questions[-1], talk.asked[-1])
    taken = frozenset(subject.name for subject in talk.subjects if subject.name in talk.questions[-1])
    return _with_others(talk.asked[-1], talk, taken)


def _not_her(pronoun: str, talk: Talk) -> Standalone:
    """The question before about whom the pronoun means, in the place of its own pronoun or name."""
    name = resolve(pronoun, talk)
    asked = _OPENING.sub("", talk.asked[-1])
    if name == pronoun or not _POINTS.search(asked):
        return _instead(name, talk)
    return _in_its_place(name, asked)


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
    topic, before = talk.topic(), _unbracketed(talk.questions[-1])
    about_that = EVENT.search(question) or _PERSON.search(question)
    if not talk.is_topic and (topic is None or about_that):
        return f"{_capitalised(question).rstrip(' ?.!')} ({before})?" if _tells(before) else question
    if topic is None or all(word in question.casefold() for word in topic.words):
        return question
    return f"About {topic.shown}: {_lowered(question).rstrip(' ?.!')}?"


def _unbracketed(question: str) -> str:
    """The question without its mark; of one that has another behind it, in brackets, that one."""
    return _BRACKET.sub(r"\1", question.strip(" ?.!"))


def _tells(question: str) -> bool:
    """Whether a question says what it is about."""
    return bool(mentions(question)) or any(word.casefold() not in COMMON for word in _content(question))


def _another(bare: str, *, goes_on: bool) -> re.Match[str] | None:
    """What stands before X in "What about X?", and in "X?" behind an "And"; None for any other question."""
    return _ABOUT.match(bare) or (_AND_NAME.match(bare) if goes_on else None)


def _instead(topic: str, talk: Talk) -> Standalone:
    """Turn "What about IBM?" after "What did Amazon announce?" into "What did IBM announce?".

    Where the archive has no answer to that, it is a new subject.
    """
    before = talk.questions[-1]
    bare = _PLACED.sub("", topic, count=1)
    alone = Standalone(f"What about {bare}?", bare, about=bare)
    if place := _place_for(topic, before):
        text = _put(topic, before, *place)
    else:
        asked = _OPENING.sub("", talk.asked[-1])
        again = _another(asked, goes_on=asked != talk.asked[-1])
        text = f"{before.rpartition(': ')[0] or before.rstrip(' ?.!') if again else before.rstrip(' ?.!')}: {topic}?"
    another_race = _OWNER.fullmatch(topic)      # "the men's" is no subject by itself
    return Standalone(text, text, about=topic, asks=before, otherwise=None if another_race else alone)


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


def _and_the(thing: str, talk: Talk) -> Standalone:
    """"And the fare?" asks on about the night bus; "And the beavers?" asks about others, where these have none."""
    if _OWNER.fullmatch(thing):
        return _instead(thing, talk)
    if talk.is_topic or not (bare := _with_topic(thing, talk)) or bare == thing:
        return _instead(thing, talk)
    there = " ".join(each.text for each in mentions(bare))
    return Standalone(bare, thing, about=thing, within=there, otherwise=_instead(thing, talk))


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
    if not kinds and len(there) == 1:
        return there[0].start, there[0].end
    if not kinds or not named:
        return None
    chosen = next((each for each in named if each.kind in kinds), named[0])
    return chosen.start, chosen.end


def _counted(bare: str, talk: Talk) -> str:
    """Turn "How many shops?" after "How many homes were flooded?" into "How many shops were flooded?"."""
    before = talk.questions[-1]
    opening, asked = _OPENING_NOUN.match(before), _capitalised(bare).rstrip(" ?.!")
    if opening and bare.casefold().startswith(opening[1].casefold()):
        return f"{asked}{before[opening.end() :]}"
    return f"{asked} ({_unbracketed(before)})?"


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
