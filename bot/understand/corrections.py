"""Ask the question before again of whom a correction means: "No, I meant X", "not her, him", "the other one"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.languages.en.pronouns import POINTING, PRONOUNS
from bot.languages.patterns import either
from bot.understand.standalone import Standalone, in_its_place, instead
from bot.understand.talk.as_known import in_full
from bot.understand.talk.coreference import resolve
from bot.understand.talk.subjects import MOST, Subject, Talk
from bot.understand.thread.asked_for import asks_who, called_so
from bot.understand.thread.correction import THE_OTHER_ONE, correction, the_other
from bot.understand.thread.mentions import GROUP, NAME, PERSON, PHRASE, mentions
from bot.understand.thread.opening import bare
from bot.understand.thread.place import AUXILIARY, PLACED, QUESTION_WORD, large, place_for, somebody, unbracketed

READ = 3_000      # characters of the article that are looked through for him or her
_POINTS = re.compile(rf"\b{either(POINTING)}\b", re.IGNORECASE)


def corrected(question: str, talk: Talk) -> Standalone | None:
    """What "No, I meant X" and "No, the other one" ask: the question before, about X; None where nothing is meant."""
    meant = correction(question)
    if meant is None:
        return None
    if QUESTION_WORD.match(meant) or AUXILIARY.match(meant):
        return Standalone(f"{large(meant)}?", meant)
    if him := _POINTS.fullmatch(meant):
        return _not_her(him.group(), talk)
    if not the_other(meant):
        return _for_another(resolve(f"about {meant}", talk).removeprefix("about "), talk)
    taken = frozenset(subject.name for subject in talk.subjects if subject.name in talk.questions[-1])
    return _with_others(talk.asked[-1], talk, taken)


def _for_another(name: str, talk: Talk) -> Standalone:
    """The question before about the name; nothing else is meant where it takes a name's place, or a pronoun's."""
    asked = bare(talk.asked[-1])[0]
    if _POINTS.search(asked) and unbracketed(talk.questions[-1]) != talk.questions[-1].strip(" ?.!"):
        return in_its_place(name, asked)
    if asks_who(asked) and called_so(name) and not somebody(mentions(talk.questions[-1])):
        return Standalone(f"Who is {name}?", name)
    again = instead(name, talk)
    start, _ = place_for(name, talk.questions[-1]) or (-1, -1)
    names = [each.start for each in mentions(talk.questions[-1]) if each.kind != PHRASE]
    return replace(again, otherwise=None) if start in names or PLACED.match(name) else again


def with_the_other(question: str, talk: Talk) -> str:
    """The question with a name for "the other one", whoever was named beside the last one; else as it stands."""
    one = None if QUESTION_WORD.match(question) else THE_OTHER_ONE.search(question)      # "Who is the other one?"
    other = _other(talk) if one else None
    return f"{question[: one.start()]}{other.shown}{question[one.end() :]}" if one and other else question


def _not_her(pronoun: str, talk: Talk) -> Standalone:
    """The question before about whom the pronoun means, in the place of its own pronoun or name."""
    name = resolve(pronoun, talk)
    asked = bare(talk.asked[-1])[0]
    if name == pronoun:
        name = _in_the_article(pronoun, talk) or name
    if name == pronoun or not _POINTS.search(asked):
        return instead(name, talk)
    return in_its_place(name, asked)


def _in_the_article(pronoun: str, talk: Talk) -> str | None:
    """The first man or woman, as the pronoun says, whom the article that answered names; None for nobody."""
    cutting = talk.cuttings[-1]
    sex = next((sex for sex, sort in (("m", "he"), ("f", "she")) if pronoun.casefold() in PRONOUNS[sort]), None)
    people = in_full(mentions(cutting.article[:READ])[:MOST], cutting) if cutting and sex else ()
    return next((each.text for each in people if each.gender == sex and each.kind == PERSON), None)


def _with_others(question: str, talk: Talk, taken: frozenset[str]) -> Standalone:
    """The question again, with another name for its pronoun, else for its own; as it was where there is none."""
    plain, before = bare(question)[0], talk.questions[-1]
    resolved = resolve(plain, talk, taken) if before != question else plain
    if _POINTS.search(plain) and resolved != plain:
        return Standalone(large(resolved), plain)
    other = _other(talk)
    return replace(instead(other.shown, talk), otherwise=None) if other else Standalone(before, plain)


def _other(talk: Talk) -> Subject | None:
    """Who is of the kind of the one whom the last question names, and was named beside them by the last answers."""
    before = talk.questions[-1]
    named = [each for each in talk.subjects if each.kind in (PERSON, GROUP, NAME) and each.name in before
             and not each.placed]
    if len(named) != 1:
        return None
    others = [each for each in talk.subjects if each.kind == named[0].kind and each.name not in before
              and not each.placed and each.turn >= talk.turn - 1]
    known = _is_somebody(named[0])
    return max(others, key=lambda each: (_is_somebody(each) or not known, each.weight), default=None)


def _is_somebody(subject: Subject) -> bool:
    """Whether something shows that it is a person."""
    return subject.person or bool(subject.gender)
