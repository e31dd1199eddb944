"""Opens the page in a Chromium as a new reader would, asks one question, and tells how long and how much it took."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass

from bot.web.page.gradio_dom import ANSWER, EXAMPLE, SEND
from bot.web.page.render import looking
from bot.web.page.texts import ENGLISH
from corpus import MissingPackage

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_WAIT_MS = 120_000

# From the click in the page's own clock: what is seen, not what Playwright comes to hear.
_WATCH = """([looking, send, answer]) => {
  window.clicked = window.shown = 0;
  addEventListener("click", (event) => {
    if (event.target.closest(send)) clicked ||= performance.now();
  }, true);
  new MutationObserver(() => {
    const text = document.querySelector(answer)?.innerText.trim();
    if (clicked && text && text !== looking) shown ||= performance.now();
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of the page, and one question."""

    ready_s: float         # until the question's box can be typed into
    first_ms: float        # from the click to the first characters of the answer
    requests: int          # of the first load
    bytes: int             # of their responses on the wire, headers included


def open_and_ask(url: str, question: str) -> Opening:
    """Open the page with an empty cache, then ask."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise MissingPackage("Timing the page needs Playwright: pip install -r requirements-dev.txt") from None
    named = os.environ.get("CUTTINGS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=named, args=_FLAGS)
        page = browser.new_page()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        began = time.perf_counter()
        page.goto(url, timeout=_WAIT_MS)
        box = page.get_by_label("Ask the archive")
        box.wait_for(timeout=_WAIT_MS)
        ready_s = time.perf_counter() - began
        page.locator(EXAMPLE).first.wait_for(timeout=_WAIT_MS)
        requests, loaded = len(sizes), sum(sizes)
        page.evaluate(_WATCH, [" ".join(looking(ENGLISH).strip("*_").split()), SEND, ANSWER])
        box.fill(question)
        page.locator(SEND).click(timeout=_WAIT_MS)
        while not page.evaluate("shown"):      # wait_for_function evaluates a string, which the page's policy forbids
            page.wait_for_timeout(50)
        first_ms = page.evaluate("shown - clicked")
        browser.close()
    return Opening(ready_s, float(first_ms), requests, int(loaded))
