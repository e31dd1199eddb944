"""A question as it is searched on its own, and the one before asked of another: "What about IBM?", "And third?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.languages.en.common_words import COMMON
from bot.languages.en.pronouns import OF_PERSONS
from bot.languages.en.question_words import AUXILIARIES, QUESTION_WORDS
from bot.languages.en.readers.conversation import ADVERBS, NOBODY_ELSE, OFFICES, ORDINAL
from bot.languages.patterns import capitalised, either
from bot.understand.talk.cutting import Cutting
from bot.understand.talk.office import of_holder
from bot.understand.talk.subjects import RECENT, Talk, stems
from bot.understand.thread.asked_for import setting
from bot.understand.thread.many import bare_plurals
from bot.understand.thread.mentions import NAME, PERSON, PHRASE, mentions
from bot.understand.thread.opening import ABOUT, about_which, bare
from bot.understand.thread.place import (
    MANY,
    OWNER,
    PLACED,
    QUESTION_WORD,
    added,
    content,
    for_pronoun,
    in_brackets,
    large,
    occasion,
    place_for,
    put,
    puts_place_for_place,
    unbracketed,
)

SHORT = 8       # words of a question that may be about what answered before, though it doesn't say so
FEW = 4         # words of a phrase, with its article, that say too little to be meant without what was said before
LAST = 3        # turns back to the article that is asked first: a refusal or two may lie between

_AND_NAME = re.compile(
    rf"(?!{either(capitalised([*QUESTION_WORDS, *AUXILIARIES]))}\b)"
    r"(?=(?:(?:in|at|for|by|with)\s+)?(?:the\s+)?(?:[A-Z]|\d{4})[\w&'’ -]*\W*$)"
)
_ALONE = re.compile(r"(?:(?:in|at|for|from)\s+)?(?-i:[A-Z])[\w&'’-]*(?:\s+(?-i:[A-Z])[\w&'’-]*){0,3}\?", re.IGNORECASE)
_EMPTY = re.compile("")
_SOMEBODY = re.compile(rf"\b{either(OF_PERSONS)}\b", re.IGNORECASE)
_ONE = re.compile(r"\s+ones?$", re.IGNORECASE)
_ORDINAL_ALONE = re.compile(rf"(?={ORDINAL.pattern}\W*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question as it is searched, and the words of it that say what is asked now."""

    text: str
    focus: str
    about: str = ""                          # what its answer must name, where another reading stands behind it
    asks: str = ""                           # what else of it the answer must say something of
    within: str = ""                         # what the article that answers must name as well
    article: str = ""                        # id of the only article that may answer this
    first: Standalone | None = None          # what it means where the archive does answer that
    otherwise: Standalone | None = None      # what it means where the archive doesn't answer this
    rivals: tuple[tuple[str, Standalone], ...] = ()    # what it may mean as well as itself, each by whom it is about

    def as_typed(self, question: str) -> Standalone:
        """The same in the words of the question, where it has no others."""
        if self.text.casefold() != question.casefold():
            return self
        return replace(self, text=question, focus=question if self.focus == self.text else self.focus)


def there_first(meant: Standalone, about: str, talk: Talk, asks: str = "") -> Standalone:
    """The question to the article that answered last, before it is one to the archive."""
    cutting = next(filter(None, reversed(talk.cuttings[-LAST:])), None)
    if not cutting or not cutting.id:
        return meant
    return replace(meant, about=about, asks=asks, article=cutting.id, otherwise=meant)


def another(plain: str, talk: Talk, *, goes_on: bool) -> re.Match[str] | None:
    """What stands before X in "What about X?", and in "X?" behind an "And"; None for any other question.

    A bare name is one too where the question before has a name of that kind: "Tennessee?" after "... in Georgia?".
    """
    if about := ABOUT.match(plain):
        return about
    if goes_on:
        return _AND_NAME.match(plain) or MANY.match(plain) or _ORDINAL_ALONE.match(plain)
    return _EMPTY.match(plain) if _ALONE.fullmatch(plain) and _of_a_kind(plain, talk.questions[-1]) else None


def _of_a_kind(plain: str, before: str) -> bool:
    """Whether a bare name is "in X", or of a kind with a name in the question before that is placed as it may be."""
    if PLACED.match(plain):
        return True
    kinds = {each.kind for each in mentions(f"about {plain}") if each.kind not in (PHRASE, NAME)}
    return any(each.kind in kinds for each in mentions(before))


