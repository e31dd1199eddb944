"""What axe-core finds of barriers: nothing, but for a few inside Gradio, each named and explained here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from bot.web.access.passwords import hashed
from bot.web.page.gradio_dom import ANSWER_TEXT, EXAMPLE
from tests.bot.web.fake_bot import MORATORIUM, FakeBot
from tests.browser.conftest import Served, running

base = pytest.importorskip("axe_playwright_python.base", reason="pip install -r requirements-dev.txt")

pytestmark = pytest.mark.filterwarnings("ignore")

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
QUESTION = "What did Amazon announce about its face recognition software?"
STORY = "What happened with the Tollgate Bridge?"
PREMISE = "Why did the Tollgate Bridge cost £9m to repair?"
UNANSWERABLE = "Who won the chess olympiad?"


@dataclass(frozen=True)
class Excused:
    """A violation that can't be mended from outside of Gradio."""

    rule: str
    element: str       # a pattern that its HTML has to match, so that no other element hides behind it
    why: str


EXCUSED: tuple[Excused, ...] = ()


@dataclass(frozen=True)
class Sites:
    """A page for everybody, and one behind a login."""

    open: str
    closed: str


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with running(FakeBot()) as everybodys, running(FakeBot(), auth=[f"desk:{hashed('correct horse battery')}"]) as ours:
        yield Sites(everybodys, ours)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    found: Theme = request.param
    return found


