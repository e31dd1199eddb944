"""Answers offline, by quoting the sentence that answers."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import compress

from bot.answer import Answer, Citation
from bot.languages.replies import Replies
from bot.quote.candidate import Candidate
from bot.quote.candidates import candidates
from bot.quote.citations import also_printed, cite, numbered
from bot.quote.in_parts import answered_in_parts, with_parts
from bot.quote.lead import beside_words_to_a_machine, lead_span
from bot.quote.premises.absent import absent, unmentioned
from bot.quote.premises.check import Checked, checked, in_front, premises_of
from bot.quote.premises.namesake import Namesakes, namesakes
from bot.quote.question import ParsedQuestion, taken_apart
from bot.quote.selection import Quotations, selected
from bot.quote.several.parts import parts
from bot.quote.support import ENOUGH, TELLING, nearest, support
from bot.quote.wanted.telling_words import telling_words
from bot.quote.wording import alternatives, in_marks, not_mentioned, quotations
from bot.retriever.found import Found, word_by_word
from bot.understand.about_archive import span
from index import Hit, Readable
from index.model.languages import ENGLISH

ON_TOPIC = 0.05       # support from which what is known about the subject is quoted, as no answer


class Extractor:
    """Answers by quotation, or says that the archive does not hold the answer."""

    def __init__(self, archive: Readable) -> None:
        """Quote from this archive, by its words and its model."""
        self._archive = archive

    def stream(self, found: Found) -> Iterator[str | Answer]:
        """The answer's text word by word, then the Answer."""
        began = time.perf_counter()
        standalone = found.standalone
        question = taken_apart(self._archive, standalone.text, standalone.focus, found.asked.scope.moment)
        looked_at = candidates(self._archive, question, found.hits)
        ranked = [each for each in looked_at if not each.orders]
        says, english = question.language.replies, question.language.code == ENGLISH
        apart = answered_in_parts(self._archive, parts(standalone.text) if english else (), found)
        likelihood = apart.likelihood or support(question, ranked)
        taken = checked(self._archive, question, ranked, found) if english else Checked()
        called = namesakes(standalone.text, [hit.article for hit in found.hits]) if english else None
        likely = likelihood >= ENOUGH or taken.decides is not None
        answered = likely and taken.judged.says != "not found" and not (called and called.other)
        quotes = with_parts(apart.leads, best_quotations(question, ranked, likelihood))
        quotes = in_front(quotes, taken.decides) if taken.decides else quotes
        quotes = Quotations() if called and called.other else quotes
        cited = [also_printed(each, found.hits) for each in numbered(quotes.all, found.asked.history)]
        left_out = len(ranked) < len(looked_at) or any(map(_beside_words_to_a_machine, cited))
        citations, more = tuple(cited[: len(quotes.shown)]), tuple(cited[len(quotes.shown) :])
        meant = None if answered else called
        gone = self._unmentioned(found, question, citations) if answered and english and not taken.decides else []
        text = _quoting(found, citations, gone, taken.opening, says) if answered else self._abstention(
            found, question, ranked, citations, taken.unheard, meant)
        sure = answered and quotes.sure and english and not gone
        yield from word_by_word(text)
        yield Answer(
            question=found.asked.question,
            question_used=standalone.text,
            text=text,
            answered=answered,
            citations=citations,
            more=more,
            choices=meant.instead(standalone.text) if meant else (),
            premises=premises_of(taken, cited),
            short=self._telling(standalone.focus, citations) if sure else None,
            hits=tuple(found.hits),
            scope=found.asked.scope,
            notices=tuple(compress((says("left_out"), says("in_part")), (left_out, answered and apart.partly))),
            support=likelihood,
            timings={**found.timings, "answer": time.perf_counter() - began},
        )

    def _telling(self, focus: str, citations: Sequence[Citation]) -> Citation | None:
        """The words of the first quotation that tell what was asked, cited under its number."""
        lead = citations[0] if citations else None
        words = telling_words(focus, lead.quote, self._archive.terms) if lead else None
        if lead is None or words is None:
            return None
        return cite(lead.number, lead.article, lead.start + words[0], lead.start + words[1])

    def _unmentioned(self, found: Found, question: ParsedQuestion, citations: Sequence[Citation]) -> list[str]:
        """The names that the reader typed and no quoted article has."""
        quoted, near = [each.article for each in citations], [each.article for each in found.hits]
        return unmentioned(question, found.asked.question, quoted, near, self._archive.terms)

    def _abstention(
        self, found: Found, question: ParsedQuestion, ranked: Sequence[Candidate], citations: Sequence[Citation],
        unheard: str, meant: Namesakes | None,
    ) -> str:
        """That there is no answer, what the archive does say of it or what is nearest, and who may be meant."""
        says, terms = question.language.replies, self._archive.terms
        refusal = f"The archive doesn't say that {unheard}." if unheard else says("not_here")
        near = () if citations else nearest(question, found.hits, ranked, terms)
        gone = absent(question, near or [each.article for each in citations], terms)
        asks = f"\n\n{says('namesake', name=alternatives(meant.known))}" if meant else ""
        missing = f" {says('absent', names=', '.join(gone))}" if gone else ""
        if citations:
            known = quotations(citations, publisher=several(found.hits), says=says)
            return f"{refusal} {says('known')}\n\n{known}{missing}{asks}"
        figures = self._archive.figures(found.asked.scope.moment)
        searched = says("searched_filtered" if found.asked.scope.filtered else "searched", what=span(figures, says))
        searched = f"{refusal} {searched}"
        if not near:
            return searched + asks
        days = [f" ({says.day(each.published)})" if each.published else "" for each in near]
        titles = [f"{in_marks(each.title)}{day}" for each, day in zip(near, days, strict=True)]
        return f"{searched}\n\n{says('nearest', titles='; '.join(titles))}{missing}{asks}"


def _quoting(
    found: Found, citations: Sequence[Citation], gone: Sequence[str], opening: str, says: Replies
) -> str:
    """The quotations, and before them which names no quoted article has, or else what came of the claims."""
    if gone:
        opening = not_mentioned(gone, len({each.article.id for each in citations}))
    return opening + quotations(citations, publisher=several(found.hits), says=says)


def _beside_words_to_a_machine(citation: Citation) -> bool:
    return beside_words_to_a_machine(citation.article, citation.start, citation.end)


def several(hits: Sequence[Hit]) -> bool:
    """Whether what was found comes from several publishers, so that a reader must be told from which."""
    return len({hit.article.source for hit in hits}) > 1


def best_quotations(question: ParsedQuestion, ranked: Sequence[Candidate], likelihood: float) -> Quotations:
    """The sentences that answer, where that is likely; else what is known about the subject, where anything is."""
    return selected(question, ranked) if likelihood >= ENOUGH else on_topic(question, ranked, likelihood)


def on_topic(question: ParsedQuestion, ranked: Sequence[Candidate], likelihood: float) -> Quotations:
    """The nearest sentence, where its article names everybody asked about; else none.

    A name that half the archive holds, such as the town's, is no subject.
    """
    telling = any(question.weights.get(name, 0.0) >= TELLING for name in question.names)
    if not telling or likelihood < ON_TOPIC or ranked[0].named < 1.0:
        return Quotations()
    article = ranked[0].hit.article
    return Quotations(((article, *lead_span(article, ranked[0].start, ranked[0].end)),))
