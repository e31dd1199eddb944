"""The words of the page."""

from __future__ import annotations

import json
import re
from string import Formatter

from bot.web import page
from bot.web.texts import ENGLISH, TEXTS, number, script, words

PAGE = (page.HERE / "page.js").read_text("utf-8")


def test_every_word_that_the_page_says_is_in_the_table() -> None:
    said = set(re.findall(r"\bsay\.(\w+)", PAGE))
    assert said <= ENGLISH.keys()


def test_no_language_has_words_or_fields_that_english_has_not() -> None:
    def fields(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)}

    for table in TEXTS.values():
        assert all(fields(text) == fields(ENGLISH[key]) for key, text in table.items())


def test_a_browser_that_speaks_no_language_of_ours_reads_english() -> None:
    assert words("tlh, xx;q=0.5") == words() == ENGLISH
    assert number(ENGLISH, "passage", 1) == "1 passage" and number(ENGLISH, "passage", 1_204) == "1,204 passages"


def test_the_table_for_the_page_cannot_end_its_script() -> None:
    assert json.loads(script()) == {name: dict(table) for name, table in TEXTS.items()}
    assert "<" not in script()
