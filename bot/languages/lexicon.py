"""The words that are well spelt in English, whether or not an archive has them."""

from __future__ import annotations

from functools import lru_cache

from bot.languages.en.readers.spelling import YOUNGER, american

_PART = 4              # letters of each part of a compound ("rearview"), and of what an ending is taken from
_APOSTROPHES = str.maketrans("", "", "'’")


def well_spelt(word: str) -> bool:
    """Whether English has the word, in any case and form, and without its apostrophe too ("whats")."""
    words, plain = _words(), word.casefold().translate(_APOSTROPHES)
    bases = (plain.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing"))
    forms = (plain, *american(plain), *(base for base in bases if len(base) >= _PART))
    return any(each in words for each in forms)


def compound(word: str) -> bool:
    """Whether a word in small letters is made of two others: "rearview"; so may be one that is misspelt."""
    words = _words()
    return any(word[:cut] in words and word[cut:] in words for cut in range(_PART, len(word) - _PART + 1))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Some 160,000 words, 20 MB."""
    from spellchecker import SpellChecker  # reads them, which takes a fifth of a second

    listed = SpellChecker(language="en").word_frequency.dictionary
    return frozenset(word.casefold().translate(_APOSTROPHES) for word in listed) | YOUNGER
