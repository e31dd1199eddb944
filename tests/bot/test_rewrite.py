"""A follow-up becomes a question that stands alone; a question that already does stays as it is."""

from __future__ import annotations

import pytest

from bot.answer import Turn
from bot.rewrite import Standalone, rewrite


def after(before: str, question: str, answer: str = "") -> Standalone:
    return rewrite(question, [Turn(before, answer)])


def test_without_a_history_only_the_spaces_are_tidied() -> None:
    assert rewrite("  And \n when? ", []) == Standalone("And when?", "And when?")


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        ("What did Amazon announce?", "What about IBM?", "What did IBM announce?"),
        ("What did Amazon announce?", "And how about Old Mill Lane?", "What did Old Mill Lane announce?"),
        ("What did the council pass in 2023?", "What about 2024?", "What did the council pass in 2024?"),
        ("What did Amazon announce?", "What about the harbour?", "What did Amazon announce: the harbour?"),
        ("who found the hoard?", "What about IBM?", "who found the hoard: IBM?"),
    ],
)
def test_what_about_puts_another_topic_in_the_place_of_the_first(before: str, question: str, text: str) -> None:
    assert after(before, question) == Standalone(text, text)


@pytest.mark.parametrize(
    ("before", "question", "text", "focus"),
    [
        ("Who found the hoard?", "When?", "When: found the hoard?", "When?"),
        ("Who found the hoard?", "And when?", "When: found the hoard?", "when?"),
        ("Where did the ferry run aground?", "But why", "Why: did the ferry run aground?", "why"),
    ],
)
def test_a_bare_question_word_borrows_the_rest(before: str, question: str, text: str, focus: str) -> None:
    assert after(before, question) == Standalone(text, focus)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did she say?", "What did Ines Vale say?"),
        ("Where is her ship?", "Where is Ines Vale's ship?"),
        ("And where is his ship?", "Where is Ines Vale's ship?"),
        ("Who told her?", "Who told Ines Vale?"),
        ("Did he say what he meant?", "Did Ines Vale say what he meant?"),
    ],
)
def test_a_pronoun_becomes_the_person_who_was_named(question: str, text: str) -> None:
    assert after("Who is Ines Vale?", question).text == text


def test_the_person_may_be_named_in_what_the_answer_quotes() -> None:
    answer = "On 1 May 2023, The Quay reported: “Old Tom Reed left the ferry.” [1]"
    assert after("Who sails the ferry?", "Why did he leave?", answer).text == "Why did Old Tom Reed leave?"


def test_a_paper_that_introduces_the_quotation_is_no_person() -> None:
    answer = "On 1 May 2023, Harbour Gazette reported: “The crew left.” [1]"
    assert after("who sails the ferry?", "Why did he leave?", answer).text == "Why did he leave (who sails the ferry)?"


@pytest.mark.parametrize(
    ("question", "text", "focus"),
    [
        (
            "How much will it cost?",
            "How much will it cost (What happened to the iron bridge)?",
            "How much will it cost?",
        ),
        ("what colour?", "What colour (What happened to the iron bridge)?", "what colour?"),
        (
            "So how many men repaired the old bridge?",
            "How many men repaired the old bridge (What happened to the iron bridge)?",
            "how many men repaired the old bridge?",
        ),
    ],
)
def test_what_leans_on_the_question_before_is_followed_by_it(question: str, text: str, focus: str) -> None:
    assert after("What happened to the iron bridge?", question) == Standalone(text, focus)


@pytest.mark.parametrize(
    "question",
    [
        "When does the ferry Swan leave?",
        "how many swans came back to the harbour?",
        "Did that ship reach Norway?",
        "Rovers?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert after("Who won the cup?", question) == Standalone(question, question)


def test_only_the_last_turn_counts() -> None:
    history = [Turn("Who is Ines Vale?", ""), Turn("Who is Nils Holm?", "")]
    assert rewrite("What did he say?", history).text == "What did Nils Holm say?"


def test_an_empty_turn_before_is_no_trouble() -> None:
    assert after("", "What did she say?").text == "What did she say ()?"
