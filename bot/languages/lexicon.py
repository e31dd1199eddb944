"""The words that are well spelt in a language, whether or not an archive has them."""

from __future__ import annotations

from functools import lru_cache

from bot.languages.en.spelling import YOUNGER, american

ENGLISH = "en"
_PART = 4              # letters of each part of a compound: "rearview"
_APOSTROPHES = str.maketrans("", "", "'’")


def well_spelt(word: str, language: str = ENGLISH) -> bool:
    """Whether the language, by its code, has the word, in any case and without its apostrophe too ("whats").

    Where the language is not known, or has no list here, it is English.
    """
    words = _words(language.casefold().partition("-")[0] or ENGLISH)
    plain = word.casefold().translate(_APOSTROPHES)
    bases = (plain.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing"))
    forms = (plain, *american(plain), *(base for base in bases if len(base) >= _PART))
    return any(each in words for each in forms)


def compound(word: str) -> bool:
    """Whether an English word in small letters is made of two others: "rearview"; so may be one that is misspelt."""
    words = _words(ENGLISH)
    return any(word[:cut] in words and word[cut:] in words for cut in range(_PART, len(word) - _PART + 1))


@lru_cache(maxsize=4)      # some 20 MB each
def _words(language: str) -> frozenset[str]:
    from spellchecker import SpellChecker  # reads a list of words, which takes a fifth of a second

    known = language if language in SpellChecker.languages() else ENGLISH
    listed = SpellChecker(language=known).word_frequency.dictionary
    words = frozenset(word.casefold().translate(_APOSTROPHES) for word in listed)
    return words | YOUNGER if known == ENGLISH else words
