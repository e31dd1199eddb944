"""Readings of a follow-up are as likely only where the question before speaks of each in the same way."""

from __future__ import annotations

import pytest

from bot.answer import Turn
from bot.understand.follow_up import rewrite
from bot.understand.talk.cutting import Cutting

ARTICLE = (
    "Tom Reed, 60, a surgeon, spoke for an hour. Mr Reed met Rajan Vale, 41, who said no. Mr Vale left. "
    "Ines Vale, 38, is a barrister. Ms Vale and Ms Amina Orr, who is 36, stayed. The ferry and the lido are shut."
)


def readings(*asked: str) -> list[str]:
    *before, ask = asked
    cutting = Cutting("They spoke for an hour.", "Friday's news", ARTICLE)
    history = [Turn(question, "“They spoke for an hour.” [1]") for question in before]
    return [reading.text for _, reading in rewrite(ask, history, [cutting] * len(history)).rivals]


@pytest.mark.parametrize(
    ("before", "ask", "meant"),
    [
        ("Did Tom Reed meet Rajan Vale?", "How old is he?", ["How old is Tom Reed?", "How old is Rajan Vale?"]),
        ("Why did Tom Reed sue Rajan Vale?", "How old is he?", ["How old is Tom Reed?", "How old is Rajan Vale?"]),
        ("Are Ines Vale and Amina Orr here?", "Where is she from?",
         ["Where is Ines Vale from?", "Where is Amina Orr from?"]),
        ("Is the ferry older than the lido?", "When did it open?",
         ["When did the ferry open?", "When did the lido open?"]),
        ("Did the ferry cost more than the lido?", "How much did it cost?",
         ["How much did the ferry cost?", "How much did the lido cost?"]),
        ("Who is older, Tom Reed or Rajan Vale?", "Where is he from?",
         ["Where is Tom Reed from?", "Where is Rajan Vale from?"]),
        ("Are Ines Vale and Amina Orr here?", "Who gave her money?",
         ["Who gave Ines Vale money?", "Who gave Amina Orr money?"]),
        ("What did the ferry cost and what did the lido cost?", "When did it open?",
         ["When did the ferry open?", "When did the lido open?"]),
        ("Who are Ines Vale and Rajan Vale?", "How old is Vale?", ["How old is Ines Vale?", "How old is Rajan Vale?"]),
        ("Is the Oskel Bridge older than the Millholm Bridge?", "When was the bridge built?",
         ["When was the Oskel Bridge built?", "When was the Millholm Bridge built?"]),
    ],
)
def test_two_that_the_last_question_names_alike_may_both_be_meant(before: str, ask: str, meant: list[str]) -> None:
    assert readings(before, ask) == meant


@pytest.mark.parametrize(
    "asked",
    [
        ("Did Tom Reed meet Ines Vale?", "How old is she?"),                       # only one is a woman
        ("Did Tom Reed meet Rajan Vale?", "What did Reed tell him?"),              # the question names the other
        ("Did Tom Reed meet Rajan Vale's team?", "How old is he?"),                # or is only an owner
        ("How did Tom Reed deal with Rajan Vale?", "How old is he?"),              # one stands aside
        ("Why did Tom Reed sue Rajan Vale?", "When did he sue?"),                  # who did is who does
        ("Who is Tom Reed?", "Did Tom Reed meet Rajan Vale?", "How old is he?"),   # the talk is about one
        ("Who is Tom Reed?", "And Rajan Vale?", "How old is he?"),
        ("When did the council close the lido?", "When did it reopen?"),           # things that play other parts
        ("Who is Ines Vale?", "How old is Vale?"),
    ],
)
def test_one_that_is_likelier_is_meant(asked: tuple[str, ...]) -> None:
    assert readings(*asked) == []
