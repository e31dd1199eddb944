"""Answers offline, by quoting the sentences that answer."""

from __future__ import annotations

import math
import re
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np

from bot.abbreviations import in_full
from bot.answer import Answer, Citation
from bot.answer_type import AnswerType, answer_type, fit
from bot.asides import LEFT_OUT, is_aside, says_nothing
from bot.chain import Found, word_by_word
from bot.cite import also_printed, numbered
from bot.dates import AFTERMATH, Period, read_time
from bot.figures import day, span
from bot.names import names
from bot.revised import in_time, with_revision
from bot.telling import told
from bot.verify.instruction import to_machine
from corpus import Article
from index import Closeness, Hit, Match, Readable, sentences
from index.words import STOP_WORDS

PASSAGES = 12         # looked through for sentences
LIKELY = 40           # sentences, best first, that a quotation may be made from
QUOTES = 3            # at most, in one answer
VIEWS = frozenset(("opinion", "letters", "letter", "editorial", "comment", "sponsored"))   # kinds that report nothing
SURE = 0.98           # quotations that together are this likely to hold the answer are enough
WORTH = 0.03          # of the first one's likelihood that a further one must have
AROUND_IT = 2         # sentences before and after the one that answers are quoted with it
LONGEST = 500         # characters of a quotation that is more than one sentence

# Log-odds of a sentence holding the answer, fitted as a softmax over the sentences of a search: half of 300 questions
# of RealTimeQA over real news and half of 600 of SQuAD 2.0. On the other halves the first sentence holds the answer in
# 56 % and 83 %, one of the first three in 81 % and 94 %, of the first five in 87 % and 96 %.
COVERED, AROUND, TYPED, LENGTH, ASKS = 1.9, 3.8, 1.9, -0.41, -9.3
GIST, WORDS, WEAKEST, TOKENS = 7.4, 8.3, 3.5, 9.1
IN_PERIOD, FRESH = 2.0, 1.5    # SQuAD has no dates: chosen on the sample archive

# Log-odds of the archive holding an answer at all: a logistic fit, both classes and all sets weighing the same, on 300
# answerable and 69 unanswerable questions of RealTimeQA and on those of the sample archive (178 and 30, in both
# wordings); then 0.35 less is asked, which refuses as many of the unanswerable and fewer of the far-worded ones.
SUPPORT_GIST, SUPPORT_WORDS, SUPPORT_TOKENS, SUPPORT_DENSE = 2.78, 4.36, 4.18, 8.52
SUPPORT_AROUND, SUPPORT_NAMED, SUPPORT_NEEDED = 1.03, 2.38, 13.56
ENOUGH = 0.5          # likelihood of an answer from which one is given
TELLING = 4.5         # rarity of a name that says what a question is about: in a hundredth of the passages
ON_TOPIC = 0.1        # from which what is known about the subject is quoted, as no answer

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
    orders: bool = False    # whether it speaks to a machine, which is not to be quoted

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
        )


