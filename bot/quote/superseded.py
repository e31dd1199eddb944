"""Figures that later coverage replaced: both are quoted, so that a reader sees which is the newer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.languages.en.numbers import POWERS, SHORT
from bot.languages.en.question_words import BEHIND_COUNTED
from bot.languages.patterns import either
from bot.understand.answer_type import beginning
from index import Closeness, Hit

NEARLY = 1.1        # log-odds behind the best quotation within which the newer or older one may stand first
AS_WELL = 0.1       # tenths of log-odds by the model that reads sentences, which the newer or older may be behind
AS_COVERED = 0.8    # of the words of the question that the best sentence holds, at least, in one that replaces it
AS_NEAR = 0.15      # cosine that it may lie further from the question

_SCALE = {**POWERS, **SHORT}
_AMOUNT = rf"(?P<amount>\d[\d,]{{0,30}}(?:\.\d{{1,30}})?)\s?-?(?P<scale>{either(_SCALE)})?\b"
_MONEY = re.compile(rf"[$£€¥]\s?{_AMOUNT}", re.IGNORECASE)
_SHARE = re.compile(r"(?P<amount>\d[\d,]{0,30}(?:\.\d{1,30})?)(?P<scale>)\s?(?:%|per\s?cent)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\bhow many (?:[\w'’-]+ ){{0,3}}?(?P<noun>[\w'’-]{{3,}})(?= {either(BEHIND_COUNTED)}\b|\?|$)", re.IGNORECASE
)


class Sentence(Protocol):
    """What is asked of a sentence that may be quoted."""

    @property
    def hit(self) -> Hit:
        """Where it stands."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def score(self) -> float:
        """Log-odds of holding the answer."""

    @property
    def covered(self) -> float:
        """Share of the question's words in it."""

    @property
    def headed(self) -> float:
        """Tenths of log-odds of answering, by a model that reads it under its headline with the question."""

    @property
    def near(self) -> Closeness:
        """To the question."""


S = TypeVar("S", bound=Sentence)


def with_revision(quotes: Sequence[S], candidates: Sequence[S], question: str, *, dated: bool) -> list[S]:
    """The quotations with one of another day that gives another figure for the same, the newer of the two in front.

    Where the question is `dated`, the figure of the time it asks about stays in front.
    """
    if not quotes or not (figure := _figure(question)):
        return list(quotes)
    best = quotes[0]
    other = next((each for each in candidates if _replaces(each, best, figure)), None)
    if other is None:
        return list(quotes)
    pair = [best, other] if dated else sorted((best, other), key=_day, reverse=True)
    return [*pair, *(each for each in quotes if each is not best and each is not other)][: max(2, len(quotes))]


def in_time(quotes: Sequence[S], near: Sequence[S], *, latest: bool, earliest: bool) -> list[S]:
    """The quotations with the newest, or the oldest, of those `near` that are nearly as likely as the best in front."""
    if not quotes or not (latest or earliest) or not quotes[0].hit.article.published:
        return list(quotes)
    best = quotes[0]
    level = [each for each in near if each.hit.article.published and each.score >= best.score - NEARLY
             and each.headed >= best.headed - AS_WELL]
    first = (max if latest else min)(level, key=_day, default=best)
    return [first, *(each for each in quotes if each is not first)]


def figures(sentence: str, figure: re.Pattern[str]) -> frozenset[float]:
    """The figures of one kind that a sentence gives, as plain numbers: "£3.9m" is 3900000."""
    return frozenset(
        float(match["amount"].replace(",", "")) * _SCALE.get((match["scale"] or "").casefold(), 1.0)
        for match in figure.finditer(sentence)
    )


def _figure(question: str) -> re.Pattern[str] | None:
    """What the answer's figure looks like: money, a share, or a number of what is counted; None for other questions."""
    if re.search(r"\bhow much\b.*\b(?:cost|paid|worth|raised|fined|price|bill|pay)|\bwhat\b.*\b(?:price|cost|bill)\b",
                 question, re.IGNORECASE):
        return _MONEY
    if re.search(r"\bwhat (?:percentage|proportion|share)\b", question, re.IGNORECASE):
        return _SHARE
    counted = _COUNTED.search(question)
    if counted is None:
        return None
    noun = re.escape(beginning(counted["noun"]))
    return re.compile(rf"(?<![$£€¥\d.,]){_AMOUNT}(?:\s+[\w'’-]+){{0,2}}?\s+{noun}", re.IGNORECASE)


def _replaces(other: Sentence, best: Sentence, figure: re.Pattern[str]) -> bool:
    """Whether another day's article gives one figure, and another one, for what the best sentence gives one for."""
    first, second = best.hit.article, other.hit.article
    if first.id == second.id or not first.published or not second.published:
        return False
    given, instead = figures(best.text, figure), figures(other.text, figure)
    return (
        len(given) == len(instead) == 1
        and given != instead
        and first.published.date() != second.published.date()
        and other.covered >= AS_COVERED * best.covered
        and other.near.gist >= best.near.gist - AS_NEAR
    )


def _day(sentence: Sentence) -> datetime:
    published = sentence.hit.article.published
    assert published is not None
    return published
