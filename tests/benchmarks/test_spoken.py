"""The precision that the docs state of quotations with their speakers, held on the marked set."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import spoken


@pytest.mark.parametrize(("part", "precision", "named"), [("development", 0.97, 90), ("check", 0.97, 90)])
def test_a_speaker_is_the_right_one(data: Path, part: str, precision: float, named: int) -> None:
    try:
        texts = spoken._texts(data)
    except FileNotFoundError as error:
        pytest.skip(f"there is no {error.filename}")
    right, given, marked = spoken.score(texts, part)
    assert marked == 100 and given >= named
    assert right / given >= precision
