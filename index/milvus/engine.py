"""The engine of a cluster: Milvus proposes by vector and by word, and the articles' records have the last word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

import numpy as np

from corpus import Article
from index.milvus.passages import PassageRows
from index.milvus.push_cache import PushCache
from index.milvus.rows import (
    DIGEST,
    NEVER,
    among,
    any_of,
    batched,
    both,
    fitting,
    id_hash,
    in_scope,
    visible,
)
from index.milvus.tables import MOST, PASSAGES, WORDED, Tables
from index.search.lexical import TITLE_BOOST
from index.search.terms import Analysis, inverse_frequency, verbatim
from index.search.wording import ANY, Term, Wording
from index.store.passages import StoryPassage
from index.types.arrays import Array, Ids
from index.types.hit import Passage
from index.types.scope import Scope

_COUNTED = 4_096         # words of questions whose passages are counted once after a push
_ARTICLES_AT_ONCE = 1_000
_AT_ONCE = 8             # questions about words to Milvus
_LOOKED_AT = 2           # times the passages wanted that the graph is searched for, and at least
_LEAST = 512             # one passage in twenty may pass the filter


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The passages of a scope and a wording, and Milvus's filter for them."""

    scope: Scope
    wording: Wording
    where: str


class Words(Protocol):
    """Finds passages by word."""

    def narrowed(self, scope: Scope, wording: Wording) -> Narrowed:
        """The part of the archive that is in the scope and worded as asked."""

    def search(self, query: str, limit: int, part: Narrowed, only: Ids | None) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the `limit` best passages of that part, best first; `only` of these."""

    def rarity(self, text: str, language: str = "") -> dict[str, float]:
        """Inverse document frequency by stemmed word of a text in that language."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the passages, the most frequent first."""


class MilvusEngine:
    """Fulfils `Engine` with an archive's two collections."""

    def __init__(self, tables: Tables, passages: PassageRows, words: Words) -> None:
        """Over loaded collections."""
        self._tables, self._passages, self._words = tables, passages, words
        self.records = passages.records

    def within(self, scope: Scope, wording: Wording = ANY) -> MilvusWithin:
        """The part that a question asks for."""
        return MilvusWithin(self._tables, self._passages, self._words, self._words.narrowed(scope, wording))

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of its words, the most frequent first."""
        return self._words.languages

    def vectors(self, ids: Ids) -> tuple[Ids, Array]:
        """Ids (n,), ascending, and vectors (n, dimensions) of those passages that have been embedded."""
        return self._passages.vectors(ids.tolist())

    def tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Packed tokens by passage id, of those that have been embedded."""
        return self._passages.tokens(ids)

    def passages(self, ids: Sequence[int], scope: Scope) -> dict[int, Passage]:
        """Passages by id: those that are still there, in the scope and visible."""
        return self._passages.visible(ids, in_scope(scope))

    def of_stories(self, ids: Sequence[int]) -> dict[int, StoryPassage]:
        """Of these passages, those of a story that several articles print, hidden ones too."""
        places = self._passages.places(ids)
        return {id: place.printed for id, place in places.items() if place.printed}

    def prints(self, stories: Collection[int], scope: Scope, limit: int) -> dict[int, list[Article]]:
        """The first `limit` articles that print each story, in the scope and visible, by date; undated ones last."""
        if not stories:
            return {}
        rows = self.records.matching(both(any_of("story", stories), in_scope(scope)), ("story", "published"))
        rows.sort(key=lambda row: (row["published"] == NEVER, row["published"], row["key"]))
        return {
            story: self.records.of([row for row in rows if row["story"] == story][:limit]) for story in stories
        }

    def articles(self, ids: Collection[str], moment: datetime) -> dict[str, Article]:
        """Those articles by id that are visible at that moment."""
        rows = [
            row for batch in batched(sorted(ids), _ARTICLES_AT_ONCE)
            for row in self.records.matching(both(any_of("name", map(id_hash, batch)), visible(moment)))
        ]
        return {article.id: article for article in self.records.of(rows) if article.id in ids}

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what this one says, as long as the copy holds it."""
        rows = self.records.matching(f"name == {id_hash(article.id)}", ("version",))
        digest = article.content_hash[:DIGEST]
        return next((int(row["version"]) for row in rows if row["digest"] == digest), None)


class MilvusWithin:
    """Fulfils `Within`: scope and wording go into every search as a filter."""

    def __init__(self, tables: Tables, passages: PassageRows, words: Words, part: Narrowed) -> None:
        """Search this part."""
        self._tables, self._passages, self._words, self._part = tables, passages, words, part

    def near(self, vector: Array, limit: int) -> Ids:
        """Ids, (n,), of the passages nearest to a unit vector, (dimensions,), best first."""
        where = both(self._part.where, "embedded == true")
        limit = min(limit, MOST)
        found = self._nearest(vector, where, limit, max(_LEAST, _LOOKED_AT * limit))
        if len(found) < limit and len(found) < (there := self._tables.count(PASSAGES, where)):
            if there <= MOST:       # a graph may lose its way among few that pass a filter: then all are compared
                rows = self._tables.query(PASSAGES, where, ("id",))
                ids, every = self._passages.vectors([row["id"] for row in rows])
                found = ids[np.argsort(-(every @ vector), kind="stable")[:limit]]
            else:
                found = self._nearest(vector, where, limit, 2 * MOST)
        return found

    def worded(self, query: str, limit: int, only: Ids | None = None) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the passages that share most words, best first."""
        return self._words.search(query, min(limit, MOST), self._part, only)

    def _nearest(self, vector: Array, where: str, limit: int, looked_at: int) -> Ids:
        found = self._tables.search("vector", vector.astype("<f4").tolist(), where, limit, ef=min(looked_at, 2 * MOST))
        return np.fromiter(found, dtype=np.int64)


