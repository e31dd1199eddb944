"""Which sentences an answer quotes, in which order, and which stand under the fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.quote.beside.printed import is_cut_off
from bot.quote.candidate import Candidate
from bot.quote.lead import lead_span
from bot.quote.question import ParsedQuestion
from bot.quote.reports.change import states
from bot.quote.reports.office_holder import present_holder
from bot.quote.reports.present_state import present_state
from bot.quote.superseded import in_time, with_revision
from bot.understand.time_expressions import asks_of_habit
from corpus import Article

LIKELY = 40           # sentences, best first, among which the likelihoods are shared out
SHOWN = 2             # quotations at most before the fold
MORE = 3              # at most behind it
SURE = 0.75          # a first quotation that is this likely to hold the answer is enough
CLEAR = 0.4           # tenths of log-odds by the model that reads it, from which words of the first may be marked
NEARLY = 0.8          # of the first one's likelihood from which a shorter second goes before it: it is read sooner
NAMES_IT = 0.7        # of a question's words, by rarity, in a sentence that can be followed without the one before
WORTH = 0.12          # of the first one's likelihood that one must have to be quoted at all
AS_LIKELY = 0.3       # tenths of log-odds by that model that the figure of another day may be less likely
BESIDE = 0.25         # the same for a sentence of another article that stands beside the first

Quote = tuple[Article, int, int]      # an article with where its words begin and end


@dataclass(frozen=True, slots=True)
class Quotations:
    """What an answer quotes; no two overlap."""

    shown: tuple[Quote, ...] = ()     # the one that answers first
    more: tuple[Quote, ...] = ()
    sure: bool = False                # whether the first of them very likely answers

    @property
    def all(self) -> tuple[Quote, ...]:
        """Those shown, then the others."""
        return (*self.shown, *self.more)


def selected(question: ParsedQuestion, candidates: Sequence[Candidate]) -> Quotations:
    """The sentence that most likely answers, and beside it what adds to it.

    Of two that are nearly as likely the shorter comes first. A figure that later coverage replaced stands beside the
    newer one; else a second sentence stands there only while the first is not SURE. What else is likely goes behind
    the fold.
    """
    best = distinct(candidates[:LIKELY], SHOWN + MORE)
    if not best:
        return Quotations()
    if question.changes:
        return Quotations(*apart(states(candidates[:LIKELY]), []))
    chances = _chances(candidates)
    best = best if question.takes_sides else _shorter_first(best, chances)
    first = chances[id(best[0])]
    belongs = partial(_goes_with, question, best[0], chances)
    near = [each for each in best if chances[id(each)] >= WORTH * first]
    shown = near[:1] if first >= SURE else near[:1] + [each for each in near[1:SHOWN] if belongs(each)]
    alike = [each for each in candidates if _of_the_same(question, best[0], each)
             and each.headed >= best[0].headed - AS_LIKELY]
    revised = with_revision(shown, alike, question.text, dated=question.period is not None)
    holder = present_holder(question, best[0], candidates[:LIKELY])
    same = [each for each in near if _of_the_same(question, best[0], each)]
    ordered = [holder] if holder else in_time(revised, same, latest=_now(question), earliest=question.earliest)
    if now := present_state(question, ordered[0], candidates[:LIKELY]):
        ordered = [now, *(each for each in ordered if each is not now)]
    rest = [each for each in near if all(each is not other for other in ordered)]
    sure = first >= SURE and ordered[0] is best[0] and best[0].headed >= CLEAR
    return Quotations(*apart(ordered[:SHOWN], [*ordered[SHOWN:], *rest], speaker=_asks_who(question)), sure)


def likeliest(candidates: Sequence[Candidate]) -> Candidate:
    """The sentence that most likely answers; of two that are nearly as likely the shorter."""
    return _shorter_first(distinct(candidates[:LIKELY], 2), _chances(candidates))[0]


def _chances(candidates: Sequence[Candidate]) -> dict[int, float]:
    """How likely each of the first answers, by its identity."""
    likely = likelihoods(np.array([each.score for each in candidates[:LIKELY]]))
    return {id(each): float(chance) for each, chance in zip(candidates[:LIKELY], likely, strict=True)}


def _goes_with(question: ParsedQuestion, first: Candidate, chances: Mapping[int, float], other: Candidate) -> bool:
    """Whether a sentence adds to the first: of the same article, or as good and of one that speaks of the same."""
    if other.hit.article.id == first.hit.article.id:
        return True
    return _of_the_same(question, first, other) and chances[id(other)] >= BESIDE * chances[id(first)]


def _of_the_same(question: ParsedQuestion, first: Candidate, other: Candidate) -> bool:
    """Whether a sentence speaks of what the first one does.

    Its article names whom that one's names, and the rarest word of the question in or about the first is so there, too.
    """
    subject = max(question.weights.keys() & first.terms, key=lambda term: question.weights[term], default=None)
    return other.named >= first.named and (subject is None or subject in other.terms)


def _shorter_first(best: list[Candidate], chances: dict[int, float]) -> list[Candidate]:
    """The same with the first two exchanged where the second is NEARLY as likely and shorter, or alone is whole."""
    if len(best) < 2 or chances.get(id(best[1]), 0.0) < NEARLY * chances[id(best[0])]:
        return best
    return [*sorted(best[:2], key=lambda each: (is_cut_off(each.text), len(each.text))), *best[2:]]


def distinct(candidates: Sequence[Candidate], most: int) -> list[Candidate]:
    """The first `most` candidates in order, none that says in the same words what one before it says."""
    kept: list[Candidate] = []
    for each in candidates:
        if len(kept) == most:
            break
        if not any(same_words(each.text, other.text) for other in kept):
            kept.append(each)
    return kept


def _now(question: ParsedQuestion) -> bool:
    return question.latest or (question.period is None and asks_of_habit(question.text))


def _asks_who(question: ParsedQuestion) -> bool:
    return question.kind is not None and question.kind.name == "person"


def apart(
    shown: Sequence[Candidate], more: Sequence[Candidate], *, speaker: bool = False
) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """The quotations of both, each as wide as it must be; one that touches an earlier one is left out."""
    quotes: list[Quote] = []
    counts = []
    for part in (shown, more):
        for each in part:
            article = each.hit.article
            names_it = each.covered >= NAMES_IT
            quote = (article, *lead_span(article, each.start, each.end, names_it=names_it, speaker=speaker))
            if not any(overlap(quote, other) for other in quotes):
                quotes.append(quote)
        counts.append(len(quotes))
    return tuple(quotes[: counts[0]]), tuple(quotes[counts[0] : counts[0] + MORE])


def likelihoods(scores: np.ndarray) -> np.ndarray:
    """Probabilities (n,) from log-odds (n,): their softmax."""
    powers = np.exp(scores - scores.max())
    shares: np.ndarray = powers / powers.sum()
    return shares


def same_words(one: str, other: str) -> bool:
    """Whether two sentences share four of five of their words: the same story from two desks."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) >= 0.8 * min(len(first), len(second))


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotations share any of an article's words."""
    return one[0].id == other[0].id and one[1] < other[2] and other[1] < one[2]
