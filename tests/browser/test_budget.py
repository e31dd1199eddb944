"""What the first load of the page may cost a reader: so many requests, so many bytes, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.page.gradio_dom import EXAMPLE
from tests.browser.conftest import Scripted

pytestmark = pytest.mark.filterwarnings("ignore")

MOST_REQUESTS = 70
MOST_BYTES = 367_000       # on the wire, compressed, with the heads of the responses


@dataclass
class Wire:
    """What a page asked for since it was listened to."""

    urls: list[str] = field(default_factory=list)
    coming: set[str] = field(default_factory=set)      # ids of what is asked for and not there yet
    bytes: float = 0

    @classmethod
    def of(cls, page: Page) -> Wire:
        """Listen to all that a page asks for, without its cache."""
        wire, session = cls(), page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", wire._asked)
        session.on("Network.loadingFinished", wire._loaded)
        session.on("Network.loadingFailed", lambda event: wire.coming.discard(event["requestId"]))
        return wire

    def _asked(self, event: dict[str, Any]) -> None:
        self.urls.append(event["request"]["url"])
        if "/heartbeat/" not in self.urls[-1]:         # Gradio's, which never ends
            self.coming.add(event["requestId"])
        self.bytes += event.get("redirectResponse", {}).get("encodedDataLength", 0)

    def _loaded(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self.coming.discard(event["requestId"])

    def settle(self, page: Page) -> None:
        """Wait until all that was asked for is there, and nothing more is asked for."""
        quiet = 0
        while quiet < 5:
            before = len(self.urls)
            page.wait_for_timeout(200)
            quiet = 0 if self.coming or len(self.urls) > before else quiet + 1

    def hosts(self) -> set[str]:
        """Who was asked."""
        return {urlsplit(url).netloc for url in self.urls if not url.startswith(("data:", "blob:"))}


def test_the_first_load_stays_within_its_budget(browser: Browser, scripted: Scripted) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = Wire.of(page)
    page.goto(scripted.url)
    expect(page.get_by_label("Ask the archive")).to_be_enabled()
    expect(page.locator(EXAMPLE).first).to_be_visible()
    wire.settle(page)
    asked, loaded = len(wire.urls), wire.bytes
    assert wire.hosts() == {urlsplit(scripted.url).netloc}
    assert asked <= MOST_REQUESTS, sorted(wire.urls)
    assert 100_000 < loaded <= MOST_BYTES       # less than that was not listened to
    context.close()
