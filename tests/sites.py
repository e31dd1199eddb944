"""A site on this machine that serves what a test puts there, and remembers who asked for what."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML, XML = "text/html; charset=utf-8", "application/xml"


@dataclass
class Answer:
    """What a site answers with; a body that is a function writes for itself."""

    body: bytes | str | Callable[[Callable[[bytes], Any]], None] = b""
    type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Site:
    """Pages by path; what is not there is a 404."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []   # path and headers of each request

    def url(self, path: str) -> str:
        return self.address + path

    def put(self, path: str, body: Any, type: str = HTML, status: int = 200, **headers: str) -> str:
        """Lay something there; returns its address. Header names are written with underscores."""
        self.pages[path] = Answer(body, type, status, {name.replace("_", "-"): each for name, each in headers.items()})
        return self.url(path)

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def site() -> Iterator[Site]:
    """A site at a free port of 127.0.0.1."""
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:   # noqa: N802
            served.asked.append((self.path, dict(self.headers.items())))
            answer = served.pages.get(self.path, Answer("gone", status=404))
            etag = answer.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                answer = Answer(status=304, headers=answer.headers)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if callable(answer.body):
                self.close_connection = True
                self.send_header("Connection", "close")
                self.end_headers()
                try:
                    answer.body(self.wfile.write)
                except OSError:
                    pass   # the reader has had enough
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *about: object) -> None:
            """Nothing is printed."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *about: object) -> None:
            """A reader that hangs up is no error."""

    server = Server(("127.0.0.1", 0), Handler)
    served = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
