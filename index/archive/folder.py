"""An archive's folder as one process has it open: which database lies there now, and who may write to it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from corpus import ArchiveBusy, ArchiveDamaged, ArchiveFull, ArchiveMismatch
from index.archive.aside import Aside
from index.archive.files import Files
from index.model.embed import Embedder
from index.model.reader import Reader, model_for
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from index.search.local import LocalEngine
from index.search.ranking import Ranking
from index.store.articles import Store
from index.store.database import FILE, explained
from index.types.recipe import Recipe

logger = logging.getLogger(__name__)

_PATIENCE_S = 3.0       # that a writer waits: a server that catches up with the one before has the lock for a moment
_MEND_AGAIN_S = 30.0    # between two tries to write an index that a full disk keeps behind

Clock = Callable[[], datetime]


def make_folder(folder: Path) -> None:
    """Make the folder of a new archive; raises ArchiveMismatch where one holds something else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, folder / FILE) from error
    if any(folder.iterdir()) and not (folder / FILE).exists():
        raise ArchiveMismatch(f"{folder} holds other files and no archive; give an empty or new folder.")


class OpenFolder:
    """The files of whichever database lies in a folder: exchanged with it, mended, and written to by one at a time."""

    recipe: Recipe

    def __init__(
        self, folder: Path, embedder: Embedder, store: Store, recipe: Recipe, clock: Clock | None = None
    ) -> None:
        """Use `create` or `open`."""
        self.folder = folder
        self.now: Clock = clock or _now       # what embargoes and expiry are judged by
        self._answers: list[Path] = []        # files outside the folder in which answers are kept
        self._mend_after = -float("inf")      # no sooner is an index tried again that could not be written
        self._aside = Aside(folder)
        self._writing = FileLock(self._aside.place / "writer.lock", timeout=0)
        self._mine = threading.local()        # the files of a thread that writes: it goes on with none but these
        self._exchanging = threading.RLock()
        self._take_up(embedder, store, recipe)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    def __enter__(self) -> Self:
        """For `with Archive.open(...) as archive:`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._files.engine.close()
        self._files.store.close()

    @property
    def writable(self) -> bool:
        """Whether this process may write to the folder; if not, it answers and searches all the same."""
        return self._aside.writable

    @property
    def generation(self) -> int:
        """Grows with every change to the archive."""
        return self._store.generation()

    @property
    def state(self) -> str:
        """What tells this state of the archive from every other, of an archive that takes its place too."""
        store = self._store
        return f"{store.mark}-{store.generation()}"

    def _current(self) -> Files:
        """The files of the database that lies in the folder now: opened anew where another one has taken its place.

        Raises an ArchiveError where there is none, or one that can't be opened. Whoever writes goes on with the files
        that it began with, or not at all.
        """
        if mine := getattr(self._mine, "files", None):
            mine.store.insist()
            return mine  # type: ignore[no-any-return]
        if self._files.store.in_place():
            return self._files
        with self._exchanging:
            if not self._files.store.in_place():
                logger.warning("another database has taken the place of %s; opening it", self._files.store.path)
                store = Store(self.folder)
                recipe = store.begun_recipe()
                self._take_up(model_for(recipe, self._reader.embedder, str(self.folder)), store, recipe)
                for file in self._answers:
                    store.tombstones.note_elsewhere(file)
        return self._files

    def _take_up(self, embedder: Embedder, store: Store, recipe: Recipe) -> None:
        """Open what belongs to a database; who still reads from another one ends with that."""
        reader = Reader(embedder, recipe)
        with self._explained():
            files = Files.of(store, self.folder, reader, self._aside.place)
        with self._only(files):      # nobody else gets them before they are ready
            self._refresh()
            files.engine.prepare()
            self._taken_up()
        self.recipe, self._reader = recipe, reader
        self._files = files

    def _taken_up(self) -> None:
        """What has to be done to a database before anybody gets it."""

    @contextmanager
    def _only(self, files: Files) -> Iterator[None]:
        """Let this thread go on with these files or not at all."""
        before = getattr(self._mine, "files", None)
        self._mine.files = files
        try:
            yield
        finally:
            self._mine.files = before

    @property
    def _store(self) -> Store:
        return self._current().store

    @property
    def _ranking(self) -> Ranking:
        return self._current().ranking

    @property
    def _lexical(self) -> LexicalIndex:
        return self._current().lexical

    @property
    def _dense(self) -> DenseIndex:
        return self._current().dense

    @property
    def _engine(self) -> LocalEngine:
        return self._current().engine

    def _up_to_date(self) -> Ranking:
        """The ranking of the files that are searched, whose indexes are brought up to date."""
        files = self._current()
        self._refresh(files)
        files.dense.grow_aside(files.store)
        return files.ranking

    def _last_used(self) -> Ranking:
        return self._files.ranking

    def _refresh(self, files: Files | None = None) -> None:
        """See what this or another process has written since; mend what a killed build left behind, or was lost."""
        files = files or self._current()
        generation = files.store.passages.generation()
        if files.lexical.generation != generation or files.lexical.cut_off():
            self._aside.link()
            try:
                files.lexical.reload()
            except ArchiveDamaged as error:
                logger.warning("%s Making them anew from the database.", error)
                with self._alone(files=files):
                    files.lexical.reopen()
                    files.lexical.catch_up(files.store.passages)
            if files.lexical.generation != generation and not self._writing.is_locked:
                self._mend_lexical(files)
        files.dense.catch_up(files.store)

    def _mend_lexical(self, files: Files) -> None:
        """Catch up unless somebody is writing, who will, or nobody can: readers go on with what the index holds."""
        if time.monotonic() < self._mend_after:
            return
        try:
            with self._alone(patience_s=0, files=files):
                files.lexical.reload()       # the writer may have caught up since this was found behind
                files.lexical.catch_up(files.store.passages)
        except ArchiveBusy:
            logger.debug("%s is being written; searching what its index holds so far", self.folder)
        except (ArchiveFull, ArchiveMismatch) as error:
            if not files.lexical.generation:
                raise                        # it holds nothing: all would be told that nothing was found
            self._mend_after = time.monotonic() + _MEND_AGAIN_S
            logger.warning("%s lacks the newest articles until its index can be written: %s", self.folder, error)

    def _caches_agree(self) -> bool:
        self._refresh()
        return (self._lexical.size, self._dense.size) == self._store.passages.counts()

    @contextmanager
    def _alone(self, patience_s: float = _PATIENCE_S, *, files: Files | None = None) -> Iterator[None]:
        """Hold the right to write to these files; raises ArchiveBusy when another process has it for longer."""
        files = files or self._current()
        files.store.insist()         # before the lock's file is made in an emptied folder
        try:
            with self._explained(), self._only(files), self._writing.acquire(timeout=patience_s):
                files.store.insist()
                yield
        except Timeout:
            raise ArchiveBusy(
                f"Another process is writing to {self.folder}; wait until it has finished, then run this again."
            ) from None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the file system, Tantivy and FAISS raise into what the caller can do."""
        try:
            yield
        except Timeout:
            raise                    # of the lock: an OSError too
        except (OSError, ValueError, RuntimeError) as error:
            if (known := explained(error, self.folder / FILE)) is error:
                raise
            raise known from error

    def note_answers(self, file: Path) -> None:
        """Note a file outside the folder in which answers are kept, so that withdrawals reach it."""
        self._answers.append(file.resolve())
        self._store.tombstones.note_elsewhere(file.resolve())


def _now() -> datetime:
    return datetime.now(UTC)