def instead(topic: str, talk: Talk) -> Standalone:
    """Turn "What about IBM?" after "What did Amazon announce?" into "What did IBM announce?".

    Where the archive has no answer to that, it is a new subject; a place in a place's stead is none, nor "the men's".
    """
    before = talk.questions[-1]
    if ORDINAL.fullmatch(topic):
        return in_order(f"who was {topic.casefold()}", topic, talk)
    name = ADVERBS.sub("", PLACED.sub("", topic, count=1))
    alone = there_first(Standalone(f"What about {name}?", name, about=name), name, talk)
    if _of_somebody_unclear(topic, talk):
        text = in_its_place(topic, bare(talk.asked[-1])[0]).text
    elif place := place_for(topic, before):
        text = put(topic, before, *place)
    elif PLACED.match(topic):
        text = added(topic, before)
    else:
        asked, goes_on = bare(talk.asked[-1])
        again = about_which(asked) or another(asked, talk, goes_on=goes_on)
        text = f"{before.rpartition(': ')[0] or before.rstrip(' ?.!') if again else before.rstrip(' ?.!')}: {topic}?"
    same = OWNER.fullmatch(topic) or puts_place_for_place(topic, before)
    return Standalone(text, text, about=_ONE.sub("", name), asks=before, otherwise=None if same else alone)


def _of_somebody_unclear(topic: str, talk: Talk) -> bool:
    """Whether a name follows a question with a "she" in it that stayed unclear, as what stands in brackets shows."""
    asked = bare(talk.asked[-1])[0]
    unclear = unbracketed(talk.questions[-1]) != talk.questions[-1].strip(" ?.!")
    return unclear and bool(_SOMEBODY.search(asked)) and not PLACED.match(topic) and any(
        each.kind in (PERSON, NAME) for each in mentions(f"about {topic}"))


def in_order(plain: str, ordinal: str, talk: Talk) -> Standalone:
    """"And third?" asks who was third; "who was second" asks it of what somebody won."""
    recent = [unbracketed(occasion([question])) for question in reversed(talk.questions[-RECENT:])]
    about = next(filter(None, map(setting, recent)), None) or recent[0]
    alone = Standalone(in_brackets(plain, about), plain)
    return replace(alone, about=ordinal, asks=about, otherwise=alone)


def in_its_place(name: str, asked: str) -> Standalone:
    """The question with the name for its pronoun."""
    text = large(for_pronoun(name, asked))
    return Standalone(text, text)


def beside_the_refused(plain: Standalone, talk: Talk) -> Standalone:
    """A question behind one that nothing answered: of an article that names what both speak of, where one does."""
    before = unbracketed(talk.questions[-1])
    about, within = _things(plain.text), _things(before)
    if not about or not within or talk.is_topic or of_holder(plain.text):
        return plain
    there = Standalone(in_brackets(plain.text, before), plain.text, about=about, within=within, otherwise=plain)
    return replace(plain, first=there)


def named_in(question: str) -> str:
    """The names of a question that nothing answered: whoever is asked about must be spoken of beside them."""
    return " ".join(each.text for each in mentions(question) if each.kind != PHRASE)


def _things(question: str) -> str:
    """What a question speaks of, and whom."""
    many = (question[start:end] for start, end in bare_plurals(question))
    return " ".join([*(each.text for each in mentions(question)), *many])


def standing_alone(question: str, talk: Talk) -> Standalone:
    """The question as it is; a short one that names nobody is first asked of the article that answered last.

    That must say all of it in one paragraph, or at least speak of what the question takes for known: "the elections".
    """
    plain, back = Standalone(question, question), _answered_last(talk)
    words = content(QUESTION_WORD.sub("", question))
    about = " ".join(word for word in words if word.casefold() not in NOBODY_ELSE)      # "people" may be anybody
    cutting = talk.cuttings[-back] if back else None
    if not about or len(question.split()) > SHORT or any(each.kind != PHRASE for each in mentions(question)):
        return plain
    if not cutting:
        return beside_the_refused(plain, talk)
    there = Standalone(in_brackets(question, talk.questions[-back]), question, about=about, article=cutting.id,
                       otherwise=plain)
    if known := _known_there(question, cutting):
        of_article = replace(there, text=in_brackets(question, cutting.headline), about=known)
        there = replace(there, otherwise=of_article)
    return replace(plain, first=there)


def _known_there(question: str, cutting: Cutting) -> str:
    """What the question takes for known, "the elections", where the article speaks of all that it asks; else empty."""
    spoken_of = stems(f"{cutting.headline}\n{cutting.article}")
    asked = content(ADVERBS.sub("", question.rstrip(" ?.!")))
    if any(not stems(word) <= spoken_of for word in asked if word.casefold() not in COMMON):
        return ""
    for each in mentions(question):
        words = ADVERBS.sub("", each.text.casefold()).split()
        known = each.kind == PHRASE and words[0] == "the" and 1 < len(words) < FEW
        if known and not (OFFICES | COMMON).issuperset(words[1:]) and stems(" ".join(words[1:])) <= spoken_of:
            return " ".join(words[1:])
    return ""


def _answered_last(talk: Talk) -> int:
    """How many turns back an article answered, of those that count; 0 for none."""
    return next((back for back, each in enumerate(reversed(talk.cuttings[-LAST:]), 1) if each and each.id), 0)
