"""Sums up a topic: a telling sentence from each of a few reports, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.answer import Turn
from bot.quote.citations import numbered
from bot.quote.lead import lead_span, points_back, sentence_spans
from bot.quote.reports.course import Course
from bot.quote.reports.reports import is_report
from bot.quote.reports.timeline import in_order, reported
from bot.quote.selection import Quote, same_words
from bot.quote.wording import dated_quotation
from bot.understand.time_expressions import Period
from index import Readable, Scope

ENTRIES = 6            # quotations at most
LEAST = 3              # where fewer reports are about it, they say more than one sentence each
WORDS = 100            # that the quotations together have, unless the first two are longer
MORE = 4               # quotations behind the fold
_UNDATED = datetime.min.replace(tzinfo=UTC)


def summary(
    archive: Readable, topic: str, period: Period | None, scope: Scope, history: Sequence[Turn] = ()
) -> Course | None:
    """The topic in at most ENTRIES quotations and some WORDS; None when no dated article is about it."""
    found, hits = reported(archive, topic, period, scope, LEAST)
    if not found:
        return None
    telling = [(article, *lead_span(article, start, end)) for article, start, end in ends_first(found)]
    shown = within(telling if len(telling) >= LEAST else [*telling, *further(telling)])
    rest = [quote for quote in telling if quote not in shown][:MORE]
    cited = numbered([*in_order(shown), *in_order(rest)], history)
    citations, more = cited[: len(shown)], cited[len(shown) :]
    left_out = len(found) - len({quote[0].id for quote in (*shown, *rest)})
    notices = (f"{len(found) - left_out} of the {len(found)} articles found are quoted.",) if left_out > 0 else ()
    return Course("\n\n".join(map(dated_quotation, citations)), citations, tuple(hits), more, notices)


def ends_first(found: Sequence[Quote]) -> list[Quote]:
    """The nearest report, then the latest and the earliest of those as near as any: how it began, how things stand."""
    near = list(found[: ENTRIES + MORE])
    first, last = min(near, key=_moment), max(near, key=_moment)
    picked = {id(each): each for each in (near[0], last, first, *near)}
    return list(picked.values())


def within(quotes: Sequence[Quote]) -> list[Quote]:
    """The first ENTRIES of them that fit WORDS, and the first two whatever their length; none twice in other words."""
    chosen: list[Quote] = []
    for quote in quotes:
        words = sum(len(_text(each).split()) for each in (*chosen, quote))
        fits = len(chosen) < 2 or (len(chosen) < ENTRIES and words <= WORDS)
        if fits and not any(same_words(_text(quote), _text(other)) for other in chosen):
            chosen.append(quote)
    return chosen


def further(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """What the articles say next, sentence by sentence in turn; what points back is left out."""
    following = [_after(quote) for quote in quotes]
    for depth in range(ENTRIES):
        yield from (rest[depth] for rest in following if depth < len(rest))


def _after(quote: Quote) -> list[Quote]:
    article, _, end = quote
    spans = [span for span in sentence_spans(article.text, article.language) if span[0] >= end]
    telling = [span for span in spans if is_report(article, *span)]
    return [(article, *span) for span in telling if not points_back(article.text[slice(*span)])][:ENTRIES]


def _moment(quote: Quote) -> datetime:
    return quote[0].published or _UNDATED


def _text(quote: Quote) -> str:
    return quote[0].text[quote[1] : quote[2]]
