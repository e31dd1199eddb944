"""Where a reader is after an answer: what is in view and heard, what has the focus, which sources are shown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.web.page.gradio_dom import ANSWER, ANSWER_TEXT, QUESTION, SCROLLER
from tests.browser.conftest import Scripted, Served
from tests.browser.test_page import CARD, ask

SUGGESTING = "How much has the bridge cost?"
MISSED = "Who was the mayor of Merrowby in 1950?"      # which the archive doesn't answer; it names the town
COURSE = "What happened with the Tollgate Bridge?"

pytestmark = pytest.mark.filterwarnings("ignore")


def answered(page: Page, count: int) -> None:
    """Wait until so many answers are there with all that stands under them."""
    expect(page.locator(".sources-of")).to_have_count(count)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def in_view(page: Page) -> bool:
    """Whether the last question and the first line of its answer are seen."""
    return bool(page.evaluate(
        """([question, answer, scroller]) => {
            const last = (selector) => [...document.querySelectorAll(selector)].at(-1).getBoundingClientRect();
            const frame = document.querySelector(scroller).getBoundingClientRect();
            return last(question).top >= frame.top - 1 && last(answer).top + 24 <= frame.bottom;
        }""",
        [QUESTION, ANSWER, SCROLLER],
    ))


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844), (640, 450)])
def test_a_question_and_the_first_line_of_its_answer_are_in_view(
    page: Page, served: Served, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    questions = (served.question, COURSE, MISSED)
    for number, question in enumerate(questions, 1):
        ask(page, question)
        answered(page, number)
        assert in_view(page), question
    ask(page, SUGGESTING)
    answered(page, 4)
    page.locator(".next button").first.click()
    answered(page, 5)
    assert in_view(page)


def test_an_answer_stays_where_its_bar_was_drawn_to(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    ask(page, served.question)
    answered(page, 1)
    scroller = page.locator(SCROLLER)
    drawn = scroller.evaluate("box => (box.scrollTop = 90, box.scrollTop)")      # as a bar or a screen reader does it
    page.wait_for_timeout(500)
    assert scroller.evaluate("box => box.scrollTop") == drawn > 0


def test_the_focus_is_in_the_box_after_every_answer_and_the_answer_is_heard(page: Page, served: Served) -> None:
    box = page.get_by_label("Ask the archive")
    for number, question in enumerate((served.question, MISSED), 1):
        ask(page, question)
        answered(page, number)
        expect(box).to_be_focused()
    expect(page.locator("#news")).to_have_text(re.compile("^The answer is there. I don't find that"))
    page.get_by_role("button", name="Ask", exact=True)
    ask(page, SUGGESTING)
    answered(page, 3)
    page.locator(".next button").first.click()
    answered(page, 4)
    expect(box).to_be_focused()
    assert page.locator(SCROLLER).get_attribute("aria-live") == "off"       # or it would be read as it grows


def test_a_mark_shows_its_card_and_leads_to_it(page: Page, served: Served) -> None:
    ask(page, served.question)
    answered(page, 1)
    mark, glance = page.locator(f"{ANSWER_TEXT} a").first, page.get_by_role("tooltip")
    for show in (mark.hover, mark.focus):
        show()
        expect(glance).to_contain_text("Recount cuts Rourke's majority")
        expect(glance).to_contain_text("10 May 2023")
        expect(glance).to_contain_text("By Ines Calloway")
        expect(glance).to_contain_text("Amina Rourke has been confirmed as mayor")
        page.keyboard.press("Escape")
        expect(glance).to_be_hidden()
        page.mouse.move(0, 0)
    mark.click()
    expect(page.locator("#sources .passage:focus .number")).to_have_text("1")
    first, second = page.locator("#sources .passage:focus .open a").all()
    assert (first.get_attribute("href") or "").startswith("/articles/")             # the reading view first
    assert (second.get_attribute("href") or "").startswith("https://www.example.org/")


def test_the_sources_of_an_earlier_answer_can_be_seen_again(scripted_page: Page, scripted: Scripted) -> None:
    page = scripted_page
    ask(page, scripted.question)
    answered(page, 1)
    ask(page, "When does the ferry sail again?")
    answered(page, 2)
    expect(page.locator(CARD)).to_have_count(1)
    expect(page.locator("#sources")).to_contain_text("Night ferry returns")
    page.get_by_role("button", name="Sources (3)").click()
    expect(page.locator(CARD)).to_have_count(2)
    expect(page.locator("#sources .of")).to_have_text(scripted.question)
    page.locator(f"{ANSWER_TEXT} a").last.click()
    expect(page.locator("#sources .passage:focus")).to_contain_text("The night ferry to Aldersund")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(ANSWER)).to_have_count(1)
    expect(page.locator(CARD)).to_have_count(2)            # the panel follows to the answer that is now the last


def test_sources_that_a_reader_chose_stay_chosen_while_gradio_draws_the_answers_anew(
    scripted_page: Page, scripted: Scripted
) -> None:
    page = scripted_page
    ask(page, scripted.question)
    answered(page, 1)
    ask(page, "When does the ferry sail again?")
    answered(page, 2)
    page.get_by_role("button", name="Sources (3)").click()
    expect(page.locator(CARD)).to_have_count(2)
    page.evaluate("""() => {
        const mark = document.querySelector("#chat .answer-mark[id]"), next = mark.nextSibling, above = mark.parentNode;
        mark.remove();
        return new Promise((resolve) => setTimeout(() => { above.insertBefore(mark, next); resolve(); }, 300));
    }""")
    expect(page.locator(CARD)).to_have_count(2)
    expect(page.locator("#sources .of")).to_have_text(scripted.question)
    ask(page, "When does the ferry sail again?")
    answered(page, 3)
    expect(page.locator(CARD)).to_have_count(1)              # until something else is asked


def test_a_long_course_of_events_leaves_the_fold_above_the_box_on_a_telephone(
    context: BrowserContext, served: Served
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.url)
    ask(page, COURSE)
    answered(page, 1)
    fold, box = page.locator(f"{ANSWER} details.more summary"), page.locator("#question")
    assert (bottom := fold.bounding_box()) and (below := box.bounding_box())
    assert bottom["y"] + bottom["height"] <= below["y"]
    entries = page.locator(f"{ANSWER_TEXT} > p")
    expect(entries.filter(visible=True)).to_have_count(2)
    page.get_by_role("button", name="Show the 2 reports in between").click()
    expect(entries.filter(visible=True)).to_have_count(4)
    expect(entries.nth(1)).to_be_focused()


def test_the_axis_of_a_course_of_events_is_in_view(page: Page) -> None:
    ask(page, COURSE)
    answered(page, 1)
    expect(page.locator(".course .axis")).to_be_in_viewport(ratio=1)
    expect(page.locator(f"{ANSWER_TEXT} > p").filter(visible=True)).to_have_count(4)
    ask(page, "Who was confirmed as mayor after the recount?")
    answered(page, 2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".course")).to_have_count(1)


def test_marks_can_be_hit_with_a_finger(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served.url)
    ask(page, served.question)
    answered(page, 1)
    for mark in page.locator(f"{ANSWER_TEXT} > p a").all():
        box = mark.bounding_box()
        assert box and box["width"] >= 24 and box["height"] >= 24
    page.locator(f"{ANSWER_TEXT} a").first.tap()
    expect(page.locator("#sources .passage:focus")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(640, 450), (320, 225)])       # 1280 x 900 at 200 and at 400 per cent
def test_enlarged_the_conversation_has_at_least_half_of_the_window(
    page: Page, served: Served, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    ask(page, served.question)
    answered(page, 1)
    box = page.locator("#chat").bounding_box()
    assert box and box["height"] >= height / 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_styles_of_the_whole_page_apply(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.url)
    page.get_by_label("Ask the archive").wait_for()
    style = "(element, name) => getComputedStyle(element)[name]"
    example = page.locator("#chat button").filter(has_text="?").first
    assert example.evaluate(style, "transitionDuration") == "0s"
    page.locator("html").evaluate("html => html.classList.add('embed')")
    assert page.locator(".masthead .automation").evaluate(style, "borderTopWidth") == "0px"
    assert page.locator(".masthead h1").evaluate(style, "position") == "absolute"
    page.locator("html").evaluate("html => html.classList.remove('embed')")
    ask(page, served.question)
    answered(page, 1)
    page.emulate_media(media="print")
    expect(page.locator("#question")).to_be_hidden()
    expect(page.locator(".verdict")).to_be_hidden()
    expect(page.locator(CARD).first).to_be_visible()
    context.close()


def test_on_paper_every_mark_of_every_turn_has_its_card(page: Page, served: Served) -> None:
    for number, question in enumerate((served.question, COURSE, served.unanswerable), 1):
        ask(page, question)
        answered(page, number)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    marks = page.locator(f"{ANSWER_TEXT} a").filter(visible=True)
    numbers = {mark.inner_text().strip() for mark in marks.all()}
    cards = page.locator("#printed .number").filter(visible=True)
    assert len(numbers) > 5 and numbers == {number.inner_text().strip() for number in cards.all()}
    expect(page.locator("#printed h2")).to_have_text([served.question, COURSE])
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#printed")).to_be_empty()
    assert page.locator(f"{ANSWER} details[open]").count() == 0


def test_a_conversation_is_printed_to_its_end_on_as_many_pages_as_it_takes(page: Page, served: Served) -> None:
    for number, question in enumerate((served.question, COURSE), 1):
        ask(page, question)
        answered(page, number)
    pages = len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format="A4")))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    heights = [part.bounding_box() for part in page.locator("#printed .card, #chat .after").all()]
    ends = sorted((box["y"], box["y"] + box["height"]) for box in heights if box and box["height"])
    assert pages > 2 and len(ends) > 5
    assert all(end <= start + 1 for (_, end), (start, _) in zip(ends, ends[1:], strict=False)), "some lie on others"
    addresses = page.locator("#printed [data-address]").all()
    assert addresses and not [each for each in addresses if "#" in str(each.get_attribute("data-address"))]


def test_a_link_asks_once_and_keeps_what_follows(context: BrowserContext, scripted: Scripted) -> None:
    page = context.new_page()
    page.goto(f"{scripted.url}?q=What+did+Amazon+announce%3F&q=When+does+the+ferry+sail+again%3F")
    answered(page, 2)
    shared = page.get_by_role("link", name="Link to this conversation").get_attribute("href")
    assert shared == "/?q=What+did+Amazon+announce%3F&q=When+does+the+ferry+sail+again%3F"
    page.wait_for_function("!location.search")
    ask(page, scripted.unanswerable)
    answered(page, 3)
    asked = len(scripted.bot.calls)
    page.reload()
    answered(page, 3)
    assert scripted.unanswerable in page.locator(QUESTION).last.inner_text()
    assert not [call for call in scripted.bot.calls[asked:] if call["question"].startswith("What did Amazon announce?")]
