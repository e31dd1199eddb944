"""Of whom or what a text speaks as of many: "the Oregon ranchers", "two drivers", "which countries"."""

from __future__ import annotations

import re

from bot.languages.en.numbers import ONES
from bot.languages.en.question_words import AUXILIARIES
from bot.languages.en.readers.conversation import ACT_TOGETHER, GROUPS_OF_PEOPLE, MEASURED, NO_PEOPLE, PEOPLE_END
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.verbs import IRREGULAR_PAST
from bot.languages.patterns import either

_NOUNS = r"((?:[\w'’-]+\s+){0,3}?[\w'’-]+(?:s|men|women|people|children|police))\b(?!['’]s)"
_COUNTED = re.compile(rf"\b(?:these|those|both|several|{either(list(ONES)[2:])})\s+{_NOUNS}", re.IGNORECASE)
_THE = re.compile(rf"\bthe\s+{_NOUNS}", re.IGNORECASE)
_AUX = either(AUXILIARIES)
_ASKED_FOR = re.compile(      # but not "What term corresponds to it?"
    rf"\b(?:which|what|how many)\s+(?=[\w'’-]+\s+{_AUX}\b|(?:[\w'’-]+\s+){{1,3}}(?:{_AUX}|\w+ed)\b){_NOUNS}",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"\b(?:some|many|most|few|all|no|both|several|these|those|{either(list(ONES)[2:])})\s+{_NOUNS}", re.IGNORECASE
)
_OPENS = re.compile(rf"^{_NOUNS}", re.IGNORECASE)
_BARE = re.compile(r"\b(?:about|of|for|by|to|from|on|against|among|and)\s+([a-z][\w'’-]+s)\b(?!['’])")
_DO = re.compile(r"\b(?:do|did|have|will|would|can|could|should|are|were)\s+((?:[a-z]+\s+){0,2}?[a-z]+s)\b(?!['’])")
_AND = re.compile(r"^and\s+([a-z][\w'’-]+s)\W*$", re.IGNORECASE)
_WHICH = rf"^\W*(?:and\s+)?(?:which|what)\s+(?:(?!{_AUX}\b)[\w'’-]+\s+){{0,2}}?"
_WHICH_MANY = re.compile(
    rf"{_WHICH}((?!{_AUX}\b)[\w'’-]+s)\s+(?:{_AUX}|\w+ed|{either(IRREGULAR_PAST)})\b", re.IGNORECASE
)
_WHICH_BODY = re.compile(rf"{_WHICH}{either(ACT_TOGETHER)}\b", re.IGNORECASE)
_ONE = ("ss", "us", "is", "'s", "’s")     # how words end that are no plurals


def asked_for(question: str) -> list[str]:
    """The many that a question asks for: "the ranchers" of "Which ranchers were pardoned?"."""
    return _each(question, (_ASKED_FOR,))


def asked_next(question: str) -> list[str]:
    """The many that nothing but their name is said of: "And ranchers?"."""
    return _each(question, (_AND,))


def spoken_of(question: str) -> list[str]:
    """The others that a question speaks of, each with its article."""
    return _each(question, (_THE, _COUNTED, _BARE, _DO))


def asks_for_many(question: str) -> bool:
    """Whether it asks which of many things, or which body: "What other films was he in?", "Which team won?"."""
    many = _WHICH_MANY.match(question)
    return bool(many and _plural(many[1])) or _WHICH_BODY.match(question) is not None


def speaks_of_many(words: str) -> bool:
    """Whether words before a "they" name whom it means: "some cities", "Passengers on a flight"."""
    return any(_plural(match[1]) for pattern in (_SOME, _OPENS) for match in pattern.finditer(words))


def counted(sentence: str) -> list[str]:
    """Those whom a sentence counts: "the two ranchers" of "He pardoned two ranchers"."""
    return [f"the {match.group()}" for match in _COUNTED.finditer(sentence) if are_people(match[1])]


def are_people(nouns: str) -> bool:
    """Whether a plural is one of people, or of bodies that act: a "they" may do something."""
    return is_group(nouns.casefold().split()[-1]) and _plural(nouns.casefold().removeprefix("the "))


def is_group(word: str) -> bool:
    """Whether a word, in small letters, stands for several people without a name: "locals", "fishermen"."""
    return word in GROUPS_OF_PEOPLE or (word.endswith(PEOPLE_END) and word not in NO_PEOPLE)


def bare_plurals(question: str) -> list[tuple[int, int]]:
    """Where a question says of many without an article: "liberals" in "about liberals", "homes" in "How many homes"."""
    return [match.span(1) for pattern in (_ASKED_FOR, _BARE) for match in pattern.finditer(question)
            if _plural(match[1]) and " " not in match[1]]


def _each(question: str, patterns: tuple[re.Pattern[str], ...]) -> list[str]:
    found = [(match.start(1), match[1]) for pattern in patterns for match in pattern.finditer(question)]
    return [f"the {nouns}" for _, nouns in sorted(found) if are_people(nouns)]


def _plural(nouns: str) -> bool:
    """Whether the words are a noun of many, with what describes it, and no measure: "years", "votes"."""
    words = nouns.casefold().split()
    return not (STOP_WORDS.intersection(words) or words[-1] in MEASURED or words[-1].endswith(_ONE))
