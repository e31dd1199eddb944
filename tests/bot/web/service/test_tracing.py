"""Spans of questions, as a collector gets them: their steps and outcomes, and no words."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.answer import Answer
from bot.web.http.limits import Limits, TooMany
from bot.web.service.desk import Asking, Desk
from bot.web.service.tracing import QuestionTraces, traces
from corpus import InputError, MissingPackage
from index import Scope
from tests.bot.web.fake_bot import FakeBot

QUESTION = "What did Amazon announce?"
TIMED = {"understand": 0.01, "retrieve": 0.02, "first_words": 0.05, "generate": 0.1}


class TimedBot(FakeBot):
    """Answers as if a model had written it."""

    def _answer(self, question: str, scope: Scope) -> Answer:
        usage = {"input_tokens": 700, "output_tokens": 40}
        return replace(super()._answer(question, scope), timings=TIMED, model="openai:gpt-5-mini", usage=usage)


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """A collector that keeps the spans it gets, named as the endpoint."""
    spans: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"])))
            spans.extend(span for each in sent.resource_spans for scope in each.scope_spans for span in scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield spans
    server.shutdown()
    server.server_close()


def asked(made: QuestionTraces | None, *questions: str, bot: FakeBot | None = None, limits: Limits = Limits()) -> None:
    assert made is not None

    async def ask() -> None:
        desk = Desk(bot or TimedBot(), limits)  # type: ignore[arg-type]
        desk.traces = made
        for question in questions:
            try:
                await desk.ask(Asking(question, client="192.0.2.9"))
            except (RuntimeError, TooMany):
                pass

    asyncio.run(ask())
    made.close()


def attributes(span: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes}


def test_a_question_is_a_span_and_each_of_its_steps_one_within_it(collector: list[Any]) -> None:
    asked(traces(), QUESTION)
    by_name = {span.name: span for span in collector}
    assert set(by_name) == {"question", "understand", "retrieve", "generate"}
    question = by_name.pop("question")
    assert {span.parent_span_id for span in by_name.values()} == {question.span_id}
    assert attributes(question)["cuttings.outcome"] == "answered" and attributes(question)["cuttings.citations"] == 3
    took = [span.end_time_unix_nano - span.start_time_unix_nano for span in by_name.values()]
    assert sorted(took) == [10_000_000, 20_000_000, 100_000_000]
    assert by_name["generate"].end_time_unix_nano == question.end_time_unix_nano
    assert by_name["understand"].end_time_unix_nano == by_name["retrieve"].start_time_unix_nano


def test_a_call_of_a_model_tells_its_name_and_tokens(collector: list[Any]) -> None:
    asked(traces(), QUESTION)
    (call,) = (span for span in collector if span.name == "generate")
    assert attributes(call) == {
        "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5-mini", "gen_ai.provider.name": "openai",
        "gen_ai.usage.input_tokens": 700, "gen_ai.usage.output_tokens": 40}
    (event,) = call.events
    assert event.name == "first_words" and event.time_unix_nano - call.start_time_unix_nano == 50_000_000


def test_no_word_of_a_question_is_in_a_span_unless_questions_are_asked_for(collector: list[Any]) -> None:
    asked(traces(), QUESTION)
    sent = "".join(map(str, collector))
    assert "Amazon" not in sent and "moratorium" not in sent and "192.0.2.9" not in sent
    asked(traces(with_questions=True), QUESTION)
    assert any(attributes(span).get("cuttings.question") == QUESTION for span in collector)


def test_what_failed_is_a_span_with_its_outcome(collector: list[Any]) -> None:
    asked(traces(), QUESTION, "Does it crash?", bot=FakeBot())
    asked(traces(), QUESTION, QUESTION, limits=Limits(client_rate="1/minute"))
    outcomes = [attributes(span)["cuttings.outcome"] for span in collector if span.name == "question"]
    assert sorted(outcomes) == ["answered", "answered", "too-many", "unexpected"]


@pytest.mark.parametrize("environment", [
    {}, {"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://a", "OTEL_SDK_DISABLED": "true"},
])
def test_without_an_endpoint_nothing_is_traced_or_imported(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    assert traces(environment=environment) is None


@pytest.mark.parametrize("address", ["localhost:4318", "nonsense", "http://", "http:///traces", "grpc://localhost:4317"])
def test_an_endpoint_that_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="write it like http://localhost:4318"):
        traces(environment={"OTEL_EXPORTER_OTLP_ENDPOINT": address})


def test_an_endpoint_without_the_package_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(MissingPackage, match=r"pip install 'cuttings\[tracing\]'"):
        traces(environment={"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"})
