"""What the page asks for beside the chat."""

from __future__ import annotations

import asyncio
import html
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.answer import Answer
from bot.web.http.limits import Limits
from bot.web.page.layout import replies
from index import Scope
from tests.bot.web.fake_bot import FakeBot
from tests.bot.web.quiet import quiet_app

AMAZON = "What did Amazon announce?"


def asked(client: TestClient, question: str, **chosen: Any) -> str:
    """The id of an answer that the page has shown."""

    async def ask() -> str:
        filters = json.dumps(chosen) if chosen else ""
        shown = [text async for text, _ in replies(client.app.state.desk, question, [], filters=filters)]  # type: ignore[attr-defined]
        return html.unescape(shown[-1]).rpartition('id="answer-')[2][:32]

    return asyncio.run(ask())


def test_filters_are_made_from_what_the_archive_holds(client: TestClient) -> None:
    form = client.get("/api/page/filters").json()["html"]
    assert 'value="Business"' in form and "<svg" in form and "<script>" not in form


def test_results_are_those_of_the_archive(client: TestClient) -> None:
    found = client.get("/api/page/results", params={"q": "night ferry"}).json()
    assert "Night ferry returns after four winters" in found["html"] or "ferry" in found["html"].lower()
    assert found["told"] == "1 article on “night ferry”." and found["searched"].startswith("Searched 1,204 passages")
    assert client.get("/api/page/results", params={"q": "?!"}).json()["html"] == ""
    filtered = client.get("/api/page/results", params={"q": "ferry", "filters": '{"sections": ["Harbour"]}'}).json()
    assert filtered["searched"].startswith("Searched 3 passages")


def test_a_search_has_the_limits_of_a_question(client: TestClient) -> None:
    assert client.get("/api/page/results", params={"q": "x" * 2_001}).status_code == 422
    refused = client.get("/api/page/results", params={"q": "ferry", "filters": "{"})
    assert refused.status_code == 422 and "clear them" in refused.json()["detail"]
    assert client.get("/api/page/results", params={"q": "ferry", "start": 2_001}).status_code == 422


def test_searches_are_counted_like_those_of_the_api() -> None:
    with TestClient(quiet_app(FakeBot(), limits=Limits(read_rate="2/minute"))) as client:
        statuses = [client.get("/api/page/results", params={"q": "ferry"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_an_answer_is_asked_under_the_chosen_filters(client: TestClient, bot: FakeBot) -> None:
    id = asked(client, AMAZON, sections=["Business"], narrow=False)
    assert bot.calls[-1]["scope"].sections == ("Business",) and bot.calls[-1]["narrow"] is False
    beside = client.get("/api/page/beside", params={"answer": id}).json()
    assert beside["searched"].startswith("Searched 3 passages")
    assert beside["inferred"] == "" == beside["chart"]
    assert beside["link"] == "/?q=What+did+Amazon+announce%3F&sections=Business"


def test_filters_that_cannot_be_read_are_told_in_the_chat(client: TestClient) -> None:
    async def ask() -> list[str]:
        return [text async for text, _ in replies(client.app.state.desk, AMAZON, [], filters="[")]  # type: ignore[attr-defined]

    assert "can&#39;t be read" in asyncio.run(ask())[-1]


def test_what_to_ask_next_is_found_once(client: TestClient, bot: FakeBot) -> None:
    id = asked(client, AMAZON)
    first = client.get("/api/page/next", params={"answer": id}).json()["questions"]
    assert len(first) == 3
    bot.follow_ups = None  # type: ignore[assignment]
    try:
        assert client.get("/api/page/next", params={"answer": id}).json()["questions"] == first
    finally:
        del bot.follow_ups


def test_what_was_searched_in_another_spelling_can_be_asked_as_typed(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = client.get("/api/page/beside", params={"answer": asked(client, AMAZON)}).json()
    typed = "What did Amazn announce?"
    shown = replace(bot._answer(AMAZON, Scope()), question=typed, respelt=(("Amazn", "Amazon"),))
    monkeypatch.setattr(bot, "_answer", lambda question, scope: shown)
    id = asked(client, typed, respell=False)
    assert bot.calls[-1]["respell"] is False
    beside = client.get("/api/page/beside", params={"answer": id}).json()
    assert (plain["typed"], beside["typed"], beside["again"]) == ("", typed, AMAZON)


def test_what_may_be_meant_is_offered_next(client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    choices = ("When did the lido reopen?", "When did the ferry reopen?")
    asks = Answer("When did it reopen?", "", "Do you mean the lido or the ferry?", answered=False, choices=choices)
    monkeypatch.setattr(bot, "_answer", lambda question, scope: asks)
    id = asked(client, "When did it reopen?")
    assert client.get("/api/page/next", params={"answer": id}).json() == {"questions": list(choices), "choices": True}


def test_a_refusal_that_says_what_it_looked_through_has_no_second_line_of_it(client: TestClient) -> None:
    refused, answered = asked(client, "Who won the chess olympiad?"), asked(client, AMAZON)
    lines = [client.get("/api/page/beside", params={"answer": id}).json()["searched"] for id in (refused, answered)]
    assert lines[0] == "" and lines[1].startswith("Searched")


def test_small_talk_has_nothing_beside_it(client: TestClient) -> None:
    id = asked(client, "hello")
    assert client.get("/api/page/beside", params={"answer": id}).json()["searched"] == ""
    assert client.get("/api/page/next", params={"answer": id}).json() == {"questions": [], "choices": False}


def test_an_unknown_answer_is_not_found(client: TestClient) -> None:
    for path in ("beside", "next"):
        assert client.get(f"/api/page/{path}", params={"answer": "0" * 32}).status_code == 404
        assert client.get(f"/api/page/{path}", params={"answer": "../x"}).status_code == 422


def test_what_the_page_asks_for_comes_in_the_readers_language(client: TestClient) -> None:
    german = {"Accept-Language": "de-AT,en;q=0.5"}
    form = client.get("/api/page/filters", headers=german)
    assert "<legend>Ressort</legend>" in form.json()["html"] and "Accept-Language" in form.headers["vary"]
    found = client.get("/api/page/results", params={"q": "night ferry"}, headers=german).json()
    assert "An dieser Stelle öffnen" in found["html"] and "1.204 Passagen vom 10. Juni 2020" in found["searched"]


def test_a_search_can_be_taken_along(client: TestClient) -> None:
    for form, begins in (("csv", "headline,"), ("ris", "TY  - NEWS")):
        taken = client.get("/api/page/references", params={"q": "night ferry", "form": form})
        assert taken.text.startswith(begins) and "Night ferry returns" in taken.text
        assert f"cuttings.{form}" in taken.headers["content-disposition"]
    assert client.get("/api/page/references", params={"q": "ferry", "form": "pdf"}).status_code == 422


def test_the_last_days_are_counted_from_the_newsrooms_day(
    client: TestClient, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = datetime(2024, 2, 20, 0, 30, tzinfo=timezone(timedelta(hours=13)))      # in Greenwich it is still the 19th
    monkeypatch.setattr(bot.archive, "at_present", lambda scope: replace(scope, now=there))
    form = client.get("/api/page/filters").json()["html"]
    assert 'data-since="2024-01-21" data-until="2024-02-20"' in form