class MilvusWords:
    """Fulfils `Words` with Milvus's own BM25 over stemmed words, of passage and headline."""

    def __init__(self, passages: PassageRows, stemmer: str, languages: Callable[[], Sequence[str]]) -> None:
        """Over collections that have it; `languages` tells those of the passages, the most frequent first."""
        self._passages = passages
        self._tables = passages.tables
        self._counts: PushCache[str, int] = PushCache(self._tables, _COUNTED)
        self._aside = ThreadPoolExecutor(_AT_ONCE, "milvus-words")
        self._analysis, self._languages = Analysis(stemmer), languages
        self._verbatim = verbatim()

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the passages, the most frequent first."""
        return tuple(self._languages())

    def narrowed(self, scope: Scope, wording: Wording) -> Narrowed:
        """The part of the archive that is in the scope and worded as asked."""
        where = in_scope(scope)
        required = [_either(self._term(term, where) for term in group) for group in wording.required]
        excluded = [_either(self._term(term, where) for term in wording.excluded)] if wording.excluded else []
        return Narrowed(scope, wording, both(where, *required, *(f"not ({each})" for each in excluded)))

    def search(self, query: str, limit: int, part: Narrowed, only: Ids | None) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the `limit` best passages of that part, best first; `only` of these."""
        text = fitting(" ".join(self._analysis.asked(query, self.languages)))
        if not text and not part.wording.required:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        where = part.where
        body, heading = WORDED
        if only is None:
            found = self._scores(text, dict.fromkeys(WORDED, (where, limit)))
            ids = set(found[body]) | set(found[heading])
            rest = {field: sorted(ids - found[field].keys()) for field in WORDED if len(found[field]) == limit}
            for field, scores in self._scores(text, {      # what only the other one proposed
                field: (both(where, any_of("id", also)), len(also)) for field, also in rest.items() if also
            }).items():
                found[field] |= scores
        else:
            where = both(where, any_of("id", only.tolist()))
            found = self._scores(text, dict.fromkeys(WORDED, (where, max(1, len(only)))))
            ids = set(found[body]) | set(found[heading])
        scores = {id: found[body].get(id, 0.0) + TITLE_BOOST * found[heading].get(id, 0.0) for id in ids}
        if part.wording.required and len(ids) < limit:      # makes up for words that aren't there
            scores = {row["id"]: 0.0 for row in self._tables.query(PASSAGES, where, ("id",))} | scores
        best = sorted(scores, key=lambda id: (-scores[id], id))[:limit]
        return np.array(best, dtype=np.int64), np.array([scores[id] for id in best], dtype=np.float32)

    def rarity(self, text: str, language: str = "") -> dict[str, float]:
        """Inverse document frequency by stemmed word: Milvus counts the passages that hold it, once after each push."""
        terms = set(self._analysis.terms(text, language))
        every = self._counts.get([""], lambda _: {"": self._tables.count(PASSAGES, "id >= 0")})[""]
        counts = self._counts.get(terms, partial(self._count, listed=every <= MOST))
        return {term: inverse_frequency(counts[term], every) for term in terms}

    def _count(self, terms: Sequence[str], *, listed: bool) -> dict[str, int]:
        """Passages by word, of letters and digits alone, as the analyzer parts words elsewhere.

        As many as can be `listed` come from the index of words, where milvus-lite goes through all texts to count.
        """
        def holding(term: str) -> int:
            if listed:
                return len(self._tables.search(f"{WORDED[0]}_bm25", term, "", MOST))
            return self._tables.count(PASSAGES, f"TEXT_MATCH({WORDED[0]}, '{term}')")

        return dict(zip(terms, self._aside.map(holding, terms), strict=True))

    def _scores(self, text: str, asked: Mapping[str, tuple[str, int]]) -> dict[str, dict[int, float]]:
        """Score by id of the best passages, for each of these texts; filter and number by text, all asked at once."""
        if not text:
            return {field: {} for field in asked}
        searching = {
            field: self._aside.submit(self._tables.search, f"{field}_bm25", text, where, limit)
            for field, (where, limit) in asked.items()
        }
        return {field: each.result() for field, each in searching.items()}

    def _term(self, term: Term, where: str) -> str:
        """The filter for passages that hold it, in text or headline: Milvus knows the stems, their text the rest."""
        words, stems = self._verbatim.analyze(term.text), self._analysis.stems(term.text, self.languages)
        if not words:
            return among(())
        stemmed = [_either(f"TEXT_MATCH({field}, '{stem}')" for field in WORDED for stem in each) for each in stems]
        if len(words) == 1 and not term.exact:
            return stemmed[0]
        return among(self._holding(words, both(where, *stemmed)))

    def _holding(self, words: Sequence[str], where: str) -> list[int]:
        """Ids of the passages, of those that match, which hold these words in this order, or whose headline does."""
        ids = [row["id"] for row in self._tables.query(PASSAGES, where, ("id",))]
        if len(ids) == MOST:
            ids = [row["id"] for row in self._tables.every(PASSAGES, where, ("id",))]
        wanted = f" {' '.join(words)} "
        return sorted(
            id for id, passage in self._passages.visible(ids, "").items()
            if any(wanted in f" {' '.join(self._verbatim.analyze(text))} "
                   for text in (passage.article.title, passage.text))
        )


def _either(filters: Iterable[str]) -> str:
    """Any of these filters."""
    return " or ".join(f"({each})" for each in filters)

