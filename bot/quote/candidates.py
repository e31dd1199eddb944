"""Sentences that may answer a question, and what speaks for each of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from itertools import islice
from operator import attrgetter
from typing import Any

import numpy as np

from bot.languages.en.positions import ASKING
from bot.languages.en.question_words import MEASURES
from bot.languages.patterns import either
from bot.quote.beside.author import is_about_author
from bot.quote.facts.passage import PassageFacts, facts_of, naming
from bot.quote.fitted import weights_of
from bot.quote.happened import asks_what_happened, unreal
from bot.quote.second_reading import read_again
from bot.quote.several.enumeration import asks_for_several
from bot.understand.answer_form import Form
from bot.understand.answer_type import AnswerType
from bot.understand.definition import asks_for_definition
from bot.understand.languages.language import Language, language, spoken
from bot.understand.time_expressions import AFTERMATH, Period
from corpus import Article
from index import Closeness, Contrast, Hit, Match, Readable, contrasts
from index.model.embed import is_default
from index.model.languages import ENGLISH, base
from index.model.tokens import Likeness
from index.search.ranking import PHRASES

PASSAGES = 12         # looked through for sentences
ACROSS = 3            # of them, the best: where none is in the question's language, it is asked across languages
VIEWS = frozenset(("opinion", "letters", "letter", "editorial", "comment", "sponsored", "advertorial"))    # no reports

# Of a sentence that only denies or expects what was asked about. Chosen by hand: in the sets that the rest is fitted on
# it decides hardly any question, wrong or right, and a paper's long story is full of promises.
UNREAL = -3.0
HEADED = 0.5          # of a sentence under a headline that does, which was written before it happened
PHRASED = 2.0         # of one whose passage has, as they stand, words that the question puts in quotation marks
DEFINED = 3.0         # of an answer, where a sentence says what something is, or how old somebody, that is asked for
LISTS = 1.5           # of one that enumerates, where several things are asked for; chosen by hand too
SENTENCE = 150        # characters of a sentence of news, on average: what depth in an article is counted in

# Kinds of answers whose sentences are weighed apart: a sum or a date speaks for a sentence more than a name does.
KINDS = {
    "money": "money", "number": "number", "age": "number", "duration": "number", "date": "date", "person": "person",
    "place": "place", "reason": "reason",
}
_OF_OTHER_KINDS = {f"typed {kind}": 0.0 for kind in KINDS.values()}

MEASURE = re.compile(rf"\bhow\s+{either(MEASURES)}\b", re.IGNORECASE)
_MARKS = "?!.,;:\"'“”‘’()¿¡«»„"
_ENGLISH = language(ENGLISH)


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question taken apart once, before many sentences are held against it."""

    text: str
    weights: dict[str, float]     # stemmed content words of the topic and their rarity
    names: frozenset[str]         # stemmed words that name somebody or something
    kind: AnswerType | None
    period: Period | None
    latest: bool
    earliest: bool = False
    past: bool = False            # it asks what happened, not what was planned
    articles: int = 0             # that the archive holds: among more of them something always comes near
    several: bool = False         # things of one kind are asked for: "Which states ...?"
    form: Form | None = None      # of the answer, where it asks for one
    defining: re.Pattern[str] | None = None    # what a sentence looks like that says what it is, where that is asked
    language: Language = _ENGLISH

    @property
    def topic(self) -> str:
        """The text without words that ask for a form, such as "what do critics say of"."""
        return self.form.topic if self.form and self.form.topic else self.text

    @property
    def changes(self) -> bool:
        """Whether two states of one thing are asked for."""
        return self.form is not None and self.form.kind == "change"

    @property
    def takes_sides(self) -> bool:
        """Whether it asks for those who are for or against its topic: what the model says of them decides alone."""
        return self.plainly != self.text

    @property
    def plainly(self) -> str:
        """The text as the model reads it: it knows who is against something, and not what a critic is."""
        asked = ASKING.get(self.form.kind) if self.form and self.form.topic else None
        return asked.format(topic=self.topic) if asked else self.text


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


def taken_apart(archive: Readable, text: str, focus: str, now: datetime | None = None) -> ParsedQuestion:
    """What to look for; `focus` is the part of the text that says what is asked now, `now` reads "last week"."""
    asked = spoken(text, archive.languages)
    when = asked.read_time(text, now, focus)
    question = ParsedQuestion(
        text=text,
        weights={},
        names=frozenset(),
        kind=asked.answer_type(focus),
        period=when.period,
        latest=when.latest,
        earliest=when.earliest,
        past=asks_what_happened(focus),
        articles=archive.figures(now).articles,
        several=asks_for_several(focus),
        form=asked.answer_form(text, focus, when.period),
        defining=asks_for_definition(focus),
        language=asked,
    )
    return read_as(archive, question, asked.code)


def read_as(archive: Readable, question: ParsedQuestion, written: str) -> ParsedQuestion:
    """The question with its words as a language of the archive has them, and how that one tells what is asked for."""
    asked, text, kind = question.language, question.topic, question.kind
    if kind and written != asked.code:
        kind = language(written).kind_named(kind.name) or kind
    words = [word for word in MEASURE.sub("", text).split() if word.strip(_MARKS).casefold() not in asked.stop_words]
    named = frozenset(term for name in asked.names(question.text) for term in archive.terms(name, written))
    weights = archive.rarity(" ".join(words) or text, written)
    return replace(question, weights=weights, names=named, kind=kind)


