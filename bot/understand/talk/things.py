"""What thing a conversation is about: "it", by the last questions and by what the cuttings call it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.languages.en.readers.conversation import ATTRIBUTES
from bot.languages.en.stop_words import STOP_WORDS
from bot.understand.talk.subjects import RECENT, Subject, Talk, definite
from bot.understand.thread.mentions import PERSON, PHRASE, is_plural, mentions, owned, theirs
from bot.understand.thread.opening import ABOUT
from bot.understand.thread.place import IN_BRACKETS, unbracketed

_ONE_OF_MANY = re.compile(r"(the [a-z]+[a-rt-z]) [a-z]+s")      # of "the bridge repairs" only the bridge is an "it"
_WHAT_DID = re.compile(
    r"^what (?:did|does|do|has|have|had|will|would) .+? (\w{3,}?)(?:e|ed)?\W*$", re.IGNORECASE
)


def only_thing(talk: Talk) -> Subject | None:
    """The one thing that the last question speaks of, "the wall", where it names nobody and nothing else."""
    last = talk.questions[-1]
    spoken_of = mentions(IN_BRACKETS.sub("", last)) or mentions(unbracketed(last))
    only = talk.known(spoken_of[0].text, phrase=True) if len(spoken_of) == 1 and not spoken_of[0].placed else None
    if only and only.asked and (owner := _ONE_OF_MANY.fullmatch(only.name)) and is_plural(only.name):
        return replace(only, name=owner[1], pronouns=set())
    return only if only and only.asked else None


def printed(subject: Subject, talk: Talk) -> str:
    """The subject's name as it stands in a sentence; of "the bridge" the one that the last article prints, if any."""
    last = next(filter(None, reversed(talk.cuttings[-RECENT:])), None)
    if subject.kind != PHRASE or not last or len(subject.words) != 1:
        return subject.shown
    name = last.ending_in(subject.words[0])
    return f"the {name}" if name else subject.shown


def somebodys(talk: Talk) -> str | None:
    """What is called somebody's in the last question that speaks of such a thing, and not of what they are."""
    for question in reversed(talk.questions[-RECENT:]):
        hers = theirs(question)
        thing = owned(question) or (hers[1] if hers else None)
        if thing and thing.casefold().split()[-1] not in ATTRIBUTES:
            return thing
        if ABOUT.match(question):      # a new subject
            return None
    return None


def is_somebodys(talk: Talk) -> bool:
    """Whether what the question before asked about is somebody's, so that "it" is neither they nor their club."""
    thing = somebodys(talk)
    owner = talk.known(re.split(r"['’]s?\s", thing)[0]) if thing else None
    return owner is not None and (owner.kind == PERSON or owner.person or bool(owner.gender))


def reported_object(talk: Talk, turns: int = 2) -> str | None:
    """What "What did she announce?" was told in the last turns: "the two-year ban" behind "announced"; None without."""
    for question, answer in list(zip(talk.questions, talk.answers, strict=True))[-turns:]:
        asked = _WHAT_DID.match(question)
        if asked and asked[1] not in STOP_WORDS:
            for verb in re.finditer(rf"\b{re.escape(asked[1])}\w*\s+(?=(?:an?|the)\s)", answer):
                for phrase in mentions(answer):
                    if phrase.kind == PHRASE and phrase.start == verb.end():
                        return definite(phrase.text)
    return None
