"""Hear out a chat model: in pieces, within time limits, once more when it fails before it said anything."""

from __future__ import annotations

import contextvars
import logging
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from queue import Empty, Queue
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

MAX_CHARACTERS = 12_000   # of one answer: more is a model that can't stop
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_TRANSIENT_NAMES = ("Timeout", "Connect", "RateLimit", "Overloaded", "Unavailable", "RemoteProtocol", "InternalServer")

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Broken(Exception):
    """A model that failed, fell silent or doesn't stop; what it had said before was handed out."""

    transient = False      # whether the same call may succeed a moment later


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a model is waited for, in seconds, and how often it is asked again."""

    first_s: float = 60.0      # for the first words
    next_s: float = 20.0       # for each piece after them
    total_s: float = 180.0
    retries: int = 2
    backoff_s: float = 0.5     # before the first retry; doubled for the next, and spread by chance


PATIENCE = Patience()


@dataclass(slots=True)
class Heard:
    """One answer of a model: iterate once over its text; `usage` is complete at the end."""

    model: BaseChatModel
    messages: Sequence[BaseMessage]
    patience: Patience = PATIENCE
    usage: dict[str, int] = field(default_factory=dict)
    _gone: threading.Event = field(default_factory=threading.Event)

    def __iter__(self) -> Iterator[str]:
        """The text in pieces; raises Broken. Closing the iterator tells the model's thread to stop."""
        try:
            for attempt in range(self.patience.retries + 1):
                try:
                    yield from self._attempt(last=attempt == self.patience.retries)
                    return
                except _Again as error:
                    logger.info("The model failed before its first word (%s); asking again", error)
                    self._gone.wait(self.patience.backoff_s * 2**attempt * random.uniform(0.75, 1.25))  # noqa: S311
        finally:
            self._gone.set()

    def _attempt(self, *, last: bool) -> Iterator[str]:
        pieces = _started(self._chunks, self._gone)
        deadline = monotonic() + self.patience.total_s
        said = 0
        while True:
            patience = self.patience.next_s if said else self.patience.first_s
            piece = _next(pieces, min(patience, deadline - monotonic()))
            if piece is None:
                return
            if isinstance(piece, BaseException):
                if not said and not last and transient(piece):
                    raise _Again(type(piece).__name__)
                raise _broken(piece)
            said += len(piece)
            yield piece
            if said > MAX_CHARACTERS:
                raise Broken("it does not stop")

    def _chunks(self) -> Iterator[str]:
        with closing(self.model.stream(list(self.messages))) as chunks:   # type: ignore[type-var]
            for chunk in chunks:
                for name, count in (getattr(chunk, "usage_metadata", None) or {}).items():
                    if isinstance(count, int):
                        self.usage[name] = self.usage.get(name, 0) + count
                yield str(chunk.text)


class _Again(Exception):
    """A failure that another attempt may mend."""


def last(chunks: Callable[[], Iterator[T]], limit_s: float) -> T | None:
    """The last thing of a stream that ends in time, None of one without any; raises Broken."""
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
        raise Broken("it fell silent") from None


def _broken(error: BaseException) -> Broken:
    """The failure by its name alone: its text may quote a key, and goes nowhere."""
    broken = Broken(type(error).__name__)
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
