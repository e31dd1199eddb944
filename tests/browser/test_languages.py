"""The page and the widget, as readers of other languages meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.page.gradio_dom import ANSWER_TEXT, EXAMPLE
from bot.web.page.texts import TEXTS
from tests.browser.conftest import Scripted

# Gradio's server runs in this process, and what its libraries deprecate would end its tasks under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(params=["de-DE", "fr-FR"])
def foreign(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a browser that asks for another language."""
    context = browser.new_context(locale=request.param, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_the_whole_page_is_in_the_readers_language(foreign: Page, scripted: Scripted) -> None:
    page = foreign
    page.goto(scripted.url)
    language = page.evaluate("navigator.language.slice(0, 2)")
    said = TEXTS[language]
    box = page.get_by_label(said["ask_archive"])
    expect(box).to_be_enabled()
    expect(page.locator("html")).to_have_attribute("lang", language)
    for text in ("automation", "welcome"):
        expect(page.get_by_text(said[text])).to_be_visible()
    expect(page.locator("#sources").get_by_text(said["cuttings_hint"])).to_be_visible()
    expect(page.locator(EXAMPLE).first).to_have_attribute("lang", "en")
    page.get_by_role("button", name=said["filters"], exact=True).click()
    expect(page.get_by_role("group", name=said["sections"])).to_be_visible()
    page.get_by_role("button", name=said["filters"], exact=True).click()

    box.fill(scripted.question)
    box.press("Enter")
    expect(page.locator("#sources").get_by_role("link", name=said["open"]).first).to_be_visible()
    expect(page.locator("#sources")).to_contain_text(re.compile(r"10\.? \w+ 2020"))
    expect(page.locator(ANSWER_TEXT).first).to_have_attribute("lang", "en")
    expect(page.locator(".after .searched")).to_contain_text(re.compile("durchsucht|Recherche effectuée"))
    expect(page.get_by_role("button", name=said["helpful"], exact=True)).to_be_visible()
    page.get_by_role("button", name=said["copy_message"]).last.click()
    page.wait_for_timeout(500)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("On ") and "](" not in copied

    page.goto(page.locator("#sources a[href^='/articles/']").first.evaluate("link => link.href"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("link", name=said["ask_archive"])).to_be_visible()


def test_the_widget_is_in_the_readers_language(foreign: Page, scripted: Scripted) -> None:
    foreign.goto(scripted.url)        # a place of the server's own, left before it is drawn
    foreign.set_content(f'<html lang="en"><body><script src="{scripted.url}widget.js"></script></body></html>')
    said = TEXTS[foreign.evaluate("navigator.language.slice(0, 2)")]
    launch = foreign.get_by_role("button", name=said["ask_archive"])
    expect(launch).to_have_attribute("lang", said["language"])
    launch.click()
    expect(foreign.get_by_role("button", name=re.compile("Schließen|Fermer"))).to_be_visible()
