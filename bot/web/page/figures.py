"""Draws what reports put a sum at, one figure an article, over time: each with the sentence that it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.languages.en.answer_kinds import WHICH
from bot.languages.en.numbers import POWERS, SHORT
from bot.languages.patterns import either
from bot.understand.time_expressions import wants_story
from bot.web.page.markup import part
from bot.web.page.texts import Words, day
from corpus import Article
from index import sentences

LEAST = 3              # reports that make a course
MOST = 300             # reports that are gone through, sentence by sentence: some tens of milliseconds
MOST_APART = 20.0      # times the smallest: beyond that they hardly tell of the same
APART = 15.0           # per cent of the width between two labels
HEADROOM = 0.8         # of the height, which the largest reaches
_COST = ("cost", "price", "bill")      # one for the other, in a newspaper
_SCALE = {**POWERS, **SHORT}
_AMOUNT = r"\d[\d,]{0,30}(?:\.\d{1,30})?"
_SUM = re.compile(rf"(?P<sign>[$£€¥])\s?(?P<amount>{_AMOUNT})\s?(?P<scale>{either(_SCALE)})?\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:not|instead of|rather than|up from|down from)(?: the)? $")
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as an article prints it, and where."""

    article: Article
    published: datetime
    start: int             # of its sentence in the article's text; both 0 for the headline
    end: int
    figure: str            # "£3.9m"
    sign: str
    value: float

    @property
    def sentence(self) -> str:
        """The words that it stands in."""
        return self.article.text[self.start : self.end] if self.end else self.article.title


def measures(question: str) -> tuple[str, ...]:
    """The words for the sum that a question asks about, or that its story may have; empty for other questions."""
    named = tuple(word for word in WHICH["money"] if re.search(rf"\b{word}s?\b", question, re.IGNORECASE))
    if named and not set(named) & set(_COST):
        return named
    return _COST if named or _HOW_MUCH.search(question) or wants_story(question) else ()


def points(
    articles: Sequence[Article], name: str, measured: Sequence[str], terms: Callable[[str], list[str]]
) -> list[Point]:
    """What the articles about `name` put the sum at, the oldest first; empty where they are few or hardly comparable.

    A sentence counts that holds a word of the name, a word for the sum and one figure: of an article the first, or its
    headline. `terms` are the words of a text as the index knows them.
    """
    if len(articles) > MOST:
        return []
    wanted = set(terms(" ".join(measured))), set(terms(name))
    of_each = (_first(each, wanted, terms) for each in articles)
    made = sorted((each for each in of_each if each), key=lambda each: each.published)
    alike = [each for each in made if each.sign == made[-1].sign]
    values = [each.value for each in alike]
    few = len({each.published.date() for each in alike}) < LEAST or len(set(values)) < 2
    return [] if few or not min(values) or max(values) > MOST_APART * min(values) else alike


def numbers_html(made: Sequence[Point], words: Words) -> str:
    """The drawing with a table behind it; empty without points."""
    if not made:
        return ""
    first, last = made[0], made[-1]
    span, top = (last.published - first.published).total_seconds(), max(each.value for each in made)
    places = [
        (100 * (each.published - first.published).total_seconds() / span, 100 * (1 - HEADROOM * each.value / top))
        for each in made
    ]
    summary = words["numbers_told"].format(
        first=first.figure, since=day(words, first.published), last=last.figure, until=day(words, last.published),
        count=len(made),
    )
    shown = [(f"{x:.2f}", f"{y:.2f}", each) for (x, y), each in zip(places, made, strict=True)]
    labelled = _labelled([x for x, _ in places])
    return part("numbers.html", words, points=shown, labelled=labelled, summary=summary, first=first, last=last)


def _first(
    article: Article, wanted: tuple[set[str], set[str]], terms: Callable[[str], list[str]]
) -> Point | None:
    if article.published is None or not _SUM.search(f"{article.text}\n{article.title}"):
        return None
    for start, end in [*sentences(article.text), (0, 0)]:
        text = article.text[start:end] if end else article.title
        found = _sum(text)
        words = set(terms(text)) if found else set()
        if found and all(words & each for each in wanted):
            value = float(found["amount"].replace(",", "")) * _SCALE.get((found["scale"] or "").casefold(), 1.0)
            return Point(article, article.published, start, end, found[0], found["sign"], value)
    return None


def _sum(text: str) -> re.Match[str] | None:
    """The one sum of money in a sentence, or the one that stands instead of another: "£3.9m, not the £2.4m"."""
    found = list(_SUM.finditer(text))
    alone = [each for each in found if not _INSTEAD.search(text[: each.start()])]
    return alone[0] if len(alone) == 1 else None


def _labelled(places: Sequence[float]) -> list[int]:
    """Which points have room for their label: the last, and from the first on those that are far enough apart."""
    chosen: list[int] = []
    for at, place in enumerate(places[:-1]):
        if places[-1] - place >= APART and (not chosen or place - places[chosen[-1]] >= APART):
            chosen.append(at)
    return [*chosen, len(places) - 1]
