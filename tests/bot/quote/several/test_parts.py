"""What is asked in one breath is told apart, and what only belongs to one question is left together."""

from __future__ import annotations

import pytest

from bot.quote.several.parts import needs_subject, parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who won, and by how many votes?", ("Who won", "by how many votes?")),
        ("Who won? And how many voted?", ("Who won", "how many voted?")),
        ("what won first prize and how long was it", ("what won first prize", "how long was it")),
        ("Where and when was Ines Vale born?", ("Where was Ines Vale born?", "when was Ines Vale born?")),
        ("When did it shut, who shut it and why was it shut?", ("When did it shut", "who shut it", "why was it shut?")),
    ],
)
def test_each_part_is_a_question(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Did they say when and why it closed?",
        "What did he say about when the bridge shut and why it opened again?",
        "Who was blamed for the pumps and why?",
        "What happened and when?",
        "How much did the bridge and the ferry cost?",
        "Which wards flooded and which way did it run, and who, and when did it end, and where did it go?",
        "",
        "and who",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert parts(question) == (question,)


def test_a_part_without_a_subject_of_its_own_leans_on_the_one_before() -> None:
    assert needs_subject("how long was it") and needs_subject("how old is she?") and needs_subject("by how much?")
    assert not needs_subject("how long will the wall be")
