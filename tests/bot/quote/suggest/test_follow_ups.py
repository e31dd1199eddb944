"""Questions to ask next are those that the archive answers with something new."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.answer import Answer, Citation, Turn
from bot.bot import Bot
from bot.quote.suggest.follow_ups import OPENING, AnswerGiven, FollowUps, answers_at_once, candidates
from index import Archive, Scope
from tests.fakes import article, day

STORY = "Ines Vale praised the crew. The ferry will sail all winter, said Ines Vale."


@pytest.fixture
def bot(archive: Archive) -> Bot:
    archive.add([
        article("medal", "Medal for a captain", "Captain Ines Vale got a medal from Harbour Council on Monday.",
                day(2023, 7, 1)),
        article("leaves", "Ferry master leaves",
                "Captain Ines Vale resigned as ferry master on Monday. The ferry will sail on.", day(2023, 7, 4)),
    ])
    archive.embed()
    return Bot(archive)


def given(answer: Answer, archive: Archive) -> AnswerGiven:
    cited = {each.article.id: each.article for each in answer.citations}
    near = {hit.article.id: hit.article for hit in answer.hits if hit.article.id not in cited}
    return AnswerGiven(answer.question_used, answer.text, Scope(), tuple(cited.values()), tuple(near.values()),
                [each.quote for each in answer.citations])


def test_each_suggestion_is_answered_by_what_was_not_quoted_yet(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    questions = FollowUps(bot._by_quoting, math.inf).after(given(first, bot.archive))
    assert questions and len(questions) <= 3
    known = {each.quote for each in first.citations}
    for question in questions:
        answer = bot.ask(question, history=[Turn(first.question_used, first.text)])
        assert answer.answered and answer.citations[0].quote not in known


def test_each_suggestion_is_answered_in_its_first_words(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    for question in FollowUps(bot._by_quoting, math.inf).after(given(first, bot.archive)):
        answer = bot.ask(question, history=[Turn(first.question_used, first.text)])
        assert " ".join(answer.citations[0].quote.split()) in " ".join(answer.text.split()[:OPENING])


def test_an_answer_that_comes_to_its_point_late_is_not_suggested(bot: Bot) -> None:
    answer = bot.ask("What was reported about “Medal for a captain”?")
    assert answers_at_once(answer, "Ines Vale")
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


def test_questions_of_when_of_why_of_who_and_of_stories_take_turns() -> None:
    near = [article("a", "Storm hits ferry.", "Captain Tom Reed resigned as harbour master on Monday."),
            article("b", "Rovers win the cup", "Text of a match.")]
    quotes = ["Captain Ines Vale spoke of the storm. Mr Orr and Bob Ray did not."]
    asked = AnswerGiven("Will the ferry sail in a storm?", "…", near=near, quotes=quotes)
    assert [question for question, _ in candidates(asked)] == [
        "When did Captain Tom Reed resign as harbour master?", "Why did Captain Tom Reed resign as harbour master?",
        "Who resigned as harbour master?", "Who is Ines Vale?", "What happened with Ines Vale?",
        "Who is Bob Ray?", "What happened with Bob Ray?",
    ]


def test_no_headline_is_asked_about() -> None:
    near = [article("a", "Storm hits ferry in harbour", "The ferry was hit by a storm in the harbour.")]
    asked = AnswerGiven("Will the ferry sail in a storm?", "…", near=near, quotes=["The ferry will sail."])
    assert list(candidates(asked)) == []


def test_a_name_that_only_tells_which_one_is_meant_is_asked_nothing_about() -> None:
    asked = AnswerGiven("When does term start?", "…", quotes=["Pupils of the Ferry Lane school start on Monday."])
    assert list(candidates(asked)) == []


def test_a_name_is_asked_about_with_its_article() -> None:
    asked = AnswerGiven("What did it cost?", "…", quotes=["The cost of repairing the Tollgate Bridge was £7m."])
    assert [question for question, _ in candidates(asked)] == ["What happened with the Tollgate Bridge?"]


def test_after_a_refusal_articles_on_something_else_suggest_nothing() -> None:
    near = [article("a", "Town counts its votes", "Mr Bob Ray won the vote in the town on Monday.")]
    assert list(candidates(AnswerGiven("Who won the chess olympiad?", "", near=near))) == []


def test_an_answer_in_another_language_is_followed_by_no_english_question() -> None:
    quotes = ["Bürgermeisterin Ines Vale trat am Montag zurück."]
    cited = [replace(article("a", "Vale tritt zurück", quotes[0]), language="de")]
    assert list(candidates(AnswerGiven("Wer trat zurück?", "…", cited=cited, quotes=quotes))) == []


def test_nothing_is_asked_about_twice(bot: Bot) -> None:
    first = bot.ask("Will the ferry sail all winter?")
    asked = replace(given(first, bot.archive), quotes=[STORY])
    assert sum("Ines Vale" in each for each in FollowUps(bot._by_quoting, math.inf).after(asked)) <= 1


def test_after_a_story_it_is_asked_who_somebody_is() -> None:
    asked = AnswerGiven("What happened with the ferry?", "…", quotes=["Captain Ines Vale spoke."])
    assert [question for question, _ in candidates(asked)] == ["Who is Ines Vale?"]


def test_who_was_asked_about_is_not_asked_about_again() -> None:
    asked = AnswerGiven("Who is Bob Ray?", "…", quotes=["Bob Ray is a sailor."])
    assert [question for question, _ in candidates(asked)] == ["What happened with Bob Ray?"]


def test_who_somebody_is_must_be_said_and_no_question_of_when_holds_a_day() -> None:
    said = Answer("Who is Ines Vale?", "Who is Ines Vale?", "", answered=True)
    story = article("a", "", "Ines Vale, the ferry master, spoke. Ines Vale went home.")
    told, untold = (replace(said, text=f"“{story.text[start:end]}”", citations=(Citation(1, story, start, end, ""),))
                    for start, end in ((0, 35), (36, 56)))
    assert answers_at_once(told, "Ines Vale") and not answers_at_once(untold, "Ines Vale")
    near = [article("b", "Vale's order", "Mayor Ines Vale issued an order on Wednesday on Monday.")]
    asked = AnswerGiven("What did Ines Vale order?", "…", near=near, quotes=["Ines Vale spoke."])
    assert not [each for each, _ in candidates(asked) if "day" in each]
