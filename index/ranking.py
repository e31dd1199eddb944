"""Rank passages: two rankings propose and score candidates, then the best are held against the question by token."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from corpus.clean import whole
from index.embed import Array
from index.engine import Engine
from index.fuse import zscore_sum
from index.hit import Hit
from index.reader import Reader
from index.scope import Scope
from index.store import Ids
from index.tokens import NO_TOKENS, Match, Tokens, match, max_similarities, unpack
from index.twins import distinct

CANDIDATES = 200        # passages that each ranking proposes before both score them all
LOOKED_AT = 64          # the best of them are held against the question token by token
DENSE, LEXICAL = 0.5, 0.5      # shares of the two rankings among the candidates
FUSED, TOKENS = 1.0, 2.0       # and of that and the tokens among those looked at; docs/quality.md has the measurement
_AT_ONCE = 8            # halves of searches that run beside the other half


class Ranking:
    """Searches one archive, whatever engine it lies in."""

    def __init__(self, engine: Engine, reader: Reader) -> None:
        """Rank what the engine finds by what the reader reads."""
        self._engine = engine
        self._reader = reader
        self._aside = ThreadPoolExecutor(_AT_ONCE, "ranking")      # its threads begin with the first questions

    def search(self, query: str, scope: Scope) -> list[Hit]:
        """The `scope.limit` best passages, best first; of those that several articles print, one stands for all."""
        query = whole(query)
        looked_at = max(LOOKED_AT, scope.limit)
        while True:
            ranked = self._ranked(query, scope, looked_at)
            found = distinct(self._engine, {id: score for id, (score, _) in ranked.items()}, scope)
            if len(found) == scope.limit or len(ranked) < looked_at:
                break
            looked_at *= 4       # twins took the places
        return [Hit(each.passage, *ranked[each.passage.id], each.twins) for each in found]

    def matches(self, query: str, hits: Sequence[Hit]) -> list[Match]:
        """The question held against each passage, token by token; one that has no vectors yet is read for it."""
        question = self._reader.question(whole(query))[1]
        found = self._engine.tokens([hit.passage.id for hit in hits])
        unread = [hit.passage for hit in hits if hit.passage.id not in found]
        read = self._reader.passages([(each.article.title, each.text) for each in unread])
        found |= {passage.id: packed for passage, (_, packed) in zip(unread, read, strict=True)}
        return [match(question, unpack(found[hit.passage.id])) for hit in hits]

    def _ranked(self, query: str, scope: Scope, limit: int) -> dict[int, tuple[float, dict[str, float]]]:
        """Score and its parts of the `limit` best passages, by id, best first."""
        ids, dense, lexical = self._candidates(query, scope, max(CANDIDATES, limit))
        fused = zscore_sum((DENSE, dense), (LEXICAL, lexical))
        best = np.argsort(-fused, kind="stable")[:limit]
        ids, fused, dense, lexical = ids[best], fused[best], dense[best], lexical[best]
        tokens = max_similarities(self._reader.question(query)[1], self._tokens(ids.tolist()))
        scores = zscore_sum((FUSED, fused), (TOKENS, tokens))
        return {
            int(ids[row]): (float(scores[row]), _parts(dense[row], lexical[row], tokens[row]))
            for row in np.argsort(-scores, kind="stable")
        }

    def _candidates(self, query: str, scope: Scope, depth: int) -> tuple[Ids, np.ndarray, np.ndarray]:
        """Ids of the `depth` passages that either ranking proposes, with the score that both give it, each (n,)."""
        vector = self._reader.question(query)[0]
        within = self._engine.within(scope)
        nearing = self._aside.submit(within.near, vector, depth)      # neither of the two holds Python's lock
        worded, bm25 = within.worded(query, depth)
        near = nearing.result()
        ids = np.union1d(near, worded)
        rest = np.setdiff1d(near, worded)
        wording = self._aside.submit(within.worded, query, len(rest), rest) if len(rest) else None
        cosines = self._nearness(vector, ids)
        lexical = dict(zip(worded.tolist(), bm25.tolist(), strict=True))
        if wording:
            also, scores = wording.result()
            lexical.update(zip(also.tolist(), scores.tolist(), strict=True))
        return ids, cosines, np.array([lexical.get(id, 0.0) for id in ids.tolist()], dtype=np.float32)

    def _nearness(self, vector: Array, ids: Ids) -> np.ndarray:
        """Cosines with the passages of those ids (ascending), (n,); NaN for those without a vector."""
        embedded, vectors = self._engine.vectors(ids)
        scores = np.full(len(ids), np.nan, dtype=np.float32)
        scores[np.searchsorted(ids, embedded)] = np.einsum("nd,d->n", vectors, vector) if len(embedded) else ()
        return scores

    def _tokens(self, ids: Sequence[int]) -> list[Tokens]:
        """The kept tokens of those passages, in order; none for a passage that was not embedded yet."""
        found = self._engine.tokens(ids)
        return [unpack(found[id]) if id in found else NO_TOKENS for id in ids]


def _parts(dense: float, lexical: float, tokens: float) -> dict[str, float]:
    """What a score is made of: BM25 and, where there are vectors already, cosine and closeness by token."""
    parts = {"dense": float(dense), "lexical": float(lexical), "tokens": float(tokens)}
    return {name: score for name, score in parts.items() if not np.isnan(score)}
