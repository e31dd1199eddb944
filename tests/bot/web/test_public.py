"""Every way out of the server keeps embargoes, expiry, status and withdrawal, at the moment it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.bot import Bot
from bot.web.page.layout import again
from bot.web.page.masthead import holdings
from bot.web.service.desk import Desk
from index import Archive, Scope
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.fakes import ARTICLES, WordEmbedder, article, day

BAKER = article(
    "baker", "Prize for the baker", "The baker Nils Holm wins the golden loaf at the harbour fair.", day(2024, 3, 1),
    section="Food", embargoed_until=day(2024, 3, 2), expires=day(2024, 3, 9),
)
QUESTION = "Who wins the golden loaf?"
INSTANT = timedelta(microseconds=1)
OPENS, ENDS = BAKER.embargoed_until, BAKER.expires


class Clock:
    """Says what a test sets."""

    def __init__(self) -> None:
        self.now = day(2024, 3, 5)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def news(tmp_path: Path, clock: Clock) -> Iterator[Archive]:
    kept = [each for each in ARTICLES if each.id not in ("embargoed", "withdrawn", "expired")]
    with Archive.create(tmp_path / "news", embedder=WordEmbedder(), clock=clock) as made:
        made.add([*kept, BAKER])
        made.embed()
        yield made


@pytest.fixture
def client(news: Archive, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(quiet_app(Bot(news), limits=UNHURRIED, feedback=tmp_path / "feedback.db")) as made:
        yield made


def ask(client: TestClient, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/ask", json={"question": question, **more}).json()
    return answer


def everything(client: TestClient, asked: dict[str, Any]) -> str:
    """All that the server says of the baker by any way, in one text."""
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
    ways = [
        client.post("/api/ask", json={"question": QUESTION}).text,
        client.post("/api/ask/stream", json={"question": QUESTION}).text,
        client.post("/api/ask", json={"question": "What happened with the baker Nils Holm?"}).text,
        client.get("/api/search", params={"q": "baker golden loaf"}).text,
        client.get("/api/suggest", params={"limit": 20}).text,
        client.get("/api/articles/baker").text,
        client.get("/articles/baker").text,
        client.get("/api/export", params={"answer": asked["id"]}).text,
        client.get("/api/export", params={"answer": asked["id"], "form": "json"}).text,
        str(again(desk, asked["id"])),
        holdings(desk.bot.archive.info()),
        str([each.to_dict() for each in desk.bot.archive.articles(desk.bot.archive.now())]),
    ]
    return "\n".join(ways).replace(QUESTION, "").replace("What happened with the baker Nils Holm?", "")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [(OPENS - INSTANT, False), (OPENS, True), (ENDS - INSTANT, True), (ENDS, False)],
)
def test_an_article_is_there_from_its_embargo_to_its_expiry(
    client: TestClient, clock: Clock, moment: datetime, *, shown: bool
) -> None:
    asked = ask(client)
    assert "Nils Holm" in asked["text"] and asked["citations"]
    clock.now = moment
    told = everything(client, asked)
    assert ("Nils Holm" in told) is shown and ("Prize for the baker" in told) is shown
    assert client.get("/articles/baker").status_code == (200 if shown else 404)
    assert ("application/ld+json" in client.get("/articles/baker").text) is shown


@pytest.mark.parametrize("change", ["withheld", "canceled", "withdrawn", "removed"])
def test_another_process_takes_it_away_by_the_next_question(client: TestClient, news: Archive, change: str) -> None:
    asked = ask(client)
    with Archive.open(news.folder, embedder=WordEmbedder()) as desk:
        if change == "withdrawn":
            desk.withdraw(["baker"], "Legal")
        elif change == "removed":
            desk.remove(["baker"])
        else:
            desk.add([replace(BAKER, status=change)])
    told = everything(client, asked)
    assert "Nils Holm" not in told and "Prize for the baker" not in told


def test_a_verdict_on_an_answer_keeps_nothing_of_what_was_withdrawn_since(
    client: TestClient, news: Archive, tmp_path: Path
) -> None:
    asked = ask(client)
    news.withdraw(["baker"], "Legal")
    assert client.post("/api/feedback", json={"answer": asked["id"], "verdict": "helpful"}).status_code == 200
    kept = (tmp_path / "feedback.db").read_bytes()
    assert b"Nils Holm" not in kept and b"Prize for the baker" not in kept


def test_a_conversation_no_longer_knows_what_is_no_longer_public(client: TestClient, clock: Clock) -> None:
    token = ask(client)["conversation"]
    assert "Holm" in ask(client, "What did he bake?", conversation=token)["question_used"]
    clock.now = ENDS
    later = ask(client, "What did he bake?", conversation=token)
    assert "Holm" not in str(later)


def test_an_abstention_names_no_article_that_has_gone(client: TestClient, clock: Clock) -> None:
    asked = ask(client, "Which dentist discovered penicillin in Berlin?")
    assert not asked["answered"]
    clock.now = ENDS
    exported = client.get("/api/export", params={"answer": asked["id"]}).text
    assert "Prize for the baker" not in exported


def test_an_answer_is_judged_at_one_moment(news: Archive, clock: Clock) -> None:
    pieces = Bot(news).stream(QUESTION)
    first = next(pieces)
    clock.now = ENDS
    *_, answer = pieces
    assert first and answer.citations[0].article.id == "baker"     # type: ignore[union-attr]
    assert Bot(news).ask(QUESTION, scope=Scope(now=OPENS)).answered
