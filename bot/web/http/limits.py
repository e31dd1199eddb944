"""How much a reader may send and ask, and what is said beyond it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import CuttingsError

MAX_ID = 512               # characters of an article's id
MAX_HITS = 50              # of one search
MAX_NAMES = 50             # sections, authors, ... of one filter
MAX_NAME = 200             # characters of each
MAX_SUGGESTIONS = 20
MAX_COMMENT = 2_000        # characters of a reader's comment on an answer
MAX_EXPORTED = 50          # answers of one conversation
MOST_WORKERS = 64          # processes that answer: each holds its models
MAX_BODY_BYTES = 64 * 1024
MAX_CHAT_BYTES = 4 * 1024 * 1024   # Gradio sends the whole conversation, its links and the panel with every question


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process takes on. Rates are written as in "60/minute", several with a semicolon; empty means none."""

    at_once: int = 8                       # answers being written
    waiting: int = 256                     # questions that may wait for one of these places
    patience_s: float = 120.0              # how long one waits: 200 at once take 25 s on two cores, and twice that busy
    answer_s: float = 120                  # how long an answer may take once it has its place
    heartbeat_s: float = 10.0              # silence on a stream before a sign of life: proxies give up after 60
    client_rate: str = "60/minute"         # questions from one address; a newsroom may share one
    conversation_rate: str = "20/minute"   # questions of one conversation: nobody reads faster
    read_rate: str = "300/minute"          # searches, articles, suggestions, feedback from one address
    rates_in: str = "memory://"            # where rates are counted: redis://host:6379 for several processes
    body_bytes: int = MAX_BODY_BYTES       # of one request
    chat_bytes: int = MAX_CHAT_BYTES       # of one that the page sends


class TryLater(CuttingsError):
    """Refused for now; the same request may be made again after `retry_s` seconds."""

    status = 503
    code = "unavailable"

    def __init__(self, message: str, retry_s: float = 5) -> None:
        super().__init__(message)
        self.retry_s = max(1, round(retry_s))


class Crowded(TryLater):
    """More questions than places."""

    code = "crowded"


class TooMany(TryLater):
    """One reader asks faster than the limit."""

    status = 429
    code = "too-many"


class TooSlow(TryLater):
    """An answer took longer than it may."""

    status = 504
    code = "too-slow"
