"""The retrieval chain: understand, retrieve, answer; built from LangChain's runnables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from textwrap import shorten
from typing import TYPE_CHECKING

from bot.answer import ASKS_BACK, Answer, Turn, version_of
from bot.quote.lead import beside_words_to_a_machine
from bot.quote.reports.counting import counted
from bot.quote.reports.course import Course
from bot.quote.reports.office_holder import full_name
from bot.quote.reports.sides import sides
from bot.quote.reports.summary import summary
from bot.quote.reports.timeline import timeline
from bot.quote.support import naming, says_of
from bot.quote.wording import alternatives, recognised_poorly
from bot.retriever.found import Answerer, Asked, Found, word_by_word
from bot.understand.answer_form import Form
from bot.understand.languages.language import Language, spoken
from bot.understand.scope_ladder import (
    Step,
    fused,
    in_section,
    joined,
    phrases_first,
    preferred,
    steps,
    with_undated,
)
from bot.understand.standalone import Standalone
from bot.understand.talk.as_known import hardly_known
from bot.understand.talk.coreference import speaks_of_somebody
from bot.understand.talk.cutting import LONGEST, Cutting, quoted
from bot.understand.talk.office import of_holder
from index import Hit, Readable, Scope
from index.model.embed import is_default
from index.search.ranking import PHRASES
from index.search.wording import phrases

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

_RECENT = 4        # turns whose cuttings are looked up: what was named before has faded
_LAST = 2          # turns of which only the words are known and whose articles are looked for by what they quoted
_HOLD_IT = 5       # articles with all words of a quotation, among which it is looked for
_ONE_MARK = str.maketrans("“”‘’'", '"' * 5)      # a quotation within one has other marks than its article
_SHOWN = 100       # characters of a phrase in a notice


def retrieval_chain(
    archive: Readable, answerer: Answerer, planned: Callable[[Found], Found] = lambda found: found
) -> Runnable[Asked, str | Answer]:
    """From Asked to the pieces of an answer's text and then the Answer: stream it, since pieces don't add up.

    `planned` may better what was understood by rules.
    """
    # Here and below: LangChain takes a second to import, and a page can be shown before its first question comes.
    from langchain_core.runnables import RunnableGenerator, RunnableLambda

    def understand(asked: Asked) -> Found:
        began = time.perf_counter()
        vocabulary, language = archive.vocabulary if asked.respell else None, spoken(asked.question, archive.languages)
        spelt = language.respelt(asked.question, vocabulary, asked.scope.moment)
        history = [replace(turn, question=language.respelt(turn.question, vocabulary, asked.scope.moment).text)
                   for turn in asked.history]
        standalone = _standalone(archive, language, spelt.text, history, asked.scope.moment)
        found = read(asked, standalone.first or standalone)
        spent = {"understand": time.perf_counter() - began}
        return planned(replace(found, timings=spent, respelt=spelt))

    def read(asked: Asked, standalone: Standalone) -> Found:
        language = spoken(asked.question, archive.languages)
        when = language.read_time(standalone.text, asked.scope.moment, standalone.focus)
        when = when if asked.narrow else replace(when, period=None)
        form = language.answer_form(standalone.text, standalone.focus, when.period)
        if form and form.kind == "count" and when.period:     # what was printed then is counted, nothing beside it
            when = replace(when, period=replace(when.period, bind="printed"))
        return Found(asked, standalone, when=when, form=form, given=asked.scope, language=language,
                     beside=_beside_its_language(archive, language))

    def retrieve(found: Found) -> Found:
        says, kind = found.language.replies, found.language.answer_type(found.standalone.focus)
        revisable = kind is not None and kind.name in ("number", "money")
        figures = archive.figures(found.asked.scope.moment)
        ladder = steps(found.when, found.asked.scope, figures, revisable=revisable, says=says)
        ladder = in_section(found.section, ladder, says) if found.section else ladder
        return _search(archive, found, ladder, undated=figures.undated > 0)

    def otherwise(found: Found, standalone: Standalone) -> Found:
        again = read(replace(found.asked, scope=found.given), standalone)
        return retrieve(replace(again, timings=found.timings, respelt=found.respelt, usage=found.usage))

    def answer(inputs: Iterable[Found]) -> Iterator[str | Answer]:
        for found in inputs:
            yield from _as_meant(archive, answerer, found, otherwise)

    return RunnableLambda(understand) | RunnableLambda(retrieve) | RunnableGenerator(answer)


def _standalone(
    archive: Readable, language: Language, typed: str, history: Sequence[Turn], moment: datetime
) -> Standalone:
    """The question as it is searched: as it was typed, where nothing but its capitals would be another."""
    recent = max(0, len(history) - _RECENT)
    cuttings = [_cutting(archive, turn, moment) if row >= recent else None for row, turn in enumerate(history)]
    if history and not history[-1].marks:
        cuttings = [*cuttings[:-_LAST], *(_quoted_from(archive, turn, moment) for turn in history[-_LAST:])]
    if history and cuttings[-1] is None and speaks_of_somebody(typed):
        cuttings = [*cuttings[:-1], _naming_them(archive, history[-1].question, moment)]
    named = [replace(turn, question=language.as_article(turn.question, cutting)) if cutting else turn
             for turn, cutting in zip(history, cuttings, strict=True)]
    asked = language.as_printed(typed, archive.vocabulary, moment) if history else typed
    return language.standalone(asked, named, cuttings).as_typed(typed)


def _cutting(archive: Readable, turn: Turn, moment: datetime) -> Cutting | None:
    """The sentence that answered a turn, with its article; None where it isn't known or not there any more."""
    article = archive.article(turn.lead.article, moment) if turn.lead else None
    if turn.lead is None or article is None or version_of(article) != turn.lead.version:
        return None
    return Cutting(article.text[turn.lead.start : turn.lead.end], article.title, article.text[:LONGEST], article.id)


