"""A scope reads what people write and refuses what makes no sense."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from corpus import ScopeError
from index import Scope


def test_a_bare_day_counts_whole() -> None:
    scope = Scope(since="2024-01-01", until=date(2024, 1, 31))  # type: ignore[arg-type]
    assert scope.since == datetime(2024, 1, 1, tzinfo=UTC)
    assert scope.until == datetime(2024, 1, 31, 23, 59, 59, 999999, tzinfo=UTC)


def test_one_name_is_as_good_as_a_list() -> None:
    assert Scope(sections="Council").sections == Scope(sections=["Council"]).sections == ("Council",)  # type: ignore[arg-type]


def test_names_that_are_blank_are_no_filter() -> None:
    assert not Scope(authors=("", "  ")).filtered


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "yesterday"},
        {"until": 5},
        {"since": "2024-02-01", "until": "2024-01-01"},
        {"sections": 3},
        {"authors": [1]},
        {"limit": 0},
        {"limit": 10_000},
        {"limit": True},
        {"limit": "5"},
    ],
)
def test_nonsense_is_refused_in_a_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(ScopeError, match=r"[.;]"):
        Scope(**wrong)


def test_a_scope_knows_whether_it_filters() -> None:
    assert not Scope(limit=3).filtered
    assert Scope(kinds="opinion").filtered
