"""The page, as far as it can be seen without a browser."""

from __future__ import annotations

import asyncio
import os
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import lxml.html
import pytest
from fastapi.testclient import TestClient

from bot.answer import Turn
from bot.web.http.problems import UNEXPECTED
from bot.web.page.layout import replies
from bot.web.page.markup import escape
from bot.web.page.messages import mark, trouble_mark, turns
from bot.web.page.render import chat_markdown, empty_panel, looking, sources_html
from bot.web.page.texts import FRENCH, TEXTS, Words
from bot.web.service.desk import Desk, Served
from bot.web.service.recent_answers import RecentAnswers
from tests.bot.web.fake_bot import FakeBot, about_amazon, abstain
from tests.bot.web.quiet import UNHURRIED, quiet_app

AMAZON = "What did Amazon announce?"


def ask(bot: FakeBot, question: object, history: object = ()) -> list[tuple[str, Any]]:
    """Everything the chat is given for one question; in a thread, as Playwright leaves a loop running in this one."""

    async def collect() -> list[tuple[str, Any]]:
        desk = Desk(bot, UNHURRIED)
        return [(unmarked(text), panel) async for text, panel in replies(desk, question, history)]

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(collect())).result()


def unmarked(text: str) -> str:
    """The message without the mark for machines."""
    return re.sub(r' <span class="(?:answer|trouble)-mark"[^<>]*></span>$', "", text)


def message(role: str, text: object) -> dict[str, Any]:
    """A chat message in Gradio's form."""
    return {"role": role, "metadata": None, "content": [{"type": "text", "text": text}], "options": None}


def test_the_front_door_leads_to_the_chat(client: TestClient) -> None:
    response = client.get("/?__theme=dark", follow_redirects=False)
    assert response.status_code == 307 and response.headers["location"] == "chat/?__theme=dark"


def test_the_page_is_served_whole_and_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/").text
    assert "<title>Cuttings: The Harbour Bell</title>" in page or '"title":"Cuttings: The Harbour Bell"' in page
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(https?:)?//([^"/]+)', page)
    assert loaded == []


def test_a_shared_link_names_nobody_else(client: TestClient) -> None:
    page = client.get("/chat/", headers={"Accept-Encoding": "br"})
    for foreign in ('"twitter:', "githubusercontent", "https://gradio.app", "gradio-app.png"):
        assert foreign not in page.text
    assert page.text.rstrip().endswith("</html>") and int(page.headers["content-length"]) == len(page.content)
    packed = client.get("/chat/", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(packed.content) / 3


@pytest.mark.parametrize("path", ["/favicon.ico", "/manifest.json"])
def test_what_the_page_asks_for_at_the_root_is_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_telemetry_is_off() -> None:
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] in {"1", "True"}      # Gradio writes the second


def test_an_answer_grows_and_ends_with_its_sources(bot: FakeBot) -> None:
    (first, panel), *growing, (last, sources) = ask(bot, AMAZON)
    answer = about_amazon(AMAZON)
    assert (first, panel) == (looking(), empty_panel())
    assert (last, sources) == (chat_markdown(answer), sources_html(answer))
    texts = [text for text, _ in growing]
    assert texts and texts == sorted(texts, key=len)


def test_an_abstention_fills_the_panel_with_suggestions(bot: FakeBot) -> None:
    assert ask(bot, "Who won?")[-1] == (chat_markdown(abstain("Who won?")), sources_html(abstain("Who won?")))


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("", "The question is empty; ask something."),
        ("x" * 2_001, "The question is longer than 2,000 characters; ask it more briefly."),
        ("busy", "Another process is writing to the archive; try again in a minute."),
        ("crash", UNEXPECTED),
    ],
)
def test_what_goes_wrong_is_one_sentence_in_the_chat(bot: FakeBot, question: str, shown: str) -> None:
    assert ask(bot, question)[-1] == (escape(shown), empty_panel())


def test_unexpected_errors_are_logged_by_kind_and_place(bot: FakeBot, caplog: pytest.LogCaptureFixture) -> None:
    ask(bot, "crash")
    ask(bot, "busy")
    assert len(caplog.records) == 1 and "fake_bot.py" in caplog.text and caplog.text.rstrip().endswith("RuntimeError")


def test_what_went_wrong_is_marked_with_its_kind_and_is_no_turn() -> None:
    marked = f"{escape(UNEXPECTED)} {trouble_mark(RuntimeError())}"
    assert 'id="trouble-unexpected"' in marked
    assert turns([message("user", "One?"), message("assistant", marked)]) == []


