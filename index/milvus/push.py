"""Fill an archive in Milvus from the builder's folder, and bring it up to date by difference.

What nobody may see any longer goes first. An article that changed gets its new record beside the old one; passages name
the record that they belong to, so that a reader sees the old article or the new one, never the words of one at the
places of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus import ArchiveBusy, ArchiveMismatch, ArchiveMissing
from index.milvus.address import Address
from index.milvus.rows import (
    NO_STORY,
    Row,
    any_of,
    article_rows,
    as_text,
    batched,
    both,
    fields,
    fitting,
    meta_rows,
)
from index.milvus.tables import ARTICLES, PASSAGES, STRONG, WORDED, Tables
from index.milvus.truth import CompleteArticle, Truth
from index.search.terms import Analysis
from index.store.articles import Store
from index.store.database import FILE, micros
from index.types.recipe import Recipe

FORMAT = 3               # of what is written; another one is refused, but for the one before, which announced nothing
_ROWS = 400              # passages a request: some 7 MB with their tokens
_KEYS = 2_000            # numbers in one filter
_WORTH_FLUSHING = 5_000  # passages; fewer are searched as they come

Progress = Callable[[int, int], None]   # (done, in all)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push changed."""

    articles: int        # written
    passages: int        # written
    removed: int         # articles that went
    generation: int      # that the copy now holds

    def __str__(self) -> str:
        """One line for people."""
        return (f"{self.articles:,} articles with {self.passages:,} passages written, {self.removed:,} articles "
                f"removed; generation {self.generation}")


def push(folder: Path, address: Address, *, progress: Progress | None = None) -> Pushed:
    """Bring the collection at `address` to what the archive in `folder` holds; the same call goes on after a kill.

    Raises ArchiveMissing without an archive, ArchiveMismatch for a collection of another one, ArchiveBusy when Milvus
    can't be reached or another push is on its way.
    """
    if not (folder / FILE).exists():
        raise ArchiveMissing(f"There is no archive in {folder}; build one: python -m index build --archive {folder} "
                             "SOURCE")
    store = Store(folder)
    try:
        with FileLock(folder / "push.lock", timeout=0):
            return _Push(store, folder.resolve().name, address, progress or (lambda done, total: None)).run()
    except Timeout:
        raise ArchiveBusy(f"Another push from {folder} is on its way; wait until it has ended.") from None
    finally:
        store.close()


