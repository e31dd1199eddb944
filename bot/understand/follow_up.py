"""Turn a follow-up and its history into a question that can be searched on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import LENGTHS, Turn
from bot.languages.en.common_words import COMMON
from bot.languages.en.pronouns import DEMONSTRATIVES, OF_PERSONS, POINTING
from bot.languages.en.readers.conversation import (
    ANY,
    BEFORE,
    DID_IT,
    DO_THAT,
    EVENTS,
    EVERY_THING_HAS,
    FIRST,
    HIS_AGE,
    IN_ANSWER,
    RETURN,
    SOMEBODY,
    WHO_WAS,
)
from bot.languages.patterns import either
from bot.understand.another_time import at_another_moment, at_another_time
from bot.understand.corrections import corrected, with_the_other
from bot.understand.rivals import rivals
from bot.understand.small_talk import small_talk
from bot.understand.standalone import (
    SHORT,
    Standalone,
    another,
    in_its_place,
    in_order,
    instead,
    named_in,
    standing_alone,
    there_first,
)
from bot.understand.talk.coreference import (
    EVENT,
    SENTENCE,
    asked_for,
    named,
    pointing,
    resolve,
)
from bot.understand.talk.cutting import Cutting
from bot.understand.talk.subjects import Talk
from bot.understand.talk.things import only_thing, reported_object
from bot.understand.thread.asked_for import asked_noun, kin_gender
from bot.understand.thread.correction import own_subject
from bot.understand.thread.ellipsis import (
    by_how_much,
    explained_too,
    reacting,
    which_of_them,
    who_they_are,
    whose_fate,
    without_noun,
    without_occasion,
)
from bot.understand.thread.mentions import PHRASE, is_verb, mentions, owned
from bot.understand.thread.opening import ABOUT, bare, new_subject, without_aside
from bot.understand.thread.place import (
    AUXILIARY,
    OWNER,
    PLACED,
    QUESTION_WORD,
    borrowed,
    content,
    counted,
    in_brackets,
    large,
    occasion,
    place_for,
    small,
    the_one,
    unbracketed,
)

# Words that are neither common in questions nor heard in the conversation, up to which a question leans on it. With one
# more, questions on a new subject were taken for follow-ups twice as often.
FRESH = 0
FRESH_BESIDE_KNOWN = 1      # when another telling word was heard before
FRESH_BESIDE_PRONOUN = 3    # when it points back, by "that" or by "And"
LONG_ROLE = 3               # words of "the night driver", which says by itself who is meant
FEW = 6                     # words of a question about some ticket or other, which was asked of something

_HOW_MANY = re.compile(r"(?:how (?:many|much)|which)\s+((?:[\w&'’-]+\s+){0,3}[\w'’-]+)[\s?.!]*", re.IGNORECASE)
_FEW = re.compile(r"(?:[\w&'’.-]+\s+){0,5}[\w&'’.-]+\W*")      # words
_AND_THE = re.compile(
    r"(?=(?:(?:in|at|for|by|with)\s+)?(?:the|an?)\s+(?:[\w&'’-]+\s+){0,3}[\w&'’-]+\W*$)", re.IGNORECASE
)
_THE = re.compile(r"the\s", re.IGNORECASE)
_ONE_NOUN = re.compile(r"[Tt]he\s+[a-z][a-z'’-]+")
_THAT = re.compile(
    r"\b(?:this|that|these|those)\b(?=\s*(?:[?.!,]|$))|\b(?:did|does|was|is|will|would|has|were|are|can|could|about|"
    r"of|to|for|by|with|after|before|do|on|in|at) (?:this|that|these|those)\b"
    r"(?! (?:week|month|year|morning|evening|summer|winter|spring|autumn|season)\b)|"
    r"\b(?:this|these|those) (?!week|month|year|morning|evening|summer|winter|spring|autumn|season)[a-z]+|"
    r"\b(?:else|others?|then)\b(?=\W*$)|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bthere\b"
    r"(?!['’\s]\s*(?:is|are|was|were|be|has|have|had|will|would|s|re)\b)|"
    r"\b(?:anything|anyone|what|who) else\b|\b(?:any|what) other\b",
    re.IGNORECASE,
)
_POINTS = re.compile(rf"\b{either(POINTING)}\b", re.IGNORECASE)
_PERSON = re.compile(rf"\b{either(OF_PERSONS)}\b", re.IGNORECASE)
# "What did a ticket cost?", to what?
_DID_SOME = re.compile(r"(?:what|when|where|why|how(?: \w+)?) (?:did|was|were|had) an? [a-z]", re.IGNORECASE)
_DECIDED = re.compile(r"\b(?:was|is|has) it (?:been )?\w", re.IGNORECASE)
_OF_IT = re.compile(r"\b(?:about|of|to) (?:it|that|this)\W*$", re.IGNORECASE)
_ASKS_NAME = re.compile(r"\b(?:who|whom|named?|called)\b", re.IGNORECASE)
_IS_THAT = re.compile(r"\b(?:is|was|wrote|said|says|did|does) (?:that|this)\W*$", re.IGNORECASE)


def rewrite(question: str, history: Sequence[Turn], cuttings: Sequence[Cutting | None] = ()) -> Standalone:
    """The standalone question; the question itself when it already is one, or when nothing came before.

    Works by rules. The conversation is gone through from its beginning, so that every question is understood as it
    was then. "What about X?" puts X in the place of what the question before was about, "No, I meant X" too; a bare
    "And when?" borrows the rest of it; pronouns become names; a question that says too little by itself is put under
    the name the conversation is about ("About the Oskel Cup: who came second?"), else followed, in brackets, by the
    question it leans on. A question on a new subject stays as it is. `cuttings` are what answered each turn, where it
    is known. Small talk is passed over.
    """
    question = without_aside(" ".join(question.split()))
    talk = Talk()
    for number, turn in enumerate(history):
        asked = without_aside(" ".join(turn.question.split()))
        if not small_talk(asked):
            standalone = turn.used or _standalone(asked, talk).text
            talk.hear(asked, standalone, turn.answer, cuttings[number] if cuttings else None)
    last = next(filter(None, reversed(talk.cuttings[-1:])), None)
    return _standalone(last.role_in_full(question) if last else question, talk)


def _standalone(question: str, talk: Talk, without: frozenset[str] = frozenset()) -> Standalone:
    """One question, given what was said before; `without` are names that no pronoun in it means."""
    found = _understood(question, talk, without) if talk.turn else _opening(question)
    return found if len(found.text) <= LENGTHS.question else Standalone(question, question)


def _opening(question: str) -> Standalone:
    """A question with nothing before it, which "What about X?" can be too."""
    about = ABOUT.match(question)
    return Standalone(question, question, about=question[about.end() :].strip(" ?.!") if about else "")


def _understood(question: str, talk: Talk, without: frozenset[str]) -> Standalone:
    if again := _chosen(question, talk) or _returned(question, talk):
        return again
    if asked := own_subject(question):
        return _of_which(*asked, talk)
    if again := corrected(question, talk):
        return again
    if fresh := new_subject(question):
        return Standalone(large(fresh), fresh)
    plain, goes_on = bare(question)
    moment = ABOUT.sub("", plain).strip(" ?.!")
    if sometime := at_another_time(talk.questions[-1], moment) or at_another_moment(talk.questions[-1], moment):
        return Standalone(sometime, sometime)
    return (
        _same_of_another(plain, talk, goes_on=goes_on)
        or _completed(plain, talk)
        or _of_each(plain, talk, _resolved(plain, talk, without, goes_on=goes_on))
        or standing_alone(question if goes_on or plain == question else large(plain), talk)
    )


def _of_each(plain: str, talk: Talk, resolved: Standalone | None) -> Standalone | None:
    """The question as it was resolved, with the readings that are as likely."""
    return replace(resolved, rivals=rivals(plain, talk)) if resolved else None


def _same_of_another(plain: str, talk: Talk, *, goes_on: bool) -> Standalone | None:
    """What "What about X?", "And X?" and "In X?" ask; None for any other question."""
    too = goes_on or ABOUT.match(plain)
    if too and (what := explained_too(ABOUT.sub("", plain).strip(" ?.!"), bare(talk.asked[-1])[0])):
        return Standalone(large(what), what)
    theirs = the_one(ABOUT.sub("", plain).strip(" ?.!"), talk.questions[-1]) if too else ""
    if OWNER.fullmatch(theirs):
        return instead(theirs, talk)
    if about := another(plain, talk, goes_on=goes_on):
        topic = named(resolve(the_one(plain[about.end() :].strip(" ?.!"), talk.questions[-1]), talk), talk)
        return _and_the(topic, talk) if _ONE_NOUN.fullmatch(topic) else instead(topic, talk)
    topic = the_one(plain.strip(" ?.!"), talk.questions[-1])
    if goes_on and _AND_THE.match(topic) and not _POINTS.search(topic):
        meant = named(topic, talk)
        if reacting(bare(talk.asked[-1])[0]):
            return _and_the(meant, talk)
        return _and_the(topic, talk) if meant == topic == plain.strip(" ?.!") else instead(meant, talk)
    return None


def _completed(plain: str, talk: Talk) -> Standalone | None:
    """A question that lacks its verb, or on what occasion, with the one before; None where nothing is left out."""
    if talk.is_topic:
        return None
    if them := who_they_are(plain, talk.questions[-1]):
        return Standalone(them, them)
    if ordinal := WHO_WAS.fullmatch(plain):
        return in_order(plain, ordinal[1], talk)
    if DID_IT.search(plain) or (DO_THAT.search(plain) and len(plain.split()) <= SHORT):
        return _in_brackets(plain, talk, does=True)
    if (much := _HOW_MANY.fullmatch(plain)) and PLACED.match(much[1]):
        return instead(small(much[1]), talk)
    if much and not is_verb(much[1]) and not AUXILIARY.match(much[1]):
        return Standalone(counted(plain, talk.questions[-1]), plain)
    if which_of_them(plain):
        return _in_brackets(plain, talk)
    if without_noun(plain):
        return _in_brackets(resolve(plain, talk), talk)
    says_nothing = by_how_much(plain) or not content(QUESTION_WORD.sub("", plain))
    if says_nothing and not _POINTS.search(plain):
        return Standalone(_lent(plain, talk), plain)
    if _DECIDED.search(plain) and (thing := whose_fate(talk.questions[-1])):
        return in_its_place(thing, plain)
    about_it = owned(talk.questions[-1]) or reported_object(talk) or (_DECIDED.search(plain) and only_thing(talk))
    if EVENTS.search(plain) and not about_it:
        return _of_what_happened(plain, talk)
    if (without_occasion(plain) and not mentions(plain)) or ANY.fullmatch(plain):
        return _in_brackets(plain, talk)
    who = reacting(plain)
    return _reaction(plain, who, talk) if who and not _POINTS.search(who) else None


def _reaction(plain: str, who: str, talk: Talk) -> Standalone:
    """What somebody said of what was asked before; where nothing is known of that, what they said at all.

    Whoever only reacts, or is called by their side alone, does so to what was asked before.
    """
    before = unbracketed(talk.questions[-1])
    of_that = Standalone(in_brackets(plain, before), plain)
    if SOMEBODY.fullmatch(who):
        return there_first(of_that, "", talk, asks=before)
    if _OF_IT.search(plain):      # that which was asked before, rather than what has a name in it
        return replace(of_that, about=who, asks=before, otherwise=there_first(of_that, who, talk))
    alone = there_first(Standalone(named(resolve(plain, talk), talk), plain), who, talk)
    if IN_ANSWER.search(plain) and alone.otherwise:
        alone = replace(alone, otherwise=of_that)
    return replace(of_that, about=who, asks=before, otherwise=alone)


def _resolved(plain: str, talk: Talk, without: frozenset[str], *, goes_on: bool) -> Standalone | None:
    """A question with names for its pronouns, or with what the talk is about; None where it needs neither."""
    text = named(resolve(with_the_other(plain, talk), talk, without), talk)
    if not without and talk.asked_for and _of_those_asked_for(plain, text, talk):
        about = "" if talk.answers[-1] else named_in(talk.asked_for)
        return Standalone(in_brackets(text, talk.asked_for), text, about=about)
    text = HIS_AGE.sub(r"How old is \1?", text) if text != plain else text
    if text != plain:
        if EVENT.search(text):
            return replace(_in_brackets(text, talk), focus=text)
        resolved = Standalone(large(text), text)
        return resolved if any(each.kind != PHRASE for each in mentions(text)) else there_first(
            resolved, "", talk, asks=text)
    if _needs_context(plain, talk, goes_on=goes_on):
        under = Standalone(_with_topic(plain, talk), plain)
        points = any(pointing(plain)) or (goes_on and not asked_noun(plain))
        return under if points else there_first(under, "", talk, asks=plain)
    return None


def _of_those_asked_for(plain: str, text: str, talk: Talk) -> bool:
    """Whether a pronoun means whom the talk asks for, and what stands in its place doesn't say who that is."""
    for sort, _ in pointing(plain):
        asked = asked_for(sort, talk, plain)
        if isinstance(asked, str) and not (EVENT.search(plain) and sort == "it"):
            return not asked or not kin_gender(asked) and (len(asked.split()) < LONG_ROLE and asked in text)
    return False


