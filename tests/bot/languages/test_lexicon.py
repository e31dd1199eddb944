"""Well-spelt words are known as such, whatever their form."""

from __future__ import annotations

import pytest

from bot.languages.lexicon import compound, well_spelt


@pytest.mark.parametrize("word", ["ferry", "Ferries", "whats", "it’s", "tech", "legalise", "colour", "centre",
"attaches"])
def test_a_word_is_well_spelt(word: str) -> None:
    assert well_spelt(word)


@pytest.mark.parametrize("word", ["fery", "goverment", "flod", "tuxley", "anounced"])
def test_another_is_not(word: str) -> None:
    assert not well_spelt(word)


def test_two_words_make_a_compound() -> None:
    assert compound("rearview") and not compound("biscut")
