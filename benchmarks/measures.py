"""What is measured, one function a measure: rows in, one figure out, None where the rows say nothing about it.

A row is one question with what one way of answering did with it. Unless a measure says otherwise, it is a share of the
answerable questions, asked or refused alike: refusing costs as much as being wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.sets import Question
from bot.newsroom.shown import holds, opening, shown_words
from index import sentences

DEPTH = 10                   # ranks that are looked at
FALSE_REFUSALS = 0.15        # of the answerable questions: the point of the trade-off that is reported
_ADDED = re.compile(r"\[[^\]]*\]")
_MARKS = re.compile(r"[\"'`´“”„‘’‚«»]")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an article that was found or quoted."""

    article: str          # its id
    start: int            # character offsets into the article's text, end exclusive
    end: int
    text: str             # what was shown of it
    source: str = ""      # what the article, as it was given to the archive, has between the offsets


@dataclass(frozen=True, slots=True)
class Row:
    """What one way of answering did with one question."""

    question: Question
    found: tuple[Span, ...]      # passages, best first
    quotes: tuple[Span, ...]     # what the answer cites
    text: str                    # the answer as shown
    answered: bool
    support: float               # how sure it is that the archive holds an answer; any scale, higher is surer
    seconds: float
    steps: Mapping[str, float] = field(default_factory=dict)   # seconds a step
    more: tuple[Span, ...] = ()  # what else is quoted, behind the fold


Figure = float | None


def article_hit_1(rows: Sequence[Row]) -> Figure:
    """The first article found is one that surely answers."""
    return _hit(rows, article_rank, 1)


def article_hit_5(rows: Sequence[Row]) -> Figure:
    """One of the first five different articles found surely answers."""
    return _hit(rows, article_rank, 5)


def article_hit_10(rows: Sequence[Row]) -> Figure:
    """One of the first ten different articles found surely answers."""
    return _hit(rows, article_rank, 10)


def article_mrr(rows: Sequence[Row]) -> Figure:
    """Mean of one over the rank of the first article that surely answers, 0 beyond rank ten."""
    return _reciprocal(rows, article_rank)


def passage_hit_1(rows: Sequence[Row]) -> Figure:
    """The first passage found holds the expected answer, and its article is one that does."""
    return _hit(_with_answers(rows), passage_rank, 1)


def passage_hit_5(rows: Sequence[Row]) -> Figure:
    """One of the first five passages holds the expected answer, and its article is one that does."""
    return _hit(_with_answers(rows), passage_rank, 5)


def passage_hit_10(rows: Sequence[Row]) -> Figure:
    """One of the first ten passages holds the expected answer, and its article is one that does."""
    return _hit(_with_answers(rows), passage_rank, 10)


def passage_mrr(rows: Sequence[Row]) -> Figure:
    """Mean of one over the rank of the first such passage, 0 beyond rank ten."""
    return _reciprocal(_with_answers(rows), passage_rank)


def answer_held(rows: Sequence[Row]) -> Figure:
    """The answer's text holds the expected answer word by word, in whatever case."""
    return _share(row.answered and holds(row.text, row.question.answers) for row in _with_answers(rows))


def first_quote_holds(rows: Sequence[Row]) -> Figure:
    """The first quotation (a sentence and what stands around it) holds the expected answer, from the right article."""
    return _share(
        bool(claimed := _claimed(row)) and _right(row, claimed[0]) and holds(claimed[0].text, row.question.answers)
        for row in _with_answers(rows)
    )


def in_the_first_40_words(rows: Sequence[Row]) -> Figure:
    """The first 40 words of the answer, as a reader sees it, hold the expected answer."""
    return _share(
        row.answered and holds(opening(row.text), row.question.answers)
        for row in _with_answers(rows)
    )


def right_first_sentence(rows: Sequence[Row]) -> Figure:
    """The first sentence that is quoted holds the expected answer, from the right article."""
    return _share(
        bool(claimed := _claimed(row)) and _right(row, claimed[0])
        and holds(_first_sentence(claimed[0].text), row.question.answers)
        for row in _with_answers(rows)
    )


def words_before_the_answer(rows: Sequence[Row]) -> Figure:
    """Median of the words that a reader goes through before those that hold the expected answer, where one is held."""
    return _median([before for row in _with_answers(rows) if (before := words_before(row)) is not None])


def words_before_the_fold(rows: Sequence[Row]) -> Figure:
    """Median length, in words, of what is shown at once as the answer to a question that has one."""
    return _median([len(shown_words(row.text)) for row in _answerable(rows) if row.answered])


