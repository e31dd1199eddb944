"""The desk that every question passes, from the page and the API alike: counted, queued, timed, remembered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from bot.answer import Answer
from bot.bot import Answering, History
from bot.records.ledger import Ledger, key_of, public_now
from bot.web.http.limits import Limits, TooSlow
from bot.web.http.metrics import Metrics
from bot.web.http.problems import kind
from bot.web.http.rates import Rates, neighbourhood
from bot.web.http.request_id import log
from bot.web.service.pacing import paced
from bot.web.service.recent_answers import RecentAnswers, Record
from bot.web.service.slots import Slots, Workers
from bot.web.service.tracing import QuestionTraces
from index import Scope

if TYPE_CHECKING:
    from bot.records.gaps import GapRecorder

_READERS = 4               # threads for what is no question: searches, articles, suggestions

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, what was said before, where to look, and whose it is."""

    question: str
    history: History = ()
    scope: Scope = field(default_factory=Scope)
    client: str = ""           # the address that asks
    conversation: str = ""     # an id, where there is one
    talk: str = ""             # the id it will be known by, from its first question on
    narrow: bool = True        # whether a time that the question names may narrow the scope
    respell: bool = True       # whether words may be searched as the archive prints them
    before: tuple[str, ...] = ()     # ids of the articles that the history tells of


@dataclass(frozen=True, slots=True)
class Served:
    """A complete answer, and the id it is remembered by."""

    id: str
    answer: Answer


Piece = str | Served | None    # text as it comes, then the answer; None is a sign of life


