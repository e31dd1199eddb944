"""What many readers got is counted as its docstrings say."""

from __future__ import annotations

import pytest

from benchmarks.load import Reader, fairness, figures


def test_fairness_is_one_where_all_got_as_much() -> None:
    assert fairness([3, 3, 3]) == pytest.approx(1.0) == fairness([0, 0])
    assert fairness([4, 0, 0, 0]) == pytest.approx(0.25)


def test_figures_count_answers_refusals_and_waits() -> None:
    found = dict(figures([Reader([1.0, 3.0]), Reader([2.0], refused=2, failed=1)], took_s=6.0, used_s=0.3))
    assert found["answers, refused, failed"] == "3, 2, 1" and found["answers a second"] == "0.5"
    assert found["seconds until an answer, p50 / p95 / p99"].startswith("2.00 / ")
    assert found["processor ms of the server an answer; cores"] == "100; 0.05"
    assert found["answers of a reader, fewest / most; fairness"] == "1 / 2; 0.90"


def test_without_an_answer_nothing_is_divided() -> None:
    assert dict(figures([Reader(refused=1)], 1.0, 0.0))["answers a second"] == "0.0"
