"""A span for each question and each of its steps, for a newsroom that collects traces with OpenTelemetry.

Off unless an endpoint is named in the environment, as OpenTelemetry has it. No word of a question, an answer or an
article goes into a span, unless questions are asked for.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answer import Answer
from corpus import InputError, MissingPackage

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_ADDRESS = re.compile(r"https?://[^/\s]")
_NAME = "cuttings"
_MODEL_STEPS = frozenset(("plan", "generate"))     # in which a language model is called
_WITHIN = {"first_words": "generate"}              # a moment of a step, and no step of its own


@dataclass(frozen=True)
class QuestionTraces:
    """Makes spans of questions, after they are answered: a question waits for none of it."""

    provider: TracerProvider
    with_questions: bool = False

    def note(self, question: str, outcome: str, seconds: float, answer: Answer | None = None) -> None:
        """Make the span of a question that has just ended, with one for each step that it took."""
        from opentelemetry import trace

        ended = time.time_ns()
        began = ended - int(seconds * 1e9)
        tracer = self.provider.get_tracer(_NAME)
        words = {"cuttings.question": question} if self.with_questions else {}
        facts = _facts(answer) if answer else {}
        facts = {"cuttings.outcome": outcome, **facts, **words}
        span = tracer.start_span("question", start_time=began, attributes=facts)
        within = trace.set_span_in_context(span)
        for name, start, end in _steps(answer.timings if answer else {}, ended):
            step = tracer.start_span(name, within, start_time=start, attributes=_of_step(name, answer))
            for moment, inside in _WITHIN.items():
                if answer and inside == name and moment in answer.timings:
                    step.add_event(moment, timestamp=start + int(answer.timings[moment] * 1e9))
            step.end(end)
        span.end(ended)

    def close(self) -> None:
        """Send what is left."""
        self.provider.shutdown()


def traces(*, with_questions: bool = False, environment: Mapping[str, str] = os.environ) -> QuestionTraces | None:
    """Spans to the endpoint that the environment names; None where it names none, or switches tracing off.

    Raises MissingPackage where an endpoint is named and the packages that send there are not installed, InputError
    where it is no address.
    """
    switched_off = environment.get("OTEL_SDK_DISABLED", "").lower() == "true"
    named = {name: address for name in ENDPOINTS if (address := environment.get(name))}
    if switched_off or not named:
        return None
    for name, address in named.items():
        if not _ADDRESS.match(address):
            raise InputError(f"{name} is {address!r}, which is no address; write it like http://localhost:4318.")
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != "opentelemetry":
            raise
        raise MissingPackage.of_extra(f"{', '.join(named)} asks for traces, which need packages", "tracing") from None
    provider = TracerProvider(resource=Resource.create({"service.name": environment.get("OTEL_SERVICE_NAME", _NAME)}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return QuestionTraces(provider, with_questions)


def _steps(timings: Mapping[str, float], ended: int) -> list[tuple[str, int, int]]:
    """Each step with its start and end in nanoseconds: they follow one another, and the last ends with the question."""
    steps = {name: seconds for name, seconds in timings.items() if name not in _WITHIN}
    start = ended - int(sum(steps.values()) * 1e9)
    spans = []
    for name, seconds in steps.items():
        spans.append((name, start, start := start + int(seconds * 1e9)))
    return spans


def _facts(answer: Answer) -> dict[str, Any]:
    return {
        "cuttings.answered": answer.answered,
        "cuttings.citations": len(answer.citations),
        "cuttings.withheld": len(answer.withheld),
        "cuttings.support": round(answer.support, 4),
        "cuttings.generation": int(answer.archive.get("generation") or 0),
    }


def _of_step(name: str, answer: Answer | None) -> dict[str, Any]:
    """What OpenTelemetry wants to know of a call of a language model: its name, and the tokens of all calls."""
    if answer is None or name not in _MODEL_STEPS or not answer.model:
        return {}
    provider, _, model = answer.model.rpartition(":")
    tokens = {f"gen_ai.usage.{each}": answer.usage[each] for each in ("input_tokens", "output_tokens")
              if name == "generate" and each in answer.usage}
    return {"gen_ai.operation.name": "chat", "gen_ai.request.model": model, **tokens,
            **({"gen_ai.provider.name": provider} if provider else {})}
