"""What a reader sees of an answer, and whether expected words stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

AT_ONCE = 40                 # words that a reader takes in at once
_CURLY = str.maketrans("“”‘’", "\"\"''")
_MARK = re.compile(r"\s*\[\d+\]")


def shown_words(text: str) -> list[str]:
    """An answer's words in order, without the marks of its citations."""
    return _MARK.sub("", text).split()


def opening(text: str) -> str:
    """The first 40 words of an answer."""
    return " ".join(shown_words(text)[:AT_ONCE])


def holds(text: str, answers: Sequence[Sequence[str]]) -> bool:
    """Whether the text has all strings of one of the alternatives, as whole words; case and spacing don't count."""
    folded = _folded(text)
    return any(all(_stands(_folded(each).strip("\"'.,"), folded) for each in alternative) for alternative in answers)


def _folded(text: str) -> str:
    return " ".join(text.translate(_CURLY).casefold().split())


def _stands(words: str, text: str) -> bool:
    return bool(words) and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))
