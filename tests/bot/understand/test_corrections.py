"""A correction asks the question before of another: of whom it names, or of the one who was left out."""

from __future__ import annotations

import pytest

from bot.answer import Turn
from bot.understand.follow_up import rewrite


@pytest.mark.parametrize("ask", ["And the other one?", "No, the other one", "What about the other one?"])
def test_the_other_one_is_who_was_named_beside_the_first(ask: str) -> None:
    turns = [
        Turn("Who was expelled from the House?", "“Rajan Vale was expelled.” [1]"),
        Turn("Who put Rajan Vale back?", "“Rajan Vale will join Justin Orr, whom the council put back.” [1]"),
    ]
    assert rewrite(ask, turns).text == "Who put Justin Orr back?"


def test_where_nobody_else_was_named_the_question_is_asked_again() -> None:
    assert rewrite("No, the other one", [Turn("Who is Ines Vale?", "“She is a barrister.” [1]")]).text == (
        "Who is Ines Vale?"
    )


def test_the_other_one_may_stand_within_a_question() -> None:
    turns = [Turn("Who accused Justin Orr?", "“Rajan Vale accused Justin Orr.” [1]"),
             Turn("Why did he leave?", "“Rajan Vale left in anger.” [1]", used="Why did Rajan Vale leave?")]
    assert rewrite("Did the other one ever admit it?", turns).text.startswith("Did Justin Orr ever admit it")
