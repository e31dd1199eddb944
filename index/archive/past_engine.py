"""The engine of what was known on a day: the present articles that stood so then, and former versions beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from corpus import Article
from index.search.filter_columns import Picked
from index.search.local import LocalEngine, LocalWithin
from index.search.wording import ANY, Wording
from index.store.passages import StoryPassage
from index.store.versions import FormerVersion
from index.types.arrays import Array, Ids
from index.types.hit import Passage
from index.types.scope import Scope

FIRST = 1 << 40          # ids and keys from here on are those of former versions
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What was known at one moment."""

    present: Ids                     # keys (n,) of the articles that stand as they stood then
    former: Ids                      # and of the former versions, (m,), in their own archive
    moments: tuple[datetime, ...]    # at each of which a reader must be able to see it: then, and now


class PastEngine:
    """Fulfils `Engine` over two others: ids and keys of the second begin behind FIRST."""

    def __init__(
        self,
        present: LocalEngine,
        former: LocalEngine,
        known: Callable[[], Known],
        article: Callable[[str], Article | None],
    ) -> None:
        """`article` reads the version of an id that was known then, if readers may see it: the last word."""
        self._present, self._former, self._known, self._article = present, former, known, article

    def within(self, scope: Scope, wording: Wording = ANY) -> PastWithin:
        """The part that a question asks for."""
        engines = (self._present, 0), (self._former, FIRST)
        sides = [
            _Side(engine.among(picked, scope, wording), engine, first)
            for (engine, first), picked in zip(engines, self._picked(scope), strict=True) if picked.count
        ]
        return PastWithin(sides, self._present.weight)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that its articles are in, the most frequent first."""
        return tuple(dict.fromkeys([*self._present.languages, *self._former.languages]))

    def size(self, scope: Scope) -> int:
        """How many passages a question in the scope may be answered from."""
        return sum(picked.count for picked in self._picked(scope))

    def published(self, scope: Scope) -> tuple[tuple[Ids, Ids], tuple[Ids, Ids]]:
        """For the present articles in the scope and for the former versions: keys (n,), and when published, (n,)."""
        present, former = self._picked(scope)
        return self._present.articles(present), self._former.articles(former)

    def vectors(self, ids: Ids) -> tuple[Ids, Array]:
        """Ids (n,), ascending, and vectors (n, dimensions) of those passages that have been embedded."""
        there, vectors = self._present.vectors(ids[ids < FIRST])
        before, former = self._former.vectors(ids[ids >= FIRST] - FIRST)
        if not len(there) or not len(before):       # of no passages, there are vectors of no dimensions
            return (there, vectors) if len(there) else (before + FIRST, former)
        return np.concatenate([there, before + FIRST]), np.concatenate([vectors, former])

    def tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Packed tokens by passage id, of those that have been embedded."""
        there, before = _apart(ids)
        former = self._former.tokens(before)
        return {**self._present.tokens(there), **{id + FIRST: packed for id, packed in former.items()}}

    def passages(self, ids: Sequence[int], scope: Scope) -> dict[int, Passage]:
        """Passages by id: those that are still there, in the scope, and were known then."""
        there, before = _apart(ids)
        found = {id: each for id, each in self._present.passages(there, scope).items() if self._stood(each.article)}
        for id, each in self._former.passages(before, scope).items():
            if article := self._restored(each.article):
                found[id + FIRST] = Passage(id + FIRST, article, each.start, each.end)
        return found

    def of_stories(self, ids: Sequence[int]) -> Mapping[int, StoryPassage]:
        """Of these passages, those of a story that several articles print, hidden ones too."""
        there, before = _apart(ids)
        found = dict(self._present.of_stories(there))
        for id, each in self._former.of_stories(before).items():
            found[id + FIRST] = replace(each, article=each.article + FIRST, story=each.story + FIRST)
        return found

    def prints(self, stories: Collection[int], scope: Scope, limit: int) -> Mapping[int, Sequence[Article]]:
        """Articles that print each story and were known then, by date, of its first `limit`; undated ones last."""
        there, before = _apart(stories)
        found: dict[int, Sequence[Article]] = {
            story: list(filter(self._stood, articles))
            for story, articles in self._present.prints(there, scope, limit).items()
        }
        for story, articles in self._former.prints(before, scope, limit).items():
            found[story + FIRST] = [known for each in articles if (known := self._restored(each))]
        return found

    def _picked(self, scope: Scope) -> tuple[Picked, Picked]:
        known = self._known()
        return (self._present.of_articles(scope, known.moments, known.present),
                self._former.of_articles(scope, known.moments, known.former))

    def _stood(self, article: Article) -> bool:
        """Whether what the article says at present is what was known then."""
        return self._article(article.id) == article

    def _restored(self, named: Article) -> Article | None:
        """The article of a former version that lies under its name; None where it isn't what was known then."""
        known = self._article(FormerVersion.named(named.id).id)
        return known if known and replace(named, id=known.id) == known else None


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two engines, as far as a question asks for it."""

    within: LocalWithin
    engine: LocalEngine
    first: int           # what is added to its ids


class PastWithin:
    """Fulfils `Within` over what is known of both."""

    def __init__(self, sides: Sequence[_Side], weight: Callable[[str], float]) -> None:
        """BM25 scores are brought to those of the engine that has this `weight` of a query's words."""
        self._sides, self._weight = sides, weight

    def near(self, vector: Array, limit: int) -> Ids:
        """Ids, (n,), of the passages nearest to a unit vector, (dimensions,), best first."""
        found = [(side, np.sort(side.within.near(vector, limit))) for side in self._sides]
        both = [(*side.engine.vectors(ids), side.first) for side, ids in found if len(ids)]
        ids = np.concatenate([_NONE, *(embedded + first for embedded, _, first in both)])
        cosines = np.concatenate([np.zeros(0, dtype=np.float32), *(vectors @ vector for _, vectors, _ in both)])
        return ids[np.argsort(-cosines, kind="stable")[:limit]]

    def worded(self, query: str, limit: int, only: Ids | None = None) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the passages that share most words, best first; `only` of these."""
        found = [self._worded(side, query, limit, only) for side in self._sides]
        ids = np.concatenate([_NONE, *(ids for ids, _ in found)])
        scores = np.concatenate([np.zeros(0, dtype=np.float32), *(scores for _, scores in found)])
        best = np.argsort(-scores, kind="stable")[:limit]
        return ids[best], scores[best]

    def _worded(self, side: _Side, query: str, limit: int, only: Ids | None) -> tuple[Ids, Array]:
        if only is not None:
            only = only[(only >= FIRST) == bool(side.first)] - side.first
            if not len(only):
                return _NONE, np.zeros(0, dtype=np.float32)
        ids, scores = side.within.worded(query, limit, only)
        own = side.engine.weight(query) if side.first else 0.0
        return ids + side.first, (scores * (self._weight(query) / own) if own else scores).astype(np.float32)


def _apart(ids: Iterable[int]) -> tuple[list[int], list[int]]:
    """The ids of present passages, and those of former ones as their own engine has them."""
    ids = list(ids)
    return [id for id in ids if id < FIRST], [id - FIRST for id in ids if id >= FIRST]
