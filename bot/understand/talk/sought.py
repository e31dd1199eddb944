"""Whom and what the last question asked for, as far as its answer names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.languages.en.pronouns import OF_PERSONS, PRONOUNS
from bot.languages.en.readers.conversation import CALLED
from bot.languages.en.titles import TITLES
from bot.languages.patterns import either
from bot.understand.talk.cutting import Cutting
from bot.understand.thread.asked_for import (
    asked_noun,
    asks_what,
    asks_who,
    called_so,
    kin_gender,
    reacts,
    role,
    somebodys_kin,
    unnamed,
    whose_name,
)
from bot.understand.thread.correction import correction, own_subject
from bot.understand.thread.many import asks_for_many
from bot.understand.thread.mentions import NAME, PERSON, PHRASE, WORK, Mention, kind_of, mentions, owned, words_of

if TYPE_CHECKING:
    from bot.understand.talk.subjects import Subject, Talk

STEM = 6                 # letters by which a word is known again
NEAR = 60                # characters between a name and what its bearer is called
UNLIKE = 4               # times as far is a name that stands before that, without a comma
LONGEST_NAME = 4         # words; what is longer is a headline, in which every word is large

_WHO_OR_WHICH = re.compile(r"\W*(?:who|which|what)\b", re.IGNORECASE)
_OWNS = re.compile(r"['’]s?\s")
_WHOSE = re.compile(r"\W*whose\b", re.IGNORECASE)
_OF_PERSONS = re.compile(rf"\b{either(OF_PERSONS)}\b", re.IGNORECASE)
_HE = re.compile(rf"\b{either(PRONOUNS['he'])}\b", re.IGNORECASE)
_BECOMES = re.compile(      # "Ines Vale will be the next mayor"
    r"\s+(?:will be|is|was|becomes|became|remains|has been)\s+(?:[a-z'’-]+\s+){0,4}", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|its|that)\b", re.IGNORECASE)


def seek(talk: Talk, question: str, standalone: str, answers: Sequence[Mention], cutting: Cutting) -> None:
    """Let the talk remember whom and what was asked for: whoever the answer names beside those of the question."""
    if talk.is_topic:
        talk.person = talk.thing = talk.role = None
        return
    question = standalone if correction(question) is not None and not own_subject(question) else question
    words = set(words_of(standalone)) - set(TITLES)      # "President Ines Vale" answers who is the president
    new = [each for each in answers
           if each.kind != PHRASE and not words & set(words_of(each.text)) and (reacts(question) or not each.beside)]
    points = bool(_OF_PERSONS.search(question))      # then whom it speaks of stays the one who is meant
    talk.role = None if points else role(question) or _officer(talk, question)
    if talk.role and talk.role not in standalone and (holder := _people(mentions(standalone))):
        talk.person, talk.role = talk.known(holder[0].text), None      # whoever holds the office was looked up
    elif not points and (asks_who(question) or asked_noun(question) or talk.role):
        _of_whom_asked(talk, question, standalone, new, cutting)
    else:
        _of_whom_spoken(talk, question, standalone, new, cutting)
    if thing := whose_name(question):
        talk.thing = _so_called(talk, new, thing, cutting.lead) or thing
    elif asks_what(question):
        things = [each for each in new if (each.kind == WORK or (each.kind == NAME and " " in each.text))
                  and not (each.placed or each.acts)]
        talk.thing = talk.known(things[0].text) if things else ""
    elif not _IT.search(question):
        talk.thing = None
    if (asks_who(question) and not points) or talk.role or asks_what(question) or asks_for_many(question):
        talk.asked_for = standalone


def _of_whom_asked(talk: Talk, question: str, standalone: str, new: Sequence[Mention], cutting: Cutting) -> None:
    """Remember whom a question asks for, or calls by what they are."""
    called, noun, who = talk.role, asked_noun(question), asks_who(question)
    if who or (called and _WHO_OR_WHICH.match(question)):
        says = reacts(question) or called
        people = [each for each in new if _answers_who(each, question) and _tells_who(each)
                  and (says or not cutting.speaks(each.text))]
        chosen = _nearest(people, noun, cutting.lead)
        talk.person = talk.known(chosen.text) if chosen else called or unnamed(question)
    elif noun and (chosen := _nearest(_in_headline(_people(new), noun, cutting), noun, cutting.lead, NEAR)):
        talk.person = talk.known(chosen.text)
    elif called:
        talk.person = called
    else:
        _of_whom_spoken(talk, question, standalone, new, cutting)


def _of_whom_spoken(talk: Talk, question: str, standalone: str, new: Sequence[Mention], cutting: Cutting) -> None:
    """Remember whom a question speaks of that asks for nobody: its own, somebody's kin, who turned out to be meant."""
    points, kin, own = bool(_OF_PERSONS.search(question)), _kin(talk, standalone), own_subject(question)
    if own and points:
        _own(talk, *own)
    elif kin:
        talk.person = _turned_out(talk, new, question, cutting, kin_gender(kin)) or kin
    elif isinstance(talk.person, str) and (points or _goes_on(talk, question, standalone)):
        talk.person = _turned_out(talk, new, question, cutting) or talk.person
    elif not points and _names_a_person(talk, question):
        talk.person = None
    elif own:
        _own(talk, *own)


