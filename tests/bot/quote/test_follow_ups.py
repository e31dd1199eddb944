"""Questions to ask next are those that the archive answers with something new."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.answer import Answer, Turn
from bot.bot import Bot
from bot.quote.follow_ups import OPENING, AnswerGiven, FollowUps, answers_at_once, candidates
from index import Archive, Scope
from tests.fakes import article, day

STORY = "Ines Vale praised the crew. The ferry will sail all winter, said Ines Vale."


@pytest.fixture
def bot(archive: Archive) -> Bot:
    archive.add([
        article("medal", "Medal for a captain", "Captain Ines Vale got a medal from Harbour Council on Monday.",
                day(2023, 7, 1)),
        article("quote", 'He said "no"', "Nobody was named.", day(2023, 7, 2)),
    ])
    archive.embed()
    return Bot(archive)


def given(answer: Answer, archive: Archive) -> AnswerGiven:
    cited = {each.article.id: each.article for each in answer.citations}
    near = {hit.article.id: hit.article for hit in answer.hits if hit.article.id not in cited}
    return AnswerGiven(answer.question_used, answer.text, Scope(), tuple(cited.values()), tuple(near.values()),
                [each.quote for each in answer.citations])


def test_each_suggestion_is_answered_from_an_article_that_was_not_cited(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    questions = FollowUps(bot._by_quoting, math.inf).after(given(first, bot.archive))
    assert questions and len(questions) <= 3
    known = {each.article.id for each in first.citations}
    for question in questions:
        answer = bot.ask(question, history=[Turn(first.question_used, first.text)])
        assert answer.answered and {each.article.id for each in answer.citations} - known


def test_each_suggestion_is_answered_in_its_first_words(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    for question in FollowUps(bot._by_quoting, math.inf).after(given(first, bot.archive)):
        answer = bot.ask(question, history=[Turn(first.question_used, first.text)])
        assert " ".join(answer.citations[0].quote.split()) in " ".join(answer.text.split()[:OPENING])


def test_an_answer_that_comes_to_its_point_late_is_not_suggested(bot: Bot) -> None:
    answer = bot.ask("What was reported about “Medal for a captain”?")
    assert answers_at_once(answer, "Medal for a captain") and answers_at_once(answer, "Ines Vale")
    assert not answers_at_once(answer, "Tom Reed")
    assert not answers_at_once(replace(answer, text=f"{'First this. ' * 20}{answer.text}"), "Ines Vale")


def test_a_headline_in_quotation_marks_is_answered_from_its_article(bot: Bot) -> None:
    answer = bot.ask("What was reported about “Medal for a captain”?")
    assert answer.answered and answer.citations[0].article.id == "medal" and answer.notices == ()
    assert answer.hits[0].article.id == "medal"


def test_an_archive_that_holds_no_more_suggests_nothing(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    only = AnswerGiven(first.question_used, first.text, Scope(sections=("Nowhere",)), quotes=[STORY])
    assert FollowUps(bot._by_quoting, math.inf).after(only) == []


def test_no_candidate_is_tried_when_there_is_no_time(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    assert FollowUps(bot._by_quoting, -1).after(given(first, bot.archive)) == []


def test_questions_of_when_of_names_and_of_headlines_take_turns() -> None:
    near = [article("a", "Storm hits ferry.", "Captain Tom Reed resigned as harbour master on Monday."),
            article("b", 'The ferry said "no"', "Text."), article("c", "Rovers win the cup", "Text of a match.")]
    quotes = ["Captain Ines Vale spoke. Mr Orr and Bob Ray did not."]
    asked = AnswerGiven("Will the ferry sail?", "…", near=near, quotes=quotes)
    questions = [question for question, _ in candidates(asked)]
    assert questions == [
        "When did Captain Tom Reed resign as harbour master?", "What happened with Ines Vale?",
        "What was reported about “Storm hits ferry”?", "What else was reported about Ines Vale?",
        "What happened with Bob Ray?", "What else was reported about Bob Ray?", "What happened with Tom Reed?",
        "What else was reported about Tom Reed?",
    ]


def test_nothing_is_asked_about_twice(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    asked = replace(given(first, bot.archive), quotes=[STORY])
    assert sum("Ines Vale" in each for each in FollowUps(bot._by_quoting, math.inf).after(asked)) <= 1


def test_after_a_story_names_are_asked_for_anything_else() -> None:
    asked = AnswerGiven("What happened with the ferry?", "…", quotes=["Captain Ines Vale spoke."])
    assert [question for question, _ in candidates(asked)] == ["What else was reported about Ines Vale?"]


def test_who_was_asked_about_is_not_asked_about_again() -> None:
    asked = AnswerGiven("Who is Bob Ray?", "…", quotes=["Bob Ray is a sailor."])
    assert [question for question, _ in candidates(asked)] == ["What happened with Bob Ray?"]
