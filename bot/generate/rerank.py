"""Reorder the best hits by a model that reads question and passage together."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from bot.answer import Answer
from bot.generate.model_files import check_kind, loading, model_folder
from bot.retriever.found import Answerer, Found
from bot.understand.scope_ladder import phrases_first
from index import Hit

RERANKED = 30      # hits that the model reads; the others stay behind them, as they were
_BATCH = 16        # pairs at once


class Reranker(Protocol):
    """Says how well passages answer a question."""

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """A score for each passage, higher is better; comparable within one call only."""


def load_reranker(name: str) -> Reranker:
    """The sentence-transformers CrossEncoder of that name or path; an InputError says what is wrong with it."""
    return CrossEncoderReranker(name)


class CrossEncoderReranker:
    """Any CrossEncoder that gives one score a pair."""

    def __init__(self, name: str) -> None:
        """Load the model of that name or path."""
        folder = model_folder(name, "reranker")
        check_kind(folder, "reranker", ("ForSequenceClassification", "ForCausalLM"))
        with loading(folder, "reranker"):
            from sentence_transformers import CrossEncoder

            self._model: Any = CrossEncoder(
                str(folder), local_files_only=True, model_kwargs={"use_safetensors": True}
            )
            if self._model.num_labels != 1:
                raise ValueError(f"it gives {self._model.num_labels} figures for each pair; a reranker gives one")
        self._lock = threading.Lock()    # its tokenizer serves one caller at a time

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """A score for each passage, higher is better."""
        if not passages:
            return []
        pairs = [(question, passage) for passage in passages]
        with self._lock:
            found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        return [float(score) for score in found]


class Reranked:
    """An answerer that is handed the hits in a reranker's order."""

    def __init__(self, answerer: Answerer, reranker: Reranker) -> None:
        """Put `reranker` in front of `answerer`."""
        self._answerer = answerer
        self._reranker = reranker

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """As the answerer's own."""
        began = time.perf_counter()
        hits = reranked(found.standalone.text, found.hits, self._reranker)
        timings = {**found.timings, "rerank": time.perf_counter() - began}
        yield from self._answerer.stream(replace(found, hits=hits, timings=timings))


def reranked(question: str, hits: Sequence[Hit], reranker: Reranker) -> list[Hit]:
    """The hits, the best RERANKED of them in the reranker's order; ties stay as they were, quoted phrases in front.

    The search's own scores are dealt out anew in that order: models score on scales of their own, and what comes after
    compares scores. The model's figure is kept among the parts, as "reranker".
    """
    top = list(hits[:RERANKED])
    given = reranker.scores(question, [f"{hit.article.title}\n{hit.text}".strip() for hit in top])
    order = sorted(range(len(top)), key=lambda row: -given[row])
    read = [
        replace(top[row], score=place.score, parts={**top[row].parts, "reranker": float(given[row])})
        for row, place in zip(order, top, strict=True)
    ]
    return phrases_first(read + list(hits[RERANKED:]))
