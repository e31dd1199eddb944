"""What the builder's database says that a copy elsewhere has to hold: read only, by article.

Articles that were withdrawn are not there for a copy, from the first moment on: `shared` is the view without them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus import Article
from index.milvus.rows import DIGEST
from index.model.languages import most_frequent
from index.store.articles import Store
from index.store.origins import Origins
from index.store.outline import COLUMNS, months, tallies
from index.store.record import as_stored
from index.store.visibility import NOT_WITHDRAWN

_BATCH = 500
_MOST_NAMES = 2_000      # of a kind that a copy is told of; an outline shows fewer
_SHARED = f"CREATE TEMP VIEW IF NOT EXISTS shared AS SELECT * FROM articles a WHERE {NOT_WITHDRAWN}"
# Of articles that are seen at every moment, or at none: what changes with the clock is counted when it is asked for.
_ALWAYS = "status = 'usable' AND embargoed_until IS NULL AND expires IS NULL"


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage of an article, with what the model made of it."""

    id: int
    start: int
    end: int
    vector: np.ndarray | None     # (dimensions,), float16; None before it is embedded
    tokens: bytes


@dataclass(frozen=True, slots=True)
class CompleteArticle:
    """An article with everything that is searched of it."""

    key: int
    article: Article
    digest: str                   # changes with every change to the article
    version: int
    story: int | None
    passages: tuple[EmbeddedPassage, ...]


class Truth:
    """Reads the database for a copy, in one thread."""

    def __init__(self, store: Store) -> None:
        """Over an archive's database."""
        self._store = store
        with store.looking() as db:
            db.execute(_SHARED)

    def changed(self, since: int) -> set[int]:
        """Keys of the articles whose passages were written or embedded after that generation."""
        rows = self._rows(
            "SELECT article FROM passages WHERE generation > ? UNION SELECT article FROM passages WHERE embedded > ?",
            (since, since),
        )
        return {key for (key,) in rows}

    def removed(self, since: int) -> list[int]:
        """Ids of the passages that went after that generation, and of those that are being withdrawn."""
        ids: list[int] = self._store.passages.removed_since(since).tolist()
        buried = self._rows(
            "SELECT p.id FROM tombstones t JOIN articles a ON a.id = t.id JOIN passages p ON p.article = a.key"
        )
        return ids + [id for (id,) in buried]

    def present(self, keys: Iterable[int]) -> set[int]:
        """Of these keys, those of articles that are there."""
        return {key for (key,) in self._each("SELECT key FROM shared WHERE key IN", keys)}

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

    def articles(self, keys: Iterable[int]) -> Iterator[CompleteArticle]:
        """Those articles, as far as they are there; raises ArchiveDamaged for one that is not as it was stored."""
        for batch in _batches(keys):
            marks = ", ".join("?" * len(batch))
            passages: dict[int, list[EmbeddedPassage]] = {}
            for article, id, start, end, vector, tokens in self._rows(
                'SELECT p.article, p.id, p.start, p."end", v.vector, t.data FROM passages p '
                "LEFT JOIN vectors v ON v.passage = p.id LEFT JOIN tokens t ON t.passage = p.id "
                f"WHERE p.article IN ({marks})", batch,
            ):
                halves = None if vector is None else np.frombuffer(vector, dtype="<f2")
                passages.setdefault(article, []).append(EmbeddedPassage(id, start, end, halves, tokens or b""))
            for key, digest, version, record, crc, story in self._rows(
                "SELECT a.key, a.hash, a.version, a.record, a.crc, s.story FROM shared a LEFT JOIN stories s "
                f"ON s.article = a.key WHERE a.key IN ({marks})", batch,
            ):
                article, name = as_stored(self._store.path, record, crc), digest[:DIGEST]
                yield CompleteArticle(key, article, name, version, story, tuple(passages.get(key, ())))

    def digests(self) -> dict[int, tuple[str, int | None]]:
        """Digest and story by key, of every article."""
        rows = self._rows("SELECT key, hash, story FROM shared LEFT JOIN stories ON article = key")
        return {key: (digest[:DIGEST], story) for key, digest, story in rows}

    def passages(self) -> Iterator[tuple[int, int, bool]]:
        """Id, article's key and whether it is embedded, of every passage."""
        with self._store.looking() as db:
            for id, key, embedded in db.execute(
                "SELECT p.id, p.article, p.embedded FROM passages p JOIN shared a ON a.key = p.article"
            ):
                yield id, key, embedded is not None

    def facts(self) -> dict[str, Any]:
        """Counts, dates and names of what is visible at every moment, and how many were published when."""
        ((articles, dated, oldest, newest),) = self._rows(
            f"SELECT count(*), count(published), min(published), max(published) FROM articles WHERE {_ALWAYS}"
        )
        sections = self._rows(
            "SELECT section, min(json_extract(record, '$.section')), count(*) FROM articles "
            f"WHERE {_ALWAYS} AND section <> '' GROUP BY section"
        )
        ((passages, embedded),) = self._rows(
            "SELECT count(*), count(p.embedded) FROM passages p JOIN shared a ON a.key = p.article"
        )
        with self._store.looking() as db:
            by_month = months(db, _ALWAYS)
            names = {column: tallies(db, column, _ALWAYS, most=_MOST_NAMES) for column in COLUMNS}
        origins = Origins(self._store)
        in_step = origins.in_step()
        languages = most_frequent(self._rows("SELECT language, count(*) FROM articles GROUP BY language"))
        return {
            "articles": articles, "undated": articles - dated, "oldest": oldest, "newest": newest,
            "sections": sections, "months": by_month, "names": names, "ranks": self._ranks(), "passages": passages,
            "embedded": embedded, "held": self._rows("SELECT count(*) FROM shared")[0][0],
            "in_step": in_step.isoformat() if in_step else None, "timezone": origins.clock(),
            "languages": languages,
        }

    def _ranks(self) -> list[tuple[int, int]]:
        """(n, date of the n-th newest article) for n = 16, 32, 64 and so on: where to look for the newest."""
        found: list[tuple[int, int]] = []
        n = 16
        while rows := self._rows(
            "SELECT published FROM articles WHERE published IS NOT NULL ORDER BY published DESC LIMIT 1 OFFSET ?",
            (n - 1,),
        ):
            found.append((n, rows[0][0]))
            n *= 2
        return found

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._store.looking() as db:
            return db.execute(query, values).fetchall()

    def _each(self, query: str, values: Iterable[int]) -> Iterator[Any]:
        for batch in _batches(values):
            yield from self._rows(f"{query} ({', '.join('?' * len(batch))})", batch)


def _batches(values: Iterable[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(values)
    return (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))
