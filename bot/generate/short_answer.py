"""Put a short answer in front of the quotes: the words of them that a reading model picks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from bot.answer import Answer, Citation
from bot.generate.model_files import check_kind, loading, model_folder
from bot.quote.citations import cite
from bot.retriever.found import Answerer, Found

LONGEST = 30       # tokens of a short answer
_WINDOW = 384      # tokens of question and text that are read at once, if the model reads as many
_STRIDE = 96       # tokens that windows overlap
_QUESTION = 64     # tokens of the question


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """The words of a text that answer."""

    start: int       # character offsets, end exclusive
    end: int
    score: float     # higher is better, comparable between the texts of one question


class AnswerReader(Protocol):
    """Picks the words of a text that answer a question."""

    def read(self, question: str, text: str) -> AnswerSpan | None:
        """The best span of `text`; None when it seems to hold no answer."""


def load_reader(name: str) -> AnswerReader:
    """The extractive question-answering model of that name or path; an InputError says what is wrong with it."""
    return SpanReader(name)


class SpanReader:
    """Any extractive question-answering model of transformers."""

    def __init__(self, name: str) -> None:
        """Load the model of that name or path."""
        folder = model_folder(name, "reader")
        check_kind(folder, "reader", ("ForQuestionAnswering", "ForQuestionAnsweringSimple"))
        with loading(folder, "reader"):
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer

            # `folder` is on this machine, and stays what was downloaded.
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True, use_fast=True)   # nosec B615
            if not self._tokenizer.is_fast:
                raise ValueError("its tokenizer does not say where in the text a token stands")
            self._model: Any = AutoModelForQuestionAnswering.from_pretrained(   # nosec B615
                folder, local_files_only=True, use_safetensors=True
            ).eval()
        longest = getattr(self._model.config, "max_position_embeddings", _WINDOW) - 2   # RoBERTa counts from 2
        self._window = max(8, min(_WINDOW, longest, self._tokenizer.model_max_length))
        self._lock = threading.Lock()    # the tokenizer serves one caller at a time

    def read(self, question: str, text: str) -> AnswerSpan | None:
        """The best span of `text`; None when the model would rather point at nothing."""
        import torch

        with self._lock, torch.inference_mode():
            windows = self._tokenizer(
                self._shortened(question), text, truncation="only_second", max_length=self._window,
                stride=min(_STRIDE, self._window // 4), return_overflowing_tokens=True, return_offsets_mapping=True,
                padding=True, return_tensors="pt",
            )
            offsets = windows.pop("offset_mapping").numpy()
            windows.pop("overflow_to_sample_mapping")
            given = self._model(**windows)
        found = [
            best_span(start, end, offsets[row], [part == 1 for part in windows.sequence_ids(row)])
            for row, (start, end) in enumerate(zip(given.start_logits.numpy(), given.end_logits.numpy(), strict=True))
        ]
        return max((span for span in found if span), key=lambda span: span.score, default=None)

    def _shortened(self, question: str) -> str:
        """The question, cut where it would leave the text no room."""
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        most = min(_QUESTION, self._window // 2)
        return question[: offsets[most - 1][1]] if len(offsets) > most else question


def best_span(start: np.ndarray, end: np.ndarray, offsets: np.ndarray, inside: Sequence[bool]) -> AnswerSpan | None:
    """The best span of one window, from logits (n,) and (n,) and character offsets (n, 2); `inside` is the text.

    None when the first token, which stands for "no answer", scores as well, or when no token is in the text.
    """
    places = np.flatnonzero(np.array(inside, dtype=bool))
    if not len(places):
        return None
    sums = start[places][:, None] + end[places][None, :]
    apart = places[None, :] - places[:, None]
    sums = np.where((apart >= 0) & (apart < LONGEST), sums, -np.inf)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    score = float(sums[first, last]) - float(start[0] + end[0])
    begins, ends = int(offsets[places[first]][0]), int(offsets[places[last]][1])
    return AnswerSpan(begins, ends, score) if score > 0 and begins < ends else None


class WithShortAnswer:
    """An answerer whose quotes get the short answer that a reader finds in them."""

    def __init__(self, answerer: Answerer, reader: AnswerReader) -> None:
        """Let `reader` read what `answerer` quotes."""
        self._answerer = answerer
        self._reader = reader

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """The short answer, then the answerer's own pieces."""
        *pieces, answer = self._answerer.stream(found)
        assert isinstance(answer, Answer)
        began = time.perf_counter()
        readable = answer.answered and not answer.contradicted
        short = short_answer(found.standalone.text, answer.citations, self._reader) if readable else None
        timings = {**answer.timings, "read": time.perf_counter() - began}
        if short is None:
            yield from pieces
            yield replace(answer, timings=timings)
            return
        opening = f"In short: “{' '.join(short.quote.split())}” [{short.number}]\n\n"
        yield opening
        yield from pieces
        yield replace(answer, text=opening + answer.text, short=short, timings=timings)


def short_answer(question: str, citations: Sequence[Citation], reader: AnswerReader) -> Citation | None:
    """The words of one quote that answer best, cited under its number; None when no quote seems to hold any."""
    read = [(citation, reader.read(question, citation.quote)) for citation in citations]
    found = [(citation, span) for citation, span in read if span and _quoted(span, citation.quote)]
    if not found:
        return None
    citation, span = max(found, key=lambda each: each[1].score)
    return cite(citation.number, citation.article, citation.start + span.start, citation.start + span.end)


def _quoted(span: AnswerSpan, quote: str) -> bool:
    """Whether the span is words of the quote: nothing that is not quoted is ever shown."""
    return 0 <= span.start < span.end <= len(quote) and any(map(str.isalnum, quote[span.start : span.end]))
