"""What the model that reads question and sentence together makes of them."""

from __future__ import annotations

import numpy as np
import pytest

from index.cross_encoder.reading import cross_encoder

CLOSED = "The ford was closed for three hours."
NOBODY = "Police said nobody was hurt."
MAYOR = "Ada Finch was elected mayor with 52 votes."


def test_the_sentence_that_answers_scores_above_others_on_the_same_subject() -> None:
    read = cross_encoder().scores
    assert int(read("How long was the ford closed?", [NOBODY, CLOSED, MAYOR]).argmax()) == 1
    assert int(read("Was anybody hurt?", [NOBODY, CLOSED, MAYOR]).argmax()) == 0
    assert int(read("Who is the mayor?", [NOBODY, CLOSED, MAYOR]).argmax()) == 2


def test_a_sentence_that_answers_another_question_about_the_subject_scores_below_nought() -> None:
    assert cross_encoder().scores("Who paid for the ford?", [CLOSED])[0] < 0 < cross_encoder().scores(
        "How long was the ford closed?", [CLOSED])[0]


def test_each_sentence_is_scored_by_itself() -> None:
    sentences = [CLOSED, NOBODY, f"{MAYOR} " * 3, MAYOR, CLOSED]
    together = cross_encoder().scores("How long was the ford closed?", sentences)
    alone = [cross_encoder().scores("How long was the ford closed?", [each])[0] for each in sentences]
    assert together == pytest.approx(np.array(alone), abs=0.1)     # of bfloat16, where the processor multiplies it


def test_nothing_to_read_is_no_score() -> None:
    assert cross_encoder().scores("Who won?", []).shape == (0,)


def test_what_is_too_long_is_cut() -> None:
    assert np.isfinite(cross_encoder().scores("why " * 500, [CLOSED, "and " * 2_000])).all()