def _goes_on(talk: Talk, question: str, standalone: str) -> bool:
    """Whether the question that asked for them was only asked further: "By how many votes?"."""
    asked = talk.asked_for.rstrip(" ?.!")
    return bool(asked) and question != standalone and standalone.startswith(asked)


def _so_called(talk: Talk, new: Sequence[Mention], thing: str, lead: str) -> Subject | None:
    """What the answer gives as the name that was asked for: "called the Kittiwake", "the ferry Kittiwake"."""
    before = re.compile(rf"\b(?:{CALLED}|{re.escape(words_of(thing)[-1])})\W+(?:the\s+)?$", re.IGNORECASE)
    names = (each for each in new if each.kind in (NAME, WORK) and before.search(lead[: each.start]))
    name = next(names, None)
    return talk.known(name.text) if name else None


def _answers_who(mention: Mention, question: str) -> bool:
    """Whether the name is a person's; of whose record it was, nothing else need show that it is."""
    return mention.kind == PERSON or bool(_WHOSE.match(question) and kind_of(mention.text) == PERSON)


def _tells_who(mention: Mention) -> bool:
    """Whether it is a full name, or one alone whose bearer the article calls "he" or "she"; no title."""
    words = words_of(mention.text)
    return (1 if mention.gender else 2) <= len(words) <= LONGEST_NAME and words[-1] not in TITLES


def _people(named: Sequence[Mention]) -> list[Mention]:
    """Those given by a full name."""
    return [each for each in named if each.kind == PERSON and 1 < len(each.text.split()) <= LONGEST_NAME]


def _in_headline(people: Sequence[Mention], noun: str, cutting: Cutting) -> Sequence[Mention]:
    """Those of the people whom the headline names with the noun: "Vale a target of inquiry"; all where it doesn't."""
    named = [each for each in people if each.text.split()[-1] in cutting.headline]
    return named if named and noun[:STEM] in cutting.headline.casefold() else people


def _nearest(people: Sequence[Mention], noun: str, lead: str, within: int | None = None) -> Mention | None:
    """Who stands nearest to what they are called, in the sentence that answers; the first where it isn't said there.

    With `within`, characters, only whoever stands so near to it.
    """
    at = re.search(rf"\b{re.escape(noun[:STEM])}", lead, re.IGNORECASE) if noun else None
    if not at or not people:
        return people[0] if people and within is None else None
    others = [each for each in people if not _OWNS.match(lead, each.end)]      # "Bush's administration"
    away = {_away(each, at): each for each in reversed(others or people)}
    return away[min(away)] if within is None or min(away) <= within else None


def _away(mention: Mention, noun: re.Match[str]) -> int:
    """How far a name is from what somebody is called: "the manager Ines Vale", "Ines Vale is the manager"."""
    if mention.start >= noun.end():
        return mention.start - noun.end()
    between = noun.string[mention.end : noun.start()]
    beside = between.startswith(",") or _BECOMES.fullmatch(between) is not None
    return (noun.start() - mention.end) * (1 if beside else UNLIKE)


def _turned_out(
    talk: Talk, new: Sequence[Mention], question: str, cutting: Cutting, sex: str = ""
) -> Subject | None:
    """Who it is that was asked for without a name, once an answer opens with what somebody did; else None."""
    his = sex == "m" if sex else bool(_HE.search(question))
    other = "" if not (sex or _OF_PERSONS.search(question)) else "f" if his else "m"
    acting = next((each for each in new if each.kind == PERSON), None)
    known = acting and acting.acts and " " in acting.text and not cutting.speaks(acting.text)
    return talk.known(acting.text) if acting and known and acting.gender != other else None


def _officer(talk: Talk, question: str) -> str | None:
    """Who is called a body's or a country's, as "Sudan's prime minister" is; None for what is a person's."""
    words = (owned(question) or "").split()      # which may have the verb behind it
    office = next((" ".join(words[:end]) for end in (len(words), len(words) - 1)
                   if end > 1 and called_so(" ".join(words[:end]))), None)
    subject = talk.known(re.split(r"['’]s?\s", office)[0]) if office else None
    return office if subject and not (subject.person or subject.gender or subject.kind == PERSON) else None


def _kin(talk: Talk, standalone: str) -> str | None:
    """Whose husband, son or daughter it asks about, where a pronoun for them can't mean whose they are; else None."""
    kin = somebodys_kin(standalone)
    owner = talk.known(re.split(r"['’]s?\s", kin)[0]) if kin else None
    return kin if kin and owner and owner.gender and {owner.gender, kin_gender(kin)} == {"f", "m"} else None


def _own(talk: Talk, name: str, asked: str) -> None:
    """Remember whom a question brings itself: "And Major, what happened to him?"."""
    subject, pronoun = talk.known(name), _OF_PERSONS.search(asked)
    if pronoun and called_so(name):
        talk.person = name
    elif pronoun and (subject is None or subject.kind in (PERSON, NAME)):
        talk.person = subject
        if subject:
            talk.mean(subject, "he" if pronoun.group().casefold() in PRONOUNS["he"] else "she")


def _names_a_person(talk: Talk, question: str) -> bool:
    named = (talk.known(each.text) for each in mentions(question) if each.kind in (PERSON, NAME))
    return any(each and (each.kind == PERSON or each.person) for each in named)