class Extractor:
    """Answers by quotation, or says that the archive does not hold the answer."""

    def __init__(self, archive: Readable) -> None:
        """Quote from this archive, by its words and its model."""
        self._archive = archive

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """The answer's text word by word, then the Answer."""
        began = time.perf_counter()
        question = self.take_apart(found.standalone.text, found.standalone.focus, found.asked.scope.moment)
        looked_at = self.candidates(question, found.hits)
        candidates = [each for each in looked_at if not each.orders]
        held = support(candidates) if question.weights else 0.0
        answered = held >= ENOUGH
        quoted = cuttings(ordered(question, candidates)) if answered else on_topic(question, candidates, held)
        citations = tuple(also_printed(each, found.hits) for each in numbered(quoted, found.asked.history))
        left_out = len(candidates) < len(looked_at) or any(_beside_order(*each) for each in quoted)
        text = told(citations, latest=question.latest) if answered else self._abstention(found, citations)
        yield from word_by_word(text)
        yield Answer(
            question=found.asked.question,
            question_used=found.standalone.text,
            text=text,
            answered=answered,
            citations=citations,
            hits=tuple(found.hits),
            scope=found.asked.scope,
            support=held,
            notices=(LEFT_OUT,) if left_out else (),
            timings={**found.timings, "answer": time.perf_counter() - began},
        )

    def take_apart(self, text: str, focus: str, now: datetime | None = None) -> Question:
        """What to look for; `focus` is the part of the text that says what is asked now, `now` reads "last week"."""
        when = read_time(text, now, focus)
        words = [word for word in _MEASURE.sub("", text).split() if word.strip(_MARKS).casefold() not in STOP_WORDS]
        named = frozenset(term for name in names(text) for term in self._archive.terms(name))
        return Question(
            text=text,
            weights=self._archive.rarity(" ".join(words) or text),
            names=named,
            kind=answer_type(focus),
            period=when.period,
            latest=when.latest,
            earliest=when.earliest,
        )

    def candidates(self, question: Question, hits: Sequence[Hit]) -> list[Candidate]:
        """The sentences of the best passages, best first."""
        passages = hits[:PASSAGES]
        dates = sorted({hit.article.published for hit in passages if hit.article.published})
        words: dict[str, set[str]] = {}
        found: list[Candidate] = []
        for hit, match in zip(passages, self._archive.matches(question.text, passages), strict=True):
            if question.names and hit.article.id not in words:
                words[hit.article.id] = set(self._archive.terms(hit.article.text))
            whole = words.get(hit.article.id, set())
            found.extend(self._in_passage(question, hit, match, dates, whole))
        return sorted(found, key=lambda candidate: -candidate.score)

    def _in_passage(
        self, question: Question, hit: Hit, match: Match, dates: Sequence[object], whole: set[str]
    ) -> Iterator[Candidate]:
        article = hit.article
        published = article.published
        heading = set(self._archive.terms(f"{article.title} {published:%A %d %B %Y}" if published else article.title))
        passage = heading | set(self._archive.terms(in_full(hit.text)))
        whole = heading | whole
        common = {
            "around": share(question.weights, passage),
            "dense": hit.parts.get("dense", match.whole.gist),
            "tokens": hit.parts.get("tokens", match.whole.words),
            "named": len(question.names & whole) / len(question.names) if question.names else 1.0,
            "timely": _timely(question.period, hit),
            "fresh": _fresh(question, article, dates),
        }
        spans = sentences(hit.text, article.language)
        texts = [hit.text[start:end] for start, end in spans]
        after = article.text[hit.passage.end : hit.passage.end + LONGEST].lstrip()
        for (start, end), text, following in zip(spans, texts, [*texts[1:], after], strict=False):
            if says_nothing(text):
                continue
            yield Candidate(
                hit=hit,
                start=hit.passage.start + start,
                end=hit.passage.start + end,
                covered=share(question.weights, set(self._archive.terms(in_full(text)))),
                typed=fit(question.kind, text, question.text),
                near=match.within(start, end),
                orders=to_machine(text, following),
                **common,
            )

    def _abstention(self, found: Found, citations: Sequence[Citation]) -> str:
        """That there is no answer, and what the archive does say of the subject, or which articles are nearest."""
        if citations:
            return f"I don't find that in the archive. What it does say about this:\n\n{told(citations)}"
        figures = self._archive.figures(found.asked.scope.moment)
        within = "what your filters leave of " if found.asked.scope.filtered else ""
        searched = f"I don't find that in the archive. I looked through {within}{span(figures)}."
        nearest = list({hit.article.id: hit.article for hit in found.hits}.values())[:3]
        if not nearest:
            return searched
        titles = [f"“{each.title}”{f' ({day(each.published)})' if each.published else ''}" for each in nearest]
        return f"{searched}\n\nThe nearest articles, which don't seem to answer it: {'; '.join(titles)}."


