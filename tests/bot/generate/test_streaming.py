"""What each provider's own package makes of an answer: its words, its end, and its tokens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from bot.generate.streaming import CutShort, ModelStream, spent
from tests.bot.providers import provider, replies
from tests.bot.scripted import ScriptedChat

WORDS = ["The ferry ", "sails."]
EVENTS = "text/event-stream"


def events(*sent: dict[str, Any]) -> str:
    """Server-sent events, named by their type where they have one."""
    return "".join(f"event: {each.get('type', 'message')}\ndata: {json.dumps(each)}\n\n" for each in sent)


def openai(reason: str | None) -> str:
    """One count of tokens behind the end, as asked for by stream_options."""
    usage = {"prompt_tokens": 10, "completion_tokens": 3, "total_tokens": 13}
    sent: list[dict[str, Any]] = [{"choices": [{"index": 0, "delta": {"content": word}}]} for word in WORDS]
    sent += [{"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}, {"choices": [], "usage": usage}]
    return events(*({"id": "x", "object": "chat.completion.chunk", **each} for each in sent)) + "data: [DONE]\n\n"


def counting(reason: str | None) -> str:
    """A server that sends running totals with each piece, and once more behind the end."""
    sent: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"content": word}}], "usage": _openai_usage(n)}
        for n, word in enumerate(WORDS, 2)
    ]
    sent += [{"choices": [{"index": 0, "delta": {}, "finish_reason": reason}], "usage": _openai_usage(3)}]
    sent += [{"choices": [], "usage": _openai_usage(3)}]
    return events(*({"id": "x", "object": "chat.completion.chunk", **each} for each in sent)) + "data: [DONE]\n\n"


def _openai_usage(said: int) -> dict[str, int]:
    return {"prompt_tokens": 10, "completion_tokens": said, "total_tokens": 10 + said}


def responses(reason: str | None) -> str:
    status = "incomplete" if reason else "completed"
    details = {"reason": reason} if reason else None
    usage = {"input_tokens": 10, "output_tokens": 3, "total_tokens": 13,
             "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}}
    part = {"type": "output_text", "text": "".join(WORDS), "annotations": []}
    item = {"id": "m", "type": "message", "role": "assistant", "status": status, "content": [part]}
    response = {"id": "r", "object": "response", "created_at": 1, "model": "any", "parallel_tool_calls": True,
                "tool_choice": "auto", "tools": []}
    begun = {**response, "status": "in_progress", "output": []}
    over = {**response, "status": status, "incomplete_details": details, "output": [item], "usage": usage}
    place = {"item_id": "m", "output_index": 0, "content_index": 0}
    return events(
        {"type": "response.created", "sequence_number": 0, "response": begun},
        {"type": "response.output_item.added", "sequence_number": 1, "output_index": 0,
         "item": {**item, "status": "in_progress", "content": []}},
        *({"type": "response.output_text.delta", "sequence_number": 2 + n, **place, "delta": word, "logprobs": []}
          for n, word in enumerate(WORDS)),
        {"type": f"response.{status}", "sequence_number": 9, "response": over},
    )


def anthropic(reason: str | None) -> str:
    """What came in is counted at the beginning, what went out as a running total at the end."""
    message = {"id": "m", "type": "message", "role": "assistant", "model": "any", "content": [], "stop_reason": None,
               "stop_sequence": None, "usage": {"input_tokens": 10, "output_tokens": 1}}
    return events(
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": word}} for word in WORDS),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None},
         "usage": {"input_tokens": 10, "output_tokens": 3}},
        {"type": "message_stop"},
    )


def ollama(reason: str | None) -> str:
    pieces = [{"model": "any", "message": {"role": "assistant", "content": word}, "done": False} for word in WORDS]
    last = {"model": "any", "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reason,
            "prompt_eval_count": 10, "eval_count": 3}
    return "".join(json.dumps(each) + "\n" for each in [*pieces, last])


def _openai_model(address: str, **more: Any) -> Any:
    chat = pytest.importorskip("langchain_openai", reason="langchain-openai is not installed")
    return chat.ChatOpenAI(model="any", base_url=address, api_key="none", max_retries=0, stream_usage=True, **more)


def _anthropic_model(address: str) -> Any:
    chat = pytest.importorskip("langchain_anthropic", reason="langchain-anthropic is not installed")
    return chat.ChatAnthropic(model="any", base_url=address.removesuffix("/v1"), api_key="none", max_retries=0)


def _ollama_model(address: str) -> Any:
    chat = pytest.importorskip("langchain_ollama", reason="langchain-ollama is not installed")
    alone = {"headers": {"Connection": "close"}}      # nobody closes its clients
    return chat.ChatOllama(model="any", base_url=address.removesuffix("/v1"), client_kwargs=alone)


def _responses_model(address: str) -> Any:
    return _openai_model(address, use_responses_api=True)


PROVIDERS: dict[str, tuple[Callable[[str | None], str], Callable[[str], Any], str | None, tuple[str, ...]]] = {
    "OpenAI": (openai, _openai_model, "stop", ("length", "content_filter")),
    "running totals": (counting, _openai_model, "stop", ("length",)),
    "Responses": (responses, _responses_model, None, ("max_output_tokens", "content_filter")),
    "Anthropic": (anthropic, _anthropic_model, "end_turn", ("max_tokens", "refusal", "model_context_window_exceeded")),
    "Ollama": (ollama, _ollama_model, "stop", ("length",)),
}
CUT = [(name, reason) for name, (_, _, _, reasons) in PROVIDERS.items() for reason in reasons]


def listening(name: str, reason: str | None) -> Iterator[ModelStream]:
    body, model, _, _ = PROVIDERS[name]
    with provider(replies(200, body(reason), "application/x-ndjson" if name == "Ollama" else EVENTS)) as (address, _):
        yield ModelStream(model(address), [HumanMessage("Does the ferry sail?")])


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_complete_answer_is_known_by_its_provider_s_word_and_counted_once(name: str) -> None:
    for heard in listening(name, PROVIDERS[name][2]):
        assert "".join(heard) == "The ferry sails."
        assert heard.complete
        assert heard.usage == {"input_tokens": 10, "output_tokens": 3, "total_tokens": 13}


@pytest.mark.parametrize(("name", "reason"), CUT)
def test_an_answer_that_its_provider_cut_is_broken(name: str, reason: str) -> None:
    for heard in listening(name, reason):
        pieces = iter(heard)
        assert "".join(next(pieces) for _ in WORDS).strip() in "The ferry sails."
        with pytest.raises(CutShort):
            list(pieces)
        assert not heard.complete and heard.usage["total_tokens"] == 13


@pytest.mark.parametrize("name", ["OpenAI", "Anthropic", "Ollama"])
def test_an_end_without_a_reason_is_neither(name: str) -> None:
    for heard in listening(name, None):
        assert "".join(heard) == "The ferry sails." and not heard.complete


def test_a_model_that_says_nothing_of_its_end_is_not_known_to_be_complete() -> None:
    heard = ModelStream(ScriptedChat(script=lambda keys: ["The ferry sails."], ends=False), [HumanMessage("?")])
    assert "".join(heard) == "The ferry sails." and not heard.complete and heard.usage == {}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], {}),
        ([(10, 3)], (10, 3)),
        ([(10, 1), (10, 2), (10, 3)], (10, 3)),            # running totals
        ([(10, 3)] * 19, (10, 3)),                         # the same total with each piece
        ([(10, 1), (10, 3), (0, 0)], (10, 3)),             # and nothing behind them
        ([(10, 2), (0, 5), (0, 4)], (10, 11)),             # increments, as langchain-google-genai makes them
        ([(10, 0), (0, 3)], (10, 3)),                      # what came in, then what went out
    ],
)
def test_running_totals_are_not_added_up(counts: list[tuple[int, int]], expected: Any) -> None:
    usage = [{"input_tokens": came, "output_tokens": went, "total_tokens": came + went} for came, went in counts]
    came, went = expected or (0, 0)
    assert spent(usage) == ({"input_tokens": came, "output_tokens": went, "total_tokens": came + went} if usage else {})
