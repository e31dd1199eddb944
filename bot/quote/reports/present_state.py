"""Tells how a thing stands now: a question whether the bridge is shut isn't answered by the day it was shut on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.languages.en.opposites import OUT_OF_OFFICE, STATES
from bot.languages.en.titles import WORK
from bot.languages.en.verbs import UNREAL
from bot.quote.candidate import Candidate
from bot.quote.question import ParsedQuestion
from bot.verify.words import stem, words

Sides = tuple[frozenset[str], frozenset[str]]      # stems of words of a state, and of the one that ends it

_OF_THE_PRESENT = re.compile(r"^\W*(?:(?:so|and|but)\W+)?(?:is|are|has|have|does|do)\b", re.IGNORECASE)
_STILL = "still"
_REACH = 4          # words before one for a state that may deny it
_UNSURE = UNREAL - {"will", "due", "scheduled"}


def present_state(question: ParsedQuestion, about: Candidate, ranked: Sequence[Candidate]) -> Candidate | None:
    """The sentence that tells how things stand, where a question asks that and `about` tells how they stood before.

    Of reports of the same subject the newest decides; of those that say the same since, the best comes first. None
    where `about` says the same as the newest.
    """
    sides = _asked(question.text) if question.period is None else None
    if sides is None or about.hit.article.published is None:
        return None
    sided = [(each, side) for each in ranked if _reports(question, about, each, sides)
            and (side := _side(each.text, sides)) is not None]
    newest, now = max(sided, key=lambda report: _day(report[0]), default=(about, None))
    before = max((_day(each) for each, side in sided if side != now), default=0.0)
    since = [each for each, side in sided if side == now and _day(each) > before]
    later = [each for each in since or [newest] if _day(each) > _day(about)]
    return later[0] if later and about not in since else None


@lru_cache(maxsize=64)
def _asked(question: str) -> Sides | None:
    """The state that is asked about, and its end; None for a question of no state, or of none now."""
    if not _OF_THE_PRESENT.match(question):
        return None
    asked = frozenset(each.stem for each in words(question) if not each.large)
    if stem(_STILL) in asked and (offices := asked & {*map(stem, WORK)}):
        return offices, _stems(OUT_OF_OFFICE)
    rows = ((_stems(one), _stems(other)) for one, other in STATES)
    return next((row for row in rows if asked & (row[0] | row[1])), None)


def _reports(question: ParsedQuestion, about: Candidate, each: Candidate, sides: Sides) -> bool:
    """Whether a dated sentence tells of the state of what `about` speaks of."""
    if each.hit.article.published is None or each.named < about.named:
        return False
    state = sides[0] | sides[1] | {stem(_STILL)}
    subject = [term for term in question.weights.keys() & about.terms if stem(term) not in state]
    rarest = max(subject, key=lambda term: question.weights[term], default=None)
    return rarest is not None and rarest in each.terms and any(word.stem in state for word in words(each.text))


def _side(sentence: str, sides: Sides) -> int | None:
    """On which side a sentence is by the first of its words for either; None where it is denied, wished for or unsure.

    What will be on a day that is set counts as what is.
    """
    there = words(sentence)
    at = next((row for row, word in enumerate(there) if word.stem in sides[0] | sides[1]), None)
    if at is None:
        return None
    before = [word.text.casefold() for word in there[max(0, at - _REACH) : at]]
    return None if before[-1:] == ["to"] or not _UNSURE.isdisjoint(before) else int(there[at].stem in sides[1])


@lru_cache(maxsize=32)
def _stems(line: str) -> frozenset[str]:
    return frozenset(map(stem, line.split()))


def _day(each: Candidate) -> float:
    published = each.hit.article.published
    return published.timestamp() if published else 0.0
