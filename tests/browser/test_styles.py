"""The page's own style: every rule of it applies to something that a reader can come to see."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.page.gradio_dom import ANSWER_TEXT, EXAMPLE
from tests.browser.conftest import Scripted, Served
from tests.browser.test_page import ask

pytestmark = pytest.mark.filterwarnings("ignore")

# What stands for a moment only, or in a state that another test brings about.
ELSEWHERE = (
    "trouble-mark", "prose em", "status-tracker", "progress-text",      # while an answer is awaited, or refused
    ".behind", ".masthead .automation:is", "body.dark", ".sources-of[hidden]", ".withheld", ".correction",
    "#chat .example:nth-child", "&.embed #chat .example",
    "&.embed #chat .placeholder-content",      # the widget before its first question
)
# Selectors of the page's style sheet that match nothing, without what a pointer or the focus adds.
IDLE = r"""() => {
    const idle = [], fleeting = /::?(hover|focus-visible|focus-within|focus|before|after)\b/g;
    const walk = (rules, within) => {
        for (const rule of rules) {
            const own = rule.selectorText;
            if (own && rule.style.length) {
                const list = !within ? own : own.includes("&") ? own.replaceAll("&", within) : `${within} :is(${own})`;
                if (!document.querySelector(list.replace(fleeting, "").replace(/:is\((, )*\)/g, ""))) idle.push(own);
            }
            walk(rule.cssRules || [], within || own);
        }
    };
    walk([...document.styleSheets].find((each) => each.ownerNode.textContent.includes("#own#own")).cssRules, "");
    return idle;
}"""


def idle(page: Page) -> set[str]:
    return set(page.evaluate(IDLE))


def test_every_rule_applies_somewhere(browser: Browser, served: Served, scripted: Scripted) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{served.url}chat/?starter=One")
    page.get_by_label("Ask the archive").wait_for()
    never = idle(page)
    questions = ("What happened with the Tollgate Bridge?", "Why did the Tollgate Bridge cost £9m to repair?",
                 "Who is the deputy mayor?", served.unanswerable)
    for number, question in enumerate(questions, 1):
        ask(page, question)
        expect(page.locator(".after")).to_have_count(number)
        never &= idle(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    never &= idle(page)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.get_by_role("button", name="Helpful", exact=True).first.click()
    expect(page.locator("[aria-pressed=true][data-verdict]")).to_have_count(1)
    page.locator(".sources-of").first.click()
    page.locator(f"{ANSWER_TEXT} > p a").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    never &= idle(page)
    page.get_by_role("button", name="Conversations").click()
    page.get_by_label("Keep my conversations").check()
    never &= idle(page)
    page.locator("#kept li").first.get_by_role("button").nth(1).click()
    never &= idle(page)
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_role("button", name="2023", exact=True).click()
    expect(page.locator("#filters .names").first).to_be_visible()
    never &= idle(page)
    page.get_by_role("tab", name="Search results").click()
    page.get_by_label("Search the archive").fill("bridge")
    page.get_by_label("Order").select_option("newest")
    expect(page.locator("#results .month").first).to_be_visible()
    page.locator(".names-found summary").click()
    never &= idle(page)
    page.locator("[data-name]").last.click()
    expect(page.locator("#results .chips .chip")).to_have_count(1)
    never &= idle(page)
    page.locator("html").evaluate("html => html.classList.add('embed', 'sheet')")
    never &= idle(page)
    page.goto(scripted.url)
    expect(page.locator(EXAMPLE).first).to_be_visible()
    never &= idle(page)
    ask(page, "When, and which of them?")
    expect(page.locator(".choices")).to_be_visible()
    never &= idle(page)
    context.close()
    left = [each for each in sorted(never) if not any(name in each for name in ELSEWHERE)]
    assert left == [], "\n".join(left)
