"""The words that are well spelt in English, whether or not an archive has them."""

from __future__ import annotations

from functools import lru_cache

from bot.languages.en.readers.spelling import YOUNGER, american

_OPENING = 3           # letters that words are listed by
_PART = 4              # letters of each part of a compound ("rearview"), and of what an ending is taken from
_APOSTROPHES = str.maketrans("", "", "'’")


def well_spelt(word: str) -> bool:
    """Whether English has the word, in any case and form, and without its apostrophe too ("whats")."""
    plain = word.casefold().translate(_APOSTROPHES)
    bases = (plain.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing") if not _keeps_e(plain, ending))
    forms = (plain, *american(plain), *(base for base in bases if len(base) >= _PART))
    return any(map(_is_listed, forms))


def _keeps_e(word: str, ending: str) -> bool:
    """Whether an "e" is left that the ending takes the place of: nobody is "fineed"."""
    return ending in ("ed", "ing", "es") and word.endswith(f"e{ending}") and not word.endswith(f"ee{ending}")


def compound(word: str) -> bool:
    """Whether a word in small letters is made of two others: "rearview"; so may be one that is misspelt."""
    cuts = range(_PART, len(word) - _PART + 1)
    return any(_is_listed(word[:cut]) and _is_listed(word[cut:]) for cut in cuts)


def _is_listed(word: str) -> bool:
    return f"\n{word}\n" in _words().get(word[:_OPENING], "")


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Some 160,000 words by their first letters, each between line breaks: 4 MB; as a set they would take 20."""
    from spellchecker import SpellChecker  # reads them, which takes a fifth of a second

    words: dict[str, str] = {}
    for word in (*SpellChecker(language="en").word_frequency.dictionary, *YOUNGER):
        plain = word.casefold().translate(_APOSTROPHES)
        words[plain[:_OPENING]] = words.get(plain[:_OPENING], "\n") + f"{plain}\n"
    return words
