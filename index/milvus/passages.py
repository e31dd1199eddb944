"""Read passages back from Milvus: where they stand, their vectors, their tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.milvus.push_cache import PushCache
from index.milvus.records import Named, Records
from index.milvus.rows import NEVER, NO_STORY, Row, any_of, as_bytes, batched
from index.milvus.tables import PASSAGES, Tables
from index.store.passages import StoryPassage
from index.types.arrays import Array, Ids
from index.types.hit import Passage

_AT_ONCE = 1_000          # passages read back in one request, with their vectors
_TOKENS_AT_ONCE = 250     # with their tokens, of up to 64 kB each
_PLACES_KEPT, _VECTORS_KEPT, _TOKENS_KEPT = 16_384, 16_384, 1_000     # some 4, 14 and 10 MB
_PLACE = ("id", "key", "digest", "start", "end", "story", "published")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a passage stands, and the story of its article."""

    article: Named
    start: int
    end: int
    printed: StoryPassage | None      # None for an article of no story


class PassageRows:
    """Passages by id; no answer depends on what is kept of them, as articles are asked for anew."""

    def __init__(self, tables: Tables) -> None:
        """Over loaded collections."""
        self.tables, self.records = tables, Records(tables)
        self._places: PushCache[int, Whereabouts] = PushCache(tables, _PLACES_KEPT)
        self._vectors: PushCache[int, Array] = PushCache(tables, _VECTORS_KEPT)
        self._tokens: PushCache[int, bytes] = PushCache(tables, _TOKENS_KEPT)

    def visible(self, ids: Sequence[int], may_see: str) -> dict[int, Passage]:
        """Passages by id, of those whose articles are there and match `may_see` at this moment."""
        places = self.places(ids)
        articles = self.records.visible({place.article for place in places.values()}, may_see)
        return {
            id: Passage(id, articles[place.article], place.start, place.end)
            for id, place in places.items() if place.article in articles
        }

    def places(self, ids: Sequence[int]) -> dict[int, Whereabouts]:
        """Where they stand."""
        return self._places.get(ids, lambda ids: {row["id"]: _place(row) for row in self._rows(ids, _PLACE, _AT_ONCE)})

    def vectors(self, ids: Sequence[int]) -> tuple[Ids, Array]:
        """Ids (n,), ascending, and vectors (n, dimensions) of those passages that have been embedded."""
        found = self._vectors.get(sorted(ids), self._read_vectors)
        vectors = np.array(list(found.values()), dtype=np.float32)
        return np.array(list(found), dtype=np.int64), vectors.reshape(len(found), -1 if found else 0)

    def tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Packed tokens by passage id, of those that have been embedded."""
        return self._tokens.get(ids, self._read_tokens)

    def _read_vectors(self, ids: Sequence[int]) -> dict[int, Array]:
        """Halves, as the builder's folder has them."""
        rows = self._rows(ids, ("id", "embedded", "vector"), _AT_ONCE)
        return {row["id"]: np.array(row["vector"], dtype=np.float16) for row in rows if row["embedded"]}

    def _read_tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """With the places: those of the best passages are what is asked for next."""
        rows = list(self._rows(ids, (*_PLACE, "embedded", "tokens"), _TOKENS_AT_ONCE))
        self._places.add({row["id"]: _place(row) for row in rows})
        return {row["id"]: as_bytes(row["tokens"]) for row in rows if row["embedded"]}

    def _rows(self, ids: Sequence[int], output: Sequence[str], at_once: int) -> Iterable[Row]:
        for batch in batched(ids, at_once):
            yield from self.tables.query(PASSAGES, any_of("id", batch), output)


def _place(row: Row) -> Whereabouts:
    story = None
    if row["story"] != NO_STORY:
        story = StoryPassage(row["key"], row["story"], None if row["published"] == NEVER else row["published"])
    return Whereabouts((row["key"], row["digest"]), row["start"], row["end"], story)
