"""Hear out a chat model: in pieces, within time limits, once more when it fails before it said anything."""

from __future__ import annotations

import contextvars
import logging
import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from queue import Empty, Queue
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

MAX_CHARACTERS = 12_000   # of one answer: more is a model that can't stop
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_TRANSIENT_NAMES = ("Timeout", "Connect", "RateLimit", "Overloaded", "Unavailable", "RemoteProtocol", "InternalServer")

# Why an answer ended, where each provider says it: OpenAI, llama.cpp and Google, Anthropic, Ollama, OpenAI's Responses.
_REASONS = ("finish_reason", "stop_reason", "done_reason", "status")
_COMPLETE = frozenset({"stop", "end_turn", "stop_sequence", "completed", "complete", "eos", "eos_token"})
_CUT = frozenset({
    "length", "content_filter",                                                      # OpenAI, llama.cpp, Ollama
    "incomplete", "failed", "cancelled",                                             # OpenAI's Responses
    "max_tokens", "refusal", "pause_turn", "compaction", "model_context_window_exceeded",      # Anthropic
    "safety", "recitation", "language", "other", "blocklist", "prohibited_content", "spii",    # Google, and max_tokens
    "model_length", "error",                                                         # Mistral
})

T = TypeVar("T")

logger = logging.getLogger(__name__)


class ModelFailed(Exception):
    """A model that failed, fell silent or doesn't stop; what it had said before was handed out."""

    transient = False      # whether the same call may succeed a moment later


class CutShort(ModelFailed):
    """An answer that ended before it was complete: at a limit, or by the provider's filter."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a model is waited for, in seconds, and how often it is asked again."""

    first_s: float = 60.0      # for the first words
    next_s: float = 20.0       # for each piece after them
    total_s: float = 180.0
    retries: int = 2
    backoff_s: float = 0.5     # before the first retry; doubled for the next, and spread by chance


TIMEOUTS = Timeouts()


@dataclass(slots=True)
class ModelStream:
    """One answer of a model: iterate once over its text; `usage` and `complete` are known at the end."""

    model: BaseChatModel
    messages: Sequence[BaseMessage]
    timeouts: Timeouts = TIMEOUTS
    _reason: str = ""          # why the answer ended, as its provider says it
    _counts: list[list[dict[str, int]]] = field(default_factory=list)     # of tokens, as they came, by attempt
    _gone: threading.Event = field(default_factory=threading.Event)

    @property
    def complete(self) -> bool:
        """Whether the provider said that the answer came to its end; many say nothing."""
        return self._reason in _COMPLETE

    @property
    def usage(self) -> dict[str, int]:
        """Tokens by name, of all attempts."""
        return _summed([spent(counts) for counts in self._counts])

    def __iter__(self) -> Iterator[str]:
        """The text in pieces; raises ModelFailed, at the end CutShort for an answer that its provider calls incomplete.

        Closing the iterator tells the model's thread to stop.
        """
        try:
            for attempt in range(self.timeouts.retries + 1):
                try:
                    yield from self._attempt(last=attempt == self.timeouts.retries)
                    return
                except _Again as error:
                    logger.info("The model failed before its first word (%s); asking again", error)
                    self._gone.wait(self.timeouts.backoff_s * 2**attempt * random.uniform(0.75, 1.25))  # noqa: S311
        finally:
            self._gone.set()

    def _attempt(self, *, last: bool) -> Iterator[str]:
        chunks = _started(lambda: self.model.stream(list(self.messages)), self._gone)
        deadline = monotonic() + self.timeouts.total_s
        self._counts.append([])
        self._reason = ""
        length = 0
        while True:
            limit_s = self.timeouts.next_s if length else self.timeouts.first_s
            chunk = _next(chunks, min(limit_s, deadline - monotonic()))
            if chunk is None:
                break
            if isinstance(chunk, BaseException):
                if not length and not last and transient(chunk):
                    raise _Again(type(chunk).__name__)
                raise _broken(chunk)
            self._note(chunk)
            length += len(chunk.text)
            yield str(chunk.text)
            if length > MAX_CHARACTERS:
                raise ModelFailed("it does not stop")
        if self._reason in _CUT:
            raise CutShort(f"it was cut short ({self._reason})")

    def _note(self, chunk: AIMessageChunk) -> None:
        """Keep what a piece says of tokens, and of the end."""
        if counts := {name: count for name, count in (chunk.usage_metadata or {}).items() if isinstance(count, int)}:
            self._counts[-1].append(counts)
        for name in _REASONS:
            if isinstance(reason := chunk.response_metadata.get(name), str):
                self._reason = reason.casefold()


def spent(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """The tokens of one answer by name, from counts in the order in which they came.

    Counts of which none ever falls are running totals, of which the last holds; others are increments.
    """
    counts = [count for count in counts if any(count.values())]
    running = all(after.get(name, count) >= count for each, after in pairwise(counts) for name, count in each.items())
    return {name: count for each in counts for name, count in each.items()} if running else _summed(counts)


def _summed(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    names = dict.fromkeys(name for each in counts for name in each)
    return {name: sum(each.get(name, 0) for each in counts) for name in names}


class _Again(Exception):
    """A failure that another attempt may mend."""


def last(chunks: Callable[[], Iterator[T]], limit_s: float) -> T | None:
    """The last thing of a stream that ends in time, None of one without any; raises ModelFailed."""
    gone = threading.Event()
    pieces = _started(chunks, gone)
    deadline = monotonic() + limit_s
    found: T | None = None
    try:
        while (piece := _next(pieces, deadline - monotonic())) is not None:
            if isinstance(piece, BaseException):
                raise _broken(piece)
            found = piece
    finally:
        gone.set()
    return found


def _started(chunks: Callable[[], Iterator[T]], gone: threading.Event) -> Queue[T | BaseException | None]:
    """A queue that a thread of its own fills, so that a hanging connection doesn't hold the reader; None ends it."""
    pieces: Queue[T | BaseException | None] = Queue()

    def read() -> None:
        try:
            with closing(chunks()) as stream:   # type: ignore[type-var]
                for chunk in stream:
                    pieces.put(chunk)
                    if gone.is_set():
                        return
            pieces.put(None)
        except Exception as error:
            pieces.put(error)

    context = contextvars.copy_context()      # callbacks and tracers of the caller go along
    threading.Thread(target=context.run, args=(read,), daemon=True).start()
    return pieces


def _next(pieces: Queue[T | BaseException | None], limit_s: float) -> T | BaseException | None:
    try:
        return pieces.get(timeout=max(0.0, limit_s))
    except Empty:
        raise ModelFailed("it fell silent") from None


def _broken(error: BaseException) -> ModelFailed:
    """The failure by its name alone: its text may quote a key, and goes nowhere."""
    broken = ModelFailed(type(error).__name__)
    broken.transient = transient(error)
    return broken


def transient(error: BaseException) -> bool:
    """Whether the same call may succeed a moment later."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(status, int):
        return status in _TRANSIENT
    return isinstance(error, ConnectionError | TimeoutError) or any(
        part in type(error).__name__ for part in _TRANSIENT_NAMES
    )
