"""An archive that lies in Milvus: everything a bot asks of one, with nothing but the cluster."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import starmap
from pathlib import Path
from typing import Any

from corpus import ArchiveMissing, Article, ScopeError
from index.milvus.address import Address
from index.milvus.engine import MilvusEngine, MilvusWords, Words
from index.milvus.passages import PassageRows
from index.milvus.rows import FOREVER, NEVER, both, in_scope, visible
from index.milvus.tables import ARTICLES, MOST, PASSAGES, Tables
from index.milvus.words import TantivyWords
from index.model.embed import Embedder
from index.model.reader import Reader, model_for
from index.search.holding import articles_holding
from index.search.ranked_search import RankedSearch
from index.search.ranking import Ranking
from index.search.terms import Analysis
from index.store.articles import Figures
from index.store.database import micros
from index.store.origins import on_clock_of
from index.store.outline import COLUMNS, Outline, Tally, counted, joined
from index.types.info import ArchiveInfo, Holding
from index.types.recipe import Recipe
from index.types.scope import Scope

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Timed:
    """An article with an embargo or an expiry: whether it counts depends on the moment."""

    key: int
    filed: dict[str, list[str]]      # names by column, as written
    published: int       # microseconds since 1970, or NEVER
    embargoed: int
    expires: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What one push said of the archive as a whole."""

    mark: str            # other words, another mark
    meta: dict[str, Any]
    timed: tuple[Timed, ...]

    def at(self, moment: datetime) -> list[Timed]:
        """Those of the timed articles that a reader may see."""
        at = micros(moment) or 0
        return [each for each in self.timed if each.embargoed <= at < each.expires]

    def next_change(self, moment: datetime) -> datetime | None:
        """When time alone changes next what a reader may see."""
        at = micros(moment) or 0
        changes = [each for timed in self.timed for each in (timed.embargoed, timed.expires) if at < each < FOREVER]
        return _moment(min(changes)) if changes else None

    def filed_at(self, column: str, moment: datetime) -> list[tuple[int, str]]:
        """Key and name of those, by each name that they have in that column, once whatever its case."""
        return [
            (each.key, name) for each in self.at(moment)
            for name in {name.casefold(): name for name in reversed(each.filed[column])}.values()
        ]