def _quoted_from(archive: Readable, turn: Turn, moment: datetime) -> Cutting | None:
    """The article that a turn quoted from, where only the words of its answer are known; None without one."""
    words = quoted(turn.answer) if turn.answered else ""
    if not words:
        return None
    for article in archive.holding(words, Scope(now=moment)).articles[:_HOLD_IT]:
        start = article.text.translate(_ONE_MARK).find(words.translate(_ONE_MARK))
        if start >= 0:
            return Cutting(article.text[start : start + len(words)], article.title, article.text[:LONGEST], article.id)
    return None


def _naming_them(archive: Readable, question: str, moment: datetime) -> Cutting | None:
    """What only tells whether those are men or women whom a question named that nothing answered; None for one name."""
    names = hardly_known(question)
    articles = archive.holding(" ".join(names), Scope(now=moment)).articles[:1] if names else ()
    return Cutting("", "", articles[0].text[:LONGEST]) if articles else None


def _beside_its_language(archive: Readable, language: Language) -> tuple[str, ...]:
    """That the archive is in another language, which its model doesn't know; empty where the question is in its own."""
    known = archive.languages
    if not known or language.code in known or not is_default(archive.recipe.model):
        return ()
    return (language.replies("other_language", language=language.replies.name_of(known[0])),)


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
        beside = any(hit.article.published is None for hit in hits)
        notices += (found.language.replies("undated_too"),) if beside else ()
    hits = phrases_first(preferred(hits, found.when))
    about = f"{found.standalone.about} {found.standalone.within}".strip()
    hits = naming(hits, about, archive.terms) if about else hits
    if found.standalone.article:
        hits = [hit for hit in hits if hit.article.id == found.standalone.article]
    notices += _absent(archive, found, step.scope, hits)
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
    from bot.retriever.archive_retriever import ArchiveRetriever, hit_of

    retriever = ArchiveRetriever(archive=archive, scope=scope)
    return fused([[hit_of(document) for document in retriever.invoke(question)] for question in questions])


def _absent(archive: Readable, found: Found, scope: Scope, hits: Sequence[Hit]) -> tuple[str, ...]:
    """That no article has the words in the question's quotation marks, where that is so: a notice for each."""
    question, says = found.standalone.text, found.language.replies
    wanted = len(phrases(question))
    if not wanted or any(hit.parts.get(PHRASES) == wanted for hit in hits):
        return ()
    key = "no_phrase_filtered" if scope.filtered else "no_phrase"
    return tuple(says(key, phrase=shorten(phrase, _SHOWN, placeholder=" …"))
                 for phrase in archive.absent(question, scope))


