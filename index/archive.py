"""The archive: articles in, passages out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType

import numpy as np
from filelock import FileLock, Timeout

from corpus import ArchiveBusy, ArchiveMismatch, ArchiveMissing, Article
from index import store as storage
from index.chunk import spans
from index.dense import DenseIndex
from index.embed import DEFAULT_MODEL, Embedder, load_embedder
from index.hit import Hit
from index.lexical import LexicalIndex
from index.local import LocalEngine
from index.ranking import Ranking
from index.reader import Batch, Read, ReadBatches, Reader
from index.recipe import PASSAGE_TOKENS, Recipe
from index.scope import Scope
from index.store import Figures, Store
from index.tokens import Match

logger = logging.getLogger(__name__)

_ADD_BATCH = 1_000      # articles a transaction
_EMBED_BATCH = 128      # passages a transaction: some ten seconds of work on a slow machine, lost at most by a kill

Progress = Callable[[int, int], None]   # (done, in all)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles handed to `Archive.add`."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What an archive holds that a reader may see now."""

    name: str
    generation: int
    articles: int
    passages: int
    embedded: int                  # passages that have their vector
    oldest: datetime | None        # publication dates
    newest: datetime | None
    sections: tuple[str, ...]      # largest first
    recipe: Recipe


class Archive:
    """A folder with one database and two search indexes; safe to use from many threads and processes at once."""

    def __init__(self, folder: Path, embedder: Embedder, store: Store, recipe: Recipe) -> None:
        """Use `create` or `open`."""
        self.folder = folder
        self.recipe = recipe
        self._store = store
        self._reader = Reader(embedder, recipe)
        self._writing = FileLock(folder / "writer.lock", timeout=0)
        self._lexical = LexicalIndex(folder, recipe.stemmer)
        self._dense = DenseIndex(folder, recipe.dimensions, recipe.flat_until)
        self._ranking = Ranking(LocalEngine(store, self._dense, self._lexical), self._reader)
        self._refresh()

    @classmethod
    def create(cls, folder: str | Path, *, embedder: str | Embedder | None = None) -> Archive:
        """Open the archive in `folder`, or start an empty one there that uses this model (None: the default one)."""
        folder = Path(folder)
        _make_folder(folder)
        store = Store(folder)
        if store.recipe():
            return cls.open(folder, embedder=embedder)
        chosen = embedder or DEFAULT_MODEL
        model = load_embedder(chosen) if isinstance(chosen, str) else chosen
        recipe = Recipe(
            model=model.name,
            fingerprint=model.fingerprint,
            dimensions=model.dimensions,
            passage_tokens=min(PASSAGE_TOKENS, model.max_tokens),
            query_prompt=model.query_prompt,
            passage_prompt=model.passage_prompt,
        )
        store.set_recipe(recipe)
        return cls(folder, model, store, recipe)

    @classmethod
    def open(cls, folder: str | Path, *, embedder: str | Embedder | None = None) -> Archive:
        """Open the archive in `folder`, with the model it was built with; an ArchiveError says what to do."""
        folder = Path(folder)
        if not (folder / storage.FILE).exists():
            raise ArchiveMissing(
                f"There is no archive in {folder}; build one: python -m index build --archive {folder} SOURCE"
            )
        store = Store(folder)
        recipe = store.recipe()
        if recipe is None:
            raise ArchiveMissing(f"The archive in {folder} was never finished; delete the folder and build it again.")
        chosen = embedder or recipe.model
        model = load_embedder(chosen) if isinstance(chosen, str) else chosen
        if (model.fingerprint, model.dimensions) != (recipe.fingerprint, recipe.dimensions):
            raise ArchiveMismatch(
                f"{folder} was built with {recipe.model} ({recipe.dimensions} dimensions), but {model.name} has other "
                f"weights ({model.dimensions} dimensions). Open it with the model it was built with, or build another "
                f"archive with this one."
            )
        return cls(folder, model, store, recipe)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    def __enter__(self) -> Archive:
        """For `with Archive.open(...) as archive:`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    # -- writing

    def add(self, articles: Iterable[Article], *, progress: Callable[[Added], None] | None = None) -> Added:
        """Add articles, or replace those whose content has changed; they can be found by their words at once.

        Of two articles with the same id in one call, the later one counts. `progress` is told after each batch.
        """
        counts = Added()
        source = iter(articles)
        with self._alone():
            self._store.link_stories()
            while batch := list(islice(source, _ADD_BATCH)):
                counts = _sum(counts, self._add_batch(batch))
                if progress:
                    progress(counts)
        return counts

    def embed(self, *, progress: Progress | None = None, read: ReadBatches | None = None) -> int:
        """Give every passage its vector, leads first, newest first; goes on where it was stopped. How many it gave.

        `read` reads batches elsewhere than in this process.
        """
        with self._alone():
            pending = self._store.pending()
            tell = progress or (lambda done, total: None)
            tell(0, len(pending))
            done = 0
            for batch, readings in (read or self._reader.batches)(self._batches(pending)):
                self._keep(batch, readings)
                tell(done := done + len(batch.ids), len(pending))
            tell(len(pending), len(pending))
            self._refresh()
            self._dense.grow(self._store)
            self._dense.save(self._store)
        return len(pending)

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out for good, by id; how many there were."""
        with self._alone():
            removed = self._store.remove(ids)
            self._refresh()
            self._lexical.catch_up(self._store)
            self._dense.write()
        return removed

    # -- reading

    def search(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        """The `scope.limit` best passages in the scope, best first; fewer only when fewer of its passages match.

        A passage that several articles print is one hit, which lists the others as its twins.
        """
        self._refresh()
        self._dense.grow_aside(self._store)
        return self._ranking.search(query, scope)

    def matches(self, query: str, hits: Sequence[Hit]) -> list[Match]:
        """The question held against each passage, token by token; one that has no vectors yet is read for it."""
        return self._ranking.matches(query, hits)

    def article(self, id: str, now: datetime | None = None) -> Article | None:
        """The article of that id; None when there is none that a reader may see at `now`."""
        return self._store.article(id, now or datetime.now(UTC))

    def articles(self) -> Iterator[Article]:
        """Every article in the order it came, hidden ones too: for exports."""
        return self._store.articles()

    def newest(self, limit: int, now: datetime | None = None) -> list[Article]:
        """The latest articles that a reader may see, newest first; those without a date are left out."""
        return self._store.newest(limit, now or datetime.now(UTC))

    def info(self, now: datetime | None = None) -> ArchiveInfo:
        """What the archive holds that a reader may see at `now`; the counts of passages take in hidden ones too."""
        moment = now or datetime.now(UTC)
        figures = self.figures(moment)
        passages, embedded = self._store.counts()
        return ArchiveInfo(
            name=self.name,
            generation=self._store.generation(),
            articles=figures.articles,
            passages=passages,
            embedded=embedded,
            oldest=figures.oldest,
            newest=figures.newest,
            sections=self._store.sections(moment),
            recipe=self.recipe,
        )

    def figures(self, now: datetime | None = None) -> Figures:
        """How many articles a reader may see at `now`, the oldest date, the newest: cheap enough for every answer."""
        return self._store.figures(now or datetime.now(UTC))

    @property
    def generation(self) -> int:
        """Grows with every change to the archive."""
        return self._store.generation()

    def rarity(self, text: str) -> dict[str, float]:
        """Inverse document frequency over this archive's passages, by stemmed word of `text`."""
        return self._lexical.rarity(self._lexical.terms(text))

    def terms(self, text: str) -> list[str]:
        """The words of a text as the lexical index knows them: lower-cased, accents folded, stemmed, in order."""
        return self._lexical.terms(text)

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text, by the archive's model."""
        return self._reader.similarities(query, texts)

    def check(self) -> list[str]:
        """Everything that is wrong with the files, a sentence each; empty when all is well."""
        problems = self._store.check() + self._lexical.check()
        return problems + ([] if self._caches_agree() else ["an index does not hold what the database holds"])

    # -- inside

    def _add_batch(self, batch: Sequence[Article]) -> Added:
        latest = {article.id: article for article in batch}
        known = self._store.hashes(list(latest))
        fresh = [each for each in latest.values() if known.get(each.id) != each.content_hash]
        if fresh:
            self._reader.counter.learn(each.text for each in fresh)
            budget = self.recipe.passage_tokens - self._reader.counter.count(self.recipe.passage_prompt)
            self._store.put([(each, spans(each, budget, self._reader.counter)) for each in fresh])
            self._lexical.catch_up(self._store)
        changed = sum(each.id in known for each in fresh)
        return Added(len(fresh) - changed, changed, len(batch) - len(fresh))

    def _batches(self, pending: Sequence[int]) -> Iterator[Batch]:
        """Passages in batches, as they are wanted; those that have gone meanwhile are left out."""
        for start in range(0, len(pending), _EMBED_BATCH):
            wanted = pending[start : start + _EMBED_BATCH]
            found = self._store.passages(wanted)
            passages = [found[id] for id in wanted if id in found]
            texts = tuple((each.article.title, each.text) for each in passages)
            yield Batch(tuple(each.id for each in passages), texts)

    def _keep(self, batch: Batch, readings: Sequence[Read]) -> None:
        vectors = np.array([vector for vector, _ in readings]).reshape(len(readings), self.recipe.dimensions)
        self._store.put_vectors(batch.ids, vectors, [packed for _, packed in readings])

    def _refresh(self) -> None:
        """See what this or another process has written since; mend what a killed build left behind."""
        generation = self._store.words_generation()
        if self._lexical.generation != generation:
            self._lexical.reload()
            if self._lexical.generation != generation and not self._writing.is_locked:
                self._mend_lexical()
        self._dense.catch_up(self._store)

    def _mend_lexical(self) -> None:
        """Catch up unless somebody is writing: then they will."""
        try:
            with self._alone():
                self._lexical.catch_up(self._store)
        except ArchiveBusy:
            logger.debug("%s is being written; searching what its index holds so far", self.folder)

    def _caches_agree(self) -> bool:
        self._refresh()
        return (self._lexical.size, self._dense.size) == self._store.counts()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the right to write; raises ArchiveBusy when another process has it."""
        try:
            with self._writing:
                yield
        except Timeout:
            raise ArchiveBusy(
                f"Another process is writing to {self.folder}; wait until it has finished, then run this again."
            ) from None
        except (OSError, ValueError, RuntimeError) as error:   # what the file system, Tantivy and FAISS raise
            if (known := storage.explained(error, self.folder / storage.FILE)) is error:
                raise
            raise known from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage.explained(error, folder / storage.FILE) from error
    if any(folder.iterdir()) and not (folder / storage.FILE).exists():
        raise ArchiveMismatch(f"{folder} holds other files and no archive; give an empty or new folder.")


def _sum(one: Added, other: Added) -> Added:
    return Added(one.added + other.added, one.changed + other.changed, one.unchanged + other.unchanged)
