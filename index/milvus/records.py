"""Read articles' records back from Milvus: what is there now, and what a reader may see of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from corpus import Article
from index.milvus.push_cache import PushCache
from index.milvus.rows import Row, any_of, batched, both, joined
from index.milvus.tables import ANEW, ARTICLES, Tables

_AT_ONCE = 100           # records in one request
_KEPT = 2_000            # records; whether a reader may see them is asked every time
_NAMED = ("key", "digest")

Named = tuple[int, str]  # an article's key, and the digest of one of its versions


class Records:
    """The articles' records, which never change once written: another version is another record."""

    def __init__(self, tables: Tables) -> None:
        """Over loaded collections."""
        self._tables = tables
        self._kept: PushCache[Named, Article] = PushCache(tables, _KEPT)

    def visible(self, named: Collection[Named], may_see: str) -> dict[Named, Article]:
        """Those versions that are there now and match `may_see`: asked anew, so that no withdrawal is overlooked."""
        there: set[Named] = set()
        for batch in batched(sorted(named), _AT_ONCE):
            where = both(any_of("key", {key for key, _ in batch}), may_see)
            if self._kept.lacks(batch):
                rows = self._tables.query(ARTICLES, where, (*_NAMED, "part", "parts", "record"), ANEW)
                self._kept.add(_articles(rows))
            else:
                rows = self._tables.query(ARTICLES, both(where, "part == 0"), _NAMED, ANEW)
            there |= {_named(row) for row in rows}
        return self.read([each for each in named if each in there])

    def matching(self, where: str, output: Sequence[str] = ()) -> list[Row]:
        """The first rows of the articles that match now, with key, digest and `output`: asked anew as well."""
        return self._tables.query(ARTICLES, both(where, "part == 0 and key >= 0"), (*_NAMED, *output), ANEW)

    def read(self, named: Collection[Named]) -> dict[Named, Article]:
        """Those versions of articles; whether a reader may see them was asked before."""
        return self._kept.get(dict.fromkeys(named), self._read)

    def of(self, rows: Sequence[Row]) -> list[Article]:
        """The articles of some rows, in their order, each once."""
        return list(self.read([_named(row) for row in rows]).values())

    def _read(self, named: Sequence[Named]) -> dict[Named, Article]:
        found: dict[Named, Article] = {}
        for batch in batched(sorted(named), _AT_ONCE):
            where = any_of("key", {key for key, _ in batch})
            found |= _articles(self._tables.query(ARTICLES, where, (*_NAMED, "part", "parts", "record")))
        return {each: found[each] for each in named if each in found}


def _named(row: Row) -> Named:
    return row["key"], row["digest"]


def _articles(rows: Sequence[Row]) -> Mapping[Named, Article]:
    parts: dict[Named, list[Row]] = {}
    for row in rows:
        parts.setdefault(_named(row), []).append(row)
    texts = {each: joined(rows) for each, rows in parts.items()}
    return {each: Article.from_dict(json.loads(text)) for each, text in texts.items() if text}
