"""A real model that invents: over the sample archive none of its inventions reaches the reader, however he asks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot import Answer, Bot
from bot.generate.answerer import Generator
from bot.generate.plan import Planner, strays
from bot.retriever.found import Asked, Found
from bot.understand.follow_up import rewrite
from bot.verify.words import plain
from index import Scope
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.small_model import invented, sample_questions, well_formed

QUESTIONS = 2


@pytest.fixture(scope="module")
def answers(inventing: Bot) -> list[Answer]:
    return [inventing.ask(question) for question in sample_questions(QUESTIONS)]


def test_the_model_was_heard(answers: list[Answer]) -> None:
    assert all(answer.usage.get("output_tokens") and answer.timings["generate"] > 0 for answer in answers)


def test_no_invented_number_or_name_is_shown(answers: list[Answer]) -> None:
    assert [invented(answer.text, answer) for answer in answers] == [[]] * QUESTIONS


def test_every_mark_has_its_citation(answers: list[Answer]) -> None:
    assert all(map(well_formed, answers))


def test_what_is_withheld_has_a_reason(answers: list[Answer]) -> None:
    assert all(reason for answer in answers for _, reason in answer.withheld)


def test_nothing_invented_comes_over_a_stream(inventing: Bot) -> None:
    (question,) = sample_questions(1, skipped=1)
    with TestClient(quiet_app(inventing, limits=UNHURRIED)) as client:
        body = client.post("/api/ask/stream", json={"question": question}).text
    events = [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in (block.split("\n") for block in body.split("\n\n") if block.startswith("event: "))
    ]
    names = [name for name, _ in events]
    said: dict[str, Any] = dict(events)["done"]
    text = ""
    for name, data in events:
        text = (data["text"] if data.get("replace") else text + data["text"]) if name == "text" else text
    assert names[0] == "status" and names[-1] == "done" and "error" not in names
    assert said["usage"]["output_tokens"] and said["generated"]["ai_generated"]
    answer = inventing_answer(inventing, question, text)
    assert invented(text, answer) == []
    assert [data["number"] for name, data in events if name == "citation"] or not said["answered"]


def test_its_plans_hold_to_what_was_said(inventing: Bot) -> None:
    history = [Answer("Who is Nell Rourke?", "", "Nell Rourke is the mayor of Merrowby.", True).turn]
    asked = Asked("What did she say about the bridge?", history, Scope())
    assert isinstance(inventing.answerer, Generator)
    planner = Planner(inventing.archive, inventing.answerer.model, limit_s=300.0)
    found = planner.planned(Found(asked, rewrite(asked.question, history)))
    known = plain("\n\n".join([asked.question, history[0].question, history[0].answer]))
    assert strays(found.standalone.text, asked.question, known) is None
    assert found.usage.get("output_tokens") and found.timings["plan"] > 0


def inventing_answer(bot: Bot, question: str, text: str) -> Answer:
    """What the archive holds on a question, to hold a text against."""
    return Answer(question, question, text, True, hits=tuple(bot.archive.search(question, Scope(limit=40))))
