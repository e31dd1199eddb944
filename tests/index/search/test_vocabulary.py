"""What an archive prints is found by what comes near to it, as far as a reader may see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Archive, Vocabulary
from tests.fakes import WordEmbedder, article, day

NOW = day(2024, 1, 1)
ARTICLES = (
    article("chair", "Harbour trust elects", "Siobhán O’Connor was elected chair of the harbour trust.",
            day(2023, 5, 4)),
    article("ferry", "Ferry", "The ferry is late. Ferry crews say that a ferry was lost off Ferry Lane.",
            day(2023, 5, 5)),
    article("later", "Secret", "The tontine was hidden.", day(2023, 5, 6), embargoed_until=day(2030, 1, 1)),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "news", embedder=WordEmbedder(), clock=lambda: NOW) as made:
        made.add(ARTICLES)
        yield made


def near(vocabulary: Vocabulary, word: str) -> list[str]:
    return [each.term for each in vocabulary.near(word)]


def test_a_word_is_known_in_any_form_with_and_without_marks(archive: Archive) -> None:
    known = ["elect", "ELECTED", "Siobhan", "siobhán", "ferries", "lane"]
    assert [word for word in known if not archive.vocabulary.knows(word)] == []
    assert not archive.vocabulary.knows("harbuor")


@pytest.mark.parametrize("typed", ["fery", "fferry", "ferrry", "ferrt", "efrry"])
def test_a_letter_too_few_too_many_wrong_or_out_of_place_is_near(archive: Archive, typed: str) -> None:
    assert "ferry" in near(archive.vocabulary, typed)


def test_what_is_nearest_comes_first_and_what_is_far_does_not_come(archive: Archive) -> None:
    assert near(archive.vocabulary, "lage")[0] == "lane"
    assert near(archive.vocabulary, "zeppelin") == []


def test_words_are_given_as_they_are_printed(archive: Archive) -> None:
    printed = archive.vocabulary.printed
    connor, ferry, lane = printed("o connor", NOW), printed("FERRY", NOW), printed("ferry lane", NOW)
    assert connor and (connor.text, connor.name) == ("O’Connor", True)
    assert ferry and (ferry.text, ferry.name) == ("ferry", False)
    assert lane and (lane.text, lane.name) == ("Ferry Lane", True)
    assert printed("connor siobhan", NOW) is None
    assert printed("?", NOW) is None


def test_a_given_name_opens_a_name(archive: Archive) -> None:
    first, last = archive.vocabulary.printed("siobhan", NOW), archive.vocabulary.printed("connor", NOW)
    assert first and first.opens
    assert last and not last.opens


def test_what_readers_may_not_see_is_no_model_for_a_spelling(archive: Archive) -> None:
    assert archive.vocabulary.printed("tontine", NOW) is None
    assert archive.vocabulary.printed("tontine", day(2031, 1, 1))


def test_a_withdrawn_article_takes_its_words_with_it(archive: Archive) -> None:
    assert "connor" in near(archive.vocabulary, "conor")
    archive.withdraw(["chair"], "a complaint")
    assert archive.vocabulary.printed("o connor", NOW) is None
    assert near(archive.vocabulary, "conor") == []


def test_what_is_added_is_known_at_once(archive: Archive) -> None:
    assert near(archive.vocabulary, "lighthose") == []
    archive.add([article("light", "Light", "The lighthouse is lit.", day(2023, 6, 1))])
    assert near(archive.vocabulary, "lighthose") == ["lighthouse"]


def test_no_more_is_kept_in_memory_than_the_words_of_some_letters(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.vocabulary._MOST_LETTERS", 2)
    for word in ("fery", "lanee", "harbuor", "truzt", "electt"):
        archive.vocabulary.near(word)
    assert len(archive.vocabulary._beginning) <= 3
