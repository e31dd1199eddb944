"""Whose words stand in quotation marks: the one whom the sentence names, and nobody where it doesn't say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.newsroom.quotations import quotations_of, spoken_in
from corpus import InputError
from index import Archive, Scope
from tests.fakes import WordEmbedder, article, day


def spoken(text: str) -> list[tuple[str, str]]:
    return [(each.speaker, each.words) for each in spoken_in(article("a", "T", text))]


@pytest.mark.parametrize(("text", "who"), [
    ("“The bridge will open in May,” said Amina Rourke.", "Amina Rourke"),
    ("\"The bridge will open in May,\" Amina Rourke said.", "Amina Rourke"),
    ("“The bridge will open in May,” said council leader Amina Rourke.", "Amina Rourke"),
    ("“The bridge will open in May,” said Cllr. Amina Rourke, who leads the council.", "Cllr. Amina Rourke"),
    ("“The bridge will open in May,” Amina Rourke, the mayor, told the Bell.", "Amina Rourke"),
    ("“The bridge will open in May,” said Amina Rourke Monday.", "Amina Rourke"),
    ("“Will the bridge open in May?” Amina Rourke said.", "Amina Rourke"),
    ("Amina Rourke, the mayor, said: “The bridge will open in May.”", "Amina Rourke"),
    ("On Monday, Amina Rourke wrote that “the bridge will open in May”.", "Amina Rourke"),
    ("“The bridge will open in May,” according to Amina Rourke.", "Amina Rourke"),
])
def test_the_sentence_names_the_speaker(text: str, who: str) -> None:
    assert [speaker for speaker, _ in spoken(text)] == [who]


@pytest.mark.parametrize("text", [
    "“The bridge will open in May,” she said.",
    "“The bridge will open in May,” said a spokesman for Amina Rourke.",
    "“The bridge will open in May,” said Rourke spokesman Abel Finch.",
    "“The bridge will open in May,” Amina Rourke’s lawyer said.",
    "“The bridge will open in May,” he told Amina Rourke.",
    "“The bridge will open in May.” Amina Rourke said nothing of the cost.",
    "“The bridge will open in May,” said Amina Rourke and Abel Finch.",
    "“Will the bridge open in May?” Amina Rourke said, “It will.”",
    "Amina Rourke said that Abel Finch had told her “the bridge will open in May”.",
    "Amina Rourke wrote the classic “The Bridge That Would Not Open”.",
    "Amina Rourke said the bridge was dubbed “the folly that never opened”.",
    "When Rourke said “the bridge will open in May”, nobody laughed.",
    "The sign read “no way through until May”.",
    "Amina Rourke said the “bridge” will open.",
    "“The bridge will open in May, said Amina Rourke.",
])
def test_where_it_names_nobody_as_the_speaker_there_is_none(text: str) -> None:
    assert [each for each in spoken(text) if each[1] != "It will."] == []


def test_who_spoke_goes_on_in_the_same_paragraph_and_no_further() -> None:
    text = ("“The bridge will open in May,” said Amina Rourke. “It will cost four million.”\n\n"
            "“Nobody believes a word of it.”")
    assert [words for _, words in spoken(text)] == ["The bridge will open in May,", "It will cost four million."]
    assert {speaker for speaker, _ in spoken(text)} == {"Amina Rourke"}


def test_somebody_else_between_ends_it() -> None:
    text = "“The bridge will open,” said Amina Rourke. Abel Finch shook his head. “Nobody believes a word of it.”"
    assert [speaker for speaker, _ in spoken(text)] == ["Amina Rourke"]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.create(tmp_path / "news", embedder=WordEmbedder())
    made.add([
        article("one", "Mayor sure", "Amina Rourke was sure. “It will open in May,” Rourke said.", day(2024, 3, 1)),
        article("two", "Bill rises", "“It costs what it costs,” said Mayor Amina Rourke.", day(2023, 3, 1)),
        article("three", "Brothers in court", "Amina Rourke came. “It was not me,” said Dan Rourke. “I was away then,” "
                "Rourke said.", day(2024, 5, 1)),
        article("four", "Hidden", "“This must never be read,” said Amina Rourke.", day(2024, 6, 1), status="canceled"),
        article("five", "Somebody else", "“It is a fine bridge,” said Bea Rourke.", day(2024, 7, 1)),
    ])
    return made


def test_a_person_s_words_come_oldest_first_and_nobody_else_s(archive: Archive) -> None:
    found, complete = quotations_of(archive, "Amina Rourke")
    assert complete and [each.words for each in found] == ["It costs what it costs,", "It will open in May,"]
    assert all(each.article.text[each.start : each.end] == each.words for each in found)


def test_a_scope_holds(archive: Archive) -> None:
    found, _ = quotations_of(archive, "Amina Rourke", Scope(since="2024-01-01"))  # type: ignore[arg-type]
    assert [each.article.id for each in found] == ["one"]


def test_what_is_withdrawn_says_nothing(archive: Archive) -> None:
    archive.withdraw(["one"], "Court order")
    assert [each.article.id for each in quotations_of(archive, "Amina Rourke")[0]] == ["two"]


@pytest.mark.parametrize("name", ["", "Rourke", "Amina 1"])
def test_less_than_a_full_name_is_refused(archive: Archive, name: str) -> None:
    with pytest.raises(InputError, match="is no full name"):
        quotations_of(archive, name)
