"""The ways of answering that are compared: Cuttings, and what a user could put together from parts."""

from __future__ import annotations

import math
import time
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np

from benchmarks.caches import Tell, digest, vectors_of
from benchmarks.measures import Row, Span
from benchmarks.sets import Question
from bot import Bot, Scope
from corpus import Article
from index import Archive, Embedder
from index.model.words import STOP_WORDS
from index.types.arrays import Array, Ids

WHOLE = "BM25, articles"
QUOTED = 2          # passages that a baseline shows as its answer
FOUND = 30          # passages that a baseline finds, as many as Cuttings does at first
PROPOSED = 200      # passages a ranking hands to a fusion
RANK_OFFSET = 60    # of reciprocal rank fusion, as its authors have it
BM25_K1, BM25_B = 1.2, 0.75
CHUNK, OVERLAP = 1_000, 200   # characters, as in LangChain's retrieval tutorial

Terms = Callable[[str], list[str]]
Ranking = tuple[Ids, Array]    # rows and their scores, best first


class Way(Protocol):
    """One column of the table."""

    name: str

    def ask(self, question: Question) -> Row:
        """Answer, or refuse."""


class Ours:
    """Cuttings as it is installed; `clock` gives it the day of the question as the present."""

    def __init__(self, name: str, bot: Bot, texts: Mapping[str, str], *, clock: bool = False) -> None:
        """`texts` are the articles' texts by id, as they were before the archive had them."""
        self.name = name
        self._bot = bot
        self._texts = texts
        self._clock = clock

    def ask(self, question: Question) -> Row:
        """Ask the bot; only the last question of a conversation is timed."""
        scope = Scope(now=question.asked) if self._clock and question.asked else Scope()  # type: ignore[arg-type]
        history = [(question.before, self._bot.ask(question.before, scope=scope).text)] if question.before else []
        began = time.perf_counter()
        answer = self._bot.ask(question.text, history=history, scope=scope)
        seconds = time.perf_counter() - began
        found = (self._span(each.article.id, each.passage.start, each.passage.end, each.text) for each in answer.hits)
        quotes, more = (
            tuple(self._span(each.article.id, each.start, each.end, each.quote) for each in part)
            for part in (answer.citations, answer.more)
        )
        return Row(
            question, tuple(found), quotes, answer.text, answer.answered, answer.support, seconds,
            dict(answer.timings), more,
        )

    def _span(self, article: str, start: int, end: int, text: str) -> Span:
        return Span(article, start, end, text, self._texts.get(article, "")[start:end])


class Baseline:
    """Finds passages by one ranking, quotes the first two and never refuses; the best score is its support."""

    def __init__(self, name: str, spans: Sequence[Span], rank: Callable[[str], Ranking]) -> None:
        """`rank` gives rows of `spans` with their scores, best first."""
        self.name = name
        self._spans = spans
        self._rank = rank

    def ask(self, question: Question) -> Row:
        """Search, and show what comes first."""
        began = time.perf_counter()
        rows, scores = self._rank(question.text)
        seconds = time.perf_counter() - began
        found = tuple(self._spans[row] for row in rows[:FOUND].tolist())
        quotes = found[:QUOTED]
        text = "\n\n".join(quote.text for quote in quotes)
        return Row(question, found, quotes, text, bool(quotes), float(scores[0]) if len(scores) else 0.0, seconds)


