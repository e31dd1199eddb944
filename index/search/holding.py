"""Finds every article that holds all of some words, for counting rather than for quoting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from index.model.words import STOP_WORDS
from index.search.protocols import Engine
from index.types.info import Holding
from index.types.scope import Scope

MOST = 2_000           # passages of the rarest word that are gone through: some hundred milliseconds
_UNDATED = datetime.min.replace(tzinfo=UTC)


def articles_holding(
    engine: Engine,
    words: str,
    scope: Scope,
    terms: Callable[[str], list[str]],
    rarity: Callable[[str], dict[str, float]],
) -> Holding:
    """The articles in the scope, and visible, with every word of `words` but stop words, stemmed, in headline or text.

    `terms` are the words of a text as the index knows them, `rarity` tells how rare each is.
    """
    telling = [word for word in words.split() if word.casefold() not in STOP_WORDS] or words.split()
    wanted = set(terms(" ".join(telling)))
    if not wanted:
        return Holding((), True)
    rarest = max(telling, key=lambda word: min(rarity(word).values(), default=0.0))
    ids, _ = engine.within(scope).worded(rarest, MOST)
    passages = engine.passages(ids.tolist(), scope).values()
    articles = {passage.article.id: passage.article for passage in passages}.values()
    holds = [each for each in articles if wanted <= set(terms(f"{each.title}\n{each.text}"))]
    return Holding(tuple(sorted(holds, key=lambda each: each.published or _UNDATED)), len(ids) < MOST)
