"""Searches an archive by its ranking, wherever it is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from corpus import Article, ScopeError
from index.model.tokens import Match
from index.search.protocols import Readable
from index.search.ranking import Ranking
from index.types.hit import Hit
from index.types.scope import Scope


class RankedSearch(ABC):
    """Fulfils the searches of `Readable` for whoever has a ranking."""

    @abstractmethod
    def at_present(self, scope: Scope) -> Scope:
        """The scope with the moment that it is judged at, its own or now, on the newsroom's clock."""

    @abstractmethod
    def _up_to_date(self) -> Ranking:
        """The ranking of what the archive holds now."""

    @abstractmethod
    def _last_used(self) -> Ranking:
        """The ranking that the hits came from that were handed out last."""

    def as_known(self, as_of: datetime, now: datetime | None = None) -> Readable:
        """The archive as it was known at `as_of`, visible at `now`; raises ScopeError where that can't be told."""
        raise ScopeError("This archive keeps no former versions; ask one in a folder what was known on a day.")

    def as_cited(self, id: str, version: str, now: datetime | None = None) -> Article | None:
        """The article in the version whose hash begins so; None where it is gone, or a reader may not see it at `now`.

        Former versions are there where an archive keeps them.
        """
        present = self.article(id, now)
        return present if present and present.content_hash.startswith(version) else None

    @abstractmethod
    def article(self, id: str, now: datetime | None = None, *, preview: bool = False) -> Article | None:
        """The article of that id; None when there is none that a reader may see at `now`."""

    def _then(self, scope: Scope) -> tuple[Readable, Scope] | None:
        """The archive as it was known on the day that a scope names, and what else it says; None for the present."""
        return (self.as_known(scope.as_of, scope.now), replace(scope, as_of=None)) if scope.as_of else None

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that its articles are in, the most frequent first."""
        return self._last_used().languages

    def search(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        """The `scope.limit` best passages in the scope, best first; fewer only when fewer of its passages match.

        A passage that several articles print is one hit, which lists the others as its twins. Those that hold what
        stands in the question's quotation marks come first; `parts["phrases"]` counts it.
        """
        if then := self._then(scope):
            return then[0].search(query, then[1])
        scope = self.at_present(scope)
        return self._up_to_date().search(query, scope)

    def find(self, query: str, scope: Scope = Scope()) -> list[Hit]:
        """The same for a search with operators (search/wording.py), which all hits obey; empty for exclusions alone."""
        if then := self._then(scope):
            return then[0].find(query, then[1])
        scope = self.at_present(scope)
        return self._up_to_date().find(query, scope)

    def absent(self, question: str, scope: Scope = Scope()) -> list[str]:
        """What stands in the question's quotation marks and in no passage in the scope, as it stands."""
        if then := self._then(scope):
            return then[0].absent(question, then[1])
        scope = self.at_present(scope)
        return self._up_to_date().absent(question, scope)

    def matches(self, query: str, hits: Sequence[Hit]) -> list[Match]:
        """The question held against each passage, token by token; one that has no vectors yet is read for it."""
        return self._last_used().matches(query, hits)