class MilvusArchive(RankedSearch):
    """Fulfils `Readable`; safe to use from many threads, and by many processes at once."""

    def __init__(self, tables: Tables, facts: Facts, recipe: Recipe, embedder: Embedder) -> None:
        """Use `open`."""
        self.recipe = recipe
        self._tables, self._facts = tables, facts
        self._analysis = Analysis(recipe.stemmer)
        self._reader = Reader(embedder, recipe)
        passages = PassageRows(tables)
        self._words: Words = (MilvusWords(passages, recipe.stemmer, lambda: self._facts.meta.get("languages", ()))
                              if tables.has_bm25 else TantivyWords(passages, recipe.stemmer))
        self._engine = MilvusEngine(tables, passages, self._words)
        self._ranking = Ranking(self._engine, self._reader)

    @classmethod
    def open(cls, address: Address | str, *, embedder: str | Embedder | None = None) -> MilvusArchive:
        """Open what was pushed to that address, with the model it was built with; an ArchiveError says what to do."""
        place = Address.parse(address) if isinstance(address, str) else address
        tables = Tables(place)
        try:
            tables.load()
            facts = _facts(tables)
            recipe = Recipe.from_dict(facts.meta["recipe"])
            return cls(tables, facts, recipe, model_for(recipe, embedder, place.text))
        except BaseException:
            tables.close()
            raise

    @property
    def name(self) -> str:
        """The name of the folder it was pushed from."""
        return str(self._facts.meta["name"])

    @property
    def folder(self) -> Path:
        """Where this machine keeps readers' verdicts: in the user's own data, made when it is asked for."""
        folder = self._tables.address.folder
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def generation(self) -> int:
        """Of the folder, at the last push."""
        return self._tables.state().generation

    @property
    def state(self) -> str:
        """What tells this state of the archive from every other: the mark of the last push."""
        return str(self._current().mark)

    def __enter__(self) -> MilvusArchive:
        """For `with MilvusArchive.open(...) as archive:`."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._tables.close()

    def at_present(self, scope: Scope) -> Scope:
        """The scope with the moment that it is judged at, its own or now, on the newsroom's clock.

        Raises ScopeError for a preview and for a day in the past: neither is in Milvus.
        """
        if scope.preview:
            raise ScopeError("An archive in Milvus has no preview; ask the one in its folder.")
        if scope.as_of:
            self.as_known(scope.as_of, scope.now)      # says why not
        return replace(scope, now=on_clock_of(self._facts.meta.get("timezone", ""), scope.moment))

    def holding(self, words: str, scope: Scope = Scope()) -> Holding:
        """Every article in the scope with all of the words in headline or text, stemmed."""
        return articles_holding(self._engine, words, self.at_present(scope), self.terms, self.rarity)

    def article(self, id: str, now: datetime | None = None, *, preview: bool = False) -> Article | None:
        """The article of that id; None when there is none that a reader may see at `now`, in a preview too."""
        return self._engine.articles([id], now or datetime.now(UTC)).get(id)

    def visible(self, ids: Collection[str], now: datetime | None = None) -> set[str]:
        """Of these articles, those that a reader may see at `now`."""
        return set(self._engine.articles(ids, now or datetime.now(UTC)))

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says; None when the last push brought another one."""
        return self._engine.version_of(article)

    def newest(self, limit: int, now: datetime | None = None) -> list[Article]:
        """The latest articles that a reader may see, newest first; those without a date are left out."""
        moment = now or datetime.now(UTC)
        for rank, since in (*self._current().meta["ranks"], (MOST, NEVER + 1)):
            if rank < limit:
                continue
            rows = self._engine.records.matching(both(f"published >= {since}", visible(moment)), ("published",))
            if len(rows) >= limit or since == NEVER + 1:
                break
        rows.sort(key=lambda row: (row["published"], row["key"]), reverse=True)
        return self._engine.records.of(rows[:limit])

    def info(self, now: datetime | None = None) -> ArchiveInfo:
        """What the archive holds that a reader may see at `now`; the counts of passages take in hidden ones too."""
        moment = now or datetime.now(UTC)
        facts, figures = self._current(), self.figures(moment)
        return ArchiveInfo(
            name=self.name,
            generation=facts.meta["generation"],
            articles=figures.articles,
            passages=facts.meta["passages"],
            embedded=facts.meta["embedded"],
            oldest=figures.oldest,
            newest=figures.newest,
            sections=_sections(facts, moment),
            recipe=Recipe.from_dict(facts.meta["recipe"]),
            in_step=datetime.fromisoformat(in_step) if (in_step := facts.meta["in_step"]) else None,
        )

    def figures(self, now: datetime | None = None) -> Figures:
        """How many articles a reader may see at `now`, the oldest date, the newest."""
        facts = self._current()
        timed = facts.at(now or datetime.now(UTC))
        dates = [each.published for each in timed if each.published != NEVER]
        dates += [facts.meta[name] for name in ("oldest", "newest") if facts.meta[name] is not None]
        return Figures(
            articles=facts.meta["articles"] + len(timed),
            oldest=_moment(min(dates)) if dates else None,
            newest=_moment(max(dates)) if dates else None,
            undated=facts.meta["undated"] + sum(each.published == NEVER for each in timed),
        )

    def outline(self, now: datetime | None = None) -> Outline:
        """Articles that a reader may see at `now` by month, section, source, author and kind."""
        moment, facts = now or datetime.now(UTC), self._current()
        months = Counter(dict(facts.meta["months"]))
        for published in (_moment(each.published) for each in facts.at(moment) if each.published != NEVER):
            months[published.isoformat()[:7]] += 1
        names = {column: joined(starmap(Tally, tallied), facts.filed_at(column, moment))
                 for column, tallied in facts.meta["names"].items()}
        return Outline(
            tuple(sorted(months.items())), *(counted(names[column]) for column in COLUMNS),
            until=facts.next_change(moment),
        )

    def size(self, scope: Scope = Scope()) -> int:
        """How many passages a search in the scope goes through."""
        return self._tables.count(PASSAGES, in_scope(self.at_present(scope)))

    def rarity(self, text: str, language: str = "") -> dict[str, float]:
        """Inverse document frequency over this archive's passages, by stemmed word of `text` in that language."""
        return self._words.rarity(text, language)

    def terms(self, text: str, language: str = "") -> list[str]:
        """The words of a text in that language as the index knows them: lower-cased, accents folded, stemmed."""
        return self._analysis.terms(text, language)

    @property
    def vocabulary(self) -> None:
        """None: a cluster doesn't list the words that it has indexed."""

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text, by the archive's model."""
        return self._reader.similarities(query, texts)

    def _up_to_date(self) -> Ranking:
        return self._ranking

    def _last_used(self) -> Ranking:
        return self._ranking

    def _current(self) -> Facts:
        """What the last push said; read again when there was another one, which is looked for once a question."""
        if self._tables.state().mark != self._facts.mark:
            self._facts = _facts(self._tables)
        return self._facts


def _facts(tables: Tables) -> Facts:
    tables.state()
    meta = tables.meta()
    if meta is None:
        raise ArchiveMissing(f"{tables.address.text} is not filled yet; wait for the push to end, or run it again.")
    rows = tables.every(
        ARTICLES, "timed == true and part == 0", ("key", "filed", "published", "embargoed", "expires")
    )
    timed = tuple(Timed(row["key"], json.loads(row["filed"]), row["published"], row["embargoed"], row["expires"])
                  for row in rows)
    return Facts(meta["mark"], meta, timed)


def _sections(facts: Facts, moment: datetime) -> tuple[str, ...]:
    """The sections of what is visible, as first written, largest first."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for folded, name, number in facts.meta["sections"]:
        counts[folded], written[folded] = number, name
    for _, name in facts.filed_at("section", moment):
        folded = name.casefold()
        counts[folded] += 1
        written[folded] = min(name, written.get(folded, name))
    return tuple(written[folded] for folded in sorted(counts, key=lambda each: (-counts[each], written[each])))


def _moment(at: int) -> datetime:
    return _EPOCH + timedelta(microseconds=at)
