"""What an article knows of a name is put to the mention of it, and nothing where the article hasn't the name."""

from __future__ import annotations

import pytest

from bot.understand.talk.as_known import hardly_known, in_full
from bot.understand.talk.cutting import Cutting
from bot.understand.thread.mentions import NAME, PERSON, PLACE, mentions

ARTICLE = (
    "Ms Amina Rourke, 41, met the mayor at Fenny Crale. She was late. The Merrowby flood was the worst in Merrowby. He "
    "took the Best Actor Oscar. She wept."
)
CUTTING = Cutting(ARTICLE, "The flood", ARTICLE)


@pytest.mark.parametrize(
    ("text", "name", "kind", "gender"),
    [
        ("What did Rourke say?", "Amina Rourke", PERSON, "f"),
        ("Who was at Fenny Crale?", "Fenny Crale", PLACE, ""),                 # though "She" stands behind it
        ("Who died in the Merrowby flood?", "Merrowby", PLACE, ""),
        ("Who took the Best Actor Oscar?", "Best Actor Oscar", NAME, ""),      # though "She" stands behind that, too
        ("What did Tucker Carlson say?", "Tucker Carlson", PERSON, ""),        # not in the article
    ],
)
def test_a_mention_is_what_the_article_shows_it_to_be(text: str, name: str, kind: str, gender: str) -> None:
    found = [each for each in in_full(mentions(text), CUTTING) if each.text == name]
    assert [(each.kind, each.gender) for each in found] == [(kind, gender)]


def test_without_an_article_mentions_stay_as_they_are() -> None:
    found = mentions("What did Rourke say?")
    assert in_full(found, None) == found


@pytest.mark.parametrize(("question", "names"), [
    ("Is Rourdan older than Tom Vale?", ["Rourdan", "Vale"]),
    ("Is Ines Reed older than Tom Vale?", []),
    ("How old is Rourdan?", []),
])
def test_two_are_hardly_known_where_one_may_be_a_man_or_a_woman(question: str, names: list[str]) -> None:
    assert hardly_known(question) == names
