"""Connect to a host at an address that was looked at first, and no longer than it may take."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeAlias

import httpcore
import httpx

from corpus.web.address import is_public, resolve

Resolver: TypeAlias = Callable[[str, int], list[str]]   # (host, port) -> IP addresses
Allowed: TypeAlias = Callable[[str], bool]              # of one IP address

_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.NetworkError, httpx.ConnectError),
)


class NotAllowed(Exception):
    """Every address of the host is one that may not be opened."""


class Wire(httpx.BaseTransport):
    """An httpx transport that looks a host up itself, checks what it got, and connects to just that.

    Nothing is looked up again between check and connection, so that no name can change its mind (DNS rebinding), and
    hosts written as a number are checked as the address that they turn out to be. Proxies of the environment are not
    used: behind them nobody could tell what is connected to. One thread at a time.
    """

    def __init__(self, *, allowed: Allowed = is_public, resolver: Resolver = resolve) -> None:
        self._backend = _Backend(allowed, resolver)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(), max_connections=8, max_keepalive_connections=4, keepalive_expiry=30,
            network_backend=self._backend,
        )

    def end_in(self, seconds: float) -> None:
        """Everything from now on has this long in all, however slowly bytes come."""
        self._backend.until = time.monotonic() + seconds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body is streamed."""
        with _as_httpx():
            response = self._pool.handle_request(httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
                                 target=request.url.raw_path),
                headers=request.headers.raw, content=request.stream, extensions=request.extensions,
            ))
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response),
                              extensions=response.extensions)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Backend(httpcore.NetworkBackend):
    """Opens connections to checked addresses."""

    def __init__(self, allowed: Allowed, resolver: Resolver) -> None:
        self._allowed, self._resolve = allowed, resolver
        self._sockets = httpcore.SyncBackend()
        self.until = float("inf")

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Try the host's allowed addresses in turn; raises NotAllowed when it has no other ones."""
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"there is no host {host}") from error
        addresses = [each for each in found if self._allowed(each)]
        if found and not addresses:
            raise NotAllowed(f"{host} is at {found[0]}")
        failure: Exception = httpcore.ConnectError(f"there is no host {host}")
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _Stream(stream, self)
        raise failure

    def left(self, timeout: float | None) -> float:
        """The time that may still be waited, at most `timeout`; raises ReadTimeout when there is none."""
        left = min(self.until - time.monotonic(), float("inf") if timeout is None else timeout)
        if left <= 0:
            raise httpcore.ReadTimeout("it took too long in all")
        return left


class _Stream(httpcore.NetworkStream):
    """A connection, every wait on which counts against the time in all."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _Backend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:   # noqa: ANN401
        return self._stream.get_extra_info(info)


@cache
def _certificates() -> ssl.SSLContext:
    """Read once: it takes longer than a request."""
    return httpx.create_ssl_context()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Errors of the connection as httpx has them."""
    try:
        yield
    except Exception as error:
        known = next((ours for theirs, ours in _ERRORS if isinstance(error, theirs)), None)
        if known is None:
            raise
        raise known(str(error)) from error
