"""What the bot says is there in each language that it has texts for, in the same number of sentences."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from bot import Turn
from bot.languages.cldr import months, weekdays
from bot.languages.replies import LOCALES, refusals, replies

CODES = sorted(path.stem for path in LOCALES.glob("*.json"))
ENGLISH = json.loads((LOCALES / "en.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_every_sentence_with_the_same_places_to_fill(code: str) -> None:
    table = json.loads((LOCALES / f"{code}.json").read_text(encoding="utf-8"))
    assert table["language"] == code and list(table) == list(ENGLISH)
    for key, text in table.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", ENGLISH[key])), key


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [("en", "1 June 2020", "2 March 2021"), ("de", "1. Juni 2020", "2. März 2021"),
     ("fr", "1er juin 2020", "2 mars 2021"), ("es", "1 de junio de 2020", "2 de marzo de 2021"),
     ("no", "1 June 2020", "2 March 2021")],
)
def test_a_day_is_written_as_newspapers_of_the_language_do(code: str, first: str, second: str) -> None:
    says = replies(code)
    assert (says.day(datetime(2020, 6, 1, tzinfo=UTC)), says.day(datetime(2021, 3, 2, tzinfo=UTC))) == (first, second)
    assert says.day(None) == ""


def test_a_range_is_said_by_both_ends_or_by_one() -> None:
    says, first, last = replies("de"), datetime(2020, 6, 1, 9, tzinfo=UTC), datetime(2020, 6, 30, tzinfo=UTC)
    assert says.during(first, last) == "vom 1. Juni 2020 bis 30. Juni 2020"
    assert says.during(first, first.replace(hour=10)) == "am 1. Juni 2020"
    assert (says.during(first, None), says.during(None, last)) == ("seit 1. Juni 2020", "bis 30. Juni 2020")
    assert says.during(None, None) == "zu irgendeiner Zeit"


def test_numbers_have_the_languages_separators() -> None:
    assert [replies(code).articles(1204) for code in ("en", "de", "fr")] == [
        "1,204 articles", "1.204 Artikel", "1\u202f204 articles",
    ]
    assert replies("es").articles(1) == "1 artículo"


def test_a_refusal_is_known_as_one_in_every_language() -> None:
    assert len(refusals()) == len(CODES)
    assert not any(Turn("?", f"{each} …").answered for each in refusals())


@pytest.mark.parametrize("code", ["tlh", "zz", "", "../en"])
def test_a_language_that_nobody_knows_has_english_replies_and_no_calendar(code: str) -> None:
    assert replies(code).code == "en"
    assert months(code) == weekdays(code) == {}
