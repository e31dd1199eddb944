"""A chat model with scripted replies, so that what a test asserts is exact."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

Reply = str | Exception | float | AIMessageChunk      # words, an error, seconds of silence, or what a provider sends
Script = Callable[[dict[str, str]], list[Reply]]


class ScriptedChat(BaseChatModel):
    """Replies by a script that is given the keys of the passages by article headline; counts its calls."""

    script: Any
    calls: list[str] = []
    ends: bool = True        # whether it says behind the script that it has finished, and how many tokens it took

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        prompt = "\n".join(str(message.content) for message in messages)
        self.calls.append(prompt)
        for reply in self.script(passages(prompt)):
            if isinstance(reply, Exception):
                raise reply
            if isinstance(reply, float):
                time.sleep(reply)
                continue
            yield ChatGenerationChunk(message=AIMessageChunk(reply) if isinstance(reply, str) else reply)
        if not self.ends:
            return
        usage = {"input_tokens": 40, "output_tokens": 2, "total_tokens": 42}
        yield ChatGenerationChunk(
            message=AIMessageChunk("", usage_metadata=usage),  # type: ignore[arg-type]
            generation_info={"finish_reason": "stop"},
        )


def passages(prompt: str) -> dict[str, str]:
    """Headline -> key, brackets included, of the passages in a prompt."""
    rows = [json.loads(line) for line in prompt.splitlines() if line.startswith('{"key"')]
    return {row.get("headline", ""): row["key"] for row in rows}


def says(text: str, size: int = 7) -> Script:
    """A script that says the text in pieces of `size` characters; {Headline} becomes that article's key."""

    def script(keys: dict[str, str]) -> list[Reply]:
        filled = re.sub(r"\{([^}]*)\}", lambda match: keys.get(match[1], "[zz9]"), text)
        return [filled[at : at + size] for at in range(0, len(filled), size)]

    return script
