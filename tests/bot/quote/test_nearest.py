"""A refusal names articles that speak of the same, and none that share a common word with the question."""

from __future__ import annotations

import pytest

from bot.quote.candidates import ParsedQuestion
from bot.quote.nearest import NAMED, nearest
from index import Hit, Passage
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article

WEIGHTS = {"vale": 6.0, "ferri": 5.0, "captain": 5.0, "hit": 3.0, "go": 2.0}


def asked(*names: str) -> ParsedQuestion:
    return ParsedQuestion("?", WEIGHTS, frozenset(names), None, None, latest=False, articles=600)


def hits(*texts: str) -> list[Hit]:
    stories = [article(f"story-{place}", "Story", text) for place, text in enumerate(texts)]
    return [Hit(Passage(place, story, 0, len(story.text)), 1.0) for place, story in enumerate(stories)]


def terms(text: str) -> list[str]:
    return text.casefold().replace(".", "").split()


@pytest.mark.parametrize(("text", "near"), [
    ("captain of the ferri", True), ("the ferri sank", False), ("go and hit it", False), ("nothing", False),
])
def test_two_of_the_rarer_words_bring_an_article_near(text: str, near: bool) -> None:
    assert bool(nearest(asked(), hits(text), [], terms)) is near


def test_so_do_all_the_names_and_not_a_part_of_them() -> None:
    for named, near in ((1.0, True), (0.5, False)):
        story = article("story", "Story", "She sailed.")
        found = candidate("She sailed.", story, named=named)
        assert bool(nearest(asked("vale", "ines"), [found.hit], [found], terms)) is near


def test_some_are_named_each_once_in_the_order_of_the_search() -> None:
    found = hits(*["captain of the ferri"] * (NAMED + 1))
    assert [each.id for each in nearest(asked(), [found[1], *found], [], terms)] == ["story-1", "story-0", "story-2"]
