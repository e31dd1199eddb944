"""A server that is asked while its archive is exchanged, taken away and restored, and while time hides and shows."""

from __future__ import annotations

import asyncio
import html
import itertools
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from bot import Bot
from bot.web.http.limits import Limits
from bot.web.page.layout import replies
from index import Archive
from index.store.backup import backup, restore
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.browser.conftest import running
from tests.fakes import WordEmbedder, article, day

STORIES = 12
LIMITS = Limits(client_rate="", conversation_rate="", read_rate="", waiting=1_000, patience_s=600, answer_s=600)
LATE = timedelta(seconds=1)


def word(number: int) -> str:
    """A word that one story holds."""
    return f"ship{number}x"


def asked(number: int) -> str:
    """A question that only this story answers."""
    return f"Where is {word(number)} laid up?"


@dataclass
class Site:
    """An archive's folder under a running server, copies to put there, and what none of its readers may be told now."""

    folder: Path
    url: str
    copies: dict[frozenset[int], Path]      # by the stories that were withdrawn from them
    gone: frozenset[int] = frozenset()
    away: bool = False
    moves: int = 0                          # odd while something is being moved
    wrong: list[str] = field(default_factory=list)
    asked: int = 0

    def put(self, way: str, gone: frozenset[int]) -> None:
        """Put the copy without these stories in the archive's place."""
        self.moves += 1
        if way == "moved over":
            _exchange(self.copies[gone], self.folder)
        else:
            shutil.rmtree(self.folder)
            restore(self.copies[gone], self.folder)
        self.gone, self.away = gone, False
        self.moves += 1

    def take_away(self) -> None:
        """Leave an empty folder."""
        self.moves += 1
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.away = True
        self.moves += 1

    def withdraw(self, number: int) -> None:
        """Withdraw a story beside the server."""
        self.moves += 1
        with Archive.open(self.folder, embedder=WordEmbedder()) as archive:
            archive.withdraw([f"a{number}"], "Legal")
        self.gone |= {number}
        self.moves += 1

    def ask(self, client: httpx.Client, number: int) -> None:
        """Ask for one story by every way; judge what comes only when nothing was moved meanwhile."""
        ways: dict[str, Callable[[str], httpx.Response]] = {
            "api/ask": lambda url: client.post(url, json={"question": asked(number)}),
            "api/ask/stream": lambda url: client.post(url, json={"question": asked(number)}),
            "api/search": lambda url: client.get(url, params={"q": word(number)}),
            "api/page/results": lambda url: client.get(url, params={"q": word(number)}),
            "api/articles": lambda url: client.get(f"{url}/a{number}"),
            "articles": lambda url: client.get(f"{url}/a{number}"),
        }
        for path, way in ways.items():
            before = self.moves
            response = way(f"{self.url}{path}")
            self.asked += 1
            if before % 2 == 0 and before == self.moves:
                self._judge(path, number, response)

    def _judge(self, path: str, number: int, response: httpx.Response) -> None:
        text = html.unescape(response.text).replace(asked(number), "")
        told = f"{word(number)} is laid up" in text.replace("<mark>", "").replace("</mark>", "")
        if self.away:
            right = response.status_code == 503 and "was taken away" in text
        elif number in self.gone:
            right = response.status_code in (200, 404) and not told
        else:
            right = response.status_code == 200 and told
        if not right:
            self.wrong.append(f"{path} of {number}: {response.status_code} {text[:300]}")


def _exchange(copy: Path, folder: Path) -> None:
    """A new file in place of the database, everything else as it is."""
    shutil.copy(copy / "archive.db", folder.parent / "moved.db")
    for each in folder.glob("archive.db-*"):
        each.unlink()
    (folder.parent / "moved.db").replace(folder / "archive.db")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "news"
    with Archive.create(folder, embedder=WordEmbedder()) as archive:
        archive.add([
            article(f"a{number}", f"Report {number}", f"{word(number)} is laid up in dock {number}. It rests there.",
                    day(2024, 1, 1 + number)) for number in range(STORIES)
        ])
        archive.embed()
    copies = {}
    for gone in (frozenset[int](), frozenset({1}), frozenset({2, 3}), frozenset({4, 5, 6})):
        copies[gone] = tmp_path / f"without-{len(gone)}"
        restore_without(folder, tmp_path / f"made-{len(gone)}", gone)
        backup(tmp_path / f"made-{len(gone)}", copies[gone])
    with running(Bot(Archive.open(folder, embedder=WordEmbedder())), limits=LIMITS) as url:
        yield Site(folder, url, copies)


def restore_without(folder: Path, target: Path, gone: frozenset[int]) -> None:
    """A copy of an archive from which these stories were withdrawn."""
    backup(folder, target)
    with Archive.open(target, embedder=WordEmbedder()) as archive:
        if gone:
            archive.withdraw([f"a{number}" for number in gone], "Legal")


@pytest.mark.trials(8, 300)
def test_an_archive_is_exchanged_taken_away_and_restored_under_a_server(site: Site, trials: int) -> None:
    chance, ended = random.Random(11), threading.Event()
    askers = [threading.Thread(target=_ask_on, args=(site, seed, ended)) for seed in range(2)]
    for each in askers:
        each.start()
    try:
        with httpx.Client(timeout=600) as client:
            for trial in range(trials):
                _move(site, chance, trial)
                for number in {*site.gone, chance.randrange(STORIES), chance.randrange(STORIES)}:
                    site.ask(client, number)
                if site.away:
                    assert list(site.folder.iterdir()) == [], "a server that only reads made a file"
    finally:
        ended.set()
        for each in askers:
            each.join()
    assert site.wrong == []
    assert site.asked > trials


