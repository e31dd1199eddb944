"""What a pronoun of a follow-up stands for."""

from __future__ import annotations

from bot import Turn
from bot.understand.follow_up import rewrite


def test_it_is_rather_the_thing_that_was_asked_about_than_the_club_that_lost_it() -> None:
    lost = Turn("Did Merrow United lose the harbour cup?", "“Merrow United lost the harbour cup.” [1]")
    assert rewrite("Is it made of silver?", [lost], [None]).text == "Is the harbour cup made of silver?"
