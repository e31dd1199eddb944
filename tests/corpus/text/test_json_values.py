"""Values of any source as JSON types."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.text.json_values import as_json, shown


def test_values_become_what_json_can_say() -> None:
    value = {1: (True, None, 2.5, float("nan"), "half \ud83d"), "day": datetime(2020, 6, 10, tzinfo=UTC)}
    assert as_json(value) == {"1": [True, None, 2.5, None, "half \ufffd"], "day": "2020-06-10T00:00:00+00:00"}


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), 10**600])
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="no place in JSON"):
        as_json([value])


def test_depth_is_bounded() -> None:
    nested: list[object] = []
    for _ in range(1000):
        nested = [nested]
    with pytest.raises(ValueError, match="levels deep"):
        as_json(nested)


def test_values_are_shown_short_and_without_control_characters() -> None:
    assert shown("a\x1b[31m\n") == r"'a\x1b[31m\n'"
    assert len(shown("x" * 1000)) < 70
    assert shown([1]) == "a list"
    assert shown(10**600) == "a value of type int"
    assert shown(None) == "None"
