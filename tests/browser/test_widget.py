"""The widget, on a newsroom's page of another origin."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from bot.records.feedback import Feedback
from bot.web.page.gradio_dom import ANSWER, ANSWER_TEXT, EXAMPLE
from tests.bot.web.fake_bot import FakeBot
from tests.browser.conftest import running
from tests.browser.test_page import contrast, luminance

pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = "What did Amazon announce about its face recognition software?"
POLICY = "default-src 'none'; script-src {bot} 'nonce-host'; frame-src {bot}; style-src 'self'"


@dataclass
class Newsroom:
    """A site of another origin: what its page holds, and what its server tells browsers."""

    url: str
    body: str = ""
    policy: str = ""


@dataclass(frozen=True)
class Embedding:
    """A bot, a site that may show it, and one that may not."""

    bot: str
    allowed: Newsroom
    stranger: Newsroom
    elsewhere: Newsroom        # allowed, and for a browser of another site than the bot, not of another port only
    feedback: Feedback

    def tag(self, options: str = "") -> str:
        return f'<script src="{self.bot}widget.js" defer {options}></script>'


@pytest.fixture(scope="module")
def embedding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedding]:
    with newsroom() as allowed, newsroom() as stranger, newsroom("localhost") as elsewhere:
        file = tmp_path_factory.mktemp("feedback") / "feedback.db"
        with running(FakeBot(), allow_origins=[allowed.url, elsewhere.url], feedback=file) as bot:
            yield Embedding(bot, allowed, stranger, elsewhere, Feedback(file))


@contextmanager
def newsroom(host: str = "127.0.0.1") -> Iterator[Newsroom]:
    """A site on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if site.policy:
                self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write(f"<!doctype html><html lang=en><title>News</title><body>{site.body}</body>".encode())

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Newsroom(f"http://{host}:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


def events(page: Page) -> list[list[object]]:
    """What the site was told, in order."""
    told: list[list[object]] = page.evaluate("window.told")
    return told


LISTEN = """<script nonce=host>window.told = [];
for (const name of ["open", "close", "answer"])
  document.addEventListener(`cuttings:${name}`, (event) => told.push([name, event.detail ?? null]));</script>"""


def chat(page: Page) -> FrameLocator:
    return page.frame_locator("iframe").first


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_reader_opens_asks_reads_and_closes(
    context: BrowserContext, embedding: Embedding, width: int, height: int
) -> None:
    site = embedding.allowed
    site.policy = POLICY.format(bot=embedding.bot.rstrip("/"))
    tag = embedding.tag('data-title="Ask the Bell" data-accent=#0a5')
    site.body = f"<h1>News</h1><p>Text.</p>{LISTEN}{tag}"
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    hosts: list[str] = []
    page.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
    page.goto(site.url)
    launcher = page.get_by_role("button", name="Ask the Bell")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    assert hosts.count(urlsplit(embedding.bot).netloc) == 1          # the script, and no more before it is opened

    launcher.click()
    panel = page.get_by_role("dialog", name="Ask the Bell")
    expect(panel).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    box = panel.bounding_box()
    assert box and (box["width"] == width) is (width < 500) and box["height"] <= height
    question = chat(page).get_by_label("Ask the archive")
    question.fill(QUESTION)
    question.press("Enter")
    expect(chat(page).locator("#chat .verdict")).to_be_visible()
    expect(chat(page).locator(f"{ANSWER_TEXT} a").first).to_have_text("1")
    expect(chat(page).locator(".masthead .automation")).to_be_visible()
    assert chat(page).locator("html").evaluate("html => html.scrollWidth <= innerWidth")
    question.press("Escape")
    expect(panel).to_be_hidden()
    expect(launcher).to_be_focused()
    assert events(page) == [["open", None], ["answer", {"answered": True, "citations": 3}], ["close", None]]
    assert set(hosts) <= {urlsplit(site.url).netloc, urlsplit(embedding.bot).netloc}


def tabbed(page: Page) -> set[str]:
    """Where the focus comes by going on and on: classes of the widget's own parts, and "outside"."""
    visited = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        visited.add(page.evaluate("document.activeElement.shadowRoot?.activeElement?.className ?? 'outside'"))
    return visited


def test_tab_stays_in_a_panel_that_covers_the_page_and_escape_leaves_it(
    context: BrowserContext, embedding: Embedding
) -> None:
    site = embedding.allowed
    site.body = f"<a href=#>before</a>{LISTEN}{embedding.tag()}"
    page = context.new_page()
    page.goto(site.url)
    page.get_by_role("button", name="Ask the archive").press("Enter")
    chat(page).get_by_label("Ask the archive").wait_for()
    assert "outside" in tabbed(page)       # it stands beside the page, and covers nothing of it
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Close").focus()
    assert tabbed(page) == {"", "tool", "tool close"}       # the frame has no class
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_site_opens_it_with_a_question_and_the_next_page_finds_it_open(
    context: BrowserContext, embedding: Embedding
) -> None:
    site = embedding.allowed
    site.policy = ""
    site.body = f"<p>Text</p>{LISTEN}{embedding.tag()}"
    page = context.new_page()
    page.goto(site.url)
    page.wait_for_function("window.Cuttings")
    page.evaluate(f"Cuttings.ask({QUESTION!r})")
    answer = chat(page).locator(ANSWER)
    expect(answer).to_contain_text("one-year moratorium")
    page.evaluate("Cuttings.ask('When does the ferry sail again?')")
    expect(answer.last).to_contain_text("3 March")
    page.goto(f"{site.url}/another")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(chat(page).locator(ANSWER)).to_have_count(2)
    expect(chat(page).locator(ANSWER).last).to_contain_text("3 March")


def test_it_stands_in_a_text_and_keeps_to_the_sites_colours(context: BrowserContext, embedding: Embedding) -> None:
    site = embedding.allowed
    tag = embedding.tag("data-launcher=none")
    site.body = f"<style>body {{ background: #111; color: #eee }}</style><cuttings-chat></cuttings-chat>{tag}"
    page = context.new_page()
    page.goto(site.url)
    chat(page).get_by_label("Ask the archive").wait_for()
    expect(page.get_by_role("button", name="Ask the archive")).to_have_count(0)
    assert chat(page).locator("body").evaluate("body => body.classList.contains('dark')")


def test_in_the_middle_of_a_text_it_takes_neither_the_focus_nor_the_reader_there(
    context: BrowserContext, embedding: Embedding
) -> None:
    site = embedding.allowed
    site.policy = ""
    site.body = f'<div style="height: 700px"></div><cuttings-chat></cuttings-chat>{embedding.tag()}'
    page = context.new_page()
    page.goto(site.url)
    expect(chat(page).locator(EXAMPLE).first).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]
    page.get_by_role("button", name="Ask the archive").click()
    panel = page.locator("[data-cuttings] iframe").content_frame
    expect(panel.get_by_label("Ask the archive")).to_be_focused()      # which a reader asked for


