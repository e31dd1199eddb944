"""Counts what each reader asks, and refuses those who ask faster than a person reads."""

from __future__ import annotations

import ipaddress
import logging
import time
from typing import NoReturn

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, RateLimiter

from bot.web.http.limits import Limits, TooMany
from corpus import InputError, MissingPackage

_WAITS: dict[str, float | str | bool] = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}

_PAGE_SENDS = 20           # requests a question, at most: Gradio's page sends eight, and some when it is opened

logger = logging.getLogger(__name__)


class Rates:
    """Questions per client and per conversation, other requests per client; `counted` is where."""

    def __init__(self, limits: Limits) -> None:
        self._client = _parsed(limits.client_rate)
        self._conversation = _parsed(limits.conversation_rate)
        self._read = _parsed(limits.read_rate)
        self._page = [type(rate)(rate.amount * _PAGE_SENDS, rate.multiples) for rate in self._client]
        self.counted = _limiter(limits.rates_in)
        self._sent = FixedWindowRateLimiter(MemoryStorage())      # of each process alone: nobody waits for Redis here

    def ask(self, client: str, conversation: str = "") -> None:
        """Count one question; raises TooMany."""
        self._count(self._client, "ask", neighbourhood(client))
        if conversation:
            self._count(self._conversation, "talk", conversation)

    def read(self, client: str) -> None:
        """Count one request that is no question; raises TooMany."""
        self._count(self._read, "read", neighbourhood(client))

    def page(self, client: str) -> None:
        """Count one request that a page sends on its own; raises TooMany."""
        for rate in self._page:
            if not self._sent.hit(rate, "page", neighbourhood(client)):
                self._refuse(rate, self._sent, "page", neighbourhood(client))

    def _count(self, rates: list[RateLimitItem], what: str, who: str) -> None:
        for rate in rates:
            try:
                if self.counted.hit(rate, what, who):
                    continue
                self._refuse(rate, self.counted, what, who)
            except StorageError as error:      # readers come before the count of them
                logger.warning("Rates can't be counted: %s", error)
                return

    def _refuse(self, rate: RateLimitItem, counted: RateLimiter, what: str, who: str) -> NoReturn:
        wait_s = counted.get_window_stats(rate, what, who).reset_time - time.time()
        raise TooMany(f"That is more than {rate} from one reader; please wait a moment.", wait_s)


def neighbourhood(address: str) -> str:
    """Whom an address stands for: itself, or the /64 that one IPv6 reader has to choose from."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address or "unknown"
    if ip.version == 6 and ip.ipv4_mapped is None:
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return address


def _parsed(rate: str) -> list[RateLimitItem]:
    try:
        return parse_many(rate) if rate.strip() else []
    except ValueError:
        raise InputError(f"{rate!r} is no rate; write it like 60/minute or 10/second;600/hour.") from None


def _limiter(url: str) -> MovingWindowRateLimiter:
    try:
        waits = {} if url.startswith("memory") else _WAITS
        return MovingWindowRateLimiter(storage_from_string(url, wrap_exceptions=True, **waits))
    except ConfigurationError as error:
        if "prerequisite" in str(error):
            kind = url.split("://")[0]
            raise MissingPackage(f"Counting rates in {kind} needs its package: pip install {kind}") from None
        raise InputError(f"Rates can't be counted in {url!r}; give memory:// or redis://host:6379.") from None