def candidates(archive: Readable, question: ParsedQuestion, hits: Sequence[Hit]) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    passages = hits[:PASSAGES]
    stemmer, spoken = archive.recipe.stemmer, question.language.code
    dates = sorted({hit.article.published for hit in passages if hit.article.published})
    written = [base(hit.article.language) or ENGLISH for hit in passages]
    read = {spoken: question} | {each: read_as(archive, question, each) for each in {*written} - {spoken}}
    across = spoken not in written[:ACROSS] and not is_default(archive.recipe.model)
    matches = archive.matches(question.text, passages)
    facts = [facts_of(hit, stemmer, spoken) for hit in passages]
    near = [match.within(each.spans) for match, each in zip(matches, facts, strict=True)]
    apart = iter(_apart(archive, question, [each.likeness for row in near for each in row], matches))
    found: list[Candidate] = []
    for hit, match, each, row, tongue in zip(passages, matches, facts, near, written, strict=True):
        asked = read[tongue]
        named = naming(hit.article, stemmer, asked.names) if asked.names else frozenset[str]()
        common = _of_passage(asked, hit, match, each, named) | {
            "fresh": _fresh(question, hit.article, dates), "across": across,
        }
        found.extend(_in_passage(asked, hit, each, list(zip(row, islice(apart, len(row)), strict=True)), common))
    ranked = read_again(question.plainly, sorted(found, key=attrgetter("score"), reverse=True))
    return sorted(ranked, key=attrgetter("answers"), reverse=True) if question.takes_sides else ranked


def quotable(archive: Readable, question: ParsedQuestion, hits: Sequence[Hit]) -> list[Candidate]:
    """The same without sentences that speak to a machine, which are never quoted."""
    return [each for each in candidates(archive, question, hits) if not each.orders]


def _apart(
    archive: Readable, question: ParsedQuestion, found: Sequence[Likeness], matches: Sequence[Match]
) -> list[Contrast]:
    """What sets each sentence apart: what it says of whom the question names, not that it names them."""
    if not matches:
        return []
    terms = partial(archive.terms, language=question.language.code)
    counts = np.array([not question.names.issuperset(terms(word)) for word in matches[0].words], dtype=bool)
    return contrasts(found, matches[0].gist, counts)


def _in_passage(
    question: ParsedQuestion,
    hit: Hit,
    facts: PassageFacts,
    compared: Sequence[tuple[Closeness, Contrast]],
    common: dict[str, Any],
) -> Iterator[Candidate]:
    asked, weights = question.language, question.weights
    headed = HEADED * unreal(facts.denials, weights.keys()) if question.past else 0.0
    kind = KINDS.get(question.kind.name, "") if question.kind else ""
    before = ["", *[each.text for each in facts.sentences]]
    for previous, each, (near, apart) in zip(before, facts.sentences, compared, strict=False):
        start, end = hit.passage.start + each.start, hit.passage.start + each.end
        if not question.names & each.terms and is_about_author(hit.article, start, end):
            continue
        known = facts.heading | each.terms | each.before
        context, shared = _shares(weights, known)
        yield Candidate(
            hit=hit,
            start=start,
            end=end,
            covered=share(weights, each.terms),
            context=context,
            shared=shared,
            terms=known,
            orders=each.orders,
            unreal=headed + unreal(each.denials, weights.keys()) if question.past else 0.0,
            typed=asked.fit(question.kind, each.text, question.text),
            kind=kind,
            near=near,
            apart=apart,
            lists=each.lists if question.several else 0.0,
            defines=_defines(question.defining, f"{previous} ", each.text) if question.defining else 0.0,
            language=asked.code,
            **common,
        )


def _defines(saying: re.Pattern[str], before: str, text: str) -> float:
    """1 where a sentence says what a thing is that is asked about; what it leans on may be named just before it."""
    return float(any(each.end() > len(before) for each in saying.finditer(before + text)))


def _of_passage(
    question: ParsedQuestion, hit: Hit, match: Match, facts: PassageFacts, named: Set[str]
) -> dict[str, Any]:
    """What speaks for every sentence of a passage alike; `named` are its names in the article's text."""
    overall = match.overall
    names = question.names
    return {
        "title": share(question.weights, facts.heading),
        "around": share(question.weights, facts.around(question.weights)),
        "dense": hit.parts.get("dense", overall.gist),
        "tokens": hit.parts.get("tokens", overall.words),
        "named": len(names & (facts.heading | named)) / len(names) if names else 1.0,
        "timely": _timely(question.period, hit),
    }


def share(weights: Mapping[str, float], terms: Set[str]) -> float:
    """Share of the weights, by sum, whose word is among the terms; 1 when there are no weights."""
    total = sum(weights.values())
    return sum([weight for term, weight in weights.items() if term in terms]) / total if total else 1.0


def _shares(weights: Mapping[str, float], terms: Set[str]) -> tuple[float, float]:
    """The same share, and that of which each word counts alike."""
    there = [weight for term, weight in weights.items() if term in terms]
    return (sum(there) / total, len(there) / len(weights)) if (total := sum(weights.values())) else (1.0, 1.0)


def _timely(period: Period | None, hit: Hit) -> float:
    """1 for an article from the time that the question names, 0 for another; 0.5 when it names none."""
    return 0.5 if period is None else float(period.holds(hit.article.published, AFTERMATH))


def _fresh(question: ParsedQuestion, article: Article, dates: Sequence[object]) -> float:
    """How far an article stands towards the end of time that is asked for, among the dates found; 0 when none is.

    Opinions of today don't tell how things stand.
    """
    published = article.published
    if published is None or article.kind.casefold() in VIEWS or not (question.latest or question.earliest):
        return 0.0
    place = dates.index(published) / max(1, len(dates) - 1)
    return place if question.latest else 1 - place
