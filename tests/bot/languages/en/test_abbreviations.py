"""A short form and its long one find each other."""

from __future__ import annotations

import pytest

from bot.languages.en.abbreviations import in_full


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("AWS CEO Andy Jassy said no.", "chief executive"),
        ("The chief executive said no.", "ceo"),
        ("The prime-minister left.", "pm"),
        ("A man from the FBI, they said", "federal bureau of investigation"),
    ],
)
def test_the_other_form_is_put_behind(text: str, also: str) -> None:
    assert in_full(text) == f"{text} {also}"


@pytest.mark.parametrize("text", ["", "The CEO, a chief executive.", "An mpeg file.", "Oceans rise."])
def test_nothing_is_added_where_nothing_is_missing(text: str) -> None:
    assert in_full(text) == text
