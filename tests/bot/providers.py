"""Providers on a loopback port that send what a test tells them to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.bot.scripted import passages

Serve = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def replies(status: int, body: str, kind: str = "application/json") -> Serve:
    """The same reply to every call."""

    def serve(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return serve


def streams(text: str, *, ends: bool = True, finish: str | None = "stop") -> Serve:
    """The text in server-sent events, {Headline} for an article's key; the connection is cut where it doesn't end.

    `finish` is the reason given for the end; None gives none.
    """

    def serve(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        keys = passages("\n".join(str(message["content"]) for message in asked["messages"]))
        filled = text.replace("{ferry}", keys.get("Ferry to sail all winter", ""))
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for at in range(0, len(filled), 40):
            delta = {"choices": [{"index": 0, "delta": {"content": filled[at : at + 40]}}]}
            _chunk(handler, f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', **delta})}\n\n")
        if ends:
            if finish:
                last = {"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]}
                _chunk(handler, f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', **last})}\n\n")
            _chunk(handler, "data: [DONE]\n\n")
            _chunk(handler, "")
        handler.close_connection = True

    return serve


def _chunk(handler: BaseHTTPRequestHandler, text: str) -> None:
    handler.wfile.write(f"{len(text.encode()):x}\r\n{text}\r\n".encode())


@contextmanager
def provider(serve: Serve) -> Iterator[tuple[str, list[str]]]:
    """An OpenAI-compatible server: its address, and the keys it was shown."""
    shown: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # noqa: N802
            shown.append(self.headers.get("Authorization", ""))
            serve(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", shown
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
