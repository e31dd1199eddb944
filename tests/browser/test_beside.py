"""What stands under an answer: which is meant, what was taken for granted, another spelling, all reports, figures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.web.page.gradio_dom import ANSWER, QUESTION
from tests.browser.conftest import Scripted, Served
from tests.browser.test_page import ask

pytestmark = pytest.mark.filterwarnings("ignore")

SIZES = [(1280, 900), (390, 844), (320, 640)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("place", ["page", "widget"])
def test_which_is_meant_is_chosen_by_a_click(
    context: BrowserContext, scripted: Scripted, width: int, height: int, place: str
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(scripted.url if place == "page" else f"{scripted.url}demo")
    inside: Page | object = page
    if place == "widget":
        page.get_by_role("button", name="Ask the archive").click()
        inside = page.frame_locator("iframe >> nth=-1")
    inside.get_by_label("Ask the archive").fill("When, and which of them?")  # type: ignore[attr-defined]
    inside.get_by_label("Ask the archive").press("Enter")  # type: ignore[attr-defined]
    choices = inside.get_by_role("group", name="Which do you mean?")  # type: ignore[attr-defined]
    expect(choices.get_by_role("button")).to_have_text(
        ["When does the night ferry sail again?", "What did Amazon announce?"])
    expect(choices.get_by_role("button").first).to_be_in_viewport(ratio=1)
    choices.get_by_role("button").first.click()
    expect(inside.locator(ANSWER).last).to_contain_text("will sail again from 3 March")  # type: ignore[attr-defined]
    expect(choices).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_is_taken_for_granted_is_named_with_the_words_that_decide(
    context: BrowserContext, scripted: Scripted, width: int, height: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(scripted.url)
    ask(page, "Why was it a two-year pause?")
    premises = page.locator(".premises li")
    expect(premises).to_have_text([
        re.compile("takes “two-year <pause>” for granted; the archive says otherwise"),
        re.compile("takes “a fine” for granted; the archive doesn’t say so"),
    ])
    premises.get_by_role("link").click()
    expect(page.locator("#sources .passage:focus .number")).to_have_text("1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_spelling_is_named_with_the_way_back(page: Page, served: Served) -> None:
    typed = "When did the Tolgate Bridge reopen?"
    ask(page, typed)
    line = page.locator(".after .searched").filter(has_text="Searched for")
    expect(line).to_contain_text("“When did the Tollgate Bridge reopen?”")
    line.get_by_role("button").click()
    expect(page.locator(QUESTION)).to_have_count(2)
    expect(page.locator(QUESTION).last).to_contain_text(typed)
    expect(page.locator(".after")).to_have_count(2)
    expect(page.locator(".after").last.locator(".searched").filter(has_text="Searched for")).to_have_count(0)


def test_all_reports_on_what_was_asked_about_stand_by_month(page: Page) -> None:
    ask(page, "When did the Tollgate Bridge reopen?")
    page.get_by_role("button", name=re.compile(r"All reports on Tollgate Bridge \(\d+\)")).click()
    expect(page.locator("#results [role=status]")).to_contain_text("articles on “Tollgate Bridge”, by month.")
    expect(page.locator("#results .month").first).to_contain_text("November 2024: 2 articles")
    expect(page.locator("#results h2")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_figures_that_changed_are_drawn_with_a_table_behind(
    context: BrowserContext, served: Served, width: int, height: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(served.url)
    ask(page, "How much does the Tollgate Bridge repair cost?")
    figure = page.locator(".numbers")
    drawn = re.compile("^£3.9m on 14 June 2022, £7.1m on 9 July 2024")
    expect(figure.get_by_role("img")).to_have_accessible_name(drawn)
    figure.get_by_text("The figures as a table").click()
    expect(figure.get_by_role("row")).to_have_count(5)
    expect(figure.get_by_role("row").nth(1)).to_contain_text("Mending the Tollgate Bridge will cost £3.9m")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert figure.evaluate("each => each.scrollWidth <= each.clientWidth + 1")


def test_an_article_leads_to_others_that_are_like_it(context: BrowserContext, served: Served) -> None:
    page = context.new_page()
    page.goto(served.url)
    ask(page, served.question)
    page.goto(page.locator("#sources .open a").first.evaluate("link => link.href"))
    page.get_by_role("link", name="More like this").click()
    near = page.locator("#like p a")
    expect(near).to_have_count(5)
    first = near.first.inner_text()
    near.first.click()
    expect(page.locator("h1")).to_have_text(first)
