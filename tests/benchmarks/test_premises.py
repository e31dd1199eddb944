"""False premises are counted by kind, and apart what a reply only says is missing."""

from __future__ import annotations

from benchmarks.premises import Posed, tables


def test_a_name_that_a_reply_says_is_missing_counts_apart_from_an_alarm() -> None:
    false, true = Posed("place", "Who runs the pier in Oslo?", false=True), Posed("place", "Who runs it?", false=False)
    rows = [(false, True, True, False), (false, True, False, True), (false, False, False, False),
            (true, True, False, True)]
    assert next(tables(rows)).split() == (
        "place noticed 1 of 3 else named 1 refused 1 false alarms 0, names 1 of 1".split())
