"""What the interface says, by language: a file a language in locales/, and four lines in the widget.

A text may hold fields in braces; whatever fills them is escaped where it is shown. The texts themselves hold nothing
that means something to HTML or Markdown. What the archive says, answers and refusals too, is English or the article's
own language and in no table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from babel import Locale

Words = Mapping[str, str]

LOCALES = Path(__file__).with_name("locales")
MAX_HEADER = 200         # characters of an Accept-Language header that are read; browsers send some forty


def _table(language: str) -> Words:
    table: dict[str, str] = json.loads((LOCALES / f"{language}.json").read_text("utf-8"))
    return table


ENGLISH, GERMAN, FRENCH, SPANISH = map(_table, ("en", "de", "fr", "es"))
TEXTS: Mapping[str, Words] = {words["language"]: words for words in (ENGLISH, GERMAN, FRENCH, SPANISH)}

_WANTED = re.compile(r"\s*([A-Za-z]{2,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?")


def words(languages: str = "") -> Words:
    """The texts for an Accept-Language header: the most wanted language that has a table, else English."""
    return next((TEXTS[language] for language in wanted(languages) if language in TEXTS), ENGLISH)


def wanted(languages: str) -> list[str]:
    """The languages of an Accept-Language header, as "de" for "de-AT", the most wanted first.

    What is no language, or refused by q=0, or beyond the first MAX_HEADER characters, is left out.
    """
    parts = languages[:MAX_HEADER].split(",")
    complete = parts if len(languages) <= MAX_HEADER else parts[:-1]
    read = [(float(match[2] or 1), match[1].lower()) for part in complete if (match := _WANTED.fullmatch(part))]
    return [language for share, language in sorted(read, key=lambda each: -each[0]) if share]


def number(words: Words, noun: str, count: int) -> str:
    """A number with its noun, "1 passage" or "1,204 passages"."""
    form = "one" if Locale(words["language"]).plural_form(count) == "one" else "many"
    return words[f"{noun}_{form}"].format(number=figure(words, count))


def figure(words: Words, count: int) -> str:
    """A number as the language writes it, "1,204"."""
    return f"{count:,}".replace(",", words["thousands"])


def day(words: Words, moment: datetime | None) -> str:
    """A day as newspapers write it, "3 January 2022", in the moment's own time zone; empty when unknown."""
    return _day(words, moment, words["months"]) if moment else ""


def short_day(words: Words, moment: datetime | None) -> str:
    """The same with the month shortened and nothing between, "3 Jan 2022"."""
    return _day({**words, "day": f"{words['day_of_year']} {{year}}"}, moment, words["months_short"]) if moment else ""


def month(words: Words, moment: datetime | None) -> str:
    """A month, "May 2023", in the moment's own time zone; empty when unknown."""
    return f"{words['months'].split()[moment.month - 1]} {moment.year}" if moment else ""


def day_of_year(words: Words, day: int, month: int) -> str:
    """A day without its year, "3 Jan"."""
    return words["day_of_year"].format(day=day, month=short_month(words, month))


def short_month(words: Words, month: int) -> str:
    """A month, 1 to 12, in short: "Jan"."""
    return words["months_short"].split()[month - 1]


def _day(words: Words, moment: datetime, months: str) -> str:
    day = words["day_first"] if moment.day == 1 else str(moment.day)
    return words["day"].format(day=day, month=months.split()[moment.month - 1], year=moment.year)


def names(words: Words, people: tuple[str, ...]) -> str:
    """Names in a row as a newspaper prints them: "Ann Lee, Bob Ray and Cy Poe"; empty when there are none."""
    if len(people) < 2:
        return "".join(people)
    return words["two_names"].format(first=", ".join(people[:-1]), last=people[-1])


def script(source: str) -> str:
    """The texts that a script mentions, as JSON that may stand in a script element."""
    mentioned = [key for key in ENGLISH if key in source and re.search(rf"(?<![\w-]){key}(?![\w-])", source)]
    tables = {language: {key: table[key] for key in mentioned} for language, table in TEXTS.items()}
    return json.dumps(tables, ensure_ascii=True).replace("<", "\\u003c")
