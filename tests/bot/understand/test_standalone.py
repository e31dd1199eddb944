"""Questions that stand alone by their words, behind another one."""

from __future__ import annotations

import pytest

from bot import Turn
from bot.understand.follow_up import rewrite
from bot.understand.standalone import Standalone
from bot.understand.talk.cutting import Cutting

ARTICLE = "The president has proposed bringing general elections forward to April. The turnout is low, he said."
ASKED = Turn("Who is Ines Vale?", "“Ines Vale is the president.” [1]", used="Who is Ines Vale?")
CUTTING = Cutting("Ines Vale is the president.", "President calls for elections", ARTICLE, "a1")


def readings(question: str) -> list[Standalone]:
    meant = rewrite(question, [ASKED], [CUTTING])
    found = [meant.first or meant]
    while found[-1].otherwise:
        found.append(found[-1].otherwise)
    return found


def test_what_is_taken_for_known_is_asked_of_its_article_under_the_headline() -> None:
    under = readings("When are the elections now?")
    assert [(each.text, each.about, each.article) for each in under] == [
        ("When are the elections now (Who is Ines Vale)?", "elections now", "a1"),
        ("When are the elections now (President calls for elections)?", "elections", "a1"),
        ("When are the elections now?", "", ""),
    ]


@pytest.mark.parametrize("question", ["When does the flood siren go off?", "Who pays for the ferry?"])
def test_what_the_article_does_not_speak_of_is_not_asked_under_its_headline(question: str) -> None:
    assert all(CUTTING.headline not in each.text for each in readings(question))


def test_two_refusals_do_not_make_the_article_forgotten() -> None:
    refused = [Turn(each, "I don't find that in the archive.") for each in ("Why?", "For how long?")]
    meant = rewrite("When are the elections?", [ASKED, *refused], [CUTTING, None, None])
    assert meant.first is not None
    assert meant.first.article == "a1"
