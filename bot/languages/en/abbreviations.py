"""What newspapers write short in one sentence and in full in the next."""

from __future__ import annotations

# Only what can't be mistaken for a word: "US" would match "us" once case is folded.
SHORT_FORMS = {
    "ceo": "chief executive",
    "cfo": "chief financial officer",
    "pm": "prime minister",
    "mp": "member of parliament",
    "fbi": "federal bureau of investigation",
    "cia": "central intelligence agency",
    "eu": "european union",
    "uk": "united kingdom",
    "nhs": "national health service",
    "gdp": "gross domestic product",
    "fda": "food and drug administration",
    "epa": "environmental protection agency",
    "irs": "internal revenue service",
    "nato": "north atlantic treaty organization",
    "imf": "international monetary fund",
    "a&e": "accident and emergency",
}


_OPENED = tuple((short, long, f" {short}") for short, long in SHORT_FORMS.items())


def in_full(text: str) -> str:
    """The text with the long form behind each short one and the short one behind each long: either finds the other."""
    plain = f" {' '.join(text.casefold().replace('-', ' ').split())} "
    there = [(short, long, begins in plain and _ends(plain, begins), long in plain) for short, long, begins in _OPENED]
    also = [long for _, long, is_short, is_long in there if is_short and not is_long]
    also += [short for short, _, is_short, is_long in there if is_long and not is_short]
    return f"{text} {' '.join(also)}" if also else text


def _ends(plain: str, begins: str) -> bool:
    """Whether a word that begins so ends there, too."""
    return any(f"{begins}{mark}" in plain for mark in " .,;:?!'’)")
