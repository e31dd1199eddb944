"""What a reader is told, beside the box and in one sentence, when something is in the way; the question stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.web.http.limits import Limits
from bot.web.page.gradio_dom import ANSWER, BOX
from bot.web.page.texts import FRENCH, GERMAN, TEXTS, Words
from tests.bot.web.fake_bot import FakeBot
from tests.browser.conftest import Scripted, running
from tests.browser.test_page import ask

pytestmark = pytest.mark.filterwarnings("ignore")

AWAY = re.compile("/gradio_api/|/healthz")


def test_an_empty_question_is_not_sent(scripted_page: Page, scripted: Scripted) -> None:
    page, box = scripted_page, scripted_page.get_by_label("Ask the archive")
    asked = len(scripted.bot.calls)
    for empty in ("", "   "):
        box.fill(empty)
        box.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("Type a question first.")
        expect(box).to_be_focused()
        box.fill("x")
        expect(page.locator("#trouble")).to_be_hidden()
    assert len(scripted.bot.calls) == asked
    expect(page.locator(ANSWER)).to_have_count(0)


def test_a_long_question_is_counted_and_never_cut(scripted_page: Page, scripted: Scripted) -> None:
    page, box = scripted_page, scripted_page.get_by_label("Ask the archive")
    expect(page.locator("#count")).to_be_hidden()
    box.fill("é" * 1_650)
    expect(page.locator("#count")).to_have_text("1,650 of 2,000 characters")
    box.fill("é" * 2_044)
    box.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(re.compile("^The question is too long by 44; 2,000 characters"))
    assert len(box.input_value()) == 2_044
    page.goto(f"{scripted.url}?q={'x' * 2_001}")
    expect(page.get_by_role("alert")).to_have_text(re.compile("^The question is too long by 1;"))
    assert len(box.input_value()) == 2_001


def test_a_server_that_is_away_leaves_the_question_where_it_is(context: BrowserContext, scripted: Scripted) -> None:
    page = context.new_page()
    page.goto(scripted.url)
    box = page.get_by_label("Ask the archive")
    box.wait_for()
    page.wait_for_timeout(1_000)
    page.route(AWAY, lambda route: route.abort())
    box.fill(scripted.question)
    box.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(TEXTS["en"]["trouble_away"])
    expect(box).to_have_value(scripted.question)
    assert "Failed to fetch" not in page.locator("body").inner_text()
    assert "Connection" not in page.locator("body").inner_text()
    page.unroute(AWAY)
    expect(page.get_by_role("alert")).to_have_text(TEXTS["en"]["trouble_restarted"])
    expect(box).to_have_value(scripted.question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".sources-of")).to_have_count(1)


def test_an_answer_that_is_silent_for_long_is_said_to_be_and_can_be_stopped(
    context: BrowserContext, scripted: Scripted
) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(scripted.url)
    page.get_by_label("Ask the archive").wait_for()
    scripted.bot.gate.clear()
    ask(page, scripted.slow)
    expect(page.locator(ANSWER)).to_contain_text("On 10 June 2020")
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("alert")).to_have_text(TEXTS["en"]["trouble_slow"])
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_label("Ask the archive")).to_be_enabled()
    expect(page.locator("#trouble")).to_be_hidden()
    scripted.bot.gate.set()
    ask(page, scripted.question)
    expect(page.locator(".sources-of")).to_have_count(1)


def test_a_server_that_hangs_is_said_to_and_the_question_stays(context: BrowserContext, scripted: Scripted) -> None:
    page = context.new_page()
    page.goto(scripted.url)
    box = page.get_by_label("Ask the archive")
    box.wait_for()
    page.wait_for_timeout(1_000)
    page.route(AWAY, lambda route: None)
    box.fill(scripted.question)
    box.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(TEXTS["en"]["trouble_away"])
    expect(box).to_have_value(scripted.question)


def test_stop_can_be_pressed_while_the_server_hangs_and_the_question_comes_back(
    context: BrowserContext, scripted: Scripted
) -> None:
    page = context.new_page()
    page.goto(scripted.url)
    page.get_by_label("Ask the archive").wait_for()
    scripted.bot.gate.clear()
    ask(page, scripted.slow)
    expect(page.locator(ANSWER)).to_contain_text("On 10 June 2020")
    page.route(AWAY, lambda route: None)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert")).to_have_text(TEXTS["en"]["trouble_away"])
    expect(page.locator(BOX)).to_have_value(scripted.slow)
    page.unroute(AWAY)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()
    expect(page.locator(BOX)).to_have_value(scripted.slow)
    scripted.bot.gate.set()


@pytest.mark.parametrize("said", [GERMAN, FRENCH], ids=["de", "fr"])
def test_who_asks_too_often_is_told_so_in_their_language(browser: Browser, said: Words) -> None:
    with running(FakeBot(), limits=Limits(client_rate="1/minute")) as url:
        context = browser.new_context(locale=said["language"])
        page = context.new_page()
        page.goto(url)
        for question in ("What did Amazon announce?", "When does the ferry sail again?"):
            box = page.locator(BOX)
            expect(box).to_be_enabled()
            box.fill(question)
            box.press("Enter")
            page.locator(".sources-of").wait_for()
        expect(page.get_by_role("alert")).to_have_text(said["trouble_many"])
        expect(page.locator(BOX)).to_have_value("When does the ferry sail again?")
        expect(page.locator(ANSWER)).to_have_count(1)
        context.close()
