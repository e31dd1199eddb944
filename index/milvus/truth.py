"""What the builder's database says that a copy elsewhere has to hold: read only, by article."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus import Article
from index.store import Store

_BATCH = 500
# Of articles that are seen at every moment, or at none: what changes with the clock is counted when it is asked for.
_ALWAYS = "status = 'usable' AND embargoed_until IS NULL AND expires IS NULL"


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of an article, with what the model made of it."""

    id: int
    start: int
    end: int
    vector: np.ndarray | None     # (dimensions,), float16; None before it is embedded
    tokens: bytes


@dataclass(frozen=True, slots=True)
class Whole:
    """An article with everything that is searched of it."""

    key: int
    article: Article
    digest: str                   # changes with every change to the article
    story: int | None
    spans: tuple[Span, ...]


class Truth:
    """Reads the database for a copy."""

    def __init__(self, store: Store) -> None:
        """Over an archive's database."""
        self._store = store

    @property
    def _db(self) -> sqlite3.Connection:
        return self._store.connection

    def keys(self) -> list[int]:
        """Every article's key."""
        return [key for (key,) in self._db.execute("SELECT key FROM articles ORDER BY key")]

    def changed(self, since: int) -> set[int]:
        """Keys of the articles whose passages were written or embedded after that generation."""
        rows = self._db.execute(
            "SELECT article FROM passages WHERE generation > ? UNION SELECT article FROM passages WHERE embedded > ?",
            (since, since),
        )
        return {key for (key,) in rows}

    def removed(self, since: int) -> list[int]:
        """Ids of the passages that went after that generation."""
        ids: list[int] = self._store.removed_since(since).tolist()
        return ids

    def present(self, keys: Iterable[int]) -> set[int]:
        """Of these keys, those of articles that are there."""
        return {key for (key,) in self._each("SELECT key FROM articles WHERE key IN", keys)}

    def hidden(self, keys: Iterable[int], at: int) -> set[int]:
        """Of these articles, those that nobody may see at a moment (microseconds)."""
        rows = self._each("SELECT key, status, embargoed_until, expires FROM articles WHERE key IN", keys)
        return {
            key for key, status, embargo, expires in rows
            if status != "usable" or (embargo is not None and embargo > at) or (expires is not None and expires <= at)
        }

    def same_stories(self, keys: Collection[int]) -> set[int]:
        """Keys of the articles that print the same stories as these, these included."""
        stories = {
            story for (story,) in self._each("SELECT story FROM stories WHERE story IS NOT NULL AND article IN", keys)
        }
        return set(keys) | {key for (key,) in self._each("SELECT article FROM stories WHERE story IN", stories)}

    def articles(self, keys: Iterable[int]) -> Iterator[Whole]:
        """Those articles, as far as they are there."""
        for batch in _batches(keys):
            marks = ", ".join("?" * len(batch))
            spans: dict[int, list[Span]] = {}
            for article, id, start, end, vector, tokens in self._db.execute(
                'SELECT p.article, p.id, p.start, p."end", v.vector, t.data FROM passages p '
                "LEFT JOIN vectors v ON v.passage = p.id LEFT JOIN tokens t ON t.passage = p.id "
                f"WHERE p.article IN ({marks})", batch,
            ):
                halves = None if vector is None else np.frombuffer(vector, dtype="<f2")
                spans.setdefault(article, []).append(Span(id, start, end, halves, tokens or b""))
            for key, digest, record, story in self._db.execute(
                "SELECT a.key, a.hash, a.record, s.story FROM articles a LEFT JOIN stories s ON s.article = a.key "
                f"WHERE a.key IN ({marks})", batch,
            ).fetchall():
                article = Article.from_dict(json.loads(record))
                yield Whole(key, article, digest[:24], story, tuple(spans.get(key, ())))

    def digests(self) -> dict[int, tuple[str, int | None]]:
        """Digest and story by key, of every article."""
        rows = self._db.execute("SELECT key, hash, story FROM articles LEFT JOIN stories ON article = key")
        return {key: (digest[:24], story) for key, digest, story in rows}

    def passages(self) -> Iterator[tuple[int, int, bool]]:
        """Id, article's key and whether it is embedded, of every passage."""
        for id, key, embedded in self._db.execute("SELECT id, article, embedded FROM passages"):
            yield id, key, embedded is not None

    def facts(self) -> dict[str, Any]:
        """Counts, dates and sections of what is visible at every moment, and how many were published when."""
        articles, dated, oldest, newest = self._db.execute(
            f"SELECT count(*), count(published), min(published), max(published) FROM articles WHERE {_ALWAYS}"
        ).fetchone()
        sections = self._db.execute(
            "SELECT section, min(json_extract(record, '$.section')), count(*) FROM articles "
            f"WHERE {_ALWAYS} AND section <> '' GROUP BY section"
        ).fetchall()
        passages, embedded = self._store.counts()
        return {
            "articles": articles, "undated": articles - dated, "oldest": oldest, "newest": newest,
            "sections": sections, "ranks": self._ranks(), "passages": passages, "embedded": embedded,
            "held": self._db.execute("SELECT count(*) FROM articles").fetchone()[0],
        }

    def _ranks(self) -> list[tuple[int, int]]:
        """(n, date of the n-th newest article) for n = 16, 32, 64 and so on: where to look for the newest."""
        found: list[tuple[int, int]] = []
        n = 16
        while row := self._db.execute(
            "SELECT published FROM articles WHERE published IS NOT NULL ORDER BY published DESC LIMIT 1 OFFSET ?",
            (n - 1,),
        ).fetchone():
            found.append((n, row[0]))
            n *= 2
        return found

    def _each(self, query: str, values: Iterable[int]) -> Iterator[Any]:
        for batch in _batches(values):
            yield from self._db.execute(f"{query} ({', '.join('?' * len(batch))})", batch).fetchall()


def _batches(values: Iterable[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(values)
    return (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))
