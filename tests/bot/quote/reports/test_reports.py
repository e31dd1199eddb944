"""Articles are ranked by how squarely they are about a topic."""

from __future__ import annotations

import pytest

from bot.quote.reports.reports import IN_HEADLINE, IN_OPENING, articles_about, is_statement, squarest
from index import Archive, Scope
from tests.fakes import article, day


def test_a_headline_is_squarer_than_an_opening(archive: Archive) -> None:
    archive.add([article("gull", "Gull steals chips", "The gull took them near the harbour market.", day(2023, 8, 1)),
                 article("chips", "A day out", "Near the harbour a gull stole our chips.", day(2023, 8, 2))])
    archive.embed()
    hits = archive.search("gull chips", Scope(limit=50))
    about = articles_about(archive, "gull chips", hits)
    assert [(rank, each.id) for rank, each in about] == [(IN_HEADLINE, "gull"), (IN_OPENING, "chips")]


def test_an_article_that_has_only_a_third_of_the_topic_is_not_about_it(archive: Archive) -> None:
    archive.add([article("whelk", "Whelk prices rise again", "Traders blamed a storm for it.", day(2023, 8, 1)),
                 article("season", "Whelk season opens at dawn", "The boats left before dawn.", day(2023, 8, 2))])
    archive.embed()
    hits = archive.search("whelk season opens", Scope(limit=50))
    assert {"whelk", "season"} <= {hit.article.id for hit in hits}
    assert [each.id for _, each in articles_about(archive, "whelk season opens", hits)] == ["season"]


def test_whole_ranks_are_taken_until_there_are_enough() -> None:
    a, b, c = (article(name, name, name) for name in "abc")
    assert squarest([(0, a), (1, b), (1, c)], 1) == [a]
    assert squarest([(0, a), (1, b), (1, c)], 2) == [a, b, c]
    assert squarest([], 2) == []


@pytest.mark.parametrize("sentence", [
    "Follow @themerrowbybell for more news of the harbour.", "5.55am: Good morning.",
    "On today's episode of the Merrowby Bell podcast: the mayor resigns",
    "Image: a swan lands in the harbour on Monday",
    "Take our weekly quiz and see how much of the news you remember.",
    "Do you know who won the mayoral race in May?",
    "This story has been updated to include the words of the mayor.",
    "(AP Photo/Ines Vale, File) A ferry in the harbour",
])
def test_what_reports_nothing(sentence: str) -> None:
    assert not is_statement(sentence)


@pytest.mark.parametrize("sentence", [
    "The council said the quiz would be held in the Market Hall.",
    "Subscribers left the paper in their hundreds last year.",
])
def test_what_reports_something(sentence: str) -> None:
    assert is_statement(sentence)
