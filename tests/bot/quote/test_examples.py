"""Example questions come from what the archive holds."""

from __future__ import annotations

import json
from pathlib import Path

from bot.quote.examples import suggestions
from corpus import read
from index import Archive
from tests.conftest import ROOT
from tests.fakes import ARTICLES, WordEmbedder, article, day


def test_each_section_speaks_with_its_newest_headline(archive: Archive) -> None:
    assert suggestions(archive, 6) == [
        "What was reported about “New school opens”?",
        "What was reported about “Bridge bill rises”?",
        "What was reported about “Rovers win the cup”?",
        "What was reported about “Why I love fog”?",
        "What was reported about “Swans return to the harbour”?",
        "What was reported about “Council passes budget”?",
    ]


def test_after_every_section_the_other_headlines_follow(archive: Archive) -> None:
    assert suggestions(archive, 20)[6:] == [
        "What was reported about “Bridge to cost $2 million”?",
        "What was reported about “Ferry to sail all winter”?",
    ]


def test_no_more_come_than_were_asked_for(archive: Archive) -> None:
    assert len(suggestions(archive, 2)) == 2
    assert suggestions(archive, 0) == []


def test_hidden_articles_are_not_suggested(archive: Archive) -> None:
    text = " ".join(suggestions(archive, 20))
    assert not any(each.title in text for each in ARTICLES if each.id in {"embargoed", "withdrawn", "expired"})


def test_an_empty_archive_suggests_nothing(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty", embedder=WordEmbedder()) as archive:
        assert suggestions(archive, 6) == []


def test_a_full_stop_at_the_end_of_a_headline_is_left_out(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "one", embedder=WordEmbedder()) as archive:
        archive.add([article("one", "Herons nest again. ", "A heron stood here.", day(2023, 1, 1))])
        assert suggestions(archive, 6) == ["What was reported about “Herons nest again”?"]


def test_the_sample_archive_suggests_the_questions_written_for_it(tmp_path: Path) -> None:
    sample = ROOT / "corpus" / "sample"
    rows = [json.loads(line) for line in (sample / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    answerable = {row["question"]: row["articles"][0] for row in rows if row["kind"] == "answerable"}
    with Archive.create(tmp_path / "sample", embedder=WordEmbedder()) as archive:
        archive.add(read(sample / "articles", lambda notice: None))
        asked = suggestions(archive, 6)
        assert len(set(asked)) == 6
        assert set(asked) <= set(answerable)
        archive.remove([answerable[asked[0]]])
        assert asked[0] not in suggestions(archive, len(answerable))
