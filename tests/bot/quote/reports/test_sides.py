"""Positions on a topic stand side by side, each with its speaker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bot import Bot
from index import Archive
from tests.fakes import WordEmbedder, article, day

WALL = (
    article("plan", "River wall planned", "A river wall will be built along the quay next year.\n\n"
            "“We welcome the river wall, which keeps homes safe,” said Ines Vale, the mayor.\n\n"
            "Nils Holm leads the opposition. “The river wall is a costly mistake,” he said.", day(2023, 5, 1)),
    article("vote", "River wall approved", "The river wall was approved by one vote.\n\n"
            "The fishermen's union condemned the river wall.\n\nPaul Orr warned that the vote was the last one.\n\n"
            "Follow Ines Vale on Twitter: “The river wall is the best news of the year.”", day(2023, 7, 1)),
    article("gull", "Gulls return", "“The gulls are a nuisance to all of us,” said Cy Poe, a baker.", day(2023, 8, 1)),
)


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with Archive.create(tmp_path / "wall", embedder=WordEmbedder()) as archive:
        archive.add(WALL)
        archive.embed()
        yield Bot(archive)


def test_several_speakers_stand_in_order_of_time(bot: Bot) -> None:
    answer = bot.ask("Who is for and against the river wall?")
    assert answer.answered
    assert [each.quote for each in answer.citations] == [
        "“We welcome the river wall, which keeps homes safe,” said Ines Vale, the mayor.",
        "Nils Holm leads the opposition. “The river wall is a costly mistake,” he said.",
        "The fishermen's union condemned the river wall.",
        "Paul Orr warned that the vote was the last one.",
    ]


def test_critics_are_those_against(bot: Bot) -> None:
    answer = bot.ask("What do critics say about the river wall?")
    assert [each.quote.split()[0] for each in answer.citations] == ["Nils", "The"]


def test_a_warning_of_something_else_is_no_criticism(bot: Bot) -> None:
    assert "Orr" not in bot.ask("What do critics say about the river wall?").text


def test_supporters_are_those_for(bot: Bot) -> None:
    answer = bot.ask("What do supporters of the river wall say?")
    assert [each.article.id for each in answer.citations] == ["plan"]
    assert "Ines Vale" in answer.citations[0].quote


def test_one_voice_is_said_to_be_one(bot: Bot) -> None:
    answer = bot.ask("Both sides on the gulls")
    assert answer.text.endswith("The archive has only one voice on this that I find.")


def test_a_topic_that_nobody_speaks_of_has_no_sides(bot: Bot) -> None:
    assert not bot.ask("Both sides of the airship contest").answered
