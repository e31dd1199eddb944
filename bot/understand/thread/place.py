"""Where another subject goes in the question before, and what that lends to one that is left short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.languages.en.pronouns import OWNING, POINTING, PRONOUNS
from bot.languages.en.question_words import AUXILIARIES, MEASURES, QUESTION_WORDS
from bot.languages.en.readers.conversation import GIVING, SIZES
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.patterns import either
from bot.understand.thread.asked_for import called_so
from bot.understand.thread.many import bare_plurals
from bot.understand.thread.mentions import NAME, PAIR, PERSON, PHRASE, PLACE, Mention, is_plural, mentions

PLACED = re.compile(r"^(?:in|at|for|by|with|from|to)\s", re.IGNORECASE)
OWNER = re.compile(r"(?:the\s+)?[\w-]+['’]s?", re.IGNORECASE)
MANY = re.compile(r"(?=[a-z][\w'’-]+s\W*$)")
QUESTION_WORD = re.compile(
    rf"^(?:for |by |at |in |on |from )?(?:how {either(MEASURES)}|{either(QUESTION_WORDS)})\b", re.IGNORECASE
)
AUXILIARY = re.compile(rf"^{either(AUXILIARIES)}\b\s*", re.IGNORECASE)
_OPENING_NOUN = re.compile(
    rf"(how (?:many|much)|which)\s+(?!{either(AUXILIARIES)}\b)[\w'’-]+(?=\s)", re.IGNORECASE
)
_OWNED = re.compile(r"\b(?:the\s+)?[\w-]+['’]s?(?=\s)")
_LEAD = re.compile(r"\b(?:in|at|for|by|with|from|to|of|on)\s+(?:the\s+)?$", re.IGNORECASE)
_ADJECTIVE_ONE = re.compile(r"(the\s+(?!other\b)[\w'’-]+)\s+ones?\W*$", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?:that|those|the ones?) of ((?:the )?(?-i:[A-Z])[\w-]+)", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_DO_THE = re.compile(r"\b(?:do|does|did|has|have|had|will|would|can|could|should)\s+the\s+$", re.IGNORECASE)
_BORROWED = re.compile(      # behind a question that lent all
    rf", and (?:(?:by|for|at|in|to|with|from|on|after|out of)\s+)?{either(QUESTION_WORDS)}\b[^,]*$", re.IGNORECASE
)
_IN_YEAR = re.compile(r"(?:in )?(?:1[5-9]|20)\d\d", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
GIVEN = re.compile(rf"^\W*who\s+(?:else\s+)?{either(GIVING)}\s+$", re.IGNORECASE)      # "Who gave her money?"
_NEXT = re.compile(r"\s+([\w'’-]+)")
IN_BRACKETS = re.compile(r"\s*\([^()]*\)\W*$")
_POINTS = re.compile(rf"\b{either(POINTING)}\b", re.IGNORECASE)
_THERE = re.compile(r"\bthere\b(?!\s+(?:is|are|was|were|be))", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(r"(?:when|where|why|how)\s", re.IGNORECASE)      # asks for nothing that the verb needs
_RECENT = 3       # questions that are gone back to
_STATES = re.compile(rf"^(?:how (?:{SIZES})|who) (?:is|was|are|were) (?!\w+(?:ed|ing)\b)", re.IGNORECASE)
_STATES_OR_IS_DONE = re.compile(rf"{_STATES.pattern}|^(?:is|was|are|were)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_BRACKET = re.compile(r"^.*\(([^()]*)\)$|^About (.{1,80}?): .*$")


def the_one(topic: str, before: str) -> str:
    """What "the old one" is after "Who is the new chief?": the old chief. "Those of Reed" are Reed's."""
    if others := _OF_ANOTHER.fullmatch(topic):
        return f"{others[1]}'s"
    one = _ADJECTIVE_ONE.match(topic)
    phrases = [each for each in mentions(before) if each.kind == PHRASE] if one else ()
    return f"{one[1]} {phrases[-1].text.split()[-1]}" if one and phrases else topic


def place_for(topic: str, before: str) -> tuple[int, int] | None:
    """Where in the question before its new topic goes: a year for a year, a race for a race, a name for a name."""
    if _IN_YEAR.fullmatch(topic):
        found = (_IN_YEAR if topic[0] in "iI" else _YEAR).search(before)
        return found.span() if found else None
    if OWNER.fullmatch(topic):
        found = _OWNED.search(before)
        full = [each.start for each in mentions(before) if found and each.start <= found.start() < each.end]
        return (min([found.start(), *full]), found.end()) if found else None
    there = mentions(before)
    if called_so(topic) and (one := somebody(there)):
        return one.start, one.end
    head = topic.casefold().split()[-1:]
    for each in there:
        if each.kind == PHRASE and each.text.casefold().split()[-1:] == head and each.text != topic:
            return each.start, each.end
    if MANY.match(topic) and (many := bare_plurals(before)):
        return many[0]
    kinds = {each.kind for each in mentions(f"about {topic}") if each.kind != PHRASE}
    names = [each for each in there if each.kind not in (PHRASE, PAIR)]
    the_other = topic.casefold().startswith("the ") and all(each.kind == PHRASE for each in there)
    if len(there) == 1 and (not kinds or the_other):
        return there[0].start, there[0].end
    if not kinds or not names:
        return None
    chosen = next((each for each in names if each.kind in kinds), names[0])
    return chosen.start, chosen.end


