"""Keep in mind whom and what a conversation is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.answer import ASKS_BACK
from bot.languages.en.pronouns import OF_PERSONS, PRONOUNS
from bot.languages.en.proper_names import GROUPS, THINGS
from bot.languages.en.question_words import AUXILIARIES, QUESTION_WORDS
from bot.languages.en.readers.conversation import POINTS_OF_PLACES
from bot.languages.patterns import either
from bot.understand.grammar.memory import forgettable
from bot.understand.talk.as_known import in_full
from bot.understand.talk.cutting import Cutting, quoted
from bot.understand.talk.sought import LONGEST_NAME, seek
from bot.understand.thread.asked_for import bare_noun, called_so, defined
from bot.understand.thread.correction import correction
from bot.understand.thread.many import asked_for, asked_next, counted, spoken_of
from bot.understand.thread.mentions import (
    GROUP,
    NAME,
    PAIR,
    PERSON,
    PHRASE,
    PLACE,
    WORK,
    Mention,
    extended,
    mentions,
    theirs,
    words_of,
)
from bot.understand.thread.opening import ABOUT

ASKED, ANSWERED = 3.0, 1.0       # what a name weighs that a question or an answer says
ANSWERS_WHO = 2.0                # what a man or a woman weighs in the answer to "who"
IN_HEADLINE = 0.6                # in the headline of the article that answers
AMONG_OTHERS = 0.25              # of what it weighs, for a name behind the first person that the quotation names
IN_PASSING = 0.3                 # of that, for a phrase, and for a name said again in the same breath
FADES = 0.6                      # of the weight that is left a turn later
READ = 600              # characters of a question and of an answer that are read
MOST = 40                # mentions of each that are noted
RECENT = 3               # turns that a question leans on which says too little by itself
KEPT = 80                # subjects kept in mind from turn to turn
TOPIC_WORDS = 6          # a first message of no more words, without a question in it, names a topic

_WHERE = re.compile(
    r"\bwhere\b|\b(?:what|which) (?:city|country|town|state|place|college|university|school|team)\b", re.IGNORECASE
)
_OF_PERSONS = re.compile(rf"\b{either(OF_PERSONS)}\b", re.IGNORECASE)
_SORTS = {sort: re.compile(rf"\b{either(PRONOUNS[sort])}\b", re.IGNORECASE) for sort in ("he", "she")}
_WHO = re.compile(r"\bwho\b", re.IGNORECASE)
_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_AN = re.compile(r"^(?:an?|this|that)\s", re.IGNORECASE)
_ENDING = re.compile(r"(?:ies|es|ed|ing|[sye])$")
_ASKS = re.compile(
    rf"^(?:{either([*QUESTION_WORDS, *AUXILIARIES])}|tell|name|give|and|but|so)\b", re.IGNORECASE
)
_KINDS = GROUPS | THINGS
_GROUP_HINT = re.compile(r"band|group|team|company|duo", re.IGNORECASE)
_WORK_HINT = re.compile(r"album|song|film|novel|book|series|game|play|musical", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+\([^()]*\)")


@dataclass(slots=True)
class Subject:
    """Somebody or something that was named."""

    name: str            # the fullest form that was used
    kind: str
    gender: str          # "m", "f", or "" while nothing tells
    weight: float = 0.0  # how much it is on the conversation's mind
    turn: int = 0        # when it was last named or meant
    asked: bool = False  # in a question, not only in an answer
    placed: bool = False  # only ever behind "in", "at" and the like
    acts: bool = False   # did something in an answer
    person: bool = False  # an article shows that it is one
    times: int = 1
    pronouns: set[str] = field(default_factory=set)   # "it" and "they", once it was meant by them

    the: bool = False
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.called(self.name)

    def called(self, name: str) -> None:
        """Give it a fuller name."""
        self.name, self.words = name, words_of(name)

    @property
    def shown(self) -> str:
        """Its name as it stands in a sentence."""
        if self.kind == PHRASE:
            return definite(self.name)
        return f"the {self.name}" if self.the and self.kind != PERSON else self.name


class Talk:
    """What was said so far, oldest first."""

    def __init__(self) -> None:
        self.subjects: list[Subject] = []
        self.questions: list[str] = []    # as they stand alone
        self.asked: list[str] = []        # as they were asked
        self.answers: list[str] = []      # of an answer only the sentence that answered
        self.cuttings: list[Cutting | None] = []
        self.is_topic = False             # the last message only named a topic
        self.asks_back = False            # the last answer asked which of two was meant
        self.turn = 0
        # Whom and what the last question asked for, by name or by what they are; "" while nobody has named them.
        self.person: Subject | str | None = None
        self.thing: Subject | str | None = None
        self.role: str | None = None      # whom the last question called by what they are, whoever answered it
        self.asked_for = ""               # the question that did

    def mentioned(self, word: str) -> bool:
        """Whether a word was said in the last turns, in this form or nearly."""
        recent = [*self.questions[-RECENT:], *self.answers[-RECENT:]]
        return any(_stem(word.casefold()) in stems(text) for text in recent)

    def hear(self, question: str, standalone: str, answer: str, cutting: Cutting | None = None) -> None:
        """Remember a question, as it was asked and as it stands alone, and what answered it, with its `cutting`."""
        self.turn += 1
        for subject in self.subjects:
            subject.weight *= FADES * (FADES if ABOUT.match(standalone) else 1.0)      # the talk turned to another
        self.is_topic = names_a_topic(question)
        self.asks_back = answer.startswith(ASKS_BACK)
        if self.is_topic:
            self._topic(question.strip(" ."))
        else:
            for mention in in_full(mentions(standalone[:READ])[:MOST], cutting):
                self._add(mention, ASKED * (AMONG_OTHERS if mention.owner else 1.0), asked=True)
        answered = (cutting.lead if cutting else quoted(answer))[:READ]
        asks_who, because = bool(_WHO.search(question)), bool(_WHY.search(question))
        first = True
        answers = in_full(mentions(answered)[:MOST], cutting)
        for mention in answers:
            foremost = first or not cutting or cutting.speaks(mention.text)
            answers_who = asks_who and mention.kind == PERSON and bool(mention.gender or (cutting and foremost))
            weight = ANSWERS_WHO if answers_who else ANSWERED
            cause = because and not mention.acts and mention.kind != PERSON
            weight *= 1.0 if foremost and not (mention.beside or cause) else AMONG_OTHERS
            self._add(_as_asked_for(mention, question), weight, asked=False)
            first &= mention.kind != PERSON
        self._gender(question)
        self._meant_before(question, standalone)
        self._many(question, standalone, answered)
        self._things(question, standalone, answered)
        seek(self, question, standalone, answers, cutting or Cutting(answered, "", answered))
        self.subjects = sorted(self.subjects, key=lambda subject: -subject.weight)[:KEPT]
        if cutting:
            there = [each for each in mentions(f"about {cutting.headline}")[:MOST] if each.text in cutting.article]
            for mention in in_full(there, cutting):
                if mention.kind != PHRASE and " " in mention.text:      # else it may be any word that opens a headline
                    self._add(mention, IN_HEADLINE, asked=False)
        self.asked.append(question)
        self.questions.append(standalone)
        self.answers.append(answered)
        self.cuttings.append(cutting)

    def _gender(self, question: str) -> None:
        """Remember whether the one whom a question names is he or she, where it says so: "Ines Vale and her dog"."""
        people = [each for each in mentions(question[:READ]) if each.kind in (PERSON, NAME) and not each.placed]
        pronoun = _OF_PERSONS.search(question, people[0].end) if len(people) == 1 else None
        subject = self.known(people[0].text) if pronoun else None
        if pronoun and subject and subject.kind == PERSON and not subject.gender:
            self.mean(subject, "he" if pronoun.group().casefold() in PRONOUNS["he"] else "she")

    def _meant_before(self, question: str, standalone: str) -> None:
        """Remember whom a "he" or a "she" of the question was taken for, the one name that stands for it now."""
        sorts = [sort for sort, says in _SORTS.items() if says.search(question) and not says.search(standalone)]
        people = (each for each in mentions(standalone[:READ]) if each.kind in (PERSON, NAME))
        new = [each for each in people if each.text not in question]
        subject = self.known(new[0].text) if len(new) == len(sorts) == 1 else None
        if subject and not subject.gender:
            self.mean(subject, sorts[0])

    def _many(self, question: str, standalone: str, answered: str) -> None:
        """Remember of whom it was spoken as of many, in the question as it was asked before as it stands alone."""
        weighed = [
            *((nouns, 2 * ASKED / IN_PASSING, True) for nouns in asked_next(question)),
            *((nouns, ASKED / IN_PASSING, True) for nouns in asked_for(question)),
            *((nouns, ASKED if nouns.islower() else ASKED / IN_PASSING, True)      # "the Oregon ranchers" beside Oregon
              for nouns in spoken_of(standalone[:READ])),
            *((nouns, ANSWERED / IN_PASSING, False) for nouns in counted(answered)[:1]),
        ]
        for nouns, weight, asked in weighed:
            self._add(Mention(nouns, 0, 0, PHRASE, ""), weight, asked=asked)

    def _things(self, question: str, standalone: str, answered: str) -> None:
        """Remember the things that names in the question only say which of, and what it asks to be explained."""
        for phrase in extended(standalone[:READ]):
            if not called_so(phrase):
                self._add(Mention(phrase, 0, 0, PHRASE, ""), ASKED / IN_PASSING, asked=True)
        hers = theirs(standalone[:READ])
        if hers and (named := self.known(hers[0], phrase=True)):
            named.called(hers[1])
        if (thing := bare_noun(standalone)) and not self.known(thing):
            self._add(Mention(thing, 0, 0, NAME, ""), ASKED, asked=True)
            self.subjects[-1].pronouns.add("it")
        explained = defined(question) or defined(standalone)
        if explained and (" " in explained[0] or stems(explained[0]) <= stems(answered)):
            self._add(Mention(explained[0], 0, 0, NAME, "", the=explained[1]), ASKED, asked=True)

    def only(self, number: int) -> Talk:
        """The talk as if nothing but that question had been asked."""
        talk = Talk()
        talk.hear(self.asked[number], self.questions[number], self.answers[number], self.cuttings[number])
        return talk

    def asked_about(self, what: str) -> int | None:
        """The number of the last question that names what is meant, else of the last answer; None for none."""
        wanted = {_stem(word) for word in words_of(what)}
        for texts in (self.questions, self.answers):
            for number in range(self.turn - 1, -1, -1):
                if wanted <= stems(texts[number]):
                    return number
        return None

    def topic(self) -> Subject | None:
        """What the questions are about: the name in them that is most on the mind; a place is where somebody was."""
        named = [
            subject
            for subject in self.subjects
            if subject.asked and not subject.placed and subject.kind not in (PHRASE, PAIR)
            and subject.turn > self.turn - RECENT
        ]
        last = self.questions[-1] if self.questions else ""
        people = any((subject.person or subject.gender) and subject.name in last for subject in named)
        return max(named, key=lambda subject: (
            not (people and subject.kind == PLACE), self._typed(subject), subject.weight), default=None)

    def _typed(self, subject: Subject) -> bool:
        """Whether the reader said the name, who else only went on about whom an answer named."""
        return any(subject.words[-1] in question.casefold() for question in self.asked)

    def known(self, name: str, *, phrase: bool | None = None) -> Subject | None:
        """The subject that a name, or a part of one, stands for; `phrase` is whether it must be one or none."""
        words = words_of(name)
        fitting = [subject for subject in self.subjects if subject.kind != PAIR and _same(subject.words, words)
                   and phrase in (None, subject.kind == PHRASE)]
        return max(fitting, key=lambda subject: (subject.kind != PHRASE, subject.weight), default=None)

    def mean(self, subject: Subject, pronoun: str) -> None:
        """Remember that a pronoun meant this subject, and what that tells about it."""
        subject.pronouns.add(pronoun)
        subject.gender = {"he": "m", "she": "f"}.get(pronoun, subject.gender)

    def _pair(self, name: str) -> Subject | None:
        return next((subject for subject in self.subjects if subject.name == name), None)

    def _topic(self, text: str) -> None:
        name = _IN_BRACKETS.sub("", text) or text
        found = [each for each in mentions(f"about {name}") if each.kind != PHRASE]
        first = found[0] if found else None
        kind = first.kind if first and len(first.text) > len(name) / 2 else NAME
        if "(" in text:
            hint = text[text.index("(") :]
            kind = GROUP if _GROUP_HINT.search(hint) else WORK if _WORK_HINT.search(hint) else kind
        known = first.gender if first and kind in (PERSON, NAME) else ""
        self._add(Mention(name, 0, 0, kind, known, False), ASKED, asked=True)

    def _add(self, mention: Mention, weight: float, *, asked: bool) -> None:
        if mention.kind == PHRASE:
            weight *= IN_PASSING
        phrase = mention.kind == PHRASE
        subject = self._pair(mention.text) if mention.kind == PAIR else self.known(mention.text, phrase=phrase)
        if subject is None:
            subject = Subject(mention.text, mention.kind, mention.gender, placed=mention.placed)
            self.subjects.append(subject)
        elif phrase and subject.words[-1:] != words_of(mention.text)[-1:]:
            pass        # "the cold moon marks" has a word too many
        elif subject.placed and words_of(mention.text)[0] in POINTS_OF_PLACES:
            pass        # East London is only a part of it
        elif len(subject.name) < len(mention.text) and len(mention.text.split()) <= LONGEST_NAME:
            subject.called(mention.text)
            if mention.kind not in (NAME, PHRASE):
                subject.kind = mention.kind
        if subject.kind == NAME and mention.kind == PLACE and mention.placed and not subject.gender:
            subject.kind = PLACE
        if subject.turn == self.turn:
            weight *= IN_PASSING
        subject.weight += weight
        subject.turn = self.turn
        subject.times += 1
        subject.asked |= asked
        subject.placed &= mention.placed or mention.beside
        subject.acts |= mention.acts
        subject.the |= mention.the
        subject.person |= mention.person
        subject.gender = subject.gender or mention.gender


def definite(phrase: str) -> str:
    """A phrase once it has been named: "a two-year ban" is the two-year ban."""
    return _AN.sub("the ", phrase)


def _as_asked_for(mention: Mention, question: str) -> Mention:
    """What answers "where" is a place, what answers "who" is a person, when nothing else tells."""
    if mention.kind in (PERSON, NAME) and mention.start < 30 and not mention.gender and not mention.acts:
        if _WHERE.search(question):
            return replace(mention, kind=PLACE)
        if _WHO.search(question) and mention.kind == NAME:
            return replace(mention, kind=PERSON)
    return mention


@forgettable
@lru_cache(maxsize=128)
def stems(text: str) -> frozenset[str]:
    """The words of a text without the endings of plurals and tenses."""
    return frozenset(_stem(each) for each in _WORD.findall(text.casefold()))


def _stem(word: str) -> str:
    """The word without the endings of plurals and tenses: enough to know it again."""
    word = word.removesuffix("'s").removesuffix("’s")
    return _ENDING.sub("", word) if len(word) > 4 else word


def names_a_topic(message: str) -> bool:
    """Whether a message is nothing but the name of a topic: "Lido reopening"."""
    words = message.split()
    return (
        0 < len(words) <= TOPIC_WORDS
        and "?" not in message
        and not _ASKS.match(message)
        and words[0][0].isupper()
        and correction(message) is None
    )


def _same(one: list[str], other: list[str]) -> bool:
    """Whether two names, in words, stand for the same: one is the beginning or the end of the other."""
    if not one or not other:
        return False
    if one[0] != other[0] and one[-1] != other[-1]:
        return False
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < len(long) and long[-1] != short[-1] and long[-1] in _KINDS:      # Wilson is no High School
        return False
    return long[: len(short)] == short or long[-len(short) :] == short
