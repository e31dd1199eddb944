"""The copy guard: an answer is its own words, and quotes the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.verify.claim import Claim, Evidence
from bot.verify.words import fold, plain, words

MAX_RUN = 30         # consecutive words of a passage outside quotation marks
MAX_WORDS = 200      # of one article in one answer, copied in runs of eight words or more
_RUN = 8             # from how many words on a run counts as copied
_QUOTED = re.compile(r'"[^"]*"')


def copying(claim: Claim, *, max_run: int = MAX_RUN, max_words: int = MAX_WORDS) -> str | None:
    """The reason why a sentence copies too much, or None; `claim.before` is what the answer has copied already."""
    own = _folded(_QUOTED.sub(" | ", claim.plain))
    for each in claim.evidence:
        longest = max(copied_runs(own, each), default=0)
        if longest > max_run:
            return f"It copies {longest} words in a row from the article without quotation marks."
    for each in claim.evidence:
        copied = sum(run for run in copied_runs(_folded(f"{plain(claim.before)} {claim.plain}"), each) if run >= _RUN)
        if copied > max_words:
            return f"The answer would copy {copied} words of one article."
    return None


def copied_runs(text: list[str], evidence: Evidence) -> Iterable[int]:
    """Lengths of the longest runs of words that stand in the passage in the same order, from left to right."""
    passage = f" {' '.join(_folded(evidence.passage))} "
    at = 0
    while at < len(text):
        length = _run(text, at, passage)
        if length:
            yield length
        at += max(1, length)


def _run(text: list[str], at: int, passage: str) -> int:
    """How many words from there on stand in a row; a longer run stands nowhere before a shorter one."""
    run, place = " ", 0
    for end in range(at, len(text)):
        run += f"{text[end]} "
        if (place := passage.find(run, place)) < 0:
            return end - at
    return len(text) - at


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text.replace("|", " 0quoted0 "))]
