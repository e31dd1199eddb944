"""Tells what changed: the earlier and the later state of one thing, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.quote.candidate import Candidate

NEARLY = 3.0        # log-odds behind the best sentence up to which one that tells of a change stands for it
AS_COVERED = 0.5    # of the best sentence's share of the question's words, at least, in one about another state
UNDATED = datetime.min.replace(tzinfo=UTC)

_FIGURE = r"[£$€]?\d[\d,.]*\w*"
_CONTRAST = re.compile(
    rf"\bfrom (?:about |some |around )?{_FIGURE}.{{0,20}} to (?:about |some |around )?{_FIGURE}|"
    r"\b(?:up|down|rose|risen|raised|fallen|fell|increased?|cut|reduced|grew|grown|doubled|more|fewer|less|higher|"
    r"lower|later|earlier|longer|shorter|moved)\b.{0,30}\b(?:from|than)\b|"
    rf"\bnot (?:the |until )?{_FIGURE}|"
    r"\b(?:instead of|rather than|no longer|originally|at first|first (?:thought|proposed|promised|put|said|accused|"
    r"estimated|planned)|previously|formerly|used to|until now|was put at|compared with|a change|changed|revised|"
    r"replaced|called off|restored|again until|delayed|postponed|pushed back|put back|reversed|scrapped|dropped|"
    r"now (?:\w+ ){0,2}(?:costs?|stands?|employs?|includes?|be|is|are|has|have))\b",
    re.IGNORECASE,
)


def states(ranked: Sequence[Candidate]) -> list[Candidate]:
    """One or two of the sentences, the older first: of those that tell of two states, else that tell one each.

    The second is from another day, and gives a figure where the first gives one.
    """
    near = [each for each in ranked if each.score >= ranked[0].score - NEARLY]
    telling = [each for each in near if contrasts(each.text)]
    first = (telling or near)[:1]
    others = [each for each in (*telling[1:], *near) if _another_state(each, first[0])]
    return sorted([*first, *others[:1]], key=day_of)


def contrasts(sentence: str) -> bool:
    """Whether a sentence holds a thing's two states against each other: "up from 204", "no longer", "not the £2m"."""
    return bool(_CONTRAST.search(sentence))


def _another_state(other: Candidate, best: Candidate) -> bool:
    figures = _has_figure(other) or not _has_figure(best)
    return day_of(other) != day_of(best) and figures and other.covered >= AS_COVERED * best.covered


def _has_figure(candidate: Candidate) -> bool:
    return any(map(str.isdigit, candidate.text))


def day_of(candidate: Candidate) -> datetime:
    """When a sentence's article was published; UNDATED, before all others, where that isn't known."""
    return candidate.hit.article.published or UNDATED