def test_a_site_that_was_not_named_gets_a_link_instead(context: BrowserContext, embedding: Embedding) -> None:
    site = embedding.stranger
    site.body = embedding.tag("data-timeout=1500")
    page = context.new_page()
    page.goto(site.url)
    page.get_by_role("button", name="Ask the archive").click()
    link = page.get_by_role("alert").get_by_role("link", name="Open it in a page of its own")
    expect(link).to_have_attribute("href", embedding.bot)
    expect(chat(page).get_by_label("Ask the archive")).to_have_count(0)
    answer = page.evaluate(
        "bot => fetch(bot + 'api/suggest').then(() => 'let in', () => 'kept out')", embedding.bot
    )
    assert answer == "kept out"


def test_it_works_where_the_browser_forbids_other_sites_any_storage(
    context: BrowserContext, embedding: Embedding
) -> None:
    site = embedding.elsewhere
    site.body = embedding.tag()
    for _ in range(3):         # it was a race
        page = context.new_page()
        page.goto(site.url)
        page.get_by_role("button", name="Ask the archive").click()
        question = chat(page).get_by_label("Ask the archive")
        expect(question).to_be_enabled()
        assert not question.evaluate("() => localStorage instanceof Storage"), "storage was not forbidden"
        question.fill(QUESTION)
        question.press("Enter")
        expect(chat(page).locator("#chat .verdict")).to_be_visible()
        page.close()


def test_the_link_is_offered_until_the_box_can_be_typed_into(context: BrowserContext, embedding: Embedding) -> None:
    site = embedding.allowed
    site.policy, site.body = "", embedding.tag("data-timeout=1500")
    page = context.new_page()
    page.route("**/chat/assets/**", lambda route: route.abort())
    page.goto(site.url)
    page.get_by_role("button", name="Ask the archive").click()
    expect(page.get_by_role("alert").get_by_role("link", name="Open it in a page of its own")).to_be_visible()
    page.unroute("**/chat/assets/**")
    page.reload()              # it was open, and opens again
    expect(chat(page).get_by_label("Ask the archive")).to_be_enabled()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("accent", ["#00aa55", "#ffcc00", "#777777", "#ff0000", "#0a5", "#123"])
