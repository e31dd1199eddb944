"""The sets that the guards are measured with are complete, and their opposites are not the guards' own."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.perturb import opposites
from benchmarks.prose import PARTS, tables, written
from benchmarks.sets import sample


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_forty_pairs_over_articles_of_the_sample(part: str) -> None:
    pairs = list(written(part))
    ids = {each.id for each in sample(Path()).articles}
    assert len(pairs) >= 40
    assert all(pair.right != pair.wrong and {id for id, _, _ in pair.passages} <= ids for pair in pairs)


def test_pairs_are_counted_by_kind() -> None:
    pair = next(written("development"))
    assert list(tables([(pair, True, False)])) == [
        "number       correct withheld  1 of 1   wrong shown  1 of 1",
        "all          correct withheld  1 of 1   wrong shown  1 of 1",
    ]


def test_opposites_stand_in_the_same_form() -> None:
    assert "fell" in opposites()["rose"] and "denied" in opposites()["admitted"] and "selling" in opposites()["buying"]
