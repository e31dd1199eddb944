"""Hear out a chat model: in pieces, within time limits, once more when it fails before it said anything."""

from __future__ import annotations

import contextvars
import logging
import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from queue import Empty, Queue
from time import monotonic

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

MAX_CHARACTERS = 12_000   # of one answer: more is a model that can't stop
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_TRANSIENT_NAMES = ("Timeout", "Connect", "RateLimit", "Overloaded", "Unavailable", "RemoteProtocol", "InternalServer")

logger = logging.getLogger(__name__)


class Broken(Exception):
    """A model that failed, fell silent or doesn't stop; what it had said before was handed out."""


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
        pieces: Queue[str | BaseException | None] = Queue()
        context = contextvars.copy_context()      # callbacks and tracers of the caller go along
        threading.Thread(target=context.run, args=(self._read, pieces), daemon=True).start()
        deadline = monotonic() + self.patience.total_s
        said = 0
        while True:
            patience = self.patience.next_s if said else self.patience.first_s
            try:
                piece = pieces.get(timeout=max(0.0, min(patience, deadline - monotonic())))
            except Empty:
                raise Broken("it fell silent") from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                if not said and not last and transient(piece):
                    raise _Again(type(piece).__name__)
                raise Broken(type(piece).__name__)       # its text may quote a key, and goes nowhere
            said += len(piece)
            yield piece
            if said > MAX_CHARACTERS:
                raise Broken("it does not stop")

    def _read(self, pieces: Queue[str | BaseException | None]) -> None:
        """Runs in a thread of its own: a hanging connection must not hold the reader."""
        try:
            with closing(self.model.stream(list(self.messages))) as chunks:   # type: ignore[type-var]
                for chunk in chunks:
                    for name, count in (getattr(chunk, "usage_metadata", None) or {}).items():
                        if isinstance(count, int):
                            self.usage[name] = self.usage.get(name, 0) + count
                    if text := chunk.text:
                        pieces.put(str(text))
                    if self._gone.is_set():
                        return
            pieces.put(None)
        except Exception as error:
            pieces.put(error)


class _Again(Exception):
    """A failure that another attempt may mend."""


def transient(error: BaseException) -> bool:
    """Whether the same call may succeed a moment later."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(status, int):
        return status in _TRANSIENT
    return isinstance(error, ConnectionError | TimeoutError) or any(
        part in type(error).__name__ for part in _TRANSIENT_NAMES
    )
