"""A sentence that may answer, and what speaks for it."""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from bot.quote.fitted import weights_of
from index import Closeness, Contrast, Hit
from index.search.ranking import PHRASES

# By hand: in the sets that the rest is fitted on these decide hardly any question, wrong or right.
UNREAL = -3.0         # of one that only denies or expects what was asked about: a long story is full of promises
PHRASED = 2.0         # of one whose passage has, as they stand, words that the question puts in quotation marks
LISTS = 1.5           # of one that enumerates, where several things are asked for
SENTENCE = 150        # characters of a sentence of news, on average: what depth in an article is counted in

# Kinds of answers whose sentences are weighed apart: a sum or a date speaks for a sentence more than a name does.
KINDS = {
    "money": "money", "number": "number", "age": "number", "duration": "number", "date": "date", "person": "person",
    "place": "place", "reason": "reason",
}
_OF_OTHER_KINDS = {f"typed {kind}": 0.0 for kind in KINDS.values()}


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer, and what speaks for it; shares are of the question's words, by rarity, 0 to 1."""

    hit: Hit
    start: int              # character offsets into the article's text, end exclusive
    end: int
    covered: float          # share in the sentence
    context: float          # share in it, the one before and the headline with its day
    shared: float           # the same share, each word counting alike
    title: float            # share in the headline with its day
    around: float           # share in its passage and headline
    named: float            # share of the question's names that the whole article has; 1 when it names none
    dense: float            # cosine of question and passage
    tokens: float           # cosine of the question's words with the passage's nearest, on average
    typed: float            # fit to the kind of answer that is asked for: 1, 0.5 or 0
    kind: str               # of answer that is asked for, one of KINDS' values; empty where none is
    timely: float           # 1 in the period that the question names, 0 outside it; 0.5 when it names none
    fresh: float            # 1 in the newest article found, 0 in the oldest; 0 when not the latest is asked for
    near: Closeness         # to the question, in the sentence's context
    apart: Contrast = Contrast()     # from the other sentences of the search
    orders: bool = False    # whether it speaks to a machine, which is not to be quoted
    unreal: float = 0.0     # share of the question's words that it denies or expects, and HEADED of its headline's
    terms: Set[str] = frozenset()    # stemmed words of it, the one before and the headline
    lists: float = 0.0      # how much it enumerates, where several things are asked for
    defines: float = 0.0    # 1 where it says what a thing is, where that is asked
    language: str = "en"    # of the question
    across: bool = False    # whether the best passages are in another one
    answers: float = 0.0    # log-odds of answering, by a model that reads it with the question; 0 before it has
    headed: float = 0.0     # the same of it under its headline alone: whether there is an answer at all

    @cached_property
    def text(self) -> str:
        """The sentence."""
        return self.hit.article.text[self.start : self.end]

    @property
    def phrased(self) -> float:
        """1 where its passage or headline has words that the question puts in quotation marks, else 0."""
        return float(self.hit.parts.get(PHRASES, 0.0) > 0)

    @property
    def features(self) -> dict[str, float]:
        """What is weighed against the other sentences of the same search, by name."""
        return {
            "covered": self.covered,
            "context": self.context,
            "shared": self.shared,
            "title": self.title,
            "dense": self.dense,
            "tokens": self.tokens,
            "typed": self.typed,
            **_OF_OTHER_KINDS,
            **({f"typed {self.kind}": self.typed} if self.kind else {}),
            "defines": self.defines,
            "gist": self.near.gist,
            "weakest": self.near.weakest,
            "peak": self.apart.peak,
            "own gist": self.apart.gist,
            "timely": self.timely,
            "fresh": self.fresh,
            "depth": math.log1p(self.start / SENTENCE),
            "asks": float(self.text.rstrip("\"”’ ").endswith("?")),
            "answers": self.answers,
        }

    @cached_property
    def score(self) -> float:
        """Log-odds of holding the answer, against the other sentences of the same search."""
        by_hand = UNREAL * self.unreal + LISTS * self.lists + PHRASED * self.phrased
        weights, features = weights_of(self.language, across=self.across).sentences, self.features
        return sum([weight * features[name] for name, weight in weights.items()]) + by_hand
