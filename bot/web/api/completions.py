"""The archive for programs that were written for OpenAI's chat completions: the same question, the same answer.

The text is sent when it is complete: what the guards took out couldn't be called back, as /api/ask/stream does.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answer import LENGTHS, Answer, Citation, Turn
from bot.newsroom.credit import credit
from bot.retriever.found import word_by_word
from bot.web.api.links import article_link, full_link
from bot.web.api.routes import client_of
from bot.web.api.schemas import Filter
from bot.web.http.limits import TryLater
from bot.web.http.prefix import base_of
from bot.web.http.problems import Json, complaints, kind, sentence
from bot.web.service.desk import Asking, Desk, Piece, Served
from bot.web.service.recent_answers import method
from corpus import InputError

MODEL = "cuttings"
SOURCES = "**From the archive**"     # stands above the sources that are listed below an answer
_MARK = re.compile(r"\[(\d+)\]")
_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
_TYPES = {400: "invalid_request_error", 401: "authentication_error", 404: "invalid_request_error",
          422: "invalid_request_error", 429: "rate_limit_error"}

router = APIRouter(include_in_schema=False)


class Unfit(InputError):
    """A request that chat completions allow, and an archive can't answer."""


class Part(BaseModel):
    """A piece of a message."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """What was said before, or what is asked now."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """Its words; raises Unfit where it is anything else."""
        if not isinstance(self.content, list):
            return self.content or ""
        if other := [part.type for part in self.content if part.type not in ("text", "refusal")]:
            raise Unfit(f"An archive of texts is asked in words; this message has {other[0][:40]}.")
        return "\n".join(part.text for part in self.content)


class ResponseForm(BaseModel):
    """The form that is wanted of an answer."""

    type: str


class StreamOptions(BaseModel):
    """What comes at the end of a stream."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A chat completion that is asked for; what steers a writing model has no effect and is let pass."""

    model_config = ConfigDict(extra="ignore")

    model: str = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1)]
    stream: bool = False
    stream_options: StreamOptions = StreamOptions()
    n: int | None = None
    response_format: ResponseForm | None = None
    scope: Filter = Filter()         # of our own: which part of the archive to answer from

    def asking(self, client: str) -> Asking:
        """The last message as a question, and those before as the conversation; raises Unfit where that can't be."""
        if self.model != MODEL:
            raise Unfit(f"There is no model {self.model[:100]!r} here; ask for {MODEL!r}.")
        if self.n not in (None, 1):
            raise Unfit("The archive gives one answer to a question; leave n out.")
        if self.response_format and self.response_format.type != "text":
            raise Unfit("The archive answers in text; leave response_format out, or ask /api/ask for JSON.")
        if self.messages[-1].role != "user":
            raise Unfit("The last message is the question: give it the role user.")
        return Asking(self.messages[-1].text, _turns(self.messages[:-1]), self.scope.scope(), client)


@router.get("/v1/models")
async def models(request: Request) -> Response:
    """The one model that there is to choose."""
    return Json({"object": "list", "data": [_model()]})


@router.get("/v1/models/{name}")
async def model(request: Request, name: str) -> Response:
    """The model of that name."""
    return Json(_model()) if name == MODEL else _refused(404, f"There is no model {name[:100]!r} here.", "model")


@router.post("/v1/chat/completions")
async def complete(request: Request) -> Response:
    """Answer the last message from the archive."""
    base = base_of(request)
    try:
        asked = _read(ChatRequest, await request.body())
        desk: Desk = request.app.state.desk
        asking = asked.asking(client_of(request))
        if not asked.stream:
            return Json(_completion(await desk.ask(asking), base))
        pieces = desk.stream(asking)
        first = await anext(pieces)
    except Exception as error:
        return _refusal(error)
    events = _events(first, pieces, base, include_usage=asked.stream_options.include_usage)
    return StreamingResponse(events, 200, _STREAM_HEADERS, "text/event-stream")


def content_of(answer: Answer, base: str) -> str:
    """The answer's text, and below it its sources, for chat windows that show no annotations."""
    lines = [f"- [{each.number}] {credit(each.article, _link(each, base))}" for each in answer.citations]
    return "\n\n".join((answer.text, f"{SOURCES}\n\n" + "\n".join(lines))) if lines else answer.text


