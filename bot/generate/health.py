"""Tells whether a chat model can be reached, without asking it anything: no word is generated, nothing is paid for."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from bot.generate.load import name_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PATIENCE_S = 3.0           # until a provider that says nothing counts as out of reach
FRESH_S = 20.0             # how long a finding is told again before it is looked into anew
LISTED, CONNECTED, NOTHING = "its provider's list of models", "a connection to its server", "nothing"
_OLLAMA = "http://127.0.0.1:11434"
_NO_LIST = (404, 405, 429, 501)     # a server that answers so is there: it has no list, or gives none so soon


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a model could be reached, and what that was judged by."""

    name: str
    reachable: bool | None     # None: there is nothing to judge it by
    checked: str               # LISTED, CONNECTED or NOTHING
    detail: str                # a sentence of ours where it was not; a provider's own words may hold a key

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {"name": self.name, "reachable": self.reachable, "checked": self.checked, "detail": self.detail}


class Looking(Protocol):
    """Tells whether a chat model can be reached."""

    def look(self) -> Finding:
        """What was found a moment ago, or is found now."""


@dataclass
class Reach:
    """Looks at one model, at most so often however many ask, one at a time."""

    model: BaseChatModel
    fresh_s: float = FRESH_S
    clock: Callable[[], float] = time.monotonic
    _found: Finding | None = None
    _at: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def look(self) -> Finding:
        """What was found a moment ago, or is found now; while another looks, what was found before."""
        before = self._found
        if not self._lock.acquire(blocking=before is None) and before:
            return before
        try:
            if self._found is None or self.clock() - self._at >= self.fresh_s:
                self._found, self._at = reached(self.model), self.clock()
            return self._found
        finally:
            self._lock.release()


def reached(model: BaseChatModel) -> Finding:
    """Look once, within PATIENCE_S or so."""
    name = name_of(model)
    what, check = _check(model)
    if check is None:
        return Finding(name, None, NOTHING, "There is no way to tell without asking the model.")
    try:
        check()
    except Exception as error:     # every provider raises its own; what they say may quote what they were sent
        status = getattr(error, "status_code", None)
        if status in _NO_LIST:
            return Finding(name, True, CONNECTED, "")
        return Finding(name, False, what, _why(status))
    return Finding(name, True, what, "")


def _why(status: object) -> str:
    if status in (401, 403):
        return "The provider refuses the key."
    return f"The provider answers {status}." if isinstance(status, int) else "No answer came."


def _check(model: BaseChatModel) -> tuple[str, Callable[[], None] | None]:
    """How this kind of model is looked at, the most telling way first."""
    for attribute, options in (("root_client", {}), ("_client", {"limit": 1})):     # OpenAI's client, Anthropic's
        client = getattr(model, attribute, None)
        if hasattr(client, "models") and hasattr(client, "with_options"):
            return LISTED, lambda client=client, options=options: _list(client, options)
    address = _address(model)
    return (CONNECTED, lambda: _connect(address)) if address else (NOTHING, None)


def _list(client: Any, options: Mapping[str, object]) -> None:  # noqa: ANN401
    client.with_options(timeout=PATIENCE_S, max_retries=0).models.list(**options)


def _connect(address: str) -> None:
    place = urlsplit(address)
    port = place.port or (443 if place.scheme == "https" else 80)
    socket.create_connection((place.hostname or "", port), PATIENCE_S).close()


def _address(model: BaseChatModel) -> str:
    """Where the model's server listens, as far as it says so."""
    address = getattr(model, "base_url", None)
    if not address and type(model).__name__ == "ChatOllama":
        return _OLLAMA
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else ""
