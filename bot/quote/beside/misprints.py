"""What a newsroom says it got wrong: the words of a mistake are no answer."""

from __future__ import annotations

import re

_REPORT = r"(?:report|article|story|column|headline|caption|graphic|version of this (?:report|article|story|page))"
_PRINTED = r"(?:said|says|reported|wrote|stated|gave|named|described|identified|referred to|spelled|spelt|attributed)"
_WRONGLY = r"(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately|in error)"
_MISTAKE = re.compile(
    rf"\b{_REPORT}\b[^.!?]{{0,200}}?\bwe {_PRINTED}\b|"
    rf"\b(?:an|the|a|our) (?:earlier|previous|original) {_REPORT}\b[^.!?]{{0,80}}?\b{_PRINTED}\b|"
    rf"\b(?:{_REPORT}|we)\b[^.!?]{{0,80}}?\b(?:{_WRONGLY} {_PRINTED}|mis(?:stated|spelled|spelt|identified|quoted))\b",
    re.IGNORECASE,
)
_PUT_RIGHT = re.compile(r"\b(?:not|rather than|instead of|should have|in fact|actually|was in fact)\b", re.IGNORECASE)


def is_misprint(sentence: str) -> bool:
    """Whether a sentence repeats what was wrongly printed, and doesn't say in itself what is right."""
    return bool(_MISTAKE.search(sentence)) and not _PUT_RIGHT.search(sentence)
