"""What /openapi.json allows, and what it forbids, sent to the API: every answer is as the description says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as some
from schemathesis.openapi.loaders import from_asgi
from schemathesis.schemas import APIOperation, BaseSchema

from bot import Bot
from bot.web.access.passwords import hashed
from bot.web.api import routes
from bot.web.http.problems import UNEXPECTED
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.faults.conftest import ALL

PATHS = sorted({route.path.replace(":path", "") for route in routes.router.routes})     # type: ignore[attr-defined]
ALWAYS_RIGHT = ("/healthz", "/readyz", "/metrics", "/api/articles/{id}")
QUESTIONS = ("Will the ferry sail all winter?", "Who won the cup?", "And what will it cost?", "What did the baker win?",
             "hello", "What is new?", "swans [1] [2]", "Who is Captain Vale?", "Why?", "How many articles are there?")
IDS = ("ferry", "bridge-2", "undated", "withdrawn", "embargoed", "expired", "nowhere", "ferry/", "../archive.db")
# What no schema can say: two dates in the wrong order, a token that has expired, a question without a word in it.
IN_WORDS = re.compile(
    r"^(Please ask a question|since .* is later|(since|until|as_of) is .* no date|The conversation token|Give)",
    re.DOTALL,
)
THOROUGH = hypothesis.settings(
    deadline=None, database=None, derandomize=not ALL, report_multiple_bugs=False, suppress_health_check=[*HealthCheck]
)


@pytest.fixture(scope="module")
def api(bot: Bot, tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    return described(quiet_app(bot, limits=UNHURRIED, feedback=tmp_path_factory.mktemp("kept") / "feedback.db"))


def described(app: FastAPI) -> BaseSchema:
    """The description of an app that is reached in this process."""
    schema = from_asgi("/openapi.json", app)
    checks = schema.config.checks
    # A body may be longer than 64 kB and right all the same, or wrong in other ways beside; `_sent` looks at each 422.
    for check, more in ((checks.positive_data_acceptance, ["413", "422"]), (checks.negative_data_rejection, ["413"])):
        check.expected_statuses = [*check.expected_statuses, *more]
    return schema


@pytest.mark.trials(8, 2_000)
@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize("path", PATHS)
def test_the_api_is_as_its_description_says(api: BaseSchema, path: str, mode: str, trials: int) -> None:
    operation = _operation(api, path)
    if mode == "negative" and path in ALWAYS_RIGHT:
        pytest.skip("nothing can be wrong about such a request")

    @hypothesis.settings(THOROUGH, max_examples=trials)
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode)))
    def sent(case: schemathesis.Case) -> None:
        # Query strings have no objects: written into one, they may be right (`since={}` is `since=`).
        assume(not any(isinstance(value, dict) for value in (case.query or {}).values()))
        _sent(case)

    sent()


@pytest.mark.trials(8, 600)
def test_a_conversation_is_as_the_description_says(api: BaseSchema, trials: int) -> None:
    """Answers that cite, and what is done with them afterwards."""

    @hypothesis.settings(THOROUGH, max_examples=trials)
    @given(data=some.data())
    def talked(data: some.DataObject) -> None:
        token, answers = "", []
        for question in data.draw(some.lists(some.sampled_from(QUESTIONS), min_size=1, max_size=3)):
            scope = data.draw(some.sampled_from([{}, {"sections": ["transport"]}, {"since": "2023-03-01", "limit": 1}]))
            asked = {"question": question, "conversation": token, "scope": scope}
            _call(api, "/api/ask/stream", body=asked)
            told = _call(api, "/api/ask", body=asked).json()
            token, answers = told["conversation"], [*answers, told["id"]]
        id = data.draw(some.sampled_from(answers))
        verdict = data.draw(some.sampled_from(["helpful", "not helpful", "wrong source"]))
        _call(api, "/api/feedback", body={"answer": id, "verdict": verdict, "comment": data.draw(some.text())})
        _call(api, "/api/export", query={"answer": answers, "form": data.draw(some.sampled_from(["markdown", "json"]))})
        _call(api, "/api/answers/{id}.jsonld", path_parameters={"id": id})
        _call(api, "/api/articles/{id}", path_parameters={"id": data.draw(some.sampled_from(IDS))})

    talked()


def test_what_a_stranger_is_told_is_in_the_description_too(api: BaseSchema, bot: Bot, tmp_path: Path) -> None:
    app = quiet_app(bot, limits=UNHURRIED, feedback=tmp_path / "feedback.db", auth=[f"ann:{hashed('a long password')}"])
    for case, status in _refusals(api, app):
        assert status == (200 if case.operation.path == "/healthz" else 401)


def test_a_host_name_that_is_not_ours_is_refused_as_the_description_says(
    api: BaseSchema, bot: Bot, tmp_path: Path
) -> None:
    app = quiet_app(bot, limits=UNHURRIED, feedback=tmp_path / "feedback.db", trusted_hosts=["news.example"])
    assert {status for _, status in _refusals(api, app)} == {400}


def _refusals(api: BaseSchema, app: FastAPI) -> Iterator[tuple[schemathesis.Case, int]]:
    """What another app says to one request of each kind, held against the description."""
    with TestClient(app, raise_server_exceptions=False) as client:
        for path in PATHS:
            case = _example(_operation(api, path))
            response = client.request(case.method, case.formatted_path, params=case.query,
                                      json=case.body if case.operation.body else None)
            case.validate_response(response)
            yield case, response.status_code


def _operation(api: BaseSchema, path: str) -> APIOperation:
    return next(iter(api[path].values()))


def _example(operation: APIOperation) -> schemathesis.Case:
    """A request that is in order."""
    bodies = {"/api/feedback": {"answer": "0" * 32, "verdict": "helpful"}}
    body = {"body": bodies.get(operation.path, {"question": "Who won?"})} if operation.body else {}
    query = {"/api/search": {"q": "ferry"}, "/api/export": {"answer": ["0" * 32]}}.get(operation.path, {})
    return operation.Case(query=query, path_parameters={"id": "0" * 32} if "{id}" in operation.path else {}, **body)


def _call(api: BaseSchema, path: str, **given: Any) -> Any:
    return _sent(_operation(api, path).Case(**given))


def _sent(case: schemathesis.Case) -> Any:
    response = case.call_and_validate()
    text = response.content.decode("utf-8", "replace")
    assert UNEXPECTED not in text and "Traceback" not in text
    if response.status_code == 422 and case.meta and case.meta.generation.mode.is_positive:
        assert IN_WORDS.search(response.json()["detail"]), response.json()["detail"]
    return response
