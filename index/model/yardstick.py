"""What a model's cosines would be if they were the default model's.

Some models lay all texts into a narrow cone: two that have nothing in common have a cosine of .7 there, and of .07 in
the default model. What hangs on the size of a cosine, such as whether an archive holds an answer at all, holds for such
a model once its cosines are laid over the default one's, by what both make of the same questions and answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from index.model.tokens import AS_IS, Line, Probe, Yardstick, match, unpack
from index.types.arrays import Array

CONE = 0.3     # mean cosine of texts that have nothing in common from which a model's cosines are laid over

# A question, and a sentence of news that answers it; each sentence has nothing to do with the other questions.
PAIRS = (
    ("Who won the cycle race on Saturday?", "Lena Brandt crossed the line first in Saturday's cycle race."),
    ("How much will the new school cost?", "The council put the price of the new school at £14m."),
    ("When does the library open again?", "After a year of repairs the library opens again on 3 May."),
    ("Why was the bridge closed?", "The bridge was closed because divers found cracks in two of its piers."),
    ("What did the minister say about the letter?", "The minister denied that he had ever read the letter."),
    ("How many people were hurt in the fire?", "Eleven people were hurt when fire broke out in the flats."),
    ("Where will the orchestra play next?", "Its next concert takes the orchestra to the old corn exchange."),
    ("How far did shares in the bank fall?", "Shares in the bank fell by nine per cent after the report."),
    ("What do farmers get for a litre of milk?", "Farmers are paid 31 pence for a litre of milk."),
    ("Who scored in the cup final?", "Two goals by Adeyemi decided the cup final."),
    ("Which hospitals are trying the vaccine?", "Four hospitals, all of them in the north, are trying the vaccine."),
    ("How strong will the wind be tonight?", "Forecasters expect winds of up to fifty miles an hour tonight."),
)


class Level(NamedTuple):
    """Cosines on average: of what has nothing in common, and of a question with its answer."""

    apart: float
    together: float


class Levels(NamedTuple):
    """Those of whole texts, of the means of their tokens, and of tokens with their best partners."""

    dense: Level
    gist: Level
    words: Level


# As the default model has them.
DEFAULT = Levels(Level(0.065, 0.689), Level(0.070, 0.638), Level(0.141, 0.827))


def yardstick(own: Levels) -> Yardstick:
    """That of a model with those levels: as it is for one that doesn't lay everything into a CONE."""
    if own.dense.apart < CONE:
        return AS_IS
    return Yardstick(*(_line(*each) for each in zip(own, DEFAULT, strict=True)))


def levels(
    question: Callable[[str], tuple[Array, Probe]],
    passages: Callable[[Sequence[tuple[str, str]]], Sequence[tuple[Array, bytes]]],
) -> Levels:
    """What a model makes of the PAIRS, given by how it reads a question, and passages with their titles.

    A vector is (dimensions,).
    """
    asked = [question(each) for each, _ in PAIRS]
    read = passages([("", each) for _, each in PAIRS])
    cosines = np.array([[_cosines(one, other) for other in read] for one in asked])
    same = np.eye(len(PAIRS), dtype=bool)
    return Levels(*(Level(float(each[~same].mean()), float(each[same].mean())) for each in np.moveaxis(cosines, -1, 0)))


def _cosines(question: tuple[Array, Probe], passage: tuple[Array, bytes]) -> tuple[float, float, float]:
    """Of one with the other, in the order of Levels."""
    near = match(question[1], unpack(passage[1])).overall
    return float(question[0] @ passage[0]), near.gist, near.words


def _line(own: Level, default: Level) -> Line:
    """Through both levels; as it is for a model that tells nothing apart."""
    if own.together <= own.apart:
        return Line()
    slope = (default.together - default.apart) / (own.together - own.apart)
    return Line(slope, default.apart - slope * own.apart)
