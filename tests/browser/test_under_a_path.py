"""The page and the widget behind a proxy that puts a path before the server's own and takes it away again."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Scripted

pytestmark = pytest.mark.filterwarnings("ignore")

PATH = "/ask"
DROPPED = {"connection", "accept-encoding", "transfer-encoding", "content-length"}


class _Unmoved(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Leave it to the browser."""


@pytest.fixture
def proxied(scripted: Scripted) -> Iterator[str]:
    """The address of the server under a path; anything else there is not found, but for a page with the widget."""
    opener = urllib.request.build_opener(_Unmoved)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/":
                page = f'<!doctype html><html lang=en><title>News</title><script src="{PATH}/widget.js" defer></script>'
                self._send(200, {"Content-Type": "text/html"}, page.encode())
            elif not self.path.startswith(f"{PATH}/"):
                self._send(404, {}, b"")
            else:
                self._pass()

        do_POST = do_GET

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
            kept = {name: value for name, value in self.headers.items() if name.lower() not in DROPPED}
            request = urllib.request.Request(scripted.url.rstrip("/") + self.path.removeprefix(PATH), body, kept,
                                             method=self.command)
            try:
                answer = opener.open(request)
            except urllib.error.HTTPError as error:
                answer = error
            self._send(answer.status, dict(answer.headers), answer.read())

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in DROPPED:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PATH}/"
    server.shutdown()
    server.server_close()


def test_the_page_works_under_a_path(context: BrowserContext, proxied: str, scripted: Scripted) -> None:
    page = context.new_page()
    page.goto(f"{proxied}?q=When+does+the+ferry+sail+again%3F")
    expect(page).to_have_url(f"{proxied}chat/")
    expect(page.locator("#sources .card")).to_have_count(1)
    for link in page.locator("#sources .card a").all():
        assert (link.get_attribute("href") or "").startswith(f"{PATH}/articles/")
    with context.expect_page() as opened:
        page.locator("#sources .card a").first.click()
    article = opened.value
    expect(article.locator("h1")).to_have_text("Night ferry returns after four winters")
    article.get_by_role("link", name="Ask the archive").click()
    expect(article).to_have_url(f"{proxied}chat/")
    article.goto(f"{proxied}articles/no/such/article")
    article.get_by_role("link", name="Cuttings").click()
    expect(article).to_have_url(f"{proxied}chat/")


def test_the_widget_works_under_a_path(context: BrowserContext, proxied: str) -> None:
    page = context.new_page()
    page.goto(proxied.removesuffix("ask/"))
    page.get_by_role("button", name="Ask the archive").click()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_label("Ask the archive")).to_be_enabled()
    apart = page.get_by_role("link", name="Open it in a page of its own")
    expect(apart).to_have_attribute("href", proxied)