@pytest.fixture
def reader(browser: Browser, theme: Theme) -> Iterator[Page]:
    """A reader whose system is light or dark, and who wants nothing to move."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=theme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def barriers(page: Page | Frame) -> list[str]:
    """What axe-core finds in a page or a frame, but for what is excused: the rule, and the elements' HTML."""
    page.evaluate(base.AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate("axe.run(document, { iframes: false }).then(found => found.violations)")
    assert page.evaluate("axe.version")
    return [
        f"{each['id']}: {node['html'][:300]} {node['failureSummary']}"
        for each in found for node in each["nodes"]
        if not any(each["id"] == ours.rule and re.search(ours.element, node["html"]) for ours in EXCUSED)
    ]


def ask(page: Page | Frame, question: str) -> None:
    box = page.get_by_label("Ask the archive")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")


def opened(page: Page, sites: Sites, theme: Theme) -> None:
    page.goto(f"{sites.open}?__theme={theme}")
    expect(page.locator(EXAMPLE).first).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_a_barrier_that_was_put_there_is_found(reader: Page) -> None:
    pale = "<p style='color: #ccc; background: #fff'>Pale words</p>"
    reader.set_content(f"<html lang=en><title>x</title><main><h1>x</h1><img src='data:,'>{pale}")
    assert [each.split(":")[0] for each in barriers(reader)] == ["color-contrast", "image-alt"]


def test_the_empty_page_has_no_barrier(reader: Page, sites: Sites, theme: Theme) -> None:
    opened(reader, sites, theme)
    assert barriers(reader) == []


def test_an_answer_has_no_barrier(reader: Page, sites: Sites, theme: Theme) -> None:
    opened(reader, sites, theme)
    ask(reader, QUESTION)
    expect(reader.locator("#sources .card").first).to_be_visible()
    expect(reader.locator(".verdict")).to_be_visible()
    expect(reader.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert barriers(reader) == []
    reader.get_by_role("button", name="Wrong source").click()
    expect(reader.get_by_role("button", name="Send comment")).to_be_visible()
    assert barriers(reader) == []


def test_a_refusal_has_no_barrier(reader: Page, sites: Sites, theme: Theme) -> None:
    opened(reader, sites, theme)
    ask(reader, UNANSWERABLE)
    expect(reader.locator("#sources .nearest")).to_be_visible()
    expect(reader.locator(".verdict")).to_be_visible()
    expect(reader.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert barriers(reader) == []


def test_a_sheet_of_sources_a_marks_card_and_what_is_in_the_way_have_no_barrier(
    reader: Page, sites: Sites, theme: Theme
) -> None:
    opened(reader, sites, theme)
    reader.get_by_label("Ask the archive").press("Enter")
    expect(reader.get_by_role("alert")).to_have_text("Type a question first.")
    assert barriers(reader) == []
    ask(reader, QUESTION)
    expect(reader.locator(".sources-of")).to_be_visible()
    reader.locator(f"{ANSWER_TEXT} a").first.hover()
    expect(reader.get_by_role("tooltip")).to_be_visible()
    assert barriers(reader) == []
    reader.set_viewport_size({"width": 390, "height": 844})
    reader.locator(".sources-of").click()
    expect(reader.locator("#sources .card").first).to_be_visible()
    assert barriers(reader) == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_what_stands_beside_an_answer_and_above_it_has_no_barrier(
    reader: Page, served: Served, theme: Theme, width: int
) -> None:
    reader.set_viewport_size({"width": width, "height": 844})
    reader.goto(f"{served.url}?__theme={theme}")
    for number, question in enumerate(("How much does the Tollgate Bridge repair cost?", STORY, PREMISE), 1):
        ask(reader, question)
        expect(reader.locator(".after")).to_have_count(number)
        expect(reader.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(reader.locator(".numbers")).not_to_have_count(0)
    reader.locator(".numbers summary").first.click()
    assert barriers(reader) == []
    reader.get_by_role("button", name="Conversations").click()
    reader.get_by_label("Keep my conversations").check()
    expect(reader.locator(".open-kept")).to_be_visible()
    assert barriers(reader) == []
    reader.get_by_role("button", name="Filters", exact=True).click()
    reader.get_by_role("button", name="2023", exact=True).click()
    assert barriers(reader) == []
    reader.get_by_role("tab", name="Search results").click()
    reader.get_by_label("Search the archive").fill("bridge")
    reader.get_by_label("Order").select_option("newest")
    expect(reader.locator("#results .month").first).to_be_visible()
    if reader.locator("#filters").is_visible():
        reader.get_by_role("button", name="Filters", exact=True).click()
    assert barriers(reader) == []
    reader.goto(reader.locator("#results h3 a").first.evaluate("link => link.href.replace('?', '?like=1&')"))
    expect(reader.locator("#like h2")).to_be_visible()
    assert barriers(reader) == []


def test_the_reading_view_has_no_barrier(reader: Page, sites: Sites) -> None:
    for article in (f"{MORATORIUM.id}?start=10&end=200", "opinion/overdue", "poisoned%3Cscript%3E", "nowhere"):
        reader.goto(f"{sites.open}articles/{article}")
        assert reader.locator("h1").inner_text()
        assert barriers(reader) == [], article


def test_the_login_page_has_no_barrier(reader: Page, sites: Sites) -> None:
    reader.goto(sites.closed)
    expect(reader.get_by_role("heading", name="Sign in")).to_be_visible()
    assert barriers(reader) == []
    for password, heading in (("wrong", "Sign in"), ("correct horse battery", "")):
        reader.get_by_label("Name").fill("desk")
        reader.get_by_label("Password").fill(password)
        reader.get_by_role("button", name="Sign in").click()
        if heading:
            expect(reader.get_by_role("alert")).to_be_visible()
            assert barriers(reader) == []
    expect(reader.get_by_label("Ask the archive")).to_be_visible()       # led to the page, which works behind it
    ask(reader, QUESTION)
    expect(reader.locator("#sources .card").first).to_be_visible()
    reader.goto(f"{sites.closed}login")
    assert barriers(reader) == []
    reader.get_by_role("button", name="Sign out").click()
    expect(reader.get_by_role("heading", name="Sign in")).to_be_visible()
    reader.goto(f"{sites.closed}chat/")
    expect(reader.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_widget_has_no_barrier_closed_or_open(reader: Page, sites: Sites) -> None:
    reader.goto(f"{sites.open}demo")
    launcher = reader.get_by_role("button", name="Ask the archive")
    expect(launcher).to_be_visible()
    assert barriers(reader) == []
    launcher.click()
    expect(reader.get_by_role("dialog")).to_be_visible()
    inside = reader.frame_locator("iframe").last
    expect(inside.locator(EXAMPLE).first).to_be_visible()
    frames = [frame for frame in reader.frames if "/chat/" in frame.url]
    assert frames and barriers(reader) == []
    for frame in frames:
        expect(frame.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        ask(frame, QUESTION)
        expect(frame.locator(".sources-of")).to_be_visible()
        expect(frame.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        assert barriers(frame) == []


def test_every_excuse_says_why() -> None:
    assert all(each.rule and each.element and len(each.why) > 20 for each in EXCUSED)
