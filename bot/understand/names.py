"""Names and numbers in a question: what an answer must be about, whatever else it says."""

from __future__ import annotations

import re

from bot.languages.en.calendar import FEASTS, MONTHS, WEEKDAYS
from bot.languages.en.stop_words import STOP_WORDS
from bot.languages.en.titles import BARE_TITLES

_WORD = re.compile(r"[^\W_][\w'’&.-]*[\w]|[^\W_]")
_YEAR_OR_MORE = re.compile(r"\d{2,}")
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


def _named_first(word: str) -> bool:
    """Whether a question's first word can only be a name: it has a capital or a digit inside."""
    return any(letter.isupper() or letter.isdigit() for letter in word[1:])
