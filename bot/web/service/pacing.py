"""Joins the pieces of an answer that come faster than a page can show them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from bot.answer import Answer

INTERVAL_S = 0.05          # a browser turns about 600 events a second into text, for all readers together


def paced(
    pieces: Iterator[str | Answer], interval_s: float = INTERVAL_S, clock: Callable[[], float] = time.monotonic
) -> Iterator[str | Answer]:
    """The same text in fewer pieces, at most one each interval; the Answer at the end is never held back."""
    waiting, last = "", float("-inf")
    for piece in pieces:
        if isinstance(piece, str):
            waiting += piece
        if waiting and (isinstance(piece, Answer) or clock() - last >= interval_s):
            yield waiting
            waiting, last = "", clock()
        if isinstance(piece, Answer):
            yield piece
    if waiting:
        yield waiting