def _of_which(topic: str, asked: str, talk: Talk) -> Standalone:
    """What is asked of a subject that the question itself brings: "What about the pool, when does it open?"."""
    topic = resolve(f"about {topic}", talk).removeprefix("about ")
    topic = topic if _ASKS_NAME.search(asked) else named(f"about {topic}", talk).removeprefix("about ")
    pronoun = _POINTS.search(asked)
    if pronoun and pronoun.group().casefold() not in DEMONSTRATIVES:
        text = f"{in_its_place(topic, asked).text.rstrip(' ?.!')}?"
    else:
        text = f"About {topic}: {small(asked).rstrip(' ?.!')}?"
    meant = there_first(Standalone(text, text, about=topic), topic, talk)
    if not _THE.match(topic) or any(each.kind != PHRASE for each in mentions(topic)):
        return meant
    of_that = there_first(Standalone(in_brackets(text, occasion(talk.questions)), text), topic, talk)
    return replace(of_that, otherwise=meant) if of_that.article else meant


def _in_brackets(question: str, talk: Talk, *, does: bool = False) -> Standalone:
    """The question with the one before behind it, for what happened has no name; asked of what answered that, first."""
    return there_first(Standalone(in_brackets(question, occasion(talk.questions, does=does)), question), "", talk,
                       asks=question)


