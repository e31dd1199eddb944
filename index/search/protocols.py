"""What an archive rests on, as seams: an engine that finds passages, and the archive as whoever asks it sees it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus import Article
from index.model.tokens import Match
from index.search.wording import ANY, Wording
from index.store.articles import Figures
from index.store.outline import Outline
from index.store.passages import StoryPassage
from index.types.arrays import Array, Ids
from index.types.hit import Hit, Passage
from index.types.info import ArchiveInfo, Holding
from index.types.recipe import Recipe
from index.types.scope import Scope

if TYPE_CHECKING:
    from index.search.vocabulary import Vocabulary


class Within(Protocol):
    """The passages that one question may be answered from: in its scope, visible at its moment, worded as asked."""

    def near(self, vector: Array, limit: int) -> Ids:
        """Ids, (n,), of the `limit` passages nearest to a unit vector, (dimensions,), best first.

        n is less than the limit only when fewer have a vector.
        """

    def worded(self, query: str, limit: int, only: Ids | None = None) -> tuple[Ids, Array]:
        """Ids and BM25 scores, (n,) each, of the `limit` passages sharing most words, best first; `only` of these."""


class Engine(Protocol):
    """Finds passages by vector and by word, and reads them back; ids are those of the builder's database."""

    def within(self, scope: Scope, wording: Wording = ANY) -> Within:
        """The part that a question asks for; a `wording` is required of every passage."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that its articles are in, the most frequent first."""

    def vectors(self, ids: Ids) -> tuple[Ids, Array]:
        """Ids (n,), ascending, and vectors (n, dimensions) of those passages that have been embedded."""

    def tokens(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Packed tokens (index/model/tokens.py) by passage id, of those that have been embedded."""

    def passages(self, ids: Sequence[int], scope: Scope) -> dict[int, Passage]:
        """Passages by id: those that are still there, in the scope and visible."""

    def of_stories(self, ids: Sequence[int]) -> Mapping[int, StoryPassage]:
        """Of these passages, those of a story that several articles print, hidden ones too."""

    def prints(self, stories: Collection[int], scope: Scope, limit: int) -> Mapping[int, Sequence[Article]]:
        """The first `limit` articles that print each story, in the scope and visible, by date; undated ones last."""


class Searchable(Protocol):
    """An archive as whoever looks for passages sees it; safe to use from many threads."""

    def at_present(self, scope: Scope) -> Scope:
        """The scope with the moment that it is judged at, its own or now, on the newsroom's clock."""

    def search(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        """The `scope.limit` best passages in the scope, best first; fewer only when fewer of its passages match.

        Those that hold what stands in the question's quotation marks come first; `parts["phrases"]` counts it.
        """

    def find(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        """The same for a search with operators (search/wording.py), which all hits obey; empty for exclusions alone."""

    def absent(self, question: str, scope: Scope = Scope()) -> list[str]:
        """What stands in the question's quotation marks and in no passage in the scope, as it stands."""

    def holding(self, words: str, scope: Scope = Scope()) -> Holding:
        """Every article in the scope with all of the words in headline or text, stemmed."""

    def matches(self, query: str, hits: Sequence[Hit]) -> list[Match]:
        """The question held against each passage, token by token."""

    def size(self, scope: Scope = Scope()) -> int:
        """How many passages a search in the scope goes through."""

    def rarity(self, text: str, language: str = "") -> dict[str, float]:
        """Inverse document frequency over this archive's passages, by stemmed word of `text` in that language."""

    def terms(self, text: str, language: str = "") -> list[str]:
        """The words of a text in that language as the index knows them: lower-cased, accents folded, stemmed."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that its articles are in, the most frequent first."""

    @property
    def vocabulary(self) -> Vocabulary | None:
        """Its words as it prints them; None where its engine can't list them."""

    def similarities(self, query: str, texts: Sequence[str]) -> list[float]:
        """Cosine of the question with each text, by the archive's model."""


class Readable(Searchable, Protocol):
    """What a bot needs of an archive, wherever it is kept; safe to use from many threads."""

    recipe: Recipe

    @property
    def folder(self) -> Path:
        """Where this machine keeps what is not in the archive: readers' verdicts."""

    @property
    def name(self) -> str:
        """What readers see as its name."""

    @property
    def generation(self) -> int:
        """Grows with every change to the archive."""

    @property
    def state(self) -> str:
        """What tells this state of the archive from every other, of an archive that takes its place too."""

    def article(self, id: str, now: datetime | None = None, *, preview: bool = False) -> Article | None:
        """The article of that id; None when there is none that a reader may see at `now`.

        In a `preview`, which is for the newsroom's desk, an embargo hides nothing where such articles are kept.
        """

    def as_cited(self, id: str, version: str, now: datetime | None = None) -> Article | None:
        """The article in the version whose hash begins so; None where it is gone, or a reader may not see it at `now`.

        Former versions are there where an archive keeps them.
        """

    def visible(self, ids: Collection[str], now: datetime | None = None) -> set[str]:
        """Of these articles, those that a reader may see at `now`."""

    def version_of(self, article: Article) -> int | None:
        """The number of the version that says what `article` says; None when it is not there any more."""

    def newest(self, limit: int, now: datetime | None = None) -> list[Article]:
        """The latest articles that a reader may see, newest first; those without a date are left out."""

    def info(self, now: datetime | None = None) -> ArchiveInfo:
        """What the archive holds that a reader may see at `now`."""

    def figures(self, now: datetime | None = None) -> Figures:
        """How many articles a reader may see at `now`, the oldest date, the newest."""

    def outline(self, now: datetime | None = None) -> Outline:
        """Articles that a reader may see at `now` by month, section, source, author and kind."""

    def as_known(self, as_of: datetime, now: datetime | None = None) -> Readable:
        """The archive as it was known at `as_of`, as far as readers may see it at `now` too.

        Raises ScopeError for a day to come, and where no former versions are kept.
        """

    def close(self) -> None:
        """Let go of what it is kept in."""
