"""The one of several that has most of something is spoken of in words of its own."""

from __future__ import annotations

import pytest

from bot.quote.several.extremes import extreme


@pytest.mark.parametrize("text", ["Who gave the most?", "The largest gift was a boat.", "He was first.", "RAREST"])
def test_it_is_spoken_of(text: str) -> None:
    assert extreme(text)


@pytest.mark.parametrize("text", ["A guest in the west forest", "They protest.", "Three arrests and one arrest", ""])
def test_it_is_not(text: str) -> None:
    assert not extreme(text)
