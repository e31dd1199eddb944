"""Passages in the database: which there are, where they stand, and which changes brought or took them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import Article
from index.model.sentences import Span
from index.store.database import Database, batched, marks
from index.store.record import as_stored
from index.store.visibility import in_scope
from index.types.arrays import Ids
from index.types.hit import Passage
from index.types.scope import Scope

FILED = ("status", "embargoed_until", "expires", "published", "section", "source", "kind", "language", "authors")


@dataclass(frozen=True, slots=True)
class Filed:
    """What filters and embargoes look at, of the articles that were written after a generation."""

    generation: int              # the one that this brings up to
    removed: Ids                 # passages that have gone
    articles: list[tuple[Any, ...]]      # key, then `FILED`
    passages: NDArray[np.int64]  # (n, 3): an article's key, its first passage, its last


@dataclass(frozen=True, slots=True)
class StoryPassage:
    """Whose passage it is, of a story that several articles print."""

    article: int               # keys of the database
    story: int
    published: int | None      # microseconds since 1970

    def before(self, other: StoryPassage) -> bool:
        """Whether this article was published earlier; one without a date comes last."""
        return self.published is not None and (other.published is None or self.published < other.published)


class Passages:
    """The passages of an archive, behind verbs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, ids: Sequence[int], scope: Scope | None = None) -> dict[int, Passage]:
        """Passages by id: those that are still there and, under a scope, in it and visible."""
        where, values = in_scope(scope) if scope else ("TRUE", ())
        found: dict[int, Passage] = {}
        articles: dict[int, Article] = {}
        with self._database.looking() as db:
            for batch in batched(ids):
                rows = db.execute(   # CROSS: SQLite would rather go through every visible article first
                    'SELECT p.id, p.start, p."end", a.key, a.record, a.crc FROM passages p CROSS JOIN articles a '
                    f"ON a.key = p.article WHERE p.id IN ({marks(batch)}) AND {where}",
                    (*batch, *values),
                )
                for id, start, end, key, record, crc in rows:
                    if key not in articles:
                        articles[key] = as_stored(self._database.path, record, crc)
                    found[id] = Passage(id, articles[key], start, end)
        return found

    def of_stories(self, ids: Sequence[int]) -> dict[int, StoryPassage]:
        """Of these passages, those of a story that several articles print, hidden ones too."""
        found: dict[int, StoryPassage] = {}
        with self._database.looking() as db:
            for batch in batched(ids):
                rows = db.execute(
                    "SELECT p.id, a.key, s.story, a.published FROM passages p CROSS JOIN stories s "
                    "ON s.article = p.article CROSS JOIN articles a ON a.key = p.article "
                    f"WHERE p.id IN ({marks(batch)}) AND s.story IS NOT NULL",
                    batch,
                )
                found.update((id, StoryPassage(article, story, published)) for id, article, story, published in rows)
        return found

    def prints(self, stories: Collection[int], scope: Scope, limit: int) -> dict[int, list[Article]]:
        """The first `limit` articles that print each story, in the scope and visible, by date; undated ones last."""
        where, values = in_scope(scope)
        found: dict[int, list[Article]] = {}
        with self._database.looking() as db:
            for story in stories:
                rows = db.execute(
                    "SELECT a.record, a.crc FROM stories s CROSS JOIN articles a ON a.key = s.article "
                    f"WHERE s.story = ? AND {where} ORDER BY a.published IS NULL, a.published, a.key LIMIT ?",
                    (story, *values, limit),
                )
                found[story] = [as_stored(self._database.path, *row) for row in rows]
        return found

    def filed_since(self, generation: int) -> Filed:
        """Articles whose passages were written after that generation, and passages that went; at one moment."""
        written = f"IN (SELECT article FROM passages WHERE generation > {generation:d})"
        by_key, by_article = (f"WHERE key {written}", f"WHERE article {written}") if generation else ("", "")
        with self._database.still():
            now, removed = self.generation(), self.removed_since(generation)
            articles = self._database.db.execute(f"SELECT key, {', '.join(FILED)} FROM articles {by_key}").fetchall()
            # An article's passages are inserted in one go, so that their ids have no gap.
            passages = self._database.db.execute(
                f"SELECT article, min(id), max(id) FROM passages {by_article} GROUP BY article"
            ).fetchall()
        return Filed(now, removed, articles, np.array(passages, dtype=np.int64).reshape(-1, 3))

    def counts(self) -> tuple[int, int]:
        """How many passages there are, and how many of them have a vector, hidden ones too."""
        with self._database.looking() as db:
            passages, embedded = db.execute("SELECT count(*), count(embedded) FROM passages").fetchone()
        return passages, embedded

    def pending(self) -> list[int]:
        """Ids of the passages without a vector: leads before the rest, newest article first."""
        with self._database.looking() as db:
            rows = db.execute(
                "SELECT p.id FROM passages p JOIN articles a ON a.key = p.article WHERE p.embedded IS NULL "
                "ORDER BY p.ordinal > 0, a.published DESC, p.id"
            ).fetchall()
        return [id for (id,) in rows]

    def generation(self) -> int:
        """Generation of the last change to passages: what the lexical index has to reach."""
        return self._database.number(
            "SELECT max(ifnull((SELECT max(generation) FROM passages), 0), "
            "ifnull((SELECT max(generation) FROM removed), 0))"
        )

    def written_since(self, generation: int) -> Ids:
        """Ids, (n,), of the passages written after that generation."""
        return self._ids("SELECT id FROM passages WHERE generation > ?", (generation,))

    def removed_since(self, generation: int) -> Ids:
        """Ids, (n,), of the passages removed after that generation."""
        return self._ids("SELECT passage FROM removed WHERE generation > ?", (generation,))

    def insert(self, key: int, spans: Sequence[Span], generation: int) -> None:
        """Give the article of that key its passages; inside a transaction of the caller's."""
        self._database.db.executemany(
            'INSERT INTO passages (article, ordinal, start, "end", generation) VALUES (?, ?, ?, ?, ?)',
            [(key, ordinal, start, end, generation) for ordinal, (start, end) in enumerate(spans)],
        )

    def drop(self, key: int, generation: int) -> None:
        """Take its passages from it, with their vectors and tokens; inside a transaction of the caller's."""
        self._database.db.execute("INSERT INTO removed SELECT id, ? FROM passages WHERE article = ?", (generation, key))
        for table in ("vectors", "tokens"):
            self._database.db.execute(
                f"DELETE FROM {table} WHERE passage IN (SELECT id FROM passages WHERE article = ?)", (key,)
            )
        self._database.db.execute("DELETE FROM passages WHERE article = ?", (key,))

    def _ids(self, query: str, values: Sequence[Any]) -> Ids:
        with self._database.looking() as db:
            ids = np.fromiter((row[0] for row in db.execute(query, values)), dtype=np.int64)
        ids.sort()
        return ids
