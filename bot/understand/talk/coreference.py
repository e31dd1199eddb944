"""Say whom and what the pronouns of a question mean, and its definite phrases: "the surgeon", "the firm"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.languages.en.common_words import COMMON
from bot.languages.en.pronouns import PRONOUNS, REFLEXIVES
from bot.languages.en.question_words import AUXILIARIES, QUESTION_WORDS
from bot.languages.en.readers.conversation import ACT_TOGETHER, ANY_BODY, OFFICES, RANKS
from bot.languages.en.verbs import SAYING_THAT
from bot.languages.patterns import either
from bot.understand.talk.subjects import ANSWERED, RECENT, Subject, Talk
from bot.understand.talk.things import is_somebodys, only_thing, printed, reported_object, somebodys
from bot.understand.thread.asked_for import called_so, kin_gender
from bot.understand.thread.many import are_people, asks_for_many, speaks_of_many
from bot.understand.thread.mentions import (
    GROUP,
    NAME,
    PAIR,
    PERSON,
    PHRASE,
    PLACE,
    WORK,
    Mention,
    is_plural,
    mentions,
)
from bot.understand.thread.place import GIVEN, owns

# How well a pronoun fits what was named, as a factor of how much it is on the conversation's mind. Set by hand on the
# development half of CANARD; `ENOUGH` is what must be left, else nothing is put in the pronoun's place.
FITS = {
    "he": {PERSON: 1.0, NAME: 0.6},
    "she": {PERSON: 1.0, NAME: 0.6},
    "they": {PAIR: 1.2, GROUP: 1.0, NAME: 0.7, PERSON: 0.5, PHRASE: 0.8},
    "it": {WORK: 1.2, NAME: 0.8, GROUP: 0.8, PHRASE: 2.5, PLACE: 0.2},
}
ENOUGH = 0.6
NAMED_LAST = 2.5    # for whom the last question names
LIKELIER, LESS_LIKELY = 1.5, 0.5    # for each sign that speaks for or against

_PRONOUNS = {sort: re.compile(rf"\b{either(words)}\b", re.IGNORECASE) for sort, words in PRONOUNS.items()}
_AUXILIARY = either(AUXILIARIES)
# "How long did it take?" asks about what happened, "Is it true that" about nothing that has a name.
EVENT = re.compile(
    r"\bit\s+(?:take|took|last|lasted|cost|happen|happened|start|started|begin|began|end|ended|lead|led|matter)\b",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(
    r"\b(?:is|was) (?P<empty>it) to\b|\b(?:does|did|will|would) it (?:cost|take) to\b|"
    r"\bhow (?:warm|hot|cold|wet|windy) (?:is|was) it (?:on|in|at|that)\b|"
    r"\b(?:spend|spent|pay|paid|repay|repaid) it\b|"
    r"\b(?:does|did|do) it (?:say|state|mention|tell|talk|give|list)\b|\b(?:is|was) it (?:true|that|possible)\b",
    re.IGNORECASE,
)
# What is done to "it", or how old it is, is said of what somebody has rather than of somebody.
_UNDERGOES = re.compile(
    r"\b(?:is|was) it (?:\w+ly |first )?(?:\w+ed|built|made|sold|written|known|given|taken|found|shown)\b|"
    r"\bit (?:be \w+ed|come out|open|take effect)\b|"
    r"\bhow (?:old|big|long|high|large|fast|heavy|much|many \w+) (?:is|was) it\b|"
    r"['’]s it worth\b|\b(?:is|was) it worth\b|"
    r"\bwas it to \w+ it\b",
    re.IGNORECASE,
)
_UNDERGO = re.compile(      # what "they" may be that are no people
    r"\bthem\b|\b(?:are|were) they\b(?!\s+\w+ing\b)|\bthey (?:have |had )?"
    r"(?:be \w|been \w|cost|open|start|begin|began|begun|end|last|come|came|look)",
    re.IGNORECASE,
)
_ARE_DONE_TO = re.compile(r"\b(?:are|were) they \w+ed\b", re.IGNORECASE)
SENTENCE = re.compile(
    r"[\w\"”’)][.?!]+[\"”’]?\s+(?=[\"“‘]?[A-Z])(?<!\b[A-Z]\.\s)(?<!\b(?:Mr|Ms|Dr|St|Jr|vs)\.\s)(?<!\bMrs\.\s)"
)
_SUBJECT = re.compile(
    rf"^(?:who(?!\s+{_AUXILIARY}\b|['’](?:s|re|d|ll)\b)|(?:which|what)\s+(?!{_AUXILIARY}\b)[\w'’-]+|"
    rf"how many\s+(?!{_AUXILIARY}\b)[\w'’-]+)\b"
    rf"(?!.*\b(?:do|does|did)\b)(?!(?:\s+[\w'’-]+){{0,2}}\s+(?:{_AUXILIARY})\s*$)",
    re.IGNORECASE,
)
# "Who leads the inquiry and when does she report?": whom the first part asks for.
_LATER_PART = re.compile(rf"(?:\band|[,;?])\s+(?:{either(QUESTION_WORDS)})\b[^,;?]*$", re.IGNORECASE)
_SUBJECT_ASKED = re.compile(r"^\W*who(?:['’]s|\s)", re.IGNORECASE)
_ASKS_WHO = re.compile(r"^\W*who(?:['’]s|['’]re|\s+(?:is|was|are|were|will be|became))\s+$", re.IGNORECASE)
_CLAUSE = re.compile(
    r",|\b(?:that|when|while|after|before|whether|if|which|who|because|since|as|until|unless|for|to|over|concerns)\b",
    re.IGNORECASE,
)
_FRONTED = re.compile(rf"^\W*(?:whose|which|what)\s+[\w'’ -]+?\s(?:{_AUXILIARY})\s+$", re.IGNORECASE)
_TO_WHOM = re.compile(r"\b(?:for|over|over from|to)\s+$", re.IGNORECASE)      # "Who voted for her?" has one clause
_OPENS_WITH_THING = re.compile(r"(?:the|a|an|this|these|two|three|several)\s+\w", re.IGNORECASE)
_SAYS = re.compile(rf"\b{either(SAYING_THAT)}\s+$", re.IGNORECASE)
_DO = re.compile(r"\b(?:do|does|did)\b", re.IGNORECASE)
_AHEAD = re.compile(r"(?:in|after|before|during|with|for|on|at|despite|following)\s+$", re.IGNORECASE)
_IT_DOES = re.compile(
    r"it(?:['’]s|['’]ll|\s+(?:will|would|can|could|has|had|is|was|plans|may|might|should))\b", re.IGNORECASE
)
_ONE_THING = re.compile(r"(?:the|a|an|this|that)\s", re.IGNORECASE)
_THIS_PLACE = re.compile(
    r"\b(?:this|that) (?:town|city|village|place|country|state|county|region|island)\b(?! [A-Z])", re.IGNORECASE
)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bfrom )(?<!\bout )(?<!\bover )\bthere\b"
    r"(?=\W*$|\s+(?:now|today|then|too|before|first)\b)", re.IGNORECASE
)
_THIS_ONE = {
    WORK: re.compile(
        r"\b(?:this|that) (album|song|single|film|movie|book|novel|play|show|series|record|story)\b(?! [A-Z])",
        re.IGNORECASE,
    ),
    GROUP: re.compile(
        r"\b(?:this|that) (company|band|team|club|firm|university|council|party|group|agency)\b(?! [A-Z])",
        re.IGNORECASE,
    ),
}


def resolve(text: str, talk: Talk, without: frozenset[str] = frozenset()) -> str:
    """The text with names for its pronouns, as far as they are clear, and full names for short ones.

    `without` are names that no pronoun in it means.
    """
    places: list[tuple[int, int, str]] = []
    others: frozenset[str] = frozenset()      # "Why did he pardon them?" speaks of two
    for sort, pronoun in pointing(text):
        happens = sort == "it" and bool(EVENT.search(text))
        undergoes = happens or (sort == "it" and (_UNDERGOES.search(text) or is_somebodys(talk)))
        if undergoes and (thing := somebodys(talk) or reported_object(talk)):
            places.append((*pronoun.span(), _in_place(pronoun, thing)))
            continue
        asked = asked_for(sort, talk, text)
        if isinstance(asked, str) and not without and not (places and asked and asked == talk.role):
            places += [(*pronoun.span(), _in_place(pronoun, asked))] if asked else []
            continue
        only = only_thing(talk) if sort == "it" and asked is None else None
        as_what = "them" if sort == "they" and _UNDERGO.search(text) else sort
        subject = only if only and fit("it", only) else None if happens else meant(as_what, talk, without | others)
        if sort == "they" and (family := _family(subject, talk)):
            places.append((*pronoun.span(), _in_place(pronoun, family)))
            continue
        if subject is None or subject.name.casefold() in text.casefold():
            continue
        others |= {subject.name}
        talk.mean(subject, sort)
        places.append((*pronoun.span(), _in_place(pronoun, printed(subject, talk))))
    for start, end, name in sorted(places, reverse=True):
        text = text[:start] + name + text[end:]
    return _which_one(_in_full(text, talk), talk)


def _family(subject: Subject | None, talk: Talk) -> str | None:
    """Those of one name whom the latest articles speak of, "the Vales", where a "they" could else mean only one."""
    if subject and (subject.kind not in (NAME, PERSON) or is_plural(subject.name)):
        return None
    people = [each.name.split()[-1] for each in talk.subjects if each.kind == PERSON]
    for cutting in reversed(talk.cuttings[-RECENT:]):
        for name in people if cutting else ():
            if cutting and (found := re.search(rf"\b[Tt]he ({re.escape(name)}e?s)\b(?!['’]| [A-Z])", cutting.article)):
                return f"the {found[1]}"
    return None


def speaks_of_somebody(text: str) -> bool:
    """Whether it has a "he" or a "she" in it."""
    return any(_PRONOUNS[sort].search(text) for sort in ("he", "she"))


def pointing(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The first pronoun of each sort, with its sort, that doesn't mean something in the question itself."""
    found = mentions(text)
    for sort, pattern in _PRONOUNS.items():
        match = pattern.search(text)
        empty = _EMPTY_IT.search(text) if sort == "it" else None
        if empty:
            match = pattern.search(text, empty.end()) if empty["empty"] else None
        if match and not _inside(sort, match, found):
            yield sort, match


