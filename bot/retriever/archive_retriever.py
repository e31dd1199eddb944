"""The archive as a LangChain retriever: the only place that knows LangChain's Document."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from index import Hit, Readable, Scope

MIN_ARTICLES = 10   # that hits come from, where the archive has as many
_PASSAGES = 30      # asked for at first
_MOST = 480


class ArchiveRetriever(BaseRetriever):
    """Passages of an archive as Documents, best first, from at least ten articles where the scope has them."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: SkipValidation[Readable]     # a protocol: nothing to check at run time
    scope: Scope = Scope()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [document_of(hit) for hit in search(self.archive, query, self.scope)]


def search(archive: Readable, query: str, scope: Scope) -> list[Hit]:
    """Hits, best first, more when the best come from fewer than ten articles; none for a query without a word."""
    if not any(map(str.isalnum, query)):
        return []
    limit = max(_PASSAGES, scope.limit)
    while True:
        hits = archive.search(query, scope.with_limit(limit))
        if len(hits) < limit or limit >= _MOST or len({hit.article.id for hit in hits}) >= MIN_ARTICLES:
            return hits
        limit *= 4


def document_of(hit: Hit) -> Document:
    """A hit as LangChain's Document: the passage's text, and in its metadata what a prompt or a filter may use."""
    article = hit.article
    metadata: dict[str, Any] = {
        "article": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "section": article.section,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
        "hit": hit,
    }
    return Document(page_content=hit.text, id=str(hit.passage.id), metadata=metadata)


def hit_of(document: Document) -> Hit:
    """The hit that a Document was made from; raises KeyError for a Document from elsewhere."""
    hit: Hit = document.metadata["hit"]
    return hit