def ordered(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences to quote, in the order that the time asked about calls for."""
    revised = with_revision(chosen(candidates), candidates, question.text, dated=question.period is not None)
    return in_time(revised, latest=question.latest, earliest=question.earliest)


def on_topic(question: Question, candidates: Sequence[Candidate], held: float) -> list[tuple[Article, int, int]]:
    """Article, start and end of the nearest sentence, where its article names everybody asked about; else none.

    A name that half the archive holds, such as the town's, is no subject.
    """
    telling = any(question.weights.get(name, 0.0) >= TELLING for name in question.names)
    if not telling or held < ON_TOPIC or candidates[0].named < 1.0:
        return []
    return [(candidates[0].hit.article, candidates[0].start, candidates[0].end)]


def support(candidates: Sequence[Candidate]) -> float:
    """How likely it is that the archive holds an answer, 0 to 1.

    Nearness of sentences and passages to the question, its words and names in them.
    """
    if not candidates:
        return 0.0
    top = candidates[:QUOTES]
    odds = (
        SUPPORT_GIST * max(candidate.near.gist for candidate in top)
        + SUPPORT_WORDS * max(candidate.near.words for candidate in top)
        + SUPPORT_TOKENS * max(candidate.tokens for candidate in candidates)
        + SUPPORT_DENSE * max(candidate.dense for candidate in candidates)
        + SUPPORT_AROUND * max(candidate.around for candidate in top)
        + SUPPORT_NAMED * top[0].named
        - SUPPORT_NEEDED
    )
    return 1 / (1 + math.exp(-odds))


def chosen(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sentences whose surroundings most likely answer, up to three while that is not sure; none twice, in any wording.

    What counts is the likelihood of all that would be quoted with a sentence and isn't yet.
    """
    best = candidates[:LIKELY]
    likely = likelihoods(np.array([candidate.score for candidate in best]))
    held = np.array([[_holds(quote, other) for other in best] for quote in map(_quoted, best)], dtype=bool)
    quotes: list[Candidate] = []
    first = total = 0.0
    while len(quotes) < QUOTES and total < SURE:
        gains = held @ likely if len(best) else np.zeros(1)
        row = int(gains.argmax())
        if gains[row] <= WORTH * first:
            break
        first, total = first or float(gains[row]), total + float(gains[row])
        likely = np.where(held[row], 0.0, likely)
        if not any(same_words(best[row].text, quote.text) for quote in quotes):
            quotes.append(best[row])
    return quotes


def _quoted(candidate: Candidate) -> tuple[str, int, int]:
    return candidate.hit.article.id, *quote_span(candidate)


def _holds(quote: tuple[str, int, int], candidate: Candidate) -> bool:
    article, start, end = quote
    return candidate.hit.article.id == article and start <= candidate.start and candidate.end <= end


def likelihoods(scores: np.ndarray) -> np.ndarray:
    """Probabilities (n,) from log-odds (n,): their softmax."""
    powers = np.exp(scores - scores.max())
    shares: np.ndarray = powers / powers.sum()
    return shares


def same_words(one: str, other: str) -> bool:
    """Whether two sentences share four of five of their words: the same story from two desks."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) >= 0.8 * min(len(first), len(second))


def cuttings(quotes: Sequence[Candidate]) -> list[tuple[Article, int, int]]:
    """Article, start and end of each quotation, none of which overlaps another.

    A sentence is quoted with its neighbours. Where that touches an earlier quotation, both become one if that fits
    LONGEST; else it ends where the other begins, and a sentence that is quoted already is not quoted again.
    """
    found: list[tuple[Article, int, int]] = []
    for quote in quotes:
        article = quote.hit.article
        start, end = quote_span(quote)
        for other in [each for each in found if each[0].id == article.id]:
            first, last = min(start, other[1]), max(end, other[2])
            if start <= other[2] + 1 and other[1] <= end + 1 and last - first <= LONGEST:
                found.remove(other)
                start, end = first, last
            elif other[2] <= quote.start:
                start = max(start, other[2])
            elif quote.end <= other[1]:
                end = min(end, other[1])
            else:
                break
        else:
            text = article.text[start:end]
            found.append((article, end - len(text.lstrip()), start + len(text.rstrip())))
    return found


def quote_span(quote: Candidate) -> tuple[int, int]:
    """The sentence with those around it as far as they fit LONGEST, so that "he" and "the sum" can be understood.

    In turns the one before and the one after, AROUND_IT of each at most, and none beyond a caption, an advertisement or
    words to a machine.
    """
    text = quote.hit.article.text
    spans = _sentences(text, quote.hit.article.language)
    first = last = max(0, bisect_right(spans, (quote.start, len(text))) - 1)
    start, end = min(quote.start, spans[first][0]), max(quote.end, spans[last][1])
    for _ in range(AROUND_IT):
        if first > 0 and end - spans[first - 1][0] <= LONGEST and not _parts(text, spans, first - 1):
            first -= 1
            start = spans[first][0]
        if last + 1 < len(spans) and spans[last + 1][1] - start <= LONGEST and not _parts(text, spans, last + 1):
            last += 1
            end = spans[last][1]
    return start, end


def _beside_order(article: Article, start: int, end: int) -> bool:
    """Whether the sentence before or after a quotation speaks to a machine."""
    spans = _sentences(article.text, article.language)
    before = bisect_right(spans, (start, -1)) - 1
    after = bisect_right(spans, (end - 1, len(article.text)))
    return any(_is_order(article.text, spans, place) for place in (before, after) if 0 <= place < len(spans))


def _parts(text: str, spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether that sentence ends a quotation: an aside, or words to a machine."""
    return is_aside(text[slice(*spans[place])]) or _is_order(text, spans, place)


def _is_order(text: str, spans: Sequence[tuple[int, int]], place: int) -> bool:
    following = text[slice(*spans[place + 1])] if place + 1 < len(spans) else ""
    return to_machine(text[slice(*spans[place])], following)


@lru_cache(maxsize=256)
def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    return sentences(text, language)


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
