"""Who speaks in a sentence, and whether for or against something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.languages.en.positions import (
    AGAINST,
    AGAINST_BEGINNINGS,
    BACKING,
    BACKING_BEGINNINGS,
    FOR,
    FOR_BEGINNINGS,
    OPPOSING,
    OPPOSING_BEGINNINGS,
)
from bot.languages.en.pronouns import NO_SPEAKERS
from bot.languages.en.proper_names import PARTICLES
from bot.languages.en.titles import TITLES
from bot.languages.en.verbs import POSITION
from bot.languages.patterns import capitalised, either
from bot.understand.answer_form import FormKind

Stance = Literal["for", "against", ""]
STANCES: dict[FormKind, Stance] = {"critics": "against", "supporters": "for"}      # of whom a question may ask for

_SAY = rf"(?:{either(POSITION)}|call(?:ed|s)(?! (?:off|in|up|out|on)))"
_WHO = (
    rf"(?:{either(capitalised(TITLES))}\.? )?"
    rf"[A-Z][\w'’.-]+(?: (?:{either(PARTICLES)} )?[A-Z][\w'’.-]+){{0,3}}"
)
_ROLE = (
    r"(?:(?!(?:to|that|in|at|from|on|by|had|has|was|were|is|would|will|it|he|she|they|and)\b)"
    r"[a-z][\w'’-]*,? ){0,6}?"
)
_BEHIND = re.compile(rf"\b{_SAY},? {_ROLE}(?P<who>{_WHO})")
_AHEAD = re.compile(rf"(?P<who>{_WHO})(?:,[^,.;“\"]{{2,120}},)? (?:also |has |had |have |later )?{_SAY}\b")
_GROUP = re.compile(
    rf"\b(?:the |some |many |most )?(?P<who>[a-z][\w'’-]+(?: [a-z][\w'’-]+)?) (?:also |has |had |have )?{_SAY}\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“](?P<words>[^\"“”]{15,})[\"”]")
_PRONOUN = re.compile(rf"\b(?:he|she|they) {_SAY}\b|\bsaid (?:he|she)\b", re.IGNORECASE)


def _any_of(words: Sequence[str], beginnings: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(beginnings)}\w*|{either(words)})\b", re.IGNORECASE)


_OPPOSES = _any_of(OPPOSING, OPPOSING_BEGINNINGS)
_BACKS = _any_of(BACKING, BACKING_BEGINNINGS)
_AGAINST = _any_of(AGAINST, AGAINST_BEGINNINGS)
_FOR = _any_of(FOR, FOR_BEGINNINGS)


def takes_a_position(sentence: str) -> bool:
    """Whether a sentence reports what somebody holds of something: their own words, or a verb of saying."""
    return bool(_QUOTED.search(sentence)) or bool(speaker(sentence) and stance(sentence))


def speaker(sentence: str) -> str:
    """Who speaks, by last name or as a group, folded; empty where the sentence doesn't say."""
    outside = _QUOTED.sub(" ”, ", sentence)
    for shape in (_BEHIND, _AHEAD, _GROUP):
        for match in shape.finditer(outside):
            name = match["who"].split()[-1].casefold().removesuffix("'s").removesuffix("’s").strip(".")
            if name not in NO_SPEAKERS:
                return name
    return ""


def stance(sentence: str) -> Stance:
    """Whether the words object or approve; empty where they do neither, or both as much."""
    against, in_favour = len(_AGAINST.findall(sentence)), len(_FOR.findall(sentence))
    return "against" if against > in_favour else "for" if in_favour > against else ""


def in_own_words(sentence: str) -> bool:
    """Whether it quotes somebody, by more than a word or two."""
    return bool(_QUOTED.search(sentence))


def by_pronoun(sentence: str) -> bool:
    """Whether it is "he" or "she" who speaks, so that the sentence before says who."""
    return bool(_PRONOUN.search(sentence))


def opposes(sentence: str) -> bool:
    """Whether somebody is plainly against something in it."""
    return bool(_OPPOSES.search(sentence))


def backs(sentence: str) -> bool:
    """Whether somebody is plainly for something in it."""
    return bool(_BACKS.search(sentence))
