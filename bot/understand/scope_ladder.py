"""Which parts of the archive are searched for a question about a time, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from bot.languages.replies import Replies, replies
from bot.understand.time_expressions import Period, When
from index import Figures, Hit, Scope
from index.search.fuse import lifted
from index.search.ranking import PHRASES

IN_PERIOD, FRESH = 1.8, 1.8    # added to the score of a hit from the time named; from the newest article found
# By how much the best of a further search is set below the best of the question itself. Of 36 questions of the sample
# archive on two subjects, both articles are among the first six for 27 by the question alone, for 35 with a search for
# each and this; a search that strays still leaves the article among the first three as often as none.
FURTHER = 0.6
LEVEL_BELOW = 0.01             # by how much the first undated hit is set below the last dated one

_ENGLISH = replies("en")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the archive, and what a reader must know when the answer comes from it."""

    scope: Scope
    notices: tuple[str, ...] = ()
    narrowed: bool = False       # to a time that the question names, not the reader's filter
    first: Scope | None = None   # a part of it that is searched on its own too, so that nothing crowds it out


def steps(
    when: When, asked: Scope, figures: Figures, *, revisable: bool = False, says: Replies = _ENGLISH
) -> list[Step]:
    """The parts to search until one answers, the narrowest first and `asked` last.

    Only a time that bears on when articles were printed narrows the search, and none when the reader has set dates.
    What is `revisable`, such as a number of victims, is looked for in later articles at once.
    """
    period, oldest, newest = when.period, figures.oldest, figures.newest
    if period is None or period.bind == "named" or asked.since or asked.until or oldest is None or newest is None:
        return [Step(asked)]
    since, until = period.printed_since, period.printed_until
    if (since and since > newest) or (until and until < oldest):
        return [Step(asked, (says("none_published", range=says.during(period.since, period.until),
                                  since=says.day(oldest), until=says.day(newest)),))]
    since, until = since if since and since > oldest else None, until if until and until < newest else None
    if since is None and until is None:
        return [Step(asked)]
    return _ladder(period, replace(asked, since=since, until=until), asked, revisable, says)


def during(since: datetime | None, until: datetime | None) -> str:
    """A range in English: "from 1 June 2020 to 30 June 2020" in full, "since 1 June 2020", "until 30 June 2020"."""
    return _ENGLISH.during(since, until)


def _ladder(period: Period, narrowed: Scope, asked: Scope, revisable: bool, says: Replies) -> list[Step]:
    since, until = narrowed.since, narrowed.until
    only = says("only_published", range=says.during(since, until), words=period.words)
    narrow = Step(narrowed, (only,), narrowed=True)
    if since is None or until is None or period.bind == "printed":
        return [narrow, _widest(asked, since, until, says)]
    opened, widest = replace(asked, since=since), _widest(asked, since, None, says)
    if revisable:
        only = says("only_published", range=says.during(since, None), words=period.words)
        return [Step(opened, (only,), narrowed=True, first=narrowed), widest]
    later = Step(opened, (says("later_too", range=says.during(since, until)),), narrowed=True)
    return [narrow, later, widest]


def _widest(asked: Scope, since: datetime | None, until: datetime | None, says: Replies) -> Step:
    notice = says("all_instead_filtered" if asked.filtered else "all_instead", range=says.during(since, until))
    return Step(asked, (notice,))


def in_section(section: str, ladder: Sequence[Step], says: Replies = _ENGLISH) -> list[Step]:
    """The parts to search where the question names a section: the first of them in that section, then as without."""
    first = ladder[0]
    notice = says("section_only", section=section)
    scope = replace(first.scope, sections=(section,))
    narrow = replace(first, scope=scope, notices=(notice, *first.notices), narrowed=False, first=None)
    wider = says("section_wider", section=section)
    return [narrow, *(replace(step, notices=(wider, *step.notices)) for step in ladder)]


def fused(rankings: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Hits of several searches in one order, none twice; the first ranking is the question's own.

    Each search's best is as good as the question's own best, save FURTHER; a hit counts where it stands best.
    """
    filled = [hits for hits in rankings if hits]
    if len(filled) < 2:
        return list(filled[0]) if filled else []
    level = filled[0][0].score
    found: dict[int, Hit] = {}
    for number, hits in enumerate(filled):
        lower = hits[0].score - level + (FURTHER if number else 0.0)
        for hit in hits:
            known = found.get(hit.passage.id)
            parts = known.parts if known else {} if number else hit.parts     # nearness to the question, no other
            if known is None or hit.score - lower > known.score:
                found[hit.passage.id] = replace(hit, score=hit.score - lower, parts=parts)
    return sorted(found.values(), key=lambda hit: -hit.score)


def joined(one: Sequence[Hit], other: Sequence[Hit]) -> list[Hit]:
    """Hits of two searches, best first, none twice."""
    hits = {hit.passage.id: hit for hit in sorted((*one, *other), key=lambda hit: hit.score)}
    return sorted(hits.values(), key=lambda hit: -hit.score)


def with_undated(dated: Sequence[Hit], everything: Sequence[Hit], limit: int) -> list[Hit]:
    """Hits of a dated search with those of a search through everything that carry no date behind them."""
    undated = [hit for hit in everything if hit.article.published is None][:limit]
    if not dated or not undated:
        return [*dated, *undated]
    lower = undated[0].score - dated[-1].score + LEVEL_BELOW
    return [*dated, *(replace(hit, score=hit.score - lower) for hit in undated)]


def preferred(hits: Sequence[Hit], when: When) -> list[Hit]:
    """The hits with those from the time named in front, or the newest, or the oldest, as far as they are near."""
    if not (when.period or when.latest or when.earliest):
        return list(hits)
    dates = sorted({hit.article.published for hit in hits if hit.article.published})
    place = {date: number / max(1, len(dates) - 1) for number, date in enumerate(dates)}

    def bonus(hit: Hit) -> float:
        published = hit.article.published
        fresh = place.get(published, 0.0) if published else 0.0
        order = fresh if when.latest else 1 - fresh if when.earliest and published else 0.0
        within = when.period is not None and when.period.holds(published)
        return IN_PERIOD * within + FRESH * order

    scored = [replace(hit, score=hit.score + bonus(hit), parts={**hit.parts, "time": bonus(hit)}) for hit in hits]
    return sorted(scored, key=lambda hit: -hit.score)


def phrases_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits with those in front that hold more of what stands in the question's quotation marks."""
    counts = [hit.parts.get(PHRASES, 0.0) for hit in hits]
    if not any(counts):
        return list(hits)
    scores = lifted(np.array([hit.score for hit in hits]), np.array(counts))
    raised = [replace(hit, score=float(score)) for hit, score in zip(hits, scores, strict=True)]
    return sorted(raised, key=lambda hit: -hit.score)
