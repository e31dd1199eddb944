"""Answers offline, by quoting the sentences that answer."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from bot.abbreviations import in_full
from bot.answer import Answer, Citation
from bot.answer_type import AnswerType, answer_type, fit
from bot.chain import Found
from bot.cite import also_printed, cite
from bot.dates import Period, named_period, wants_latest
from bot.figures import day, span
from bot.names import names
from corpus import Article
from index import Archive, Hit, sentences
from index.words import STOP_WORDS

PASSAGES = 12         # looked through for sentences
SENTENCES = 8        # that the model compares with the question: some 400 tokens, a tenth of a second on two cores
QUOTES = 3            # at most, in one answer
COMPARED = 200        # characters of a sentence that the model reads: the gist of a longer one stands in front
SURE = 0.98           # quotations that together are this likely to hold the answer are enough
WORTH = 0.03          # of the first one's likelihood that a further one must have
LONGEST = 500         # characters of a quotation that is more than one sentence
AFTERMATH = timedelta(days=7)   # news of a day, month or year is still printed this long after

# Log-odds of a sentence holding the answer, fitted as a softmax over the sentences of a search: 150 questions of
# RealTimeQA over real news and 250 of SQuAD 2.0. On 150 other RealTimeQA questions the first sentence holds the answer
# in 52 %, one of the first three in 77 %, of the first five in 85 %.
COVERED, AROUND, TYPED, BEHIND, DENSE, LENGTH, NEAR, ASKS = 5.5, 3.4, 2.2, -0.7, 4.3, 0.35, 4.6, -6.0
IN_PERIOD, FRESH = 2.0, 1.5    # SQuAD has no dates: chosen on the sample archive
MAX_BEHIND = 3.0

# Log-odds of the archive holding an answer at all: a logistic fit, both classes weighing the same, on 300 answerable
# and 69 unanswerable questions of RealTimeQA and on those of the sample archive (178 and 30, in both wordings).
SUPPORT_NEAR, SUPPORT_DENSE, SUPPORT_AROUND, SUPPORT_NAMED, SUPPORT_NEEDED = 2.0, 12.0, 4.7, 1.8, 11.2

_MEASURE = re.compile(r"\bhow\s+(?:many|much|long|old|far|often|big|high|hot|late|soon|large)\b", re.IGNORECASE)
_MARKS = "?!.,;:\"'“”‘’()"
_PIECE = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart once, before many sentences are held against it."""

    text: str
    weights: dict[str, float]     # stemmed content words and their rarity
    names: frozenset[str]         # stemmed words that name somebody or something
    kind: AnswerType | None
    period: Period | None
    latest: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, and what speaks for it; shares are between 0 and 1."""

    hit: Hit
    start: int              # character offsets into the article's text
    end: int
    covered: float          # share of the question's words, by rarity, in the sentence
    around: float           # the same in its passage, headline and date
    named: float            # share of the question's names anywhere in its article
    typed: float            # how well it fits the kind of answer that is asked for
    behind: float           # by how much the search scored its passage below the best
    timely: float           # 1 in the period that the question names, 0 outside it; 0.5 when it names none
    fresh: float            # 1 in the newest article found, 0 in the oldest; 0 when not the latest is asked for
    near: float = 0.0       # cosine of question and sentence

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
            + BEHIND * self.behind
            + DENSE * self.hit.parts.get("dense", 0.0)
            + LENGTH * math.log(1 + self.end - self.start)
            + NEAR * self.near
            + ASKS * self.text.rstrip("\"”’ ").endswith("?")
            + IN_PERIOD * self.timely
            + FRESH * self.fresh
        )


class Extractor:
    """Answers by quotation, or says that the archive does not hold the answer."""

    def __init__(self, archive: Archive) -> None:
        """Quote from this archive, by its words and its model."""
        self._archive = archive

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """The answer's text word by word, then the Answer."""
        began = time.perf_counter()
        question = self.take_apart(found.standalone.text, found.standalone.focus)
        candidates = self.candidates(question, found.hits)
        quotes = chosen(candidates) if supported(candidates) else []
        citations = tuple(
            also_printed(cite(number, *cutting), found.hits)
            for number, cutting in enumerate(cuttings(quotes), start=1)
        )
        text = told(citations) if citations else self._abstention(found)
        yield from _PIECE.findall(text)
        yield Answer(
            question=found.asked.question,
            question_used=found.standalone.text,
            text=text,
            answered=bool(citations),
            citations=citations,
            hits=tuple(found.hits),
            scope=found.asked.scope,
            timings={**found.timings, "answer": time.perf_counter() - began},
        )

    def take_apart(self, text: str, focus: str) -> Question:
        """What to look for; `focus` is the part of the text that says what is asked now."""
        words = [word for word in _MEASURE.sub("", text).split() if word.strip(_MARKS).casefold() not in STOP_WORDS]
        named = frozenset(term for name in names(text) for term in self._archive.terms(name))
        return Question(
            text=text,
            weights=self._archive.rarity(" ".join(words) or text),
            names=named,
            kind=answer_type(focus),
            period=named_period(text),
            latest=wants_latest(focus),
        )

    def candidates(self, question: Question, hits: Sequence[Hit]) -> list[Candidate]:
        """Sentences of the best passages, best first; those that stand no chance are not compared by the model."""
        passages = hits[:PASSAGES]
        dates = sorted({hit.article.published for hit in passages if hit.article.published})
        found = [
            candidate
            for hit in passages
            for candidate in self._in_passage(question, hit, passages[0].score, dates)
        ]
        found.sort(key=lambda candidate: -candidate.score)
        best = found[:SENTENCES]
        if not best:
            return []
        cosines = self._archive.similarities(question.text, [candidate.text[:COMPARED] for candidate in best])
        compared = [replace(candidate, near=cosine) for candidate, cosine in zip(best, cosines, strict=True)]
        return sorted(compared, key=lambda candidate: -candidate.score)

    def _in_passage(self, question: Question, hit: Hit, best: float, dates: Sequence[object]) -> Iterator[Candidate]:
        article = hit.article
        published = article.published
        heading = set(self._archive.terms(f"{article.title} {published:%A %d %B %Y}" if published else article.title))
        passage = heading | set(self._archive.terms(in_full(hit.text)))
        whole = heading | set(self._archive.terms(article.text)) if question.names else set()
        common = {
            "around": share(question.weights, passage),
            "named": len(question.names & whole) / len(question.names) if question.names else 1.0,
            "behind": min(best - hit.score, MAX_BEHIND),
            "timely": _timely(question.period, hit),
            "fresh": dates.index(published) / max(1, len(dates) - 1) if question.latest and published else 0.0,
        }
        for start, end in sentences(hit.text, article.language):
            text = hit.text[start:end]
            yield Candidate(
                hit=hit,
                start=hit.passage.start + start,
                end=hit.passage.start + end,
                covered=share(question.weights, set(self._archive.terms(in_full(text)))),
                typed=fit(question.kind, text, question.text),
                **common,
            )

    def _abstention(self, found: Found) -> str:
        figures = self._archive.figures(found.asked.scope.moment)
        within = "what your filters leave of " if found.asked.scope.filtered else ""
        searched = f"I don't find that in the archive. I looked through {within}{span(figures)}."
        nearest = list({hit.article.id: hit.article for hit in found.hits}.values())[:3]
        if not nearest:
            return searched
        titles = [f"“{each.title}”{f' ({day(each.published)})' if each.published else ''}" for each in nearest]
        return f"{searched}\n\nThe nearest articles, which don't seem to answer it: {'; '.join(titles)}."


