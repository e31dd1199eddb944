"""A withdrawn article is nowhere any more, and stays away."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.records.feedback import FILE as KEPT
from corpus import InputError
from index import Archive, Scope
from tests.fakes import ARTICLES, WordEmbedder, article, day
from tests.old_archives import go_back

FIRST = article(
    "zola", "Żółw Quibblethorpe escapes jäylhä", "The zebrafish Quibblethorpe naïvely wandered through Grœnmarket.",
    day(2024, 5, 1), url="https://www.example.org/z9",
)
SECOND = replace(FIRST, text=(
    "The tortoise Quibblethorpe crept past Žluťoučký harbourmaster Vandermolenaar at midnight.\n\n"
    "\"Übermütig,\" said keeper Ottoline Fairweather-Blythe; the enclosure stays padlocked until Whitsuntide."
))
WORDS = sorted({word for text in (FIRST.title, FIRST.text, SECOND.text) for word in re.findall(r"\w{6,}", text)}
               - {"escapes", "wandered", "through", "midnight", "keeper"})


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Archive]:
    """An archive with an article in two versions, that a reader's verdict quotes."""
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as made:
        made.add([*ARTICLES, FIRST])
        made.embed()
        made.add([SECOND])
        made.embed()
        keep_verdict(made.folder / KEPT)
        yield made


def keep_verdict(file: Path) -> None:
    quote = SECOND.text.split("\n\n")[0]
    record = {
        "id": "a" * 32, "question": "Where did it go?", "text": f"On 1 May 2024, it said: “{quote}” [1]",
        "citations": [{"number": 1, "article": SECOND.card(), "quote": quote, "start": 0, "end": len(quote),
                       "link": f"https://www.example.org/z9#:~:text={quote}", "twins": []}],
        "short": None, "withheld": [], "notices": [], "question_used": "Where did it go?",
    }
    other = {**record, "id": "b" * 32, "citations": [], "text": f"Nearest: “{FIRST.title}”."}
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE feedback (id INTEGER PRIMARY KEY, record TEXT, question TEXT, comment TEXT)")
        for each in (record, other):
            database.execute("INSERT INTO feedback (record, question, comment) VALUES (?, ?, ?)",
                             (json.dumps(each), f"What about {FIRST.title}?", "Fine."))


def grep(folder: Path) -> dict[str, list[str]]:
    """Words of the article by the file that holds them, whole or as an index or JSON writes them."""
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        data = path.read_bytes().lower() if path.is_file() else b""
        for word in WORDS:
            forms = {word.lower().encode(), json.dumps(word)[1:-1].lower().encode()}
            if any(form in data for form in forms):
                found.setdefault(path.name, []).append(word)
    return found


def others(folder: Path) -> list[str]:
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        assert archive.check() == []
        return [each.id for each in archive.articles()]


def test_nothing_it_said_is_left_in_any_file(news: Archive) -> None:
    assert {name.removesuffix("-wal") for name in grep(news.folder)} >= {"archive.db", KEPT}
    receipt = news.withdraw(["zola"], "Court order 7")
    assert receipt.proved and receipt.searched and receipt.read > 5
    erased = receipt.erased
    assert (erased.articles, erased.versions, erased.passages, erased.vectors, erased.tokens, erased.stories) == (
        1, 1, 1, 1, 1, 1)
    assert receipt.answers == ((KEPT, 2),)
    assert grep(news.folder) == {}
    assert news.search("Quibblethorpe tortoise")[0].article.id != "zola"
    news.close()
    assert grep(news.folder) == {}
    assert others(news.folder) == [each.id for each in ARTICLES]


def test_a_running_server_knows_at_its_next_question(news: Archive) -> None:
    with Archive.open(news.folder, embedder=WordEmbedder()) as server:
        assert server.search("tortoise Quibblethorpe")[0].article.id == "zola"
        assert news.withdraw(["zola"], "Court order").proved
        assert "zola" not in [hit.article.id for hit in server.search("tortoise Quibblethorpe")]
        assert server.article("zola") is None and server.history("zola") == []


