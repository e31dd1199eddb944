"""As of a day, over HTTP: answers, searches, the page's lists, and the reading view of a former version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from bot import Bot
from index import Archive
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.fakes import WordEmbedder, article, day
from tests.index.test_as_known import came

FARE = article("fare", "Ferry fare set", "The ferry fare to Ostrow is three crowns, the council said.", day(2023, 5, 2))
DEARER = replace(FARE, text=f"{'Weather aside. ' * 9}The ferry fare to Ostrow is five crowns, the council said.")
QUESTION = "What is the ferry fare to Ostrow?"
THEN = "2023-05-03"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("then") / "news", embedder=WordEmbedder()) as made:
        made.add([FARE])
        made.add([DEARER])
        made.embed()
        came(made, "fare", day(2023, 5, 2), day(2023, 5, 9))
        yield made


@pytest.fixture(scope="module")
def site(archive: Archive) -> Iterator[TestClient]:
    with TestClient(quiet_app(Bot(archive), limits=UNHURRIED), raise_server_exceptions=False) as client:
        yield client


def test_an_answer_as_of_a_day_leads_to_the_words_of_that_day(site: TestClient) -> None:
    answer = site.post("/api/ask", json={"question": QUESTION, "scope": {"as_of": THEN}}).json()
    assert answer["answered"] and "three crowns" in answer["citations"][0]["quote"]
    assert answer["citations"][0]["later"]["on"].startswith("2023-05-09")
    assert "As known on 3 May 2023." in answer["text"]
    link = urlsplit(answer["citations"][0]["link"])
    page = site.get(f"{link.path}?{link.query}").text
    assert "three crowns" in page and "it says something else now" in page and '<mark id="passage"' in page
    assert "five crowns" in site.get("/articles/fare").text


def test_a_stream_ends_with_the_same_text(site: TestClient) -> None:
    streamed = site.post("/api/ask/stream", json={"question": QUESTION, "scope": {"as_of": THEN}}).text
    assert "As known on" in streamed and "three" in streamed and '"replace"' not in streamed


def test_a_search_as_of_a_day(site: TestClient) -> None:
    found = site.get("/api/search", params={"q": "ferry fare", "as_of": THEN}).json()
    assert [hit["text"] for hit in found["hits"]] == [FARE.text]


def test_the_page_lists_the_versions_of_that_day_and_leads_to_them(site: TestClient) -> None:
    found = site.get("/api/page/results", params={"q": "ferry fare", "filters": f'{{"as_of": "{THEN}"}}'}).json()
    assert "three" in found["html"] and "?version=" in found["html"] and "to 2 May 2023" not in found["searched"]
    assert 'name="as_of"' in site.get("/api/page/filters").json()["html"]


@pytest.mark.parametrize("as_of, sentence", [("then", "as_of is"), ("2999-01-01", "Nobody knows yet")])
def test_a_day_that_is_none_or_to_come_is_refused(site: TestClient, as_of: str, sentence: str) -> None:
    for refused in (
        site.post("/api/ask", json={"question": QUESTION, "scope": {"as_of": as_of}}),
        site.get("/api/search", params={"q": "ferry", "as_of": as_of}),
    ):
        assert refused.status_code == 422 and sentence in refused.json()["detail"]


@pytest.mark.parametrize("version", ["", "0" * 16, "no-version", "%00", DEARER.content_hash[:16]])
def test_a_version_that_is_none_shows_nothing_else(site: TestClient, version: str) -> None:
    page = site.get(f"/articles/fare?version={version}")
    assert "three crowns" not in page.text and page.status_code == (404 if version == "0" * 16 else 200)


def test_a_former_version_of_a_hidden_article_is_not_shown(site: TestClient, archive: Archive) -> None:
    version = FARE.content_hash[:16]
    assert site.get(f"/articles/fare?version={version}").status_code == 200
    archive.withdraw(["fare"], "a mistake")
    assert site.get(f"/articles/fare?version={version}").status_code == 404
    answer = site.post("/api/ask", json={"question": QUESTION, "scope": {"as_of": THEN}}).json()
    assert not answer["answered"] and "crowns" not in str(answer)
