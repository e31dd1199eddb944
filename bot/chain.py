"""The retrieval chain: understand, retrieve, answer; built from LangChain's runnables."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten
from typing import TYPE_CHECKING, Protocol

from bot.answer import Answer, Turn
from bot.quote.boilerplate import LEFT_OUT
from bot.quote.lead import beside_words_to_a_machine
from bot.quote.reports.counting import counted
from bot.quote.reports.course import Course
from bot.quote.reports.sides import sides
from bot.quote.reports.summary import summary
from bot.quote.reports.timeline import timeline
from bot.understand.answer_form import Form, answer_form
from bot.understand.answer_type import answer_type
from bot.understand.follow_up import Standalone, rewrite
from bot.understand.scope_ladder import (
    UNDATED,
    Step,
    fused,
    in_section,
    joined,
    phrases_first,
    preferred,
    steps,
    with_undated,
)
from bot.understand.time_expressions import When, read_time
from index import Hit, Readable, Scope
from index.search.ranking import PHRASES
from index.search.wording import phrases

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

_SHOWN = 100       # characters of a phrase in a notice
_PIECE = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What comes into the chain."""

    question: str
    history: Sequence[Turn]
    scope: Scope
    narrow: bool = True      # whether a time that the question names may narrow the scope


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer is made from."""

    asked: Asked                                              # its scope is what was searched
    standalone: Standalone
    hits: Sequence[Hit] = ()
    timings: dict[str, float] = field(default_factory=dict)   # seconds a step
    when: When = field(default_factory=When)
    form: Form | None = None                                  # of the answer, where it is not one fact
    notices: tuple[str, ...] = ()                             # for the reader, should this answer
    wider: Callable[[], Found] | None = None                  # the same over a wider part of the archive, if there is
    queries: Sequence[str] = ()                               # searched for beside the question
    section: str = ""                                         # that the question names
    usage: Mapping[str, int] = field(default_factory=dict)    # tokens that were spent on understanding it


class Answerer(Protocol):
    """Makes an answer from what was found."""

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """Pieces of the answer's text as they come, then the complete Answer."""


def retrieval_chain(
    archive: Readable, answerer: Answerer, planned: Callable[[Found], Found] = lambda found: found
) -> Runnable[Asked, str | Answer]:
    """From Asked to the pieces of an answer's text and then the Answer: stream it, since pieces don't add up.

    `planned` may better what was understood by rules.
    """
    # Here and below: LangChain takes a second to import, and a page can be shown before its first question comes.
    from langchain_core.runnables import RunnableGenerator, RunnableLambda

    def understand(asked: Asked) -> Found:
        standalone = rewrite(asked.question, asked.history)
        when = read_time(standalone.text, asked.scope.moment, standalone.focus)
        when = when if asked.narrow else replace(when, period=None)
        form = answer_form(standalone.text, standalone.focus, when.period)
        if form and form.kind == "count" and when.period:     # what was printed then is counted, nothing beside it
            when = replace(when, period=replace(when.period, bind="printed"))
        return planned(Found(asked, standalone, when=when, form=form))

    def retrieve(found: Found) -> Found:
        scope, kind = found.asked.scope, answer_type(found.standalone.focus)
        revisable = kind is not None and kind.name in ("number", "money")
        figures = archive.figures(scope.moment)
        ladder = steps(found.when, scope, figures, revisable=revisable)
        ladder = in_section(found.section, ladder) if found.section else ladder
        return _search(archive, found, ladder, undated=figures.undated > 0)

    def answer(inputs: Iterable[Found]) -> Iterator[str | Answer]:
        for found in inputs:
            yield from _answered(archive, answerer, found)

    return RunnableLambda(understand) | RunnableLambda(retrieve) | RunnableGenerator(answer)


