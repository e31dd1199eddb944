"""Months, weekdays and the names of languages in any language, as CLDR has them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=64)
def months(code: str) -> dict[str, int]:
    """Months by name in small letters and in full, from 1; none in a language that CLDR doesn't know."""
    locale = _locale(code)
    if locale is None:
        return {}
    return {
        name.casefold(): number for context in ("format", "stand-alone")
        for number, name in locale.months[context]["wide"].items() if not name[0].isdigit()
    }


@lru_cache(maxsize=64)
def weekdays(code: str) -> dict[str, int]:
    """Weekdays by name in small letters and in full; Monday is 0."""
    locale = _locale(code)
    return {name.casefold(): number for number, name in locale.days["format"]["wide"].items()} if locale else {}


def name(code: str, language: str) -> str:
    """What a language is called in another one; its code where CLDR doesn't know it."""
    locale = _locale(language)
    return str(locale.languages.get(code, code)) if locale else code


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