def _move(site: Site, chance: random.Random, trial: int) -> None:
    """One exchange, removal, restoration or withdrawal; each comes soon."""
    way = ("moved over", "withdrawn", "restored", "taken away", "put back")[trial % 5]
    if way == "taken away":
        site.take_away()
    elif way == "withdrawn":
        site.withdraw(chance.randrange(STORIES))
    else:
        site.put(way, chance.choice(list(site.copies)))


def _ask_on(site: Site, seed: int, ended: threading.Event) -> None:
    chance = random.Random(seed)
    with httpx.Client(timeout=600) as client:
        while not ended.is_set():
            site.ask(client, chance.randrange(STORIES))


# -- time


@dataclass(frozen=True)
class Poll:
    """One look at one way out: between which moments, and whether the story was there."""

    way: str
    began: datetime
    ended: datetime
    shown: bool
    kept: bool = False       # a way that shows only what an earlier answer was kept of


def _wrong(poll: Poll, opens: datetime, ends: datetime) -> bool:
    """Whether it shows the story at no moment at which it may be shown, or hides it a second after it should be."""
    if poll.shown:
        return poll.ended < opens or poll.began >= ends + LATE
    return not poll.kept and opens + LATE <= poll.began and poll.ended < ends


def _ways(client: TestClient, id: str, sign: str, mark: str, ids: list[str]) -> dict[str, Callable[[], str]]:
    """Every way out of the server, by name; "kept" ones bring back earlier answers."""
    get, post = client.get, client.post
    ways: dict[str, Callable[[], str]] = {
        "ask": lambda: _cited(post("/api/ask", json={"question": f"Where is {mark} laid up?"}).json(), sign),
        "stream": lambda: post("/api/ask/stream", json={"question": f"Where is {mark} laid up?"}).text,
        "search": lambda: get("/api/search", params={"q": f"{mark} laid up"}).text,
        "results": lambda: get("/api/page/results", params={"q": f"{mark} laid up"}).text,
        "article": lambda: get(f"/api/articles/{id}").text,
        "reading": lambda: get(f"/articles/{id}").text,
        "filters": lambda: get("/api/page/filters").text,
        "suggest": lambda: get("/api/suggest", params={"limit": 20}).text,
    }
    for number, each in enumerate(ids[-2:]):
        for name in ("beside", "next"):
            ways[f"kept {name} {number}"] = lambda name=name, each=each: get(    # type: ignore[misc]
                f"/api/page/{name}", params={"answer": each}).text
        ways[f"kept export {number}"] = lambda each=each: get(    # type: ignore[misc]
            "/api/export", params={"answer": each, "form": "json"}).text
        ways[f"kept mark {number}"] = lambda each=each: get(f"/api/answers/{each}.jsonld").text    # type: ignore[misc]
    return ways


def _cited(answer: dict[str, Any], sign: str) -> str:
    return sign if any(sign in each["article"]["title"] for each in answer["citations"]) else ""


def _page(client: TestClient, question: str) -> str:
    """The id of an answer that the page was given."""

    async def ask() -> str:
        async with aclosing(replies(client.app.state.desk, question, [])) as growing:  # type: ignore[attr-defined]
            return [text async for text, _ in growing][-1]

    with ThreadPoolExecutor(1) as aside:         # the browser's tests leave a loop running in this thread
        shown = aside.submit(asyncio.run, ask()).result()
    return html.unescape(shown).rpartition('id="answer-')[2][:32]


@pytest.mark.trials(60, 2_000)
def test_polls_through_the_end_of_an_embargo_and_an_expiry(tmp_path: Path, trials: int) -> None:
    polls, wrong, met = 0, [], set()
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([article(f"f{each}", f"Fog {each}", "Fog hides the harbour.", day(2024, 1, 1 + each), section=name)
                     for each, name in enumerate(("Weather", "Sport", "Council"))])
        archive.embed()
        with TestClient(quiet_app(Bot(archive), limits=UNHURRIED)) as client:
            client.post("/api/ask", json={"question": "What hides the harbour?"})
            for number in itertools.count():
                seen, opens, ends = _round(archive, client, number, min(trials, 200))
                polls += len(seen)
                wrong += [each for each in seen if _wrong(each, opens, ends)]
                met |= {(each.way, each.shown) for each in seen if not each.kept}
                if polls >= trials and all((way, shown) in met for way, _ in met for shown in (True, False)):
                    break
    assert wrong == []


def _round(archive: Archive, client: TestClient, number: int, least: int) -> tuple[list[Poll], datetime, datetime]:
    """Polls of a new story from before its embargo ends until after it has expired."""
    id, sign, mark = f"a{number}", f"story{number}q", f"ship{number}z"      # an emptied citation keeps the id
    opens = datetime.now(UTC) + timedelta(seconds=2)
    ends = opens + timedelta(seconds=2)
    archive.add([article(
        id, f"Report of {sign}", f"{mark} is laid up in dock {number}, says {sign}.", day(2025, 1, 1), section=sign,
        authors=(f"Ann {sign}",), embargoed_until=opens, expires=ends,
    )])
    archive.embed()
    seen: list[Poll] = []
    ids: list[str] = []
    while len(seen) < least or datetime.now(UTC) < ends + 2 * LATE:
        for name, way in _ways(client, id, sign, mark, ids).items():
            began = datetime.now(UTC)
            text = way().replace(mark, "")
            seen.append(Poll(name, began, datetime.now(UTC), sign in text, name.startswith("kept")))
        if opens < datetime.now(UTC) < ends and len(ids) < 2:
            ids.append(_page(client, f"What happened with {mark}?" if ids else f"Where is {mark} laid up?"))
    return seen, opens, ends