def test_letters_on_any_accent_have_enough_contrast(
    context: BrowserContext, embedding: Embedding, accent: str
) -> None:
    site = embedding.allowed
    site.policy, site.body = "", embedding.tag(f"data-accent={accent}")
    page = context.new_page()
    page.goto(site.url)
    assert contrast(page, "[data-cuttings] .launch") >= 4.5
    page.get_by_role("button", name="Ask the archive").click()
    assert contrast(page, "[data-cuttings] .head") >= 4.5
    button = chat(page).get_by_role("button", name="Ask", exact=True)
    colours = button.evaluate("button => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]")
    light, dark = sorted(map(luminance, colours), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_nothing_that_the_site_says_of_every_element_reaches_the_widget(
    context: BrowserContext, embedding: Embedding
) -> None:
    site = embedding.allowed
    site.policy = ""
    site.body = "<style>html { font-size: 40px } * { font-size: 30px; letter-spacing: 9px; opacity: .5 }</style>"
    site.body += embedding.tag()
    page = context.new_page()
    page.goto(site.url)
    launcher = page.get_by_role("button", name="Ask the archive")
    style = "element => [getComputedStyle(element).fontSize, getComputedStyle(element).letterSpacing]"
    assert launcher.evaluate(style) == ["16px", "normal"]
    assert page.locator("[data-cuttings]").evaluate("host => getComputedStyle(host).opacity") == "1"
    launcher.click()
    box = page.get_by_role("dialog").bounding_box()
    assert box and box["width"] == 416


def test_it_is_found_as_a_module_in_a_joined_script_and_only_once(
    context: BrowserContext, embedding: Embedding
) -> None:
    site = embedding.allowed
    site.policy = ""
    source = context.request.get(f"{embedding.bot}widget.js").text()
    for body in (
        f'<script type="module" src="{embedding.bot}widget.js"></script>',
        f'<script data-server="{embedding.bot.rstrip("/")}">{source}</script>',
        f'<script>{source}</script><p data-server="{embedding.bot}">Text</p>',
        embedding.tag() + embedding.tag(),
    ):
        site.body = body
        page = context.new_page()
        page.goto(site.url)
        page.get_by_role("button", name="Ask the archive").click()
        expect(chat(page).get_by_label("Ask the archive")).to_be_enabled()
        page.close()


def test_two_of_them_on_a_page_are_two_conversations(context: BrowserContext, embedding: Embedding) -> None:
    site = embedding.allowed
    site.policy, site.body = "", f"<cuttings-chat></cuttings-chat><cuttings-chat></cuttings-chat>{embedding.tag()}"
    page = context.new_page()
    page.goto(site.url)
    first, second = (page.locator("cuttings-chat").nth(each) for each in (0, 1))
    first.scroll_into_view_if_needed()
    box = first.frame_locator("iframe").get_by_label("Ask the archive")
    box.fill(QUESTION)
    box.press("Enter")
    expect(first.frame_locator("iframe").locator(".sources-of")).to_have_count(1)
    page.reload()
    second.scroll_into_view_if_needed()
    expect(second.frame_locator("iframe").get_by_label("Ask the archive")).to_be_enabled()
    first.scroll_into_view_if_needed()
    expect(first.frame_locator("iframe").locator(".sources-of")).to_have_count(1)
    expect(second.frame_locator("iframe").locator(".sources-of")).to_have_count(0)


def test_its_head_starts_anew_and_opens_a_page_with_the_same_questions(
    context: BrowserContext, embedding: Embedding
) -> None:
    site = embedding.allowed
    site.policy = ""
    site.body = embedding.tag('data-greeting="Since 1871." data-starters="Who won? | When does the ferry sail again?"')
    page = context.new_page()
    page.goto(site.url)
    page.get_by_role("button", name="Ask the archive").click()
    expect(page.get_by_text("Since 1871.")).to_be_visible()
    chat(page).get_by_role("button", name="When does the ferry sail again?").click()
    expect(chat(page).locator(".sources-of")).to_have_count(1)
    expect(page.get_by_role("link", name="Open it in a page of its own")).to_have_attribute(
        "href", f"{embedding.bot}?q=When+does+the+ferry+sail+again%3F"
    )
    page.get_by_role("button", name="Start anew").click()
    expect(chat(page).locator(ANSWER)).to_have_count(0)
    expect(chat(page).get_by_role("button", name="Who won?")).to_be_visible()


def test_the_demo_page_shows_both_ways(context: BrowserContext, embedding: Embedding) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{embedding.bot}demo")
    expect(page.get_by_role("button", name="Ask the archive")).to_be_visible()
    page.locator("cuttings-chat").scroll_into_view_if_needed()
    chat(page).get_by_label("Ask the archive").wait_for()
    assert refused == []


def test_a_link_asks_and_its_answer_is_rated_and_kept(context: BrowserContext, embedding: Embedding) -> None:
    page = context.new_page()
    page.goto(f"{embedding.bot}?q=What%20did%20Amazon%20%3Cb%3Eannounce%3C%2Fb%3E%3F")
    answer = page.locator("#chat [data-ai-generated=quotation]")
    expect(answer).to_have_count(1)
    expect(answer.get_by_role("link", name="Link to this question")).to_have_attribute(
        "href", "/?q=What+did+Amazon+%3Cb%3Eannounce%3C%2Fb%3E%3F"
    )
    answer.get_by_role("button", name="Wrong source").click()
    expect(answer.get_by_role("status")).to_have_text("Thank you, that is kept.")
    answer.get_by_label("Comment for the newsroom").fill("That is the other Amazon.")
    answer.get_by_role("button", name="Send comment").click()
    expect(answer.get_by_label("Comment for the newsroom")).to_be_hidden()
    (row,) = embedding.feedback.rows()
    assert (row["verdict"], row["comment"]) == ("wrong source", "That is the other Amazon.")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Markdown").click()
    text = Path(saved.value.path()).read_text("utf-8")
    assert "## What did Amazon &lt;b&gt;announce" in text and "Ruth Adeyemi" in text
