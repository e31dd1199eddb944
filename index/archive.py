"""The archive: articles in, passages out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType

import numpy as np
from filelock import FileLock, Timeout

from corpus import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveFull,
    ArchiveMismatch,
    ArchiveMissing,
    Article,
    CuttingsError,
    InputError,
)
from index import withdraw as withdrawal
from index.files import Files, begun
from index.model.chunk import spans
from index.model.embed import DEFAULT_MODEL, Embedder
from index.model.reader import Batch, Read, ReadBatches, Reader, loaded, model_for
from index.model.tokens import Match
from index.search.dense import DenseIndex
from index.search.holding import articles_holding
from index.search.lexical import LexicalIndex
from index.search.local import LocalEngine
from index.search.ranking import Ranking
from index.store.articles import Figures, Store
from index.store.database import FILE, explained
from index.store.history import Change, history
from index.store.origins import Origins
from index.store.outline import Outline
from index.store.rights import checked, forbidden, headline_only
from index.store.tombstones import Tombstone
from index.types.address import canonical
from index.types.hit import Hit
from index.types.info import ArchiveInfo, Holding
from index.types.recipe import PASSAGE_TOKENS, Recipe
from index.types.scope import Scope

logger = logging.getLogger(__name__)

URL_ID = "url-"         # how an id begins that is made from a URL: corpus/article.py
_ADD_BATCH = 1_000      # articles a transaction
_PATIENCE_S = 3.0       # that a writer waits: a server that catches up with the one before has the lock for a moment
_MEND_AGAIN_S = 30.0    # between two tries to write an index that a full disk keeps behind
_EMBED_BATCH = 128      # passages a transaction: some ten seconds of work on a slow machine, lost at most by a kill

Progress = Callable[[int, int], None]   # (done, in all)
Clock = Callable[[], datetime]
Barred = Callable[[Article, Tombstone], None]   # hears of an article that was withdrawn and is not let in again


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles handed to `Archive.add`."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    barred: int = 0                # withdrawn before, and not let in again

    def plus(self, other: Added) -> Added:
        """Both together."""
        return Added(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


class Archive:
    """A folder with one database and two search indexes; safe to use from many threads and processes at once."""

    recipe: Recipe

    def __init__(
        self, folder: Path, embedder: Embedder, store: Store, recipe: Recipe, clock: Clock | None = None
    ) -> None:
        """Use `create` or `open`."""
        self.folder = folder
        self.now: Clock = clock or _now       # what embargoes and expiry are judged by
        self._answers: list[Path] = []        # files outside the folder in which answers are kept
        self._mend_after = -float("inf")      # no sooner is an index tried again that could not be written
        self._writing = FileLock(folder / "writer.lock", timeout=0)
        self._mine = threading.local()        # the files of a thread that writes: it goes on with none but these
        self._exchanging = threading.RLock()
        self._take_up(embedder, store, recipe)

    @classmethod
    def create(
        cls, folder: str | Path, *, embedder: str | Embedder | None = None, clock: Clock | None = None
    ) -> Archive:
        """Open the archive in `folder`, or start an empty one there that uses this model (None: the default one)."""
        folder = Path(folder)
        _make_folder(folder)
        store = Store(folder, new=True)
        if store.recipe():
            return cls.open(folder, embedder=embedder, clock=clock)
        model = loaded(embedder or DEFAULT_MODEL)
        recipe = Recipe(
            model=model.name,
            fingerprint=model.fingerprint,
            dimensions=model.dimensions,
            passage_tokens=min(PASSAGE_TOKENS, model.max_tokens),
            query_prompt=model.query_prompt,
            passage_prompt=model.passage_prompt,
        )
        store.set_recipe(recipe)
        return cls(folder, model, store, recipe, clock)

    @classmethod
    def open(
        cls, folder: str | Path, *, embedder: str | Embedder | None = None, clock: Clock | None = None
    ) -> Archive:
        """Open the archive in `folder`, with the model it was built with; an ArchiveError says what to do.

        `clock` tells the time that embargoes and expiry are judged by, aware; left out, the machine's.
        """
        folder = Path(folder)
        if not (folder / FILE).exists():
            raise ArchiveMissing(
                f"There is no archive in {folder}; build one: python -m index build --archive {folder} SOURCE"
            )
        store = Store(folder)
        recipe = begun(store)
        return cls(folder, model_for(recipe, embedder, str(folder)), store, recipe, clock)

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
        self._files.engine.close()
        self._files.store.close()

    # -- writing

    def add(
        self,
        articles: Iterable[Article],
        *,
        progress: Callable[[Added], None] | None = None,
        barred: Barred | None = None,
    ) -> Added:
        """Add articles, or replace those whose content has changed; they can be found by their words at once.

        Of two articles with the same id in one call, the later one counts. `progress` is told after each batch,
        `barred` of each article that was withdrawn and is therefore not added.
        """
        counts = Added()
        source = iter(articles)
        with self._alone():
            self._store.link_stories()
            self._store.addresses.note()
            while batch := list(islice(source, _ADD_BATCH)):
                counts = counts.plus(self._add_batch(batch, barred))
                if progress:
                    progress(counts)
        self._finish_withdrawals()       # one that began meanwhile had to wait
        return counts

    def embed(self, *, progress: Progress | None = None, read: ReadBatches | None = None) -> int:
        """Give every passage its vector, leads first, newest first; goes on where it was stopped. How many it gave.

        `read` reads batches elsewhere than in this process.
        """
        with self._alone():
            pending = self._store.passages.pending()
            tell = progress or (lambda done, total: None)
            tell(done := 0, len(pending))
            for batch, readings in (read or self._reader.batches)(self._batches(pending)):
                self._keep(batch, readings)
                tell(done := done + len(batch.ids), len(pending))
            tell(len(pending), len(pending))
            self._refresh()
            self._dense.grow(self._store)
            self._dense.save(self._store)
        self._finish_withdrawals()
        return len(pending)

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out for good, by id; how many there were."""
        with self._alone():
            removed = self._store.remove(ids)
            self._refresh()
            self._lexical.catch_up(self._store.passages)
            self._dense.write()
        return removed

    def withdraw(
        self,
        ids: Sequence[str],
        reason: str,
        *,
        answers: Sequence[Path] = (),
        tell: withdrawal.Tell = lambda step: None,
    ) -> withdrawal.Receipt:
        """Take articles out so that nothing of what they said is left in any file, and they are not let in again.

        No reader gets at them from the first moment, whoever else is writing. `answers` are files of kept answers
        beside those in the archive's folder and those that servers noted; `tell` hears each step. Articles that are
        not there are passed over. Raises InputError without a reason.
        """
        reason = " ".join(reason.split())
        if not reason:
            raise InputError("A withdrawal needs a reason; it is all that is kept of the article, with its id.")
        before = withdrawal.size_of(self.folder)
        stories = self._store.prints_of_same(ids)
        wanted = withdrawal.phrases(self._store.versions.every(ids))
        tell("hidden")
        buried = self._store.tombstones.bury(ids, reason)
        if not buried:
            return withdrawal.Receipt((), True)
        try:
            with self._alone():
                done = self._finish(answers, tell)
        except CuttingsError as error:
            return withdrawal.Receipt(tuple(buried), False, same_story=tuple(stories), problems=(str(error),))
        read, found = self._left(wanted, ids)
        return replace(
            done, bytes_before=before, bytes_after=withdrawal.size_of(self.folder), searched=len(wanted), read=read,
            found=tuple(found), same_story=tuple(stories),
        )

    def repair(self, tell: withdrawal.Tell = lambda step: None) -> withdrawal.Receipt | None:
        """Finish withdrawals that were broken off, and make the indexes anew where they don't fit the database."""
        with self._alone():
            done = self._finish((), tell) if self._store.tombstones.unfinished() else None
            if self._lexical.check() or not self._caches_agree():
                tell("indexes")
                self._lexical.rebuild(self._store.passages)
                self._dense.rebuild(self._store)
        return done

    def readmit(self, name: str) -> list[str]:
        """Lift the tombstones of an article, by id or address, so that it may be added again; the ids lifted."""
        lifted = []
        while (tombstone := self._store.tombstones.find(name)) and self._store.tombstones.readmit(tombstone.id):
            lifted.append(tombstone.id)
        return lifted

    def forbid_rights(self, patterns: Sequence[str]) -> int:
        """Keep articles whose rights match one of these patterns as headline and link alone, from now on.

        Those that are there lose their text at once; how many did. Articles that no pattern matches any longer get
        theirs back with the next build from their source.
        """
        patterns = checked(patterns)
        with self._alone():
            self.recipe = replace(self.recipe, forbid_rights=patterns)
            self._store.set_recipe(self.recipe)
            held = [each for each in self._store.articles() if self._reduced(each) != each]
            for start in range(0, len(held), _ADD_BATCH):
                self._put([self._reduced(each) for each in held[start : start + _ADD_BATCH]])
            self._refresh()
            self._dense.write()
        return len(held)

    # -- reading

    def named(self, name: str) -> list[str]:
        """Ids of the articles that an id or an address names, hidden ones too."""
        if self._store.present(name):
            return [name]
        address = canonical(name)
        return self._store.addresses.at(address) if address else []

    def history(self, id: str) -> list[Change]:
        """Every version of an article, hidden or not, the oldest first; empty for one that is not there."""
        return history(self._store.versions.of(id))

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says; None when there is none any more."""
        return self._store.versions.number_of(article)

    def tombstone(self, name: str) -> Tombstone | None:
        """That an article was withdrawn, by its id or address; None when it wasn't."""
        return self._store.tombstones.find(name)

    def visible(self, ids: Collection[str], now: datetime | None = None) -> set[str]:
        """Of these articles, those that a reader may see at `now`."""
        return self._store.visible(ids, now or self.now())

    def note_answers(self, file: Path) -> None:
        """Note a file outside the folder in which answers are kept, so that withdrawals reach it."""
        self._answers.append(file.resolve())
        self._store.tombstones.note_elsewhere(file.resolve())

    def search(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        """The `scope.limit` best passages in the scope, best first; fewer only when fewer of its passages match.

        A passage that several articles print is one hit, which lists the others as its twins. Those that hold what
        stands in the question's quotation marks come first; `parts["phrases"]` counts it.
        """
        files, scope = self._ready(scope)
        return files.ranking.search(query, scope)

    def find(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        """The same for a search with operators (search/wording.py), which all hits obey; empty for exclusions alone."""
        files, scope = self._ready(scope)
        return files.ranking.find(query, scope)

    def absent(self, question: str, scope: Scope = Scope()) -> list[str]:
        """What stands in the question's quotation marks and in no passage in the scope, as it stands."""
        files, scope = self._ready(scope)
        return files.ranking.absent(question, scope) if files.lexical.generation else []     # else it holds nothing yet

    def at_present(self, scope: Scope) -> Scope:
        """The scope with the moment that visibility is judged at: its own, else what the archive's clock says."""
        return scope if scope.now else replace(scope, now=self.now())

    def holding(self, words: str, scope: Scope = Scope()) -> Holding:
        """Every article in the scope with all of the words in headline or text, stemmed."""
        scope = self.at_present(scope)
        self._refresh()
        return articles_holding(self._engine, words, scope, self.terms, self.rarity)

    def matches(self, query: str, hits: Sequence[Hit]) -> list[Match]:
        """The question held against each passage, token by token; one that has no vectors yet is read for it."""
        return self._files.ranking.matches(query, hits)

    def article(self, id: str, now: datetime | None = None) -> Article | None:
        """The article of that id; None when there is none that a reader may see at `now`."""
        return self._store.article(id, now or self.now())

    def articles(self, now: datetime | None = None) -> Iterator[Article]:
        """Every article in the order it came: hidden ones too, or only what a reader may see at `now`."""
        return self._store.articles(now)

    def newest(self, limit: int, now: datetime | None = None) -> list[Article]:
        """The latest articles that a reader may see, newest first; those without a date are left out."""
        return self._store.newest(limit, now or self.now())

    def info(self, now: datetime | None = None) -> ArchiveInfo:
        """What the archive holds that a reader may see at `now`; the counts of passages take in hidden ones too."""
        moment = now or self.now()
        figures = self.figures(moment)
        passages, embedded = self._store.passages.counts()
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
            in_step=self.origins.in_step(),
        )

    def figures(self, now: datetime | None = None) -> Figures:
        """How many articles a reader may see at `now`, the oldest date, the newest: cheap enough for every answer."""
        return self._store.figures(now or self.now())

    def outline(self, now: datetime | None = None) -> Outline:
        """Articles that a reader may see at `now` by month, section, source, author and kind; reads every row."""
        return self._store.outline(now or self.now())

    def size(self, scope: Scope = Scope()) -> int:
        """How many passages a search in the scope goes through."""
        return self._engine.size(self.at_present(scope))

    @property
    def generation(self) -> int:
        """Grows with every change to the archive."""
        return self._store.generation()

    @property
    def state(self) -> str:
        """What tells this state of the archive from every other, of an archive that takes its place too."""
        store = self._store
        return f"{store.mark}-{store.generation()}"

    @property
    def origins(self) -> Origins:
        """Where its articles came from."""
        return self._current().origins

    def rarity(self, text: str) -> dict[str, float]:
        """Inverse document frequency over this archive's passages, by stemmed word of `text`."""
        lexical = self._files.lexical
        return lexical.rarity(lexical.terms(text))

    def terms(self, text: str) -> list[str]:
        """The words of a text as the lexical index knows them: lower-cased, accents folded, stemmed, in order."""
        return self._files.lexical.terms(text)

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text, by the archive's model."""
        return self._reader.similarities(query, texts)

    def check(self) -> list[str]:
        """Everything that is wrong with the files, a sentence each; empty when all is well."""
        problems = self._store.check() + self._lexical.check()
        if left := self._store.tombstones.unfinished():
            problems.append(f"{len(left)} withdrawn articles may still be in a file; run index check --repair")
        return problems + ([] if self._caches_agree() else ["an index does not hold what the database holds"])

    # -- inside

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
                recipe = begun(store)
                self._take_up(model_for(recipe, self._reader.embedder, str(self.folder)), store, recipe)
                for file in self._answers:
                    store.tombstones.note_elsewhere(file)
        return self._files

    def _take_up(self, embedder: Embedder, store: Store, recipe: Recipe) -> None:
        """Open what belongs to a database; who still reads from another one ends with that."""
        reader = Reader(embedder, recipe)
        with self._explained():
            files = Files.of(store, self.folder, reader)
        with self._only(files):      # nobody else gets them before they are ready
            self._refresh()
            files.engine.prepare()
            self._finish_withdrawals()
        self.recipe, self._reader = recipe, reader
        self._files = files

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

    def _add_batch(self, batch: Sequence[Article], tell_barred: Barred | None) -> Added:
        latest = {article.id: self._reduced(article) for article in self._recognised(batch)}
        barred = self._store.tombstones.barred(list(latest.values()))
        if tell_barred:
            for id, tombstone in barred.items():
                tell_barred(latest[id], tombstone)
        open_to = [each for each in latest.values() if each.id not in barred]
        known = self._store.hashes([each.id for each in open_to])
        fresh = [each for each in open_to if known.get(each.id) != each.content_hash]
        if fresh:
            self._put(fresh)
        changed = sum(each.id in known for each in fresh)
        return Added(len(fresh) - changed, changed, len(batch) - len(fresh) - len(barred), len(barred))

    def _recognised(self, batch: Sequence[Article]) -> Iterator[Article]:
        """The articles; of those that have no id but their URL, each under the id and URL it is known by already."""
        met: dict[str, Article] = {}
        for article in batch:
            address = canonical(article.url) if article.id.startswith(URL_ID) else ""
            if address and not self._store.present(article.id):
                ids = [id for id in self._store.addresses.at(address) if id.startswith(URL_ID)]
                known = (self._store.article(ids[0], None) if ids else None) or met.setdefault(address, article)
                article = replace(article, id=known.id, url=known.url)
            yield article

    def _put(self, articles: Sequence[Article]) -> None:
        self._reader.counter.learn(each.text for each in articles)
        budget = self.recipe.passage_tokens - self._reader.counter.count(self.recipe.passage_prompt)
        self._store.put([(each, spans(each, budget, self._reader.counter)) for each in articles])
        if self.recipe.forbid_rights:
            self._store.versions.forget([each.id for each in articles if self._forbidden(each)])
        self._lexical.catch_up(self._store.passages)

    def _reduced(self, article: Article) -> Article:
        """The article as it may be kept: whole, or the headline alone where its rights forbid more."""
        return headline_only(article) if self._forbidden(article) else article

    def _forbidden(self, article: Article) -> bool:
        return bool(article.rights) and forbidden(article.rights, self.recipe.forbid_rights)

    def _finish_withdrawals(self) -> None:
        """Finish what was broken off, unless somebody is writing: then they will."""
        if not self._store.tombstones.unfinished():
            return
        try:
            with self._alone(patience_s=0):
                self._finish((), lambda step: None)
        except CuttingsError as error:
            logger.warning("a withdrawal from %s is not finished yet: %s", self.folder, error)

    def _finish(self, answers: Sequence[Path], tell: withdrawal.Tell) -> withdrawal.Receipt:
        files = [self.folder / withdrawal.KEPT, *self._store.tombstones.elsewhere(), *answers]
        return withdrawal.finish(self._store, self._lexical, self._dense, files, tell)

    def _left(self, wanted: Sequence[str], ids: Sequence[str]) -> tuple[int, list[str]]:
        """How many files were read, and where something of withdrawn articles still is, a sentence each."""
        far = datetime.max.replace(tzinfo=UTC)
        found = [f"a search finds {hit.article.id}" for phrase in wanted
                 for hit in self.search(phrase, Scope(limit=10)) if hit.article.id in ids]
        found += [f"{id} can be read" for id in ids if self.article(id, far) or self._store.versions.of(id)]
        read, held = withdrawal.holding(self.folder, wanted)
        mine = {phrase for phrase in {phrase for _, phrase in held} if not self._store.versions.contain(phrase)}
        return read, found + [f"{file} holds “{phrase}”" for file, phrase in held if phrase in mine]

    def _batches(self, pending: Sequence[int]) -> Iterator[Batch]:
        """Passages in batches, as they are wanted; those that have gone meanwhile are left out."""
        for start in range(0, len(pending), _EMBED_BATCH):
            wanted = pending[start : start + _EMBED_BATCH]
            found = self._store.passages.read(wanted)
            passages = [found[id] for id in wanted if id in found]
            texts = tuple((each.article.title, each.text) for each in passages)
            yield Batch(tuple(each.id for each in passages), texts)

    def _keep(self, batch: Batch, readings: Sequence[Read]) -> None:
        vectors = np.array([vector for vector, _ in readings]).reshape(len(readings), self.recipe.dimensions)
        self._store.vectors.put(batch.ids, vectors, [packed for _, packed in readings])

    def _ready(self, scope: Scope) -> tuple[Files, Scope]:
        """The files that are searched, their indexes brought up to date, and the scope with its moment."""
        scope, files = self.at_present(scope), self._current()
        self._refresh(files)
        files.dense.grow_aside(files.store)
        return files, scope

    def _refresh(self, files: Files | None = None) -> None:
        """See what this or another process has written since; mend what a killed build left behind, or was lost."""
        files = files or self._current()
        generation = files.store.passages.generation()
        if files.lexical.generation != generation or files.lexical.cut_off():
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


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, folder / FILE) from error
    if any(folder.iterdir()) and not (folder / FILE).exists():
        raise ArchiveMismatch(f"{folder} holds other files and no archive; give an empty or new folder.")
