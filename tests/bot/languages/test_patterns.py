"""Lists of words as patterns."""

from __future__ import annotations

import re

from bot.languages.patterns import capitalised, either


def test_the_longest_word_that_fits_is_taken() -> None:
    assert re.findall(either(["no", "no one", "none"]), "no one, none, no") == ["no one", "none", "no"]


def test_a_word_stands_for_itself_whatever_signs_it_has() -> None:
    assert re.fullmatch(either(["a.m", "c++"]), "axm") is None
    assert re.fullmatch(either(["a.m", "c++"]), "c++")


def test_words_are_written_large() -> None:
    assert capitalised(["may", "june"]) == ["May", "June"]
