"""Names and numbers are told from a question's other words."""

from __future__ import annotations

import pytest

from bot.understand.names import as_article, as_printed, names
from bot.understand.talk.cutting import Cutting
from index import Archive
from tests.fakes import article, day


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who is Ines Vale?", ["ines", "vale"]),
        ("Did AT&T pay 5 or 50 pounds?", ["at&t", "50"]),
        ("Where is O'Neill's ship?", ["o'neill"]),
        ("Where is Vale’s ship?", ["vale"]),
        ("What is in the U.S.?", ["u.s"]),
        ("Who lives in Østby or Łódź?", ["østby", "łódź"]),
        ("Who saw Saint-Malo in 1931?", ["saint-malo", "1931"]),
    ],
)
def test_words_written_large_and_numbers_are_names(question: str, found: list[str]) -> None:
    assert names(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [("Ines Vale is who?", ["vale"]), ("McDonald won what?", ["mcdonald"]), ("IBM did what?", ["ibm"])],
)
def test_the_first_word_counts_only_when_it_can_be_nothing_else(question: str, found: list[str]) -> None:
    assert names(question) == found


def test_titles_and_days_name_nobody() -> None:
    assert names("What did Mr Holm and Mayor Reed do on Monday in May?") == ["holm", "reed"]


@pytest.mark.parametrize("question", ["WHAT DID IBM DO IN 1931?", "what about ibm", "", "?!", "鯨はどこ"])
def test_a_question_in_one_size_of_letters_says_nothing_about_names(question: str) -> None:
    assert names(question) == []


def test_no_word_is_written_large_up_to_its_apostrophe() -> None:
    told = Cutting("", "", "The firm of Aldery, CA, was fined.")
    assert as_article("why can't ca be fined", told) == "why can't CA be fined"


@pytest.mark.parametrize(("question", "printed"), [
    ("Were they charged too?", "Were they charged too?"),
    ("Has he been charged?", "Has he been charged?"),
    ("What is charged lemonade?", "What is Charged Lemonade?"),
    ("Who drank charged lemonade?", "Who drank Charged Lemonade?"),
    ("And the other lemonade, when is it sold?", "And the other lemonade, when is it sold?"),
])
def test_what_was_done_to_somebody_is_no_name(archive: Archive, question: str, printed: str) -> None:
    archive.add([article("drink", "Drink", "She drank Charged Lemonade. He sold Charged Lemonade.", day(2023, 12, 1))])
    assert as_printed(question, archive.vocabulary, None) == printed


def test_a_number_in_letters_is_no_name_wherever_it_is_printed_large(archive: Archive) -> None:
    archive.add([article("six", "Six", "She saw the Six of Aldery. He met the Six there.", day(2023, 12, 1))])
    assert as_printed("Who stayed for six days?", archive.vocabulary, None) == "Who stayed for six days?"
