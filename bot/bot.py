"""Ask an archive: the steps in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol

from bot.answer import LENGTHS, Answer, Mark, Turn
from bot.chain import retrieval_chain
from bot.generate.answerer import STRICT, Generator, Mode
from bot.generate.health import Looking, Reach
from bot.generate.load import load_model
from bot.generate.plan import Planner
from bot.generate.rerank import Reranked, Reranker, load_reranker
from bot.generate.short_answer import AnswerReader, WithShortAnswer, load_reader
from bot.languages.lexicon import well_spelt
from bot.quote import second_reading
from bot.quote.extract import Extractor
from bot.quote.reports.preview import in_preview
from bot.quote.reports.since import as_known
from bot.quote.suggest.follow_ups import AnswerGiven, FollowUps
from bot.quote.suggest.starters import Starter, Starters, StarterTrials
from bot.retriever.found import Answerer, Asked
from bot.understand.about_archive import about_archive
from bot.understand.grammar import memory, parser
from bot.understand.languages.language import spoken
from corpus import CuttingsError, QuestionError
from index import Embedder, Readable, Scope, open_archive
from index.model.memory import settle

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_HISTORY = "History is a list of Answers, Turns or (question, answer text) pairs, oldest first."

History = Sequence[Answer | Turn | tuple[str, str]]


class Answering(Protocol):
    """What a server asks: a Bot, or several of them elsewhere."""

    archive: Readable          # what is searched, listed and read, here
    reach: Looking | None      # whether the chat model can be reached, where there is one

    @property
    def trouble(self) -> CuttingsError | None:
        """Why no question can be answered at present; None while they can, or nothing is known against it."""

    def ask(self, question: str, *, history: History = (), scope: Scope = Scope()) -> Answer:
        """As `Bot.ask`."""

    def stream(
        self, question: str, *, history: History = (), scope: Scope = Scope(), narrow: bool = True, respell: bool = True
    ) -> Iterator[str | Answer]:
        """As `Bot.stream`."""

    def stay_ready(self, stopped: Event, every_s: float = 30.0) -> None:
        """As `Bot.stay_ready`."""

    def suggestions(self, limit: int = 6, *, wait: bool = True) -> list[str]:
        """As `Bot.suggestions`."""

    def follow_ups(self, given: AnswerGiven, limit: int = 3) -> list[str]:
        """As `Bot.follow_ups`."""


class Bot:
    """Answers questions from one archive; it keeps no conversation, so that one Bot serves everybody at once."""

    def __init__(
        self,
        archive: Readable,
        *,
        model: str | BaseChatModel | None = None,
        mode: Mode = STRICT,
        reranker: Reranker | None = None,
        reader: AnswerReader | None = None,
    ) -> None:
        """Answer from this archive: by quoting, or in prose by a chat `model` whose sentences are checked.

        `reranker` reorders what is found, `reader` picks short answers from what is quoted.
        """
        self.archive = archive
        self._how: dict[str, Any] = {"mode": mode, "reranker": reranker, "reader": reader}
        self.answerer: Answerer = Extractor(archive)
        if reader:
            self.answerer = WithShortAnswer(self.answerer, reader)
        self.model = load_model(model) if model else None
        self.reach: Looking | None = Reach(self.model) if self.model else None
        if self.model:
            self.answerer = Generator(archive, self.model, self.answerer, mode=mode)
        if reranker:
            self.answerer = Reranked(self.answerer, reranker)
        self._follow_ups = FollowUps(self._by_quoting)
        self._trials = StarterTrials(archive, self._by_quoting)
        self._starters = Starters(archive, self._trials.find)
        self._generation = archive.generation

    @classmethod
    def open(
        cls,
        folder: str | Path,
        *,
        embedder: str | Embedder | None = None,
        model: str | BaseChatModel | None = None,
        mode: Mode = STRICT,
        reranker: str | Reranker | None = None,
        reader: str | AnswerReader | None = None,
    ) -> Bot:
        """A bot over the archive in `folder`; raises an ArchiveError, ModelError or InputError that says what to do.

        Instead of a folder it takes a store's address, such as "milvus://host:port/collection".
        `model` is a chat model, as "provider:name", "gguf:PATH" or LangChain's own; `reranker` names a CrossEncoder of
        sentence-transformers, `reader` an extractive question-answering model of transformers, each by the hub's name
        or a path. What is left out is not loaded.
        """
        return cls.over(
            open_archive(folder, embedder=embedder), model=model, mode=mode, reranker=reranker, reader=reader
        )

    @classmethod
    def over(
        cls,
        archive: Readable,
        *,
        model: str | BaseChatModel | None = None,
        mode: Mode = STRICT,
        reranker: str | Reranker | None = None,
        reader: str | AnswerReader | None = None,
    ) -> Bot:
        """As `open`, over an archive that is open already."""
        return cls(
            archive,
            model=model,
            mode=mode,
            reranker=load_reranker(reranker) if isinstance(reranker, str) and reranker else reranker or None,
            reader=load_reader(reader) if isinstance(reader, str) and reader else reader or None,
        )

    @property
    def trouble(self) -> CuttingsError | None:
        """None: it answers as long as its archive can be read, and that is told elsewhere."""
        return None

    @cached_property
    def _chain(self) -> Runnable[Asked, str | Answer]:
        if self.model:
            return retrieval_chain(self.archive, self.answerer, Planner(self.archive, self.model).planned)
        return retrieval_chain(self.archive, self.answerer)

    @cached_property
    def _quoting_chain(self) -> Runnable[Asked, str | Answer]:
        return retrieval_chain(self.archive, Extractor(self.archive))

    def _by_quoting(self, asked: Asked) -> Answer:
        """The answer by quotation, whatever model answers the reader."""
        if asked.scope.as_of:
            return Bot(self.archive).ask(asked.question, history=asked.history, scope=asked.scope, narrow=asked.narrow)
        *_, answer = self._quoting_chain.stream(asked)
        assert isinstance(answer, Answer)
        return answer

    def prepare(self) -> None:
        """Load now what else only the first question would: for a server, which has a second before anybody asks."""
        _ = self._chain
        parser.prepare()
        second_reading.prepare(self.archive.languages)
        well_spelt("")
        settle()

    def stay_ready(self, stopped: Event, every_s: float = 30.0) -> None:
        """Prepare, then find what to begin with whenever the archive has changed: for a thread of a server.

        It ends when `stopped` is set.
        """
        self.prepare()
        self._starters.keep_found(stopped, every_s)

    def ask(
        self,
        question: str,
        *,
        history: History = (),
        scope: Scope = Scope(),
        narrow: bool = True,
        respell: bool = True,
    ) -> Answer:
        """Answer from the archive, citing the passages used; says so when the archive does not hold the answer.

        `history` is what was asked and answered before, oldest first; with Answers or their turns in it, what was cited
        before keeps its number. `scope.as_of` asks what was known on a day; what was corrected since is said. A time
        that the question names narrows the scope unless `narrow` is False; words that the archive doesn't know are
        searched as it prints them unless `respell` is False: `Answer.respelt`. Raises QuestionError for a question that
        is empty or longer than 2,000 characters.
        """
        *_, answer = self.stream(question, history=history, scope=scope, narrow=narrow, respell=respell)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        scope: Scope = Scope(),
        narrow: bool = True,
        respell: bool = True,
    ) -> Iterator[str | Answer]:
        """The answer's text in pieces as it comes, then the complete Answer; otherwise as `ask`."""
        if scope.as_of:
            yield from self._as_known(question, history, scope, narrow=narrow, respell=respell)
            return
        given, scope = scope, self.archive.at_present(scope)     # one moment for all of the answer
        self._forget_withdrawn()
        asked = Asked(_readable(question), self._public(_turns(history), scope.moment), scope, narrow, respell)
        facts = self._facts(scope.moment)
        language = spoken(asked.question, self.archive.languages)
        speaks = language.replies.code
        reply = language.small_talk(asked.question) or about_archive(asked.question, self.archive, scope.moment)
        if reply:
            yield reply
            yield Answer(asked.question, "", reply, answered=True, scope=given, archive=facts, language=speaks)
            return
        for piece in self._chain.stream(asked):
            if not isinstance(piece, str):
                answer = replace(piece, archive=facts, scope=replace(piece.scope, now=given.now), language=speaks)
                piece = in_preview(answer, scope.moment) if given.preview else answer
                if more := piece.text[len(answer.text) :]:
                    yield more
            yield piece

    def _as_known(
        self, question: str, history: History, scope: Scope, *, narrow: bool, respell: bool
    ) -> Iterator[str | Answer]:
        """The answer that would have been given on a day, and what was corrected since."""
        assert scope.as_of
        then = Bot(self.archive.as_known(scope.as_of, scope.now), model=self.model, **self._how)
        plain = replace(scope, as_of=None, now=None)
        for piece in then.stream(question, history=history, scope=plain, narrow=narrow, respell=respell):
            if isinstance(piece, Answer):
                answer = as_known(piece, scope.as_of, self.archive)
                if more := answer.text[len(piece.text) :]:
                    yield more
                piece = replace(answer, scope=replace(answer.scope, as_of=scope.as_of, now=scope.now))
            yield piece

    def _forget_withdrawn(self) -> None:
        """Forget what is remembered of texts when the archive has changed: another process may have withdrawn some."""
        if self.archive.generation != self._generation:
            self._generation = self.archive.generation
            memory.forget()

    def suggestions(self, limit: int = 6, *, wait: bool = True) -> list[str]:
        """Questions to begin with, each of them tried: the archive answers it at once.

        The first call for a state of the archive takes seconds; without `wait` it gives what was found before, by
        `stay_ready` or by a call that waited.
        """
        return self._starters.some(limit, wait=wait)

    def starters(self) -> list[Starter]:
        """The same, tried now, each with the id of the article that answers it."""
        return self._trials.find(Event())

    def follow_ups(self, given: AnswerGiven, limit: int = 3) -> list[str]:
        """Questions to ask after an answer, each of them tried: the archive answers it with something new."""
        return self._follow_ups.after(given, limit)

    def _public(self, turns: list[Turn], moment: datetime) -> list[Turn]:
        """The turns without the answers that cite what no reader may see at `moment`."""
        cited = {mark.article for turn in turns for mark in turn.marks}
        gone = cited - self.archive.visible(cited, moment) if cited else cited
        if not gone:
            return turns
        return [Turn(turn.question, "") if any(mark.article in gone for mark in turn.marks) else replace(turn, used="")
                for turn in turns]      # what was searched may have words of what is gone

    def _facts(self, moment: datetime) -> dict[str, object]:
        """What an answer says of the archive it came from."""
        figures = self.archive.figures(moment)
        return {
            "name": self.archive.name,
            "generation": self.archive.generation,
            "articles": figures.articles,
            "newest": figures.newest.isoformat() if figures.newest else None,
        }


