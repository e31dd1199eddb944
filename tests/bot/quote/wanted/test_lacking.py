"""A sentence without anything of the kind that is asked for is hardly the answer."""

from __future__ import annotations

import pytest

from bot.quote.wanted.lacking import NO_PERSON, NOTHING, lacking
from bot.understand.answer_type import answer_type


@pytest.mark.parametrize(
    ("question", "sentence", "lost"),
    [
        ("Who designed the dress?", "The dress was sewn by John Marsh in a week.", 0.0),
        ("Who designed the dress?", "The dress was white and had four buttons.", NOTHING),
        ("Who designed Amina Rourke's dress?", "Amina Rourke wore a dress with four buttons.", NOTHING),
        ("Who bought the works?", "The works went to a firm from Denmark for 9.8 million pounds.", NO_PERSON),
        ("Who put up the signs?", "The signs were put up by locals at night.", 0.0),
        ("Who put up the signs?", "The signs annoyed the fishermen.", NO_PERSON),
        ("How much did the operation cost?", "Many surgeons did not want to do the operation.", NOTHING),
        ("How much did the operation cost?", "The operation cost £4,000.", 0.0),
        ("How many signs were put up?", "Signs were put up at night.", NOTHING),
        ("When was the shop founded?", "The shop was founded by a baker.", NOTHING),
        ("In what year was the shop founded?", "The shop was founded in 1964.", 0.0),
        ("How old was the ferryman?", "The ferryman has died at the age of 78.", 0.0),
        ("What did Bill Hale think of the closing date?", "He was glad of it.", 0.0),      # neither is asked for
        ("Who won the race?", "Bernard Ottley, 68, took 744 votes.", NOTHING),
        ("Who won the race?", "Ann Lee beat Tomas Reed by 212 votes.", 0.0),
        ("Who won the sculls?", "Sculls: 1, Ann Lee, 15; 2, Molly Crane, 14.", 0.0),
        ("Why did it close?", "It closed.", 0.0),
    ],
)
def test_what_a_sentence_lacks(question: str, sentence: str, lost: float) -> None:
    assert lacking(question, answer_type(question), sentence) == lost


def test_nothing_is_lacking_where_no_kind_is_asked_for() -> None:
    assert lacking("Tell me of the lido.", None, "It closed.") == 0.0