def asked_for(sort: str, talk: Talk, text: str = "") -> Subject | str | None:
    """Whom or what the talk asks for, where a pronoun of that sort, in that text, can mean it."""
    asked = talk.person if sort in ("he", "she") else talk.thing if sort == "it" else None
    other = "f" if sort == "he" else "m"
    many = sort == "they" and asks_for_many(talk.asked[-1]) and not any(
        each.kind in (GROUP, NAME) and not each.asked and each.turn == talk.turn and each.weight >= ANSWERED
        for each in talk.subjects)
    they_are = many or (sort == "they" and talk.person == "" and talk.asked_for == talk.questions[-1])
    asked_now = [each for each in talk.subjects if each.asked and each.turn == talk.turn]
    they_are &= not any(fit("they", each) and not (many and each.kind == PERSON) for each in asked_now)
    if they_are and (many or _ARE_DONE_TO.search(text) or not _UNDERGO.search(text)):
        return ""       # "Who complained?", "Were they heard?"
    if isinstance(asked, str) and sort != "it" and kin_gender(asked) == other:
        return None
    if sort == "it" or not isinstance(asked, Subject) or asked.gender != other:
        return asked
    return None if any(each.asked and fit(sort, each) > 0 for each in talk.subjects) else talk.role


def meant(sort: str, talk: Talk, without: frozenset[str] = frozenset()) -> Subject | None:
    """Whom or what a pronoun stands for: who was asked for, else the subject that fits best and is most on the mind."""
    asked = asked_for(sort, talk)
    if isinstance(asked, Subject) and asked.name not in without:
        return asked
    fitting = [(_weighed(sort, each, talk), each) for each in talk.subjects if each.name not in without]
    weight, best = max(fitting, key=lambda pair: pair[0], default=(0.0, None))
    return best if weight >= ENOUGH else None


