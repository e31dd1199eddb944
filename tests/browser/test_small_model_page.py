"""The page over a real model that invents: what a reader sees is marked, cited, and free of its inventions."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from bot import Answer, Bot
from bot.web.page.gradio_dom import ANSWER
from index import Scope
from tests.browser.conftest import running
from tests.small_model import invented, sample_questions

pytestmark = pytest.mark.filterwarnings("ignore")       # Gradio's server runs in this process



def test_nothing_invented_is_seen_on_the_page(context: BrowserContext, inventing: Bot) -> None:
    (question,) = sample_questions(1, skipped=2)
    with running(inventing) as url:
        page = context.new_page()
        page.goto(url)
        box = page.get_by_label("Ask the archive")
        box.fill(question)
        box.press("Enter")
        expect(page.locator(f"{ANSWER} .answer-mark")).to_be_attached(timeout=600_000)      # a busy processor's minutes
        marks = page.locator(f"{ANSWER} a").all_inner_texts()
        cards = page.locator("#sources .card").count()
        page.eval_on_selector_all(f"{ANSWER} a", "marks => marks.forEach((mark) => mark.remove())")
        text = page.locator(ANSWER).inner_text()
    answer = Answer(question, question, text, True, hits=tuple(inventing.archive.search(question, Scope(limit=40))))
    assert text.strip() and bool(cards) == bool(marks)
    assert invented(text, answer) == []
