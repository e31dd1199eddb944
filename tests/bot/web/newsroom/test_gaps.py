"""The desk's page of what readers asked in vain, and what is on disk of a single reader's question: nothing."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Scope

from bot.bot import Bot
from bot.records.gaps import ASKERS, GapRecorder, read_gaps
from index import Archive
from index.cross_encoder.reading import cross_encoder
from tests.bot.inert import harm
from tests.bot.test_privacy import MARK, holding
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.fakes import article, day

ASKED = "When does the Saltgate tram open?"


class AtDesk:
    """Knows the desk by its machine."""

    def is_desk(self, scope: Scope) -> bool:
        return bool(scope["client"][0] == "127.0.0.1")


@pytest.fixture
def app(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    cross_encoder()      # is converted elsewhere: its vocabulary, which has every word, keeps nothing that was asked
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "GRADIO_TEMP_DIR"):
        (tmp_path / "alone").mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(tmp_path / "alone"))
    app = quiet_app(Bot(archive), limits=UNHURRIED, gaps=tmp_path / "alone" / "gaps.json")
    app.state.door = AtDesk()
    yield app
    app.state.desk.gaps.close()


def ask(app: FastAPI, question: str, number: int) -> None:
    with TestClient(app, client=(f"192.0.2.{number}", 50_000)) as client:
        assert client.post("/api/ask", json={"question": question}).json()["answered"] is False
    counted(app.state.desk.gaps)


def counted(recorder: GapRecorder) -> None:
    until = time.monotonic() + 20
    while not recorder._queue.empty() and time.monotonic() < until:
        time.sleep(0.01)
    recorder.close()


def desk(app: FastAPI) -> TestClient:
    return TestClient(app, client=("127.0.0.1", 50_000))


def test_what_fewer_than_five_readers_asked_is_in_no_file(app: FastAPI, archive: Archive, tmp_path: Path) -> None:
    for number in range(ASKERS - 1):
        ask(app, f"When does the tram of {MARK} open?", number)
    assert holding(tmp_path, MARK) == [] and holding(tmp_path, "tram") == []
    with desk(app) as client:
        assert MARK not in client.get("/gaps").text and "tram" not in client.get("/gaps?form=csv").text


def test_the_desk_sees_what_five_readers_share_with_the_nearest_articles(app: FastAPI, tmp_path: Path) -> None:
    for number in range(ASKERS - 1):
        ask(app, ASKED, number)
    ask(app, f"When does the tram open at Saltgate, asks {MARK}?", ASKERS)
    with desk(app) as client:
        response = client.get("/gaps")
        assert response.status_code == 200 and not harm(response.text)
        shown = lxml.html.document_fromstring(response.text)
        (row,) = shown.xpath("//tbody/tr")
        assert [each.text_content().strip() for each in row][:2] == ["When Saltgate tram open", f"{ASKERS} or more"]
        (line,) = csv.DictReader(io.StringIO(client.get("/gaps?form=csv").text))
        assert (line["asked"], line["answered"]) == ("When Saltgate tram open", "False")
    assert holding(tmp_path, MARK) == [] and holding(tmp_path, "192.0.2") == []


def test_what_is_answered_since_is_said(app: FastAPI, archive: Archive) -> None:
    for number in range(ASKERS):
        ask(app, ASKED, number)
    archive.add([article("tram", "Saltgate tram opens", "The Saltgate tram will open on 3 March, the council said.",
                         day(2024, 1, 9))])
    archive.embed()
    with desk(app) as client:
        page = client.get("/gaps").text
    assert "Answered since:" in page and "The Saltgate tram will open on 3 March" in page


def test_answers_and_questions_under_filters_are_not_counted(app: FastAPI, tmp_path: Path) -> None:
    for number in range(2 * ASKERS):
        with TestClient(app, client=(f"192.0.2.{number}", 50_000)) as client:
            client.post("/api/ask", json={"question": "How many swans came back to the harbour?"})
            client.post("/api/ask", json={"question": ASKED, "scope": {"sections": ["Sport"]}})
            client.post("/api/ask", json={"question": "hello"})
    counted(app.state.desk.gaps)
    assert read_gaps(tmp_path / "alone" / "gaps.json") == []


def test_nobody_but_the_desk_sees_it_and_it_is_off_unless_asked_for(app: FastAPI, archive: Archive) -> None:
    with TestClient(app, client=("192.0.2.1", 50_000)) as reader:
        assert reader.get("/gaps").status_code == 403
    app.state.door = None             # where nobody has to sign in, nobody is known to be of the desk
    with desk(app) as anybody:
        assert anybody.get("/gaps").status_code == anybody.get("/gaps?form=csv").status_code == 403
    with TestClient(quiet_app(Bot(archive), limits=UNHURRIED), client=("127.0.0.1", 50_000)) as client:
        assert client.get("/gaps").status_code == 404
