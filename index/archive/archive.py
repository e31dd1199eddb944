"""The archive: articles in, passages out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import ArchiveMissing, Article, CuttingsError, InputError, ScopeError
from index.archive import withdraw as withdrawal
from index.archive.contents import ArchiveContents
from index.archive.folder import Clock, make_folder
from index.archive.languages import settle
from index.model.chunk import spans
from index.model.embed import DEFAULT_MODEL, Embedder
from index.model.languages import settled
from index.model.reader import Batch, Read, ReadBatches, loaded, model_for
from index.search.protocols import Readable
from index.store.articles import Store
from index.store.database import FILE
from index.store.rights import checked, forbidden, headline_only
from index.store.tombstones import Tombstone
from index.types.address import canonical
from index.types.recipe import PASSAGE_TOKENS, Recipe
from index.types.scope import Scope

if TYPE_CHECKING:
    from index.archive.former import FormerVersions

logger = logging.getLogger(__name__)

URL_ID = "url-"         # how an id begins that is made from a URL: corpus/types/article.py
_ADD_BATCH = 1_000      # articles a transaction
_EMBED_BATCH = 128      # passages a transaction: some ten seconds of work on a slow machine, lost at most by a kill

Progress = Callable[[int, int], None]   # (done, in all)
Barred = Callable[[Article, Tombstone], None]   # hears of an article that was withdrawn and is not let in again


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


class Archive(ArchiveContents):
    """A folder with one database and two search indexes; safe to use from many threads and processes at once."""

    _former: FormerVersions | None = None      # once somebody has asked what was known on a day

    @classmethod
    def create(
        cls, folder: str | Path, *, embedder: str | Embedder | None = None, clock: Clock | None = None
    ) -> Archive:
        """Open the archive in `folder`, or start an empty one there that uses this model (None: the default one)."""
        folder = Path(folder)
        make_folder(folder)
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
        """Open the archive in `folder`, with the model it was built with; raises an ArchiveError that says what to do.

        `clock` tells the time that embargoes and expiry are judged by, aware; left out, the machine's.
        """
        folder = Path(folder)
        if not (folder / FILE).exists():
            raise ArchiveMissing(
                f"There is no archive in {folder}; build one: python -m index build --archive {folder} SOURCE"
            )
        store = Store(folder)
        recipe = store.begun_recipe()
        return cls(folder, model_for(recipe, embedder, str(folder)), store, recipe, clock)

    def close(self) -> None:
        """Let go of the database."""
        if self._former:
            self._former.close()
        super().close()

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
            if settle(self._store):
                self._lexical.catch_up(self._store.passages)
            while batch := list(islice(source, _ADD_BATCH)):
                counts = counts.plus(self._add_batch(batch, barred))
                if progress:
                    progress(counts)
        self._finish_withdrawals()       # one that began meanwhile had to wait
        return counts

    def embed(
        self, *, progress: Progress | None = None, read: ReadBatches | None = None, most: int | None = None
    ) -> int:
        """Give every passage its vector, leads first, newest first; goes on where it was stopped. How many it gave.

        `read` reads batches elsewhere than in this process; `most` is how many get one at most.
        """
        with self._alone():
            pending = self._store.passages.pending()[:most]
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
        return replace(done, searched=len(wanted), read=read, found=tuple(found), same_story=tuple(stories))

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
            reduced = [each for each in self._store.articles() if self._reduced(each) != each]
            for start in range(0, len(reduced), _ADD_BATCH):
                self._put([self._reduced(each) for each in reduced[start : start + _ADD_BATCH]])
            self._refresh()
            self._dense.write()
        return len(reduced)

    def as_known(self, as_of: datetime, now: datetime | None = None) -> Readable:
        """The archive as it was known at `as_of`, as far as readers may see it now too; raises ScopeError for later.

        `now` is left to the clock but for tests. The first time, former versions are made searchable beside the
        archive: `prepare_as_known` does that before anybody asks.
        """
        from index.archive.as_known import AsKnown

        present, as_of = now or self.now(), Scope(as_of=as_of).as_of or self.now()
        if as_of > present and as_of.date() > present.astimezone(as_of.tzinfo).date():
            raise ScopeError(f"Nobody knows yet what will be known on {as_of.date()}; give a day up to today.")
        former, files = self._former_versions(), self._current()
        former.catch_up()
        self._up_to_date()
        return AsKnown(self, files, former, self._reader, min(as_of, present), now)

    def as_cited(self, id: str, version: str, now: datetime | None = None) -> Article | None:
        """The article in the present or former version whose hash begins so, if readers may see both at `now`."""
        moment = now or self.now()
        present = self.article(id, moment)
        if present is None or present.content_hash.startswith(version):
            return present
        former = (each.article for each in self._store.versions.of(id) if each.article.content_hash.startswith(version))
        return next((each for each in former if each.visible(moment) and not self._forbidden(each)), None)

    def prepare_as_known(self, progress: Progress | None = None) -> None:
        """Make every former version searchable, by words and by vectors; what is there already is kept."""
        self._former_versions().catch_up(most=None, progress=progress)

    def check(self) -> list[str]:
        """Everything that is wrong with the files, a sentence each; empty when all is well."""
        problems = self._store.check() + self._lexical.check()
        if left := self._store.tombstones.unfinished():
            problems.append(f"{len(left)} withdrawn articles may still be in a file; run index check --repair")
        return problems + ([] if self._caches_agree() else ["an index does not hold what the database holds"])

    # -- inside

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
        read = [settled(each) for each in articles]
        self._store.put([(each, spans(each, budget, self._reader.counter)) for each in read],
                        {each.id: each.content_hash for each in articles})
        if self.recipe.forbid_rights:
            self._store.versions.forget([each.id for each in articles if self._forbidden(each)])
        self._lexical.catch_up(self._store.passages)

    def _reduced(self, article: Article) -> Article:
        """The article as it may be kept: whole, or the headline alone where its rights forbid more."""
        return headline_only(article) if self._forbidden(article) else article

    def _forbidden(self, article: Article) -> bool:
        return bool(article.rights) and forbidden(article.rights, self.recipe.forbid_rights)

    def _taken_up(self) -> None:
        self._finish_withdrawals()

    def _finish_withdrawals(self) -> None:
        """Finish what was broken off, unless somebody is writing: then they will."""
        if not self._store.tombstones.unfinished():
            return
        try:
            with self._alone(patience_s=0):
                self._finish((), lambda step: None)
        except CuttingsError as error:
            logger.warning("a withdrawal from %s is not finished yet: %s", self.folder, error)

    def _former_versions(self) -> FormerVersions:
        """The former versions of the database that lies there now, searchable; nothing is made of them before."""
        from index.archive.former import FormerVersions

        store = self._store
        with self._exchanging:
            if self._former is None or self._former.store is not store:
                self._former = FormerVersions(store, self.recipe, self._reader.embedder, self.now)
        return self._former

    def _finish(self, answers: Sequence[Path], tell: withdrawal.Tell) -> withdrawal.Receipt:
        from index.archive.former import forget_articles

        forget_articles(self.folder, {each.id for each in self._store.tombstones.unfinished()})
        files = [*self._store.tombstones.elsewhere(), *answers]
        return withdrawal.finish(self._store, self._lexical, self._dense, files, tell)

    def _left(self, wanted: Sequence[str], ids: Sequence[str]) -> tuple[int, list[str]]:
        """How many files were read, and where something of withdrawn articles still is, a sentence each."""
        far = datetime.max.replace(tzinfo=UTC)
        found = [f"a search finds {hit.article.id}" for phrase in wanted
                 for hit in self.search(phrase, Scope(limit=10)) if hit.article.id in ids]
        found += [f"{id} can be read" for id in ids if self.article(id, far) or self._store.versions.of(id)]
        read, left = withdrawal.holding(self.folder, wanted)
        mine = {phrase for phrase in {phrase for _, phrase in left} if not self._store.versions.contain(phrase)}
        return read, found + [f"{file} holds “{phrase}”" for file, phrase in left if phrase in mine]

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