def somebody(there: Sequence[Mention]) -> Mention | None:
    """The first person that is named, or called by what they are, else the first name that may be one; else None."""
    people = [each for each in there if each.kind == PERSON or (each.kind == PHRASE and called_so(each.text))]
    return next(iter([*people, *(each for each in there if each.kind == NAME and not each.placed)]), None)


def puts_place_for_place(topic: str, before: str) -> bool:
    """Whether the topic is a place, and so is what it goes in the stead of."""
    at = place_for(topic, before)
    replaced = next((each for each in mentions(before) if at and each.start == at[0]), None)
    places = [each for each in mentions(f"about {topic}") if each.kind == PLACE]
    return bool(places and replaced and replaced.kind == PLACE and replaced.placed)


def put(topic: str, before: str, start: int, end: int) -> str:
    """The question before with the topic from `start` to `end`; "in Belgium" with the preposition that is there."""
    ahead, behind = before[:start], before[end:]
    if PLACED.match(topic) and not PLACED.match(before[start:]):
        lead = _LEAD.search(ahead)
        return f"{ahead[: lead.start()]}{small(topic)}{behind}" if lead else added(topic, before)
    own = topic.casefold().startswith("the ")
    if own or (_DO_THE.search(ahead) and len(mentions(f"about {topic}")) == 1):     # "the Kurds", but not "the Putin"
        ahead = _THE.sub("", ahead)
    return f"{ahead}{topic}{behind}"


def owns(pronoun: re.Match[str]) -> bool:
    """Whether "her" stands for "Ines Vale's", and so for the others."""
    if GIVEN.match(pronoun.string[: pronoun.start()]):
        return False
    word, after = pronoun.group().casefold(), _NEXT.match(pronoun.string, pronoun.end())
    return word in OWNING and (word != "her" or bool(after and after[1].casefold() not in STOP_WORDS))


def for_pronoun(name: str, asked: str) -> str:
    """The question with the name for its pronoun; of several, for the first that means as many."""
    found = list(_POINTS.finditer(asked))
    many = is_plural(name) or " and " in name
    fitting = [each for each in found if (each.group().casefold() in PRONOUNS["they"]) == many]
    pronoun = next(iter([*fitting, *found]), None)
    if pronoun is None:
        return asked
    shown = f"{name}'s" if owns(pronoun) else name
    return f"{asked[: pronoun.start()]}{shown}{asked[pronoun.end() :]}"


def occasion(questions: Sequence[str], *, does: bool = False) -> str:
    """The latest of the questions that is about what happened, or, with `does`, about what somebody did; else the last.

    "How old is she?" is about neither, nor "Who is the judge?".
    """
    states = _STATES_OR_IS_DONE if does else _STATES
    latest = next((each for each in reversed(questions[-_RECENT:]) if not states.match(each)), questions[-1])
    return _BORROWED.sub("", latest)


def added(topic: str, before: str) -> str:
    """The question before with "in Belgium" at its end, or where it says "there"."""
    asked = IN_BRACKETS.sub("", before)
    if _THERE.search(asked):
        return _THERE.sub(small(topic), asked, count=1).rstrip(" ?.!") + "?"
    return f"{before.rstrip(' ?.!')} {small(topic)}?"


def counted(plain: str, before: str) -> str:
    """Turn "How many shops?" after "How many homes were flooded?" into "How many shops were flooded?"."""
    opening, asked = _OPENING_NOUN.match(before), large(plain).rstrip(" ?.!")
    both = {asked.split()[0].casefold(), before.split()[0].casefold()} == {"how"}      # how many for how much
    if opening and (both or plain.casefold().startswith(opening[1].casefold())):
        return f"{asked}{before[opening.end() :]}"
    return in_brackets(plain, before)


def borrowed(plain: str, before: str, what: str | None) -> str:
    """Turn "When?" after "Where was Ines Vale born?" into "When was Ines Vale born?", "By how much?" likewise.

    `what` is what a "what" in the question before was told.
    """
    asked = QUESTION_WORD.match(plain)
    before = _BORROWED.sub("", before)
    rest = QUESTION_WORD.sub("", before.strip(" ?.!")).strip()
    adverbial = PLACED.match(plain) and _CIRCUMSTANCE.match(before)
    if asked and (adverbial or asked.end() == len(plain.rstrip(" ?.!"))) and AUXILIARY.match(rest):
        return f"{large(plain.rstrip(' ?.!'))} {small(rest)}{f' {what}' if what else ''}?"
    ahead = IN_BRACKETS.search(before)
    asked_too = f"{before[: ahead.start() if ahead else None].rstrip(' ?.!')}, and {small(plain).rstrip(' ?.!')}"
    return f"{asked_too}{f' ({unbracketed(before)})' if ahead else ''}?"


def in_brackets(question: str, before: str) -> str:
    """The question with the one before behind it."""
    return f"{large(question).rstrip(' ?.!')} ({unbracketed(before)})?"


def unbracketed(question: str) -> str:
    """The question without its mark; of one with another behind it, in brackets, or put under a subject, only that."""
    return _BRACKET.sub(r"\1\2", question.strip(" ?.!"))


def large(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text without its first capital, unless that begins an abbreviation or a name of one letter."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def content(question: str) -> list[str]:
    """The words of a question that aren't stop words."""
    return [word for word in _WORD.findall(question) if word.casefold() not in STOP_WORDS]