def annotations_of(answer: Answer, base: str) -> list[dict[str, Any]]:
    """A citation for each mark in the text, at the mark's place (characters, end exclusive)."""
    cited = {each.number: each for each in answer.citations}
    return [
        {"type": "url_citation", "url_citation": {
            "start_index": mark.start(), "end_index": mark.end(), "title": cited[number].article.title,
            "url": _link(cited[number], base),
        }}
        for mark in _MARK.finditer(answer.text) if (number := int(mark[1])) in cited
    ]


def _completion(served: Served, base: str) -> dict[str, Any]:
    answer = served.answer
    message = {"role": "assistant", "content": content_of(answer, base), "refusal": None,
               "annotations": annotations_of(answer, base)}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_head(served, "chat.completion"), "choices": [choice], "usage": _usage(answer), **_own(served)}


async def _events(
    first: Piece, pieces: AsyncGenerator[Piece, None], base: str, *, include_usage: bool
) -> AsyncIterator[bytes]:
    """Signs of life, then the answer in chunks; an error ends the stream as one of its events."""
    try:
        async with aclosing(pieces):
            piece: Piece = first
            while not isinstance(piece, Served):
                if piece is None:
                    yield b": still at work\n\n"
                piece = await anext(pieces)
            for chunk in _chunks(piece, base, include_usage=include_usage):
                yield _event(chunk)
            yield b"data: [DONE]\n\n"
    except Exception as error:
        yield _event(_problem(error))


def _chunks(served: Served, base: str, *, include_usage: bool) -> list[dict[str, Any]]:
    answer, head = served.answer, _head(served, "chat.completion.chunk")
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": piece} for piece in word_by_word(content_of(answer, base))]
    deltas.append({"annotations": annotations_of(answer, base)})
    chunks = [{**head, "choices": [_choice(delta)]} for delta in deltas]
    chunks.append({**head, "choices": [_choice({}, "stop")], **_own(served)})
    return [*chunks, {**head, "choices": [], "usage": _usage(answer)}] if include_usage else chunks


def _choice(delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}


def _head(served: Served, what: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{served.id}", "object": what, "created": int(time.time()), "model": MODEL}


def _own(served: Served) -> dict[str, Any]:
    """What chat completions have no word for."""
    return {"cuttings": {"answer": served.id, "answered": served.answer.answered, "ai_generated": True,
                         "method": method(served.answer)}}


def _usage(answer: Answer) -> dict[str, int]:
    """Tokens of the language model, where one answered."""
    spent = answer.usage
    prompt, completion = spent.get("input_tokens", 0), spent.get("output_tokens", 0)
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": "archive"}


def _link(citation: Citation, base: str) -> str:
    return full_link(citation.link, base) or article_link(citation.article, base)


def _turns(messages: Sequence[ChatMessage]) -> list[Turn]:
    """Questions with what answered them; what a system says is left out: the archive keeps to its own rules."""
    turns: list[Turn] = []
    for each in messages[-2 * LENGTHS.turns :]:
        if each.role == "user":
            turns.append(Turn(each.text, ""))
        elif each.role == "assistant" and turns:
            turns[-1] = Turn(turns[-1].question, each.text.partition(f"\n\n{SOURCES}")[0])
    return turns


Shape = TypeVar("Shape", bound=BaseModel)


def _read(shape: type[Shape], body: bytes) -> Shape:
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise Unfit(complaints(error.errors())) from None


def _refusal(error: Exception) -> Response:
    status = _status(error)
    wait = {"Retry-After": str(error.retry_s)} if isinstance(error, TryLater) else None
    return Json(_problem(error), status, wait)


def _refused(status: int, message: str, parameter: str) -> Response:
    return Json({"error": {"message": message, "type": _TYPES[status], "param": parameter, "code": None}}, status)


def _problem(error: Exception) -> dict[str, Any]:
    """An error as OpenAI's clients read it."""
    problem = {"message": sentence(error), "type": _TYPES.get(_status(error), "server_error"), "param": None}
    return {"error": {**problem, "code": kind(error)[1]}}


def _status(error: Exception) -> int:
    return 400 if isinstance(error, Unfit) else kind(error)[0]


def _event(content: Mapping[str, Any]) -> bytes:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
