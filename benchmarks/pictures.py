"""Takes the pictures of the page that the documentation shows: `python -m benchmarks pictures`."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.sets import SAMPLE
from benchmarks.web import serving
from corpus import MissingPackage
from index import build

DOCS = Path(__file__).resolve().parent.parent / "docs"
DESK, TELEPHONE = (1280, 900), (390, 844)       # CSS pixels
SHOWN = (
    ("answer.png", DESK, "How much has the Tollgate Bridge repair cost altogether now?"),
    ("telephone.png", TELEPHONE, "What happened with the Tollgate Bridge?"),
)
_WAIT_MS = 120_000
_SETTLED_MS = 5_000       # in which what to ask next comes, where there is anything


def measure() -> None:
    """Serve the sample archive, ask on its page, and write what is seen into docs/."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise MissingPackage("Taking pictures needs Playwright: pip install -r requirements-dev.txt") from None
    named = os.environ.get("CUTTINGS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place, "The Merrowby Bell")
        build(folder, [SAMPLE / "articles"])
        browser = playwright.chromium.launch(executable_path=named, args=["--headless", "--no-sandbox"])
        with serving(folder) as server:
            for name, (width, height), question in SHOWN:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
                page.goto(f"{server.url}?{urlencode({'q': question})}", timeout=_WAIT_MS)
                page.locator(".sources-of").wait_for(timeout=_WAIT_MS)
                page.wait_for_timeout(_SETTLED_MS)
                page.screenshot(path=DOCS / name)
                print(f"docs/{name}")
        browser.close()