def _of_what_happened(question: str, talk: Talk) -> Standalone:
    """The question with the one before behind it, as it was asked where that says by itself what happened."""
    asked = bare(talk.asked[-1])[0]
    tells = talk.questions[-1].startswith(large(asked).rstrip(" ?.!")) and not _POINTS.search(asked)
    if not tells or unbracketed(talk.questions[-1]) == talk.questions[-1].strip(" ?.!") or not _tells(asked):
        return _in_brackets(question, talk)
    return there_first(Standalone(in_brackets(question, asked), question), "", talk, asks=question)


def _chosen(reply: str, talk: Talk) -> Standalone | None:
    """The question before about whom a reply to "Do you mean X or Y?" names; None where it asks something else."""
    name = reply.strip(" ?.!")
    asked = bare(talk.asked[-1])[0]
    if not talk.asks_back or not _FEW.fullmatch(name) or QUESTION_WORD.match(name) or not _POINTS.search(asked):
        return None
    known = talk.known(name)
    return in_its_place(known.shown if known else name, asked)


def _returned(question: str, talk: Talk) -> Standalone | None:
    """What is asked of an earlier question: "To come back to the first one, when was that?"; None for any other."""
    back = RETURN.match(bare(question)[0]) or RETURN.match(question)
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
        then = talk.only(number)
        again = _standalone(asked, then)
        if again.text.casefold() != asked.casefold():
            return again
        return there_first(Standalone(in_brackets(asked, talk.questions[number]), asked), "", then, asks=asked)
    asked = in_its_place(what, asked).text.rstrip(" ?.!")
    return Standalone(f"{asked} ({unbracketed(talk.questions[number])})?", asked)


