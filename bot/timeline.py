"""Tells a course of events: dated quotations from several articles, the oldest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.answer import Citation, Turn
from bot.cite import numbered
from bot.dates import Period
from bot.names import names
from bot.telling import dated_quotation
from bot.verify.instruction import to_machine
from corpus import Article
from index import Hit, Readable, Scope, sentences
from index.words import STOP_WORDS

ENTRIES = 8            # at most; a reader takes in no more at once
ABOUT = 0.6            # share of the topic's words, by rarity, in the headline and opening of an article about it
PARTLY, NEAR = 0.35, 0.5   # a smaller share is enough at this cosine: a "theft" is told of as "stole", a "thief"
DEPTH = 100            # passages looked through for articles
TWINS = timedelta(days=3)  # within which the same words are the same story, from two desks
OPENING = 400          # characters in which news says what it is about
SHORT = 40             # characters of a sentence that says nothing by itself: "5.55am: Good morning."
_VIEWS = frozenset(("opinion", "sponsored", "letters", "correction", "corrections", "advertorial"))   # of no events

_ASKED = re.compile(
    r"^.*?\b(?:timeline|time line|chronology|history|course of events)\s+(?:of|for|about|on|in|behind)\b|"
    r"^\W*what(?:'s|’s| has| had)?\s+(?:happened|been happening|happening)(?:\s+(?:with|in the (?:case|matter) of|"
    r"around))?\b|^\W*how did\b|\b(?:unfold|develop|come about|so far)\b",
    re.IGNORECASE,
)
_EDGES = r"(?:\W|\b(?:in|on|of|to|and|during|since|over)\b)+"
_LOOSE = re.compile(f"^{_EDGES}|{_EDGES}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Course:
    """A course of events as the archive tells it."""

    text: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    articles: int               # that are about the topic, quoted or not
    left_out: bool = False      # whether words to a machine stand in the opening of one that is quoted


class Timeline:
    """Answers "What happened with X?"."""

    def __init__(self, archive: Readable) -> None:
        """Quote from this archive."""
        self._archive = archive

    def tell(
        self, question: str, period: Period | None, scope: Scope, history: Sequence[Turn] = ()
    ) -> Course | None:
        """What the archive reported of the question's topic; None when no dated article is about it.

        "What happened in June 2020?" has no topic: then the period tells, if the scope is narrowed to it.
        """
        topic = topic_of(question, period)
        if not topic and not (period and (scope.since or scope.until)):
            return None
        hits = self._archive.search(topic or question, scope.with_limit(DEPTH))
        since = period.since if period else None
        about = [each for each in self._about(topic, hits) if not since or (each[0].published or since) >= since]
        if not about:
            return None
        chosen = sorted(about[:ENTRIES], key=lambda each: (each[0].published or datetime.min.replace(tzinfo=UTC)))
        citations = numbered(chosen, history)
        text = "\n\n".join(map(dated_quotation, citations))
        left_out = any(len(_reporting(each[0])) < len(_opening(each[0])) for each in chosen)
        return Course(text, citations, tuple(hits), len(about), left_out)

    def _about(self, topic: str, hits: Sequence[Hit]) -> Iterator[tuple[Article, int, int]]:
        """Of each dated article on the topic, the nearest first, the sentence to quote; none that another tells too."""
        weights = self._archive.rarity(" ".join(_content(topic)))
        named = {term for name in names(f"About {topic}") for term in self._archive.terms(name)}
        seen: list[tuple[datetime, set[str]]] = []
        nearest = {hit.article.id: hit.article for hit in hits}
        dense = {id: max(hit.parts.get("dense", 0.0) for hit in hits if hit.article.id == id) for id in nearest}
        for article in nearest.values():
            if article.published is None or article.kind.casefold() in _VIEWS:
                continue
            opening = set(self._archive.terms(f"{article.title} {article.text[:OPENING]}"))
            needed = PARTLY if dense[article.id] >= NEAR else ABOUT
            if _share(weights, opening) < needed or not named <= opening:
                continue
            if (telling := self._telling(article, weights)) is None:
                continue
            start, end = telling
            words = set(article.text[start:end].casefold().split())
            if not any(_twins(words, other) and abs(article.published - moment) <= TWINS for moment, other in seen):
                seen.append((article.published, words))
                yield article, start, end

    def _telling(self, article: Article, weights: dict[str, float]) -> tuple[int, int] | None:
        """The sentence that says what happened: the first one, unless another of the opening says far more of it.

        None where all of the opening speaks to a machine.
        """
        if not _opening(article):
            return 0, len(article.text)
        spans = _reporting(article)
        spans = [span for span in spans if span[1] - span[0] >= SHORT] or spans
        if not spans:
            return None
        held = [_share(weights, set(self._archive.terms(article.text[start:end]))) for start, end in spans]
        return spans[0] if held[0] >= max(held) / 2 else spans[held.index(max(held))]


def _opening(article: Article) -> list[tuple[int, int]]:
    """The spans of the sentences that begin in the opening."""
    return [span for span in sentences(article.text[: 3 * OPENING], article.language) if span[0] < OPENING]


def _reporting(article: Article) -> list[tuple[int, int]]:
    """Those of the opening that don't speak to a machine."""
    spans = _opening(article)
    texts = [article.text[start:end] for start, end in spans]
    return [
        span for span, text, following in zip(spans, texts, [*texts[1:], ""], strict=True)
        if not to_machine(text, following)
    ]


def topic_of(question: str, period: Period | None) -> str:
    """What a course of events is asked of, without the words that ask and the words for a time."""
    for words in period.words.split(" … ") if period else ():
        question = question.replace(words, " ")
    topic = _ASKED.sub(" ", question)
    for _ in range(3):
        topic = _LOOSE.sub("", topic)
    return " ".join(topic.split()) if _content(topic) else ""


def _twins(one: set[str], other: set[str]) -> bool:
    """Whether two sentences share four of five words, and every figure."""
    figures = {word for word in one ^ other if any(map(str.isdigit, word))}
    return not figures and len(one & other) >= 0.8 * min(len(one), len(other))


def _content(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_][\w'’-]*", text) if word.casefold() not in STOP_WORDS]


def _share(weights: dict[str, float], terms: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 1.0
