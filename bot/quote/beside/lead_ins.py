"""Sentences that only open what stands behind them: "In a series of tweets she wrote:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.languages.en.verbs import REPORTING
from bot.languages.patterns import either
from bot.quote.beside.printed import is_no_sentence, leads_in

Span = tuple[int, int]

SHORT = 12          # words of a lead-in without which what it opens isn't quoted
LONGEST = 500       # characters of both together
_REPORTS = re.compile(rf"\b{either(REPORTING)}\b", re.IGNORECASE)
_ITEM = re.compile(r"[\"“‘'•*–—(\[-]|\d{1,3}[.)]|[a-z]")


def with_lead_ins(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans of sentences in order, each lead-in together with what needs it; without it where nothing does.

    Somebody's own words need it, and the items of a list; what a long one opens comes alone, too.
    """
    opener: Span | None = None
    for start, end in spans:
        opens, opener = opener, None
        if leads_in(text[start:end]):
            opener = (start, end)
            continue
        if opens is None or not _needs(text[slice(*opens)], text[start:end]):
            yield start, end
            continue
        yield opens[0], end
        if len(text[slice(*opens)].split()) > SHORT:
            yield start, end


def _needs(opener: str, behind: str) -> bool:
    fits = len(opener) + len(behind) <= LONGEST and not is_no_sentence(behind)
    return fits and bool(_REPORTS.search(opener) or _ITEM.match(behind))
