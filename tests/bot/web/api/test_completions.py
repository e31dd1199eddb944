"""Chat completions from the archive, asked for by OpenAI's own client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from bot.web.access.passwords import hashed
from bot.web.api.completions import SOURCES
from bot.web.http.limits import Limits
from bot.web.http.problems import UNEXPECTED
from tests.bot.web.fake_bot import MORATORIUM, OVERDUE, FakeBot, about_amazon
from tests.bot.web.quiet import UNHURRIED, quiet_app
from tests.bot.web.served import served

# The server runs in this process, and what its libraries deprecate would end it under -W error.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = "What did Amazon announce?"
ASKED: list[dict[str, Any]] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture(scope="module")
def server(bot: FakeBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    feedback = tmp_path_factory.mktemp("completions") / "feedback.db"
    with served(quiet_app(bot, limits=UNHURRIED, feedback=feedback, interfaces=["openai"])) as address:
        yield address


@pytest.fixture(scope="module")
def client(server: str) -> Any:
    return openai.OpenAI(base_url=f"{server}/v1", api_key="none", max_retries=0)


def asked(client: Any, messages: list[dict[str, Any]] = ASKED, **options: Any) -> Any:
    return client.chat.completions.create(model="cuttings", messages=messages, **options)


def test_a_completion_is_the_answer_with_its_sources_below(client: Any, server: str) -> None:
    completion = asked(client)
    (choice,) = completion.choices
    text, _, sources = choice.message.content.partition(f"\n\n{SOURCES}\n\n")
    assert text == about_amazon(QUESTION).text
    first, *_, last = sources.splitlines()
    assert first.startswith(f"- [1] Ruth Adeyemi and Jonas Lind: “{MORATORIUM.title}”, {MORATORIUM.source}, 10 June")
    assert first.endswith("known%20as%20Rekognition.")
    assert f"{server}/articles/{OVERDUE.id}?start=" in last
    assert (choice.finish_reason, completion.object, completion.usage.total_tokens) == ("stop", "chat.completion", 0)
    assert completion.cuttings["answered"] is True and completion.cuttings["method"] == "quotation"


def test_every_mark_is_annotated_where_it_stands(client: Any) -> None:
    message = asked(client).choices[0].message
    cited = [each.url_citation for each in message.annotations]
    assert [message.content[each.start_index : each.end_index] for each in cited] == ["[1]", "[2]", "[3]"]
    assert cited[0].title == MORATORIUM.title and cited[0].url.startswith(f"{MORATORIUM.url}#:~:text=")


def test_a_stream_says_the_same_as_a_completion(client: Any) -> None:
    whole = asked(client).choices[0].message
    chunks = list(asked(client, stream=True, stream_options={"include_usage": True}))
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    annotations = next(delta.annotations for delta in deltas if getattr(delta, "annotations", None))
    assert annotations == [each.model_dump() for each in whole.annotations]
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage.total_tokens == 0 and len({chunk.id for chunk in chunks}) == 1


def test_a_refusal_has_no_sources(client: Any) -> None:
    completion = asked(client, [{"role": "user", "content": "Who discovered penicillin?"}])
    message = completion.choices[0].message
    assert "holds no answer" in message.content and SOURCES not in message.content
    assert message.annotations == [] and completion.cuttings["answered"] is False


def test_what_was_said_before_is_the_history_without_its_sources(client: Any, bot: FakeBot) -> None:
    before = asked(client).choices[0].message.content
    asked(client, [
        {"role": "system", "content": "Answer in verse."}, {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": before},
        {"role": "user", "content": [{"type": "text", "text": "And when"}, {"type": "text", "text": "does it end?"}]},
    ])
    call = bot.calls[-1]
    assert call["question"] == "And when\ndoes it end?"
    assert [(turn.question, turn.answer) for turn in call["history"]] == [(QUESTION, about_amazon(QUESTION).text)]


def test_a_long_conversation_is_taken_and_its_last_turns_are_looked_back_on(client: Any, bot: FakeBot) -> None:
    before = [{"role": role, "content": "word " * 500} for _ in range(30) for role in ("user", "assistant")]
    asked(client, [*before, *ASKED])
    assert len(bot.calls[-1]["history"]) == 20


def test_a_filter_may_be_sent_with_it(client: Any, bot: FakeBot) -> None:
    asked(client, extra_body={"scope": {"since": "2020-01-01"}}, temperature=0.2, max_tokens=5)
    assert str(bot.calls[-1]["scope"].since)[:10] == "2020-01-01"


def test_there_is_one_model(client: Any) -> None:
    assert [each.id for each in client.models.list()] == ["cuttings"]
    assert client.models.retrieve("cuttings").owned_by == "archive"
    with pytest.raises(openai.NotFoundError, match="no model 'gpt'"):
        client.models.retrieve("gpt")


@pytest.mark.parametrize(("changed", "why"), [
    ({"model": "gpt"}, "no model 'gpt' here"),
    ({"n": 2}, "leave n out"),
    ({"response_format": {"type": "json_object"}}, "leave response_format out"),
    ({"messages": []}, "messages: "),
    ({"messages": [{"role": "assistant", "content": "Yes."}]}, "the role user"),
    ({"messages": [{"role": "nobody", "content": "Yes."}]}, "messages.0.role"),
    ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "a"}}]}]}, "has image_url"),
    ({"extra_body": {"scope": {"sectoins": ["News"]}}}, "scope.sectoins"),
])
@pytest.mark.parametrize("stream", [False, True])
def test_what_can_t_be_answered_is_a_bad_request(client: Any, changed: dict[str, Any], why: str, stream: bool) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(**{"model": "cuttings", "messages": ASKED, "stream": stream, **changed})
    assert why in refused.value.body["message"] and refused.value.body["type"] == "invalid_request_error"


@pytest.mark.parametrize("stream", [False, True])
def test_errors_are_told_as_the_client_knows_them(client: Any, stream: bool) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="The question is empty"):
        asked(client, [{"role": "user", "content": " "}], stream=stream)
    with pytest.raises(openai.InternalServerError, match="try again in a minute"):
        asked(client, [{"role": "user", "content": "Busy?"}], stream=stream)
    with pytest.raises(openai.InternalServerError, match=UNEXPECTED[:20]) as broken:
        asked(client, [{"role": "user", "content": "crash?"}], stream=stream)
    assert "secret detail" not in str(broken.value)


def test_what_there_is_not_is_told_so_too(client: Any) -> None:
    with pytest.raises(openai.NotFoundError, match="/openapi.json lists what there is"):
        client.embeddings.create(model="cuttings", input="When does the ferry sail?")


def test_an_answer_that_breaks_off_is_an_error_and_no_answer(tmp_path: Path) -> None:
    class Breaking(FakeBot):
        def stream(self, question: str, **options: Any) -> Iterator[str]:  # type: ignore[override]
            yield "Half of "
            raise RuntimeError("secret detail")

    with served(quiet_app(Breaking(), feedback=tmp_path / "f.db", interfaces=["openai"])) as address:
        reader = openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)
        with pytest.raises(openai.APIError, match=UNEXPECTED[:20]) as broken:
            list(asked(reader, stream=True))
    assert "secret" not in str(broken.value)


def test_questions_are_counted_and_strangers_kept_out(tmp_path: Path) -> None:
    auth = [f"desk:{hashed('a long password')}"]
    app = quiet_app(FakeBot(), limits=Limits(client_rate="1/minute"), feedback=tmp_path / "f.db", auth=auth,
                    interfaces=["openai"])
    with served(app) as address:
        stranger = openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)
        with pytest.raises(openai.AuthenticationError, match="Sign in first"):
            asked(stranger)
        reader = stranger.with_options(api_key=app.state.login.sessions.write("desk"))
        assert asked(reader).cuttings["answered"]
        with pytest.raises(openai.RateLimitError) as refused:
            asked(reader)
    assert int(refused.value.response.headers["retry-after"]) > 0
