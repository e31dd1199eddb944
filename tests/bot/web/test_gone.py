"""What is kept beside an answer is held against what a reader may see, at the moment it goes out."""

from __future__ import annotations

import asyncio
import html
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.bot import Bot
from bot.web.page.layout import again, replies
from bot.web.page.messages import turns
from bot.web.service.desk import Desk
from index import Archive
from index.store.backup import backup, restore
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.fakes import ARTICLES, WordEmbedder, article, day

OPENS, ENDS = day(2024, 3, 2), day(2024, 3, 9)
BAKER = article(
    "baker", "Prize for the baker", "The baker Nils Holm wins the golden loaf at the harbour fair.", day(2024, 3, 1),
    section="Bakery", authors=("Tilda Quist",), kind="gazette", embargoed_until=OPENS, expires=ENDS,
)
STALL = article(      # found beside the baker, and beside what is asked about the fair
    "stall", "Stall for Nils Holm", "Nils Holm rents a stall at the harbour fair from the council of Brackwater.",
    day(2024, 2, 1), section="Market", authors=("Otto Brandt",),
)
COURSE = "What happened with Nils Holm?"
MARKS = ("Nils Holm wins", "Prize for the baker", "Bakery", "Tilda Quist", "Gazette", "gazette")


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
        made.add([*kept, STALL, BAKER])
        made.embed()
        yield made


