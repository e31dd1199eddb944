"""A server with answer processes says what one without them says, and notices what others write as soon."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.answer import Answer
from bot.bot import Bot
from bot.web.workers.opening import BotOpening
from bot.web.workers.pool import AnswerProcesses
from index import DEFAULT_MODEL, Archive, Scope
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.bot.web.test_gone import shown
from tests.fakes import ARTICLES, article, day

WORKERS = 2
BAKER = article("baker", "Prize for the baker", "The baker Nils Holm wins the golden loaf at the harbour fair.",
                day(2024, 3, 1))
STALL = article("stall", "Stall for Nils Holm", "Nils Holm rents a stall at the harbour fair from the council of "
                "Brackwater.", day(2024, 2, 1))
WHO, WINS = "Who wins the golden loaf?", "Nils Holm wins"
QUESTIONS = (
    "Who is the captain of the ferry?", WHO, "What did he win?", "Which dentist discovered penicillin?", "Hello!",
    "How many articles are in the archive?", "Who won the silver loaf?", "What happened to the bridge in 2024?",
)
BELL = article("bell", "Bell found", "The diver Ada Quist found the sunken bell on Monday.", day(2024, 4, 1))


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerProcesses]:
    """Two, one question at a time each, so that questions go to them in turns."""
    folder = tmp_path_factory.mktemp("workers") / "news"
    with Archive.create(folder, embedder=DEFAULT_MODEL) as archive:
        archive.add([*ARTICLES, BAKER, STALL])
        archive.embed()
        made = AnswerProcesses(archive, BotOpening(folder), WORKERS, WORKERS)
        made.start()
        yield made
        made.close()


@pytest.fixture(scope="module")
def client(processes: AnswerProcesses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    feedback = tmp_path_factory.mktemp("feedback") / "feedback.db"
    app = quiet_app(processes, limits=UNHURRIED, feedback=feedback)
    with TestClient(app, client=("127.0.0.1", 50_000)) as made:
        yield made


@pytest.fixture
def elsewhere(processes: AnswerProcesses) -> Iterator[Archive]:
    """The archive as another process has it open, with the baker in it as he was."""
    assert isinstance(processes.archive, Archive)
    with Archive.open(processes.archive.folder) as archive:
        yield archive
        archive.readmit("baker")
        archive.add([BAKER])
        archive.embed()


def asked_of_each(client: TestClient, question: str = WHO) -> list[str]:
    """All that each process says."""
    return [str(client.post("/api/ask", json={"question": question}).json()) for _ in range(WORKERS)]


def test_answers_are_word_for_word_those_of_one_process(processes: AnswerProcesses) -> None:
    bot, history, others = Bot(processes.archive), [], []     # type: ignore[var-annotated]
    now = datetime.now(UTC)
    for question in QUESTIONS:
        given: dict[str, Any] = {"history": history[-2:], "scope": replace(bot.archive.at_present(Scope()), now=now)}
        one = bot.ask(question, **given)
        for _ in range(WORKERS):
            *pieces, other = processes.stream(question, **given)
            assert "".join(map(str, pieces)) == "".join(map(str, list(bot.stream(question, **given))[:-1]))
            assert isinstance(other, Answer)
            assert replace(other, timings={}).to_dict() == replace(one, timings={}).to_dict()
        history.append(one)
        others.append(other)
    assert len({each.text for each in history}) > 5


def test_what_is_withdrawn_is_quoted_by_none(client: TestClient, elsewhere: Archive) -> None:
    first = client.post("/api/ask", json={"question": WHO}).json()
    assert all(WINS in said for said in asked_of_each(client))
    elsewhere.withdraw(["baker"], "Court order")
    assert not [said for said in asked_of_each(client) if WINS in said or "baker" in said]
    later = {"question": "What did he win?", "conversation": first["conversation"]}
    assert not [said for _ in range(WORKERS) if WINS in (said := client.post("/api/ask", json=later).text)]
    assert client.get(f"/api/answers/{first['id']}.jsonld").status_code == 404


def test_what_is_changed_is_quoted_as_it_is_now(client: TestClient, elsewhere: Archive) -> None:
    assert all(WINS in said for said in asked_of_each(client))
    elsewhere.add([replace(BAKER, text=BAKER.text.replace("Nils Holm", "Nora Lund"))])
    for said in asked_of_each(client):
        assert "Nora Lund wins" in said and WINS not in said


def test_what_is_new_is_quoted_at_once(client: TestClient, elsewhere: Archive) -> None:
    question = "Who found the sunken bell?"
    assert not [said for said in asked_of_each(client, question) if "Ada Quist" in said]
    elsewhere.add([BELL])
    assert all("Ada Quist" in said for said in asked_of_each(client, question))
    elsewhere.remove(["bell"])
    assert not [said for said in asked_of_each(client, question) if "Ada Quist" in said]


def test_what_is_under_embargo_is_quoted_from_its_moment_on(client: TestClient, elsewhere: Archive) -> None:
    due = datetime.now(UTC) + timedelta(seconds=3)
    elsewhere.add([replace(BAKER, embargoed_until=due)])
    assert not [said for said in asked_of_each(client) if WINS in said]
    assert datetime.now(UTC) < due, "this machine is too busy for the test"
    time.sleep((due - datetime.now(UTC)).total_seconds() + 0.01)
    assert all(WINS in said for said in asked_of_each(client))


def test_what_lies_beside_an_answer_comes_from_there_too(client: TestClient) -> None:
    _, id = shown(client, "Who rents a stall at the harbour fair?")
    assert client.get("/api/page/next", params={"answer": id}).json()["questions"] == ["Who is Nils Holm?"]
    assert client.get("/readyz").json()["status"] == "ready"
    metrics = client.get("/metrics").text
    assert 'cuttings_questions_total{outcome="answered"}' in metrics
    assert 'cuttings_step_seconds_count{step="retrieve"}' in metrics
