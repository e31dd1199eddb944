"""Who holds an office is told by the newest sentence that says so, not by the newest that speaks of the office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.quote.candidate import Candidate
from bot.quote.question import ParsedQuestion
from bot.quote.reports.office_holder import holder_named, present_holder
from bot.quote.selection import selected
from tests.bot.quote.sentences_of import candidate
from tests.fakes import article, day

OLD = article("old", "Reed to stand down", "Tomas Reed, the first elected mayor of the town, will not stand again.",
              day(2022, 9, 1))
WON = article("won", "Lee wins", "Ann Lee will be the next mayor after beating Carl Dunn by nine votes.",
              day(2023, 5, 5))
QUOTED = article("quoted", "Parking row", "“It is dear enough,” said Mayor Ann Lee on Monday.",
                 day(2024, 5, 1))
DEAD = article("dead", "Tomas Reed", "He kept a shop until he was asked to run for the new post of elected mayor.",
               day(2024, 11, 1))


@pytest.mark.parametrize(("sentence", "holder"), [
    ("“No,” said Mayor Ann Lee.", ("Lee", False)),
    ("The mayor, Ann Lee, said no.", ("Lee", False)),
    ("Ann Lee, 40, the mayor, said no.", ("Lee", False)),
    ("Ann Lee, Merrowby's first mayor, said no.", ("Lee", False)),
    ("Ann Lee, who ran the school, was confirmed on Monday night as mayor.", ("Lee", False)),
    ("Ann Lee becomes the new mayor.", ("Lee", False)),
    ("Ann Lee resigned on Monday as mayor.", ("Lee", True)),
    ("The former mayor Ann Lee has died.", None),
    ("Ann Lee, the deputy mayor, said no.", None),
    ("Ann Lee, the first mayor, has died.", None),
    ("Ann Lee's mayor-making was on Monday.", None),
    ("Ann Lee was mayor when the bridge was built.", None),
    ("Ann Lee told the mayor's office so.", None),
])
def test_who_a_sentence_says_holds_the_office(sentence: str, holder: tuple[str, bool] | None) -> None:
    assert holder_named("mayor", sentence) == holder


def test_the_governor_of_another_state_is_no_answer() -> None:
    assert holder_named("governor", "Ohio Governor Ann Lee said no.", " of Florida?") is None
    assert holder_named("governor", "Florida Governor Ann Lee said no.", " of Florida?") == ("Lee", False)
    assert holder_named("secretary", "Ann Lee, the former Education Secretary, said no.") is None


def _ranked(**scores: float) -> list[Candidate]:
    stories = {"old": OLD, "won": WON, "quoted": QUOTED, "dead": DEAD}
    made = [replace(candidate(stories[id].text, stories[id], named=1.0), answers=score) for id, score in scores.items()]
    return sorted(made, key=lambda each: -each.score)


def _asked(text: str) -> ParsedQuestion:
    return ParsedQuestion(text, {"mayor": 3.0}, frozenset(), None, None, latest=True)


@pytest.mark.parametrize("question", [
    "Who is the mayor?", "Who's the mayor of the town?", "Who is mayor now?", "Who is the current mayor?",
])
def test_an_article_about_a_former_one_is_not_believed_for_being_newer(question: str) -> None:
    ranked = _ranked(won=0.4, dead=0.35, old=0.3, quoted=-0.5)
    holder = present_holder(_asked(question), ranked[0], ranked)
    assert holder is not None
    assert holder.hit.article.id == "won"
    assert selected(_asked(question), ranked).shown[0][0].id == "won"


def test_whom_only_unlikely_sentences_call_so_may_hold_the_office_elsewhere() -> None:
    ranked = _ranked(old=0.4, quoted=-0.5)
    holder = present_holder(_asked("Who is the mayor?"), ranked[0], ranked)
    assert holder is not None
    assert holder.hit.article.id == "old"


@pytest.mark.parametrize("question", ["Who was the mayor?", "Who is Ann Lee?", "When is the mayor in?"])
def test_other_questions_ask_for_no_holder(question: str) -> None:
    ranked = _ranked(won=0.4, quoted=-0.5)
    assert present_holder(_asked(question), ranked[0], ranked) is None