def test_an_import_does_not_bring_it_back_until_it_is_readmitted(news: Archive) -> None:
    news.withdraw(["zola"], "Court order")
    told = []
    moved = replace(SECOND, id="other-id", url="http://example.org/z9/?utm_source=feed#top")
    added = news.add([FIRST, moved, ARTICLES[0]], barred=lambda each, stone: told.append((each.id, stone.reason)))
    assert (added.added, added.unchanged, added.barred) == (0, 1, 2)
    assert told == [("zola", "Court order"), ("other-id", "Court order")]
    assert news.readmit("https://example.org/z9") == ["zola"] and news.readmit("zola") == []
    assert news.add([FIRST]).added == 1


def test_a_tombstone_says_no_more_than_it_must(news: Archive) -> None:
    news.withdraw(["zola"], " Court \n order ")
    with closing(sqlite3.connect(news.folder / "archive.db")) as database:
        (row,) = database.execute("SELECT id, address, reason, unfinished FROM tombstones")
    assert row == ("zola", "https://example.org/z9", "Court order", 0)


def test_an_address_that_others_share_bars_nobody(news: Archive) -> None:
    news.add([article("twin", "Other news", "Something else entirely.", url=FIRST.url)])
    news.withdraw(["zola"], "Court order")
    assert news.add([article("third", "More", "Yet more.", url=FIRST.url)]).added == 1


def test_other_prints_of_the_story_are_named(news: Archive) -> None:
    copy = replace(ARTICLES[0], id="copy", source="News Wire")
    news.add([copy])
    assert news.withdraw(["ferry"], "Legal").same_story == ("copy",)
    assert news.search("ferry winter")[0].article.id == "copy"


class Killed(BaseException):
    """What a kill looks like from inside."""


@pytest.mark.parametrize("step", ["kept answers", "database", "lexical index", "dense index", "pages", "end"])
def test_a_withdrawal_that_was_killed_is_finished_at_the_next_opening(news: Archive, step: str) -> None:
    def tell(name: str) -> None:
        if name == step:
            raise Killed

    with pytest.raises(Killed):
        news.withdraw(["zola"], "Court order", tell=tell)
    news.close()
    assert others(news.folder) == [each.id for each in ARTICLES]
    assert grep(news.folder) == {}


def test_while_another_process_writes_it_is_hidden_at_once_and_finished_by_repair(news: Archive) -> None:
    with Archive.open(news.folder, embedder=WordEmbedder()) as builder, builder._alone():
        receipt = news.withdraw(["zola"], "Court order")
        assert not receipt.finished and "Another process is writing" in receipt.problems[0]
        assert news.article("zola") is None and "zola" not in [each.id for each in news.articles()]
        later = news.search("tortoise Quibblethorpe", Scope(now=day(2050, 1, 1)))
        assert "zola" not in [hit.article.id for hit in later]
        assert any("repair" in problem for problem in news.check())
    repaired = news.repair()
    assert repaired is not None and repaired.finished and news.check() == []
    assert grep(news.folder) == {}


def test_answers_kept_elsewhere_are_reached(news: Archive, tmp_path: Path) -> None:
    (tmp_path / "ledgers").mkdir()
    keep_verdict(tmp_path / "ledgers" / "one.db")
    keep_verdict(tmp_path / "ledgers" / "two.db")
    news.note_answers(tmp_path / "ledgers" / "one.db")
    news.withdraw(["zola"], "Court order", answers=[tmp_path / "ledgers" / "two.db"])
    assert grep(tmp_path) == {}


def test_a_withdrawal_without_a_reason_is_refused(news: Archive) -> None:
    with pytest.raises(InputError, match="needs a reason"):
        news.withdraw(["zola"], " ")
    assert news.article("zola")


def test_an_archive_from_before_withdrawals_can_withdraw(news: Archive) -> None:
    news.close()
    go_back(news.folder, schema=3)
    with Archive.open(news.folder, embedder=WordEmbedder()) as old:
        assert [change.version.stored for change in old.history("zola")] == [None, None]
        assert old.withdraw(["zola"], "Court order").proved
    assert grep(news.folder) == {}
