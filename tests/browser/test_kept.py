"""Conversations that a reader keeps in the browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bot.web.page.gradio_dom import ANSWER, QUESTION
from tests.browser.conftest import Scripted
from tests.browser.test_page import ask

pytestmark = pytest.mark.filterwarnings("ignore")

FERRY = "When does the ferry sail again?"


def opened(page: Page) -> Locator:
    """The panel, open."""
    panel = page.locator("#kept")
    if not panel.is_visible():
        page.get_by_role("button", name="Conversations").click()
    return panel


def kept(page: Page) -> list[dict[str, object]] | None:
    return json.loads(page.evaluate("localStorage.getItem('cuttings-kept')") or "null")  # type: ignore[no-any-return]


@pytest.fixture
def keeping(scripted_page: Page, scripted: Scripted) -> Page:
    """A page that keeps one conversation of two questions, and has begun another."""
    page = scripted_page
    opened(page).get_by_label("Keep my conversations").check()
    page.get_by_role("button", name="Conversations").click()
    for number, question in enumerate((scripted.question, FERRY), 1):
        ask(page, question)
        expect(page.locator(".sources-of")).to_have_count(number)
    page.get_by_role("button", name="Start anew").click()
    ask(page, "What did the moratorium change?")
    expect(page.locator(".sources-of")).to_have_count(1)
    return page


def test_nothing_is_kept_unless_the_reader_says_so(scripted_page: Page, scripted: Scripted) -> None:
    ask(scripted_page, scripted.question)
    expect(scripted_page.locator(".sources-of")).to_have_count(1)
    assert kept(scripted_page) is None
    expect(opened(scripted_page).get_by_label("Keep my conversations")).not_to_be_checked()


def test_a_conversation_is_found_and_opened_again(keeping: Page, scripted: Scripted) -> None:
    panel, asked = opened(keeping), len(scripted.bot.calls)
    expect(panel.locator(".open-kept")).to_have_text(["What did the moratorium change?", scripted.question])
    panel.get_by_label("Search conversations").fill("ferry sail")
    expect(panel.locator(".open-kept")).to_have_text([scripted.question])
    panel.locator(".open-kept").click()
    expect(keeping.locator(QUESTION)).to_have_count(2)
    expect(keeping.locator(ANSWER).last).to_contain_text("will sail again")
    assert FERRY not in [call["question"] for call in scripted.bot.calls[asked:]]      # its answer was remembered
    ask(keeping, scripted.unanswerable)
    expect(keeping.locator(".after")).to_have_count(3)
    keeping.wait_for_function("JSON.parse(localStorage.getItem('cuttings-kept'))[0].questions.length === 3")
    assert len(kept(keeping) or []) == 2       # it went on, and is no third one


def test_what_the_server_has_forgotten_is_asked_again(keeping: Page, scripted: Scripted) -> None:
    asked = len(scripted.bot.calls)
    keeping.evaluate("""() => {
        const list = JSON.parse(localStorage.getItem("cuttings-kept"));
        for (const talk of list) talk.ids = talk.ids.map(() => "0".repeat(32));
        localStorage.setItem("cuttings-kept", JSON.stringify(list));
    }""")
    opened(keeping).locator(".open-kept").last.click()
    expect(keeping.locator(".after")).to_have_count(2)
    expect(keeping.locator(ANSWER).last).to_contain_text("will sail again")
    assert {scripted.question, FERRY} <= {call["question"] for call in scripted.bot.calls[asked:]}
    keeping.wait_for_function("!JSON.parse(localStorage.getItem('cuttings-kept'))[0].ids[0].startsWith('000')")
    assert len(kept(keeping) or []) == 2


def test_a_conversation_is_renamed_and_deleted(keeping: Page, scripted: Scripted) -> None:
    panel = opened(keeping)
    panel.get_by_role("button", name=f"Rename “{scripted.question}”").click()
    panel.get_by_label("New name").fill("<b>Faces</b>")
    panel.get_by_label("New name").press("Enter")
    expect(panel.locator(".open-kept").last).to_have_text("<b>Faces</b>")
    panel.get_by_role("button", name="Delete “<b>Faces</b>”").click()
    expect(panel.locator(".open-kept")).to_have_count(1)
    panel.get_by_role("button", name="Delete all").click()
    expect(panel.locator(".open-kept")).to_have_count(0)
    assert kept(keeping) == []
    panel.get_by_label("Keep my conversations").uncheck()
    assert kept(keeping) is None


def test_the_list_outlives_the_tab_and_fits_a_telephone(
    keeping: Page, context: BrowserContext, scripted: Scripted
) -> None:
    keeping.close()
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(scripted.url)
    page.get_by_label("Ask the archive").wait_for()
    panel = opened(page)
    expect(panel.locator(".open-kept")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    panel.locator(".open-kept").last.click()
    expect(panel).to_be_hidden()
    expect(page.locator(ANSWER)).to_have_count(2)
