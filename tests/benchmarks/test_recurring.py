"""The precision that the docs state of recurring events, held on the marked rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import recurring


@pytest.mark.parametrize(
    ("part", "rows", "least"),
    [
        ("development", 105, {"happened": 0.99, "day": 0.97, "place": 0.92, "figure": 0.95}),
        ("check", 65, {"happened": 0.98, "day": 0.95, "place": 0.9, "figure": 0.85}),
    ],
)
def test_a_row_is_right(data: Path, part: str, rows: int, least: dict[str, float]) -> None:
    try:
        articles = recurring._articles(data)
    except FileNotFoundError as error:
        pytest.skip(f"there is no {error.filename}")
    filled, right = recurring.score(articles, part)
    assert filled["happened"] >= rows
    assert {cell: right[cell] / filled[cell] for cell in least if right[cell] < least[cell] * filled[cell]} == {}