def _search(archive: Readable, found: Found, ladder: Sequence[Step], *, undated: bool) -> Found:
    """What the first step brings, and a way to take the next one; `undated` is whether any article has no date."""
    began = time.perf_counter()
    step, *more = ladder
    questions = [found.standalone.text, *found.queries]
    hits = _hits(archive, questions, step.scope)
    if step.first:
        hits = joined(_hits(archive, questions, step.first), hits)
    notices = step.notices
    if step.narrowed and undated:
        hits = with_undated(hits, _hits(archive, questions, ladder[-1].scope), step.scope.limit)
        notices += (UNDATED,) if any(hit.article.published is None for hit in hits) else ()
    hits = phrases_first(preferred(hits, found.when))
    notices += _absent(archive, found.standalone.text, step.scope, hits)
    spent = found.timings.get("retrieve", 0.0) + time.perf_counter() - began
    searched = replace(
        found,
        asked=replace(found.asked, scope=step.scope),
        hits=hits,
        timings={**found.timings, "retrieve": spent},
        notices=notices,
        wider=None,
    )
    return replace(searched, wider=lambda: _search(archive, searched, more, undated=undated)) if more else searched


def _hits(archive: Readable, questions: Sequence[str], scope: Scope) -> list[Hit]:
    from bot.retriever import ArchiveRetriever, hit_of

    retriever = ArchiveRetriever(archive=archive, scope=scope)
    return fused([[hit_of(document) for document in retriever.invoke(question)] for question in questions])


def _absent(archive: Readable, question: str, scope: Scope, hits: Sequence[Hit]) -> tuple[str, ...]:
    """That no article has the words in the question's quotation marks, where that is so: a notice for each."""
    wanted = len(phrases(question))
    if not wanted or any(hit.parts.get(PHRASES) == wanted for hit in hits):
        return ()
    articles = "No article that was searched" if scope.filtered else "No article"
    return tuple(
        f"{articles} has the words “{shorten(phrase, _SHOWN, placeholder=' …')}” as they stand."
        for phrase in archive.absent(question, scope)
    )


def _answered(archive: Readable, answerer: Answerer, found: Found) -> Iterator[str | Answer]:
    """The answer from the narrowest part of the archive that holds one; its text is held back until that is known."""
    while True:
        course = _course(archive, found.form, found) if found.form else None
        pieces = _course_answer(course, found) if course else answerer.stream(found)
        if found.wider and not (course and course.answered):
            *waiting, answer = pieces
            if not isinstance(answer, Answer) or not answer.answered:
                found = found.wider()
                continue
            pieces = iter([*waiting, answer])
        for piece in pieces:
            yield _complete(piece, found) if isinstance(piece, Answer) else piece
        return


def _course(archive: Readable, form: Form, found: Found) -> Course | None:
    """The answer in the form that is asked for; None where the archive has none, or the answerer gives that form."""
    scope, history = found.asked.scope, found.asked.history
    if form.kind == "count":
        return counted(archive, form.topic, scope, history)
    if form.kind in ("sides", "critics", "supporters"):
        return sides(archive, form.topic, form.kind, scope, history)
    if form.kind in ("summary", "timeline"):
        tell = summary if form.kind == "summary" else timeline
        return tell(archive, form.topic, found.when.period, scope, history)
    return None


def _complete(answer: Answer, found: Found) -> Answer:
    """The answer with what went before it: how it was searched, and the tokens that were spent on that."""
    names = dict.fromkeys([*answer.usage, *found.usage])
    usage = {name: answer.usage.get(name, 0) + found.usage.get(name, 0) for name in names}
    return replace(answer, notices=(*answer.notices, *found.notices), queries=tuple(found.queries), usage=usage)


def word_by_word(text: str) -> list[str]:
    """The pieces in which a text that is there already is streamed."""
    return _PIECE.findall(text)


def _course_answer(course: Course, found: Found) -> Iterator[str | Answer]:
    """A course of events as an answer."""
    left_out = any(beside_words_to_a_machine(each.article, each.start, each.end) for each in course.citations)
    yield from word_by_word(course.text)
    yield Answer(
        question=found.asked.question,
        question_used=found.standalone.text,
        text=course.text,
        answered=course.answered,
        citations=course.citations,
        more=course.more,
        hits=course.hits or tuple(found.hits),
        scope=found.asked.scope,
        notices=(*course.notices, *([LEFT_OUT] if left_out else [])),
        timings=found.timings,
    )
