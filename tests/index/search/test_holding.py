"""Articles that hold all of some words are found, every one."""

from __future__ import annotations

from datetime import UTC, datetime

from index import Archive, Scope
from tests.fakes import article, day


def ids(archive: Archive, words: str, scope: Scope = Scope()) -> list[str]:
    return [each.id for each in archive.holding(words, scope).articles]


def test_all_words_must_be_there_wherever_they_stand(archive: Archive) -> None:
    assert ids(archive, "iron bridge") == ["bridge-1", "bridge-2"]
    assert ids(archive, "bridge bills") == ["bridge-2"]          # of the headline, stemmed
    assert ids(archive, "iron ferry") == []
    assert ids(archive, "?!") == []


def test_words_in_two_passages_count(archive: Archive) -> None:
    long = ["The clerk wrote down every word that was spoken that day."] * 60
    text = "\n\n".join(["The ostrich ran.", *long, "A zebra slept."])
    archive.add([article("zoo", "At the zoo", text, day(2023, 1, 1))])
    assert ids(archive, "ostrich zebra") == ["zoo"]


def test_the_scope_and_what_may_be_seen_bind(archive: Archive) -> None:
    assert ids(archive, "bridge", Scope(since="2023-06-01")) == ["bridge-2"]
    assert ids(archive, "golden loaf") == []                     # embargoed, and withdrawn
    assert ids(archive, "golden loaf", Scope(now=datetime(2032, 1, 1, tzinfo=UTC))) == ["embargoed"]
    assert archive.holding("bridge").complete
