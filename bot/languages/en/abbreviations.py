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


def in_full(text: str) -> str:
    """The text with the long form behind each short one and the short one behind each long: either finds the other."""
    plain = f" {' '.join(text.casefold().replace('-', ' ').split())} "
    also = [long for short, long in SHORT_FORMS.items() if _has(plain, short) and long not in plain]
    also += [short for short, long in SHORT_FORMS.items() if long in plain and not _has(plain, short)]
    return f"{text} {' '.join(also)}" if also else text


def _has(plain: str, word: str) -> bool:
    return f" {word}" in plain and any(f" {word}{mark}" in plain for mark in " .,;:?!'’)")