def _weighed(sort: str, subject: Subject, talk: Talk) -> float:
    """How likely a pronoun means a subject: the more so, of people, where the last question was typed with the name."""
    typed = sort in ("he", "she") and not talk.is_topic and subject.name in talk.asked[-1]
    return fit(sort, subject) * subject.weight * (NAMED_LAST if typed else 1.0)


def fit(sort: str, subject: Subject) -> float:
    """How well a pronoun fits a subject: a factor of its weight, 0 when it can't be; "them" may be things."""
    unshown = sort == "it" and subject.kind == PERSON and not (subject.person or subject.gender)
    known_as = "they" if sort == "them" else sort
    fits = FITS[known_as].get(NAME if unshown else subject.kind, 0.0)
    factor = fits * (LIKELIER if known_as in subject.pronouns else 1.0)
    if sort in ("he", "she"):
        return factor * _like_a_person(subject, "f" if sort == "he" else "m")
    if known_as == "they":
        things = sort == "them" and is_plural(subject.name)
        acts = subject.asked and (things or subject.words[-1] in ACT_TOGETHER)
        acts = acts or are_people(subject.name)
        if subject.kind == PHRASE and not acts:
            return 0.0
        many = LIKELIER if is_plural(subject.name) else LESS_LIKELY if sort == "them" and subject.kind == NAME else 1.0
        if subject.kind == PERSON and subject.person:
            return 0.0
        one = subject.pronouns & {"he", "she"} or (sort == "them" and subject.gender)
        return factor * many * (LESS_LIKELY if one else 1.0)
    return factor * _like_a_thing(subject)


