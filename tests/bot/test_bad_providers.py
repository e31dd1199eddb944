"""Providers that misbehave over the wire: the reader gets one sentence and a quoted answer, and no key anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot import Answer, Bot
from bot.generate.answerer import BROKE_OFF, CUT_SHORT, DOWN, UNSUPPORTED, Generator
from bot.generate.streaming import Timeouts
from index import Archive
from tests.bot.providers import Serve, provider, replies, streams

FERRY = "Will the ferry sail all winter?"
KEY = "sk-secret-key"
HASTY = Timeouts(first_s=20.0, next_s=20.0, total_s=40.0, retries=1, backoff_s=0.0)


@pytest.fixture
def asking(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    pytest.importorskip("langchain_openai", reason="langchain-openai is not installed")

    def ask(serve: Serve, *, history: Any = (), question: str = FERRY) -> Answer:
        with provider(serve) as (address, shown):
            monkeypatch.setenv("CUTTINGS_MODEL_URL", address)
            monkeypatch.setenv("OPENAI_API_KEY", KEY)
            bot = Bot(archive, model="openai:any")
            assert isinstance(bot.answerer, Generator)
            bot.answerer.timeouts = HASTY
            answer = bot.ask(question, history=history)
            assert set(shown) == {f"Bearer {KEY}"}
            return answer

    return ask


BAD = {
    "a wrong key": replies(401, json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}", "code": 401}})),
    "an unknown model": replies(404, json.dumps({"error": {"message": "The model `any` does not exist"}})),
    "too many calls": replies(429, json.dumps({"error": {"message": "slow down"}})),
    "a page of HTML": replies(200, "<html><body>Welcome to the hotel's network</body></html>", "text/html"),
    "an error page": replies(502, "<html><body>502 Bad Gateway</body></html>", "text/html"),
    "JSON of another kind": replies(200, '{"hello": [1, 2]}'),
    "nothing": replies(200, "", "text/event-stream"),
    "events that are no JSON": replies(200, "data: <b>\n\ndata: [DONE]\n\n", "text/event-stream"),
}


@pytest.mark.parametrize("serve", BAD.values(), ids=BAD)
def test_what_is_no_answer_leaves_the_quoted_one_in_a_sentence(
    asking: Callable[..., Answer], serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        answer = asking(serve)
    first, _, rest = answer.text.partition("\n\n")
    assert "“The ferry will sail all winter." in answer.text and answer.citations
    assert first == DOWN or answer.text == f"{first}\n\n{rest}".strip()
    assert not any(word in str(answer.to_dict()) + caplog.text for word in (KEY, "<html", "hotel"))


def test_a_stream_that_breaks_off_keeps_what_was_checked(asking: Callable[..., Answer]) -> None:
    answer = asking(streams("The ferry will sail all winter {ferry}. Captain Ines Vale said ten crew stay", ends=False))
    assert answer.text == f"The ferry will sail all winter. [1]\n\n{BROKE_OFF}"


@pytest.mark.parametrize("finish", ["length", "content_filter", None])
def test_half_a_sentence_of_an_answer_that_was_cut_short_is_not_shown(
    asking: Callable[..., Answer], finish: str | None
) -> None:
    text = "The ferry will sail all winter {ferry}. Captain Ines Vale said ten crew stay {ferry}"
    answer = asking(streams(text, finish=finish))
    assert answer.text == f"The ferry will sail all winter. [1]\n\n{BROKE_OFF}"
    assert asking(streams(text, finish="stop")).text.endswith("ten crew stay [2]")


def test_an_answer_cut_short_before_its_first_sentence_is_quoted(asking: Callable[..., Answer]) -> None:
    answer = asking(streams("The ferry will sail", finish="length"))
    assert answer.text.startswith(f"{CUT_SHORT}\n\n") and answer.citations


@pytest.mark.parametrize(
    "text",
    [
        "Le bateau circulera pendant tout l'hiver, selon la capitaine {ferry}.",
        "Die Fähre fährt den ganzen Winter über {ferry}.",
        "渡轮整个冬天都会航行 {ferry}。",
        "![The ferry](https://evil.example/pixel.png) {ferry}",
        "<img src=x onerror=alert(1)> The ferry will sail {ferry}.",
        "[Tickets](https://evil.example/buy) {ferry}",
    ],
)
def test_what_no_reader_can_check_or_safely_see_is_withheld(asking: Callable[..., Answer], text: str) -> None:
    answer = asking(streams(text))
    assert answer.text.startswith(UNSUPPORTED) and answer.withheld and answer.citations
    assert "evil.example" not in answer.text and "<img" not in answer.text


def test_a_model_that_repeats_itself_for_ever_is_cut_short(asking: Callable[..., Answer]) -> None:
    answer = asking(streams("The ferry will sail all winter {ferry}. " * 2_000))
    assert answer.text == "The ferry will sail all winter. [1]"


@pytest.mark.parametrize("serve", [BAD["a wrong key"], BAD["a page of HTML"], streams('{"question": ', ends=False)])
def test_no_plan_from_it_keeps_a_follow_up_from_being_understood(asking: Callable[..., Answer], serve: Serve) -> None:
    answer = asking(serve, question="What did she say?", history=[("Who is Ines Vale?", "A captain.")])
    assert answer.question_used == "What did Ines Vale say?"
    assert KEY not in str(answer.to_dict())