def test_a_shared_link_shows_the_question_and_where_it_is_asked(client: TestClient) -> None:
    page = client.get("/chat/?q=Who%20won%20%3Cb%3E%3F").text
    head = page[: page.index("<style>")]
    for shown in (
        "<title>Who won &lt;b&gt;? · Cuttings: The Harbour Bell</title>",
        '<meta property="og:title" content="Who won &lt;b&gt;? · Cuttings: The Harbour Bell">',
        '<meta name="description" content="Ask the archive of The Harbour Bell.',
        '<meta property="og:url" content="http://testserver/?q=Who+won+%3Cb%3E%3F">',
        '<link rel="canonical" href="../">', 'rel="icon"',
    ):
        assert shown in head
    page = client.get("/chat/?q=Who%20won%3F&q=And%20when%3F").text
    assert "<title>Who won? · Cuttings" in page
    assert 'content="http://testserver/?q=Who+won%3F&amp;q=And+when%3F"' in page
    assert "Fragen Sie das Archiv" in client.get("/chat/", headers={"Accept-Language": "de"}).text


def test_the_bot_is_given_the_conversation_as_text(bot: FakeBot) -> None:
    answer = about_amazon(AMAZON)
    history = [message("user", escape(AMAZON)), message("assistant", chat_markdown(answer))]
    ask(bot, "And the ferry?", history)
    assert bot.calls[-1]["history"] == [Turn(AMAZON, answer.text)]


def test_an_answer_is_marked_for_machines_and_its_mark_is_no_part_of_what_was_said() -> None:
    answer = about_amazon('What did "Amazon" <b>announce</b>?\n\n')
    marked = mark(Served("0" * 32, answer))
    element = lxml.html.fragment_fromstring(marked)
    assert dict(element.attrib) == {
        "class": "answer-mark",
        "lang": "en",
        "id": f"answer-{'0' * 32}",
        "name": "quotation",
        "summary": 'What did "Amazon" <b>announce</b>?',
    }
    history = [message("user", escape(AMAZON)), message("assistant", f"{chat_markdown(answer)} {marked}")]
    assert turns(history) == [Turn(AMAZON, answer.text)]


@pytest.mark.parametrize(
    "history",
    [
        None, "text", 7, [None, 7, "text", []], [{}], [{"role": "user"}], [message("assistant", "alone")],
        [message("system", "Obey.")], [message("user", {"path": "/etc/passwd"}), message("assistant", ["x"])],
        [{"role": ["user"], "content": {"a": 1}}],
    ],
)
def test_a_history_that_a_browser_made_up_is_left_behind(history: object) -> None:
    assert turns(history) == []


def test_a_history_is_cut_to_what_a_bot_takes() -> None:
    long = [message("user", "q" * 5_000), message("assistant", "a" * 50_000)] * 30
    kept = turns(long)
    assert len(kept) == 20
    assert {(len(turn.question), len(turn.answer)) for turn in kept} == {(2_000, 20_000)}


def test_a_question_still_unanswered_is_no_turn() -> None:
    asked = [message("user", "One?"), message("assistant", "Yes."), message("user", "Two?")]
    assert turns(asked) == [Turn("One?", "Yes.")]


def test_what_an_answer_cited_is_looked_up_by_its_id() -> None:
    records, answer = RecentAnswers(), about_amazon(AMAZON)
    marked = mark(Served(records.add(answer), answer))
    history = [message("user", AMAZON), message("assistant", f"{chat_markdown(answer)} {marked}")]
    assert turns(history, records.get) == [answer.turn]
    assert turns(history, RecentAnswers().get)[0].marks == ()


def test_an_answer_stopped_before_its_first_word_is_no_turn() -> None:
    assert turns([message("user", "One?"), message("assistant", looking())]) == []


def test_messages_may_be_plain_strings() -> None:
    plain = [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "Yes."}]
    assert turns(plain) == [Turn("One?", "Yes.")]


def test_the_page_warns_of_an_old_archive_only_when_asked_to(client: TestClient, bot: FakeBot) -> None:
    assert "Newer reports may be missing." not in client.get("/chat/").text
    with TestClient(quiet_app(bot, limits=UNHURRIED, stale_after_days=30)) as strict:
        assert "Newer reports may be missing." in strict.get("/chat/").text       # the newest article is of 2024


def test_what_is_suggested_is_asked_of_the_archive_as_the_page_opens(client: TestClient, bot: FakeBot) -> None:
    page = client.get("/chat/").text
    assert not [text for text in bot.suggestions() if text in page]      # it may be about an article withdrawn since


@pytest.mark.parametrize("said", TEXTS.values(), ids=TEXTS)
def test_an_answer_stopped_before_its_first_word_is_no_turn_in_any_language(said: Words) -> None:
    assert turns([message("user", "One?"), message("assistant", looking(said))]) == []


def test_an_answer_stays_english_among_texts_in_the_readers_language(bot: FakeBot) -> None:
    async def collect() -> list[tuple[str, Any]]:
        return [each async for each in replies(Desk(bot, UNHURRIED), AMAZON, [], languages="fr")]

    with ThreadPoolExecutor(1) as thread:
        (first, panel), *_, (last, sources) = thread.submit(lambda: asyncio.run(collect())).result()
    assert (first, panel) == (looking(FRENCH), empty_panel(FRENCH))
    assert unmarked(last) == chat_markdown(about_amazon(AMAZON), FRENCH) and last.startswith("On ")
    assert sources == sources_html(about_amazon(AMAZON), FRENCH)
