"""The archive as it was known on a day: the versions that it held then, as far as readers may see them today.

A withdrawal, an embargo and an expiry of today hold for every version of the article; what was embargoed then, or had
expired, is not shown either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus import Article
from index.archive.archive import Archive
from index.archive.files import Files
from index.archive.former import FormerVersions
from index.archive.past_engine import Known, PastEngine
from index.model.reader import Reader
from index.search.holding import articles_holding
from index.search.lexical import LexicalIndex
from index.search.protocols import Readable
from index.search.ranked_search import RankedSearch
from index.search.ranking import Ranking
from index.search.vocabulary import Vocabulary
from index.store.articles import Figures
from index.store.database import clock_micros, from_micros
from index.store.outline import COLUMNS, Outline, counted, joined
from index.store.rights import forbidden
from index.store.versions import FormerVersion, known_at
from index.types.info import ArchiveInfo, Holding
from index.types.scope import Scope

_UNDATED = np.iinfo(np.int64).min


class AsKnown(RankedSearch):
    """Fulfils `Readable` with what was known at one moment; nothing here writes."""

    def __init__(
        self, archive: Archive, files: Files, former: FormerVersions, reader: Reader, as_of: datetime,
        now: datetime | None,
    ) -> None:
        """Use `Archive.as_known`; without `now` the clock tells what readers may see."""
        self._archive, self._files, self._former, self._reader = archive, files, former, reader
        self.as_of, self._now = as_of, now
        self.recipe = archive.recipe
        self._articles: tuple[int, dict[str, Article | None]] = (-1, {})

    @cached_property
    def _engine(self) -> PastEngine:
        former = self._former.archive.engine
        return PastEngine(self._files.engine, former, self._known, self._as_it_stood)

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self._engine, self._reader)

    @property
    def folder(self) -> Path:
        """The archive's."""
        return self._archive.folder

    @property
    def name(self) -> str:
        """The archive's."""
        return self._archive.name

    @property
    def generation(self) -> int:
        """The archive's: what was known then may come, and be withdrawn, at any time."""
        return self._archive.generation

    @property
    def state(self) -> str:
        """What tells this state of the archive, at this moment, from every other."""
        return f"{self._archive.state}@{self.as_of.isoformat()}"

    def at_present(self, scope: Scope) -> Scope:
        """The scope with the moment that was asked about, on the newsroom's clock, for its present."""
        return replace(scope, now=self._archive.origins.on_clock(self.as_of), as_of=None)

    def as_known(self, as_of: datetime, now: datetime | None = None) -> Readable:
        """The archive as it was known at another moment."""
        return self._archive.as_known(as_of, now)

    def holding(self, words: str, scope: Scope = Scope()) -> Holding:
        """Every article in the scope with all of the words in headline or text, stemmed."""
        return articles_holding(self._engine, words, self.at_present(scope), self.terms, self.rarity)

    def size(self, scope: Scope = Scope()) -> int:
        """How many passages a search in the scope goes through."""
        return self._engine.size(self.at_present(scope))

    def rarity(self, text: str, language: str = "") -> dict[str, float]:
        """Inverse document frequency over the present passages, by stemmed word of `text` in that language."""
        return self._archive.rarity(text, language)

    def terms(self, text: str, language: str = "") -> list[str]:
        """The words of a text in that language as the index knows them: lower-cased, accents folded, stemmed."""
        return self._archive.terms(text, language)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of what was known, and of what is: how they are printed is looked up in the former alone."""
        return Vocabulary(self._engine, _BothTerms(self._files.lexical, self._former.archive.engine.terms))

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text, by the archive's model."""
        return self._archive.similarities(query, texts)

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says; None when there is none any more."""
        return self._archive.version_of(article)

    def article(self, id: str, now: datetime | None = None, *, preview: bool = False) -> Article | None:
        """The article of that id as it was known then; None where readers may not see it, in a preview too."""
        return self._as_it_stood(id)

    def visible(self, ids: Collection[str], now: datetime | None = None) -> set[str]:
        """Of these articles, those that were known then and that readers may see."""
        return {id for id in ids if self._as_it_stood(id)}

    def newest(self, limit: int, now: datetime | None = None) -> list[Article]:
        """The latest articles that were known then, newest first; those without a date are left out."""
        found = [article for article in self._known_articles(limit) if article.published]
        return sorted(found, key=lambda each: clock_micros(each.published) or 0, reverse=True)[:limit]

    def info(self, now: datetime | None = None) -> ArchiveInfo:
        """What was known then; the counts of passages are the archive's."""
        figures, present = self.figures(), self._archive.info()
        sections = tuple(name for name, _ in self.outline().sections)
        return replace(present, articles=figures.articles, oldest=figures.oldest, newest=figures.newest,
                       sections=sections)

    def figures(self, now: datetime | None = None) -> Figures:
        """How many articles were known then, the oldest date, the newest."""
        published = np.concatenate([dates for _, dates in self._engine.published(self._everything())])
        dated = published[published != _UNDATED]
        newest = self.newest(1)
        return Figures(
            articles=len(published),
            oldest=from_micros(int(dated.min())) if len(dated) else None,
            newest=newest[0].published if newest else None,
            undated=len(published) - len(dated),
        )

    def outline(self, now: datetime | None = None) -> Outline:
        """What was known then by month, section, source, author and kind; reads every article."""
        articles = self._known_articles(None)
        months = Counter(f"{each.published:%Y-%m}" for each in articles if each.published)
        named: dict[str, list[Sequence[str]]] = {
            "section": [(each.section,) for each in articles], "source": [(each.source,) for each in articles],
            "authors": [each.authors for each in articles], "kind": [(each.kind,) for each in articles],
        }
        return Outline(tuple(sorted(months.items())), *(_counted(named[column]) for column in COLUMNS))

    def close(self) -> None:
        """Nothing: the archive stays open."""

    def _up_to_date(self) -> Ranking:
        return self._ranking

    def _last_used(self) -> Ranking:
        return self._ranking

    def _everything(self) -> Scope:
        return self.at_present(Scope())

    def _moments(self) -> tuple[datetime, datetime]:
        """At each of which a reader must be able to see it."""
        return self.as_of, self._now or self._archive.now()

    def _known(self) -> Known:
        return Known(*self._former.known_at(clock_micros(self.as_of) or 0), self._moments())

    def _known_articles(self, latest: int | None) -> list[Article]:
        """The articles that were known then; `latest` many of the present ones and of the former versions."""
        found = []
        stores = (self._files.store, self._former.cache)
        for store, (keys, published) in zip(stores, self._engine.published(self._everything()), strict=True):
            chosen = keys[np.argsort(-published, kind="stable")][:latest]
            ids = [each.id for each in store.of_keys(chosen.tolist())]
            found += [FormerVersion.named(id).id for id in ids] if store is self._former.cache else ids
        return [article for id in dict.fromkeys(found) if (article := self._as_it_stood(id))]

    def _as_it_stood(self, id: str) -> Article | None:
        """The version of an article that was known then, if readers could see it then and may see it now."""
        generation, moments = self._files.store.generation(), self._moments()
        if generation != self._articles[0]:
            self._articles = generation, {}
        articles = self._articles[1]
        if id not in articles:
            version = known_at(self._files.store.versions.of(id), self.as_of)
            allowed = version and not forbidden(version.article.rights, self._archive.recipe.forbid_rights)
            articles[id] = version.article if version and allowed else None
        article = articles[id]
        if article is None or not all(article.visible(moment) for moment in moments):
            return None
        return article if self._files.store.visible([id], moments[1]) else None


class _BothTerms:
    """The terms of two indexes of words; fulfils `Terms`."""

    def __init__(self, present: LexicalIndex, former: LexicalIndex) -> None:
        self._present, self._former = present, former
        self.folded = present.folded
        self.generation = hash((present.generation, former.generation))

    def knows(self, word: str) -> bool:
        """Whether any passage or headline has the word in any form."""
        return self._present.knows(word) or self._former.knows(word)

    def beginning(self, letter: str, limit: int) -> list[tuple[str, int]]:
        """Words that begin so, without case and accents, and how many passages hold each; the most frequent first."""
        counts = Counter(dict(self._present.beginning(letter, limit)))
        counts.update(dict(self._former.beginning(letter, limit)))
        return counts.most_common(limit)


def _counted(names: Iterable[Sequence[str]]) -> tuple[tuple[str, int], ...]:
    """Names with the number of their articles, as an outline has them."""
    tallied = joined((), ((place, name) for place, each in enumerate(names) for name in each if name.strip()))
    return counted(tallied)
