"""The page, as a reader meets it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.web.page.gradio_dom import ANSWER, ANSWER_TEXT, EXAMPLE, MESSAGE, MESSAGE_TEXT
from tests.browser.conftest import Scripted, Served

# Gradio's server runs in this process, and what its libraries deprecate would end its tasks under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")

CARD = "#sources .card"


def ask(page: Page, question: str) -> None:
    """Type a question and send it."""
    box = page.get_by_label("Ask the archive")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")


def wait_until(page: Page, happened: Callable[[], bool], limit_s: float = 60) -> None:
    """Keep the page going until something has happened on the server."""
    deadline = time.monotonic() + limit_s
    while not happened():
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_an_answer_is_streamed_and_shows_its_cutting(page: Page, served: Served) -> None:
    ask(page, served.question)
    expect(page.locator(CARD).first).to_be_visible()
    expect(page.locator(ANSWER)).to_contain_text("— 10 May 2023, Ines Calloway")
    expect(page.locator(f"{ANSWER} a").first).to_have_text("1")
    expect(page.locator("#sources mark").first).to_be_visible()


def test_a_source_opens_at_its_passage(context: BrowserContext, page: Page, served: Served) -> None:
    ask(page, served.question)
    link = page.locator("#sources a[href^='/articles/']").first
    with context.expect_page() as opened:
        link.click()
    article = opened.value
    expect(article.locator("#passage")).to_be_in_viewport()
    assert article.locator("h1").inner_text()
    expect(page.locator(CARD).first).to_be_visible()       # the conversation is still there


def test_an_example_is_asked_by_a_click(page: Page) -> None:
    page.locator(EXAMPLE).first.click()
    expect(page.locator(CARD).first).to_be_visible()


def test_an_abstention_shows_no_evidence(page: Page, served: Served) -> None:
    ask(page, served.unanswerable)
    expect(page.locator("#sources .nearest")).to_be_visible()
    expect(page.locator(f"{ANSWER} blockquote")).to_be_visible()
    expect(page.locator(CARD)).to_have_count(0)
    expect(page.locator("#sources mark")).to_have_count(0)


def test_after_a_refusal_nothing_is_suggested_that_was_not_asked_about(page: Page, served: Served) -> None:
    with page.expect_response("**/api/page/next*") as said:
        ask(page, served.unanswerable)
    assert said.value.json() == {"questions": [], "choices": False}


def test_stop_ends_the_answer_and_the_work_behind_it(scripted_page: Page, scripted: Scripted) -> None:
    page = scripted_page
    scripted.bot.gate.clear()
    scripted.bot.closed.clear()
    ask(page, scripted.slow)
    expect(page.locator(ANSWER)).to_contain_text("On 10 June 2020")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_label("Ask the archive")).to_be_enabled()
    expect(page.locator("#sources")).to_contain_text("appear here")
    assert scripted.bot.closed.wait(30)
    ask(page, scripted.question)
    expect(page.locator(CARD).first).to_be_visible()


def test_retry_asks_again_and_undo_hands_the_question_back(scripted_page: Page, scripted: Scripted) -> None:
    page = scripted_page
    question = f"{scripted.question} <img src=x> *really*"
    ask(page, question)
    expect(page.locator(CARD).first).to_be_visible()
    asked = len(scripted.bot.calls)
    expect(page.get_by_label("Ask the archive")).to_be_enabled()
    page.get_by_role("button", name="Retry").click()
    wait_until(page, lambda: len(scripted.bot.calls) > asked)
    assert [call["question"] for call in scripted.bot.calls[asked:]] == [question]
    expect(page.locator(ANSWER)).to_have_count(1)
    expect(page.locator(f"{ANSWER} a").first).to_be_visible()
    expect(page.get_by_label("Ask the archive")).to_be_enabled()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Ask the archive")).to_have_value(question)
    expect(page.locator(CARD)).to_have_count(0)


READERS_HAND_MS = 1_500    # from a filter to the question; Gradio takes the filters in meanwhile


def test_filters_hold_for_each_question_until_their_chip_is_removed(scripted_page: Page, scripted: Scripted) -> None:
    page = scripted_page
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("Articles by"))).to_be_visible()
    page.get_by_label("Business").check()
    page.get_by_label("From", exact=True).fill("2020-01-31")
    chips = page.locator("#finder .chips button")
    expect(chips).to_have_text([re.compile("From 31 Jan 2020"), re.compile("Section: Business")])
    page.get_by_role("button", name="Filters", exact=True).click()
    page.wait_for_timeout(READERS_HAND_MS)
    ask(page, scripted.question)
    expect(page.locator(".after .searched")).to_contain_text("Searched 3 passages")
    scope = scripted.bot.calls[-1]["scope"]
    assert scope.sections == ("Business",) and scope.since.date().isoformat() == "2020-01-31"
    page.get_by_role("button", name="Remove the filter Section: Business").click()
    expect(chips).to_have_count(1)
    page.wait_for_timeout(READERS_HAND_MS)
    ask(page, scripted.unanswerable)
    expect(page.locator("#sources .nearest")).to_be_visible()
    asked_last = [each for each in scripted.bot.calls if each["question"] == scripted.unanswerable][-1]
    assert asked_last["scope"].sections == ()      # next questions are tried meanwhile, too
    expect(page.locator(".next button")).to_have_count(3)
    asked = len(scripted.bot.calls)
    page.locator(".next button").first.click()
    wait_until(page, lambda: len(scripted.bot.calls) > asked)


def test_a_filter_read_from_a_question_can_be_taken_away(page: Page) -> None:
    ask(page, "What was reported about the Tollgate Bridge in 2022?")
    page.get_by_role("button", name=re.compile("Ask again without the filter published 1 December 2021 to")).click()
    expect(page.locator(".after .searched")).to_have_count(2)
    expect(page.locator(".after .searched").last).to_contain_text("from 10 June 2020")
    expect(page.locator(".after .chip")).to_have_count(1)


def test_a_question_is_answered_as_of_the_day_that_is_chosen(page: Page) -> None:
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("As known on", exact=True).fill("2022-06-01")
    expect(page.locator("#finder .chips button")).to_have_text([re.compile("As known on 1 Jun 2022")])
    page.get_by_role("button", name="Filters", exact=True).click()
    page.wait_for_timeout(READERS_HAND_MS)
    ask(page, "How much did the Tollgate Bridge repairs cost?")
    expect(page.get_by_text("As known on 1 June 2022.")).to_be_visible()


def test_a_course_of_events_leads_to_its_quotations(page: Page) -> None:
    ask(page, "What happened with the Tollgate Bridge?")
    point = page.locator(".course a").nth(3)
    point.focus()
    expect(page.locator(".course .told")).to_have_text(point.get_attribute("aria-label") or "")
    point.press("Enter")
    quote = page.locator("#sources .passage:focus")
    expect(quote.locator(".number")).to_have_text("4")
    expect(quote).to_be_in_viewport()


def test_an_archive_can_be_searched_without_a_chat(page: Page) -> None:
    page.get_by_role("tab", name="Answers").press("ArrowRight")
    expect(page.locator("#results .help")).to_contain_text("exactly these words")
    page.get_by_label("Search the archive").fill("flood wall")
    page.get_by_label("Search the archive").press("Enter")
    results = page.locator("#results .card")
    expect(results).to_have_count(10)
    expect(results.first.locator("mark").first).to_have_text(re.compile("wall|flood", re.IGNORECASE))
    assert re.search(r"/articles/.+start=", results.first.locator("h3 a").get_attribute("href") or "")
    page.get_by_role("button", name="Show more").click()
    expect(results).to_have_count(20)
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("Opinion").last.check()
    expect(results.filter(has_not=page.locator(".kind", has_text="Opinion"))).to_have_count(0)
    assert fits(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert fits(page)
    page.get_by_role("tab", name="Answers").click()
    expect(page.get_by_label("Ask the archive")).to_be_visible()


def test_results_come_by_month_or_by_rank_and_can_be_cited_and_taken_along(page: Page) -> None:
    page.get_by_role("tab", name="Search results").click()
    page.get_by_label("Search the archive").fill("tollgate bridge")
    page.get_by_label("Search the archive").press("Enter")
    results = page.locator("#results .card")
    expect(results.first).to_contain_text("Tollgate Bridge shut to all traffic")
    page.get_by_label("Order").select_option("newest")
    expect(page.locator("#results .month").first).to_have_text("November 2024: 2 articles")
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_role("button", name="2022", exact=True).click()
    expect(page.get_by_role("button", name="2022", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#results .month").last).to_have_text(re.compile("^January 2022: 1 article"))
    assert page.locator("#filters").evaluate("form => form.scrollHeight <= form.clientHeight + 1")      # nothing is cut
    page.get_by_role("button", name="Filters", exact=True).click()
    results.last.get_by_role("button", name="Copy citation").click()
    expect(results.last.locator(".cite")).to_have_text("Copied")
    cited = page.evaluate("navigator.clipboard.readText()")
    said = r"By Gareth Poole, The Merrowby Bell, 18 January 2022"
    assert re.fullmatch(rf"“Tollgate Bridge shut .*”\. {said}\. http.*", cited)
    for form, begins in (("CSV", "headline,"), ("RIS", "TY  - NEWS")):
        taken = page.request.get(page.locator("#results .take").get_by_text(form).evaluate("link => link.href")).text()
        assert taken.startswith(begins) and "Tollgate Bridge shut to all traffic" in taken
    levels = page.locator("h1, h2, h3").filter(visible=True).evaluate_all("all => all.map(each => +each.localName[1])")
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_thanks_are_said_where_the_reader_looks(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, served.question)
    page.get_by_role("button", name="Helpful", exact=True).click()
    thanks = page.locator(".verdict [role=status]")
    expect(thanks).to_have_text("Thank you, that is kept.")
    expect(thanks).to_be_in_viewport()
    apart = thanks.evaluate(        # at one moment: the page may still be scrolling
        "said => said.getBoundingClientRect().y - [...document.querySelectorAll('.verdict button')].at(-1)"
        ".getBoundingClientRect().y"
    )
    assert abs(apart) < 60


def test_the_conversation_is_remembered(scripted_page: Page, scripted: Scripted) -> None:
    page = scripted_page
    ask(page, scripted.question)
    expect(page.locator(CARD).first).to_be_visible()
    ask(page, scripted.unanswerable)
    expect(page.locator("#sources .nearest")).to_be_visible()
    [turn] = scripted.bot.calls[-1]["history"]
    assert turn.question == scripted.question
    assert turn.answer.startswith("On ") and "[1]" in turn.answer and "&#" not in turn.answer
    assert [mark.number for mark in turn.marks] == [1, 2, 3]


def test_a_copy_reads_like_the_answer(page: Page, served: Served) -> None:
    ask(page, served.question)
    expect(page.locator(CARD).first).to_be_visible()
    page.get_by_role("button", name="Copy message").last.click()
    wait_until(page, lambda: "](" not in (page.evaluate("navigator.clipboard.readText()") or "]("))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“") and "[1]" in copied and "&#" not in copied
    shown = page.locator(ANSWER).evaluate(
        "answer => [...answer.querySelectorAll('p')].filter(each => !each.closest('details')).length")
    assert len(copied.split("\n\n")) == shown and "More from the archive" not in copied


def test_what_goes_wrong_is_told_in_one_sentence(scripted_page: Page) -> None:
    page = scripted_page
    for question, told in (("crash", "Something went wrong on our side"), ("busy", "send your question again")):
        ask(page, question)
        expect(page.get_by_role("alert")).to_have_text(re.compile(told))
        expect(page.get_by_label("Ask the archive")).to_have_value(question)      # kept, and can be sent again
        expect(page.locator(ANSWER)).to_have_count(0)


def test_a_poisoned_article_is_inert(context: BrowserContext, scripted_page: Page, scripted: Scripted) -> None:
    page = scripted_page
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    ask(page, f"{scripted.poisoned} <img src='https://evil.example/q.png'> ![](https://evil.example/r.png)")
    expect(page.locator(CARD)).to_contain_text("<script>")
    expect(page.get_by_label("Ask the archive")).to_be_enabled()
    page.goto(f"{scripted.url}articles/poisoned%3Cscript%3E?start=0&end=20")
    expect(page.locator("h1")).to_contain_text("<script>")
    page.go_back()
    assert page.evaluate("window.poisoned") is None
    assert not [url for url in asked if urlsplit(url).netloc != urlsplit(scripted.url).netloc]


def test_only_our_own_links_stand_in_an_answer_from_a_poisoned_article(scripted_page: Page, scripted: Scripted) -> None:
    page = scripted_page
    ask(page, scripted.poisoned)
    expect(page.locator(CARD)).to_be_visible()
    links = page.eval_on_selector_all(f"{MESSAGE} a, #sources a", "all => all.map((a) => a.getAttribute('href'))")
    ours = ("/articles/", "/?q=", "/api/export?")       # the second asks again
    assert links and all(link.startswith(ours) for link in links)
    inside = page.locator(f"{MESSAGE_TEXT}, #sources .cuttings")
    for tag in ("script", "img", "iframe", "svg", "object", "style"):
        expect(inside.locator(tag)).to_have_count(0)


def test_nothing_is_asked_of_another_host(context: BrowserContext, served: Served) -> None:
    page = context.new_page()
    hosts: set[str] = set()
    failed: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.goto(served.url)
    ask(page, served.question)
    expect(page.locator(CARD).first).to_be_visible()
    assert hosts - {""} == {urlsplit(served.url).netloc}
    assert failed == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_telephone_the_sources_come_as_a_sheet(context: BrowserContext, served: Served, theme: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served.url}?__theme={theme}")
    page.get_by_label("Ask the archive").wait_for()
    assert fits(page)
    ask(page, served.question)
    mark = page.locator(f"{ANSWER_TEXT} a").first
    expect(page.locator(".sources-of")).to_be_visible()
    assert fits(page) and page.evaluate("document.documentElement.scrollHeight <= innerHeight")      # one scroller
    head, box, first = (part.bounding_box() for part in (page.locator("#masthead"), page.locator("#question"), mark))
    assert head and box and first
    assert head["y"] + head["height"] <= 100 and first["y"] + first["height"] <= box["y"]
    mark.click()
    passage = page.locator("#sources .passage:focus")
    expect(passage).to_be_in_viewport()
    expect(passage.locator(".number")).to_have_text("1")
    assert fits(page)
    page.keyboard.press("Escape")
    expect(page.locator(CARD).first).to_be_hidden()
    expect(mark).to_be_focused()
    page.locator(".sources-of").click()
    expect(page.locator(CARD).first).to_be_visible()
    page.get_by_role("button", name="Close the sources").click()
    expect(page.locator(CARD).first).to_be_hidden()
    page.goto(page.locator("#sources a[href^='/articles/']").first.evaluate("link => link.href"))
    assert fits(page)


def test_at_a_desk_the_sources_stand_beside_the_chat(page: Page, served: Served) -> None:
    ask(page, served.question)
    expect(page.locator(CARD).first).to_be_visible()
    chat, sources = (page.locator(part).bounding_box() for part in ("#chat", "#sources"))
    assert chat and sources and chat["x"] + chat["width"] <= sources["x"]
    assert fits(page) and page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


def test_every_control_has_a_name_and_the_page_a_heading(page: Page, served: Served) -> None:
    ask(page, served.question)
    expect(page.locator(CARD).first).to_be_visible()
    expect(page.get_by_role("button", name="Ask")).to_be_visible()
    assert page.get_by_role("heading", level=1).all_inner_texts() == ["Cuttings"]
    nameless = page.eval_on_selector_all(
        "button, a", "all => all.filter((e) => !(e.innerText.trim() || e.getAttribute('aria-label'))).length"
    )
    assert nameless == 0


def test_colours_keep_enough_contrast_in_both_themes(context: BrowserContext, served: Served) -> None:
    for theme in ("light", "dark"):
        page = context.new_page()
        page.goto(f"{served.url}?__theme={theme}")
        ask(page, served.question)
        expect(page.locator(CARD).first).to_be_visible()
        for part in (".masthead .holdings", ".masthead .automation", ".byline", "#sources blockquote", f"{ANSWER} a"):
            assert contrast(page, part) >= 4.5, (theme, part)
        page.close()


def contrast(page: Page, selector: str) -> float:
    """The WCAG contrast of an element's text with the nearest painted background."""
    colours = page.locator(selector).first.evaluate(
        """element => {
            let ground = element;
            const painted = (e) => getComputedStyle(e).backgroundColor;
            while (ground.parentElement && painted(ground) === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
            return [getComputedStyle(element).color, painted(ground)];
        }"""
    )
    light, dark = sorted((luminance(colour) for colour in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of "rgb(r, g, b)"."""
    channels = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
