"""Nothing that is withdrawn stays in memory: what is remembered of texts is forgotten with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import Bot
from bot.understand.grammar import parser
from bot.understand.grammar.memory import forget
from bot.verify.words import plain
from index import Archive
from tests.fakes import WordEmbedder, article, day

SECRET = "Captain Ines Vale hid 40 crates of tea under the old pier in Northmouth."
ASKED = "Why did Captain Ines Vale hide 60 crates of tea under the pier?"


def test_what_was_read_is_forgotten() -> None:
    parser.trees([SECRET])
    plain(SECRET)
    forget()
    assert SECRET not in parser._trees and plain.cache_info().currsize == 0


def test_forms_of_words_are_forgotten_too_and_never_more_than_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    parser.trees([SECRET])
    assert any("crate" in str(key) + str(forms) for key, forms in parser._forms().items())
    forget()
    assert not parser._forms()
    monkeypatch.setattr(parser, "FORMS", 3)
    parser.trees(["Nine crates of tea lay hidden under the piers."])
    assert len(parser._forms()) <= 3


def test_a_withdrawal_is_forgotten_by_this_process(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([article("tea", "Tea under the pier", SECRET, day(2024, 5, 1))])
        archive.embed()
        assert Bot(archive).ask(ASKED).contradicted and SECRET in parser._trees
        archive.withdraw(["tea"], reason="a court order")
        assert SECRET not in parser._trees


def test_a_withdrawal_by_another_process_is_forgotten_at_the_next_question(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder()) as archive:
        archive.add([article("tea", "Tea under the pier", SECRET, day(2024, 5, 1))])
        archive.embed()
        bot = Bot(archive)
        bot.ask(ASKED)
        with Archive.open(tmp_path / "news", embedder=WordEmbedder()) as other:
            other.remove(["tea"])
        parser.trees([SECRET])     # as if nobody had told this process
        bot.ask("Who hid the coal?")
        assert SECRET not in parser._trees
