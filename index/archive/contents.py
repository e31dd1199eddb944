"""What an archive answers of what it holds: searches, articles, their versions, and figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from corpus import Article
from index.archive.folder import OpenFolder
from index.search.holding import articles_holding
from index.search.ranked_search import RankedSearch
from index.search.vocabulary import Vocabulary
from index.store.articles import Figures
from index.store.history import Change, history
from index.store.origins import Origins
from index.store.outline import Outline
from index.store.tombstones import Tombstone
from index.types.address import canonical
from index.types.info import ArchiveInfo, Holding
from index.types.scope import Scope


class ArchiveContents(OpenFolder, RankedSearch):
    """Fulfils `Readable`; nothing here writes."""

    def at_present(self, scope: Scope) -> Scope:
        """The scope with the moment that it is judged at, its own or now, on the newsroom's clock."""
        return replace(scope, now=self.origins.on_clock(scope.as_of or scope.now or self.now()))

    def absent(self, question: str, scope: Scope = Scope()) -> list[str]:
        """What stands in the question's quotation marks and in no passage in the scope, as it stands."""
        self._refresh()
        return super().absent(question, scope) if scope.as_of or self._lexical.generation else []   # it holds nothing

    def holding(self, words: str, scope: Scope = Scope()) -> Holding:
        """Every article in the scope with all of the words in headline or text, stemmed."""
        if then := self._then(scope):
            return then[0].holding(words, then[1])
        scope = self.at_present(scope)
        self._refresh()
        return articles_holding(self._engine, words, scope, self.terms, self.rarity)

    def size(self, scope: Scope = Scope()) -> int:
        """How many passages a search in the scope goes through."""
        if then := self._then(scope):
            return then[0].size(then[1])
        return self._engine.size(self.at_present(scope))

    def rarity(self, text: str, language: str = "") -> dict[str, float]:
        """Inverse document frequency over this archive's passages, by stemmed word of `text` in that language."""
        lexical = self._files.lexical
        return lexical.rarity(lexical.terms(text, language))

    def terms(self, text: str, language: str = "") -> list[str]:
        """The words of a text in that language as the index knows them: lower-cased, accents folded, stemmed."""
        return self._files.lexical.terms(text, language)

    @property
    def vocabulary(self) -> Vocabulary:
        """Its words as it prints them, and those that come near to a word that somebody typed."""
        files = self._current()
        self._refresh(files)
        return files.vocabulary

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text, by the archive's model."""
        return self._reader.similarities(query, texts)

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

    def article(self, id: str, now: datetime | None = None, *, preview: bool = False) -> Article | None:
        """The article of that id; None when there is none that a reader may see at `now`, or the desk in a preview."""
        return self._store.article(id, now or self.now(), preview=preview)

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

    @property
    def origins(self) -> Origins:
        """Where its articles came from."""
        return self._current().origins
