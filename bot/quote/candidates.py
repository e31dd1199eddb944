"""Sentences that may answer a question, and what speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any

import numpy as np

from bot.quote.beside.author import is_about_author
from bot.quote.beside.misprints import is_misprint
from bot.quote.candidate import KINDS, Candidate
from bot.quote.facts.passage import PassageFacts, facts_of, naming
from bot.quote.happened import unreal
from bot.quote.question import ParsedQuestion, read_as
from bot.quote.second_reading import read_again
from bot.understand.time_expressions import AFTERMATH, Period
from corpus import Article
from index import Closeness, Contrast, Hit, Match, Readable, contrasts
from index.model.embed import is_default
from index.model.languages import ENGLISH, base
from index.model.tokens import Likeness

PASSAGES = 12         # looked through for sentences
ACROSS = 3            # of them, the best: where none is in the question's language, it is asked across languages
VIEWS = frozenset(("opinion", "letters", "letter", "editorial", "comment", "sponsored", "advertorial"))    # no reports
HEADED = 0.5          # unreal is a sentence under a headline that is, which was written before it happened


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
        if is_misprint(each.text) or not question.names & each.terms and is_about_author(hit.article, start, end):
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
