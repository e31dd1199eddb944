"""Articles that name something are counted, not quoted."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.bot import Bot
from bot.quote.reports.counting import NEWEST, tally
from index import Archive, Holding, Scope
from tests.fakes import article, day

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def test_every_article_is_counted(archive: Archive) -> None:
    answer = Bot(archive).ask("How many articles mention the harbour?")
    assert answer.text == "2 articles name “harbour”, from 2 April 2023 to 5 May 2023."
    assert answer.answered and not answer.citations
    assert [each.article.id for each in answer.more] == ["column", "swans"]
    assert all("harbour" in each.quote for each in answer.more)


def test_the_newest_stand_under_the_fold(archive: Archive) -> None:
    gulls = [article(f"gull-{n}", "Gull", f"A gull ate lunch number {n}.", day(2023, 6, n)) for n in range(1, 6)]
    archive.add(gulls)
    answer = Bot(archive).ask("How often was the gull mentioned?")
    assert answer.text.startswith("5 articles name “gull”")
    assert [each.article.id for each in answer.more] == ["gull-5", "gull-4", "gull-3"][:NEWEST]


def test_only_the_time_named_is_counted(archive: Archive) -> None:
    answer = Bot(archive).ask("How many articles mention the harbour in April 2023?", scope=Scope(now=NOW))
    assert answer.text == "1 article names “harbour”, of 2 April 2023."


def test_none_is_none(archive: Archive) -> None:
    answer = Bot(archive).ask("How many articles mention the airship?")
    assert not answer.answered and answer.text == "No article in the archive names “airship”."


def test_what_nobody_may_see_is_not_counted(archive: Archive) -> None:
    assert not Bot(archive).ask("How many articles mention Nils Holm?").answered


def test_too_many_to_go_through_are_said_to_be_more() -> None:
    some = (article("a", "A", "A", day(2023, 1, 1)), article("b", "B", "B", day(2023, 1, 2)))
    assert tally("fog", Holding(some, False)).startswith("At least 2 articles name “fog”, from 1 January 2023 to 2 ")
    assert tally("fog", Holding((article("c", "C", "C"),), True)) == "1 article names “fog”."
