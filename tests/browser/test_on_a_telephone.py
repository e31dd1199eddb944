"""What a reader sees and touches on a telephone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.page.gradio_dom import ANSWER_TEXT, QUESTION, SCROLLER
from tests.browser.conftest import Served
from tests.browser.test_answers import answered
from tests.browser.test_page import ask

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(params=[390, 320])
def telephone(browser: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page with one answer."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 844}, has_touch=True, is_mobile=True, color_scheme="dark")
    page = context.new_page()
    page.goto(served.url)
    ask(page, served.question)
    answered(page, 1)
    yield page
    context.close()


def test_a_mark_opens_its_card_from_the_headline_on_and_closing_it_shows_the_answer(telephone: Page) -> None:
    telephone.locator(f"{ANSWER_TEXT} a").first.tap()
    headline = telephone.locator("#sources .card h3").first
    telephone.wait_for_timeout(700)        # the sheet is scrolled gently
    sheet, head = telephone.locator("#evidence").bounding_box(), headline.bounding_box()
    assert sheet and head and head["y"] >= sheet["y"]
    telephone.get_by_role("button", name="Close the sources").tap()
    expect(telephone.locator("#evidence")).to_be_hidden()
    telephone.wait_for_timeout(400)        # longer than a card at a mark's side takes to come up
    expect(telephone.get_by_role("tooltip")).to_be_hidden()


def test_a_mark_is_large_enough_for_a_finger_and_stays_beside_the_words_before_it(telephone: Page) -> None:
    for mark in telephone.locator(f"{ANSWER_TEXT} > p a").all():
        box = mark.bounding_box()
        assert box and box["width"] >= 24 and box["height"] >= 24
        ends = mark.evaluate(
            """mark => {
                const words = mark.previousSibling, range = document.createRange();
                const last = words.textContent.trimEnd().length;
                range.setStart(words, last - 1);
                range.setEnd(words, last);
                const [a, b] = [range.getBoundingClientRect(), mark.getBoundingClientRect()];
                return (a.top + a.bottom) / 2 > b.top && (a.top + a.bottom) / 2 < b.bottom;
            }""")
        assert ends, "the mark begins a line by itself"


def test_nothing_lies_on_the_words_and_a_new_beginning_stands_in_words_below_them(telephone: Page) -> None:
    expect(telephone.locator(".next")).to_be_visible()      # the last that comes
    scroller = telephone.locator(SCROLLER)
    scroller.evaluate("box => (box.scrollTop = 60)")
    frame = scroller.bounding_box()
    assert frame
    on_top = telephone.evaluate(
        """([x, y]) => document.elementFromPoint(x, y).closest('button')?.title || ''""",
        [frame["x"] + frame["width"] - 16, frame["y"] + 16])
    assert on_top == ""
    telephone.get_by_role("button", name="Start anew").tap()
    expect(telephone.locator(QUESTION)).to_have_count(0)
    expect(telephone.get_by_text("Ask what was reported")).to_be_visible()


def test_the_tab_of_a_link_is_called_by_what_it_asks(telephone: Page, served: Served) -> None:
    telephone.goto(f"{served.url}?q=Who+found+the+Fenny+Crale+hoard%3F")
    answered(telephone, 1)
    telephone.wait_for_function("!location.search")
    assert telephone.title() == "Who found the Fenny Crale hoard? · Cuttings: The Merrowby Bell"