def _needs_context(question: str, talk: Talk, *, goes_on: bool) -> bool:
    """Whether a question says too little to stand alone, or points back; `goes_on` when it opens with "And"."""
    if SENTENCE.search(question):
        return False
    names = [each for each in mentions(question) if each.kind != PHRASE]
    points = goes_on or bool(_THAT.search(question)) or any(pointing(question))
    if any(not talk.known(each.text) or not (points or each.placed) for each in names):
        return False
    telling = [word for word in content(question) if word.casefold() not in COMMON]
    fresh = [word for word in telling if not talk.mentioned(word)]
    if points:
        return len(fresh) <= FRESH_BESIDE_PRONOUN
    some = len(question.split()) <= FEW and _DID_SOME.match(question)
    return len(fresh) <= (FRESH_BESIDE_KNOWN if some or len(fresh) < len(telling) else FRESH)


def _with_topic(question: str, talk: Talk) -> str:
    """The question behind what the conversation is about: a name, else the question before, if that says more."""
    happened = occasion(talk.questions) if _IS_THAT.search(question) else talk.questions[-1]
    topic, before = talk.topic(), unbracketed(happened)
    about_that = EVENT.search(question) or _PERSON.search(question) or _IS_THAT.search(question)
    if not talk.is_topic and (topic is None or about_that or _turned_to_a_thing(topic.words[-1], talk)):
        return f"{large(question).rstrip(' ?.!')} ({before})?" if _tells(before) else question
    if topic is None or all(word in question.casefold() for word in topic.words):
        return question
    return f"About {topic.shown}: {small(question).rstrip(' ?.!')}?"


