"""Sentences end where a reader would say they end."""

from __future__ import annotations

import pytest

from index.model.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The vote was 7 to 2.", "It ended at noon."],
        ["Dr. Smith paid $5.3 million.", "Nobody asked why."],
        ["It opened at 5 a.m. Monday with a speech.", "Few came."],
        ["Dr. No left.", "Mr. Lee stayed."],
        ["He left at 5 p.m.", "The rest went home."],
        ["“We won,” she said.", "“At last!”"],
        ["Émile 😀 came.", "He sang."],
        ["Rep. Ann Lee, D-N.J., speaks at the lake.", "Bo Ray, R-S.C., stayed away."],
        ["The bill is by Ann Lee, R-N.C.", "Others wrote it."],
        ["Meet at 308 N. Second Ave. on Friday.", "Bring a coat."],
        ["“Really?” he asked.", "“And why not!” his office said."],
        ["The band Yes! plays on Friday.", "Few will come."],
        ["Seen by Ald. Marlow.", "He left."],
        ["It is on www.quay.example.", "iPhones are sold."],
    ],
)
def test_sentences_end_where_they_should(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_a_mark_stands_with_the_words_it_opens() -> None:
    assert cut("Ann Lee agreed. “This is late. It stays.") == ["Ann Lee agreed.", "“This is late.", "It stays."]
    assert cut('He agreed. "It is late. We go.') == ["He agreed.", '"It is late.', "We go."]


def test_no_sentence_crosses_a_paragraph() -> None:
    assert cut("A headline without a stop\n\nThen a sentence. ") == ["A headline without a stop", "Then a sentence."]


@pytest.mark.parametrize("text", ["", " \n\n ", "\n\n\n\n"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert cut(text) == []


def test_a_long_paragraph_is_cut_at_its_sentences_alone() -> None:
    said = [f"Ann Lee, D-N.J., counted {number} gulls at 5 p.m. on the old pier." for number in range(500)]
    assert cut(" ".join(said)) == said


def test_an_endless_paragraph_is_cut_at_spaces() -> None:
    text = "word " * 20_000
    found = sentences(text)
    assert len(found) > 1
    assert all(text[start:end].startswith("word") and text[start:end].endswith("word") for start, end in found)


@pytest.mark.parametrize("tag", ["de", "de-AT", "de_CH", "DE"])
def test_a_day_is_not_cut_whatever_region_a_language_is_of(tag: str) -> None:
    text = "Die Fähre fährt ab 4. März wieder. Die Reparatur kostete 310.000 Euro."
    assert [text[start:end] for start, end in sentences(text, tag)] == [
        "Die Fähre fährt ab 4. März wieder.", "Die Reparatur kostete 310.000 Euro.",
    ]
