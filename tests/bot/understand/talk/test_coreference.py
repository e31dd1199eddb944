"""What a pronoun of a follow-up stands for."""

from __future__ import annotations

from bot import Turn
from bot.understand.follow_up import rewrite


def test_it_is_rather_the_thing_that_was_asked_about_than_the_club_that_lost_it() -> None:
    lost = Turn("Did Merrow United lose the harbour cup?", "“Merrow United lost the harbour cup.” [1]")
    assert rewrite("Is it made of silver?", [lost], [None]).text == "Is the harbour cup made of silver?"


def test_a_short_name_is_written_in_full_but_not_within_another_ones() -> None:
    vale = Turn("Who is Ines Vale?", "“Ines Vale is the mayor.” [1]")
    assert rewrite("Why did Vale resign?", [vale], [None]).text == "Why did Ines Vale resign?"
    ends = "Why did the Vale administration end?"
    assert rewrite(ends, [vale], [None]).text == ends
