"""In a preview the desk, and nobody else, gets what is under embargo, marked as such and kept nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot import Bot
from bot.records.ledger import Ledger
from bot.web.access.passwords import hashed
from bot.web.http.roles import DESK_ALONE
from bot.web.page.layout import replies
from bot.web.page.markup import escape
from bot.web.page.messages import turns
from corpus import ScopeError
from index import Archive, Scope
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.fakes import WordEmbedder, article, day

SEALED = article("report", "Audit of the bridge", "The audit of the iron bridge puts its cost at nine million crowns.",
                 day(2023, 5, 2), embargoed_until=datetime(2999, 6, 3, 6, tzinfo=UTC))
OPEN = article("budget", "Council passes budget", "The council passed its budget.", day(2023, 2, 14))
GONE = replace(SEALED, id="gone", embargoed_until=None, expires=day(2023, 6, 1),
               text="The audit of the old pier failed.")
WITHHELD = replace(SEALED, id="draft", status="withheld", text="The audit of the new quay failed.")
ASKED = {"question": "What does the audit put the cost of the iron bridge at?"}
ACCOUNTS = [f"amina:{hashed('a long password')}", f"bruno:{hashed('another password')}"]
PREVIEW = Scope(preview=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("preview") / "news", embedder=WordEmbedder()) as made:
        made.add([SEALED, OPEN, GONE, WITHHELD])
        made.embed()
        yield made


@pytest.fixture(scope="module")
def app(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("kept")
    return quiet_app(Bot(archive), Ledger(folder / "ledger.db", archive), limits=UNHURRIED, secret="secret",
                     auth=ACCOUNTS, desk=["amina"], feedback=folder / "feedback.db")


@pytest.fixture
def site(app: Any) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def signed_in(app: Any, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {app.state.login.sessions.write(name)}"}


def test_the_desk_is_answered_from_what_is_under_embargo(site: TestClient, app: Any) -> None:
    answer = site.post("/api/ask", json={**ASKED, "preview": True}, headers=signed_in(app, "amina")).json()
    assert answer["answered"] and "nine million crowns" in answer["text"] and answer["scope"]["preview"] is True
    assert "[1] is under embargo until 3 June 2999, 06:00 UTC: for the desk alone." in answer["text"]


def test_the_desk_is_answered_as_everybody_without_a_preview(site: TestClient, app: Any) -> None:
    answer = site.post("/api/ask", json=ASKED, headers=signed_in(app, "amina")).text
    assert "nine million" not in answer and '"answered":false' in answer


@pytest.mark.parametrize("ask", [
    lambda site, who: site.post("/api/ask", json={**ASKED, "preview": True}, headers=who),
    lambda site, who: site.post("/api/ask/stream", json={**ASKED, "preview": True}, headers=who),
    lambda site, who: site.get("/api/search", params={"q": "audit", "preview": True}, headers=who),
])
def test_nobody_else_gets_a_preview(site: TestClient, app: Any, ask: Any) -> None:
    refused = ask(site, signed_in(app, "bruno"))
    assert (refused.status_code, refused.json()["detail"]) == (403, DESK_ALONE)
    assert ask(site, signed_in(app, "amina")).status_code == 200


def test_no_filter_of_the_api_brings_one(site: TestClient, app: Any) -> None:
    asked = {**ASKED, "scope": {"preview": True}}
    assert site.post("/api/ask", json=asked, headers=signed_in(app, "amina")).status_code == 422


@pytest.mark.parametrize("path", ["/api/articles/report", "/articles/report"])
def test_the_desk_reads_it_and_nobody_else(site: TestClient, app: Any, path: str) -> None:
    read = site.get(path, headers=signed_in(app, "amina"))
    assert read.status_code == 200 and "nine million crowns" in read.text
    assert "public" not in read.headers["cache-control"]
    assert path != "/articles/report" or "Under embargo until 3 June 2999" in read.text
    assert site.get(path, headers=signed_in(app, "bruno")).status_code == 404


def test_what_is_withheld_expired_or_withdrawn_is_in_no_preview(archive: Archive, tmp_path: Path) -> None:
    assert {hit.article.id for hit in archive.search("audit", PREVIEW)} == {"report", "budget"}
    assert archive.article("draft", preview=True) is None and archive.article("gone", preview=True) is None
    assert archive.article("report") is None and archive.article("report", preview=True) == SEALED
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as other:
        other.add([SEALED])
        assert [hit.article.id for hit in other.search("audit", PREVIEW)] == ["report"]
        other.withdraw(["report"], "a mistake")
        assert other.search("audit", PREVIEW) == [] and other.article("report", preview=True) is None


def test_a_preview_is_kept_nowhere(site: TestClient, app: Any, archive: Archive) -> None:
    who = signed_in(app, "amina")
    answer = site.post("/api/ask", json={**ASKED, "preview": True}, headers=who).json()
    assert answer["id"] == ""
    kept = [path for path in Path(app.state.desk.ledger.file).parent.iterdir() if b"nine million" in path.read_bytes()]
    assert kept == []
    again = site.post("/api/ask", json={**ASKED, "conversation": answer["conversation"]}, headers=who)
    assert again.status_code == 200 and "nine million" not in again.text


def test_a_preview_is_of_what_is_to_come() -> None:
    with pytest.raises(ScopeError, match="one of the two"):
        Scope(preview=True, as_of="2023-01-01")  # type: ignore[arg-type]


def test_the_page_offers_a_preview_to_the_desk_alone(site: TestClient, app: Any) -> None:
    def form(name: str) -> str:
        return site.get("/api/page/filters", headers=signed_in(app, name)).text

    assert 'name=\\"preview\\"' in form("amina") and "preview" not in form("bruno")


def test_the_list_of_the_page_has_what_is_under_embargo_for_the_desk_alone(site: TestClient, app: Any) -> None:
    asked = {"q": "audit of the iron bridge", "filters": '{"preview": true}'}
    shown = site.get("/api/page/results", params=asked, headers=signed_in(app, "amina"))
    assert SEALED.title in shown.text
    for path, form in (("results", {}), ("references", {"form": "csv"})):
        refused = site.get(f"/api/page/{path}", params={**asked, **form}, headers=signed_in(app, "bruno"))
        assert (refused.status_code, refused.json()["detail"]) == (422, DESK_ALONE)


def test_the_chat_previews_for_the_desk_alone_and_goes_on_from_none_of_it(app: Any) -> None:
    desk, chosen = app.state.desk, '{"preview": true}'

    def said(history: list[dict[str, str]], *, at_desk: bool) -> str:
        async def last() -> str:
            growing = replies(desk, ASKED["question"], history, filters=chosen, at_desk=at_desk)
            return [text async for text, _ in growing][-1]

        return asyncio.run(last())

    answer = said([], at_desk=True)
    assert "nine million crowns" in answer and " id=" not in answer
    refused = said([], at_desk=False)
    assert escape(DESK_ALONE) in refused and "nine million" not in refused
    shown = [{"role": "user", "content": ASKED["question"]}, {"role": "assistant", "content": answer}]
    assert turns(shown) == []
