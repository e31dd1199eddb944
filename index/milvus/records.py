"""Read passages and articles back from Milvus: what is there now, and what a reader may see of it."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence

from corpus import Article
from index.milvus.rows import Row, any_of, batched, both, joined
from index.milvus.tables import ARTICLES, PASSAGES, STRONG, Tables
from index.types.hit import Passage

AT_ONCE = 1_000          # passages read back in one request, with their vectors
_RECORDS_AT_ONCE = 100
_KEPT = 2_000            # records; whether a reader may see them is asked every time

Named = tuple[int, str]  # an article's key, and the digest of one of its versions


class Records:
    """The articles' records, which never change once written: another version is another record."""

    def __init__(self, tables: Tables) -> None:
        """Over loaded collections."""
        self._tables = tables
        self._kept: OrderedDict[Named, Article] = OrderedDict()
        self._lock = threading.Lock()

    def passages(self, ids: Sequence[int], where: str, may_see: str) -> dict[int, Passage]:
        """Passages by id, of those that match `where` and whose articles match `may_see` at this moment."""
        rows = [
            row for batch in batched(list(ids), AT_ONCE)
            for row in self._tables.query(
                PASSAGES, both(any_of("id", batch), where), ("id", "key", "digest", "start", "end")
            )
        ]
        there = self._there({row["key"] for row in rows}, may_see)
        articles = self.read({(row["key"], row["digest"]) for row in rows} & there)
        return {
            row["id"]: Passage(row["id"], articles[named], row["start"], row["end"])
            for row in rows if (named := (row["key"], row["digest"])) in articles
        }

    def _there(self, keys: Collection[int], may_see: str) -> set[Named]:
        """The versions of these articles that are there now: asked so that no withdrawal is overlooked."""
        return {
            (row["key"], row["digest"]) for batch in batched(sorted(keys), AT_ONCE)
            for row in self._tables.query(
                ARTICLES, both(any_of("key", batch), "part == 0", may_see), ("key", "digest"), STRONG
            )
        }

    def read(self, named: Iterable[Named]) -> dict[Named, Article]:
        """Those versions of articles; whether a reader may see them was asked before."""
        wanted = set(named)
        with self._lock:
            found = {each: self._kept[each] for each in wanted if each in self._kept}
            for each in found:
                self._kept.move_to_end(each)
        for batch in batched(sorted(wanted - found.keys()), _RECORDS_AT_ONCE):
            found |= {each: article for each, article in self._fetched(batch).items() if each in wanted}
        with self._lock:
            self._kept.update(found)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _fetched(self, named: Sequence[Named]) -> dict[Named, Article]:
        parts: dict[Named, list[Row]] = {}
        where = any_of("key", {key for key, _ in named})
        for row in self._tables.query(ARTICLES, where, ("key", "digest", "part", "parts", "record"), STRONG):
            parts.setdefault((row["key"], row["digest"]), []).append(row)
        texts = {each: joined(rows) for each, rows in parts.items()}
        return {each: Article.from_dict(json.loads(text)) for each, text in texts.items() if text}