class Bm25:
    """Okapi BM25 over documents given as their terms, with the inverse document frequency that is never negative."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        """Count the terms."""
        self._size = len(documents)
        self._vocabulary: dict[str, int] = {}
        terms, rows, counts = array("l"), array("l"), array("l")
        lengths = np.array([len(document) for document in documents], dtype=np.float64)
        for row, document in enumerate(documents):
            for term, count in Counter(document).items():
                terms.append(self._vocabulary.setdefault(term, len(self._vocabulary)))
                rows.append(row)
                counts.append(count)
        order = np.argsort(np.array(terms), kind="stable")
        self._rows = np.array(rows, dtype=np.int64)[order]
        self._starts = np.searchsorted(np.array(terms)[order], np.arange(len(self._vocabulary) + 1))
        often = np.array(counts, dtype=np.float64)[order]
        length = (lengths / max(1e-9, lengths.mean() if self._size else 0.0))[self._rows]
        self._weights = often * (BM25_K1 + 1) / (often + BM25_K1 * (1 - BM25_B + BM25_B * length))

    def scores(self, terms: Sequence[str]) -> Array:
        """The score of every document, (n,)."""
        scores = np.zeros(self._size, dtype=np.float64)
        for number in {self._vocabulary[term] for term in terms if term in self._vocabulary}:
            start, end = int(self._starts[number]), int(self._starts[number + 1])
            rarity = math.log1p((self._size - (end - start) + 0.5) / (end - start + 0.5))
            scores[self._rows[start:end]] += rarity * self._weights[start:end]
        return scores.astype(np.float32)


def best(scores: Array, limit: int) -> Ranking:
    """Rows and scores of the highest of `scores` (n,), best first; rows that score nothing are no finds."""
    order = np.argsort(-scores, kind="stable")[:limit]
    order = order[scores[order] > 0]
    return order, scores[order]


def reciprocal_ranks(rankings: Sequence[Ids]) -> Ranking:
    """Rows and scores of reciprocal rank fusion over rankings of rows, best first."""
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking.tolist(), start=1):
            fused[row] = fused.get(row, 0.0) + 1 / (RANK_OFFSET + rank)
    order = sorted(fused, key=lambda row: -fused[row])
    return np.array(order, dtype=np.int64), np.array([fused[row] for row in order], dtype=np.float32)


def whole_articles(articles: Sequence[Article], terms: Terms) -> Baseline:
    """BM25 over articles; the whole article is the passage."""
    rank = _by_words([f"{each.title}\n{each.text}" for each in articles], terms)
    spans = [Span(each.id, 0, len(each.text), each.text, each.text) for each in articles]
    return Baseline(WHOLE, spans, lambda question: rank(question, FOUND))


def over_passages(archive: Archive, model: Embedder, terms: Terms) -> list[Baseline]:
    """BM25, nearest vectors and their reciprocal rank fusion, over the passages and vectors of the archive."""
    spans, titled, vectors = _passages(archive)
    by_words, by_vector = _by_words(titled, terms), _by_vector(vectors, model)

    def fused(question: str) -> Ranking:
        return reciprocal_ranks([by_words(question, PROPOSED)[0], by_vector(question, PROPOSED)[0]])

    return [
        Baseline("BM25", spans, lambda question: by_words(question, FOUND)),
        Baseline("dense", spans, lambda question: by_vector(question, FOUND)),
        Baseline("RRF", spans, fused),
    ]


def tutorial(name: str, articles: Sequence[Article], cache: Path, model: Embedder, tell: Tell) -> Baseline:
    """LangChain's retrieval tutorial with the same model: chunks of 1,000 characters, 200 shared, in a flat FAISS."""
    spans, texts = chunks(articles)
    folder = cache / f"{name}-langchain-{digest([model.fingerprint, *texts])}"
    rank = _by_vector(vectors_of(texts, folder, model, tell), model)
    return Baseline("LangChain", spans, lambda question: rank(question, FOUND))


def chunks(articles: Sequence[Article]) -> tuple[list[Span], list[str]]:
    """Pieces as the recursive splitter makes them, each as a span of its article and as the model reads it.

    A document is the headline and the text below it, as the tutorial's page is.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    spans: list[Span] = []
    texts: list[str] = []
    for article in articles:
        heading = f"{article.title}\n\n" if article.title else ""
        for document in splitter.create_documents([heading + article.text]):
            start = max(0, document.metadata["start_index"] - len(heading))
            end = max(0, document.metadata["start_index"] + len(document.page_content) - len(heading))
            spans.append(Span(article.id, start, end, article.text[start:end], article.text[start:end]))
            texts.append(document.page_content)
    return spans, texts


def _passages(archive: Archive) -> tuple[list[Span], list[str], Array]:
    """The archive's passages as spans and with their headlines, and their vectors (n, dimensions)."""
    spans: list[Span] = []
    titled: list[str] = []
    vectors: list[Array] = []
    for ids, batch in archive._store.vectors.since(0):
        passages = archive._store.passages.read(ids.tolist())
        for id in ids.tolist():
            article, text = passages[id].article, passages[id].text
            spans.append(Span(article.id, passages[id].start, passages[id].end, text, text))
            titled.append(f"{article.title}\n{text}")
        vectors.append(np.asarray(batch, dtype=np.float32))
    return spans, titled, np.concatenate(vectors)


def _by_words(texts: Sequence[str], terms: Terms) -> Callable[[str, int], Ranking]:
    stop = {term for word in STOP_WORDS for term in terms(word)}
    counted = Bm25([[term for term in terms(text) if term not in stop] for text in texts])
    return lambda question, limit: best(counted.scores([each for each in terms(question) if each not in stop]), limit)


def _by_vector(vectors: Array, model: Embedder) -> Callable[[str, int], Ranking]:
    flat = faiss.IndexFlatIP(vectors.shape[1])   # of unit vectors: the same order as by distance
    flat.add(np.ascontiguousarray(vectors))

    def nearest(question: str, limit: int) -> Ranking:
        scores, rows = flat.search(model.embed([question]), min(limit, flat.ntotal))
        return rows[0], scores[0]

    return nearest