class _Push:
    def __init__(self, store: Store, name: str, address: Address, progress: Progress) -> None:
        self._store, self._truth, self._name, self._tell = store, Truth(store), name, progress
        self._recipe: Recipe = store.begun_recipe()
        self._analysis = Analysis(self._recipe.stemmer)
        self._tables = Tables(address)
        self._articles = self._passages = self._removed = 0

    def run(self) -> Pushed:
        """Do it, count both sides, and mend what doesn't agree."""
        try:
            self._since = since = self._pushed_before()
            self._generation = self._store.generation()
            self._worded = self._tables.has_bm25
            if 0 < since <= self._generation:
                self._by_difference(since)
            else:
                self._reconcile()
            if not self._agree():
                self._reconcile()
            self._note()
            if self._tables.embedded_server or self._passages >= _WORTH_FLUSHING:
                self._tables.flush()
        finally:
            self._tables.close()
        return Pushed(self._articles, self._passages, self._removed, self._generation)

    def _pushed_before(self) -> int:
        """The generation that the collection holds, 0 for a new or unfinished one."""
        if not self._tables.exist:
            self._tables.make(self._recipe.dimensions)
        self._tables.load()
        meta = self._tables.meta()
        if meta is None:
            return 0
        if meta["format"] not in (FORMAT - 1, FORMAT) or not self._recipe.reads_alike(Recipe.from_dict(meta["recipe"])):
            raise ArchiveMismatch(
                f"{self._tables.address.text} holds an archive of another recipe ({meta['recipe']['model']}); push to "
                f"another collection and point the servers at it, then drop this one."
            )
        return int(meta["generation"])

    def _by_difference(self, since: int) -> None:
        removed, changed = self._truth.removed(since), self._truth.changed(since)
        former = {row["key"]: row["story"] for batch in batched(removed, _KEYS)
                  for row in self._tables.query(PASSAGES, any_of("id", batch), ("key", "story"), STRONG)}
        gone = set(former) - self._truth.present(former)
        self._hide(gone, changed)
        stories = self._stories(changed | set(former))
        touched = self._truth.present(changed | set(former) | stories)
        self._write(self._truth.same_stories(touched))
        for batch in batched(removed, _KEYS):
            self._tables.delete(PASSAGES, any_of("id", batch))
        self._removed += len(gone)

    def _reconcile(self) -> None:
        """Hold every row against the database: for a new copy, one that was broken off, and one that lost its way."""
        truth = self._truth.digests()
        passages = {id: (key, embedded) for id, key, embedded in self._truth.passages()}
        there: dict[int, set[tuple[str, int]]] = {}
        for row in self._tables.every(ARTICLES, "key >= 0 and part == 0", ("key", "digest", "story")):
            there.setdefault(row["key"], set()).add((row["digest"], row["story"]))
        gone = there.keys() - truth.keys()
        wanted = {key: (digest, NO_STORY if story is None else story) for key, (digest, story) in truth.items()}
        right = {key for key in wanted if there.get(key) == {wanted[key]}}
        self._hide(gone, (there.keys() & truth.keys()) - right)       # what is hidden is written again below
        met: set[int] = set()
        stray: list[int] = []
        for row in self._tables.every(PASSAGES, "id >= 0", ("id", "digest", "story", "embedded")):
            key, embedded = passages.get(row["id"], (-1, False))
            if key < 0:
                stray.append(row["id"])
            elif (row["digest"], row["story"]) == wanted[key] and row["embedded"] == embedded:
                met.add(row["id"])
        right -= {key for id, (key, _) in passages.items() if id not in met}
        self._write(wanted.keys() - right)
        for batch in batched(stray, _KEYS):
            self._tables.delete(PASSAGES, any_of("id", batch))
        self._removed += len(gone)

    def _hide(self, gone: Collection[int], candidates: Collection[int]) -> None:
        """Take away first what nobody may see any longer: without its record no passage is shown."""
        hidden = self._truth.hidden(candidates, micros(datetime.now(UTC)) or 0)
        for batch in batched(sorted({*gone, *hidden}), _KEYS):
            self._tables.delete(ARTICLES, any_of("key", batch))
        self._announce()

    def _stories(self, keys: Collection[int]) -> set[int]:
        """Keys of the articles that the copy has in the same stories as these."""
        stories = {row["story"] for batch in batched(sorted(keys), _KEYS)
                   for row in self._tables.every(ARTICLES, both(any_of("key", batch), "story >= 0"), ("story",))}
        return {row["key"] for batch in batched(sorted(stories), _KEYS)
                for row in self._tables.every(ARTICLES, any_of("story", batch), ("key",))}

    def _write(self, keys: Collection[int]) -> None:
        """Records, then passages, then the records that these replace are taken out."""
        ordered = sorted(keys)
        self._tell(0, len(ordered))
        for start, batch in enumerate(batched(ordered, _ROWS // 4)):
            articles = list(self._truth.articles(batch))
            for records in _packets(row for each in articles for row in self._records(each)):
                self._tables.upsert(ARTICLES, records)
            for passages in _packets(row for each in articles for row in self._rows(each)):
                self._tables.upsert(PASSAGES, passages)
                self._passages += len(passages)
            current = ", ".join(f'"{each.digest}"' for each in articles)
            if current:
                self._tables.delete(ARTICLES, both(any_of("key", batch), f"digest not in [{current}]"))
            self._announce()
            self._articles += len(articles)
            self._tell(min(len(ordered), (start + 1) * (_ROWS // 4)), len(ordered))

    def _announce(self) -> None:
        """Have readers see it at once; there are none before a push has ended."""
        if self._since:
            self._tables.announce()

    def _records(self, each: CompleteArticle) -> list[Row]:
        return article_rows(each.key, each.article, each.digest, each.version, each.story, self._generation)

    def _rows(self, each: CompleteArticle) -> Iterator[Row]:
        shared = {"key": each.key, "digest": each.digest, "generation": self._generation,
                  **fields(each.article, each.story)}
        language = each.article.language
        heading = self._words(each.article.title, language)
        for passage in each.passages:
            row = {
                "id": passage.id, "start": passage.start, "end": passage.end, "embedded": passage.vector is not None,
                "vector": (_anywhere(passage.id, self._recipe.dimensions) if passage.vector is None
                           else passage.vector.astype("<f4").tolist()),
                "tokens": as_text(passage.tokens), **shared,
            }
            if self._worded:
                texts = (self._words(each.article.text[passage.start : passage.end], language), heading)
                row |= dict(zip(WORDED, texts, strict=True))
            yield row

    def _words(self, text: str, language: str) -> str:
        return fitting(" ".join(self._analysis.terms(text, language)))

    def _agree(self) -> bool:
        """Whether both sides hold as many articles and passages."""
        facts = self._truth.facts()
        return (facts["passages"], facts["held"]) == (
            self._tables.count(PASSAGES, "id >= 0", STRONG),
            self._tables.count(ARTICLES, "key >= 0 and part == 0", STRONG),
        )

    def _note(self) -> None:
        """Say what the archive is as a whole, last of all."""
        meta = {"format": FORMAT, "name": self._name, "generation": self._generation,
                "recipe": self._recipe.to_dict(), **self._truth.facts()}
        rows = meta_rows(meta)
        self._tables.upsert(ARTICLES, rows)
        self._tables.delete(ARTICLES, f"key == -1 and part >= {len(rows)}")
        self._tables.announce(mark=rows[0]["digest"], generation=self._generation)


def _anywhere(id: int, dimensions: int) -> list[float]:
    """A vector for a passage that has none yet, which no search takes in; many alike would block a graph's ways."""
    drawn = np.random.default_rng(id).normal(size=dimensions)
    return [float(each) for each in drawn / np.linalg.norm(drawn)]


def _packets(rows: Iterable[Row]) -> Iterator[list[Row]]:
    packet: list[Row] = []
    for row in rows:
        packet.append(row)
        if len(packet) == _ROWS:
            yield packet
            packet = []
    if packet:
        yield packet