def supported(candidates: Sequence[Candidate]) -> bool:
    """Whether the archive holds an answer: sentences and passages near the question, its words and names in them."""
    if not candidates:
        return False
    top = candidates[:QUOTES]
    near = max(candidate.near for candidate in top)
    dense = max(candidate.hit.parts.get("dense", near) for candidate in candidates)
    around = max(candidate.around for candidate in top)
    support = SUPPORT_NEAR * near + SUPPORT_DENSE * dense + SUPPORT_AROUND * around + SUPPORT_NAMED * top[0].named
    return support >= SUPPORT_NEEDED


def chosen(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentence that most likely answers, with up to two more while it is not sure; none twice, in any wording."""
    likely = likelihoods(np.array([candidate.score for candidate in candidates]))
    quotes: list[Candidate] = []
    total = 0.0
    for candidate, likelihood in zip(candidates, likely, strict=True):
        if len(quotes) == QUOTES or (quotes and (total >= SURE or likelihood < WORTH * likely[0])):
            break
        if not any(same_words(candidate.text, quote.text) for quote in quotes):
            quotes.append(candidate)
        total += float(likelihood)
    return quotes


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
    """Article, start and end of each quotation, none of which touches another.

    A sentence is quoted with its neighbours; those that touch become one as far as that fits LONGEST, else the sentence
    stands alone; and one that is quoted already is not quoted again.
    """
    found: list[tuple[Article, int, int]] = []
    for quote in quotes:
        article = quote.hit.article
        for start, end in (quote_span(quote), (quote.start, quote.end)):
            same = [each for each in found if each[0].id == article.id]
            touching = [each for each in same if start <= each[2] + 1 and each[1] <= end + 1]
            first, last = min([start, *(each[1] for each in touching)]), max([end, *(each[2] for each in touching)])
            if not touching:
                found.append((article, start, end))
            elif last - first <= LONGEST:
                found[found.index(touching[0])] = (article, first, last)
                found = [each for each in found if each not in touching[1:]]
            else:
                continue
            break
    return found


def quote_span(quote: Candidate) -> tuple[int, int]:
    """The sentence with its neighbours in the paragraph, so that "he" and "the sum" can be understood.

    The one before comes first, then the one after, as far as they fit LONGEST.
    """
    article, text = quote.hit.article, quote.hit.article.text
    left = text.rfind("\n\n", 0, quote.start) + 2 if "\n\n" in text[: quote.start] else 0
    right = text.find("\n\n", quote.end)
    paragraph = text[left : right if right >= 0 else len(text)]
    spans = [(left + start, left + end) for start, end in sentences(paragraph, article.language)]
    start, end = quote.start, quote.end
    before = max((span for span in spans if span[1] <= start), default=None)
    after = min((span for span in spans if span[0] >= end), default=None)
    if before and end - before[0] <= LONGEST:
        start = before[0]
    if after and after[1] - start <= LONGEST:
        end = after[1]
    return start, end


def told(citations: Sequence[Citation]) -> str:
    """The quotations, a paragraph each, with date and source in front and the mark behind."""
    paragraphs = []
    for number, citation in enumerate(citations):
        again = number and citations[number - 1].article.id == citation.article.id
        opening = "The same article says:" if again else introduction(citation.article)
        paragraphs.append(f"{opening} “{' '.join(citation.quote.split())}” [{citation.number}]")
    return "\n\n".join(paragraphs)


def introduction(article: Article) -> str:
    """When and by whom it was printed, as "On 10 June 2020, The Merrowby Bell reported:"."""
    who = article.source or f"“{article.title}”"
    return f"On {day(article.published)}, {who} reported:" if article.published else f"{who}, undated, reports:"


def share(weights: dict[str, float], terms: set[str]) -> float:
    """Share of the weights, by sum, whose word is among the terms; 1 when there are no weights."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 1.0


def _timely(period: Period | None, hit: Hit) -> float:
    if period is None:
        return 0.5
    published = hit.article.published
    return float(published is not None and period.since <= published <= period.until + AFTERMATH)