def citation_precision(rows: Sequence[Row]) -> Figure:
    """Share of the citations, over the answerable questions, whose article holds the expected answer."""
    return _share(quote.article in row.question.holding for row in _answerable(rows) for quote in _claimed(row))


def citation_recall(rows: Sequence[Row]) -> Figure:
    """At least one citation's article holds the expected answer."""
    return _share(any(_right(row, quote) for quote in _claimed(row)) for row in _answerable(rows))


def verbatim(rows: Sequence[Row]) -> Figure:
    """Share of all quotations that stand in the article letter by letter at their offsets, and so in the answer's text.

    In the answer's text, white space, quotation marks and what is added in square brackets don't count.
    """
    return _share(
        quote.text == quote.source and _shown(quote.text) in _shown(row.text) for row in rows for quote in row.quotes
    )


def unretrieved(rows: Sequence[Row]) -> Figure:
    """How many citations, of all, touch no passage that the search had found."""
    return float(sum(not any(_touch(quote, each) for each in row.found) for row in rows for quote in row.quotes))


def quoted_characters(rows: Sequence[Row]) -> Figure:
    """Mean length of what is quoted when something is: a long quotation holds an answer more easily."""
    lengths = [sum(len(quote.text) for quote in row.quotes) for row in rows if row.quotes]
    return sum(lengths) / len(lengths) if lengths else None


def answered(rows: Sequence[Row]) -> Figure:
    """An answer was given, right or wrong."""
    return _share(row.answered for row in _answerable(rows))


def refusal_precision(rows: Sequence[Row]) -> Figure:
    """Share of the refused questions that the archive holds no answer to; hangs on how many such were asked."""
    return _share(not row.question.answerable for row in rows if not row.answered) if _both(rows) else None


def refusal_recall(rows: Sequence[Row]) -> Figure:
    """Share of the unanswerable questions that were refused."""
    return _share(not row.answered for row in rows if not row.question.answerable)


def refusal_precision_at_15(rows: Sequence[Row]) -> Figure:
    """Refusal precision if the least supported were refused, as many as cost at most 15 % of the answerable ones."""
    if not _both(rows):
        return None
    threshold = threshold_at(rows, FALSE_REFUSALS)
    return _share(not row.question.answerable for row in rows if row.support < threshold)


def refusal_recall_at_15(rows: Sequence[Row]) -> Figure:
    """Refusal recall at the same point."""
    if not _both(rows):
        return None
    threshold = threshold_at(rows, FALSE_REFUSALS)
    return _share(row.support < threshold for row in rows if not row.question.answerable)


def refusal_area(rows: Sequence[Row]) -> Figure:
    """Area under the curve of refusal recall over false refusals; 0.5 is chance.

    That is how often an answerable question has more support than an unanswerable one, ties counting half.
    """
    if not _both(rows):
        return None
    yes, no = _supports(rows)
    less = np.searchsorted(no, yes, side="left")
    upto = np.searchsorted(no, yes, side="right")
    return float((less + upto).sum() / (2 * len(yes) * len(no)))


def seconds_p50(rows: Sequence[Row]) -> Figure:
    """Seconds that half of the questions stay below, answerable or not."""
    return float(np.percentile([row.seconds for row in rows], 50)) if rows else None


def seconds_p95(rows: Sequence[Row]) -> Figure:
    """Seconds that nineteen of twenty questions stay below."""
    return float(np.percentile([row.seconds for row in rows], 95)) if rows else None


MEASURES: dict[str, Callable[[Sequence[Row]], Figure]] = {
    "article hit@1": article_hit_1,
    "article hit@5": article_hit_5,
    "article hit@10": article_hit_10,
    "article MRR@10": article_mrr,
    "passage hit@1": passage_hit_1,
    "passage hit@5": passage_hit_5,
    "passage hit@10": passage_hit_10,
    "passage MRR@10": passage_mrr,
    "answer held": answer_held,
    "first quote holds it": first_quote_holds,
    "in the first 40 words": in_the_first_40_words,
    "right first sentence": right_first_sentence,
    "words before the answer": words_before_the_answer,
    "words before the fold": words_before_the_fold,
    "citation precision": citation_precision,
    "citation recall": citation_recall,
    "quotes verbatim": verbatim,
    "unretrieved citations": unretrieved,
    "characters quoted": quoted_characters,
    "answered": answered,
    "refusal precision": refusal_precision,
    "refusal recall": refusal_recall,
    "refusal precision at 15 %": refusal_precision_at_15,
    "refusal recall at 15 %": refusal_recall_at_15,
    "refusal area": refusal_area,
    "seconds, p50": seconds_p50,
    "seconds, p95": seconds_p95,
}


