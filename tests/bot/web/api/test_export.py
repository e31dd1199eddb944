"""Conversations as files."""

from __future__ import annotations

from dataclasses import replace

from bot.web.api.export import as_json, markdown
from bot.web.service.recent_answers import record
from tests.bot.inert import as_page, harm, payloads
from tests.bot.web.fake_bot import MORATORIUM, about_amazon, abstain
from tests.bot.web.page.test_render import hostile


def test_markdown_holds_questions_answers_and_full_citations() -> None:
    archive = {"name": "The Harbour Bell", "generation": 3}
    answers = [replace(about_amazon("What?"), archive=archive), replace(abstain("Who won?"), archive=archive)]
    text = markdown([record(each) for each in answers], "https://ask.example")
    for shown in (
        "# Questions to the archive of The Harbour Bell", "## What?", "Ruth Adeyemi, Jonas Lind", "10 June 2020",
        f"<{MORATORIUM.url}", "<https://ask.example/articles/opinion/overdue?start=", "generation 3",
        "put together automatically", "does not hold the answer",
    ):
        assert shown in text, shown


def test_json_holds_the_quotes_with_their_places() -> None:
    told = as_json([record(about_amazon("What?"))])
    citation = told["turns"][0]["citations"][0]
    assert told["ai_generated"] and MORATORIUM.text[citation["start"] : citation["end"]] == citation["quote"]


def test_no_attack_of_a_public_list_comes_out_of_a_file_alive() -> None:
    for payload in payloads():
        shown = as_page(markdown([record(hostile(payload))], "https://ask.example"))
        assert not harm(shown), payload