@pytest.fixture
def client(news: Archive, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(quiet_app(Bot(news), limits=UNHURRIED, feedback=tmp_path / "feedback.db")) as made:
        yield made


def desk_of(client: TestClient) -> Desk:
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return desk


def shown(client: TestClient, question: str, history: object = ()) -> tuple[str, str]:
    """What the page shows last of an answer, and its id."""

    async def ask() -> str:
        async with aclosing(replies(desk_of(client), question, list(history))) as growing:  # type: ignore[call-overload]
            return [text async for text, _ in growing][-1]

    text = html.unescape(asyncio.run(ask()))
    return text, text.rpartition('id="answer-')[2][:32]


def withdrawn(archive: Archive) -> None:
    archive.withdraw(["baker"], "Legal")


def again_as(**changed: Any) -> Callable[[Archive], object]:
    """Have the article stored with other facts."""
    return lambda archive: archive.add([replace(BAKER, **changed)])


def exchanged(archive: Archive) -> None:
    """Put a copy in the archive's place in which it was withdrawn."""
    copy, cleared = archive.folder.parent / "copy", archive.folder.parent / "cleared"
    backup(archive.folder, copy)
    restore(copy, cleared)
    with Archive.open(cleared, embedder=WordEmbedder()) as other:
        withdrawn(other)
    shutil.rmtree(archive.folder)
    restore(cleared, archive.folder)


GOING: dict[str, Callable[[Archive], object]] = {
    "withdrawn": withdrawn,
    "removed": lambda archive: archive.remove(["baker"]),
    "withheld": again_as(status="withheld"),
    "canceled": again_as(status="canceled"),
    "embargo set later": again_as(embargoed_until=day(2024, 4, 1)),
    "expiry set later": again_as(expires=day(2024, 3, 4)),
    "exchanged": exchanged,
}


def pages(client: TestClient, ids: list[str], token: str) -> str:
    """All that the server says by any way that keeps something, in one text; questions of our own taken out."""
    desk = desk_of(client)
    ways = [
        client.get("/api/page/filters").text,
        client.get("/api/page/results", params={"q": "golden loaf fair"}).text,
        client.get("/api/suggest", params={"limit": 20}).text,
        client.get("/api/search", params={"q": "golden loaf"}).text,
        client.get("/api/articles/baker").text,
        client.get("/articles/baker").text,
        client.get("/readyz").text,
        client.post("/api/ask", json={"question": "What did he win?", "conversation": token}).text,
        client.post("/api/ask/stream", json={"question": "Who wins the golden loaf?"}).text,
        str(again(desk, " ".join(ids))),
    ]
    for id in ids:
        ways += [client.get(f"/api/page/{kept}", params={"answer": id}).text for kept in ("beside", "next")]
        ways += [client.get("/api/export", params={"answer": id, "form": form}).text for form in ("json", "markdown")]
        ways += [client.get(f"/api/answers/{id}.jsonld").text]
    return html.unescape("\n".join(ways))


def primed(client: TestClient) -> tuple[list[str], str]:
    """Answers of several kinds, all that is kept beside them asked for once; their ids and a conversation."""
    questions = ("Who wins the golden loaf?", COURSE, "Who rents a stall?", "Which dentist discovered penicillin?")
    ids = [shown(client, question)[1] for question in questions]
    asked = client.post("/api/ask", json={"question": questions[0]}).json()
    ids.append(asked["id"])
    later = client.post("/api/ask", json={"question": "What did he win?", "conversation": asked["conversation"]}).json()
    ids.append(later["id"])
    before = pages(client, ids, asked["conversation"])
    assert all(mark in before for mark in MARKS[:4]), "what is to go is not there"
    return ids, asked["conversation"]


@pytest.mark.parametrize("way", GOING)
def test_nothing_kept_names_what_has_gone(client: TestClient, news: Archive, way: str) -> None:
    ids, token = primed(client)
    GOING[way](news)
    after = pages(client, ids, token)
    assert [mark for mark in MARKS if mark in after] == []


@pytest.mark.parametrize("moment", [ENDS, OPENS - timedelta(microseconds=1)])
def test_nothing_kept_names_what_time_has_hidden(client: TestClient, clock: Clock, moment: datetime) -> None:
    ids, token = primed(client)
    clock.now = moment
    after = pages(client, ids, token)
    assert [mark for mark in MARKS if mark in after] == []
    clock.now = ENDS - timedelta(microseconds=1)
    assert "Tilda Quist" in client.get("/api/page/filters").text


def test_what_was_only_suggested_is_not_suggested_again(client: TestClient, news: Archive) -> None:
    _, id = shown(client, "Who rents a stall at the harbour fair?")
    asked = {"answer": id}
    before = client.get("/api/page/next", params=asked).json()["questions"]
    assert any("Prize for the baker" in each for each in before)
    withdrawn(news)
    after = client.get("/api/page/next", params=asked)
    assert after.status_code == 200 and "Prize for the baker" not in after.text


def test_a_course_of_events_goes_with_its_article(client: TestClient, news: Archive) -> None:
    _, id = shown(client, COURSE)
    assert "Prize for the baker" in client.get("/api/page/beside", params={"answer": id}).json()["chart"]
    withdrawn(news)
    for kept in ("beside", "next"):
        assert client.get(f"/api/page/{kept}", params={"answer": id}).status_code == 404


def test_a_question_completed_by_an_article_goes_with_it(client: TestClient, news: Archive) -> None:
    first = client.post("/api/ask", json={"question": "Who wins the golden loaf?"}).json()
    later = client.post("/api/ask", json={
        "question": "Which dentist treated him in Berlin?", "conversation": first["conversation"],
        "scope": {"sections": ["Transport"]},       # so that it names the baker in nothing but the question
    }).json()
    assert "Holm" in later["question_used"]
    withdrawn(news)
    exported = client.get("/api/export", params={"answer": later["id"], "form": "json"}).json()
    assert "Holm" not in json.dumps(exported["turns"][0]["question_used"])


def test_the_page_forgets_an_answer_that_is_no_longer_shown(client: TestClient, news: Archive) -> None:
    text, _ = shown(client, "Who wins the golden loaf?")
    history = [{"role": "user", "content": "Who wins the golden loaf?"}, {"role": "assistant", "content": text}]
    assert turns(history, desk_of(client).recall)
    withdrawn(news)
    assert turns(history, desk_of(client).recall) == []
    assert "Holm" not in shown(client, "What did he win?", history)[0]


def test_a_history_from_elsewhere_loses_what_it_cites_and_nobody_may_see(client: TestClient, news: Archive) -> None:
    first = client.post("/api/ask", json={"question": "Who wins the golden loaf?"}).json()
    withdrawn(news)
    turn = {"question": first["question"], "answer": first["text"], "citations": [
        {name: each[name] for name in ("number", "article", "version", "start", "end")} for each in first["citations"]
    ]}
    turn["citations"] = [{**each, "article": {"id": each["article"]["id"]}} for each in turn["citations"]]
    later = client.post("/api/ask", json={"question": "What did he win?", "history": [turn]}).json()
    assert "Holm" not in later["question_used"]


@pytest.mark.parametrize("route", [
    "/api/search?q=swans", "/api/articles/swans", "/api/suggest", "/api/page/filters", "/api/page/results?q=swans",
    "/readyz", "/metrics",
])
def test_an_archive_that_was_taken_away_is_said_in_one_sentence(
    client: TestClient, news: Archive, route: str
) -> None:
    shutil.rmtree(news.folder)
    news.folder.mkdir()
    refused = client.get(route)
    if route != "/metrics":           # which is for this machine alone
        assert refused.status_code == 503 and refused.json()["code"] == "archive"
        assert "was taken away or exchanged" in refused.json()["detail"]
    asked = client.post("/api/ask", json={"question": "Who wins the golden loaf?"})
    assert asked.status_code == 503 and "was taken away" in asked.json()["detail"]
    assert client.get("/articles/swans").status_code == 503
    assert "was taken away" in shown(client, "Who wins the golden loaf?")[0]
    assert list(news.folder.iterdir()) == []


def test_a_server_answers_from_the_archive_that_is_put_back(client: TestClient, news: Archive) -> None:
    backup(news.folder, news.folder.parent / "copy")
    shutil.rmtree(news.folder)
    assert client.get("/readyz").status_code == 503
    restore(news.folder.parent / "copy", news.folder)
    withdrawn(Archive.open(news.folder, embedder=WordEmbedder()))
    for _ in range(12):
        asked = client.post("/api/ask", json={"question": "Who wins the golden loaf?"})
        assert asked.status_code == 200 and "baker" not in {each["article"]["id"] for each in asked.json()["citations"]}
    assert client.get("/readyz").status_code == 200