def _readable(question: str) -> str:
    """The question without control characters; raises QuestionError when it is empty, too long or not text."""
    if not isinstance(question, str):
        raise QuestionError(f"A question is text; this is {type(question).__name__}.")
    if len(question) > LENGTHS.question:
        raise QuestionError(
            f"That question has {len(question):,} characters; please ask in at most {LENGTHS.question:,}."
        )
    readable = " ".join(_CONTROL.sub(" ", question).split())
    if not any(character.isalnum() for character in readable):
        raise QuestionError("Please ask a question, such as “Who is the mayor of Merrowby?”.")
    return readable


def _turns(history: History) -> list[Turn]:
    """The last turns, whichever way the caller writes them; raises QuestionError for anything else."""
    if not isinstance(history, list | tuple):
        raise QuestionError(_HISTORY)
    return [_turn(each) for each in history[-LENGTHS.turns :]]


def _turn(each: object) -> Turn:
    each = each.turn if isinstance(each, Answer) else each
    parts = (each.question, each.answer) if isinstance(each, Turn) else each
    if not isinstance(parts, list | tuple) or len(parts) != 2 or not all(isinstance(part, str) for part in parts):
        raise QuestionError(_HISTORY)
    marks = each.marks if isinstance(each, Turn) else ()
    if not isinstance(marks, list | tuple) or not all(isinstance(mark, Mark) for mark in marks):
        raise QuestionError(_HISTORY)
    used = each.used if isinstance(each, Turn) and isinstance(each.used, str) else ""
    question, answer, used = (_CONTROL.sub(" ", text) for text in (*parts, used))
    longest = LENGTHS.question
    return Turn(question[:longest], answer[: LENGTHS.answer], tuple(marks[: LENGTHS.marks]), used[:longest])
