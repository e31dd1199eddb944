"""Patterns made of lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """A pattern that any one of the words fits, as a group that isn't counted; the longest that fits is taken."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


def capitalised(words: Iterable[str]) -> list[str]:
    """The words as they stand where they are written large."""
    return [word.capitalize() for word in words]
