"""The archive as a retriever of LlamaIndex: passages as its nodes."""

from __future__ import annotations

from corpus import MissingPackage
from index import Readable, Scope

try:
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
except ModuleNotFoundError as missing:
    if (missing.name or "").split(".")[0] != "llama_index":
        raise
    raise MissingPackage.of_extra("This needs LlamaIndex", "llama-index") from None

from bot.frameworks.facts import facts_of
from bot.retriever.archive_retriever import search


class CuttingsRetriever(BaseRetriever):
    """Passages of an archive as nodes, best first, from at least ten articles where the scope has them."""

    def __init__(self, archive: Readable, scope: Scope = Scope()) -> None:
        """Retrieve from this archive, which the caller opens and closes, in this scope."""
        self._archive = archive
        self._scope = scope
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = search(self._archive, query_bundle.query_str, self._scope)
        nodes = (TextNode(id_=str(hit.passage.id), text=hit.text, metadata=facts_of(hit)) for hit in hits)
        return [NodeWithScore(node=node, score=hit.score) for node, hit in zip(nodes, hits, strict=True)]
