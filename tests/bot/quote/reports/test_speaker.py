"""A sentence is read for who speaks in it, and on which side."""

from __future__ import annotations

import pytest

from bot.quote.reports.speaker import speaker, stance, takes_a_position


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“It will cost too much money,” said Ines Vale.", "vale"),
        ("“It will cost too much money,” said the leader of the council, Ines Vale.", "vale"),
        ("Ines Vale, who leads the council, said the wall was needed.", "vale"),
        ("Ines Vale said the journey to Harnchester took an hour.", "vale"),
        ("Mr Holm warned that the river would rise.", "holm"),
        ("The union called the plan unfair.", "union"),
        ("“It will cost too much money,” he said.", ""),
        ("The wall will be built in May.", ""),
        ("It has been said before.", ""),
    ],
)
def test_the_speaker(sentence: str, name: str) -> None:
    assert speaker(sentence) == name


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Ines Vale condemned the wall.", "against"), ("The union warned of the danger.", "against"),
        ("Ines Vale welcomed the wall.", "for"), ("Ines Vale said the wall was long.", ""),
        ("The union backed the wall but feared the cost.", ""),
    ],
)
def test_the_side(sentence: str, side: str) -> None:
    assert stance(sentence) == side


def test_a_position_is_somebodys() -> None:
    assert takes_a_position("“It will cost too much money,” he said.")
    assert takes_a_position("The union called the plan unfair.")
    assert not takes_a_position("The plan is unfair.")
    assert not takes_a_position("Ines Vale said the wall was long.")
