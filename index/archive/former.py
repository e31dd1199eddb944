"""Makes what articles said before searchable, for questions of what was known on a day.

The former versions lie in an archive of their own in the archive's folder, each as an article: a cache of the
database's versions, made with the first such question, brought up to date with the next ones, and never trusted:
whoever searches it reads what is found back from the database.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import weakref
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus import ArchiveBusy, ArchiveError
from index.archive.archive import Archive, Progress
from index.archive.folder import Clock
from index.archive.withdraw import wipe
from index.model.embed import Embedder
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from index.search.local import LocalEngine
from index.store.articles import Store
from index.store.database import FILE, batched, marks, writable
from index.store.versions import NEVER, FormerVersion
from index.types.arrays import Ids
from index.types.recipe import Recipe

logger = logging.getLogger(__name__)

FOLDER = "former"
AT_ONCE = 256         # passages that a question gives their vectors at most: some seconds of work on a slow machine
_PATIENCE_S = 3.0
_OF = "of"            # of meta: the mark of the database whose versions they are


class FormerArchive(Archive):
    """An archive whose articles are former versions of another one's."""

    @property
    def engine(self) -> LocalEngine:
        """Finds them, up to date with what was written."""
        self._up_to_date()
        return self._engine


class FormerVersions:
    """The former versions of one archive, searchable; safe to use from many threads and processes at once."""

    def __init__(self, store: Store, recipe: Recipe, embedder: Embedder, clock: Clock) -> None:
        """Of this database; what can't be written beside it lies in a temporary folder that goes with this object."""
        self.store = store
        self._recipe = replace(recipe, forbid_rights=())     # whoever reads a version back looks at its rights
        self._embedder, self._clock = embedder, clock
        self._lock = threading.Lock()
        self._seen = -1
        self._former: dict[FormerVersion, int] = {}
        self._since = (0, np.full(1, NEVER))                 # a generation, and since when, by key
        self._known: dict[tuple[int, int], tuple[Ids, Ids]] = {}
        self._kept = self._place()
        self.archive, self.cache = self._opened()

    def catch_up(self, *, most: int | None = AT_ONCE, progress: Progress | None = None) -> None:
        """Take over what the archive has gained and lost, and give `most` passages their vectors (None: all).

        Where another process is at it, what there is has to do.
        """
        with self._lock:
            if not self.cache.in_place():
                self.archive, self.cache = self._opened()
                self._seen = -1
            try:
                self._take_over()
                passages, embedded = self.cache.passages.counts()
                if passages > embedded and self.archive.writable:
                    self.archive.embed(progress=progress, most=most)
            except ArchiveBusy:
                logger.info("another process is at the former versions in %s; searching those there are", self._kept)

    def known_at(self, moment: int) -> tuple[Ids, Ids]:
        """Keys of the articles (n,) and, in their own archive, of the former versions (m,) that were known then.

        The moment is in microseconds since 1970.
        """
        with self._lock:
            asked = self._seen, moment
            if asked not in self._known:
                present = np.flatnonzero(self._present() <= moment)
                names = [each.name for each, since in self._former.items() if since <= moment < each.replaced]
                self._known = {asked: (present, _keys(self.cache, names))}
            return self._known[asked]

    def close(self) -> None:
        """Let go of them."""
        self.archive.close()

    def _place(self) -> Path:
        """Where they lie: beside the database, if it can be written there or they are there already."""
        beside = self.store.path.parent / FOLDER
        if writable(self.store.path) or (beside / FILE).exists():
            return beside
        aside = Path(tempfile.mkdtemp(prefix="cuttings-"))
        weakref.finalize(self, shutil.rmtree, aside, ignore_errors=True)
        return aside / FOLDER

    def _opened(self) -> tuple[FormerArchive, Store]:
        """The archive of them and its database, made anew where it is another one's or can't be used."""
        if (self._kept / FILE).exists():
            try:
                archive, store = self._archive()
                if store.meta(_OF) == self.store.mark or not archive.writable:
                    return archive, store
                archive.close()
            except ArchiveBusy:
                raise
            except ArchiveError as error:
                logger.warning("The former versions in %s can't be used (%s); making them anew", self._kept, error)
            shutil.rmtree(self._kept)
        self._kept.mkdir(parents=True, exist_ok=True)
        archive, store = self._archive()
        with store.noting():
            store.set_meta(_OF, self.store.mark)
        return archive, store

    def _archive(self) -> tuple[FormerArchive, Store]:
        store = Store(self._kept, new=writable(self._kept / FILE) or not (self._kept / FILE).exists())
        if store.recipe() is None:
            store.set_recipe(self._recipe)
        return FormerArchive(self._kept, self._embedder, store, self._recipe, self._clock), store

    def _take_over(self) -> None:
        """The versions that came, and none that went."""
        generation = self.store.generation()
        if generation == self._seen:
            return
        former = self.store.versions.former()
        wanted = {each.name: each for each in former}
        there = set(_names(self.cache))
        if self.archive.writable:
            forget(self._kept, sorted(there - set(wanted)))
            new = [wanted[name] for name in wanted if name not in there]
            self.archive.add(replace(article, id=each.name) for batch in batched(new)
                             for each, article in self.store.versions.read(batch).items())
        self._former, self._seen = former, generation

    def _present(self) -> Ids:
        """Since when each article is known as it stands, by its key, (highest key + 1,)."""
        seen, since = self._since
        generation = self.store.generation()
        if generation != seen:
            keys, moments = self.store.versions.present_since(seen if generation > seen else 0)
            longer = np.full(max(len(since), int(keys.max(initial=0)) + 1), NEVER)
            longer[: len(since)] = since
            longer[keys] = moments
            self._since = (generation, longer)
        return self._since[1]


def forget_articles(archive: Path, ids: Collection[str]) -> None:
    """Take every former version of these articles out of an archive's folder, so that no file there holds any of it.

    Raises ArchiveBusy where another process is at them.
    """
    folder = archive / FOLDER
    if not (folder / FILE).exists():
        return
    try:
        store = Store(folder)
        names = [name for name in _names(store) if FormerVersion.named(name).id in ids]
        store.close()
        forget(folder, names)
    except ArchiveBusy:
        raise
    except ArchiveError as error:      # a cache: nothing is lost with it
        logger.warning("The former versions in %s can't be used (%s); they are made anew when asked for", folder, error)
        shutil.rmtree(folder)


def forget(folder: Path, names: Sequence[str]) -> None:
    """Take these versions out of the archive of former versions in a folder; raises ArchiveBusy."""
    if not names:
        return
    try:
        with FileLock(folder / "writer.lock", timeout=_PATIENCE_S):
            store = Store(folder)
            recipe = store.begun_recipe()
            dense = DenseIndex(folder, recipe.dimensions, recipe.flat_until, store.mark)
            wipe(store, LexicalIndex(folder, recipe.stemmer, store.mark), dense, names, lambda step: None)
            store.close()
    except Timeout:
        raise ArchiveBusy(f"Another process is writing to {folder}; wait until it has finished, then run this again."
                          ) from None


def _names(store: Store) -> list[str]:
    with store.looking() as db:
        return [name for (name,) in db.execute("SELECT id FROM articles")]


def _keys(store: Store, names: Sequence[str]) -> Ids:
    keys: list[int] = []
    with store.looking() as db:
        for batch in batched(names):
            keys += [key for (key,) in db.execute(f"SELECT key FROM articles WHERE id IN ({marks(batch)})", batch)]
    return np.array(keys, dtype=np.int64)
