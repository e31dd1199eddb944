"""The archive as a component of Haystack's pipelines: passages as its documents."""

from __future__ import annotations

from typing import Any

from corpus import MissingPackage
from index import Readable, Scope, open_archive

try:
    from haystack import Document, component, default_from_dict, default_to_dict
except ModuleNotFoundError as missing:
    if (missing.name or "").split(".")[0] != "haystack":
        raise
    raise MissingPackage.of_extra("This needs Haystack", "haystack") from None

from bot.frameworks.facts import facts_of
from bot.retriever.archive_retriever import search


@component
class ArchivePassages:
    """Retrieves passages of an archive, best first, from at least ten articles where the scope has them."""

    def __init__(
        self, archive: str, *, since: str | None = None, until: str | None = None, sections: list[str] | None = None
    ) -> None:
        """`archive` is the folder or the store's address; it is opened when the pipeline warms up.

        Raises ScopeError for dates that can't be read.
        """
        self.archive, self.since, self.until, self.sections = archive, since, until, sections
        self._scope = Scope(since=since, until=until, sections=tuple(sections or ()))  # type: ignore[arg-type]
        self._opened: Readable | None = None

    def warm_up(self) -> None:
        """Open the archive; raises an ArchiveError that says what to do."""
        self._opened = self._opened or open_archive(self.archive)

    @component.output_types(documents=list[Document])
    def run(self, query: str) -> dict[str, list[Document]]:
        """The passages for one query."""
        self.warm_up()
        assert self._opened is not None
        return {"documents": [
            Document(id=str(hit.passage.id), content=hit.text, meta=facts_of(hit), score=hit.score)
            for hit in search(self._opened, query, self._scope)
        ]}

    def to_dict(self) -> dict[str, Any]:
        """As a pipeline's file has it."""
        return default_to_dict(self, archive=self.archive, since=self.since, until=self.until, sections=self.sections)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ArchivePassages:
        """Back from a pipeline's file."""
        return default_from_dict(cls, data)
