"""Sentences that may answer a question, and what speaks for each of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.abbreviations import in_full
from bot.answer_form import form_kind
from bot.answer_type import AnswerType, answer_type, fit
from bot.asides import says_nothing
from bot.dates import AFTERMATH, Period, read_time
from bot.enumeration import asks_for_several, enumerates
from bot.names import names
from corpus import Article
from index import Closeness, Hit, Match, Readable, sentences
from index.words import STOP_WORDS

PASSAGES = 12         # looked through for sentences
VIEWS = frozenset(("opinion", "letters", "letter", "editorial", "comment", "sponsored"))   # kinds that report nothing

# Log-odds of a sentence holding the answer, fitted as a softmax over the sentences of a search: half of 300 questions
# of RealTimeQA over real news and half of 600 of SQuAD 2.0. On the other halves the first sentence holds the answer in
# 56 % and 83 %, one of the first three in 81 % and 94 %, of the first five in 87 % and 96 %.
COVERED, AROUND, TYPED, LENGTH, ASKS = 1.9, 3.8, 1.9, -0.41, -9.3
GIST, WORDS, WEAKEST, TOKENS = 7.4, 8.3, 3.5, 9.1
IN_PERIOD, FRESH = 2.0, 1.5    # SQuAD has no dates: chosen on the sample archive
LISTS = 1.5                    # chosen by hand

_MEASURE = re.compile(r"\bhow\s+(?:many|much|long|old|far|often|big|high|hot|late|soon|large)\b", re.IGNORECASE)
_MARKS = "?!.,;:\"'“”‘’()"


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart once, before many sentences are held against it."""

    text: str
    weights: dict[str, float]     # stemmed content words and their rarity
    names: frozenset[str]         # stemmed words that name somebody or something
    kind: AnswerType | None
    period: Period | None
    latest: bool
    earliest: bool = False
    several: bool = False         # things of one kind are asked for: "Which states ...?"
    changes: bool = False         # two states of one thing are asked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, and what speaks for it; shares are between 0 and 1."""

    hit: Hit
    start: int              # character offsets into the article's text
    end: int
    covered: float          # share of the question's words, by rarity, in the sentence
    around: float           # the same in its passage, headline and date
    named: float            # share of the question's names anywhere in its article
    dense: float            # cosine of question and passage
    tokens: float           # closeness of question and passage, word by word
    typed: float            # how well it fits the kind of answer that is asked for
    timely: float           # 1 in the period that the question names, 0 outside it; 0.5 when it names none
    fresh: float            # 1 in the newest article found, 0 in the oldest; 0 when not the latest is asked for
    near: Closeness         # to the question, in the sentence's context
    lists: float = 0.0      # how much it enumerates, where several things are asked for

    @property
    def text(self) -> str:
        """The sentence."""
        return self.hit.article.text[self.start : self.end]

    @property
    def score(self) -> float:
        """Log-odds of holding the answer, against the other sentences of the same search."""
        return (
            COVERED * self.covered
            + AROUND * self.around
            + TYPED * self.typed
            + TOKENS * self.tokens
            + LENGTH * math.log(1 + self.end - self.start)
            + GIST * self.near.gist
            + WORDS * self.near.words
            + WEAKEST * self.near.weakest
            + ASKS * self.text.rstrip("\"”’ ").endswith("?")
            + IN_PERIOD * self.timely
            + FRESH * self.fresh
            + LISTS * self.lists
        )


def taken_apart(archive: Readable, text: str, focus: str, now: datetime | None = None) -> Question:
    """What to look for; `focus` is the part of the text that says what is asked now, `now` reads "last week"."""
    when = read_time(text, now, focus)
    words = [word for word in _MEASURE.sub("", text).split() if word.strip(_MARKS).casefold() not in STOP_WORDS]
    named = frozenset(term for name in names(text) for term in archive.terms(name))
    return Question(
        text=text,
        weights=archive.rarity(" ".join(words) or text),
        names=named,
        kind=answer_type(focus),
        period=when.period,
        latest=when.latest,
        earliest=when.earliest,
        several=asks_for_several(focus),
        changes=form_kind(focus) == "change",
    )


def candidates(archive: Readable, question: Question, hits: Sequence[Hit]) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    passages = hits[:PASSAGES]
    dates = sorted({hit.article.published for hit in passages if hit.article.published})
    words: dict[str, set[str]] = {}
    found: list[Candidate] = []
    for hit, match in zip(passages, archive.matches(question.text, passages), strict=True):
        if question.names and hit.article.id not in words:
            words[hit.article.id] = set(archive.terms(hit.article.text))
        whole = words.get(hit.article.id, set())
        found.extend(_in_passage(archive, question, hit, match, dates, whole))
    return sorted(found, key=lambda candidate: -candidate.score)


def _in_passage(
    archive: Readable, question: Question, hit: Hit, match: Match, dates: Sequence[object], whole: set[str]
) -> Iterator[Candidate]:
    article = hit.article
    published = article.published
    heading = set(archive.terms(f"{article.title} {published:%A %d %B %Y}" if published else article.title))
    passage = heading | set(archive.terms(in_full(hit.text)))
    whole = heading | whole
    common = {
        "around": share(question.weights, passage),
        "dense": hit.parts.get("dense", match.whole.gist),
        "tokens": hit.parts.get("tokens", match.whole.words),
        "named": len(question.names & whole) / len(question.names) if question.names else 1.0,
        "timely": _timely(question.period, hit),
        "fresh": _fresh(question, article, dates),
    }
    for start, end in sentences(hit.text, article.language):
        text = hit.text[start:end]
        if says_nothing(text):
            continue
        yield Candidate(
            hit=hit,
            start=hit.passage.start + start,
            end=hit.passage.start + end,
            covered=share(question.weights, set(archive.terms(in_full(text)))),
            typed=fit(question.kind, text, question.text),
            near=match.within(start, end),
            lists=enumerates(text) if question.several else 0.0,
            **common,
        )


def share(weights: dict[str, float], terms: set[str]) -> float:
    """Share of the weights, by sum, whose word is among the terms; 1 when there are no weights."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 1.0


def _timely(period: Period | None, hit: Hit) -> float:
    """1 for an article from the time that the question names, 0 for another; 0.5 when it names none."""
    return 0.5 if period is None else float(period.holds(hit.article.published, AFTERMATH))


def _fresh(question: Question, article: Article, dates: Sequence[object]) -> float:
    """How far an article stands towards the end of time that is asked for, among the dates found; 0 when none is.

    Opinions of today don't tell how things stand.
    """
    published = article.published
    if published is None or article.kind.casefold() in VIEWS or not (question.latest or question.earliest):
        return 0.0
    place = dates.index(published) / max(1, len(dates) - 1)
    return place if question.latest else 1 - place
