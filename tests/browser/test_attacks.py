"""Every line of a public list of attacks, as question, answer, article and address, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.answer import Answer, Citation
from bot.web.page.gradio_dom import MESSAGE_TEXT
from corpus import Article
from index import Scope
from tests.bot.inert import payloads
from tests.bot.web.fake_bot import NOW, FakeArchive, FakeBot
from tests.browser.conftest import running

pytestmark = pytest.mark.filterwarnings("ignore")

BATCH = 600                # cards of one answer
QUESTION = 1_900           # characters
ACTIVE = "script, img, image, iframe, svg, math, object, embed, style, form, input, video, audio, link, meta, base"


def attack(id: str, payload: str) -> Article:
    """An article that is nothing else."""
    return Article(
        id=id, title=payload, text=f"{payload}\n\nThe end.", url=payload, authors=(payload,), source=payload,
        section=payload, kind=payload, language=payload, published=NOW, rights=payload, corrections=((None, payload),),
    )


@dataclass
class AttackBot(FakeBot):
    """Answers the n-th question with the n-th batch."""

    batches: Sequence[Sequence[str]] = ()
    asked: int = 0

    def stream(
        self, question: str, *, history: Sequence[Any] = (), scope: Scope = Scope(), narrow: bool = True,
        respell: bool = True,
    ) -> Iterator[str | Answer]:
        number, self.asked = self.asked, self.asked + 1
        articles = [attack(f"{number}-{row}", payload) for row, payload in enumerate(self.batches[number])]
        text = "\n\n".join(f"{each.title} [{row}]" for row, each in enumerate(articles, 1))
        citations = [
            Citation(row, each, 0, len(each.title), each.url if row % 2 else f"/articles/{each.id}")
            for row, each in enumerate(articles, 1)
        ]
        yield text
        yield Answer(question, f"{question} {number}", text, True, tuple(citations))


def test_no_attack_runs_or_fetches_anything(context: BrowserContext) -> None:
    lines = payloads(1)
    batches = [lines[start : start + BATCH] for start in range(0, len(lines), BATCH)]
    hundreds = [" ".join(lines[start : start + 100]) for start in range(0, len(lines), 100)]
    archive = FakeArchive([replace(attack(f"all-{row}", text), language="en") for row, text in enumerate(hundreds)])
    page = context.new_page()
    ran: list[str] = []
    hosts: set[str] = set()
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: ran.append(popup.url))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    with running(AttackBot(archive, batches=batches)) as url:
        for number, batch in enumerate(batches):
            page.goto(url)      # anew: a page that shows all that went before takes minutes
            box = page.get_by_label("Ask the archive")
            expect(box).to_be_enabled()
            box.fill(" ".join(batch)[:QUESTION])
            box.press("Enter")
            expect(page.locator("#chat .verdict")).to_have_count(1)
            expect(page.locator("#sources .card")).to_have_count(len(batch))
            for part in (MESSAGE_TEXT, "#sources"):
                assert page.locator(part).locator(ACTIVE).count() == 0, (part, number)
            links = page.eval_on_selector_all("a[href]", "all => all.map((each) => each.protocol)")
            assert set(links) <= {"http:", "https:"}
        for row in range(len(hundreds)):
            page.goto(f"{url}articles/all-{row}?start=0&end=50")
            assert page.locator("h1").inner_text()
            assert page.locator("main").locator(ACTIVE).count() == 0
        assert ran == []
        assert hosts - {""} == {urlsplit(url).netloc}