class Desk:
    """Hands questions to one bot, so many at once and no faster than readers read."""

    def __init__(
        self, bot: Answering, limits: Limits = Limits(), *, log_questions: bool = False, ledger: Ledger | None = None
    ) -> None:
        self.bot = bot
        self.ledger = ledger
        self.limits = limits
        self.rates = Rates(limits)
        self.records = RecentAnswers()
        self.shown = RecentAnswers()         # how the page showed them
        self._slots = Slots(limits.at_once, limits.waiting, limits.patience_s)
        self._answering, self._reading = Workers(limits.at_once), Workers(_READERS)
        self._log_questions = log_questions
        self.traces: QuestionTraces | None = None      # whoever starts a server may set it
        self.gaps: GapRecorder | None = None           # and this
        self.metrics = Metrics(lambda: self._slots.busy, lambda: self._slots.waiting)

    def recall(self, id: str) -> Record | None:
        """An answer that is remembered, as far as its articles are still public; None when it is unknown."""
        found = self.records.get(id)
        return public_now(found, self.bot.archive) if found else None

    def recall_shown(self, id: str) -> Record | None:
        """What the page shows of an answer, and keeps beside it; None when that is unknown, or not all of it public."""
        found, shown = self.records.get(id), self.shown.get(id)
        return shown if found and public_now(found, self.bot.archive) == found else None

    @property
    def busy(self) -> int:
        """Answers being written."""
        return self._slots.busy

    @property
    def crowded(self) -> bool:
        """Whether every place is taken."""
        return self.busy >= self.limits.at_once

    async def ask(self, asking: Asking) -> Served:
        """The complete answer; raises what `stream` does."""
        async with aclosing(self.stream(asking)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Served):
                    return piece
        raise RuntimeError("A bot's stream ended without an answer.")

    async def stream(self, asking: Asking) -> AsyncGenerator[Piece, None]:
        """The answer as it comes; raises a CuttingsError for what is refused. Closing it ends the work behind it."""
        began = time.monotonic()
        outcome = "stopped"
        try:
            self.rates.ask(asking.client, asking.conversation)
            async with aclosing(self._placed(asking)) as signs:
                async for sign in signs:
                    yield sign
            async with aclosing(self._relayed(asking, time.monotonic())) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Answer):
                        outcome = ""
                        yield self._finish(asking, piece, time.monotonic() - began)
                    else:
                        yield piece
        except Exception as error:
            outcome = kind(error)[1]
            raise
        finally:
            if outcome:
                self.metrics.ended(outcome)
                log("question", outcome=outcome, seconds=round(time.monotonic() - began, 4))
                if self.traces:
                    self.traces.note(asking.question, outcome, time.monotonic() - began)

    async def read(self, work: Callable[..., Result], *given: Any) -> Result:  # noqa: ANN401
        """Run what reads the archive in a thread of its own; raises what it raises."""
        relay = _Relay()
        self._reading.do(lambda: relay.put(_outcome(work, *given)))
        result = await relay.get()
        if isinstance(result, _Failed):
            raise result.error
        return result  # type: ignore[no-any-return]

    async def _placed(self, asking: Asking) -> AsyncGenerator[None, None]:
        """Signs of life until there is a place, which is then taken; raises Crowded.

        A short wait gives none, so that who is refused at once is refused with a status of its own.
        """
        taking = asyncio.ensure_future(
            self._slots.take(neighbourhood(asking.client), asking.conversation or asking.talk)
        )
        taken = False
        try:
            while not (await asyncio.wait({taking}, timeout=self.limits.heartbeat_s))[0]:
                yield None
            taking.result()
            taken = True
        finally:
            if not taken and not taking.cancel() and not taking.cancelled() and taking.exception() is None:
                self._slots.give_back()      # it came as the reader left

    async def _relayed(self, asking: Asking, began: float) -> AsyncGenerator[str | Answer | None, None]:
        """The pieces from the thread that makes them, with signs of life between; raises TooSlow."""
        relay, stopped = _Relay(), Event()
        pieces = _pieces(self.bot, asking)
        self._answering.do(lambda: _pump(pieces, relay, stopped, self._slots.give_back))
        try:
            while True:
                left_s = began + self.limits.answer_s - time.monotonic()
                if left_s <= 0:
                    raise TooSlow("This answer took too long; please ask again, or ask something narrower.", 1)
                try:
                    async with asyncio.timeout(min(left_s, self.limits.heartbeat_s)):   # wait_for may lose a Stop
                        piece = await relay.get()
                except TimeoutError:
                    yield None
                    continue
                if piece is _END:
                    return
                if isinstance(piece, _Failed):
                    raise piece.error
                yield piece
        finally:
            stopped.set()

    def _finish(self, asking: Asking, answer: Answer, seconds: float) -> Served:
        key = key_of(asking.talk or asking.conversation)
        id = "" if asking.scope.preview else self.records.add(answer, key, asking.before)    # it is kept nowhere
        if self.ledger and (record := self.records.get(id)):
            self.ledger.keep(record, answer, key)
        self.metrics.answered(answer, seconds)
        if self.gaps and not (answer.answered or answer.choices or asking.scope.filtered or not answer.question_used):
            self.gaps.note(neighbourhood(asking.client), answer.question_used)
        if self.traces:
            self.traces.note(asking.question, "answered" if answer.answered else "refused", seconds, answer)
        words = {"question": asking.question} if self._log_questions else {}
        log(
            "question",
            outcome="answered" if answer.answered else "refused",
            seconds=round(seconds, 4),
            answer=id,
            citations=len(answer.citations),
            withheld=len(answer.withheld),
            generation=answer.archive.get("generation"),
            steps={step: round(taken, 4) for step, taken in answer.timings.items()},
            **words,
        )
        return Served(id, answer)


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


_END = object()


class _Relay:
    """Carries things from a thread into the event loop that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Any] = asyncio.Queue()
        self.get = self._queue.get

    def put(self, thing: object) -> None:
        with suppress(RuntimeError):      # the loop has ended, and nobody waits for it
            self._loop.call_soon_threadsafe(self._queue.put_nowait, thing)


def _pieces(bot: Answering, asking: Asking) -> Callable[[], Iterator[str | Answer]]:
    how = {name: False for name in ("narrow", "respell") if not getattr(asking, name)}
    return lambda: paced(bot.stream(asking.question, history=asking.history, scope=asking.scope, **how))


def _pump(
    make: Callable[[], Iterator[str | Answer]], relay: _Relay, stopped: Event, give_back: Callable[[], None]
) -> None:
    """Take the pieces one by one until they end or nobody wants them; the place is free when the work has ended."""
    try:
        if stopped.is_set():
            return
        pieces = make()
        for piece in pieces:
            relay.put(piece)
            if stopped.is_set():
                pieces.close()  # type: ignore[attr-defined]
                break
        relay.put(_END)
    except BaseException as error:
        relay.put(_Failed(error))
    finally:
        give_back()


def _outcome(work: Callable[..., object], *given: object) -> object:
    try:
        return work(*given)
    except BaseException as error:
        return _Failed(error)
