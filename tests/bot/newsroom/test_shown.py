"""What a reader sees of an answer, and whether it holds what was expected."""

from __future__ import annotations

import pytest

from bot.newsroom.shown import holds, opening, shown_words


def test_marks_are_no_words_and_the_opening_has_forty() -> None:
    text = "“It reopened.” [1] " + "more " * 60
    assert shown_words(text)[:3] == ["“It", "reopened.”", "more"]
    assert len(opening(text).split()) == 40


@pytest.mark.parametrize(("text", "held"), [
    ("It was ROVERS who won.", True), ("The Grovers won.", False), ("The\nRovers  won 3-1.", True), ("", False),
])
def test_words_stand_by_themselves_in_whatever_case(text: str, held: bool) -> None:
    assert holds(text, [("Rovers",), ("the Rovers", "3-1")]) is held


def test_nothing_is_held_by_no_words() -> None:
    assert not holds("anything", [("",)])