def article_rank(row: Row) -> int | None:
    """Rank, from 1, of the first article that surely answers, among the different articles found; None beyond ten."""
    order = list(dict.fromkeys(span.article for span in row.found))[:DEPTH]
    return next((rank for rank, id in enumerate(order, 1) if id in row.question.articles), None)


def passage_rank(row: Row) -> int | None:
    """Rank, from 1, of the first passage that holds the answer in an article that does; None beyond ten."""
    right = (_right(row, span) and holds(span.text, row.question.answers) for span in row.found[:DEPTH])
    return next((rank for rank, is_right in enumerate(right, 1) if is_right), None)


def words_before(row: Row) -> int | None:
    """How many words of the answer come before the first of those that hold the expected one; None without."""
    words = shown_words(row.text)

    def hold(first: int, last: int) -> bool:
        return holds(" ".join(words[first:last]), row.question.answers)

    if not row.answered or not hold(0, len(words)):
        return None
    last = bisect_left(range(len(words)), True, key=lambda upto: hold(0, upto))
    return bisect_left(range(last), True, key=lambda skip: not hold(skip, last)) - 1


def trade_off(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The curve of a threshold on support: (false refusals, refusal recall), both shares, from (0, 0) to (1, 1)."""
    yes, no = _supports(rows)
    points = [(0.0, 0.0)]
    for threshold in np.unique(np.concatenate([yes, no])):
        points.append((float(np.mean(yes <= threshold)), float(np.mean(no <= threshold))))
    return points


def threshold_at(rows: Sequence[Row], false_refusals: float) -> float:
    """The highest threshold below which at most that share of the answerable questions stays."""
    yes, _ = _supports(rows)
    allowed = int(false_refusals * len(yes))
    return float(yes[allowed]) if allowed < len(yes) else float("inf")


def steps(timings: Sequence[Mapping[str, float]], totals: Sequence[float]) -> dict[str, tuple[float, float, float]]:
    """Where the time goes: (p50, p95, share of the whole) in seconds by step; "rest" is what no step accounts for."""
    names = dict.fromkeys(name for each in timings for name in each)
    columns = {name: np.array([each.get(name, 0.0) for each in timings]) for name in names}
    whole = np.array(totals)
    columns["rest"] = whole - sum(columns.values())
    columns["whole"] = whole
    return {
        name: (float(np.percentile(times, 50)), float(np.percentile(times, 95)), float(times.sum() / whole.sum()))
        for name, times in columns.items()
    } if len(whole) else {}


def _hit(rows: Sequence[Row], rank: Callable[[Row], int | None], depth: int) -> Figure:
    return _share((found := rank(row)) is not None and found <= depth for row in _answerable(rows))


def _reciprocal(rows: Sequence[Row], rank: Callable[[Row], int | None]) -> Figure:
    ranks = [rank(row) for row in _answerable(rows)]
    return sum(1 / each for each in ranks if each) / len(ranks) if ranks else None


def _share(outcomes: Iterator[bool]) -> Figure:
    counted = list(outcomes)
    return sum(counted) / len(counted) if counted else None


def _median(counts: Sequence[int]) -> Figure:
    return float(np.median(counts)) if counts else None


def _first_sentence(text: str) -> str:
    spans = sentences(text)
    return text[slice(*spans[0])] if spans else text


def _answerable(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.question.answerable]


def _with_answers(rows: Sequence[Row]) -> list[Row]:
    return [row for row in _answerable(rows) if row.question.answers]


def _both(rows: Sequence[Row]) -> bool:
    """Whether there are questions of either kind: else a refusal says nothing."""
    return len({row.question.answerable for row in rows}) == 2


def _supports(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Support of the answerable and of the unanswerable questions, each in ascending order."""
    yes = np.sort([row.support for row in rows if row.question.answerable])
    no = np.sort([row.support for row in rows if not row.question.answerable])
    return yes, no


def _claimed(row: Row) -> tuple[Span, ...]:
    """The quotations given as an answer; what a refusal shows of the topic claims nothing."""
    return row.quotes if row.answered else ()


def _right(row: Row, span: Span) -> bool:
    return span.article in row.question.holding


def _touch(one: Span, other: Span) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end


def _shown(text: str) -> str:
    """Without what the printing of a quotation changes: a newspaper's marks inside of marks are single ones."""
    return "".join(_MARKS.sub("", _ADDED.sub("", text)).split())
