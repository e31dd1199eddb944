"""The retrieval chain: understand, retrieve, answer; built from LangChain's runnables."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from bot.answer import Answer, Turn
from bot.retriever import ArchiveRetriever, hit_of
from bot.rewrite import Standalone, rewrite
from index import Archive, Hit, Scope


@dataclass(frozen=True, slots=True)
class Asked:
    """What comes into the chain."""

    question: str
    history: Sequence[Turn]
    scope: Scope


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer is made from."""

    asked: Asked
    standalone: Standalone
    hits: Sequence[Hit] = ()
    timings: dict[str, float] = field(default_factory=dict)   # seconds a step


class Answerer(Protocol):
    """Makes an answer from what was found."""

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """Pieces of the answer's text as they come, then the complete Answer."""


def retrieval_chain(archive: Archive, answerer: Answerer) -> Runnable[Asked, str | Answer]:
    """From Asked to the pieces of an answer's text and then the Answer: stream it, since pieces don't add up."""

    def understand(asked: Asked) -> Found:
        return Found(asked, rewrite(asked.question, asked.history))

    def retrieve(found: Found) -> Found:
        began = time.perf_counter()
        retriever = ArchiveRetriever(archive=archive, scope=found.asked.scope)
        hits = [hit_of(document) for document in retriever.invoke(found.standalone.text)]
        return Found(found.asked, found.standalone, hits, {"retrieve": time.perf_counter() - began})

    def answer(inputs: Iterable[Found]) -> Iterator[str | Answer]:
        for found in inputs:
            yield from answerer.stream(found)

    return RunnableLambda(understand) | RunnableLambda(retrieve) | RunnableGenerator(answer)
