"""The bot's own sentences: a file a language in locales/; in a language without one they are English."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from bot.languages.cldr import months, name

LOCALES = Path(__file__).with_name("locales")


@dataclass(frozen=True, slots=True)
class Replies:
    """What the bot says in one language."""

    code: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **fields: object) -> str:
        """A sentence, with what stands in its braces."""
        return self.texts[key].format(**fields)

    def day(self, moment: datetime | None) -> str:
        """A date as newspapers write it, "3 January 2022", in the moment's own time zone; empty when unknown."""
        if moment is None:
            return ""
        month = next(name for name, number in _months(self.code) if number == moment.month)
        first = self.texts["first"] if moment.day == 1 else moment.day
        return self("day", day=first, month=month, year=moment.year)

    def during(self, since: datetime | None, until: datetime | None) -> str:
        """A range: "from 1 June 2020 to 30 June 2020" in full, "since 1 June 2020", "until 30 June 2020"."""
        if since and until and since.date() == until.date():
            return self("on", day=self.day(since))
        key = "from_to" if since and until else "since" if since else "until" if until else "any_time"
        return self(key, since=self.day(since), until=self.day(until))

    def name_of(self, language: str) -> str:
        """What a language is called in this one: "German"; its code where nobody knows it."""
        return name(language, self.code)

    def articles(self, number: int) -> str:
        """A number of articles: "1 article", "1,204 articles"."""
        figure = f"{number:,}".replace(",", self.texts["thousands"])
        return self("articles_one" if number == 1 else "articles_many", number=figure)


def replies(language: str) -> Replies:
    """Those in a language, else in English."""
    return _read(language if (LOCALES / f"{language}.json").exists() else "en")


@lru_cache(maxsize=16)
def _read(language: str) -> Replies:
    return Replies(language, json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8")))


@lru_cache(maxsize=16)
def _months(language: str) -> tuple[tuple[str, int], ...]:
    """Months as they are printed behind a day."""
    written = str.capitalize if language in ("en", "de") else str
    return tuple((written(name), number) for name, number in months(language).items())


def refusals() -> tuple[str, ...]:
    """How an abstention begins, in every language."""
    return tuple(_read(path.stem)("not_here") for path in sorted(LOCALES.glob("*.json")))
