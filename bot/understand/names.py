"""Names and numbers in a question: what an answer must be about, and how those are written that were typed small."""

from __future__ import annotations

import re
from datetime import datetime

from bot.languages.en.calendar import DAYS_AND_MONTHS, FEASTS, MONTHS, WEEKDAYS
from bot.languages.en.common_words import COMMON
from bot.languages.en.numbers import AMOUNTS
from bot.languages.en.proper_names import GROUPS, THINGS
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.titles import BARE_TITLES, OFFICES, TITLES, WORK
from bot.understand.talk.cutting import LONGEST, Cutting
from index import Vocabulary

LOOKED_UP = 6          # small words of a question, each of which takes half a millisecond
LETTERS = 5            # of an abbreviation

_WORD = re.compile(r"[^\W_][\w'’&.-]*[\w]|[^\W_]")
_YEAR_OR_MORE = re.compile(r"\d{2,}")
_SMALL = re.compile(r"(?<![\w'’$£€-])[a-z][\w-]*\w(?=['’]s\b|(?![\w'’-]))")
_PASSIVE = re.compile(
    r"\b(?:(?:is|are|was|were)\s+(?:he|she|it|they|you)(?:\s+(?:not|also|ever|already))?|been|being|got)\s+$",
    re.IGNORECASE,
)
_ONE_OF_SEVERAL = re.compile(r"\b(?:other|another|each|every|any|many|several)\s+$", re.IGNORECASE)
_PRINTED = re.compile(r"[^\W\d_](?:[\w-]*\w)?")
# What headlines and names of bodies write large, and questions mean by itself.
_NO_NAMES = (
    STOP_WORDS | COMMON | DAYS_AND_MONTHS | GROUPS | THINGS | TITLES.keys() | WORK | {*AMOUNTS} | (OFFICES - {"mp"})
)
# Words that questions write large without naming anybody.
_CALENDAR = FEASTS.union(WEEKDAYS, MONTHS)


def names(question: str) -> list[str]:
    """Words of the question that name somebody or something, or are numbers of two and more digits, in order.

    A word counts when it is written large and doesn't open the question. A question without any small letters, or
    with none large, says nothing about names: the list is empty.
    """
    words = _WORD.findall(question)
    if question.isupper():
        return []
    found = []
    for position, word in enumerate(words):
        plain = word.casefold().removesuffix("'s").removesuffix("’s").rstrip(".")
        if plain in STOP_WORDS or plain in BARE_TITLES or plain in _CALENDAR:
            continue
        if _YEAR_OR_MORE.search(plain) or (word[0].isupper() and (position > 0 or _named_first(word))):
            found.append(plain)
    return found


def as_printed(question: str, vocabulary: Vocabulary | None, now: datetime | None) -> str:
    """The question with a capital for each small word that the archive mostly prints with one; of the same length."""
    if vocabulary is None:
        return question
    words = [each for each in _SMALL.finditer(question)
             if each.group() not in _NO_NAMES and not _is_done(question, each)
             and not _ONE_OF_SEVERAL.search(question, 0, each.start())][:LOOKED_UP]      # "the other fan"
    for word in words:
        printed = vocabulary.printed(word.group(), now)
        shouted = printed and printed.text.isupper() and len(printed.text) > LETTERS      # a headline's, not BAFTA's
        if printed and printed.name and not shouted and printed.text.casefold() == word.group():
            question = question[: word.start()] + printed.text + question[word.end() :]
    return question


def _is_done(question: str, word: re.Match[str]) -> bool:
    """Whether a word says what was done to somebody: "were they charged", where Charged Lemonade is sold, too."""
    return word.group().endswith("ed") and bool(_PASSIVE.search(question, 0, word.start()))


def as_article(question: str, cutting: Cutting) -> str:
    """The question with a capital for each small word that the article which answered it never prints without one."""
    printed = set(_PRINTED.findall(cutting.article[:LONGEST]))
    large = {word.casefold(): word for word in printed if not word.islower()}
    for word in _SMALL.finditer(question):
        plain = word.group()
        if plain not in _NO_NAMES and plain not in printed and plain in large:
            question = question[: word.start()] + large[plain] + question[word.end() :]
    return question


def _named_first(word: str) -> bool:
    """Whether a question's first word can only be a name: it has a capital or a digit inside."""
    return any(letter.isupper() or letter.isdigit() for letter in word[1:])
