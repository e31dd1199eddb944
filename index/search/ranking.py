"""Rank passages: two rankings propose and score candidates, then the best are held against the question by token."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from corpus.text.clean import without_surrogates
from index.model.languages import asked_in
from index.model.native_threads import in_one_thread
from index.model.reader import Reader
from index.model.tokens import NO_TOKENS, Match, Probe, Tokens, match, max_similarities, unpack
from index.search.deduplicate import distinct
from index.search.fuse import lifted, zscore_sum
from index.search.protocols import Engine
from index.search.wording import ANY, Wording, exactly, phrases, read_search
from index.types.arrays import Array, Ids
from index.types.hit import Hit
from index.types.scope import Scope

CANDIDATES = 200        # passages that each ranking proposes before both score them all
LOOKED_AT = 64          # the best of them are held against the question token by token
DENSE, LEXICAL = 0.5, 0.5      # shares of the two rankings among the candidates
FUSED, TOKENS = 1.0, 2.0       # and of that and the tokens among those looked at; docs/quality.md has the measurement
PHRASES = "phrases"     # the part of a score that counts what the passage holds of a question's quotation marks
_AT_ONCE = 8            # halves of searches that run beside the other half


class Ranking:
    """Searches one archive, whatever engine it lies in."""

    def __init__(self, engine: Engine, reader: Reader) -> None:
        """Rank what the engine finds by what the reader reads."""
        in_one_thread()
        self._engine = engine
        self._reader = reader
        self._aside = ThreadPoolExecutor(_AT_ONCE, "ranking")      # its threads begin with the first questions

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the engine's passages, the most frequent first."""
        return self._engine.languages

    def search(self, query: str, scope: Scope) -> list[Hit]:
        """The `scope.limit` best passages, best first; of those that several articles print, one stands for all.

        Those that hold what stands in quotation marks come before those that don't.
        """
        return self._hits(without_surrogates(query), scope)

    def find(self, query: str, scope: Scope) -> list[Hit]:
        """The same of those that obey the query's operators; none where it only says what to leave out."""
        wording = read_search(without_surrogates(query))
        return self._hits(wording.text, scope, wording) if any(map(str.isalnum, wording.text)) else []

    def absent(self, question: str, scope: Scope) -> list[str]:
        """What stands in quotation marks and in no passage."""
        return [
            phrase for phrase in phrases(without_surrogates(question))
            if not len(self._engine.within(scope, exactly(phrase)).worded(phrase, 1)[0])
        ]

    def _hits(self, query: str, scope: Scope, wording: Wording | None = None) -> list[Hit]:
        """In a wording that is required; without one, phrases of the query are preferred."""
        looked_at = max(LOOKED_AT, scope.limit)
        while True:
            ranked = self._ranked(query, scope, wording, looked_at)
            found = distinct(self._engine, {id: score for id, (score, _) in ranked.items()}, scope)
            if len(found) == scope.limit or len(ranked) < looked_at:
                break
            looked_at *= 4       # twins took the places
        return [Hit(each.passage, *ranked[each.passage.id], each.twins) for each in found]

    def matches(self, query: str, hits: Sequence[Hit]) -> list[Match]:
        """The question held against each passage, token by token; one that has no vectors yet is read for it."""
        question = self._question(without_surrogates(query))[1]
        found = self._engine.tokens([hit.passage.id for hit in hits])
        unread = [hit.passage for hit in hits if hit.passage.id not in found]
        read = self._reader.passages([(each.article.title, each.text) for each in unread])
        found |= {passage.id: packed for passage, (_, packed) in zip(unread, read, strict=True)}
        scale = self._reader.yardstick
        return [match(question, unpack(found[hit.passage.id]), scale) for hit in hits]

    def _ranked(
        self, query: str, scope: Scope, wording: Wording | None, limit: int
    ) -> dict[int, tuple[float, dict[str, float]]]:
        """Score and its parts of the `limit` best passages, by id, best first."""
        depth = max(CANDIDATES, limit)
        holding = [self._holding(phrase, query, scope, depth) for phrase in phrases(query)] if wording is None else []
        proposed = np.concatenate([np.zeros(0, dtype=np.int64), *(ids for ids, _ in holding)])
        ids, dense, lexical = self._candidates(query, scope, wording or ANY, depth, proposed)
        counts = np.zeros(len(ids), dtype=np.float32)
        for _, holds in holding:
            counts += holds(ids)
        fused = among_candidates(dense, lexical)
        best = np.argsort(-lifted(fused, counts), kind="stable")[:limit]
        ids, fused, dense, lexical, counts = ids[best], fused[best], dense[best], lexical[best], counts[best]
        tokens = max_similarities(self._question(query)[1], self._tokens(ids.tolist()))
        scores = lifted(among_looked_at(fused, tokens), counts)
        scale, order = self._reader.yardstick, np.argsort(-scores, kind="stable")
        known = (scale.dense.of(dense), lexical, scale.words.of(tokens), counts)
        parts = zip(*(each[order].tolist() for each in known), strict=True)
        return dict(zip(ids[order].tolist(), zip(scores[order].tolist(), map(_parts, parts), strict=True), strict=True))

    def _holding(
        self, phrase: str, query: str, scope: Scope, depth: int
    ) -> tuple[Ids, Callable[[Ids], np.ndarray]]:
        """Ids of the best `depth` passages that hold a phrase, and what tells of any ids (n,) whether they do, (n,)."""
        within = self._engine.within(scope, exactly(phrase))
        best = within.worded(query, depth)[0]

        def holds(ids: Ids) -> np.ndarray:
            return np.isin(ids, best if len(best) < depth else within.worded(query, len(ids), ids)[0])

        return best, holds

    def _candidates(
        self, query: str, scope: Scope, wording: Wording, depth: int, proposed: Ids
    ) -> tuple[Ids, np.ndarray, np.ndarray]:
        """Ids of the `depth` passages that either ranking proposes, with the score that both give it, each (n,).

        What was `proposed` is among them.
        """
        vector = self._question(query)[0]
        within = self._engine.within(scope, wording)
        nearing = self._aside.submit(within.near, vector, depth)      # neither of the two holds Python's lock
        worded, bm25 = within.worded(query, depth)
        near = np.union1d(nearing.result(), proposed)
        ids = np.union1d(near, worded)
        rest = np.setdiff1d(near, worded)
        scoring = self._aside.submit(within.worded, query, len(rest), rest) if len(rest) else None
        cosines = self._nearness(vector, ids)
        lexical = dict(zip(worded.tolist(), bm25.tolist(), strict=True))
        if scoring:
            also, scores = scoring.result()
            lexical.update(zip(also.tolist(), scores.tolist(), strict=True))
        return ids, cosines, np.array([lexical.get(id, 0.0) for id in ids.tolist()], dtype=np.float32)

    def _question(self, query: str) -> tuple[Array, Probe]:
        """A question as the model reads it, in its own language."""
        return self._reader.question(query, asked_in(query, self._engine.languages))

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


def among_candidates(dense: Array, lexical: Array) -> Array:
    """Scores (n,) of what was proposed, from cosines and BM25, each (n,)."""
    return zscore_sum((DENSE, dense), (LEXICAL, lexical))


def among_looked_at(fused: Array, tokens: Array) -> Array:
    """Scores (n,) of the best of them, from those scores and their closeness by token, each (n,)."""
    return zscore_sum((FUSED, fused), (TOKENS, tokens))


def _parts(scores: tuple[float, float, float, float]) -> dict[str, float]:
    """What a score is made of: BM25 and, where there are vectors already, cosine and closeness by token; phrases."""
    dense, lexical, tokens, phrases = scores
    parts = {"dense": dense, "lexical": lexical, "tokens": tokens, **({PHRASES: phrases} if phrases else {})}
    return {name: score for name, score in parts.items() if not math.isnan(score)}