def _as_meant(
    archive: Readable, answerer: Answerer, found: Found, otherwise: Callable[[Found, Standalone], Found]
) -> Iterator[str | Answer]:
    """The answer to the first reading of the question that the archive answers: about what it is meant to be about.

    Where two are as likely and their answers differ, a question which of them is meant, unless that was asked before.
    """
    if found.standalone.rivals and not any(turn.answer.startswith(ASKS_BACK) for turn in found.asked.history[-1:]):
        if meant := _of_rivals(archive, answerer, found, otherwise):
            yield from meant
            return
    while other := found.standalone.otherwise:
        pieces = list(_answered(archive, answerer, found))
        if isinstance(pieces[-1], Answer) and says_of(pieces[-1], found.standalone, archive.terms, archive.rarity):
            yield from pieces
            return
        found = otherwise(found, other)
    if named := _holder_named(archive, answerer, found, otherwise):
        found = otherwise(found, named)
    yield from _answered(archive, answerer, found)


def _holder_named(
    archive: Readable, answerer: Answerer, found: Found, otherwise: Callable[[Found, Standalone], Found]
) -> Standalone | None:
    """A question about whoever holds an office, with the name of who does; None for others.

    Else the age of a mayor who has died stands for that of the present one. Where nobody is named, only what names the
    office is quoted from.
    """
    asked = of_holder(found.standalone.text)
    if asked is None or found.when.period or found.standalone.article:
        return None
    office, which, start, end = asked
    who = f"Who is the {office} {which}".strip() + "?"
    *_, answer = _answered(archive, answerer, otherwise(found, Standalone(who, who)))
    lead = answer.lead if isinstance(answer, Answer) else None
    name = full_name(office, lead.quote) if lead else None
    if name is None:
        return replace(found.standalone, about=f"{office} {which}", otherwise=None)
    text = f"{found.standalone.text[:start]}{name}{found.standalone.text[end:]}"
    return Standalone(text, text, about=name.split()[-1])


def _of_rivals(
    archive: Readable, answerer: Answerer, found: Found, otherwise: Callable[[Found, Standalone], Found]
) -> list[str | Answer] | None:
    """Which reading is meant, where the archive answers several and each otherwise; the answer to the only one it does.

    None where it answers none, or one sentence all of them, unless that names only one.
    """
    answered = []
    for name, reading in found.standalone.rivals:
        pieces = list(_answered(archive, answerer, otherwise(found, reading)))
        answer = pieces[-1]
        if isinstance(answer, Answer) and says_of(answer, reading, archive.terms, archive.rarity):
            answered.append((name, answer, pieces))
    if len(answered) < 2:
        return answered[0][2] if answered else None
    leads = {(lead.article.id, lead.start, lead.end) for _, answer, _ in answered if (lead := answer.lead)}
    if len(leads) == len(answered):
        return _asks_back(found, answered)
    named = [pieces for name, answer, pieces in answered
             if answer.lead and set(archive.terms(name)[-1:]) <= set(archive.terms(answer.lead.quote))]
    return named[0] if len(named) == len(leads) == 1 else None


def _asks_back(found: Found, answered: Sequence[tuple[str, Answer, list[str | Answer]]]) -> list[str | Answer]:
    text = f"{ASKS_BACK}{alternatives([name for name, _, _ in answered])}?"
    return [text, Answer(
        question=found.asked.question,
        question_used=found.respelt.text if found.respelt else found.asked.question,
        text=text,
        answered=False,
        choices=tuple(answer.question_used for _, answer, _ in answered),
        scope=found.asked.scope,
        timings=found.timings,
    )]


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
    changes = found.respelt.changes if found.respelt else ()
    poor = recognised_poorly(answer.citations, found.language.replies)
    notices = tuple(filter(None, (*answer.notices, *found.beside, *found.notices, poor)))
    return replace(answer, notices=notices, queries=tuple(found.queries), usage=usage, respelt=changes)


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
        notices=(*course.notices, *([found.language.replies("left_out")] if left_out else [])),
        timings=found.timings,
    )