def _like_a_person(subject: Subject, other: str) -> float:
    if subject.the and not (subject.gender or subject.person):
        return 0.0
    if subject.gender == other or (subject.kind == NAME and subject.placed) or any(map(str.isdigit, subject.name)):
        return 0.0
    if (subject.name.isupper() and len(subject.name) > 1) or "it" in subject.pronouns:      # an abbreviation, a thing
        return 0.0
    signs = (LIKELIER if subject.gender else 1.0) * (LIKELIER if subject.acts else 1.0)
    if signs > 1.0 or subject.person or (subject.asked and len(subject.words) == 1):
        return signs
    return LESS_LIKELY if subject.kind == PERSON else 0.0


def _like_a_thing(subject: Subject) -> float:
    if subject.pronouns & {"he", "she"} or (subject.kind == PHRASE and not _says_which(subject)):
        return 0.0
    where = LESS_LIKELY if subject.placed and subject.kind != GROUP else 1.0
    return where * (LESS_LIKELY if subject.acts else 1.0)


def _says_which(phrase: Subject) -> bool:
    """Whether a phrase names one thing, and more than "the thing"."""
    last = phrase.words[-1]
    if not phrase.asked or not _ONE_THING.match(phrase.name) or is_plural(phrase.name):
        return False
    if called_so(phrase.name):
        return False
    return len(phrase.words) > 1 or last not in COMMON


def _inside(sort: str, pronoun: re.Match[str], found: Sequence[Mention]) -> bool:
    """Whether a pronoun means something that the question itself names: "Which airline says it will weigh them?"."""
    before = pronoun.string[: pronoun.start()]
    if pronoun.group().casefold() in REFLEXIVES:
        return True
    if _LATER_PART.search(before) and (_SUBJECT_ASKED.match(before) or _names_somebody(sort, before, found)):
        return True
    if SENTENCE.search(before) or _OPENS_WITH_THING.match(before):
        return True
    if _SAYS.search(before) and not _DO.search(before):
        return True
    if _AHEAD.match(before):
        return any(each.kind in (PERSON, NAME, GROUP) for each in found if each.start > pronoun.end())
    kinds = (PERSON, NAME) if sort in ("he", "she") else (GROUP, NAME, PLACE, WORK, PAIR)
    fronted = _FRONTED.search(before)      # "Whose Nobel did she give back?"
    named = [each.end for each in found if each.end <= (fronted.start() if fronted else len(before))
             and each.kind in kinds]
    if sort in ("he", "she") and GIVEN.match(before):
        return False
    if subject := _SUBJECT.match(before):
        named.append(subject.end())
    if sort == "they" and speaks_of_many(before):
        return True
    ahead = _TO_WHOM.sub("", before) if sort in ("he", "she") else before
    clauses = [each.start() for each in _CLAUSE.finditer(ahead)]
    if not named:
        things = [each.end for each in found if each.end <= len(before) and each.kind == PHRASE]
        return sort in ("it", "they") and (_is_between(things, clauses) or bool(things and owns(pronoun)))
    if pronoun.group().casefold() in ("he", "she", "they") or owns(pronoun):
        return True
    return bool(_IT_DOES.match(pronoun.string, pronoun.start())) or _is_between(named, clauses)


def _names_somebody(sort: str, before: str, found: Sequence[Mention]) -> bool:
    """Whether the words before name whom the pronoun may mean."""
    kinds = {"he": (PERSON, NAME), "she": (PERSON, NAME)}.get(sort, (GROUP, NAME, WORK, PAIR, PHRASE))
    return any(each.kind in kinds and not each.placed and each.end <= len(before) for each in found)


