"""The words of a question say in which form its answer is wanted, and about what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.understand.answer_form import Form, answer_form
from bot.understand.time_expressions import named_period

NOW = datetime(2023, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "kind", "topic"),
    [
        ("Summarise the dock strike", "summary", "the dock strike"),
        ("Could you summarize the trial of Ines Vale, please?", "summary", "the trial of Ines Vale"),
        ("tl;dr mill fire", "summary", "mill fire"),
        ("What was reported about the mill fire?", "summary", "the mill fire"),
        ("What has been written about the mill fire?", "summary", "the mill fire"),
        ("TLDR of the mill fire report", "summary", "the mill fire report"),
        ("In short: the mill fire", "summary", "the mill fire"),
        ("the mill fire in a nutshell", "summary", "the mill fire"),
        ("Brief me on the strike", "summary", "the strike"),
        ("A quick recap of the mill fire story", "summary", "the mill fire"),
        ("Summarise the story of the mill fire", "summary", "the mill fire"),
        ("An overview of the case of Ines Vale", "summary", "Ines Vale"),
        ("I was abroad and they all talk about the ferry, can you sum it up for me", "summary", "the ferry"),
        ("What happened with the iron bridge?", "summary", "the iron bridge"),
        ("What happened with the ferry in June 2020?", "summary", "the ferry"),
        ("What happened in June 2020?", "summary", ""),
        ("What happened last week?", "summary", ""),
        ("Give me a timeline of the strike", "timeline", "the strike"),
        ("Please write a short chronology of the mill fire.", "timeline", "the mill fire"),
        ("How did the strike unfold?", "timeline", "the strike"),
        ("Both sides of the parking row", "sides", "the parking row"),
        ("Who is for and against the wall?", "sides", "the wall"),
        ("pros and cons of the wall", "sides", "the wall"),
        ("reactions to the new fares", "sides", "the new fares"),
        ("What do critics say about the wall?", "critics", "the wall"),
        ("About the wall: what do critics say?", "critics", "the wall"),
        ("What do supporters of the wall say?", "supporters", "the wall"),
        ("How many articles mention Ines Vale?", "count", "Ines Vale"),
        ("How many reports on the strike?", "count", "the strike"),
        ("How often was the ferry mentioned?", "count", "the ferry"),
        ("How often has the ferry been reported on since May 2020?", "count", "the ferry"),
    ],
)
def test_the_topic_is_what_remains_of_the_question(question: str, kind: str, topic: str) -> None:
    assert answer_form(question, question, named_period(question, NOW)) == Form(kind, topic)  # type: ignore[arg-type]


@pytest.mark.parametrize("question", [
    "What changed between March and May?", "How has the fare risen?", "How did the plan change?",
    "What are the differences between the two plans?",
])
def test_a_change_is_asked_for(question: str) -> None:
    form = answer_form(question, question)
    assert form is not None and form.kind == "change"


@pytest.mark.parametrize("question", [
    "Who wrote the summary?", "Who wrote A Brief History of Time?", "How many reports of theft did police get?",
    "How many stories does the tower have?", "Who was shot after an argument over parking?",
    "Why was it in short supply?", "How many voted for and against the budget?",
    "Who is serving two sentences for murder?", "Where was the fire reported?",
    "Who was for many years the mayor?", "Did both sides of the valley flood?", "Who supported the motion?",
])
def test_a_fact_is_asked_for(question: str) -> None:
    assert answer_form(question, question) is None