def _turned_to_a_thing(word: str, talk: Talk) -> bool:
    """Whether the last question, "And the ferry?", went on to something else than what is called by that word."""
    asked, goes_on = bare(talk.asked[-1])
    return bool(goes_on or ABOUT.match(asked)) and only_thing(talk) is not None and word not in asked.casefold()


def _tells(question: str) -> bool:
    """Whether a question says what it is about."""
    return bool(mentions(question)) or any(word.casefold() not in COMMON for word in content(question))


def _and_the(thing: str, talk: Talk) -> Standalone:
    """"And the fare?" asks on about the night bus; "And the ferry?" asks the same of another, unless it is a part."""
    if OWNER.fullmatch(thing):
        return instead(thing, talk)
    asked = bare(talk.asked[-1])[0]
    if who := reacting(asked):
        return _reaction(asked.replace(who, thing, 1), thing, talk)
    if talk.is_topic or not (there := _with_topic(thing, talk)) or there == thing:
        return instead(thing, talk)
    if thing.split()[-1].casefold() in EVERY_THING_HAS:
        return Standalone(there, thing)
    named_there = " ".join(each.text for each in mentions(there))
    part, same = Standalone(there, thing, about=thing, within=named_there), instead(thing, talk)
    if place_for(thing, talk.questions[-1]):
        return replace(same, otherwise=replace(part, otherwise=same.otherwise))
    return replace(part, otherwise=same)


def _lent(plain: str, talk: Talk) -> str:
    """What the question before lends to one without a verb, with what a "what" was told."""
    bare_word = QUESTION_WORD.fullmatch(plain.rstrip(" ?.!"))
    return borrowed(plain, occasion(talk.questions), reported_object(talk, turns=1) if bare_word else None)