def _is_between(named: Sequence[int], clauses: Sequence[int]) -> bool:
    """Whether a new clause begins after something was named; "Amazon paid them" has one clause, so they are others."""
    return bool(named and clauses) and min(named) <= clauses[-1]


def _in_full(text: str, talk: Talk) -> str:
    """Write "Larsson" as "Henrik Larsson" when he was called that before; not within "the Larsson family"."""
    for mention in reversed(mentions(text)):
        within = text[: mention.start].casefold().endswith("the ")
        if within or mention.kind in (PHRASE, WORK, PAIR) or len(mention.text.split()) > 1:
            continue
        subject = talk.known(mention.text)
        if subject and subject.kind == PERSON and (subject.asked or subject.gender) and len(subject.words) > 1:
            text = text[: mention.start] + subject.name + text[mention.end :]
    return text


def _which_one(text: str, talk: Talk) -> str:
    """Say which: "this album" becomes "the album Red Letter Days" when that was just spoken of."""
    for kind, pattern in _THIS_ONE.items():
        recent = [each for each in talk.subjects if each.kind == kind and each.turn >= talk.turn - 1]
        best = max(recent, key=lambda subject: subject.weight, default=None)
        match = pattern.search(text)
        if match and best and best.name.casefold() not in text.casefold():
            text = f"{text[: match.start()]}the {match[1]} {best.name}{text[match.end() :]}"
    return _where(text, talk)


def _where(text: str, talk: Talk) -> str:
    """Say where: "that town" and "there" become the place that was just spoken of."""
    recent = [each for each in talk.subjects if each.turn >= talk.turn - 1 and each.kind in (PLACE, NAME)]
    there = [each for each in recent if each.placed or (each.kind == PLACE and each.asked)]
    best = max(there, key=lambda subject: (subject.asked, subject.kind == PLACE, subject.weight), default=None)
    if best is None or best.name.casefold() in text.casefold():
        return text
    if place := _THIS_PLACE.search(text):
        return f"{text[: place.start()]}{best.name}{text[place.end() :]}"
    place = _THERE.search(text) if best.kind == PLACE else None
    return f"{text[: place.start()]}in {best.name}{text[place.end() :]}" if place else text


def _in_place(pronoun: re.Match[str], name: str) -> str:
    if not owns(pronoun):
        return name
    return f"{name}'" if name.endswith("s") and pronoun.group().casefold() == "their" else f"{name}'s"


def named(text: str, talk: Talk) -> str:
    """The text with a name for its first definite phrase that the cuttings before explain; else as it stands.

    A question that names somebody by itself is left alone, and so is a phrase that was asked about before.
    """
    found = mentions(text)
    if any(each.kind in (PERSON, GROUP, WORK) or (each.kind == NAME and not each.placed) for each in found):
        return text
    for phrase in found:
        words = phrase.text.casefold().split()
        if words[0] != "the" or len(words) < 2 or _ASKS_WHO.match(text[: phrase.start]):
            continue
        for noun in [" ".join(words[1:3])] if words[1] in RANKS else words[1:3]:
            if noun not in OFFICES and not _asked(noun, talk) and (name := _meant(noun, talk)):
                start, length = phrase.start, words.index(noun.split()[-1]) + 1
                end = start + len(" ".join(phrase.text.split()[:length]))
                return f"{text[:start]}{name}{text[end:]}"
    return text


def _meant(noun: str, talk: Talk) -> str | None:
    """The name of whom the latest cuttings call so, or of the body that was named last."""
    for cutting in reversed(talk.cuttings[-2:]):
        if cutting and (name := cutting.called(noun)):
            return name
    if noun not in ANY_BODY:
        return None
    recent = [each for each in talk.subjects if each.turn >= talk.turn - 1 and (each.kind == GROUP or _may_be(each))]
    best = max(recent, key=lambda subject: (subject.kind == GROUP, subject.weight), default=None)
    return best.shown if best else None


def _may_be(subject: Subject) -> bool:
    """Whether what a question named may be a body, as far as nothing shows it to be a person, a place or a work."""
    a_person = subject.person or subject.gender or subject.pronouns & {"he", "she"}
    return subject.asked and subject.kind in (PERSON, NAME) and not (a_person or subject.placed)


def _asked(noun: str, talk: Talk) -> bool:
    """Whether the reader said the word before: it means what it meant then."""
    return any(f" {noun} " in f" {question.casefold().strip(' ?.!')} " for question in talk.asked)
